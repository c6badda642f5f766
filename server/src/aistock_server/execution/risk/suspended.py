"""A security that did not trade on the last day is taken as suspended."""

from aistock_server.execution.model import RuleName, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def suspended(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies an order in a security without a bar on the last day."""
    if view.has_bar:
        return None
    return denial(
        RuleName.SUSPENDED,
        value=f"{ask.instrument} has no bar on the account's last day",
        limit="a security that traded on the last day",
        remedy="Send the order after the first day on which the security trades again.",
    )
