"""Orders: taking them, withdrawing them, showing them, and the journal as a stream."""

from aistock.execution.v1 import models
from aistock_server.execution.dispatch import Dispatch
from aistock_server.execution.events import OrderSubmitted
from aistock_server.execution.ledger import Ledger
from aistock_server.execution.market_view import MarketView, checked_share
from aistock_server.execution.model import Order, OrderState, OrderType, Side, TimeInForce
from aistock_server.execution.order_states import FINAL
from aistock_server.execution.ports import OrderFilter
from aistock_server.execution.views import event_view, order_view, stream_of
from aistock_server.kernel.errors import Conflict, NotFound, Refused
from aistock_server.kernel.feed import Batch, position
from aistock_server.kernel.paging import decode_token, encode_token, page_size

_PIECE = 500


class OrderDesk:
    """Serves OrderService but for the explanations."""

    def __init__(self, ledger: Ledger, market: MarketView, dispatch: Dispatch) -> None:
        self._ledger = ledger
        self._market = market
        self._dispatch = dispatch

    def submit_order(self, request: models.SubmitOrderRequest) -> models.SubmitOrderResponse:
        """Journals an order, asks the gate, and hands it to the gateway; the same id again gives the same order."""
        recorder = self._ledger.recorder(request.account_id)
        known = self._ledger.orders.get(request.account_id, request.client_order_id)
        if known is not None:
            return models.SubmitOrderResponse(order=order_view(_same(known, request)))
        checked_share(request.instrument, "instrument")
        bar = self._market.last_bars(recorder.book).get(request.instrument)
        entry = OrderSubmitted(
            client_order_id=request.client_order_id,
            instrument=request.instrument,
            side=Side(request.side.value),
            type=OrderType(request.type.value),
            time_in_force=TimeInForce.DAY if request.time_in_force is None else TimeInForce(request.time_in_force.value),
            price_mills=request.price_mills,
            quantity=request.quantity,
            reference_price_mills=0 if bar is None else bar.close_mills,
            reserved_mills=0,
            plan_id=None,
            instance_id=None,
            target_weight=None,
        )
        (order,) = self._dispatch.send(recorder, [self._dispatch.reserve(recorder.book, entry)])
        return models.SubmitOrderResponse(order=order_view(order))

    def cancel_order(self, request: models.CancelOrderRequest) -> models.CancelOrderResponse:
        """Withdraws what is left of an order."""
        recorder = self._ledger.recorder(request.account_id)
        order = self._order(request.account_id, request.client_order_id)
        if order.state in FINAL:
            raise Refused(
                "ORDER_FINAL",
                f"order {order.client_order_id} is {order.state} since {order.ended_date}; only an open order can be cancelled",
                state=order.state,
            )
        self._ledger.note(recorder, self._ledger.gateway(recorder.book).cancel(recorder.book, order))
        self._ledger.keep(recorder)
        return models.CancelOrderResponse(order=order_view(self._order(request.account_id, request.client_order_id)))

    def get_order(self, request: models.GetOrderRequest) -> models.GetOrderResponse:
        """One order."""
        self._ledger.book(request.account_id)
        return models.GetOrderResponse(order=order_view(self._order(request.account_id, request.client_order_id)))

    def list_orders(self, request: models.ListOrdersRequest) -> models.ListOrdersResponse:
        """Orders in the order they were submitted."""
        self._ledger.book(request.account_id)
        states = tuple(sorted({OrderState(state.value) for state in request.states}))
        where = OrderFilter(states=states, instrument=request.instrument, plan_id=request.plan_id)
        filters = {"account_id": request.account_id, "where": where}
        size, key = page_size(request.page_size), decode_token(request.page_token, width=1, **filters)
        found = self._ledger.orders.find(request.account_id, after=int(key[0]) if key else 0, limit=size + 1, where=where)
        return models.ListOrdersResponse(
            orders=[order_view(order) for order in found[:size]],
            next_page_token=encode_token([found[size - 1].submitted_seq], **filters) if len(found) > size else None,
        )

    def watch_events(self, request: models.WatchEventsRequest, after: int | None) -> Batch[models.WatchEventsResponse]:
        """The journal after a position; without one, after the request's cursor."""
        stream = stream_of(self._first_hash(request.account_id))
        last = self._ledger.journal.last_seq(request.account_id)
        start = position(request.cursor, stream=stream, last=last) if after is None else after
        events = self._ledger.journal.read(request.account_id, after=start, limit=_PIECE)
        reached = events[-1].seq if events else start
        return Batch(
            events=[models.WatchEventsResponse(event=event_view(event, stream)) for event in events],
            after=reached,
            finished=bool(request.stop_at_end) and reached >= last,
        )

    def _first_hash(self, account_id: str) -> str:
        first = self._ledger.journal.first_hash(account_id)
        if first is None:
            raise NotFound("NOT_FOUND", f"no account {account_id!r}; list accounts to see the names", account_id=account_id)
        return first

    def _order(self, account_id: str, client_order_id: str) -> Order:
        order = self._ledger.orders.get(account_id, client_order_id)
        if order is None:
            raise NotFound(
                "NOT_FOUND",
                f"account {account_id} has no order {client_order_id}; list its orders to see their ids",
                client_order_id=client_order_id,
            )
        return order


def _same(known: Order, request: models.SubmitOrderRequest) -> Order:
    """The order that has the id already, when the request is the one that made it."""
    asked = (request.instrument, request.side.value, request.type.value, request.price_mills, request.quantity)
    force = (request.time_in_force or models.TimeInForce.DAY).value
    was = (known.instrument, known.side.value, known.type.value, known.price_mills, known.quantity)
    if (*asked, force) == (*was, known.time_in_force.value):
        return known
    raise Conflict(
        "REQUEST_ID_REUSED",
        f"order id {known.client_order_id} was used for {known.side} {known.quantity} {known.instrument}; use a new id",
        client_order_id=known.client_order_id,
    )
