"""The journal: every entry survives writing, and every edit is noticed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.documents import dump
from aistock_server.execution import Execution
from aistock_server.execution.codec import canonical, from_plain, to_plain
from aistock_server.execution.journal import JournalEvent, entry_from_text, entry_text, faults, plain_event
from aistock_server.execution.model import Book

RICH = [
    (
        "rebalance",
        {
            "method": {"kind": "equal_weight", "top_k": 5, "exposure": 0.5},
            "signals": [
                {"instrument": code, "score": 1.0} for code in ("000001.SZ", "300001.SZ", "600000.SH", "688001.SH", "830001.BJ")
            ],
        },
    ),
    ("advance", 3),
    ("submit", {"instrument": "600000.SH", "side": "buy", "quantity": 150, "type": "market_open"}),
    ("submit", {"instrument": "600000.SH", "side": "buy", "quantity": 100, "type": "limit", "percent": 99}),
    ("cancel", 6),
    ("submit", {"instrument": "000001.SZ", "side": "buy", "quantity": 100, "type": "market_open"}),
    ("halt", None),
    ("resume", None),
    ("advance", 20),
    ("flatten", None),
    ("advance", 2),
]


def journal(play: Callable[..., Execution], seed: int = 11) -> list[JournalEvent]:
    """A journal in which most kinds of events occur."""
    return list(play(seed, RICH).ledger.events("paper-1"))


def test_the_journal_of_a_rich_game_holds_most_kinds_of_events(play: Callable[..., Execution]) -> None:
    kinds = {event.kind for event in journal(play)}
    assert kinds >= {
        "account_opened", "cash_moved", "plan_recorded", "order_submitted", "order_accepted", "order_denied", "order_filled",
        "order_cancelled", "day_opened", "day_settled", "entitlement_booked", "kill_switch_thrown", "kill_switch_released",
    }  # fmt: skip


def test_every_entry_survives_being_written(play: Callable[..., Execution]) -> None:
    for event in journal(play):
        assert entry_from_text(entry_text(event.entry)) == event.entry


def test_a_book_survives_being_written(play: Callable[..., Execution]) -> None:
    book = play(3, RICH[:4]).ledger.book("paper-1")
    assert book.open_orders
    assert from_plain(Book, to_plain(book)) == book


def test_the_contract_shows_the_very_text_that_was_sealed(play: Callable[..., Execution]) -> None:
    """A client can check the chain from AccountEvent alone: drop hash, cursor and nulls, sort the keys, hash."""
    room = play(11, RICH)
    for shown, event in zip(room.journal("paper-1"), room.ledger.events("paper-1"), strict=True):
        plain = {key: value for key, value in without_nulls(dump(shown)).items() if key != "cursor"}
        assert canonical(plain) == canonical(plain_event(event))


def without_nulls(value: Any) -> Any:
    """The JSON value with null members left out."""
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def test_an_untouched_journal_has_no_faults(play: Callable[..., Execution]) -> None:
    assert list(faults(journal(play))) == []


@given(place=st.integers(0, 10_000), how=st.sampled_from(["entry", "at_utc", "trading_date", "account_id", "hash", "cut", "swap"]))
@settings(max_examples=60, deadline=None)
def test_every_edit_breaks_the_chain(play: Callable[..., Execution], place: int, how: str) -> None:
    events = journal(play)
    place = place % (len(events) - 1)
    event = events[place]
    if how == "cut":
        edited = events[:place] + events[place + 1 :]
    elif how == "swap":
        edited = [*events[:place], events[place + 1], event, *events[place + 2 :]]
    else:
        changes: dict[str, Any] = {
            "entry": events[(place + 1) % len(events)].entry,
            "at_utc": "2030-01-01T00:00:00Z",
            "trading_date": event.trading_date + timedelta(days=1),
            "account_id": "another",
            "hash": "0" * 64,
        }
        edited = [*events[:place], replace(event, **{how: changes[how]}), *events[place + 1 :]]
    if edited == events:
        return
    assert list(faults(edited)) != []
