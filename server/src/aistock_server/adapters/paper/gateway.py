"""A gateway whose market is a day's bars and whose clock is the account's own."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from aistock.market.trading_rules import fees_for, is_legal_sell, largest_buy
from aistock_server.execution.events import Entry, OrderAccepted, OrderCancelled, OrderRejected
from aistock_server.execution.exchange import DayRule, day_rule
from aistock_server.execution.matching import match_session
from aistock_server.execution.model import Book, EndReason, Order, Side
from aistock_server.execution.ports import Bar, Moment, Standings

#: Shanghai 09:15, 09:30, 10:30, 15:00 and 15:30 on the account's day, in UTC.
CLOCK: Mapping[Moment, str] = MappingProxyType(
    {
        Moment.BEFORE_OPEN: "01:15:00",
        Moment.OPEN: "01:30:00",
        Moment.INTRADAY: "02:30:00",
        Moment.CLOSE: "07:00:00",
        Moment.AFTER_CLOSE: "07:30:00",
    }
)


class PaperGateway:
    """Matches at the open, inside the day's range and volume, under the rules in force on the day."""

    def __init__(self, standings: Standings) -> None:
        self._standings = standings

    def instant(self, day: date, moment: Moment) -> str:
        """A fixed moment of the day, so that equal input gives an equal journal."""
        return f"{day.isoformat()}T{CLOCK[moment]}Z"

    def submit(self, book: Book, order: Order) -> Entry:
        """Accepted, unless the board's lot or size rule refuses the quantity."""
        rule = self._rule(book, order.instrument, book.clock_date or order.decided_date, None).rule
        held = book.holdings.get(order.instrument)
        others = book.pending_sells(order.instrument) - (order.remaining if order.side is Side.SELL else 0)
        legal = (
            largest_buy(order.quantity, rule) == order.quantity
            if order.side is Side.BUY
            else held is not None and is_legal_sell(order.quantity, held.quantity - others, rule)
        )
        if legal:
            return OrderAccepted(client_order_id=order.client_order_id, venue_order_id=None)
        return OrderRejected(
            client_order_id=order.client_order_id,
            reason=EndReason.QUANTITY_RULE,
            message=f"{order.side} {order.quantity} shares of {order.instrument} breaks the board's lot or size rule; round it",
        )

    def cancel(self, book: Book, order: Order) -> Entry:
        """Cancelled: between two days nothing can overtake a cancel."""
        return OrderCancelled(client_order_id=order.client_order_id, reason=EndReason.BY_REQUEST)

    def trade(self, book: Book, day: date, bars: Mapping[str, Bar]) -> Sequence[tuple[Moment, Entry]]:
        """Every open order against the day's bars."""

        def rule_of(code: str, bar: Bar | None) -> DayRule:
            return self._rule(book, code, day, None if bar is None else bar.pre_close_mills)

        return match_session(book, day, bars, rule_of=rule_of, schedule=fees_for(day))

    def _rule(self, book: Book, code: str, day: date, reference_mills: int | None) -> DayRule:
        return day_rule(code, day, self._standings.standing(book.terms.snapshot_id or "", code, day), reference_mills)
