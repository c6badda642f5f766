"""Streams deliver every item once, in order, whatever happens to the connection."""

import asyncio
import hashlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock import AsyncClient, Client, RetryPolicy, errors
from aistock.client.testing import CuttableWire, ScriptedServer, fail
from aistock.experiments.v1 import experiment_service_pb2
from aistock.library.v1 import artifact_service_pb2

WATCH = "/aistock.experiments.v1.ExperimentService/WatchExperiment"
GET = "/aistock.library.v1.ArtifactService/GetArtifact"
PUT = "/aistock.library.v1.ArtifactService/PutArtifact"
STAT = "/aistock.library.v1.ArtifactService/StatArtifact"
ID = "0" * 32
FAST = RetryPolicy(attempts=4, first_delay=0.01, max_delay=0.05)


def event(number: int) -> experiment_service_pb2.WatchExperimentResponse:
    return experiment_service_pb2.WatchExperimentResponse(
        cursor=str(number), at_utc="2026-01-05T00:00:00Z", state=2, attempts=number
    )


def watching(total: int, breaks: list[int], wire: CuttableWire | None = None) -> Any:
    """Sends events 1..total; breaks off once before each number in `breaks`."""
    left = sorted(breaks, reverse=True)

    def serve(request: Any, context: Any) -> Iterator[Any]:
        for number in range(int(request.cursor or 0) + 1, total + 1):
            if left and left[-1] == number:
                left.pop()
                if wire is not None:
                    wire.cut()
                fail(context, "UNAVAILABLE")
            yield event(number)

    return serve


