"""Every mutation: the same id and body give the same answer for ever, the same id with another body is refused."""

import pytest

from aistock.client import Client
from aistock.contract.v1.calls import CALLS
from aistock.errors import Conflict
from aistock_conformance import queue
from aistock_conformance.markets import Market
from aistock_conformance.mutations import MAKERS, STREAMED, TAKES_WORK, method_of
from aistock_conformance.target import Target


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_once_is_for_ever(client: Client, target: Target, market: Market, name: str) -> None:
    """Sent twice it happens once; under another body it does not happen at all."""
    method = method_of(name)
    if not target.serves(method):
        pytest.skip(f"{method} is not served here")
    if name in TAKES_WORK:
        queue.require_idle(client, target)
    request, other = MAKERS[name](client, market)
    assert request != other

    first = client.call(method, request)
    second = client.call(method, request)
    with pytest.raises(Conflict) as caught:
        client.call(method, other)
    third = client.call(method, request)

    assert first == second == third
    assert caught.value.reason == "REQUEST_ID_REUSED"
    assert not caught.value.retryable


def test_every_mutation_is_here() -> None:
    """No mutation of the contract is left out."""
    assert {call.name for call in CALLS.values() if call.mutation} == set(MAKERS) | STREAMED
