"""The child's talk with the worker: progress as JSON lines out, the end of the worker as the end of input."""

import json
import os
import queue
import signal
import sys
import threading
import time
from typing import IO


class Progress:
    """Writes {"stage", "fraction", "message"} lines and remembers how long each stage took."""

    def __init__(self, stream: IO[str]) -> None:
        """Takes the stream that the worker reads."""
        self._stream = stream
        self._stage, self._since = "prepare", time.monotonic()
        self._seconds: dict[str, float] = {}

    @property
    def stage(self) -> str:
        """The stage the run is in."""
        return self._stage

    def report(self, stage: str, fraction: float, message: str) -> None:
        """Enters a stage, or tells more of the current one."""
        now = time.monotonic()
        self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = stage, now
        line = {"stage": stage, "fraction": round(fraction, 4), "message": message[:500]}
        print(json.dumps(line, ensure_ascii=False), file=self._stream, flush=True)

    def timings(self) -> list[dict[str, object]]:
        """Seconds of each stage so far, in the order they were entered."""
        self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + time.monotonic() - self._since
        self._since = time.monotonic()
        return [{"stage": stage, "seconds": round(seconds, 3)} for stage, seconds in self._seconds.items()]


def take_stdout() -> IO[str]:
    """The real stdout for progress alone; whatever else prints goes to stderr from now on."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return stream


def watch_input(descriptor: int = 0) -> "queue.SimpleQueue[str]":
    """The queue that gets the first line of input; this process group is killed when the input ends: the worker is gone.

    Reads without Python's buffer: a lock on that would be inherited by forked kernels.
    """
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def watch() -> None:
        received = b""
        while piece := os.read(descriptor, 4096):
            received += piece
            if b"\n" in received:
                lines.put(received.partition(b"\n")[0].decode())
                received = b""
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True, name="worker-watch").start()
    return lines
