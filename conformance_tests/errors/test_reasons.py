"""Every reason of the contract, provoked over the wire: the table's code, advice and remedy, and the class that a caller meets."""

import asyncio

import pytest

from aistock.client import AsyncClient, Client
from aistock.contract.v1.calls import CALLS
from aistock.contract.v1.reasons import REASONS
from aistock.errors import BY_CODE, RpcError
from aistock_conformance import queue
from aistock_conformance.failures import ANYWHERE, FAILURES, NOT_PROVOKED, PAIRS_NOT_PROVOKED, failing
from aistock_conformance.markets import Market
from aistock_conformance.mutations import method_of
from aistock_conformance.target import Target
from aistock_conformance.wire import Wire, pb_of

TAKES_WORK = frozenset({"CompleteExperiment", "FailExperiment", "HeartbeatExperiment"})


@pytest.mark.parametrize(("name", "reason"), sorted(FAILURES))
def test_a_failure_says_why(client: Client, wire: Wire, target: Target, market: Market, name: str, reason: str) -> None:
    """Code, domain, retryable and remedy are those of the table, an id finds it in the log, and both clients raise its class."""
    if name in TAKES_WORK:
        queue.require_idle(client, target)
    case = failing(client, market, name, reason)
    row = REASONS[reason]

    answer = wire.send(case.method, *(pb_of(request) for request in case.requests))

    assert (answer.code, answer.reason, answer.domain) == (row.code, reason, "aistock"), answer.text
    assert answer.details is not None and answer.text
    assert (answer.details["retryable"], answer.details["remedy"]) == (str(row.retryable).lower(), row.remedy)
    assert answer.details["request_id"]
    assert reason in ANYWHERE or reason in CALLS[case.method].reasons, f"{name} gives {reason} and does not say that it may"
    if not case.unary:
        return
    for error in (_sync(client, case.method, case.requests[0]), asyncio.run(_async(target.address, case.method, case.requests[0]))):
        assert type(error) is BY_CODE[row.code]
        assert (error.reason, error.code, error.retryable, error.remedy) == (reason, row.code, row.retryable, row.remedy)
        assert error.tracking_id and error.message and error.method == case.method


def test_every_reason_is_provoked() -> None:
    """No reason of the table is without a case, but those that nobody outside can bring about, each with its why."""
    # A server that goes down may close the door before it can say DRAINING, so from outside either answer is right.
    elsewhere = {"UNKNOWN_FIELD": "contract/test_unknown_fields.py", "DRAINING": "system/test_drain.py"}
    provoked = {reason for _, reason in FAILURES}

    assert provoked | set(NOT_PROVOKED) | set(elsewhere) == set(REASONS)
    assert not provoked & set(NOT_PROVOKED)


def test_every_declared_failure_is_provoked(target: Target) -> None:
    """What a served call says it may fail with, it does fail with."""
    declared = {
        (call.name, reason)
        for path, call in CALLS.items()
        if target.serves(path)
        for reason in call.reasons
        if reason not in NOT_PROVOKED
    }
    missing = declared - set(FAILURES) - set(PAIRS_NOT_PROVOKED)
    assert not missing, f"no case for {sorted(missing)}"
    assert not set(FAILURES) & set(PAIRS_NOT_PROVOKED)


def test_what_is_not_served_says_so(wire: Wire, target: Target) -> None:
    """Exactly the calls that GetServerInfo lists answer NOT_SERVED, whatever is sent to them."""
    assert len(target.info.unserved) <= 15
    for listed in target.info.unserved:
        answer = wire.send(listed.method, b"")
        assert (answer.code, answer.reason) == ("UNIMPLEMENTED", "NOT_SERVED")
    for path in CALLS:
        if target.serves(path):
            assert wire.send(path, b"\x92\xe5\x08\x00").reason != "NOT_SERVED"


def test_names_are_calls() -> None:
    """Every case names a call of the contract."""
    assert all(method_of(name) in CALLS for name, _ in FAILURES)


def _sync(client: Client, method: str, request: object) -> RpcError:
    with pytest.raises(RpcError) as caught:
        client.call(method, request)  # type: ignore[arg-type]  # a request of the call, whatever its type
    return caught.value


async def _async(address: str, method: str, request: object) -> RpcError:
    async with AsyncClient(address, connect_timeout=30.0) as client:
        with pytest.raises(RpcError) as caught:
            await client.call(method, request)  # type: ignore[arg-type]  # a request of the call, whatever its type
    return caught.value
