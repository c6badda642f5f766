"""Internal values as messages of the contract."""

from typing import Any

from aistock.execution.v1 import models
from aistock_server.execution.codec import to_plain
from aistock_server.execution.events import DaySettled, KillSwitchReleased, KillSwitchThrown, OrderDenied, OrderFilled
from aistock_server.execution.journal import JournalEvent, plain_event
from aistock_server.execution.model import Book, Holding, Order
from aistock_server.kernel.feed import cursor_at

_INTERNAL = ("filled_value_mills", "commission_mills", "reserved_mills", "target_weight")


def stream_of(first_hash: str) -> str:
    """Name of an account's event stream: another account, or the same name opened anew elsewhere, has another."""
    return first_hash[:16]


def event_view(event: JournalEvent, stream: str) -> models.AccountEvent:
    """A line of the journal with its cursor."""
    return models.AccountEvent.model_validate({**plain_event(event), "cursor": cursor_at(stream, event.seq)})


def account_view(book: Book) -> models.Account:
    """The account after its last event."""
    frozen = book.reserved_mills
    plain: dict[str, Any] = {
        "account_id": book.account_id,
        "kind": book.terms.kind,
        "env": book.terms.env,
        "state": "halted" if book.halt_reason is not None else "active",
        "halt_reason": book.halt_reason,
        "snapshot_id": book.terms.snapshot_id,
        "start_date": book.terms.start_date,
        "clock_date": book.clock_date,
        "initial_cash_mills": book.initial_cash_mills,
        "cash_mills": book.cash_mills,
        "frozen_mills": frozen,
        "available_mills": max(0, book.cash_mills - frozen),
        "market_value_mills": book.market_value_mills,
        "nav_mills": book.nav_mills,
        "position_count": len(book.holdings),
        "open_order_count": len(book.open_orders),
        "fees": to_plain(book.terms.fees),
        "max_volume_fraction": book.terms.max_volume_fraction,
        "last_seq": book.last_seq,
        "journal_hash": book.last_hash,
        "synthetic": book.terms.synthetic,
    }
    return models.Account.model_validate(plain)


def position_view(book: Book, holding: Holding) -> models.Position:
    """One holding; what open orders sell is frozen."""
    pending = book.pending_sells(holding.instrument)
    return models.Position(
        instrument=holding.instrument,
        quantity=holding.quantity,
        sellable_quantity=max(0, book.unlocked(holding.instrument) - pending),
        frozen_quantity=min(pending, holding.quantity),
        average_cost_mills=holding.cost_basis_mills / holding.quantity,
        last_price_mills=holding.last_price_mills,
        market_value_mills=holding.value_mills,
    )


def order_view(order: Order) -> models.Order:
    """An order and how far it got."""
    plain = {name: value for name, value in to_plain(order).items() if name not in _INTERNAL}
    if order.filled_quantity:
        plain["average_price_mills"] = order.filled_value_mills / order.filled_quantity
    return models.Order.model_validate(plain)


def fill_view(event: JournalEvent) -> models.Fill:
    """The fill that an order_filled event holds."""
    entry = event.entry
    if not isinstance(entry, OrderFilled):
        raise TypeError(f"event {event.seq} is {event.kind}, not order_filled")
    place = {"account_id": event.account_id, "trading_date": event.trading_date, "at_utc": event.at_utc, "seq": event.seq}
    return models.Fill.model_validate({**to_plain(entry), **place, "value_mills": entry.value_mills})


def nav_view(event: JournalEvent) -> models.NavPoint:
    """The value that a day_settled event holds."""
    entry = event.entry
    if not isinstance(entry, DaySettled):
        raise TypeError(f"event {event.seq} is {event.kind}, not day_settled")
    return models.NavPoint(
        trading_date=event.trading_date,
        cash_mills=entry.cash_mills,
        market_value_mills=entry.market_value_mills,
        nav_mills=entry.nav_mills,
        bought_mills=entry.bought_mills,
        sold_mills=entry.sold_mills,
        cost_mills=entry.cost_mills,
        entitlement_mills=entry.entitlement_mills,
        position_count=len(entry.marks),
    )


def risk_view(event: JournalEvent) -> models.RiskEvent:
    """What the gate or the kill switch did."""
    entry = event.entry
    place: dict[str, Any] = {
        "account_id": event.account_id,
        "seq": event.seq,
        "trading_date": event.trading_date,
        "at_utc": event.at_utc,
    }
    match entry:
        case OrderDenied(client_order_id=order, instrument=code, verdict=verdict):
            text = f"{verdict.rule_id} denied: {verdict.value}; allowed: {verdict.limit}. {verdict.remedy}"
            said = {"rule_id": verdict.rule_id, "client_order_id": order, "instrument": code, "message": text[:500]}
        case KillSwitchThrown(reason=reason):
            said = {"rule_id": "kill_switch", "message": f"thrown: {reason}"[:500]}
        case KillSwitchReleased(reason=reason):
            said = {"rule_id": "kill_switch", "message": f"released: {reason}"[:500]}
        case _:
            raise TypeError(f"event {event.seq} is {event.kind}, which the risk gate did not make")
    return models.RiskEvent.model_validate({**place, **said})
