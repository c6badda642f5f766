"""A real market's calendar is held against the exchange's; what differs is told and nothing is repaired."""

from __future__ import annotations

import csv
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock_server.market.exchange_calendar import disagreements, sessions

YEAR = (date(2024, 1, 1), date(2024, 12, 31))


def held(first: date, last: date) -> frozenset[date]:
    return frozenset(day for day in sessions() if first <= day <= last)


@given(st.sets(st.dates(*YEAR), max_size=9))
@settings(deadline=None)
def test_exactly_the_days_that_were_changed_are_told(changed: set[date]) -> None:
    assert disagreements("XSHG", held(*YEAR) ^ changed, *YEAR) == sorted(changed)


def test_days_beyond_the_ends_and_beyond_what_is_known_are_not_judged() -> None:
    known = max(sessions())
    after = known + timedelta(days=30)
    assert disagreements("XSHE", held(date(2024, 1, 2), date(2024, 6, 28)), date(2024, 1, 2), date(2024, 6, 28)) == []
    assert disagreements("XSHG", held(known, known) | {after}, known, after) == []


def test_a_calendar_that_is_not_kept_is_not_judged() -> None:
    assert disagreements("invented", frozenset(), *YEAR) == []


@pytest.mark.real_data
@pytest.mark.skipif("AISTOCK_REAL_DATA" not in os.environ, reason="AISTOCK_REAL_DATA is not set")
def test_the_library_agrees_with_two_records_of_the_exchange() -> None:
    folder = Path(os.environ["AISTOCK_REAL_DATA"], "market", "calendar")
    with (folder / "xshg_sessions_2005_2026.csv").open(encoding="utf-8") as file:
        days = frozenset(date.fromisoformat(row["cal_date"]) for row in csv.DictReader(file))
    assert len(days) > 5000
    assert disagreements("XSHG", days, min(days), max(days)) == []
    with (folder / "tushare_trade_cal_sse_2024_2026.csv").open(encoding="utf-8-sig") as file:
        rows = [(date.fromisoformat(row["cal_date"]), row["is_open"]) for row in csv.DictReader(file)]
    opened = frozenset(day for day, is_open in rows if is_open == "1")
    assert disagreements("XSHG", opened, min(rows)[0], max(rows)[0]) == []
