"""Quotes of now on an event loop: streams are woken, from any thread, and end when the server does."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from aistock.market.v1 import market_data_service_pb2 as market_pb
from aistock.market.v1 import source_service_pb2 as source_pb
from aistock.market.v1.converters import quote_to_pb
from aistock.market.v1.models import Quote
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotServed, RoomError, Unavailable
from aistock_server.market.live import QuoteHub
from aistock_server.market.live_sources import MAY_BE_SILENT, LiveSources
from aistock_server.market.trading_hours import Trading
from aistock_server.rpc import live_quotes
from aistock_server.rpc.live_quotes import LiveQuotes

NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
CODES = [f"{600_000 + number}.SH" for number in range(20)]
SECONDS = 30.0


def quote(code: str, second: int = 0) -> Quote:
    event = NOW - timedelta(minutes=10) + timedelta(seconds=second)
    return Quote(
        instrument=code, trading_date=event.date(), event_at_utc=event, pre_close_mills=10_000, volume=0, amount_mills=0,
        bids=[], asks=[], suspended=False, source="test", synthetic=True,
    )  # fmt: skip


def request(source: str, *quotes: Quote) -> bytes:
    return source_pb.PublishQuotesRequest(source=source, quotes=map(quote_to_pb, quotes)).SerializeToString()


class Desk:
    """A feed over a hub whose clock stands still until it is moved."""

    def __init__(self) -> None:
        self.clock = FixedClock(NOW)
        self.feed = LiveQuotes(QuoteHub(self.clock, LiveSources(NOW, (), lambda now: Trading(began=NOW)), epoch="run"))

    def stream(self, *codes: str) -> AsyncIterator[market_pb.StreamQuotesResponse]:
        async def read() -> AsyncIterator[market_pb.StreamQuotesResponse]:
            async for content in self.feed.stream(market_pb.StreamQuotesRequest(instruments=codes)):
                yield market_pb.StreamQuotesResponse.FromString(content)

        return read()


def run(work: Callable[[Desk], Coroutine[Any, Any, None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(work(Desk()), SECONDS)

    asyncio.run(bounded())


async def sent(*messages: bytes) -> AsyncIterator[bytes]:
    for message in messages:
        yield message


def test_readers_at_one_place_share_a_message_and_others_have_their_own() -> None:
    async def work(desk: Desk) -> None:
        every = [desk.feed.stream(market_pb.StreamQuotesRequest()) for _ in range(2)]
        one = desk.feed.stream(market_pb.StreamQuotesRequest(instruments=CODES[:1]))
        for stream in (*every, one):
            await anext(stream)
        desk.feed.offer("terminal", [quote(code) for code in CODES])
        for stream in (*every, one):
            await anext(stream)  # how the source stands comes with it, once
        desk.feed.offer("terminal", [quote(code, 1) for code in CODES])
        first, second, own = [await anext(stream) for stream in (*every, one)]
        assert first is second
        read = [market_pb.StreamQuotesResponse.FromString(content) for content in (first, own)]
        assert [len(batch.quotes) for batch in read] == [len(CODES), 1]

    run(work)


def test_an_adapters_thread_wakes_a_stream() -> None:
    async def work(desk: Desk) -> None:
        stream = desk.stream()
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        thread = threading.Thread(target=desk.feed.offer, args=("terminal", [quote(code) for code in CODES]))
        thread.start()
        batch = await waiting
        thread.join()
        assert [one.instrument for one in batch.quotes] == CODES
        assert [one.source for one in batch.standings] == ["terminal"]
        threading.Thread(target=desk.feed.fail, args=("terminal", "the terminal was closed")).start()
        assert (await anext(stream)).standings[0].message == "the terminal was closed"

    run(work)


def test_the_end_of_the_server_ends_streams_and_publishers_that_wait() -> None:
    async def endless() -> AsyncIterator[bytes]:
        yield request("a", quote(CODES[0]))
        await asyncio.Event().wait()

    async def work(desk: Desk) -> None:
        stream = desk.stream()
        await anext(stream)
        publishing = asyncio.ensure_future(desk.feed.publish(endless()))
        await anext(stream)
        waiting = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0)
        desk.feed.end()
        for ending in (waiting, publishing):
            with pytest.raises(Unavailable) as caught:
                while True:
                    await ending
                    ending = asyncio.ensure_future(anext(stream))
            assert caught.value.reason == "DRAINING"

    run(work)


def test_a_publisher_that_breaks_off_leaves_its_source_unreachable() -> None:
    async def work(desk: Desk) -> None:
        async def broken() -> AsyncIterator[bytes]:
            yield request("a", quote(CODES[0]))
            await asyncio.Event().wait()

        publishing = asyncio.ensure_future(desk.feed.publish(broken()))
        stream = desk.stream()
        while not (first := await anext(stream)).standings:
            pass
        assert first.standings[0].state == market_pb.QuoteSourceState.QUOTE_SOURCE_STATE_LIVE
        publishing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await publishing
        gone = (await anext(stream)).standings[0]
        assert gone.state == market_pb.QuoteSourceState.QUOTE_SOURCE_STATE_UNREACHABLE and "broke off" in gone.message

    run(work)


@pytest.mark.parametrize("many", [1, 20])
def test_a_message_with_a_bad_quote_is_not_taken_and_those_before_it_are(many: int) -> None:
    async def work(desk: Desk) -> None:
        bad = source_pb.PublishQuotesRequest.FromString(request("a", *(quote(code, 1) for code in CODES[:many])))
        bad.quotes[many - 1].volume = -1
        with pytest.raises(Invalid) as caught:
            await desk.feed.publish(sent(request("a", quote(CODES[0])), bad.SerializeToString()))
        assert [one.field for one in caught.value.violations] == [f"quotes[{many - 1}].volume"]
        kept = market_pb.GetSnapshotResponse.FromString(desk.feed.snapshot(market_pb.GetSnapshotRequest()))
        assert [one.event_at_utc for one in kept.quotes] == [quote_to_pb(quote(CODES[0])).event_at_utc]

    run(work)


def test_a_source_falls_silent_while_another_one_talks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found by looks that do not wait for a pause."""
    monkeypatch.setattr(live_quotes, "_LOOK_SECONDS", 0.0)

    async def work(desk: Desk) -> None:
        desk.feed.offer("quiet", [quote(CODES[0])])
        stream = desk.stream()
        await anext(stream)
        desk.clock.instant += MAY_BE_SILENT + timedelta(seconds=1)
        desk.feed.offer("busy", [quote(CODES[1])])
        states = {one.source: one.state for one in (await anext(stream)).standings}
        assert states == {
            "quiet": market_pb.QuoteSourceState.QUOTE_SOURCE_STATE_SILENT,
            "busy": market_pb.QuoteSourceState.QUOTE_SOURCE_STATE_LIVE,
        }

    run(work)


def test_what_comes_close_together_goes_out_together() -> None:
    """The second wake waits a moment, so a thousand single quotes are some batches and not a thousand."""

    async def work(desk: Desk) -> None:
        stream = desk.stream()
        await anext(stream)
        batches = 0
        reading = asyncio.ensure_future(anext(stream))
        for turn in range(1000):
            desk.feed.offer("a", [quote(CODES[turn % 20], turn // 20)])
            await asyncio.sleep(0)
        seen = 0
        while seen < 1000:
            batch = await reading
            batches += 1
            seen += len(batch.quotes) + batch.conflated
            if seen < 1000:
                reading = asyncio.ensure_future(anext(stream))
        assert batches < 500

    run(work)


def test_without_a_source_there_is_no_snapshot_of_now() -> None:
    async def work(desk: Desk) -> None:
        with pytest.raises(NotServed):
            desk.feed.snapshot(market_pb.GetSnapshotRequest())
        with pytest.raises(RoomError):
            await anext(desk.feed.stream(market_pb.StreamQuotesRequest(cursor="elsewhere")))

    run(work)
