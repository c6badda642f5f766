"""Metrics are read only when the recorder has written them."""

import time
from types import SimpleNamespace

from aistock.qlib.run import _settle


def test_everything_logged_before_is_written_when_settled() -> None:
    from qlib.utils.paral import AsyncCaller

    caller, written = AsyncCaller(), []

    def write(name: str) -> None:
        time.sleep(0.05)
        written.append(name)

    for number in range(5):
        caller(write, f"metric {number}")
    _settle(SimpleNamespace(async_log=caller))

    assert written == [f"metric {number}" for number in range(5)]
    caller.wait()


def test_a_recorder_that_writes_at_once_is_settled() -> None:
    _settle(SimpleNamespace(async_log=None))
