"""What a risk rule sees: the order that is asked for, the account and market it would meet, and the policy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aistock.market.trading_rules import TradingRule
from aistock_server.execution.model import OrderType, RuleName, Side, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An order that somebody wants to send, priced at its limit or at the last close."""

    instrument: str
    side: Side
    type: OrderType
    quantity: int
    price_mills: int
    limit_price_mills: int | None

    @property
    def value_mills(self) -> int:
        """Quantity times price, in mills."""
        return self.quantity * self.price_mills


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The account and the security at this moment; amounts in mills, quantities in shares.

    `leaving` names the securities all of whose shares stand in open sell orders.
    """

    halt_reason: str | None
    has_bar: bool
    rule: TradingRule
    limits: tuple[tuple[int, int], ...]
    nav_mills: int
    free_cash_mills: int
    pending_sales_mills: int
    ask_cost_mills: int
    held: Mapping[str, int]
    pending_buys: Mapping[str, int]
    leaving: frozenset[str]
    sellable: int
    day_value_mills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Limits of an account; None means no limit of that kind."""

    max_position_fraction: float | None = None
    max_positions: int | None = None
    max_order_mills: int | None = None
    min_cash_fraction: float | None = None
    max_turnover: float | None = None
    blacklist: frozenset[str] = frozenset()


Rule = Callable[[Ask, View, Policy], Verdict | None]


def denial(rule_id: RuleName, *, value: str, limit: str, remedy: str) -> Verdict:
    """A no, with what was wrong, what is allowed, and what to do."""
    return Verdict(rule_id=rule_id, value=value[:200], limit=limit[:200], remedy=remedy[:500])
