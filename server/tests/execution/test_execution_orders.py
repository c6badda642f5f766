"""Target weights to orders: legal lots, sells first, affordable."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.trading_rules import RiskStatus, TradingRule, board_of, is_legal_sell, largest_buy, rule_for
from aistock_server.execution.model import Side
from aistock_server.execution.orders import Goal, Purse, wishes

CODES = ("000001.SZ", "300001.SZ", "600000.SH", "688001.SH", "830001.BJ")


def rule_of(code: str) -> TradingRule:
    """The rule of an ordinary day."""
    return rule_for(board_of(code), RiskStatus.NORMAL, date(2024, 1, 2))


goals = st.lists(
    st.builds(Goal, instrument=st.sampled_from(CODES), weight=st.floats(0, 0.2), keep=st.booleans()),
    unique_by=lambda goal: goal.instrument,
)
shares = st.dictionaries(st.sampled_from(CODES), st.integers(1, 20_000))
prices = st.fixed_dictionaries({code: st.integers(100, 9000).map(lambda fen: fen * 10) for code in CODES})


@given(goals=goals, held=shares, frozen=st.integers(0, 3), prices=prices, cash=st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_orders_are_legal_affordable_and_sell_first(
    goals: list[Goal], held: dict[str, int], frozen: int, prices: dict[str, int], cash: int
) -> None:
    nav = cash + sum(quantity * prices[code] for code, quantity in held.items())
    sellable = {code: quantity // (frozen or 1) for code, quantity in held.items()}
    found = wishes(
        goals,
        Purse(nav_mills=nav, cash_mills=cash, held=held, sellable=sellable),
        prices,
        rule_of=rule_of,
        cost_of=lambda side, value: 5000 + value // 1000,
    )
    left = cash
    for wish in found:
        if wish.side is Side.SELL:
            assert is_legal_sell(wish.quantity, sellable[wish.instrument], rule_of(wish.instrument))
            left += wish.value_mills - 5000 - wish.value_mills // 1000
        else:
            assert largest_buy(wish.quantity, rule_of(wish.instrument)) == wish.quantity
            left -= wish.value_mills + 5000 + wish.value_mills // 1000
            assert left >= 0
    sides = [wish.side for wish in found]
    assert sides == sorted(sides, key=lambda side: side is Side.BUY)
    kept = {goal.instrument for goal in goals if goal.keep}
    assert not kept & {wish.instrument for wish in found}


def test_a_name_that_is_to_go_goes_whole_odd_lot_included() -> None:
    (sell,) = wishes(
        [Goal(instrument="600000.SH", weight=0.0, keep=False)],
        Purse(nav_mills=10**9, cash_mills=0, held={"600000.SH": 1250}, sellable={"600000.SH": 1250}),
        {"600000.SH": 10_000},
        rule_of=rule_of,
        cost_of=lambda side, value: 0,
    )
    assert (sell.side, sell.quantity) == (Side.SELL, 1250)
