"""Exactly one rule holds on any day, and its limit prices are the exchange's."""

import os
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.codes import Board
from aistock.market.trading_rules import (
    NoTradingRuleError,
    RiskStatus,
    all_fees,
    all_rules,
    fees_for,
    is_legal_sell,
    largest_buy,
    limit_prices,
    rule_for,
)

OPENED = {
    Board.MAIN: date(2019, 1, 1),
    Board.CHINEXT: date(2019, 1, 1),
    Board.STAR: date(2019, 7, 22),
    Board.BSE: date(2021, 11, 15),
}
MAIN_2024 = rule_for(Board.MAIN, RiskStatus.NORMAL, date(2024, 6, 3))

boards = st.sampled_from(Board)
statuses = st.sampled_from(RiskStatus)
prices = st.integers(1, 400_000).map(lambda cents: cents * 10)
days = st.dates(date(2022, 1, 1), date(2030, 1, 1))


@pytest.mark.parametrize("board", Board)
@pytest.mark.parametrize("status", RiskStatus)
def test_every_day_since_the_board_opened_has_exactly_one_rule(board: Board, status: RiskStatus) -> None:
    rules = [rule for rule in all_rules() if (rule.board, rule.status) == (board, status)]
    day = OPENED[board]
    while day < date(2027, 1, 1):
        holding = [rule for rule in rules if rule.effective_from <= day and (rule.effective_to is None or day < rule.effective_to)]
        assert holding == [rule_for(board, status, day)]
        day += timedelta(days=1)


def test_a_board_that_was_not_open_has_no_rule() -> None:
    with pytest.raises(NoTradingRuleError, match="2019-07-22"):
        rule_for(Board.STAR, RiskStatus.NORMAL, date(2019, 7, 21))


@pytest.mark.parametrize(
    ("board", "status", "day", "fraction"),
    [
        (Board.MAIN, RiskStatus.NORMAL, date(2024, 1, 2), "1/10"),
        (Board.MAIN, RiskStatus.ST, date(2026, 7, 5), "1/20"),
        (Board.MAIN, RiskStatus.ST, date(2026, 7, 6), "1/10"),
        (Board.CHINEXT, RiskStatus.ST, date(2020, 8, 23), "1/20"),
        (Board.CHINEXT, RiskStatus.NORMAL, date(2020, 8, 23), "1/10"),
        (Board.CHINEXT, RiskStatus.ST, date(2020, 8, 24), "1/5"),
        (Board.STAR, RiskStatus.ST, date(2019, 7, 22), "1/5"),
        (Board.BSE, RiskStatus.ST, date(2021, 11, 15), "3/10"),
    ],
)
def test_the_limit_changed_on_the_day_the_exchange_said(board: Board, status: RiskStatus, day: date, fraction: str) -> None:
    assert rule_for(board, status, day).limit_fraction == Fraction(fraction)


@pytest.mark.parametrize(
    ("board", "pre_close", "expected"),
    [
        (Board.MAIN, 10_050, (9_050, 11_060)),  # 9.045 and 11.055 go half up, where binary floats would go down
        (Board.MAIN, 40, (30, 50)),  # the exchange's own example: one tick at least
        (Board.MAIN, 10, (10, 20)),  # no price below one tick
        (Board.BSE, 10_050, (7_040, 13_060)),  # 7.035 is raised and 13.065 is cut
        (Board.STAR, 33_330, (26_660, 40_000)),
    ],
)
def test_limit_prices_round_as_the_exchange_does(board: Board, pre_close: int, expected: tuple[int, int]) -> None:
    assert limit_prices(pre_close, rule_for(board, RiskStatus.NORMAL, date(2024, 6, 3))) == expected


@given(boards, statuses, days, prices)
@settings(max_examples=200, deadline=None)
def test_limits_lie_on_the_tick_around_the_reference(board: Board, status: RiskStatus, day: date, pre_close: int) -> None:
    rule = rule_for(board, status, day)
    found = limit_prices(pre_close, rule)
    assert found is not None
    assert rule.limit_fraction is not None
    down, up = found
    assert rule.tick_mills <= down <= pre_close < up
    assert down % rule.tick_mills == up % rule.tick_mills == 0
    slack = rule.tick_mills
    assert abs(up - pre_close * (1 + rule.limit_fraction)) <= slack
    assert abs(down - pre_close * (1 - rule.limit_fraction)) <= slack


def test_first_sessions_have_their_own_limits() -> None:
    assert [limit_prices(10_000, MAIN_2024, session=number) for number in (1, 5)] == [None, None]
    assert limit_prices(10_000, MAIN_2024, session=6) == (9_000, 11_000)
    before = rule_for(Board.MAIN, RiskStatus.NORMAL, date(2022, 6, 1))
    assert limit_prices(10_000, before, session=1) == (6_400, 14_400)
    assert limit_prices(10_000, before, session=2) == (9_000, 11_000)
    delisting = rule_for(Board.BSE, RiskStatus.DELISTING, date(2024, 1, 2))
    assert limit_prices(10_000, delisting, session=1) is None


