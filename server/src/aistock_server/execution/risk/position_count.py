"""No more names than the policy allows."""

from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def position_count(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a buy of one more name than the account may hold; names that are being sold whole do not count."""
    if ask.side is not Side.BUY or policy.max_positions is None:
        return None
    names = {*view.held, *view.pending_buys, ask.instrument} - (view.leaving - {ask.instrument})
    if len(names) <= policy.max_positions or ask.instrument in view.held or ask.instrument in view.pending_buys:
        return None
    return denial(
        RuleName.POSITION_COUNT,
        value=f"{len(names)} securities",
        limit=f"{policy.max_positions} securities",
        remedy="Sell a position whole first, or raise max_positions with SetPolicy.",
    )
