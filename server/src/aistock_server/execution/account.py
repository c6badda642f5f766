"""An account is a fold over its journal: cash, holdings, orders and the kill switch follow from the events alone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

from aistock_server.execution.events import (
    AccountOpened,
    CashMoved,
    DayOpened,
    DaySettled,
    EntitlementBooked,
    KillSwitchReleased,
    KillSwitchThrown,
    OrderFilled,
    OrderSubmitted,
    PlanRecorded,
    RiskPolicyChanged,
)
from aistock_server.execution.journal import JournalEvent
from aistock_server.execution.model import Book, DayTally, Holding, Order, OrderState, Side, Terms
from aistock_server.execution.order_states import FINAL, IllegalStepError, OrderEntry, step

ORDER_ENTRIES = get_args(OrderEntry)


class UnlawfulError(ValueError):
    """An event that cannot follow the account it is applied to."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"event {seq}: {why}")
        self.seq = seq
        self.why = why


def fold(events: Iterable[JournalEvent], start: Book | None = None) -> Book | None:
    """The account after the events; None when there are none."""
    book = start
    for event in events:
        book = apply(book, event)
    return book


def apply(book: Book | None, event: JournalEvent) -> Book:
    """The account after one more event; UnlawfulError when the event cannot follow."""
    entry = event.entry
    if book is None:
        if not isinstance(entry, AccountOpened):
            raise UnlawfulError(event.seq, f"a journal begins with account_opened, not with {event.kind}")
        return _opened(event, entry)
    if event.seq != book.last_seq + 1:
        raise UnlawfulError(event.seq, f"event {book.last_seq + 1} must come next")
    return replace(_after(book, event), last_seq=event.seq, last_hash=event.hash)


def _opened(event: JournalEvent, entry: AccountOpened) -> Book:
    return Book(
        account_id=event.account_id,
        terms=Terms(
            kind=entry.kind,
            env=entry.env,
            snapshot_id=entry.snapshot_id,
            start_date=entry.start_date,
            fees=entry.fees,
            max_volume_fraction=entry.max_volume_fraction,
            synthetic=entry.synthetic,
        ),
        initial_cash_mills=0,
        cash_mills=0,
        holdings={},
        open_orders={},
        halt_reason=None,
        policy_hash=None,
        clock_date=None,
        trading_day=None,
        sessions=0,
        tally=DayTally(),
        last_seq=event.seq,
        last_hash=event.hash,
    )


def _after(book: Book, event: JournalEvent) -> Book:
    entry = event.entry
    match entry:
        case AccountOpened():
            raise UnlawfulError(event.seq, "an account is opened once")
        case CashMoved():
            first = book.initial_cash_mills if book.sessions else book.initial_cash_mills + entry.amount_mills
            return replace(book, cash_mills=book.cash_mills + entry.amount_mills, initial_cash_mills=first)
        case RiskPolicyChanged():
            return replace(book, policy_hash=entry.policy_hash)
        case KillSwitchThrown():
            return replace(book, halt_reason=entry.reason)
        case KillSwitchReleased():
            return replace(book, halt_reason=None)
        case PlanRecorded():
            return book
        case OrderSubmitted():
            return _submitted(book, event, entry)
        case DayOpened():
            return _day_opened(book, event, entry)
        case EntitlementBooked():
            return _entitled(book, event.seq, entry)
        case DaySettled():
            return _settled(book, event, entry)
        case _:
            return _order_moved(book, event, entry)


def _submitted(book: Book, event: JournalEvent, entry: OrderSubmitted) -> Book:
    if entry.client_order_id in book.open_orders:
        raise UnlawfulError(event.seq, f"order {entry.client_order_id} is already open")
    order = order_of(event, entry)
    return replace(book, open_orders={**book.open_orders, order.client_order_id: order})


def order_of(event: JournalEvent, entry: OrderSubmitted) -> Order:
    """The order that an order_submitted event begins."""
    return Order(
        account_id=event.account_id,
        client_order_id=entry.client_order_id,
        instrument=entry.instrument,
        side=entry.side,
        type=entry.type,
        time_in_force=entry.time_in_force,
        price_mills=entry.price_mills,
        quantity=entry.quantity,
        filled_quantity=0,
        filled_value_mills=0,
        cost_mills=0,
        commission_mills=0,
        reference_price_mills=entry.reference_price_mills,
        reserved_mills=entry.reserved_mills,
        state=OrderState.SUBMITTED,
        end_reason=None,
        verdict=None,
        decided_date=event.trading_date,
        ended_date=None,
        plan_id=entry.plan_id,
        instance_id=entry.instance_id,
        target_weight=entry.target_weight,
        submitted_seq=event.seq,
        updated_seq=event.seq,
    )


def _order_moved(book: Book, event: JournalEvent, entry: OrderEntry) -> Book:
    order = book.open_orders.get(entry.client_order_id)
    if order is None:
        raise UnlawfulError(event.seq, f"order {entry.client_order_id} is not open")
    try:
        moved = step(order, entry, seq=event.seq, day=event.trading_date)
    except IllegalStepError as refusal:
        raise UnlawfulError(event.seq, str(refusal)) from refusal
    orders = dict(book.open_orders)
    if moved.state in FINAL:
        del orders[order.client_order_id]
    else:
        orders[order.client_order_id] = moved
    after = replace(book, open_orders=orders)
    return _filled(after, event.seq, entry, order) if isinstance(entry, OrderFilled) else after