def test_a_rule_without_a_limit_has_no_limit_prices() -> None:
    assert limit_prices(10_000, replace(MAIN_2024, limit_fraction=None)) is None


@given(boards, days, st.integers(0, 2_000_000))
@settings(max_examples=200, deadline=None)
def test_the_largest_buy_is_legal_and_the_next_one_is_not(board: Board, day: date, quantity: int) -> None:
    rule = rule_for(board, RiskStatus.NORMAL, day)
    bought = largest_buy(quantity, rule)
    assert bought <= min(quantity, rule.max_order_quantity)
    if bought == 0:
        assert quantity < rule.min_buy
        return
    assert (bought - rule.min_buy) % rule.buy_step == 0
    assert bought + rule.buy_step > min(quantity, rule.max_order_quantity)


@pytest.mark.parametrize(
    ("board", "quantity", "held", "legal"),
    [
        (Board.MAIN, 200, 250, True),
        (Board.MAIN, 250, 250, True),
        (Board.MAIN, 150, 250, True),
        (Board.MAIN, 120, 250, False),
        (Board.MAIN, 50, 50, True),
        (Board.MAIN, 30, 50, False),
        (Board.MAIN, 300, 250, False),
        (Board.STAR, 201, 500, True),
        (Board.STAR, 199, 500, False),
        (Board.STAR, 199, 199, True),
        (Board.BSE, 101, 500, True),
        (Board.MAIN, 0, 500, False),
    ],
)
def test_a_remainder_is_sold_only_as_a_whole(board: Board, quantity: int, held: int, legal: bool) -> None:
    assert is_legal_sell(quantity, held, rule_for(board, RiskStatus.NORMAL, date(2024, 6, 3))) is legal


def test_fees_follow_the_dates_and_leave_no_gap() -> None:
    assert [(fees.stamp_duty_sell_ppm, fees.transfer_fee_ppm) for fees in all_fees()] == [(1000, 20), (1000, 10), (500, 10)]
    assert fees_for(date(2023, 8, 27)).stamp_duty_sell_ppm == 1000
    assert fees_for(date(2023, 8, 28)).stamp_duty_sell_ppm == 500
    assert all(before.effective_to == after.effective_from for before, after in zip(all_fees(), all_fees()[1:], strict=False))
    assert all_fees()[-1].effective_to is None
    with pytest.raises(NoTradingRuleError):
        fees_for(date(2015, 7, 31))


def test_every_row_says_where_it_stands() -> None:
    assert all(rule.source.count("|") >= 1 for rule in all_rules())
    assert all("http" in fees.source for fees in all_fees())


@pytest.mark.real_data
def test_no_real_close_lies_outside_the_limits_and_many_touch_them() -> None:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    import pyarrow.parquet as parquet

    table = parquet.read_table(Path(root, "market/tushare_sz_main_2024/daily_with_adj_factor.parquet"))
    rows = zip(
        *(table.column(name).to_pylist() for name in ("ts_code", "trade_date", "close", "pre_close", "high", "low")), strict=True
    )
    sessions: dict[str, int] = {}
    outside: list[tuple[str, date]] = []
    fresh_outside = at_ten = at_five = 0
    for code, day, close, pre_close, high, low in sorted(rows):
        # A share whose first row is not of the year's first session was listed (or resumed) that day.
        if code not in sessions:
            sessions[code] = 1000 if day == date(2024, 1, 2) else 0
        sessions[code] += 1
        reference = round(pre_close * 1000)
        ordinary, narrow = _limits_2024(reference, RiskStatus.NORMAL), _limits_2024(reference, RiskStatus.ST)
        limits = ordinary if sessions[code] > 5 else limit_prices(reference, MAIN_2024, session=sessions[code])
        assert ordinary is not None
        assert narrow is not None
        fresh_outside += not _within(low, high, ordinary)
        if limits is not None and not _within(low, high, limits):
            outside.append((code, day))
        at_ten += round(close * 1000) in ordinary
        at_five += round(close * 1000) in narrow
    assert outside == []
    assert fresh_outside == 15  # first sessions without a limit, so the rule for them is needed
    assert at_ten > 1000
    assert at_five > 300


@cache
def _limits_2024(reference: int, status: RiskStatus) -> tuple[int, int] | None:
    return limit_prices(reference, rule_for(Board.MAIN, status, date(2024, 6, 3)))


def _within(low: float, high: float, limits: tuple[int, int]) -> bool:
    return limits[0] <= round(low * 1000) and round(high * 1000) <= limits[1]
