"""Are the books right: the journal is folded afresh, its chain checked, and every stored view compared with the result."""

from collections.abc import Iterator, Sequence

from aistock.execution.v1 import models
from aistock_server.execution.account import UnlawfulError, apply
from aistock_server.execution.journal import JournalEvent, faults
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.model import Book, Order
from aistock_server.execution.recorder import touched
from aistock_server.execution.views import account_view
from aistock_server.kernel.errors import NotFound

_MOST = 1000
_PIECE = 1000


def reconcile(ledger: Ledger, account_id: str) -> models.ReconcileResponse:
    """Every difference between what the journal gives and what is stored, the first 1000 of them."""
    events = list(ledger.events(account_id))
    stored = ledger.books.get(account_id)
    if not events and stored is None:
        raise NotFound("NOT_FOUND", f"no account {account_id!r}; list accounts to see the names", account_id=account_id)
    differences = [
        models.LedgerDifference.model_validate(
            {"kind": fault.kind, "seq": fault.seq, "subject": "event", "expected": fault.expected, "found": fault.found}
        )
        for fault in faults(events)
    ]
    broken = bool(differences)
    book, orders, unlawful = _folded(events)
    differences += [unlawful] if unlawful is not None else _compared(ledger, account_id, book, stored, orders)
    shown = book if book is not None else stored
    if shown is None:
        raise NotFound("NOT_FOUND", f"account {account_id!r} has a journal that does not begin an account", account_id=account_id)
    return models.ReconcileResponse(
        consistent=not differences,
        differences=differences[:_MOST],
        event_count=len(events),
        journal_hash=None if broken or not events else events[-1].hash,
        account=account_view(shown),
    )


def _folded(events: Sequence[JournalEvent]) -> tuple[Book | None, dict[str, Order], models.LedgerDifference | None]:
    """The account and all its orders, up to the first event that cannot follow."""
    book: Book | None = None
    orders: dict[str, Order] = {}
    for event in events:
        try:
            before, after = book, apply(book, event)
        except UnlawfulError as error:
            return book, orders, _difference("unlawful", event.seq, "event", "an event that can follow", error.why)
        changed = touched(before, after, event)
        if changed is not None:
            orders[changed.client_order_id] = changed
        book = after
    return book, orders, None


def _compared(
    ledger: Ledger, account_id: str, book: Book | None, stored: Book | None, orders: dict[str, Order]
) -> Iterator[models.LedgerDifference]:
    """Where stored views differ from the fold."""
    if book != stored:
        expected, found = (f"event {view.last_seq}, nav {view.nav_mills}" if view else "none" for view in (book, stored))
        yield _difference("view_differs", None, "account", expected, found)
    kept = {order.client_order_id: order for order in _stored_orders(ledger, account_id)}
    for name in sorted({*orders, *kept}):
        if orders.get(name) != kept.get(name):
            expected, found = (_said(views.get(name)) for views in (orders, kept))
            yield _difference("view_differs", None, f"order {name}", expected, found)


def _said(order: Order | None) -> str:
    return "none" if order is None else f"{order.state}, filled {order.filled_quantity}, event {order.updated_seq}"


def _stored_orders(ledger: Ledger, account_id: str) -> Iterator[Order]:
    after = 0
    while piece := ledger.orders.find(account_id, after=after, limit=_PIECE):
        yield from piece
        after = piece[-1].submitted_seq


def _difference(kind: str, seq: int | None, subject: str, expected: str, found: str) -> models.LedgerDifference:
    return models.LedgerDifference.model_validate(
        {"kind": kind, "seq": seq, "subject": subject, "expected": expected[:500], "found": found[:500]}
    )
