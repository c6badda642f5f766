"""Trading sessions follow the rhythm, and their evenings before carry the scores."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.demo.markets.sessions import sessions_of
from aistock.qlib.rhythm import sessions_in, signal_days, trading_sessions

SESSIONS = sessions_of(2023, 2023)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.integers(0, 200), st.integers(1, 100))
def test_every_days_starts_with_the_first(number: int, start: int, length: int) -> None:
    window = SESSIONS[start : start + length]
    found = trading_sessions(window, kind="every_days", number=number)
    assert found == tuple(day for place, day in enumerate(window) if place % number == 0)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 4))
def test_weekly_trades_at_most_once_a_week_and_never_before_its_day(weekday: int) -> None:
    found = trading_sessions(SESSIONS, kind="weekly", number=weekday)
    assert len({day.isocalendar()[:2] for day in found}) == len(found)
    assert all(day.weekday() >= weekday for day in found)


def test_weekly_takes_the_next_session_when_its_day_is_none() -> None:
    # 2023-05-01 to 05-03 were a holiday, so the week's first session was Thursday.
    found = trading_sessions(SESSIONS, kind="weekly", number=0)
    assert date(2023, 5, 4) in found


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 23))
def test_monthly_trades_once_in_each_month(session: int) -> None:
    found = trading_sessions(SESSIONS, kind="monthly", number=session)
    assert [day.month for day in found] == list(range(1, 13))


def test_signal_days_are_the_sessions_before() -> None:
    found = signal_days(SESSIONS, SESSIONS[5:8])
    assert found == frozenset(SESSIONS[4:7])
    assert signal_days(SESSIONS, SESSIONS[:1]) == frozenset()


def test_sessions_in_takes_both_ends() -> None:
    assert sessions_in(SESSIONS, (SESSIONS[3], SESSIONS[6])) == SESSIONS[3:7]
    assert sessions_in(SESSIONS, (date(2024, 1, 1), date(2024, 2, 1))) == ()
