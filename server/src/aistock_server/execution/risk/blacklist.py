"""Securities that must not be bought."""

from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def blacklist(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a buy of a forbidden security; what is held may be sold."""
    if ask.side is not Side.BUY or ask.instrument not in policy.blacklist:
        return None
    return denial(
        RuleName.BLACKLIST,
        value=ask.instrument,
        limit="not on the policy's blacklist",
        remedy="Choose another security, or take this one off the blacklist with SetPolicy.",
    )