def _filled(book: Book, seq: int, fill: OrderFilled, order: Order) -> Book:
    if (fill.instrument, fill.side) != (order.instrument, order.side):
        raise UnlawfulError(seq, f"fill {fill.fill_id} is of another security or side than its order")
    if book.trading_day is None:
        raise UnlawfulError(seq, f"fill {fill.fill_id} lies outside a trading day")
    bought = fill.side is Side.BUY
    change = fill.value_mills + fill.cost_mills if bought else fill.cost_mills - fill.value_mills
    if bought and change > book.cash_mills:
        raise UnlawfulError(seq, f"fill {fill.fill_id} costs {change} mills and the account has {book.cash_mills}")
    tally = replace(
        book.tally,
        bought_mills=book.tally.bought_mills + (fill.value_mills if bought else 0),
        sold_mills=book.tally.sold_mills + (0 if bought else fill.value_mills),
        cost_mills=book.tally.cost_mills + fill.cost_mills,
    )
    held = _bought(book.holdings, fill) if bought else _sold(book, seq, fill)
    return replace(book, cash_mills=book.cash_mills - change, holdings=held, tally=tally)


def _bought(holdings: Mapping[str, Holding], fill: OrderFilled) -> dict[str, Holding]:
    old = holdings.get(fill.instrument)
    holding = Holding(
        instrument=fill.instrument,
        quantity=fill.quantity + (old.quantity if old else 0),
        bought_today=fill.quantity + (old.bought_today if old else 0),
        cost_basis_mills=fill.value_mills + fill.cost_mills + (old.cost_basis_mills if old else 0),
        last_price_mills=fill.price_mills,
    )
    return {**holdings, fill.instrument: holding}


def _sold(book: Book, seq: int, fill: OrderFilled) -> dict[str, Holding]:
    if fill.quantity > book.unlocked(fill.instrument):
        raise UnlawfulError(
            seq,
            f"fill {fill.fill_id} sells {fill.quantity} of {book.unlocked(fill.instrument)} sellable shares of {fill.instrument}",
        )
    old = book.holdings[fill.instrument]
    left = old.quantity - fill.quantity
    holdings = dict(book.holdings)
    if left == 0:
        del holdings[fill.instrument]
    else:
        basis = old.cost_basis_mills * left // old.quantity
        holdings[fill.instrument] = replace(old, quantity=left, cost_basis_mills=basis, last_price_mills=fill.price_mills)
    return holdings


def _day_opened(book: Book, event: JournalEvent, entry: DayOpened) -> Book:
    if book.trading_day is not None:
        raise UnlawfulError(event.seq, f"{book.trading_day} is not settled yet")
    if book.clock_date is not None and event.trading_date <= book.clock_date:
        raise UnlawfulError(event.seq, f"{event.trading_date} does not come after {book.clock_date}")
    if entry.session_number != book.sessions + 1:
        raise UnlawfulError(event.seq, f"session {entry.session_number} does not follow session {book.sessions}")
    unlocked = {code: replace(holding, bought_today=0) for code, holding in book.holdings.items()}
    return replace(book, trading_day=event.trading_date, sessions=entry.session_number, holdings=unlocked, tally=DayTally())


def _entitled(book: Book, seq: int, entry: EntitlementBooked) -> Book:
    old = book.holdings.get(entry.instrument)
    if old is None or old.quantity != entry.quantity:
        held = 0 if old is None else old.quantity
        raise UnlawfulError(seq, f"{entry.quantity} shares of {entry.instrument} are entitled; the account holds {held}")
    holding = replace(
        old,
        last_price_mills=entry.reference_price_mills,
        cost_basis_mills=old.cost_basis_mills - entry.cash_mills,
    )
    return replace(
        book,
        cash_mills=book.cash_mills + entry.cash_mills,
        holdings={**book.holdings, entry.instrument: holding},
        tally=replace(book.tally, entitlement_mills=book.tally.entitlement_mills + entry.cash_mills),
    )


def _settled(book: Book, event: JournalEvent, entry: DaySettled) -> Book:
    if book.trading_day != event.trading_date:
        raise UnlawfulError(event.seq, f"{event.trading_date} is settled while {book.trading_day} trades")
    closes = {mark.instrument: mark.close_mills for mark in entry.marks}
    if closes.keys() != book.holdings.keys():
        raise UnlawfulError(event.seq, "the marks are not those of the securities held")
    marked = {code: replace(holding, last_price_mills=closes[code]) for code, holding in book.holdings.items()}
    after = replace(book, holdings=marked, clock_date=event.trading_date, trading_day=None)
    if (after.cash_mills, after.market_value_mills) != (entry.cash_mills, entry.market_value_mills):
        settled, folded = (entry.cash_mills, entry.market_value_mills), (after.cash_mills, after.market_value_mills)
        raise UnlawfulError(event.seq, f"settled at cash and value {settled}; the journal gives {folded}")
    return after
