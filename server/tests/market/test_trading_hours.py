"""When silence is trouble: the rules' hours, on the days that the exchanges hold."""

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock_server.market.exchange_calendar import sessions
from aistock_server.market.sources.model import SHANGHAI
from aistock_server.market.trading_hours import Trading, TradingHours


def at_once(work: Callable[[], None]) -> None:
    work()


HOURS = TradingHours(sessions, at_once)


def began(local: str, hours: TradingHours = HOURS) -> str | None:
    """The bell that rang for what goes on at a time in Shanghai, asked in UTC."""
    found = hours(datetime.fromisoformat(f"{local}+08:00").astimezone(UTC))
    return f"{found.began:%Y-%m-%dT%H:%M}" if found else None


@pytest.mark.parametrize(
    ("clock", "bell"),
    [
        ("09:25:00", None),
        ("09:29:59", None),
        ("09:30:00", "09:30"),
        ("11:29:59", "09:30"),
        ("11:30:00", None),
        ("12:59:59", None),
        ("13:00:00", "13:00"),
        ("14:56:59", "13:00"),
        ("14:57:00", None),
        ("15:00:00", None),
    ],
)
def test_trading_begins_twice_on_a_session(clock: str, bell: str | None) -> None:
    for day in ("2024-01-03", "2026-07-01"):
        assert began(f"{day}T{clock}") == (bell and f"{day}T{bell}")


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("2026-10-01", "2026-10-07", "National Day"),
        ("2026-02-16", "2026-02-23", "Spring Festival"),
        ("2025-01-28", "2025-02-04", "Spring Festival"),
        ("2024-02-04", "2024-02-04", "a Sunday worked to make up for it"),
        ("2024-02-09", "2024-02-18", "Spring Festival, with a Sunday worked"),
        ("2026-07-04", "2026-07-05", "a weekend"),
        ("1995-07-03", "1995-07-03", "before the first rule"),
    ],
)
def test_nobody_trades_on_a_holiday_or_on_a_weekend_that_is_worked(first: str, last: str, why: str) -> None:
    day, until = date.fromisoformat(first), date.fromisoformat(last)
    while day <= until:
        assert began(f"{day}T10:00:00") is None, why
        day += timedelta(days=1)


@pytest.mark.parametrize("day", ["2026-09-30", "2026-10-08", "2024-02-08", "2024-02-19"])
def test_the_days_around_holidays_are_traded(day: str) -> None:
    assert began(f"{day}T10:00:00") == f"{day}T09:30"


WEEKDAYS = st.dates(date(2024, 1, 1), date(2024, 3, 31)).filter(lambda day: day.weekday() < 5)


@given(st.frozensets(WEEKDAYS, min_size=1), WEEKDAYS)
@settings(deadline=None)
def test_a_weekday_counts_by_the_sessions_as_far_as_they_reach_and_with_a_doubt_beyond(known: frozenset[date], day: date) -> None:
    bell = datetime.combine(day, time(9, 30), SHANGHAI)
    found = TradingHours(lambda: known, at_once)(bell)
    if day > max(known):
        assert found is not None
        assert found.began == bell
        assert found.doubt == (
            f"{day} may be a holiday: the sessions known end on {max(known)}; install a newer exchange-calendars and start again"
        )
    else:
        assert found == (Trading(began=bell) if day in known else None)


def test_beyond_the_librarys_last_day_weekdays_count_and_are_doubted() -> None:
    day = max(sessions()) + timedelta(days=365)
    day -= timedelta(days=max(0, day.weekday() - 4))
    found = HOURS(datetime.combine(day, time(10), SHANGHAI))
    assert found is not None and found.doubt is not None
    assert f"the sessions known end on {max(sessions())}" in found.doubt
    assert HOURS(datetime.combine(day + timedelta(days=5 - day.weekday()), time(10), SHANGHAI)) is None


@pytest.mark.parametrize("sessions_known", [ImportError("no module named exchange_calendars"), frozenset()])
def test_without_a_calendar_weekdays_count_and_are_doubted(sessions_known: Exception | frozenset[date]) -> None:
    def load() -> frozenset[date]:
        if isinstance(sessions_known, Exception):
            raise sessions_known
        return sessions_known

    found = TradingHours(load, at_once)(datetime(2026, 10, 1, 2, tzinfo=UTC))
    assert found is not None and found.doubt is not None
    assert found.doubt.startswith("2026-10-01 may be a holiday: the exchanges' sessions cannot be read (")
    assert began("2026-10-03T10:00:00", TradingHours(load, at_once)) is None


def test_the_calendar_is_loaded_once_in_the_hours_of_a_weekday_and_nobody_waits_for_it() -> None:
    waiting: list[Callable[[], None]] = []
    hours = TradingHours(lambda: frozenset({date(2026, 7, 1)}), waiting.append)
    for local in ("2026-07-04T10:00:00", "2026-07-01T09:29:59", "2026-07-01T12:00:00", "2026-07-01T20:00:00"):
        assert began(local, hours) is None
    assert waiting == []
    for _ in range(3):
        assert began("2026-07-01T10:00:00", hours) is None
    assert len(waiting) == 1
    waiting.pop()()
    assert began("2026-07-01T10:00:00", hours) == "2026-07-01T09:30"
    assert waiting == []


def test_a_server_starts_without_the_calendars_library() -> None:
    program = "import aistock_server.assembly, sys; print([one for one in ('exchange_calendars', 'pandas') if one in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
