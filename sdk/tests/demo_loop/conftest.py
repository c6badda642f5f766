"""One small demo run for all tests that look at what it left."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SMALL = {"seed": 11, "stocks": 30, "years": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedLoop:
    """What a demo was asked, what it printed, and where it wrote."""

    options: dict[str, int]
    out: Path
    printed: str


@pytest.fixture(scope="session")
def demo_command() -> list[str]:
    """The command line of a small demo, without --out."""
    pytest.importorskip("qlib", reason="the extra qlib is not installed")
    return [sys.executable, "-m", "aistock", "demo", *(part for name, value in SMALL.items() for part in (f"--{name}", str(value)))]


@pytest.fixture(scope="session")
def closed_loop(demo_command: list[str], tmp_path_factory: pytest.TempPathFactory) -> ClosedLoop:
    """A demo that ran to its end."""
    out = tmp_path_factory.mktemp("demo") / "out"
    ran = subprocess.run([*demo_command, "--out", str(out)], capture_output=True, text=True, timeout=280, check=False)
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    return ClosedLoop(options=SMALL, out=out, printed=ran.stdout)
