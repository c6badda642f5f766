"""Journals and their views in memory, for tests and for accounts that need not outlive the process."""

from collections.abc import Sequence
from datetime import date

from aistock_server.execution.journal import JournalEvent
from aistock_server.execution.model import Book, Order
from aistock_server.execution.ports import ALL_ORDERS, EVERYTHING, EventFilter, JournalMovedError, OrderFilter, Plan


class MemoryJournal:
    """Journals by account, as lists that only grow."""

    def __init__(self) -> None:
        self._events: dict[str, list[JournalEvent]] = {}

    def append(self, events: Sequence[JournalEvent]) -> None:
        """Keeps events of one account; JournalMovedError when their first does not follow the last kept."""
        if not events:
            return
        kept = self._events.setdefault(events[0].account_id, [])
        if events[0].seq != len(kept) + 1:
            raise JournalMovedError(f"event {events[0].seq} of account {events[0].account_id} does not follow {len(kept)}")
        kept.extend(events)

    def read(self, account_id: str, *, after: int, limit: int, where: EventFilter = EVERYTHING) -> Sequence[JournalEvent]:
        """Events with a greater sequence number, in order."""
        found = [event for event in self._events.get(account_id, []) if event.seq > after and _passes(event, where)]
        return found[:limit]

    def first_hash(self, account_id: str) -> str | None:
        """Hash of the first event; None when there is no such account."""
        kept = self._events.get(account_id)
        return kept[0].hash if kept else None

    def last_seq(self, account_id: str) -> int:
        """Sequence number of the last event; 0 when there is none."""
        kept = self._events.get(account_id)
        return kept[-1].seq if kept else 0


def _passes(event: JournalEvent, where: EventFilter) -> bool:
    return (
        (not where.kinds or event.kind in where.kinds)
        and (where.instrument is None or getattr(event.entry, "instrument", None) == where.instrument)
        and (where.start is None or event.trading_date >= where.start)
        and (where.end is None or event.trading_date <= where.end)
    )


class MemoryBooks:
    """Accounts as of their last event."""

    def __init__(self) -> None:
        self._books: dict[str, Book] = {}

    def put(self, book: Book) -> None:
        """Replaces the view."""
        self._books[book.account_id] = book

    def get(self, account_id: str) -> Book | None:
        """The view; None when there is no such account."""
        return self._books.get(account_id)

    def account_ids(self, *, after: str, limit: int) -> Sequence[str]:
        """Names of accounts beyond `after`, in order."""
        return sorted(name for name in self._books if name > after)[:limit]


class MemoryOrders:
    """Orders as of their last event."""

    def __init__(self) -> None:
        self._orders: dict[tuple[str, str], Order] = {}

    def put(self, orders: Sequence[Order]) -> None:
        """Replaces the views of these orders."""
        self._orders.update({(order.account_id, order.client_order_id): order for order in orders})

    def get(self, account_id: str, client_order_id: str) -> Order | None:
        """One order."""
        return self._orders.get((account_id, client_order_id))

    def find(self, account_id: str, *, after: int, limit: int, where: OrderFilter = ALL_ORDERS) -> Sequence[Order]:
        """Orders submitted after that sequence number, in order."""
        found = [
            order
            for order in self._orders.values()
            if order.account_id == account_id
            and order.submitted_seq > after
            and (not where.states or order.state in where.states)
            and (where.instrument is None or order.instrument == where.instrument)
            and (where.plan_id is None or order.plan_id == where.plan_id)
        ]
        return sorted(found, key=lambda order: order.submitted_seq)[:limit]


class MemoryPlans:
    """What rebalances decided."""

    def __init__(self) -> None:
        self._plans: dict[str, Plan] = {}

    def put(self, plan: Plan) -> None:
        """Keeps a plan."""
        self._plans[plan.plan_id] = plan

    def get(self, plan_id: str) -> Plan | None:
        """One plan."""
        return self._plans.get(plan_id)

    def of_date(self, account_id: str, signal_date: date) -> Plan | None:
        """The plan an account made for a date."""
        plans = self._plans.values()
        return next((plan for plan in plans if (plan.account_id, plan.signal_date) == (account_id, signal_date)), None)


class MemoryDocuments:
    """Risk policies and strategy instances as JSON text."""

    def __init__(self) -> None:
        self._policies: dict[str, str] = {}
        self._instances: dict[str, tuple[str, str]] = {}

    def put_policy(self, account_id: str, text: str) -> None:
        """Replaces an account's policy."""
        self._policies[account_id] = text

    def policy(self, account_id: str) -> str | None:
        """An account's policy."""
        return self._policies.get(account_id)

    def put_instance(self, instance_id: str, account_id: str, text: str) -> None:
        """Replaces an instance."""
        self._instances[instance_id] = (account_id, text)

    def instance(self, instance_id: str) -> str | None:
        """One instance."""
        kept = self._instances.get(instance_id)
        return None if kept is None else kept[1]

    def instances(self, *, after: str, limit: int, account_id: str | None = None) -> Sequence[str]:
        """Instances beyond `after`, in order of their names."""
        names = sorted(name for name, (owner, _) in self._instances.items() if name > after and account_id in (None, owner))
        return [self._instances[name][1] for name in names[:limit]]
