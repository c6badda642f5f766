"""No position larger than its share of the account."""

from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def position_cap(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a buy that would make the position exceed its cap."""
    if ask.side is not Side.BUY or policy.max_position_fraction is None:
        return None
    shares = view.held.get(ask.instrument, 0) + view.pending_buys.get(ask.instrument, 0) + ask.quantity
    value, cap = shares * ask.price_mills, int(policy.max_position_fraction * view.nav_mills)
    if value <= cap:
        return None
    return denial(
        RuleName.POSITION_CAP,
        value=f"{value} mills of {ask.instrument}",
        limit=f"{cap} mills, {policy.max_position_fraction} of the account",
        remedy="Buy fewer shares, or raise max_position_fraction with SetPolicy.",
    )
