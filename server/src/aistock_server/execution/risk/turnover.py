"""No more trading in a day than the policy allows."""

from aistock_server.execution.model import RuleName, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def turnover(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies an order that would bring the day's orders above the policy's turnover."""
    if policy.max_turnover is None:
        return None
    value, cap = view.day_value_mills + ask.value_mills, int(policy.max_turnover * view.nav_mills)
    if value <= cap:
        return None
    return denial(
        RuleName.TURNOVER,
        value=f"{value} mills of orders for the next day",
        limit=f"{cap} mills, {policy.max_turnover} of the account",
        remedy="Trade less on one day, or raise max_turnover with SetPolicy.",
    )
