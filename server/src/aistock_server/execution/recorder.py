"""Writes down what happens to one account: every entry is sealed, folded into the book, and kept for the journal."""

from datetime import date
from typing import get_args

from aistock_server.execution.account import apply
from aistock_server.execution.events import Entry, OrderSubmitted
from aistock_server.execution.journal import JournalEvent, seal
from aistock_server.execution.model import Book, Order
from aistock_server.execution.order_states import OrderEntry, step

ORDER_ENTRIES = get_args(OrderEntry)


class Recorder:
    """One account in the hands of one call."""

    def __init__(self, account_id: str, book: Book | None = None) -> None:
        self._account_id = account_id
        self._book = book
        self.events: list[JournalEvent] = []
        self.orders: dict[str, Order] = {}

    @property
    def begun(self) -> bool:
        """The account was opened."""
        return self._book is not None

    @property
    def book(self) -> Book:
        """The account after what was recorded so far."""
        if self._book is None:
            raise RuntimeError("nothing was recorded yet; a journal begins with account_opened")
        return self._book

    def record(self, entry: Entry, *, day: date, at_utc: str) -> JournalEvent:
        """The next event of the journal; UnlawfulError when it cannot follow."""
        before = self._book
        event = seal(
            account_id=self._account_id,
            seq=1 if before is None else before.last_seq + 1,
            trading_date=day,
            at_utc=at_utc,
            entry=entry,
            previous_hash=None if before is None else before.last_hash,
        )
        self.follow(event)
        self.events.append(event)
        return event

    def follow(self, event: JournalEvent) -> None:
        """Folds an event that is in the journal already."""
        before, self._book = self._book, apply(self._book, event)
        changed = touched(before, self._book, event)
        if changed is not None:
            self.orders[changed.client_order_id] = changed

    def taken(self) -> tuple[list[JournalEvent], list[Order]]:
        """What was recorded since the last time, to be kept."""
        events, orders = self.events, list(self.orders.values())
        self.events, self.orders = [], {}
        return events, orders


def touched(before: Book | None, after: Book, event: JournalEvent) -> Order | None:
    """The order that an event changed, as it stands after the event."""
    entry = event.entry
    if isinstance(entry, OrderSubmitted):
        return after.open_orders[entry.client_order_id]
    if before is None or not isinstance(entry, ORDER_ENTRIES):
        return None
    still_open = after.open_orders.get(entry.client_order_id)
    if still_open is not None:
        return still_open
    return step(before.open_orders[entry.client_order_id], entry, seq=event.seq, day=event.trading_date)
