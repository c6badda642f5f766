"""Which event may follow which state of an order: one table."""

from dataclasses import replace
from datetime import date

from aistock_server.execution.events import (
    Entry,
    OrderAccepted,
    OrderCancelled,
    OrderDenied,
    OrderExpired,
    OrderFailed,
    OrderFilled,
    OrderOutcomeUnknown,
    OrderRejected,
)
from aistock_server.execution.model import EndReason, Order, OrderState

S = OrderState
OrderEntry = (
    OrderDenied | OrderAccepted | OrderRejected | OrderFailed | OrderOutcomeUnknown | OrderFilled | OrderCancelled | OrderExpired
)

FOLLOWS: dict[OrderState, frozenset[type[Entry]]] = {
    S.SUBMITTED: frozenset({OrderDenied, OrderAccepted, OrderRejected, OrderFailed, OrderOutcomeUnknown}),
    S.ACCEPTED: frozenset({OrderFilled, OrderCancelled, OrderExpired, OrderRejected, OrderOutcomeUnknown}),
    S.PARTLY_FILLED: frozenset({OrderFilled, OrderCancelled, OrderExpired, OrderOutcomeUnknown}),
    S.UNKNOWN: frozenset({OrderAccepted, OrderRejected, OrderFailed, OrderFilled, OrderCancelled, OrderExpired}),
    S.FILLED: frozenset(),
    S.CANCELLED: frozenset(),
    S.EXPIRED: frozenset(),
    S.DENIED: frozenset(),
    S.REJECTED: frozenset(),
    S.FAILED: frozenset(),
}
FINAL = frozenset(state for state, follows in FOLLOWS.items() if not follows)


class IllegalStepError(ValueError):
    """An event that cannot follow the order's state."""


def step(order: Order, entry: OrderEntry, *, seq: int, day: date) -> Order:
    """The order after the event; IllegalStepError when the table does not allow it."""
    if type(entry) not in FOLLOWS[order.state]:
        raise IllegalStepError(f"{type(entry).__name__} cannot follow state {order.state} of order {order.client_order_id}")
    if order.filled_quantity and isinstance(entry, OrderRejected | OrderFailed):
        raise IllegalStepError(f"order {order.client_order_id} has fills; {type(entry).__name__} would deny them")
    moved = replace(order, updated_seq=seq)
    match entry:
        case OrderFilled():
            return _filled(moved, entry, day)
        case OrderAccepted():
            return replace(moved, state=S.PARTLY_FILLED if order.filled_quantity else S.ACCEPTED)
        case OrderOutcomeUnknown():
            return replace(moved, state=S.UNKNOWN)
        case OrderDenied():
            return replace(moved, state=S.DENIED, verdict=entry.verdict, ended_date=day)
        case OrderRejected():
            return replace(moved, state=S.REJECTED, end_reason=entry.reason, ended_date=day)
        case OrderFailed():
            return replace(moved, state=S.FAILED, end_reason=EndReason.GATEWAY_FAULT, ended_date=day)
        case OrderCancelled():
            return replace(moved, state=S.CANCELLED, end_reason=entry.reason, ended_date=day)
        case OrderExpired():
            return replace(moved, state=S.EXPIRED, end_reason=entry.reason, ended_date=day)


def _filled(order: Order, fill: OrderFilled, day: date) -> Order:
    if fill.quantity > order.remaining:
        raise IllegalStepError(
            f"a fill of {fill.quantity} exceeds the {order.remaining} shares left of order {order.client_order_id}"
        )
    whole = fill.quantity == order.remaining
    return replace(
        order,
        filled_quantity=order.filled_quantity + fill.quantity,
        filled_value_mills=order.filled_value_mills + fill.value_mills,
        cost_mills=order.cost_mills + fill.cost_mills,
        commission_mills=order.commission_mills + fill.commission_mills,
        state=S.FILLED if whole else S.PARTLY_FILLED,
        ended_date=day if whole else None,
    )
