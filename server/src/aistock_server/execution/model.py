"""Values of an account: orders, holdings, and what the broker charges."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """What stands behind an account."""

    PAPER = "paper"
    LIVE = "live"


class Side(StrEnum):
    """Which way an order trades."""

    BUY = "buy"
    SELL = "sell"


class OrderType(StrEnum):
    """At which price an order trades."""

    LIMIT = "limit"
    MARKET_OPEN = "market_open"


class TimeInForce(StrEnum):
    """How long an order stands."""

    DAY = "day"
    GOOD_TILL_CANCELLED = "good_till_cancelled"


class OrderState(StrEnum):
    """Where an order stands; denied, rejected, failed and unknown are four different things."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PARTLY_FILLED = "partly_filled"
    FILLED = "filled"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    DENIED = "denied"
    REJECTED = "rejected"
    FAILED = "failed"
    UNKNOWN = "unknown"


class EndReason(StrEnum):
    """Why an order ended without being filled whole."""

    DAY_ENDED = "day_ended"
    SUSPENDED = "suspended"
    LIMIT_LOCKED = "limit_locked"
    PRICE_NOT_REACHED = "price_not_reached"
    NO_VOLUME = "no_volume"
    CASH_SHORT = "cash_short"
    NOTHING_SELLABLE = "nothing_sellable"
    PRICE_OUTSIDE_LIMITS = "price_outside_limits"
    QUANTITY_RULE = "quantity_rule"
    BY_REQUEST = "by_request"
    KILL_SWITCH = "kill_switch"
    GATEWAY_FAULT = "gateway_fault"
    NO_ANSWER = "no_answer"


class RuleName(StrEnum):
    """A rule of the risk gate."""

    KILL_SWITCH = "kill_switch"
    BLACKLIST = "blacklist"
    SUSPENDED = "suspended"
    LOTS = "lots"
    LIMITS = "limits"
    T_PLUS_ONE = "t_plus_one"
    ORDER_SIZE = "order_size"
    CASH = "cash"
    POSITION_CAP = "position_cap"
    POSITION_COUNT = "position_count"
    TURNOVER = "turnover"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Why the gate denied an order: the rule, the value, the limit, and what to do."""

    rule_id: RuleName
    value: str
    limit: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerFees:
    """What the broker charges: a fraction of the value, and a least commission of an order in mills."""

    commission_rate: float
    min_commission_mills: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was settled when the account was opened, for ever."""

    kind: Kind
    env: str
    snapshot_id: str | None
    start_date: date | None
    fees: BrokerFees
    max_volume_fraction: float
    synthetic: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order and how far it got."""

    account_id: str
    client_order_id: str
    instrument: str
    side: Side
    type: OrderType
    time_in_force: TimeInForce
    price_mills: int | None
    quantity: int
    filled_quantity: int
    filled_value_mills: int
    cost_mills: int
    commission_mills: int
    reference_price_mills: int
    reserved_mills: int
    state: OrderState
    end_reason: EndReason | None
    verdict: Verdict | None
    decided_date: date
    ended_date: date | None
    plan_id: str | None
    instance_id: str | None
    target_weight: float | None
    submitted_seq: int
    updated_seq: int

    @property
    def remaining(self) -> int:
        """Shares that did not fill yet."""
        return self.quantity - self.filled_quantity

    @property
    def still_reserved_mills(self) -> int:
        """Cash that the unfilled part still reserves, in mills."""
        return self.reserved_mills * self.remaining // self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Shares of one security: all of them, those bought today, what they cost, and their last price."""

    instrument: str
    quantity: int
    bought_today: int
    cost_basis_mills: int
    last_price_mills: int

    @property
    def value_mills(self) -> int:
        """Value at the last price, in mills."""
        return self.quantity * self.last_price_mills


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTally:
    """What a day moved so far, in mills."""

    bought_mills: int = 0
    sold_mills: int = 0
    cost_mills: int = 0
    entitlement_mills: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An account after its last event; `account.fold` is the only thing that makes one."""

    account_id: str
    terms: Terms
    initial_cash_mills: int
    cash_mills: int
    holdings: Mapping[str, Holding]
    open_orders: Mapping[str, Order]
    halt_reason: str | None
    policy_hash: str | None
    clock_date: date | None
    trading_day: date | None
    sessions: int
    tally: DayTally
    last_seq: int
    last_hash: str

    @property
    def market_value_mills(self) -> int:
        """Value of the holdings at their last prices, in mills."""
        return sum(holding.value_mills for holding in self.holdings.values())

    @property
    def nav_mills(self) -> int:
        """Cash and holdings, in mills."""
        return self.cash_mills + self.market_value_mills

    @property
    def reserved_mills(self) -> int:
        """Cash that open buy orders reserve, in mills."""
        return sum(order.still_reserved_mills for order in self.open_orders.values())

    def pending_sells(self, instrument: str) -> int:
        """Shares of a security that open sell orders reserve."""
        orders = self.open_orders.values()
        return sum(order.remaining for order in orders if order.side is Side.SELL and order.instrument == instrument)

    def unlocked(self, instrument: str) -> int:
        """Shares of a security held since before today."""
        holding = self.holdings.get(instrument)
        return 0 if holding is None else holding.quantity - holding.bought_today
