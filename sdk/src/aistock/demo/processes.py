"""Processes of the demo: started in groups of their own, and none left when the demo ends, however it ends."""

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from aistock.demo.options import DemoError

START_SECONDS = 30.0
TERM_SECONDS = 8.0
WORKER_ID = "demo-worker"


@contextmanager
def running_server(data_dir: Path, log: Path) -> Iterator[str]:
    """The address of a server of our own on a free port."""
    command = [sys.executable, "-m", "aistock_server", "serve", "--data-dir", str(data_dir), "--port", "0"]
    with _running(command, log, stdout=subprocess.PIPE) as process:
        yield _address(process, log)


@contextmanager
def running_worker(address: str, workdir: Path, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker that leases from the server."""
    command = [sys.executable, "-m", "aistock", "work", "--address", address, "--workdir", str(workdir), "--worker-id", WORKER_ID]
    with _running(command, log, stdout=subprocess.DEVNULL) as process:
        yield process


@contextmanager
def terminated_like_interrupted() -> Iterator[None]:
    """SIGTERM and SIGHUP end the demo as Ctrl-C does, so that everything it opened is closed."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(command: Sequence[str], log: Path, *, stdout: int) -> Iterator["subprocess.Popen[bytes]"]:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as stderr:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, start_new_session=True)
    try:
        yield process
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Asks the process to end, then ends its whole group; a second Ctrl-C while waiting does not leave it behind."""
    try:
        if process.poll() is None:
            process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(TERM_SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _address(process: "subprocess.Popen[bytes]", log: Path) -> str:
    """The address that the server prints when it listens."""
    assert process.stdout is not None
    deadline = time.monotonic() + START_SECONDS
    while (left := deadline - time.monotonic()) > 0:
        if select.select([process.stdout], [], [], min(left, 0.5))[0]:
            line = process.stdout.readline()
            if not line:
                break
            try:
                return str(json.loads(line)["address"])
            except (ValueError, KeyError):
                continue
        if process.poll() is not None:
            break
    raise DemoError(f"the server did not start: {last_words(log)}; the whole log is {log}")


def last_words(log: Path) -> str:
    """The last line of a log that says something."""
    lines = [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
