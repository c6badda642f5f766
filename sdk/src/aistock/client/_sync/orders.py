# Derived from _async/orders.py by aistock_codegen.unasync; never edited.
"""Takes orders, says what became of them and why they exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aistock.client._requests import made
from aistock.client._sync.core import Core
from aistock.client._sync.pages import paged
from aistock.client._sync.streams import Stream
from aistock.execution.v1.models import (
    AccountEvent,
    CancelOrderRequest,
    CancelOrderResponse,
    ExplainOrderRequest,
    ExplainOrderResponse,
    GetOrderRequest,
    GetOrderResponse,
    ListOrdersRequest,
    ListOrdersResponse,
    Order,
    OrderExplanation,
    OrderSide,
    OrderState,
    OrderType,
    SubmitOrderRequest,
    SubmitOrderResponse,
    TimeInForce,
    WatchEventsRequest,
)

_SERVICE = "/aistock.execution.v1.OrderService/"


class Orders:
    """Takes orders, says what became of them and why they exist."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def submit_order(
        self,
        account_id: str,
        *,
        instrument: str,
        side: OrderSide | str,
        type: OrderType | str,
        quantity: int,
        time_in_force: TimeInForce | str | None = None,
        price_mills: int | None = None,
        client_order_id: str | None = None,
        timeout: float | None = None,
    ) -> Order:
        """Journals an order, asks the risk gate, and hands it to the gateway. Denied is a state of the answer, not an error."""
        request = made(
            SubmitOrderRequest,
            client_order_id=client_order_id or self._core.next_id(),
            account_id=account_id,
            instrument=instrument,
            side=side,
            type=type,
            time_in_force=time_in_force,
            price_mills=price_mills,
            quantity=quantity,
        )
        response: SubmitOrderResponse = self._core.call(_SERVICE + "SubmitOrder", request, timeout)
        return response.order

    def cancel_order(
        self, account_id: str, *, client_order_id: str, request_id: str | None = None, timeout: float | None = None
    ) -> Order:
        """Withdraws what is left of an order."""
        request = made(
            CancelOrderRequest,
            request_id=request_id or self._core.next_id(),
            account_id=account_id,
            client_order_id=client_order_id,
        )
        response: CancelOrderResponse = self._core.call(_SERVICE + "CancelOrder", request, timeout)
        return response.order

    def get_order(self, account_id: str, *, client_order_id: str, timeout: float | None = None) -> Order:
        """One order."""
        request = made(GetOrderRequest, account_id=account_id, client_order_id=client_order_id)
        response: GetOrderResponse = self._core.call(_SERVICE + "GetOrder", request, timeout)
        return response.order

    def list_orders_page(
        self,
        account_id: str,
        *,
        states: Sequence[OrderState | str] = (),
        instrument: str | None = None,
        plan_id: str | None = None,
        page_size: int | None = None,
        page_token: str | None = None,
        timeout: float | None = None,
    ) -> ListOrdersResponse:
        """One page. Orders, in the order they were submitted."""
        request = made(
            ListOrdersRequest,
            account_id=account_id,
            states=states,
            instrument=instrument,
            plan_id=plan_id,
            page_size=page_size,
            page_token=page_token,
        )
        response: ListOrdersResponse = self._core.call(_SERVICE + "ListOrders", request, timeout)
        return response

    def list_orders(
        self,
        account_id: str,
        *,
        states: Sequence[OrderState | str] = (),
        instrument: str | None = None,
        plan_id: str | None = None,
        page_size: int | None = None,
    ) -> Iterator[Order]:
        """Orders, in the order they were submitted. Every page is fetched as it is needed."""
        return paged(
            lambda token: self.list_orders_page(
                account_id, states=states, instrument=instrument, plan_id=plan_id, page_size=page_size, page_token=token
            ),
            lambda page: page.orders,
        )

    def watch_events(self, account_id: str, *, cursor: str | None = None, stop_at_end: bool | None = None) -> Stream[AccountEvent]:
        """The account's journal from a cursor on, without a gap, and then what is added to it."""
        request = made(WatchEventsRequest, account_id=account_id, cursor=cursor, stop_at_end=stop_at_end)
        return Stream(
            self._core,
            _SERVICE + "WatchEvents",
            request,
            pick=lambda response: response.event,
            place=lambda response: response.event.cursor,
        )

    def explain_order(self, account_id: str, *, client_order_id: str, timeout: float | None = None) -> OrderExplanation:
        """The whole chain behind one order."""
        request = made(ExplainOrderRequest, account_id=account_id, client_order_id=client_order_id)
        response: ExplainOrderResponse = self._core.call(_SERVICE + "ExplainOrder", request, timeout)
        return response.explanation
