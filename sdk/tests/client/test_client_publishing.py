"""Quotes are published from whatever gives them, each batch once, and nothing is read when the call has ended."""

import asyncio
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import grpc.aio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock import AsyncClient, Client, RetryPolicy, errors
from aistock.client.testing import CuttableWire, ScriptedServer, fail
from aistock.market.v1.models import Quote
from aistock.market.v1.source_service_pb2 import PublishQuotesResponse

PUBLISH = "/aistock.market.v1.MarketSourceService/PublishQuotes"
FAST = RetryPolicy(attempts=4, first_delay=0.01, max_delay=0.05)
EVENT = datetime(2026, 7, 1, 1, 30, tzinfo=UTC)
Batch = Sequence[Quote]


def batch(number: int, size: int = 1) -> list[Quote]:
    """A batch that says which it is."""
    one = Quote(
        instrument="600000.SH",
        trading_date=EVENT.date(),
        event_at_utc=EVENT,
        pre_close_mills=10_000,
        volume=number,
        amount_mills=0,
        suspended=False,
        source="a",
        synthetic=True,
    )
    return [one] * size


def numbers(requests: Sequence[Any]) -> list[int]:
    return [request.quotes[0].volume for request in requests]


class Script:
    """What a server of publishers heard, one list a call; calls end as they are told, or with the last request."""

    def __init__(self, server: ScriptedServer, *ends: tuple[int, Callable[[Any], None]]) -> None:
        self.heard: list[list[int]] = []
        self._ends = list(ends)
        server.unread.add(PUBLISH)
        server.answers[PUBLISH] = self._answer

    def _answer(self, requests: Iterator[Any], context: Any) -> PublishQuotesResponse:
        mine: list[int] = []
        self.heard.append(mine)
        after, end = self._ends.pop(0) if self._ends else (-1, None)
        for request in requests:
            mine += numbers([request])
            if len(mine) == after and end is not None:
                end(context)
                break
        return PublishQuotesResponse(taken=len(mine), outdated=0)


class Flow:
    """An asynchronous generator that gives numbered batches, then waits for more for ever; it knows how it ended."""

    def __init__(self, *given: int) -> None:
        self.more: asyncio.Queue[int | BaseException | None] = asyncio.Queue()
        for one in given:
            self.more.put_nowait(one)
        self.ended = False

    async def batches(self) -> AsyncIterator[Batch]:
        try:
            while (one := await self.more.get()) is not None:
                if isinstance(one, BaseException):
                    raise one
                yield batch(one)
        finally:
            # What it closes may take its time.
            await asyncio.sleep(0)
            self.ended = True


async def publish(address: str, batches: Any, **more: Any) -> int:
    async with AsyncClient(address, retry=FAST) as client:
        return (await client.sources.publish_quotes("a", batches, **more)).taken


def wait_until(what: Callable[[], bool]) -> None:
    """Waits for something that a server's thread does; the suite's own limit ends a wait in vain."""
    while not what():
        time.sleep(0.01)


async def until(what: Callable[[], bool]) -> None:
    await asyncio.to_thread(wait_until, what)


def refuse(context: Any) -> None:
    fail(context, "INVALID_ARGUMENT", "INVALID_FIELD")


def answer(_context: Any) -> None:
    """Answers although more could come."""


def lose(context: Any) -> None:
    fail(context, "UNAVAILABLE")


