"""Only shares that are held, not bought today and not being sold already may be sold."""

from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def t_plus_one(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a sale of more than is sellable."""
    if ask.side is not Side.SELL or ask.quantity <= view.sellable:
        return None
    return denial(
        RuleName.T_PLUS_ONE,
        value=f"sell {ask.quantity} shares of {ask.instrument}",
        limit=f"{view.sellable} sellable shares",
        remedy="Sell at most what is sellable; shares bought on a day are sellable from the next trading day on.",
    )
