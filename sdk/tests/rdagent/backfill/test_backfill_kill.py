"""A backfill that is killed, wherever it is, is finished by the next one, and ends as if it had never been killed."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aistock.rdagent.backfill import Request, backfill
from aistock.rdagent.registry import LoopRow, MaterializationState, Registry
from aistock.rdagent.sample_tree import TreeTruth, write_sample_tree

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
TOLD = ("online_factor", "backfilled", "mislabelled", "truncated_meta", "broken_results")
KILLS = 8 if os.environ.get("AISTOCK_FAULTS") else 4


def _request(folder: Path) -> Request:
    return Request(root=folder / "workspaces", logs=folder / "log", registry=folder / "registry.sqlite")


def _backfill_and_die(folder: str, at: str) -> None:
    """Backfills, and is gone without a word before it changes a file for the `at`th time; else prints how often it did."""
    touched = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal touched
        if event in ("os.rename", "os.remove", "os.truncate", "os.chmod", "sqlite3.connect") or _writes(event, arguments):
            touched += 1
            if touched == int(at):
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    connection_of = sqlite3.connect

    def traced(*given: object, **more: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connection_of(*given, **more)  # type: ignore[call-overload]  # passed on as it came
        connection.set_trace_callback(lambda sql: count("os.rename", ()) if sql.startswith(("BEGIN", "COMMIT")) else None)
        return connection

    sqlite3.connect = traced  # type: ignore[assignment]
    backfill(_request(Path(folder)), clock=lambda: NOW)
    print(touched)


def _writes(event: str, arguments: tuple[object, ...]) -> bool:
    return event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & (os.O_WRONLY | os.O_RDWR))


def _child(folder: Path, at: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, __file__, str(folder), str(at)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def _state(folder: Path) -> tuple[list[str], dict[str, bytes]]:
    connection = sqlite3.connect(folder / "registry.sqlite")
    lines = sorted(connection.iterdump())
    connection.close()
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    return lines, {name: content for name, content in files.items() if not name.startswith("registry.sqlite")}


def _tree(folder: Path) -> TreeTruth:
    return write_sample_tree(folder, workspaces=0, seed=5, stories=TOLD)


@pytest.mark.slow
def test_a_killed_backfill_is_finished_by_the_next(tmp_path: Path) -> None:
    pristine = _tree(tmp_path / "pristine")
    # One place for all of them: reasons in the registry name paths.
    folder = tmp_path / "work"
    shutil.copytree(pristine.root.parent, folder, symlinks=True)
    ended = _child(folder, 0)
    assert ended.returncode == 0, ended.stderr
    touches = int(ended.stdout)
    assert touches > KILLS * 4
    expected = _state(folder)
    survivors = 0
    for number in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(pristine.root.parent, folder, symlinks=True)
        at = 1 + number * (touches - 1) // (KILLS - 1)
        assert _child(folder, at).returncode == -signal.SIGKILL
        with Registry.open_readonly(folder / "registry.sqlite") as registry:
            survivors += any(row.materialization is MaterializationState.RUNNING for row in registry.rows(LoopRow))
        backfill(_request(folder), clock=lambda: NOW)
        lines, files = _state(folder)
        left = {name: content for name, content in files.items() if not Path(name).name.startswith(".")}
        assert (lines, left) == expected, f"killed at {at} of {touches}"
        assert not backfill(_request(folder), clock=lambda: NOW).changed
    # Some of the kills really came in the middle of a materialization.
    assert survivors >= 2


if __name__ == "__main__":
    _backfill_and_die(sys.argv[1], sys.argv[2])
