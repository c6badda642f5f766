"""Numbers that overflow a rule between fields are the caller's fault, never a fault of the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.execution.v1 import account_event_pb2, order_pb2
from aistock_server.kernel.errors import Invalid
from aistock_server.rpc import validation

INT64 = st.one_of(st.integers(-(2**63), 2**63 - 1), st.sampled_from([-(2**63), 2**63 - 1, -(2**62), 2**62, 2**53, -(2**53), 0, 1]))
INT32 = st.sampled_from([-(2**31), 2**31 - 1, 0, 1, -1])


@given(quantity=INT64, price=INT64, value=INT64)
def test_a_fill_of_any_numbers_is_refused_or_taken(quantity: int, price: int, value: int) -> None:
    fill = order_pb2.Fill(quantity=quantity, price_mills=price, value_mills=value)
    with pytest.raises(Invalid) as caught:
        validation.check(fill)  # it lacks required fields, so it is never taken
    assert caught.value.reason == "INVALID_FIELD"


@given(quantity=INT64, before=INT64, after=INT64, cash=INT64)
def test_an_entitlement_of_any_numbers_is_refused_or_taken(quantity: int, before: int, after: int, cash: int) -> None:
    entry = account_event_pb2.EntitlementBooked(
        quantity=quantity, previous_close_mills=before, reference_price_mills=after, cash_mills=cash
    )
    with pytest.raises(Invalid) as caught:
        validation.check(entry)
    assert caught.value.reason == "INVALID_FIELD"
