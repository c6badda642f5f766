"""Calls over a real wire to a server that misbehaves on purpose, from both clients."""

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable
from typing import Any

import pytest

from aistock import AsyncClient, Client, RetryPolicy, errors
from aistock.client.testing import CuttableWire, ScriptedServer, fail
from aistock.system.v1 import operation_pb2, system_service_pb2
from aistock.system.v1.models import CancelOperationRequest, GetOperationRequest, Operation

GET = "/aistock.system.v1.SystemService/GetOperation"
CANCEL = "/aistock.system.v1.SystemService/CancelOperation"
LIST = "/aistock.system.v1.SystemService/ListOperations"
ID = "0" * 32
REQUEST = "11111111-2222-4333-8444-555555555555"
FAST = RetryPolicy(attempts=4, first_delay=0.01, max_delay=0.05)


def job(identity: str = ID) -> operation_pb2.Operation:
    return operation_pb2.Operation(
        operation_id=identity, kind=1, state=2, fraction=0.5,
        created_at_utc="2026-01-05T00:00:00Z", updated_at_utc="2026-01-05T00:00:01Z",
    )  # fmt: skip


def found(*_: Any) -> system_service_pb2.GetOperationResponse:
    return system_service_pb2.GetOperationResponse(operation=job())


def cancelled(*_: Any) -> system_service_pb2.CancelOperationResponse:
    return system_service_pb2.CancelOperationResponse(operation=job())


def with_threads(address: str, use: str, **options: Any) -> Any:
    with Client(address, retry=FAST, **options) as client:
        return getattr(client.system, use.split()[0])(*use.split()[1:])


def with_loop(address: str, use: str, **options: Any) -> Any:
    async def run() -> Any:
        async with AsyncClient(address, retry=FAST, **options) as client:
            return await getattr(client.system, use.split()[0])(*use.split()[1:])

    return asyncio.run(run())


Run = Callable[..., Any]
both = pytest.mark.parametrize("run", [with_threads, with_loop])


def after(failures: int, failure: Callable[[Any], None], answer: Callable[..., Any]) -> Callable[..., Any]:
    """Fails so many times, then answers."""
    left = [failures]

    def serve(request: Any, context: Any) -> Any:
        if left[0]:
            left[0] -= 1
            failure(context)
        return answer(request)

    return serve


@both
def test_a_read_survives_unavailable(server: ScriptedServer, run: Run) -> None:
    server.answers[GET] = after(2, lambda context: fail(context, "UNAVAILABLE"), found)
    assert run(server.address, f"get_operation {ID}").fraction == 0.5
    assert server.count(GET) == 3


@both
def test_a_read_gives_up_after_its_attempts(server: ScriptedServer, run: Run) -> None:
    server.answers[GET] = lambda _, context: fail(context, "UNAVAILABLE")
    with pytest.raises(errors.Unavailable):
        run(server.address, f"get_operation {ID}")
    assert server.count(GET) == FAST.attempts


@both
def test_a_refused_read_is_not_repeated(server: ScriptedServer, run: Run) -> None:
    server.answers[GET] = lambda _, context: fail(context, "NOT_FOUND", "NOT_FOUND")
    with pytest.raises(errors.NotFound) as caught:
        run(server.address, f"get_operation {ID}")
    assert (caught.value.reason, caught.value.request_id, server.count(GET)) == ("NOT_FOUND", None, 1)


@both
def test_pushback_is_honoured(server: ScriptedServer, run: Run) -> None:
    push = (("grpc-retry-pushback-ms", "300"),)
    server.answers[GET] = after(1, lambda context: fail(context, "UNAVAILABLE", metadata=push), found)
    started = time.monotonic()
    run(server.address, f"get_operation {ID}")
    assert time.monotonic() - started >= 0.3


@both
def test_a_write_is_repeated_while_the_server_drains(server: ScriptedServer, run: Run) -> None:
    server.answers[CANCEL] = after(2, lambda context: fail(context, "UNAVAILABLE", "DRAINING"), cancelled)
    run(server.address, f"cancel_operation {ID}")
    ids = [request.request_id for _, request in server.received]
    assert len(ids) == 3
    assert len(set(ids)) == 1


@both
@pytest.mark.parametrize("code", ["UNAVAILABLE", "UNKNOWN", "INTERNAL", "DEADLINE_EXCEEDED"])
def test_a_write_is_not_repeated_when_the_server_says_nothing(server: ScriptedServer, run: Run, code: str) -> None:
    server.answers[CANCEL] = lambda _, context: fail(context, code)
    with pytest.raises(errors.OutcomeUnknown) as caught:
        run(server.address, f"cancel_operation {ID}")
    assert server.count(CANCEL) == 1
    assert caught.value.method == CANCEL
    assert caught.value.request_id == server.received[0][1].request_id


@both
def test_a_read_survives_a_dropped_connection(server: ScriptedServer, wire: CuttableWire, run: Run) -> None:
    server.answers[GET] = after(1, lambda _: wire.cut(), found)
    assert run(wire.address, f"get_operation {ID}").operation_id == ID
    assert server.count(GET) == 2


