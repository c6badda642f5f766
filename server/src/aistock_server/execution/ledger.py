"""Accounts as they are kept: a journal, and views of it that are brought up to date before they are used."""

from collections.abc import Iterator
from datetime import date

from aistock_server.execution.events import Entry
from aistock_server.execution.journal import JournalEvent
from aistock_server.execution.model import Book
from aistock_server.execution.ports import BookStore, Gateway, Gateways, JournalStore, Moment, OrderStore
from aistock_server.execution.recorder import Recorder
from aistock_server.kernel.errors import NotFound, Refused

_PIECE = 5000


class Ledger:
    """Opens an account for one call, and keeps what the call recorded: the journal first, then the views."""

    def __init__(self, journal: JournalStore, books: BookStore, orders: OrderStore, gateways: Gateways) -> None:
        self.journal = journal
        self.books = books
        self.orders = orders
        self._gateways = gateways

    def gateway(self, book: Book) -> Gateway:
        """Where the account's orders go; Refused when this server has no such gateway."""
        return self.gateway_of(book.terms.env)

    def gateway_of(self, env: str) -> Gateway:
        """Where orders of such accounts go; Refused when this server has no such gateway."""
        gateway = self._gateways.get(env)
        if gateway is None:
            raise Refused("LIVE_NOT_ARMED", f"this server has no gateway for {env} accounts; use a paper account", env=env)
        return gateway

    def book(self, account_id: str) -> Book:
        """The account after its last event; NotFound when there is none."""
        return self._opened(account_id)[0].book

    def recorder(self, account_id: str) -> Recorder:
        """The account, ready to be written to; views that lag behind its journal are brought up to date first."""
        recorder, lagged = self._opened(account_id)
        if lagged:
            self.orders.put(list(recorder.orders.values()))
            self.books.put(recorder.book)
            recorder.orders.clear()
        return recorder

    def keep(self, recorder: Recorder) -> None:
        """Keeps what was recorded since the last time."""
        events, orders = recorder.taken()
        if events:
            self.journal.append(events)
            self.orders.put(orders)
            self.books.put(recorder.book)

    def events(self, account_id: str, *, after: int = 0) -> Iterator[JournalEvent]:
        """The whole journal after an event."""
        while piece := self.journal.read(account_id, after=after, limit=_PIECE):
            yield from piece
            after = piece[-1].seq

    def note(self, recorder: Recorder, entry: Entry) -> JournalEvent:
        """Records something that happens between two days, at the account's present."""
        day, moment = present(recorder.book)
        return recorder.record(entry, day=day, at_utc=self.gateway(recorder.book).instant(day, moment))

    def _opened(self, account_id: str) -> tuple[Recorder, bool]:
        """The account from its view, with what the view does not know yet folded in; and whether there was any such."""
        book = self.books.get(account_id)
        recorder = Recorder(account_id, book)
        known = 0 if book is None else book.last_seq
        lagged = known != self.journal.last_seq(account_id)
        if lagged:
            for event in self.events(account_id, after=known):
                recorder.follow(event)
        if not recorder.begun:
            raise NotFound("NOT_FOUND", f"no account {account_id!r}; list accounts to see the names", account_id=account_id)
        return recorder, lagged


def present(book: Book) -> tuple[date, Moment]:
    """Where an account between two days stands: after its last close, or before its first opening."""
    if book.clock_date is not None:
        return book.clock_date, Moment.AFTER_CLOSE
    start = book.terms.start_date
    if start is None:
        raise RuntimeError(f"account {book.account_id} has neither a clock nor a start date")
    return start, Moment.BEFORE_OPEN
