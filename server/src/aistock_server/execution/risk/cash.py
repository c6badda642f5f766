"""Buys are paid with cash that is there or that pending sells should bring."""

from aistock_server.execution.model import RuleName, Side, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def cash(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies a buy that the cash would not pay, or that would leave less than the policy keeps."""
    if ask.side is not Side.BUY:
        return None
    kept = int((policy.min_cash_fraction or 0.0) * view.nav_mills)
    have = view.free_cash_mills + view.pending_sales_mills - kept
    need = ask.value_mills + view.ask_cost_mills
    if need <= have:
        return None
    return denial(
        RuleName.CASH,
        value=f"{need} mills with fees",
        limit=f"{max(0, have)} mills: free cash {view.free_cash_mills}, pending sales {view.pending_sales_mills}, to keep {kept}",
        remedy="Buy fewer shares, cancel another order, or sell first.",
    )
