"""A client may be closed at any moment: nothing dies in a thread, nobody waits for what will not come."""

import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest

from aistock import Client, errors
from aistock.client._settings import ClientSettings
from aistock.client._transports.threads import Transport
from aistock.client.testing import CuttableWire, ScriptedServer
from aistock.system.v1 import operation_pb2, system_service_pb2

GET = "/aistock.system.v1.SystemService/GetOperation"
ID = "0" * 32


def found(*_: Any) -> system_service_pb2.GetOperationResponse:
    job = operation_pb2.Operation(
        operation_id=ID, kind=1, state=2, fraction=0.5,
        created_at_utc="2026-01-05T00:00:00Z", updated_at_utc="2026-01-05T00:00:01Z",
    )  # fmt: skip
    return system_service_pb2.GetOperationResponse(operation=job)


@pytest.fixture
def died(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What threads died of; threads take turns as often as they can."""
    deaths: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: deaths.append(f"{args.thread}: {args.exc_value!r}"))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield deaths
    sys.setswitchinterval(interval)


def ended(threads: set[threading.Thread]) -> None:
    """Wait for them; one that is listed may be about to start."""
    for thread in threads:
        while thread.ident is None:
            time.sleep(0.001)
        thread.join(5)


def opened_and_closed(address: str, round_: int) -> None:
    """One short life: some are closed before the connection stands, some after a call, some while gRPC looks at it."""
    transport = Transport(ClientSettings(address=address))
    assert transport.connected(0.0 if round_ % 3 == 0 else 5.0) or round_ % 3 == 0
    if round_ % 3 == 2:
        # gRPC looks again every 0.2 s: closing then is what it does not survive.
        time.sleep(0.19 + 0.0002 * (round_ % 100))
    transport.close()


def test_no_thread_dies_of_a_closed_channel(server: ScriptedServer, died: list[str]) -> None:
    before = set(threading.enumerate())
    with ThreadPoolExecutor(24) as crowd:
        list(crowd.map(lambda round_: opened_and_closed(server.address, round_), range(960)))
    ended(set(threading.enumerate()) - before)
    assert died == []


def test_no_thread_dies_of_a_channel_that_is_closed_while_it_connects_again(
    server: ScriptedServer, wire: CuttableWire, died: list[str]
) -> None:
    before = set(threading.enumerate())
    for _ in range(12):
        transport = Transport(ClientSettings(address=wire.address))
        assert transport.connected(5.0)
        wire.cut()
        while transport._state is grpc.ChannelConnectivity.READY:
            time.sleep(0.001)
        transport.connected(0.0)
        transport.close()
    ended(set(threading.enumerate()) - before)
    assert died == []


def test_a_closed_channel_is_watched_by_nobody(server: ScriptedServer) -> None:
    transport = Transport(ClientSettings(address=server.address))
    assert transport.connected(5.0)
    watch = transport._channel._connectivity_state
    assert watch.polling
    transport.close()
    assert not watch.polling


def test_who_waits_for_a_connection_is_told_of_the_end() -> None:
    transport = Transport(ClientSettings(address="127.0.0.1:1"))
    with ThreadPoolExecutor(4) as crowd:
        waits = [crowd.submit(transport.connected, 3600.0) for _ in range(4)]
        while transport._open is None:
            time.sleep(0.001)
        transport.close()
        for wait in waits:
            with pytest.raises(RuntimeError, match="make another one"):
                wait.result()


def test_threads_that_wake_an_idle_channel_leave_one_subscription(server: ScriptedServer) -> None:
    transport = Transport(ClientSettings(address=server.address))
    assert transport.connected(5.0)
    for _ in range(50):
        transport._notice(grpc.ChannelConnectivity.IDLE)
        with ThreadPoolExecutor(8) as crowd:
            assert all(crowd.map(transport.connected, [5.0] * 8))
    assert len(transport._channel._connectivity_state.callbacks_and_connectivities) == 1
    transport.close()


def test_a_closed_client_says_so(server: ScriptedServer) -> None:
    server.answers[GET] = found
    client = Client(server.address)
    assert client.system.get_operation(ID).operation_id == ID
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="make another one"):
        client.system.get_operation(ID)


def test_a_running_call_ends_when_its_client_is_closed(server: ScriptedServer) -> None:
    going, end = threading.Event(), threading.Event()

    def slow(*_: Any) -> system_service_pb2.GetOperationResponse:
        going.set()
        end.wait(30)
        return found()

    server.answers[GET] = slow
    client = Client(server.address)
    with ThreadPoolExecutor(1) as crowd:
        call = crowd.submit(client.system.get_operation, ID)
        going.wait(30)
        client.close()
        with pytest.raises((errors.RpcError, RuntimeError)):
            call.result(30)
        end.set()
