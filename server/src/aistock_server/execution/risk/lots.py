"""Quantities are whole lots, as the board has them."""

from aistock.market.trading_rules import is_legal_sell, largest_buy
from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def lots(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a quantity that the board's lot or size rule forbids."""
    if ask.side is Side.BUY:
        legal = largest_buy(ask.quantity, view.rule) == ask.quantity
    else:
        legal = ask.quantity > view.sellable or is_legal_sell(ask.quantity, view.sellable, view.rule)
    if legal:
        return None
    return denial(
        RuleName.LOTS,
        value=f"{ask.side} {ask.quantity} shares of {ask.instrument}",
        limit=f"at least {view.rule.min_buy}, steps of {view.rule.buy_step}, at most {view.rule.max_order_quantity}; "
        "an odd remainder is sold only as a whole",
        remedy="Round the quantity down to what the board allows.",
    )
