"""Starts the dev server in its own process on its own folder, and stops it for certain."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND_VARIABLE = "AISTOCK_SERVER_COMMAND"
"""Names another program that serves: it gets `--data-dir D --port 0` and prints one JSON line with its address."""

START_SECONDS = 120.0
STOP_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Spawned:
    """A server that was started here."""

    address: str
    process: subprocess.Popen[str]


def command() -> Sequence[str]:
    """The program that serves, without its arguments; the suite knows it by name only."""
    named = os.environ.get(COMMAND_VARIABLE)
    return shlex.split(named) if named else (sys.executable, "-m", "aistock_server", "serve")


@contextmanager
def spawned(data_dir: Path, *more: str, environment: Mapping[str, str] | None = None) -> Iterator[Spawned]:
    """A server over a folder, with more arguments and variables; its log stands beside the folder."""
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir.parent / f"{data_dir.name}.log"
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [*command(), "--data-dir", str(data_dir), "--port", "0", *more],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **(environment or {})},
        )
        try:
            yield Spawned(_address(process, log), process)
        finally:
            stop(process)


def stop(process: subprocess.Popen[str]) -> int:
    """End the process, first politely; its exit code."""
    process.terminate()
    try:
        return process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait(STOP_SECONDS)
    finally:
        if process.stdout is not None:
            process.stdout.close()


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    # A server that hangs before its first line is killed, which ends the wait for the line.
    watchdog = threading.Timer(START_SECONDS, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline()
    finally:
        watchdog.cancel()
    try:
        address = json.loads(line)["address"]
    except (ValueError, KeyError, TypeError):
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command())} printed {line!r} and no address; its log ends with:\n{said}") from None
    return str(address)
