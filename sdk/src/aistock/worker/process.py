"""The child process that runs one experiment: started early, told its directory, listened to, ended with all its children."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aistock.qlib.child import ENVIRONMENT

KILL_SECONDS = 10.0
# Threads that wait by spinning starve whatever else runs on the machine, and themselves.
_THREADS = {"OMP_WAIT_POLICY": "PASSIVE", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "MKL_NUM_THREADS": "2"}


class Child:
    """One process, one experiment; a context manager that leaves nothing running."""

    def __init__(self, log: Path) -> None:
        """Starts the process, which loads Qlib and waits; what it prints goes to the log."""
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as stderr:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "aistock.qlib.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=log.parent,
                env={**os.environ, **_THREADS, **ENVIRONMENT},
                start_new_session=True,
            )
        self._reader: threading.Thread | None = None

    def __enter__(self) -> "Child":
        """The child itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kills whatever still runs and reaps it."""
        self.kill()

    @property
    def pid(self) -> int:
        """Process id, which is also that of its process group."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """It has not ended yet."""
        return self._process.poll() is None

    def begin(self, run: Path, on_progress: Callable[[dict[str, Any]], None]) -> None:
        """Tells the child its directory; progress lines go to the callback, on a thread of their own."""
        stdin = self._process.stdin
        assert stdin is not None
        # A child that has died already is found by wait(), with its exit code.
        with contextlib.suppress(BrokenPipeError):
            stdin.write(f"{run.resolve()}\n".encode())
            stdin.flush()
        self._reader = threading.Thread(target=self._listen, args=(on_progress,), daemon=True, name="child-progress")
        self._reader.start()

    def wait(self, seconds: float) -> int | None:
        """Exit code, or None when it still runs after this many seconds; negative means a signal ended it."""
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def kill(self) -> None:
        """Ends the whole process group; a no-op for one that has ended."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(KILL_SECONDS)
        if self._reader is not None:
            self._reader.join(KILL_SECONDS)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(BrokenPipeError):
                    stream.close()

    def _listen(self, on_progress: Callable[[dict[str, Any]], None]) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                on_progress(json.loads(line))
