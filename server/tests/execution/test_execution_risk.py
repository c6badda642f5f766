"""Each rule of the gate: one order it denies, and the same order a little better, which it lets pass."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from aistock.market.trading_rules import Board, RiskStatus, rule_for
from aistock_server.execution.model import OrderType, RuleName, Side
from aistock_server.execution.risk import RULES, Ask, Policy, View, judge

RULE = rule_for(Board.MAIN, RiskStatus.NORMAL, date(2024, 1, 2))
BUY = Ask(
    instrument="600000.SH",
    side=Side.BUY,
    type=OrderType.MARKET_OPEN,
    quantity=1000,
    price_mills=10_000,
    limit_price_mills=None,
)
SELL = replace(BUY, side=Side.SELL)
VIEW = View(
    halt_reason=None,
    has_bar=True,
    rule=RULE,
    limits=((9_000, 11_000),),
    nav_mills=100_000_000,
    free_cash_mills=50_000_000,
    pending_sales_mills=0,
    ask_cost_mills=5_000,
    held={"600000.SH": 2000, "000001.SZ": 100},
    pending_buys={},
    leaving=frozenset(),
    sellable=1000,
    day_value_mills=0,
)
LIMIT = replace(BUY, type=OrderType.LIMIT, limit_price_mills=11_000, price_mills=11_000)
NEW = replace(BUY, instrument="600001.SH")

Change = dict[str, Any]
CASES: list[tuple[RuleName, Ask, Change, Change, Change]] = [
    # rule, order, what is changed in the view, in the policy, and what then makes it pass
    (RuleName.KILL_SWITCH, BUY, {"halt_reason": "fire"}, {}, {"halt_reason": None}),
    (RuleName.BLACKLIST, BUY, {}, {"blacklist": frozenset({"600000.SH"})}, {"blacklist": frozenset()}),
    (RuleName.SUSPENDED, BUY, {"has_bar": False}, {}, {"has_bar": True}),
    (RuleName.LOTS, replace(BUY, quantity=150), {}, {}, {"quantity": 200}),
    (RuleName.LOTS, replace(SELL, quantity=150), {}, {}, {"quantity": 100}),
    (RuleName.LIMITS, replace(LIMIT, limit_price_mills=11_010), {}, {}, {"limit_price_mills": 11_000}),
    (RuleName.LIMITS, replace(LIMIT, limit_price_mills=10_005), {}, {}, {"limit_price_mills": 10_010}),
    (RuleName.T_PLUS_ONE, replace(SELL, quantity=1100), {}, {}, {"quantity": 1000}),
    (RuleName.ORDER_SIZE, BUY, {}, {"max_order_mills": 9_999_999}, {"max_order_mills": 10_000_000}),
    (RuleName.CASH, BUY, {"free_cash_mills": 10_004_999}, {}, {"free_cash_mills": 10_005_000}),
    (RuleName.CASH, BUY, {}, {"min_cash_fraction": 0.4}, {"min_cash_fraction": 0.3}),
    (RuleName.CASH, BUY, {"free_cash_mills": 0}, {}, {"pending_sales_mills": 10_005_000}),
    (RuleName.POSITION_CAP, BUY, {}, {"max_position_fraction": 0.29}, {"max_position_fraction": 0.3}),
    (RuleName.POSITION_COUNT, NEW, {}, {"max_positions": 2}, {"leaving": frozenset({"000001.SZ"})}),
    (RuleName.TURNOVER, BUY, {"day_value_mills": 1}, {"max_turnover": 0.1}, {"day_value_mills": 0}),
]


def changed(value: Any, change: Change) -> Any:
    """The value with those of the changes that it has."""
    return replace(value, **{name: item for name, item in change.items() if name in value.__slots__})


@pytest.mark.parametrize(("rule", "ask", "view", "policy", "cure"), CASES)
def test_a_rule_denies_and_its_cure_passes(rule: RuleName, ask: Ask, view: Change, policy: Change, cure: Change) -> None:
    bad_view, limits = replace(VIEW, **view), replace(Policy(), **policy)
    verdict = judge(ask, bad_view, limits)
    assert verdict is not None
    assert verdict.rule_id is rule
    assert verdict.value
    assert verdict.limit
    assert verdict.remedy
    assert judge(changed(ask, cure), changed(bad_view, cure), changed(limits, cure)) is None


def test_every_rule_has_a_case_and_a_place() -> None:
    assert {rule for rule, *_ in CASES} == set(RuleName)
    assert [rule.__name__ for rule in RULES] == [name.value for name in RuleName]


def test_what_is_blacklisted_may_still_be_sold() -> None:
    assert judge(SELL, VIEW, Policy(blacklist=frozenset({"600000.SH"}))) is None
