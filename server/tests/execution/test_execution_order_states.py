"""The table of order states."""

from dataclasses import replace
from datetime import date
from typing import Any, get_args

import pytest

from aistock_server.execution.events import (
    OrderAccepted,
    OrderCancelled,
    OrderDenied,
    OrderExpired,
    OrderFailed,
    OrderFilled,
    OrderOutcomeUnknown,
    OrderRejected,
)
from aistock_server.execution.model import EndReason, Order, OrderState, OrderType, RuleName, Side, TimeInForce, Verdict
from aistock_server.execution.order_states import FINAL, FOLLOWS, IllegalStepError, OrderEntry, step

DAY = date(2024, 1, 2)
ID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10"
ENTRIES: list[Any] = [
    OrderDenied(
        client_order_id=ID,
        instrument="600000.SH",
        verdict=Verdict(rule_id=RuleName.CASH, value="1", limit="0", remedy="sell"),
    ),
    OrderAccepted(client_order_id=ID, venue_order_id=None),
    OrderRejected(client_order_id=ID, reason=EndReason.QUANTITY_RULE, message="lots"),
    OrderFailed(client_order_id=ID, message="fault"),
    OrderOutcomeUnknown(client_order_id=ID, message="silence"),
    OrderFilled(
        client_order_id=ID,
        fill_id="f-1",
        instrument="600000.SH",
        side=Side.BUY,
        quantity=100,
        price_mills=10_000,
        commission_mills=5000,
        stamp_duty_mills=0,
        transfer_fee_mills=10,
        reference_price_mills=10_000,
    ),
    OrderCancelled(client_order_id=ID, reason=EndReason.BY_REQUEST),
    OrderExpired(client_order_id=ID, reason=EndReason.DAY_ENDED),
]


def order(state: OrderState, filled: int = 0) -> Order:
    """An order of 200 shares in a state."""
    return Order(
        account_id="a",
        client_order_id=ID,
        instrument="600000.SH",
        side=Side.BUY,
        type=OrderType.MARKET_OPEN,
        time_in_force=TimeInForce.DAY,
        price_mills=None,
        quantity=200,
        filled_quantity=filled,
        filled_value_mills=filled * 10_000,
        cost_mills=0,
        commission_mills=0,
        reference_price_mills=10_000,
        reserved_mills=2_005_000,
        state=state,
        end_reason=None,
        verdict=None,
        decided_date=DAY,
        ended_date=None,
        plan_id=None,
        instance_id=None,
        target_weight=None,
        submitted_seq=1,
        updated_seq=1,
    )


def test_every_state_and_every_order_event_is_in_the_table() -> None:
    assert set(FOLLOWS) == set(OrderState)
    assert {type(entry) for entry in ENTRIES} == set(get_args(OrderEntry))


@pytest.mark.parametrize("state", list(OrderState))
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_an_event_follows_exactly_where_the_table_says(state: OrderState, entry: Any) -> None:
    if type(entry) in FOLLOWS[state]:
        after = step(order(state), entry, seq=2, day=DAY)
        assert (after.state in FINAL) == (after.ended_date is not None)
        assert after.updated_seq == 2
    else:
        with pytest.raises(IllegalStepError):
            step(order(state), entry, seq=2, day=DAY)


def test_fills_add_up_and_cannot_exceed_the_order() -> None:
    fill = ENTRIES[5]
    once = step(order(OrderState.ACCEPTED), fill, seq=2, day=DAY)
    twice = step(once, fill, seq=3, day=DAY)
    assert (once.state, once.filled_quantity) == (OrderState.PARTLY_FILLED, 100)
    assert (twice.state, twice.filled_quantity, twice.cost_mills) == (OrderState.FILLED, 200, 10_020)
    with pytest.raises(IllegalStepError):
        step(order(OrderState.ACCEPTED, filled=150), fill, seq=2, day=DAY)


def test_an_order_with_fills_cannot_be_rejected_or_failed() -> None:
    unsure = order(OrderState.UNKNOWN, filled=100)
    for entry in (ENTRIES[2], ENTRIES[3]):
        with pytest.raises(IllegalStepError):
            step(unsure, entry, seq=2, day=DAY)
    assert step(unsure, ENTRIES[1], seq=2, day=DAY).state is OrderState.PARTLY_FILLED
    assert replace(unsure, state=OrderState.PARTLY_FILLED).remaining == 100
