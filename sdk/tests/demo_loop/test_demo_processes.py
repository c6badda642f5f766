"""However the demo ends, no process of it stays behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from aistock.demo import processes
from aistock.demo.options import DemoError

WAIT_SECONDS = 90.0
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def wait_until(found: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not found():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.1)


def family(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def is_running(one: psutil.Process) -> bool:
    return one.is_running() and one.status() != psutil.STATUS_ZOMBIE


def name_of(one: psutil.Process) -> str:
    try:
        return " ".join(one.cmdline())
    except psutil.NoSuchProcess:
        return ""


def started(command: list[str], out: Path) -> tuple["subprocess.Popen[str]", list[psutil.Process]]:
    """A demo whose server, worker and Qlib child are all up, and these three."""
    demo = subprocess.Popen([*command, "--out", str(out)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def complete() -> bool:
        assert demo.poll() is None, demo.communicate()
        names = [name_of(one) for one in family(demo.pid)]
        return all(any(part in name for name in names) for part in ("aistock_server", "aistock work", "aistock.qlib.child"))

    try:
        wait_until(complete)
    except BaseException:
        demo.kill()
        raise
    return demo, family(demo.pid)


@pytest.mark.qlib
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_demo_leaves_no_process(demo_command: list[str], tmp_path: Path, number: signal.Signals) -> None:
    demo, others = started(demo_command, tmp_path / "out")
    demo.send_signal(number)
    _, said = demo.communicate(timeout=60)
    assert (demo.returncode, said) == (130, "aistock demo: stopped; nothing is left running\n")
    wait_until(lambda: not any(is_running(one) for one in others))


@pytest.mark.qlib
@pytest.mark.slow
def test_a_demo_whose_worker_dies_says_so_and_leaves_no_process(demo_command: list[str], tmp_path: Path) -> None:
    demo, others = started(demo_command, tmp_path / "out")
    next(one for one in others if "aistock work" in name_of(one)).kill()
    _, said = demo.communicate(timeout=120)
    assert demo.returncode == 1, said
    assert said.startswith("aistock demo: the worker ended with code -9")
    assert "Traceback" not in said
    wait_until(lambda: not any(is_running(one) for one in others))


def test_a_process_that_ignores_the_request_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TERM_SECONDS", 0.5)
    process = subprocess.Popen([sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    child = psutil.Process(int(process.stdout.readline()))
    processes.stop(process)
    assert process.returncode == -signal.SIGKILL
    wait_until(lambda: not is_running(child))
    processes.stop(process)


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    blocked = tmp_path / "data"
    blocked.write_text("a file where a folder belongs", encoding="utf-8")
    with (
        pytest.raises(DemoError, match=r"the server did not start: .*the whole log is"),
        processes.running_server(blocked, tmp_path / "server.log"),
    ):
        pass
