"""Quotes of now between the hub and the wire: publishers come in, streams are woken."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from types import TracebackType

from aistock.market.v1 import market_data_service_pb2 as market_pb
from aistock.market.v1 import source_service_pb2 as source_pb
from aistock.market.v1.models import Quote
from aistock_server.kernel.errors import Invalid, NotServed, RoomError, Unavailable, Violation
from aistock_server.market.live import QuoteBatch, QuoteHub, Taken, Tick
from aistock_server.rpc.quote_messages import batch_message, published, published_at_once, snapshot_message, tick_of

#: Streams are woken at once, but no more often than this: what comes in between goes out together.
_PAUSE_SECONDS = 0.02
#: How often sources are looked at that may have fallen silent.
_LOOK_SECONDS = 1.0


class LiveQuotes:
    """Everything here but `offer` and `fail` runs on the event loop; those two may be called on any thread, and do not wait."""

    def __init__(self, hub: QuoteHub) -> None:
        self._hub = hub
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._told = 0.0
        self._looked = 0.0
        self._telling = False
        self._over = asyncio.Event()
        self._written: tuple[QuoteBatch | None, bytes] = (None, b"")

    def offer(self, source: str, quotes: Sequence[Quote]) -> Taken:
        """Quotes of a source inside this server, as they came; they keep the contract's rules, as every Quote does."""
        taken = self._hub.offer(source, [tick_of(quote) for quote in quotes])
        self._announce_from_anywhere()
        return taken

    def fail(self, source: str, message: str) -> None:
        """A source inside this server lost its connection."""
        self._hub.fail(source, message)
        self._announce_from_anywhere()

    def end(self) -> None:
        """The server goes down: streams and publishers are told to come again."""
        self._over.set()
        self._wake()

    async def publish(self, requests: AsyncIterator[bytes]) -> source_pb.PublishQuotesResponse:
        """Take the quotes of one publisher until it ends."""
        try:
            with _Publisher(self._hub) as publisher:
                async with contextlib.aclosing(self._before_the_end(requests)) as coming:
                    async for content in coming:
                        found = published_at_once(content)
                        publisher.take(*(found if found is not None else await asyncio.to_thread(published, content)))
                        self._announce()
        finally:
            self._announce()
        return source_pb.PublishQuotesResponse(taken=publisher.taken, outdated=publisher.outdated)

    async def stream(self, request: market_pb.StreamQuotesRequest) -> AsyncIterator[bytes]:
        """Send what changed as often as the client takes it, the last quote of each instrument."""
        follower = self._hub.follow(request.instruments, request.cursor if request.HasField("cursor") else None)
        first = True
        while not self._over.is_set():
            self._look()
            news = self._news
            batch = follower.take()
            if first or batch.count or batch.standings is not None:
                first = False
                yield self._message(batch)
            else:
                await self._wait(news)
        raise _draining()

    def snapshot(self, request: market_pb.GetSnapshotRequest) -> bytes:
        """The last quotes; refused when no live source was ever there."""
        self._hub.look()
        standings = self._hub.standings()
        if not standings:
            raise NotServed("NOT_SERVED", "no live source is connected; name a dataset, whose last day answers", field="dataset")
        return snapshot_message(self._hub.snapshot(request.instruments), standings)

    def _message(self, batch: QuoteBatch) -> bytes:
        """The message of a batch; readers at one place get the very same one, which is large."""
        known, message = self._written
        if batch != known:
            message = batch_message(batch)
            self._written = batch, message
        return message

    async def _before_the_end(self, requests: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
        """The requests as they come; Unavailable as soon as the server goes down, whether or not another one comes."""
        over = asyncio.ensure_future(self._over.wait())
        coming = asyncio.ensure_future(anext(requests, None))
        try:
            while True:
                await asyncio.wait((coming, over), return_when=asyncio.FIRST_COMPLETED)
                if over.done():
                    raise _draining()
                content = coming.result()
                if content is None:
                    return
                coming = asyncio.ensure_future(anext(requests, None))
                yield content
        finally:
            over.cancel()
            coming.cancel()

    async def _wait(self, news: asyncio.Event) -> None:
        """Return when something changed, or when it is time to look at the sources."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(news.wait(), _LOOK_SECONDS)

    def _look(self) -> None:
        """Find sources that fell silent, once a second whoever asks."""
        self._loop = asyncio.get_running_loop()
        if self._loop.time() - self._looked < _LOOK_SECONDS:
            return
        self._looked = self._loop.time()
        if self._hub.look():
            self._announce()

    def _announce_from_anywhere(self) -> None:
        # A stream that waits has set the loop; without one nobody is to be told.
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._announce)

    def _announce(self) -> None:
        if self._telling or self._loop is None:
            return
        pause = self._told + _PAUSE_SECONDS - self._loop.time()
        if pause <= 0:
            self._wake()
        else:
            self._telling = True
            self._loop.call_later(pause, self._wake)

    def _wake(self) -> None:
        self._telling = False
        if self._loop is not None:
            self._told = self._loop.time()
        self._news.set()
        self._news = asyncio.Event()


class _Publisher:
    """One publisher: connected from its first message until it ends, breaks off or is refused."""

    def __init__(self, hub: QuoteHub) -> None:
        self._hub = hub
        self._source: str | None = None
        self.taken = 0
        self.outdated = 0

    def take(self, source: str, ticks: Sequence[Tick]) -> None:
        """The quotes of one message, all of them or none."""
        if self._source is None:
            self._hub.connect(source)
            self._source = source
        elif source != self._source:
            raise _other_source(self._source, source)
        taken, outdated = self._hub.offer(source, ticks)
        self.taken += taken
        self.outdated += outdated

    def __enter__(self) -> "_Publisher":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._source is None:
            return
        if isinstance(error, RoomError):
            self._hub.disconnect(self._source, f"its publisher was sent away: {error.message}")
        else:
            self._hub.disconnect(self._source, "its publisher ended" if error is None else "its publisher broke off")


def _draining() -> Unavailable:
    return Unavailable("DRAINING", "the server is going down; go on with another one, or when it is back")


def _other_source(first: str, then: str) -> Invalid:
    message = f"must be {first!r} in every message of the stream"
    broken = Violation(field="source", rule="publish_quotes.one_source", value=then, message=message)
    return Invalid("INVALID_FIELD", f"source is {then!r}, and {message}; open a stream for each source", violations=[broken])
