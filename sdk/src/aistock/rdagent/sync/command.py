"""One run of the exporting program: never through a shell, never longer than it may take, its words kept only at their end."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from aistock.rdagent.sync.config import Command, environment

MOST_KEPT = 4_000
GRACE_SECONDS = 5.0
_LOOK_SECONDS = 0.05
_PIECE = 1 << 16


class Ending(StrEnum):
    """How a command ended."""

    EXITED = "exited"
    """By itself; `code` says how."""
    TIMED_OUT = "timed_out"
    """It took too long and was stopped."""
    STOPPED = "stopped"
    """The sync was told to stop, and stopped it."""
    NOT_STARTED = "not_started"
    """There is no such program, or it may not be run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEnd:
    """What became of a run: `said` is the end of its output, `size` the bytes of all of it."""

    ending: Ending
    code: int | None
    said: str
    size: int
    seconds: float

    @property
    def succeeded(self) -> bool:
        """It ended by itself with 0."""
        return self.ending is Ending.EXITED and self.code == 0


def run_command(command: Command, stop: threading.Event) -> CommandEnd:
    """Runs the program to its end; what it left running is ended with it, so that nobody writes while the folder is read."""
    began = time.monotonic()
    try:
        process = subprocess.Popen(
            list(command.argv),
            cwd=command.cwd,
            env=environment(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=sys.platform != "win32",
        )
    except (OSError, ValueError) as error:
        return CommandEnd(ending=Ending.NOT_STARTED, code=None, said=str(error), size=0, seconds=time.monotonic() - began)
    words = _Words(process)
    try:
        ending = _waited_for(process, began + command.timeout, stop)
    finally:
        _end(process)
        words.finish()
    return CommandEnd(ending=ending, code=process.returncode, said=words.said, size=words.size, seconds=time.monotonic() - began)


def _waited_for(process: subprocess.Popen[bytes], deadline: float, stop: threading.Event) -> Ending:
    while True:
        try:
            process.wait(_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            if stop.is_set():
                return Ending.STOPPED
            if time.monotonic() > deadline:
                return Ending.TIMED_OUT
        else:
            return Ending.EXITED


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and whatever it started: first politely, then for certain."""
    if process.poll() is None:
        _signal(process, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(GRACE_SECONDS)
    _signal(process, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    # The group is the program's own session; its number is not given to another as long as one of it is left.
    with suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)


class _Words:
    """The output of a program, read as it comes; only its end is kept."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._pipe = process.stdout
        self._kept = b""
        self.size = 0
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while piece := os.read(self._pipe.fileno(), _PIECE):
            self.size += len(piece)
            self._kept = (self._kept + piece)[-MOST_KEPT:]

    def finish(self) -> None:
        """Waits for the last words; somebody who left the group and holds the pipe is not waited for."""
        self._thread.join(GRACE_SECONDS)
        if not self._thread.is_alive():
            self._pipe.close()

    @property
    def said(self) -> str:
        """The end of the output as text."""
        return self._kept.decode("utf-8", errors="replace").strip()
