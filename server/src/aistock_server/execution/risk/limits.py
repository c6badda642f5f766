"""A limit price stands on the tick and inside the limits reckoned from the last close."""

from aistock_server.execution.model import RuleName, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def limits(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a limit price that the exchange would refuse."""
    price = ask.limit_price_mills
    if price is None:
        return None
    tick = view.rule.tick_mills
    if price % tick:
        return denial(
            RuleName.LIMITS,
            value=f"{price} mills",
            limit=f"a multiple of the tick of {tick} mills",
            remedy="Round the price to the tick.",
        )
    down = min((low for low, _ in view.limits), default=price)
    up = max((high for _, high in view.limits), default=price)
    if down <= price <= up:
        return None
    return denial(
        RuleName.LIMITS,
        value=f"{price} mills",
        limit=f"{down} to {up} mills, reckoned from the last close",
        remedy="Move the price inside the limits, or send a market_open order.",
    )
