"""`import aistock` costs next to nothing, and brings nothing heavy."""

import json
import subprocess
import sys

HEAVY = ("grpc", "google.protobuf", "pandas", "numpy", "pyarrow", "pydantic", "sqlalchemy", "protovalidate", "rich")
LIMIT_SECONDS = 0.15

_PROBE = """
import json, sys, time
started = time.perf_counter()
import {module}
spent = time.perf_counter() - started
print(json.dumps([spent, [name for name in {heavy!r} if name in sys.modules]]))
"""


def probe(module: str) -> tuple[float, list[str]]:
    """Seconds that an import takes in a process of its own, and the heavy modules it brought."""
    script = _PROBE.format(module=module, heavy=HEAVY)
    outcome = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    seconds, loaded = json.loads(outcome.stdout)
    return seconds, loaded


def test_import_is_quick() -> None:
    # The best of a few: what a busy machine adds is not the package's doing.
    assert min(probe("aistock")[0] for _ in range(3)) <= LIMIT_SECONDS


def test_import_brings_nothing_heavy() -> None:
    assert probe("aistock")[1] == []


def test_the_command_line_starts_without_anything_heavy() -> None:
    assert probe("aistock.cli")[1] == []


def test_errors_and_money_need_nothing() -> None:
    assert probe("aistock.errors")[1] == []
    assert probe("aistock.money")[1] == []


def test_documents_need_no_transport() -> None:
    loaded = probe("aistock.contract.documents")[1]
    assert set(loaded) <= {"pydantic"}
