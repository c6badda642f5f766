"""Rules of orders, fills and planned orders."""

from __future__ import annotations

from aistock.contract.rules import rule
from aistock.execution.v1.models import (
    Fill,
    Order,
    OrderExplanation,
    OrderSide,
    OrderState,
    OrderSubmitted,
    OrderType,
    PlannedOrder,
    SubmitOrderRequest,
)

OPEN = (OrderState.SUBMITTED, OrderState.ACCEPTED, OrderState.PARTLY_FILLED)
NEVER_FILLED = (OrderState.SUBMITTED, OrderState.DENIED, OrderState.REJECTED, OrderState.FAILED)


@rule("order_submitted.limit_has_price")
def order_submitted_limit_has_price(entry: OrderSubmitted) -> bool:
    return entry.type is not OrderType.LIMIT or entry.price_mills is not None


@rule("order_submitted.market_has_no_price")
def order_submitted_market_has_no_price(entry: OrderSubmitted) -> bool:
    return entry.type is not OrderType.MARKET_OPEN or entry.price_mills is None


@rule("submit_order_request.limit_has_price")
def submit_order_request_limit_has_price(request: SubmitOrderRequest) -> bool:
    return request.type is not OrderType.LIMIT or request.price_mills is not None


@rule("submit_order_request.market_has_no_price")
def submit_order_request_market_has_no_price(request: SubmitOrderRequest) -> bool:
    return request.type is not OrderType.MARKET_OPEN or request.price_mills is None


@rule("order.limit_has_price")
def order_limit_has_price(order: Order) -> bool:
    return order.type is not OrderType.LIMIT or order.price_mills is not None


@rule("order.market_has_no_price")
def order_market_has_no_price(order: Order) -> bool:
    return order.type is not OrderType.MARKET_OPEN or order.price_mills is None


@rule("order.filled_within_ordered")
def order_filled_within_ordered(order: Order) -> bool:
    return order.filled_quantity <= order.quantity


@rule("order.filled_is_whole")
def order_filled_is_whole(order: Order) -> bool:
    return (order.state is OrderState.FILLED) == (order.filled_quantity == order.quantity)


@rule("order.partly_filled_has_fills")
def order_partly_filled_has_fills(order: Order) -> bool:
    return order.state is not OrderState.PARTLY_FILLED or order.filled_quantity > 0


@rule("order.unsent_has_no_fills")
def order_unsent_has_no_fills(order: Order) -> bool:
    return order.state not in NEVER_FILLED or order.filled_quantity == 0


@rule("order.denied_has_verdict")
def order_denied_has_verdict(order: Order) -> bool:
    return (order.state is OrderState.DENIED) == (order.verdict is not None)


@rule("order.open_has_no_end")
def order_open_has_no_end(order: Order) -> bool:
    return order.state not in OPEN or order.end_reason is None


@rule("order.average_needs_fill")
def order_average_needs_fill(order: Order) -> bool:
    return (order.filled_quantity > 0) == (order.average_price_mills is not None)


@rule("fill.value_matches")
def fill_value_matches(fill: Fill) -> bool:
    return fill.value_mills == fill.quantity * fill.price_mills


@rule("fill.no_stamp_on_buy")
def fill_no_stamp_on_buy(fill: Fill) -> bool:
    return fill.side is not OrderSide.BUY or fill.stamp_duty_mills == 0


@rule("order_explanation.complete_means_all")
def order_explanation_complete_means_all(explanation: OrderExplanation) -> bool:
    return explanation.complete == all(link.found for link in explanation.chain)


@rule("planned_order.denied_has_verdict")
def planned_order_denied_has_verdict(order: PlannedOrder) -> bool:
    return order.allowed == (order.verdict is None)


@rule("planned_order.value_matches")
def planned_order_value_matches(order: PlannedOrder) -> bool:
    return order.value_mills == order.quantity * order.reference_price_mills
