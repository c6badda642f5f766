"""The gate: every rule in turn, and the first no decides."""

from aistock_server.execution.model import Verdict
from aistock_server.execution.risk.ask import Ask, Policy, Rule, View
from aistock_server.execution.risk.blacklist import blacklist
from aistock_server.execution.risk.cash import cash
from aistock_server.execution.risk.kill_switch import kill_switch
from aistock_server.execution.risk.limits import limits
from aistock_server.execution.risk.lots import lots
from aistock_server.execution.risk.order_size import order_size
from aistock_server.execution.risk.position_cap import position_cap
from aistock_server.execution.risk.position_count import position_count
from aistock_server.execution.risk.suspended import suspended
from aistock_server.execution.risk.t_plus_one import t_plus_one
from aistock_server.execution.risk.turnover import turnover

RULES: tuple[Rule, ...] = (
    kill_switch,
    blacklist,
    suspended,
    lots,
    limits,
    t_plus_one,
    order_size,
    cash,
    position_cap,
    position_count,
    turnover,
)


def judge(ask: Ask, view: View, policy: Policy) -> Verdict | None:
    """The first denial, in the order of the rules; None lets the order pass."""
    for rule in RULES:
        verdict = rule(ask, view, policy)
        if verdict is not None:
            return verdict
    return None
