"""One order against one bar."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.trading_rules import Board, RiskStatus, largest_buy, rule_for
from aistock_server.execution.matching import DayTerms, match
from aistock_server.execution.model import EndReason, Order, OrderState, OrderType, Side, TimeInForce
from aistock_server.market.model import DayBar

DAY = date(2024, 3, 1)
RULE = rule_for(Board.MAIN, RiskStatus.NORMAL, DAY)
ORDER = Order(
    account_id="a",
    client_order_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10",
    instrument="600000.SH",
    side=Side.BUY,
    type=OrderType.MARKET_OPEN,
    time_in_force=TimeInForce.DAY,
    price_mills=None,
    quantity=1000,
    filled_quantity=0,
    filled_value_mills=0,
    cost_mills=0,
    commission_mills=0,
    reference_price_mills=10_000,
    reserved_mills=0,
    state=OrderState.ACCEPTED,
    end_reason=None,
    verdict=None,
    decided_date=DAY,
    ended_date=None,
    plan_id=None,
    instance_id=None,
    target_weight=None,
    submitted_seq=1,
    updated_seq=2,
)
SELL = replace(ORDER, side=Side.SELL)
TERMS = DayTerms(rule=RULE, limits=((9_000, 11_000),), volume_left=100_000, sellable=1000, cash_mills=10**12)


def bar(opened: int, high: int, low: int, closed: int, *, volume: int = 10**6) -> DayBar:
    """A bar whose reference price is 10 CNY."""
    return DayBar(
        instrument="600000.SH",
        date=DAY,
        open_mills=opened,
        high_mills=high,
        low_mills=low,
        close_mills=closed,
        pre_close_mills=10_000,
        volume=volume,
        amount_mills=0,
        adj_factor=1.0,
    )


ORDINARY = bar(10_100, 10_400, 9_800, 10_200)
LOCKED_UP = bar(11_000, 11_000, 11_000, 11_000)
LOCKED_DOWN = bar(9_000, 9_000, 9_000, 9_000)


def limit(price: int, side: Side = Side.BUY) -> dict[str, Any]:
    """A limit order."""
    return {"type": OrderType.LIMIT, "price_mills": price, "side": side}


@pytest.mark.parametrize(
    ("change", "day", "terms", "expected"),
    [
        ({}, ORDINARY, {}, (1000, 10_100, None)),
        ({"side": Side.SELL}, ORDINARY, {}, (1000, 10_100, None)),
        ({}, None, {}, (0, 0, EndReason.SUSPENDED)),
        ({}, bar(10_100, 10_100, 10_100, 10_100, volume=0), {}, (0, 0, EndReason.NO_VOLUME)),
        ({}, LOCKED_UP, {}, (0, 0, EndReason.LIMIT_LOCKED)),
        ({"side": Side.SELL}, LOCKED_UP, {}, (0, 0, EndReason.LIMIT_LOCKED)),
        ({"side": Side.SELL}, LOCKED_DOWN, {}, (0, 0, EndReason.LIMIT_LOCKED)),
        ({}, LOCKED_DOWN, {}, (0, 0, EndReason.LIMIT_LOCKED)),
        ({}, bar(10_500, 10_500, 10_500, 10_500), {}, (1000, 10_500, None)),
        ({}, bar(10_500, 10_500, 10_500, 10_500), {"limits": ((9_000, 11_000), (9_500, 10_500))}, (0, 0, EndReason.LIMIT_LOCKED)),
        ({}, bar(11_000, 11_000, 10_500, 11_000), {}, (1000, 11_000, None)),
        (limit(10_100), ORDINARY, {}, (1000, 10_100, None)),
        (limit(10_000), ORDINARY, {}, (1000, 10_000, None)),
        (limit(9_800), ORDINARY, {}, (0, 0, EndReason.PRICE_NOT_REACHED)),
        (limit(10_300, Side.SELL), ORDINARY, {}, (1000, 10_300, None)),
        (limit(10_400, Side.SELL), ORDINARY, {}, (0, 0, EndReason.PRICE_NOT_REACHED)),
        (limit(11_010), ORDINARY, {}, (0, 0, EndReason.PRICE_OUTSIDE_LIMITS)),
        (limit(11_010), ORDINARY, {"limits": ()}, (1000, 10_100, None)),
        ({}, ORDINARY, {"volume_left": 350}, (300, 10_100, EndReason.NO_VOLUME)),
        ({}, ORDINARY, {"volume_left": 99}, (0, 10_100, EndReason.NO_VOLUME)),
        ({}, ORDINARY, {"cash_mills": 505_000 * 10}, (400, 10_100, EndReason.CASH_SHORT)),
        ({"side": Side.SELL}, ORDINARY, {"sellable": 0}, (0, 10_100, EndReason.NOTHING_SELLABLE)),
        ({"side": Side.SELL, "quantity": 150}, ORDINARY, {"sellable": 150}, (150, 10_100, None)),
        ({"side": Side.SELL, "quantity": 150}, ORDINARY, {"sellable": 150, "volume_left": 120}, (100, 10_100, EndReason.NO_VOLUME)),
    ],
)
def test_what_a_day_does_to_an_order(change: dict[str, Any], day: DayBar | None, terms: dict[str, Any], expected: Any) -> None:
    found = match(replace(ORDER, **change), day, replace(TERMS, **terms), lambda value: 5_000)
    assert (found.quantity, found.price_mills, found.short) == expected


@given(
    quantity=st.integers(100, 100_000),
    price=st.integers(90, 110).map(lambda tenth: tenth * 100),
    volume=st.integers(0, 50_000),
    cash=st.integers(0, 10**10),
    percent=st.sampled_from([0, 3, 100]),
)
@settings(max_examples=200, deadline=None)
def test_a_buy_never_costs_more_than_the_cash(quantity: int, price: int, volume: int, cash: int, percent: int) -> None:
    def cost(value: int) -> int:
        return 5_000 + value * percent // 10_000

    order = replace(ORDER, quantity=largest_buy(quantity, RULE))
    found = match(order, bar(price, price + 10, price - 10, price), replace(TERMS, volume_left=volume, cash_mills=cash), cost)
    value = found.quantity * found.price_mills
    assert found.quantity == 0 or value + cost(value) <= cash
    assert found.quantity <= min(volume, order.quantity)
    assert found.quantity % 100 == 0
    more = found.quantity + 100
    if more <= min(order.quantity, volume):
        assert more * price + cost(more * price) > cash