@both
def test_a_write_whose_answer_is_lost_is_unknown(server: ScriptedServer, wire: CuttableWire, run: Run) -> None:
    server.answers[CANCEL] = after(1, lambda _: wire.cut(), cancelled)
    with pytest.raises(errors.OutcomeUnknown) as caught:
        run(wire.address, f"cancel_operation {ID}")
    assert server.count(CANCEL) == 1
    assert "same request_id" in str(caught.value)


def test_an_unknown_write_can_be_repeated_as_it_was(server: ScriptedServer, wire: CuttableWire) -> None:
    server.answers[CANCEL] = after(1, lambda _: wire.cut(), cancelled)
    answer, repeats = None, 0
    with Client(wire.address, retry=FAST) as client:
        with pytest.raises(errors.OutcomeUnknown) as caught:
            client.system.cancel_operation(ID, request_id=REQUEST)
        lost = caught.value
        while answer is None and repeats < 10:
            repeats += 1
            # A repetition may still meet the broken connection before gRPC has noticed; it is as safe as the first.
            with contextlib.suppress(errors.OutcomeUnknown):
                answer = client.call(lost.method, lost.request)
    assert answer is not None
    assert len(server.received) >= 2
    assert {request.request_id for _, request in server.received} == {REQUEST}


@both
def test_a_write_that_never_left_is_unavailable(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with pytest.raises(errors.Unavailable) as caught:
        run(f"127.0.0.1:{free}", f"cancel_operation {ID}", connect_timeout=0.3)
    assert (caught.value.reason, caught.value.retryable) == ("NOT_CONNECTED", True)
    assert "aistock serve" in str(caught.value)


@both
def test_a_slow_read_ends_at_its_timeout(server: ScriptedServer, run: Run) -> None:
    server.answers[GET] = lambda _, context: time.sleep(1.5) or found()
    with pytest.raises(errors.DeadlineExceeded):
        run(server.address, f"get_operation {ID}", timeout=0.3)


@both
def test_a_call_that_nobody_serves(server: ScriptedServer, run: Run) -> None:
    with pytest.raises(errors.Unimplemented):
        run(server.address, f"get_operation {ID}")


@both
def test_a_bad_field_is_refused_before_anything_is_sent(server: ScriptedServer, run: Run) -> None:
    with pytest.raises(errors.InvalidDocument) as caught:
        run(server.address, "get_operation not-hex")
    assert [violation.path for violation in caught.value.violations] == ["operation_id"]
    assert server.received == []


def test_a_rule_between_fields_is_refused_before_anything_is_sent(server: ScriptedServer) -> None:
    with Client(server.address) as client, pytest.raises(errors.InvalidDocument) as caught:
        client.market.history("d", start_date="2026-01-05", end_date="2026-01-06", bars=3)
    assert [violation.rule for violation in caught.value.violations] == ["get_history_window_request.one_window"]
    assert server.received == []


def test_an_answer_of_a_newer_contract_is_named(server: ScriptedServer) -> None:
    strange = found()
    strange.operation.state = 99  # type: ignore[assignment]
    server.answers[GET] = lambda *_: strange
    with Client(server.address) as client, pytest.raises(errors.UnknownEnumValue, match="99"):
        client.system.get_operation(ID)


def pages(request: Any, _: Any) -> system_service_pb2.ListOperationsResponse:
    start = int(request.page_token or 0)
    jobs = [job(f"{number:032x}") for number in range(start, min(start + 2, 5))]
    token = str(start + 2) if start + 2 < 5 else None
    return system_service_pb2.ListOperationsResponse(operations=jobs, next_page_token=token)


def test_lists_go_over_every_page(server: ScriptedServer) -> None:
    server.answers[LIST] = pages

    async def ids() -> list[str]:
        async with AsyncClient(server.address) as client:
            return [item.operation_id async for item in client.system.list_operations(page_size=2)]

    expected = [f"{number:032x}" for number in range(5)]
    with Client(server.address) as client:
        assert [item.operation_id for item in client.system.list_operations(page_size=2)] == expected
        assert len(client.system.list_operations_page(page_token="4").operations) == 1
    assert asyncio.run(ids()) == expected


def test_the_raw_call_takes_only_the_calls_own_request(server: ScriptedServer) -> None:
    server.answers[GET] = found
    with Client(server.address) as client:
        assert isinstance(client.call(GET, GetOperationRequest(operation_id=ID)).operation, Operation)
        with pytest.raises(TypeError, match="takes a GetOperationRequest"):
            client.call(GET, CancelOperationRequest(operation_id=ID, request_id=REQUEST))
        with pytest.raises(ValueError, match="no call of the contract"):
            client.call("/nothing", GetOperationRequest(operation_id=ID))


def test_a_closed_client_says_so(server: ScriptedServer) -> None:
    client = Client(server.address)
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.system.get_operation(ID)


def test_the_address_comes_from_the_environment(server: ScriptedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AISTOCK_ADDRESS", raising=False)
    with pytest.raises(errors.AddressMissing):
        Client()
    monkeypatch.setenv("AISTOCK_ADDRESS", server.address)
    server.answers[GET] = found
    with Client() as client:
        assert client.system.get_operation(ID).operation_id == ID
