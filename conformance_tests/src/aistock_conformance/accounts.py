"""Paper accounts for cases: opening them, trading on them, and holding them against the reference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aistock.client import Client
from aistock.execution.v1.models import AccountEvent, EqualWeightPortfolio, Signal
from aistock_conformance.markets import Market
from aistock_conformance.reference import Books, law, verify_chain
from aistock_conformance.target import fresh_name

CASH = 1_000_000_000
"""One million CNY, in mills."""


def method(top_k: int = 3, exposure: float = 0.9) -> EqualWeightPortfolio:
    """Equal weights in the best names."""
    return EqualWeightPortfolio(top_k=top_k, exposure=exposure)


def opened(client: Client, market: Market, *, first: int = 5, cash: int = CASH, **changes: Any) -> str:
    """A paper account that may trade from the session with that number on; its id."""
    account_id = fresh_name("acct")
    terms: dict[str, Any] = {
        "kind": "paper", "env": "paper", "initial_cash_mills": cash, "snapshot_id": market.snapshot_id,
        "start_date": market.days[first], "synthetic": True,
    }  # fmt: skip
    client.accounts.open_account(account_id, **{**terms, **changes})
    return account_id


def settled(client: Client, market: Market, *, through: int, **changes: Any) -> str:
    """An account whose last settled session is the one with that number."""
    account_id = opened(client, market, first=through, **changes)
    client.accounts.advance_account(account_id, to_date=market.days[through])
    return account_id


def signals(scores: Iterable[tuple[str, float]]) -> list[Signal]:
    """Signals from pairs."""
    return [Signal(instrument=code, score=score) for code, score in scores]


def bought(client: Client, market: Market, account_id: str, instrument: str, quantity: int) -> None:
    """Buys at the next open, whatever it is, and settles that day."""
    client.orders.submit_order(account_id, instrument=instrument, side="buy", type="market_open", quantity=quantity)
    client.accounts.advance_account(account_id, days=1)


def journal(client: Client, account_id: str, cursor: str | None = None) -> list[AccountEvent]:
    """The account's journal from a cursor to its present end."""
    return list(client.orders.watch_events(account_id, cursor=cursor, stop_at_end=True))


def audited(client: Client, market: Market, account_id: str, *, cash: int = CASH) -> Books:
    """The books as the journal gives them, after everything the server says of the account was held against them."""
    events = journal(client, account_id)
    verify_chain(events)
    account = client.accounts.get_account(account_id)
    law(account.initial_cash_mills == cash, f"opened with {account.initial_cash_mills} mills, not {cash}")
    fees = client.market.get_trading_rules().fees
    books = Books(market, sorted(fees, key=lambda row: row.effective_from)).fold(events)
    law(account.journal_hash == events[-1].hash and account.last_seq == len(events), "the account is not at its journal's end")
    law(account.cash_mills == books.cash, f"cash {account.cash_mills}, reckoned {books.cash}")
    law(account.market_value_mills == books.value, f"value {account.market_value_mills}, reckoned {books.value}")
    held = {row.instrument: row.quantity for row in client.accounts.list_positions(account_id)}
    law(held == books.held, f"holds {held}, reckoned {books.held}")
    for row in client.accounts.list_positions(account_id):
        law(row.sellable_quantity + row.frozen_quantity <= row.quantity, f"{row.instrument}: more sellable than there is")
    _orders(client, account_id, books)
    checked = client.accounts.reconcile(account_id)
    law(checked.consistent, f"the server finds differences itself: {checked.differences}")
    return books


def _orders(client: Client, account_id: str, books: Books) -> None:
    listed = list(client.orders.list_orders(account_id, page_size=1000))
    law([order.client_order_id for order in listed] == list(books.orders), "orders are not those of the journal, in its order")
    for order in listed:
        sheet = books.orders[order.client_order_id]
        law(order.filled_quantity == sheet.filled, f"order {order.client_order_id} filled {order.filled_quantity}")
        final = order.state.value not in ("submitted", "accepted", "partly_filled", "unknown")
        law(final == (sheet.ended or sheet.filled == sheet.quantity), f"order {order.client_order_id} is {order.state}")
    fills = list(client.accounts.list_fills(account_id, page_size=1000))
    law(sum(fill.quantity for fill in fills) == sum(sheet.filled for sheet in books.orders.values()), "fills do not add up")
