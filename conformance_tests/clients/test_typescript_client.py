"""The TypeScript client goes the journey on the live server, decodes the corpus and validates documents."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from aistock.client import Client
from aistock.errors import NotFound
from aistock_conformance import clients
from aistock_conformance.markets import Market
from aistock_conformance.target import Target

ROOT = Path(__file__).resolve().parents[2]
TYPESCRIPT = ROOT / "examples" / "clients" / "typescript"
CORPUS = ROOT / "conformance_tests" / "corpus" / "v1"
NODE = 20


@pytest.fixture(scope="module")
def built() -> list[str]:
    """The command of the compiled client; what npm and the compiler say when it cannot be made."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        pytest.skip("node and npm are not installed; the TypeScript client needs node 20 or newer")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = re.match(r"v([0-9]+)", said)
    if version is None or int(version.group(1)) < NODE:
        pytest.skip(f"node is {said.strip()}; the TypeScript client needs node {NODE} or newer")
    done = subprocess.run(["bash", str(TYPESCRIPT / "build.sh")], capture_output=True, text=True, env=dict(os.environ), check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return [node, str(TYPESCRIPT / "build" / "main.js")]


def test_the_typescript_client_goes_the_journey(
    built: list[str], client: Client, target: Target, market: Market, tmp_path: Path
) -> None:
    samples = clients.corpus_samples(CORPUS)
    assert samples, f"no samples in {CORPUS}"
    journey = clients.prepared(client, target.address, market, tmp_path / "journey", samples)
    report = clients.run(built, journey)
    clients.judge(report, journey, client)
    assert report["documents"] == {"accepted": 2, "refused": 6}


def test_a_report_that_lies_is_refused(client: Client, target: Target, market: Market, tmp_path: Path) -> None:
    """The judge has teeth: a client that prints what it was told but did nothing does not pass."""
    journey = clients.prepared(client, target.address, market, tmp_path / "journey")
    lying = {"fingerprint": journey.fingerprint, "imported": clients.FACTORS, "experiment_states": ["QUEUED", "CANCELLED"]}
    with pytest.raises(NotFound, match="experiment-that-never-was"):
        clients.judge({**lying, "experiment_id": "experiment-that-never-was"}, journey, client)
