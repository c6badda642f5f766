"""Windows are ordered, purged, inside the calendar, and trade only what was never seen."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.demo.plan import FEWEST_SESSIONS, WARM_UP, PlanError, plan_windows


def calendar(gaps: list[int]) -> list[date]:
    """Sessions with so many days between them."""
    day, found = date(2020, 1, 1), []
    for gap in gaps:
        day += timedelta(days=gap)
        found.append(day)
    return found


def drawn(length: int, seed: int) -> list[date]:
    dice = random.Random(seed)
    return calendar([dice.randint(1, 9) for _ in range(length)])


calendars = st.builds(drawn, st.integers(FEWEST_SESSIONS, 900), st.integers(0, 9999))


@settings(max_examples=60, deadline=None)
@given(calendars)
def test_windows_are_ordered_adjacent_and_inside(sessions: list[date]) -> None:
    plan = plan_windows(sessions)
    place = {day: number for number, day in enumerate(sessions)}
    spans = [(place[first], place[last]) for first, last in (plan.train, plan.valid, plan.test)]
    assert spans[0][0] == WARM_UP
    assert all(first <= last for first, last in spans)
    assert [last + 1 for _, last in spans] == [spans[1][0], spans[2][0], len(sessions)]


@settings(max_examples=60, deadline=None)
@given(calendars)
def test_purging_leaves_something_and_keeps_labels_apart(sessions: list[date]) -> None:
    plan = plan_windows(sessions)
    place = {day: number for number, day in enumerate(sessions)}
    for (first, last), (following, _) in ((plan.train, plan.valid), (plan.valid, plan.test)):
        kept = place[last] - plan.purge
        assert kept >= place[first]
        assert kept + plan.purge < place[following]


@settings(max_examples=60, deadline=None)
@given(calendars)
def test_scores_of_one_session_trade_on_the_next_and_both_are_tested(sessions: list[date]) -> None:
    plan = plan_windows(sessions)
    place = {day: number for number, day in enumerate(sessions)}
    pairs = list(zip(plan.signal_days, plan.trading_days, strict=True))
    assert len(pairs) >= 10
    for evening, trades in pairs:
        assert place[trades] == place[evening] + 1
        assert plan.test[0] <= evening < trades <= plan.test[1]


@given(st.integers(0, FEWEST_SESSIONS - 1))
def test_a_short_calendar_is_refused_with_its_length(length: int) -> None:
    with pytest.raises(PlanError, match=f"has {length} sessions"):
        plan_windows(calendar([1] * length))


@pytest.mark.parametrize(("length", "tested"), [(727, 120), (242, 60)])
def test_three_years_test_120_sessions_and_one_year_60(length: int, tested: int) -> None:
    assert len(plan_windows(calendar([1] * length)).trading_days) == tested - 1
