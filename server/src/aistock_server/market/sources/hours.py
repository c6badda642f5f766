"""When silence of a live source is trouble: while the exchanges trade continuously."""

from collections.abc import Callable
from datetime import date, datetime

from aistock.market.codes import Board
from aistock.market.trading_rules import NoTradingRuleError, RiskStatus, rule_for
from aistock.market.v1.models import TradingPhase
from aistock_server.market.sources.model import SHANGHAI


def continuous_trading(is_trading_day: Callable[[date], bool]) -> Callable[[datetime], bool]:
    """Tells of an aware instant whether the main board trades continuously then, by the dated rules and a calendar."""

    def holds(moment: datetime) -> bool:
        local = moment.astimezone(SHANGHAI)
        if not is_trading_day(local.date()):
            return False
        try:
            phases = rule_for(Board.MAIN, RiskStatus.NORMAL, local.date()).phases
        except NoTradingRuleError:
            return False
        clock = f"{local:%H:%M}"
        return any(one.phase == TradingPhase.CONTINUOUS.value and one.start <= clock < one.end for one in phases)

    return holds
