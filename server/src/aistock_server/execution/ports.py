"""What execution needs from elsewhere: bars, standings, a gateway, and places to keep things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from aistock.market.trading_rules import RiskStatus
from aistock_server.execution.events import Entry
from aistock_server.execution.journal import JournalEvent
from aistock_server.execution.model import Book, Order, OrderState


class Bar(Protocol):
    """One security on one day: raw prices in mills, volume in shares; `pre_close_mills` is the ex-right reference price."""

    @property
    def open_mills(self) -> int: ...
    @property
    def high_mills(self) -> int: ...
    @property
    def low_mills(self) -> int: ...
    @property
    def close_mills(self) -> int: ...
    @property
    def pre_close_mills(self) -> int: ...
    @property
    def volume(self) -> int: ...


class DayBars(Protocol):
    """The bars of a snapshot; a security without a bar on a day is suspended."""

    def calendar(self, snapshot_id: str) -> Sequence[date]:
        """Trading days of the snapshot in order; NotFound when there is no such snapshot."""
        ...

    def day(self, snapshot_id: str, day: date) -> Mapping[str, Bar]:
        """Bars of one day by code; empty when the day is not a trading day."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the exchange may say about a share on a day: the possible risk statuses, and sessions since listing when known."""

    statuses: tuple[RiskStatus, ...] = (RiskStatus.NORMAL,)
    session: int | None = None


class Standings(Protocol):
    """Whether a share is under risk warning, and how long it is listed."""

    def standing(self, snapshot_id: str, code: str, day: date) -> Standing:
        """What is known; several statuses when the snapshot does not say which."""
        ...


class Moment(StrEnum):
    """Points of an account's day at which something can be journaled."""

    BEFORE_OPEN = "before_open"
    OPEN = "open"
    INTRADAY = "intraday"
    CLOSE = "close"
    AFTER_CLOSE = "after_close"


class Gateway(Protocol):
    """Where orders go. A gateway never journals: it answers, and the room writes down what it said."""

    def instant(self, day: date, moment: Moment) -> str:
        """The instant to journal, RFC 3339 UTC: the gateway's own clock."""
        ...

    def submit(self, book: Book, order: Order) -> Entry:
        """OrderAccepted, OrderRejected, OrderFailed or OrderOutcomeUnknown."""
        ...

    def cancel(self, book: Book, order: Order) -> Entry:
        """OrderCancelled with BY_REQUEST, or OrderOutcomeUnknown."""
        ...

    def trade(self, book: Book, day: date, bars: Mapping[str, Bar]) -> Sequence[tuple[Moment, Entry]]:
        """What becomes of the open orders on a day."""
        ...


#: Gateways by the money they move: preview, paper, live. An account that has none here cannot be opened.
Gateways = Mapping[str, Gateway]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events of a journal: kinds (none means all), one security, a range of trading days."""

    kinds: tuple[str, ...] = ()
    instrument: str | None = None
    start: date | None = None
    end: date | None = None


EVERYTHING = EventFilter()


class JournalMovedError(RuntimeError):
    """Somebody else wrote to the journal between reading and writing it; writers must be serialised."""


class JournalStore(Protocol):
    """Append-only journals; nothing in here can change or remove an event."""

    def append(self, events: Sequence[JournalEvent]) -> None:
        """Keeps events of one account; JournalMovedError when their first does not follow the last kept."""
        ...

    def read(self, account_id: str, *, after: int, limit: int, where: EventFilter = EVERYTHING) -> Sequence[JournalEvent]:
        """Events with a greater sequence number, in order."""
        ...

    def first_hash(self, account_id: str) -> str | None:
        """Hash of the first event; None when there is no such account."""
        ...

    def last_seq(self, account_id: str) -> int:
        """Sequence number of the last event; 0 when there is none."""
        ...


class BookStore(Protocol):
    """The account as of its last event: a view that the journal can always rebuild."""

    def put(self, book: Book) -> None:
        """Replaces the view."""
        ...

    def get(self, account_id: str) -> Book | None:
        """The view; None when there is no such account."""
        ...

    def account_ids(self, *, after: str, limit: int) -> Sequence[str]:
        """Names of accounts beyond `after`, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter:
    """Which orders: states (none means all), one security, one plan."""

    states: tuple[OrderState, ...] = ()
    instrument: str | None = None
    plan_id: str | None = None


ALL_ORDERS = OrderFilter()


class OrderStore(Protocol):
    """Orders as of their last event: a view that the journal can always rebuild."""

    def put(self, orders: Sequence[Order]) -> None:
        """Replaces the views of these orders."""
        ...

    def get(self, account_id: str, client_order_id: str) -> Order | None:
        """One order."""
        ...

    def find(self, account_id: str, *, after: int, limit: int, where: OrderFilter = ALL_ORDERS) -> Sequence[Order]:
        """Orders submitted after that sequence number, in order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a rebalance decided: who asked, on which signals, and the targets as JSON text."""

    plan_id: str
    account_id: str
    instance_id: str | None
    signal_date: date
    signals_hash: str
    method_hash: str
    targets: str


class PlanStore(Protocol):
    """What rebalances decided, for ever."""

    def put(self, plan: Plan) -> None:
        """Keeps a plan."""
        ...

    def get(self, plan_id: str) -> Plan | None:
        """One plan."""
        ...

    def of_date(self, account_id: str, signal_date: date) -> Plan | None:
        """The plan an account made for a date."""
        ...


class DocumentStore(Protocol):
    """JSON documents by name: risk policies by account, strategy instances by instance."""

    def put_policy(self, account_id: str, text: str) -> None:
        """Replaces an account's policy."""
        ...

    def policy(self, account_id: str) -> str | None:
        """An account's policy."""
        ...

    def put_instance(self, instance_id: str, account_id: str, text: str) -> None:
        """Replaces an instance."""
        ...

    def instance(self, instance_id: str) -> str | None:
        """One instance."""
        ...

    def instances(self, *, after: str, limit: int, account_id: str | None = None) -> Sequence[str]:
        """Instances beyond `after`, in order of their names."""
        ...
