"""Standings when a snapshot tells none: a main-board share may be under risk warning or not, and both are reckoned with."""

from datetime import date

from aistock.market.trading_rules import Board, RiskStatus, board_of
from aistock_server.execution.ports import Standing

BOTH = Standing(statuses=(RiskStatus.NORMAL, RiskStatus.ST))
NORMAL = Standing()


class UnknownStandings:
    """No history of risk warnings, and no listing dates."""

    def standing(self, snapshot_id: str, code: str, day: date) -> Standing:
        """Both statuses on the main board, where they have different limits; the usual one elsewhere."""
        return BOTH if board_of(code) is Board.MAIN else NORMAL
