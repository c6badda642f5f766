"""Calls that may never come back."""

import threading
from collections.abc import Iterator

import pytest

from aistock_server.adapters.miniqmt.lane import Closed, Crowded, Lane


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """Something to wait for that comes only when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def test_calls_run_one_after_the_other_on_one_thread() -> None:
    lane = Lane("test")
    threads = {lane.run(threading.get_ident, 60) for _ in range(5)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads
    lane.close()


def test_what_a_call_raises_comes_out_and_the_lane_goes_on() -> None:
    lane = Lane("test")
    with pytest.raises(ZeroDivisionError):
        lane.run(lambda: 1 // 0, 60)
    assert lane.run(lambda: 7, 60) == 7
    lane.close()


def test_a_late_call_keeps_its_thread_and_the_next_gets_another(never: threading.Event) -> None:
    lane = Lane("test")
    first = lane.run(threading.get_ident, 60)
    with pytest.raises(TimeoutError):
        lane.run(never.wait, 0.01)
    assert lane.run(threading.get_ident, 60) != first
    lane.close()


def test_after_too_many_late_calls_none_is_begun_until_one_comes_back(never: threading.Event) -> None:
    lane, begun = Lane("test", most_stuck=2), []
    for _ in range(2):
        with pytest.raises(TimeoutError):
            lane.run(lambda: begun.append(1) or never.wait(), 0.2)
    with pytest.raises(Crowded):
        lane.run(lambda: begun.append(1), 60)
    while len(begun) < 2:
        threading.Event().wait(0.01)
    never.set()
    while True:
        try:
            assert lane.run(lambda: 7, 60) == 7
            break
        except Crowded:
            continue
    lane.close()
    assert len(begun) == 2


def test_who_waits_for_his_turn_waits_no_longer_than_his_time(never: threading.Event) -> None:
    lane, begun = Lane("test"), threading.Event()
    holder = threading.Thread(target=lambda: lane.run(lambda: begun.set() or never.wait(), 60))
    holder.start()
    assert begun.wait(60)
    with pytest.raises(TimeoutError):
        lane.run(lambda: 7, 0.01)
    lane.close()
    never.set()
    holder.join()


def test_a_closed_lane_begins_nothing_and_its_thread_ends() -> None:
    lane = Lane("a lane of its own")
    assert lane.run(lambda: 7, 60) == 7
    lane.close()
    with pytest.raises(Closed):
        lane.run(lambda: 7, 60)
    while any(one.name == "a lane of its own" for one in threading.enumerate()):
        threading.Event().wait(0.01)