@given(sizes=st.lists(st.integers(1, 3), max_size=6), pauses=st.lists(st.booleans(), min_size=6, max_size=6))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_async_generator_a_plain_one_and_a_list_are_sent_alike(
    server: ScriptedServer, sizes: list[int], pauses: list[bool]
) -> None:
    server.answers[PUBLISH] = lambda requests, _: PublishQuotesResponse(taken=len(requests), outdated=0)
    batches = [batch(number, size) for number, size in enumerate(sizes)]

    async def awaited() -> AsyncIterator[Batch]:
        for one, pause in zip(batches, pauses, strict=False):
            if pause:
                await asyncio.sleep(0.001)
            yield one

    before = len(server.received)
    for given_as in (awaited(), iter(batches), batches):
        assert asyncio.run(publish(server.address, given_as)) == len(batches)
    with Client(server.address) as client:
        client.sources.publish_quotes("a", iter(batches))
    sent = [[(one.source, list(one.quotes)) for one in requests] for _, requests in server.received[before:]]
    assert len(sent) == 4 and all(one == sent[0] for one in sent)
    assert [len(quotes) for _, quotes in sent[0]] == sizes


@pytest.mark.parametrize(("end", "error"), [(refuse, errors.InvalidArgument), (answer, None)])
def test_a_call_that_ends_ends_a_generator_that_waits(server: ScriptedServer, end: Any, error: Any) -> None:
    script = Script(server, (2, end))

    async def work() -> None:
        flow = Flow(1, 2)
        generator = flow.batches()
        if error is None:
            assert await publish(server.address, generator) == 2
        else:
            with pytest.raises(error):
                await publish(server.address, generator)
        assert flow.ended
        assert await anext(generator, None) is None

    asyncio.run(work())
    assert script.heard == [[1, 2]]


def test_a_deadline_and_a_caller_that_gives_up_close_the_generator(server: ScriptedServer) -> None:
    script = Script(server)

    async def work() -> None:
        flow = Flow(1)
        with pytest.raises(errors.RpcError):
            await publish(server.address, flow.batches(), timeout=0.3)
        assert flow.ended
        flow = Flow(1)
        publishing = asyncio.ensure_future(publish(server.address, flow.batches()))
        await until(lambda: bool(script.heard[1:] and script.heard[1]))
        publishing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await publishing
        assert flow.ended

    asyncio.run(work())


def test_without_a_server_or_a_lawful_source_a_generator_is_closed_unread() -> None:
    async def work() -> None:
        async with AsyncClient("127.0.0.1:1", connect_timeout=0.1) as client:
            for source, error in (("a", errors.Unavailable), ("", errors.InvalidDocument)):
                flow = Flow(1)
                generator = flow.batches()
                with pytest.raises(error):
                    await client.sources.publish_quotes(source, generator)
                assert flow.more.qsize() == 1
                assert await anext(generator, None) is None

    asyncio.run(work())


def test_what_a_generator_waits_for_goes_to_the_next_connection(server: ScriptedServer, wire: CuttableWire) -> None:
    """The connection breaks while nothing comes, twice; the batches that follow are all sent, once."""
    script = Script(server)

    async def work() -> None:
        flow = Flow(1)
        publishing = asyncio.ensure_future(publish(wire.address, flow.batches()))
        for number in (2, 3, None):
            calls = (number or 4) - 1
            await until(lambda calls=calls: script.heard[calls - 1 :] == [[calls]])
            if number is not None:
                wire.cut()
                await until(lambda calls=calls: len(script.heard) == calls + 1)
            flow.more.put_nowait(number)
        assert await publishing == 1
        assert flow.ended

    asyncio.run(work())
    assert script.heard == [[1], [2], [3]]


def test_what_an_iterator_waits_for_on_a_thread_goes_to_the_next_connection(server: ScriptedServer, wire: CuttableWire) -> None:
    """gRPC's thread of the broken call is inside the iterator when the next call's begins to read."""
    script = Script(server)
    more: queue.Queue[int | None] = queue.Queue()

    def batches() -> Iterator[Batch]:
        while (one := more.get()) is not None:
            yield batch(one)

    with publishing_aside(wire.address, batches()) as outcome:
        for number in (1, 2, 3):
            wait_until(lambda number=number: len(script.heard) == number)
            more.put(number)
            wait_until(lambda number=number: script.heard[-1] == [number])
            if number < 3:
                wire.cut()
        more.put(None)
    assert outcome == [1]
    assert script.heard == [[1], [2], [3]]