@given(total=st.integers(0, 8), data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_broken_stream_repeats_nothing_and_skips_nothing(server: ScriptedServer, total: int, data: st.DataObject) -> None:
    breaks = data.draw(st.lists(st.integers(1, max(total, 1)), max_size=3))
    server.answers[WATCH] = watching(total, breaks)
    with Client(server.address, retry=FAST) as client, client.experiments.watch_experiment(ID) as events:
        assert [item.attempts for item in events] == list(range(1, total + 1))
        assert events.cursor == (str(total) if total else None)


def test_a_cut_wire_is_mended(server: ScriptedServer, wire: CuttableWire) -> None:
    server.answers[WATCH] = watching(6, [3, 5], wire)

    async def numbers() -> list[int]:
        async with AsyncClient(wire.address, retry=FAST) as client:
            return [item.attempts async for item in client.experiments.watch_experiment(ID)]

    assert asyncio.run(numbers()) == [1, 2, 3, 4, 5, 6]
    server.answers[WATCH] = watching(6, [2, 6], wire)
    with Client(wire.address, retry=FAST) as client:
        assert [item.attempts for item in client.experiments.watch_experiment(ID)] == [1, 2, 3, 4, 5, 6]


def test_a_stream_begins_at_a_cursor(server: ScriptedServer) -> None:
    server.answers[WATCH] = watching(5, [])
    with Client(server.address) as client:
        assert [item.attempts for item in client.experiments.watch_experiment(ID, cursor="3")] == [4, 5]


def test_a_stream_that_never_recovers_ends_with_the_error(server: ScriptedServer) -> None:
    server.answers[WATCH] = watching(5, [2] * 50)
    with Client(server.address, retry=FAST) as client:
        events = client.experiments.watch_experiment(ID)
        assert next(events).attempts == 1
        with pytest.raises(errors.Unavailable):
            next(events)
        assert (events.cursor, list(events)) == ("1", [])


def test_a_refused_stream_is_not_opened_again(server: ScriptedServer) -> None:
    server.answers[WATCH] = lambda _, context: fail(context, "OUT_OF_RANGE", "CURSOR_OUT_OF_RANGE") or iter(())
    with Client(server.address, retry=FAST) as client, pytest.raises(errors.OutOfRange):
        next(client.experiments.watch_experiment(ID))
    assert server.count(WATCH) == 1


def test_closing_ends_the_servers_side(server: ScriptedServer) -> None:
    gone = threading.Event()

    def endless(_: Any, context: Any) -> Iterator[Any]:
        context.add_callback(gone.set)
        yield event(1)
        gone.wait(10)

    server.answers[WATCH] = endless
    with Client(server.address) as client:
        with client.experiments.watch_experiment(ID) as events:
            assert next(events).attempts == 1
        assert list(events) == []
        assert gone.wait(5)


CONTENT = bytes(range(256)) * 10_000
SHA = hashlib.sha256(CONTENT).hexdigest()


def sending(breaks: list[int], content: bytes = CONTENT) -> Any:
    left = list(breaks)

    def serve(request: Any, context: Any) -> Iterator[Any]:
        for offset in range(request.offset, len(content), 100_000):
            if left and offset >= left[0]:
                left.pop(0)
                fail(context, "UNAVAILABLE")
            chunk = content[offset : offset + 100_000]
            yield artifact_service_pb2.GetArtifactResponse(offset=offset, chunk=chunk, size=len(content))

    return serve


def test_a_download_goes_on_where_it_broke(server: ScriptedServer, tmp_path: Path) -> None:
    server.answers[GET] = sending([300_000, 1_000_000])
    with Client(server.address, retry=FAST) as client:
        assert client.artifacts.get(SHA, to=tmp_path / "deep" / "file") is None
    assert (tmp_path / "deep" / "file").read_bytes() == CONTENT
    assert [request.offset for _, request in server.received] == [0, 300_000, 1_000_000]


def test_wrong_content_is_not_kept(server: ScriptedServer, tmp_path: Path) -> None:
    server.answers[GET] = sending([], CONTENT[:-1])
    with Client(server.address) as client, pytest.raises(errors.ContentMismatch):
        client.artifacts.get(SHA, to=tmp_path / "file")
    assert list(tmp_path.iterdir()) == []


class Vault:
    """Keeps what arrives, and breaks off in the middle as often as it is told to."""

    def __init__(self, server: ScriptedServer, breaks: int) -> None:
        self.content = b""
        self.breaks = breaks
        server.answers |= {PUT: self.put, STAT: self.stat}

    def put(self, chunks: list[Any], context: Any) -> Any:
        for index, chunk in enumerate(chunks):
            assert chunk.offset == len(self.content)
            self.content += chunk.chunk
            if self.breaks and index == 0:
                self.breaks -= 1
                fail(context, "UNAVAILABLE")
        return artifact_service_pb2.PutArtifactResponse(sha256=chunks[0].sha256, size=len(self.content), already_stored=False)

    def stat(self, request: Any, _: Any) -> Any:
        stored = hashlib.sha256(self.content).hexdigest() == request.sha256
        size = len(self.content) if stored else None
        return artifact_service_pb2.StatArtifactResponse(stored=stored, size=size, received_size=len(self.content))


@pytest.mark.parametrize("breaks", [0, 1, 2])
def test_an_upload_asks_what_arrived_and_sends_the_rest(server: ScriptedServer, tmp_path: Path, breaks: int) -> None:
    vault = Vault(server, breaks)
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    with Client(server.address, retry=FAST) as client:
        stored = client.artifacts.put(path)
        assert (stored.sha256, stored.size, stored.already_stored) == (SHA, len(CONTENT), False)
        assert vault.content == CONTENT
        assert client.artifacts.put(CONTENT).already_stored


def test_an_upload_that_never_gets_through_is_unknown(server: ScriptedServer) -> None:
    Vault(server, 0)
    server.answers[PUT] = lambda _, context: fail(context, "UNAVAILABLE")
    with Client(server.address, retry=FAST) as client, pytest.raises(errors.OutcomeUnknown):
        client.artifacts.put(CONTENT)
    assert server.count(PUT) == FAST.attempts


def test_an_empty_file_is_one_empty_chunk(server: ScriptedServer) -> None:
    server.answers[STAT] = lambda *_: artifact_service_pb2.StatArtifactResponse(stored=False, received_size=0)
    empty = hashlib.sha256(b"").hexdigest()
    server.answers[PUT] = lambda *_: artifact_service_pb2.PutArtifactResponse(sha256=empty, size=0, already_stored=False)
    with Client(server.address) as client:
        assert client.artifacts.put(b"").sha256 == empty
    (chunk,) = server.received[-1][1]
    assert (chunk.offset, chunk.size, chunk.chunk) == (0, 0, b"")
