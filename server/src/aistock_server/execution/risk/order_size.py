"""No order larger than the policy allows."""

from aistock_server.execution.model import RuleName, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def order_size(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies an order whose value exceeds the policy's largest."""
    if policy.max_order_mills is None or ask.value_mills <= policy.max_order_mills:
        return None
    return denial(
        RuleName.ORDER_SIZE,
        value=f"{ask.value_mills} mills",
        limit=f"{policy.max_order_mills} mills an order",
        remedy="Send smaller orders, or raise max_order_mills with SetPolicy.",
    )
