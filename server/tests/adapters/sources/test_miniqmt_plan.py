"""How a question is cut into calls of a terminal."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock_server.adapters.miniqmt.plan import steps

codes = st.lists(st.integers(600000, 600040).map(lambda number: f"{number}.SH"), unique=True, max_size=30).map(sorted)
starts = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(codes, starts, st.integers(0, 400), st.sampled_from([1, 49, 241]), st.integers(1, 5_000))
@settings(deadline=None)
def test_steps_cover_every_instrument_and_day_once_in_order(
    asked: list[str], start: date, length: int, rows_a_day: int, rows_a_call: int
) -> None:
    end = start + timedelta(days=length)
    found = list(steps(asked, start, end, rows_a_day=rows_a_day, rows_a_call=rows_a_call))
    covered = [
        (code, one.start + timedelta(days=day))
        for one in found
        for code in one.codes
        for day in range((one.end - one.start).days + 1)
    ]
    assert covered == [(code, start + timedelta(days=day)) for code in asked for day in range(length + 1)]


@given(codes, starts, st.integers(0, 400), st.sampled_from([1, 49, 241]), st.integers(1, 5_000))
@settings(deadline=None)
def test_no_step_asks_for_more_than_a_call_holds_but_for_one_day_of_one(
    asked: list[str], start: date, length: int, rows_a_day: int, rows_a_call: int
) -> None:
    for one in steps(asked, start, start + timedelta(days=length), rows_a_day=rows_a_day, rows_a_call=rows_a_call):
        rows = len(one.codes) * ((one.end - one.start).days + 1) * rows_a_day
        assert rows <= max(rows_a_call, rows_a_day)
