"""A gateway that only shows what would be sent: it takes orders as the paper venue does, and none of them ever meets a market."""

from collections.abc import Mapping, Sequence
from datetime import date

from aistock_server.execution.events import Entry, OrderExpired
from aistock_server.execution.model import Book, EndReason, Order
from aistock_server.execution.ports import Bar, Gateway, Moment


class PreviewGateway:
    """Another gateway without its market."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    def instant(self, day: date, moment: Moment) -> str:
        """The other gateway's clock."""
        return self._gateway.instant(day, moment)

    def submit(self, book: Book, order: Order) -> Entry:
        """What the other gateway would say to the order."""
        return self._gateway.submit(book, order)

    def cancel(self, book: Book, order: Order) -> Entry:
        """What the other gateway would say."""
        return self._gateway.cancel(book, order)

    def trade(self, book: Book, day: date, bars: Mapping[str, Bar]) -> Sequence[tuple[Moment, Entry]]:
        """Every order ends with the day, unmatched."""
        orders = sorted(book.open_orders.values(), key=lambda order: order.submitted_seq)
        ends = [OrderExpired(client_order_id=order.client_order_id, reason=EndReason.DAY_ENDED) for order in orders]
        return [(Moment.CLOSE, end) for end in ends]