@contextmanager
def publishing_aside(address: str, batches: Iterator[Batch]) -> Iterator[list[Any]]:
    outcome: list[Any] = []

    def work() -> None:
        with Client(address, retry=FAST) as client:
            try:
                outcome.append(client.sources.publish_quotes("a", batches).taken)
            except Exception as error:
                outcome.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    yield outcome
    thread.join(60)


def test_what_reading_raises_is_raised_and_nothing_is_sent_again(server: ScriptedServer) -> None:
    """Even what looks like a failure of the call, or comes while there is no connection."""
    script = Script(server)
    trailing = grpc.aio.Metadata()
    elsewhere = grpc.aio.AioRpcError(grpc.StatusCode.UNAVAILABLE, trailing, trailing, "of another server")

    async def work() -> None:
        for error in (ValueError("no feed"), elsewhere, asyncio.InvalidStateError("mine")):
            flow = Flow(1)
            flow.more.put_nowait(error)
            with pytest.raises(type(error)) as caught:
                await publish(server.address, flow.batches())
            assert caught.value is error
            assert flow.ended

    asyncio.run(work())

    def batches() -> Iterator[Batch]:
        yield batch(1)
        raise ValueError("no feed")

    with Client(server.address, retry=FAST) as client, pytest.raises(ValueError, match="no feed"):
        client.sources.publish_quotes("a", batches())
    assert len(script.heard) <= 4


def test_what_reading_raises_between_two_connections_is_no_end(server: ScriptedServer) -> None:
    Script(server, (1, lose), (1, lose), (1, lose), (1, lose))

    async def broken() -> AsyncIterator[Batch]:
        yield batch(1)
        raise ValueError("no feed")

    def broken_plainly() -> Iterator[Batch]:
        yield batch(1)
        raise ValueError("no feed")

    for _ in range(10):
        with pytest.raises((ValueError, errors.RpcError)):
            asyncio.run(publish(server.address, broken()))
        with Client(server.address, retry=FAST) as client, pytest.raises((ValueError, errors.RpcError)):
            client.sources.publish_quotes("a", broken_plainly())


def test_a_batch_that_breaks_the_contract_is_told_as_such(server: ScriptedServer) -> None:
    Script(server)
    wrong: Any = [{"instrument": "600000.SH"}]

    async def batches() -> AsyncIterator[Batch]:
        yield wrong

    told: list[Exception] = []
    with pytest.raises(errors.InvalidDocument) as caught:
        asyncio.run(publish(server.address, batches()))
    told.append(caught.value)
    with Client(server.address) as client, pytest.raises(errors.InvalidDocument) as caught:
        client.sources.publish_quotes("a", [wrong])
    told.append(caught.value)
    assert str(told[0]) == str(told[1]) and "trading_date" in str(told[0])


def test_who_sends_without_a_pause_is_told_why_the_server_ended_the_call(server: ScriptedServer) -> None:
    """A send that fails since the call is over does not hide the status."""
    for _ in range(20):
        Script(server, (1, refuse))
        with pytest.raises(errors.InvalidArgument):
            asyncio.run(publish(server.address, map(batch, range(1, 100_000))))


def test_a_plain_iterator_stays_where_it_is(server: ScriptedServer) -> None:
    """Who kept it may go on with it."""
    Script(server, (1, refuse), (1, refuse))

    def batches() -> Iterator[Batch]:
        for number in range(1, 100_000):
            yield batch(number)

    kept = batches()
    with Client(server.address) as client, pytest.raises(errors.InvalidArgument):
        client.sources.publish_quotes("a", kept)
    assert next(kept)[0].volume < 100_000
    kept = batches()
    with pytest.raises(errors.InvalidArgument):
        asyncio.run(publish(server.address, kept))
    assert next(kept)[0].volume < 100_000
