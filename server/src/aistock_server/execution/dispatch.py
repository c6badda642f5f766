"""Orders on their way: through the risk gate, into the journal, and only then to the gateway."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from aistock.market.trading_rules import fees_for
from aistock_server.execution.events import OrderDenied, OrderSubmitted
from aistock_server.execution.fees import cost_of
from aistock_server.execution.ledger import Ledger, present
from aistock_server.execution.market_view import MarketView
from aistock_server.execution.model import Book, Order, Side, Verdict
from aistock_server.execution.policies import Policies
from aistock_server.execution.ports import Bar
from aistock_server.execution.recorder import Recorder
from aistock_server.execution.risk import Ask, Policy, View, judge


class Dispatch:
    """Sends orders of one account."""

    def __init__(self, ledger: Ledger, market: MarketView, policies: Policies) -> None:
        self._ledger = ledger
        self._market = market
        self._policies = policies

    def send(self, recorder: Recorder, wanted: Sequence[OrderSubmitted]) -> tuple[Order, ...]:
        """Journals every order and its verdict, keeps that, hands the allowed ones over, and journals the answers."""
        gateway = self._ledger.gateway(recorder.book)
        allowed = []
        for entry, verdict in self._judged(recorder, wanted):
            if verdict is None:
                allowed.append(entry.client_order_id)
        self._ledger.keep(recorder)
        for client_order_id in allowed:
            order = recorder.book.open_orders[client_order_id]
            self._ledger.note(recorder, gateway.submit(recorder.book, order))
        self._ledger.keep(recorder)
        account_id = recorder.book.account_id
        found = (self._ledger.orders.get(account_id, entry.client_order_id) for entry in wanted)
        return tuple(order for order in found if order is not None)

    def preview(self, book: Book, wanted: Sequence[OrderSubmitted]) -> tuple[Verdict | None, ...]:
        """What the gate would say to each, the earlier ones standing; nothing is kept."""
        return tuple(verdict for _, verdict in self._judged(Recorder(book.account_id, book), wanted))

    def reserve(self, book: Book, entry: OrderSubmitted) -> OrderSubmitted:
        """The order with the cash it reserves: what it costs at its limit or at the last close, fees included."""
        if entry.side is Side.SELL:
            return entry
        value = entry.quantity * (entry.price_mills or entry.reference_price_mills)
        return replace(entry, reserved_mills=value + fee_estimate(book, Side.BUY, value))

    def _judged(self, recorder: Recorder, wanted: Sequence[OrderSubmitted]) -> list[tuple[OrderSubmitted, Verdict | None]]:
        bars, policy = self._market.last_bars(recorder.book), self._policies.limits(recorder.book.account_id)
        judged = []
        for entry in wanted:
            verdict = self._verdict(recorder.book, entry, bars, policy)
            self._ledger.note(recorder, entry)
            if verdict is not None:
                denied = OrderDenied(client_order_id=entry.client_order_id, instrument=entry.instrument, verdict=verdict)
                self._ledger.note(recorder, denied)
            judged.append((entry, verdict))
        return judged

    def _verdict(self, book: Book, entry: OrderSubmitted, bars: Mapping[str, Bar], policy: Policy) -> Verdict | None:
        bar = bars.get(entry.instrument)
        ruled = self._market.next_rule(book, entry.instrument, None if bar is None else bar.close_mills)
        price = entry.price_mills or entry.reference_price_mills
        ask = Ask(
            instrument=entry.instrument,
            side=entry.side,
            type=entry.type,
            quantity=entry.quantity,
            price_mills=price,
            limit_price_mills=entry.price_mills,
        )
        view = View(
            halt_reason=book.halt_reason,
            has_bar=bar is not None,
            rule=ruled.rule,
            limits=ruled.limits,
            nav_mills=book.nav_mills,
            free_cash_mills=book.cash_mills - book.reserved_mills,
            pending_sales_mills=_pending_sales(book),
            ask_cost_mills=fee_estimate(book, entry.side, ask.value_mills),
            held={code: holding.quantity for code, holding in book.holdings.items()},
            pending_buys=_pending(book, Side.BUY),
            leaving=_leaving(book),
            sellable=sellable_next(book, entry.instrument),
            day_value_mills=sum(_value(order) for order in book.open_orders.values()),
        )
        return judge(ask, view, policy)


def sellable_next(book: Book, code: str) -> int:
    """Shares that another order may sell when it trades; between two days that is tomorrow, when today's buys are free."""
    holding = book.holdings.get(code)
    if holding is None:
        return 0
    free = holding.quantity if book.trading_day is None else book.unlocked(code)
    return max(0, free - book.pending_sells(code))


def fee_estimate(book: Book, side: Side, value_mills: int) -> int:
    """Fees of a trade at the account's present, in mills."""
    day, _ = present(book)
    return cost_of(side, value_mills, broker=book.terms.fees, schedule=fees_for(day)).total_mills


def _value(order: Order) -> int:
    return order.remaining * (order.price_mills or order.reference_price_mills)


def _leaving(book: Book) -> frozenset[str]:
    """Securities all of whose shares stand in open sell orders."""
    pending = _pending(book, Side.SELL)
    return frozenset(code for code, holding in book.holdings.items() if pending.get(code, 0) >= holding.quantity)


def _pending_sales(book: Book) -> int:
    """What open sells should bring, fees taken off."""
    sells = [_value(order) for order in book.open_orders.values() if order.side is Side.SELL]
    return sum(max(0, value - fee_estimate(book, Side.SELL, value)) for value in sells)


def _pending(book: Book, side: Side) -> dict[str, int]:
    """Shares that open orders of one side may still trade, by security."""
    pending: dict[str, int] = {}
    for order in book.open_orders.values():
        if order.side is side:
            pending[order.instrument] = pending.get(order.instrument, 0) + order.remaining
    return pending
