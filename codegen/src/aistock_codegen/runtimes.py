"""Old and new runtimes read the golden corpus: one environment each, with the SDK installed without its dependencies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from . import corpus
from .problems import CompileError

RUNTIMES: dict[str, tuple[str, ...]] = {
    "floor": ("protobuf==5.26.1", "grpcio==1.63.2", "pydantic==2.13.0", "googleapis-common-protos==1.63.1"),
    "latest": ("protobuf<8", "grpcio<2", "pydantic<3", "googleapis-common-protos"),
}
"""The lowest versions that pyproject promises, and the newest that it lets in."""


def decode(root: Path, names: tuple[str, ...] = tuple(RUNTIMES)) -> str:
    """Make each environment below build/, install the SDK without dependencies, and let it read the whole corpus."""
    said, problems = [], []
    for name in names:
        python = _environment(root, name)
        command = [str(python), "-W", "error", "-m", "aistock_codegen.corpus_reading", str(root / corpus.FOLDER)]
        outcome = subprocess.run(command, cwd=python.parent, capture_output=True, text=True, check=False)
        if outcome.returncode:
            problems.append(f"{name}: {(outcome.stderr + outcome.stdout).strip()[-2000:]}")
        else:
            said.append(f"{name}: {outcome.stdout.strip()}")
    if problems:
        raise CompileError(*problems)
    return "\n".join(said)


def _environment(root: Path, name: str) -> Path:
    folder = root / "build/runtimes" / name
    shutil.rmtree(folder, ignore_errors=True)
    python = folder / "bin/python"
    uv = shutil.which("uv")
    if uv is not None:
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)])
        install = [uv, "pip", "install", "--quiet", "--python", str(python)]
    else:
        _run([sys.executable, "-m", "venv", str(folder)])
        install = [str(python), "-m", "pip", "install", "--quiet"]
    _run([*install, *RUNTIMES[name], "typing-extensions"])
    _run([*install, "--no-deps", str(root)])
    return python


def _run(command: list[str]) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "VIRTUAL_ENV"}
    outcome = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if outcome.returncode:
        raise CompileError(f"{' '.join(command[:4])} …: {outcome.stderr.strip()[-2000:]}")
