"""Nothing passes while the kill switch is on."""

from aistock_server.execution.model import RuleName, Verdict
from aistock_server.execution.risk.ask import Ask, Policy, View, denial


def kill_switch(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """Denies every order of a halted account."""
    if view.halt_reason is None:
        return None
    return denial(
        RuleName.KILL_SWITCH,
        value=f"halted: {view.halt_reason}",
        limit="an active account",
        remedy="Resume the account when the reason is gone.",
    )
