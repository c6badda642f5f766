"""gRPC on an event loop."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from typing import Any, Generic, Self, TypeVar

import grpc
import grpc.aio

from aistock.client._codec import Wire
from aistock.client._settings import ClientSettings
from aistock.client._status import WireFailure

P = TypeVar("P")
Sender = Callable[[float | None], Awaitable[Any]]
Fetch = Callable[[str | None], Awaitable[P]]
Flowing = Iterable[P] | AsyncIterable[P]
"""What is sent as it comes."""

_END: Any = object()


class AsyncTransport:
    """One channel; opened by the first call, because it belongs to the loop that runs then."""

    def __init__(self, settings: ClientSettings) -> None:
        self._settings = settings
        self._open: Any = None
        self._closed = False

    @property
    def _channel(self) -> Any:
        if self._closed:
            raise RuntimeError("the client is closed; make another one")
        if self._open is None:
            address, options = self._settings.address, self._settings.channel_options
            if self._settings.credentials is None:
                self._open = grpc.aio.insecure_channel(address, options=options)
            else:
                self._open = grpc.aio.secure_channel(address, self._settings.credentials, options=options)
        return self._open

    async def connected(self, seconds: float) -> bool:
        """Whether there is a connection now or within the given time."""
        channel = self._channel
        if channel.get_state(try_to_connect=True) is grpc.ChannelConnectivity.READY:
            return True
        try:
            await asyncio.wait_for(channel.channel_ready(), seconds)
        except TimeoutError:
            return False
        return True

    async def unary(self, wire: Wire, request: Any, timeout: float | None) -> Any:
        """The response to one request."""
        call = self._channel.unary_unary(wire.method, wire.serialize, wire.deserialize)
        try:
            return await call(request, timeout=timeout, metadata=self._settings.metadata)
        except grpc.aio.AioRpcError as error:
            raise _failure(error) from None

    async def upload(self, wire: Wire, requests: Flowing[Any], timeout: float | None) -> Any:
        """The response to a stream of requests, of which none is read any more when it has come; what reading raises is raised."""
        made = self._channel.stream_unary(wire.method, wire.serialize, wire.deserialize)
        call = made(timeout=timeout, metadata=self._settings.metadata)
        answer, writing = asyncio.ensure_future(_answer(call)), asyncio.ensure_future(_write(call, wire, requests))
        try:
            await asyncio.wait((answer, writing), return_when=asyncio.FIRST_COMPLETED)
            if writing.done():
                await writing
            return await answer
        finally:
            await _ended(writing)
            await _ended(answer)

    def stream(self, wire: Wire, request: Any, timeout: float | None) -> AsyncIncoming:
        """The responses to one request."""
        call = self._channel.unary_stream(wire.method, wire.serialize, wire.deserialize)
        return AsyncIncoming(call(request, timeout=timeout, metadata=self._settings.metadata))

    async def close(self) -> None:
        """Close the channel; running calls end."""
        self._closed = True
        if self._open is not None:
            await self._open.close(None)


class AsyncIncoming:
    """The responses of one stream, as they come."""

    def __init__(self, call: Any) -> None:
        self._call = call

    async def next(self) -> Any:
        """The next response; None at the end."""
        try:
            response = await self._call.read()
        except grpc.aio.AioRpcError as error:
            raise _failure(error) from None
        return None if response is grpc.aio.EOF else response  # type: ignore[attr-defined]  # grpc-stubs leave EOF out

    def cancel(self) -> None:
        """Tell the server that nobody listens any more."""
        self._call.cancel()


class AsyncFlow(Generic[P]):
    """Requests made of what comes, each read once over all sends of a call.

    A send that ends leaves the item that it waits for to the next one. Closing closes an asynchronous generator, wherever it
    waits; a plain iterator is left where it is.
    """

    def __init__(self, items: Flowing[P], make: Callable[[P], Any]) -> None:
        self._items = aiter(items) if isinstance(items, AsyncIterable) else iter(items)
        self._make = make
        self._coming: asyncio.Future[Any] | None = None

    def sent(self) -> Self:
        """The requests that no send has had yet."""
        return self

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Any:
        if not isinstance(self._items, AsyncIterator):
            for item in self._items:
                return self._make(item)
            raise StopAsyncIteration
        if self._coming is None:
            self._coming = asyncio.ensure_future(self._read(self._items))
        # Only the wait is given up with a send: a generator that were cancelled inside would be at its end.
        item = await asyncio.shield(self._coming)
        if item is _END:
            raise StopAsyncIteration
        self._coming = None
        return self._make(item)

    async def aclose(self) -> None:
        """Read nothing any more."""
        if self._coming is not None:
            await _ended(self._coming)
        if isinstance(self._items, AsyncGenerator):
            await self._items.aclose()

    async def _read(self, items: AsyncIterator[P]) -> Any:
        return await anext(items, _END)


async def _answer(call: Any) -> Any:
    try:
        return await call
    except grpc.aio.AioRpcError as error:
        raise _failure(error) from None


async def _write(call: Any, wire: Wire, requests: Flowing[Any]) -> None:
    """Send the requests; a call that has ended takes none, and its answer says why."""
    if isinstance(requests, AsyncIterable):
        async for request in requests:
            if not await _taken(_sent(call, wire.serialize(wire.to_pb(request)))):
                return
    else:
        for request in requests:
            if not await _taken(_sent(call, wire.serialize(wire.to_pb(request)))):
                return
    await _taken(call.done_writing())


async def _sent(call: Any, content: bytes) -> None:
    """What the call's own write does, but for one thing: where the server has ended the call it puts INTERNAL over the status."""
    if call.done():
        raise asyncio.InvalidStateError
    await call.wait_for_connection()
    await call._cython_call.send_serialized_message(content)


async def _taken(sending: Awaitable[None]) -> bool:
    """Whether the call has taken it. What reading the requests raises may be of the same kinds, so only this is caught."""
    try:
        await sending
    except (grpc.aio.AioRpcError, grpc.aio.InternalError, asyncio.InvalidStateError):
        return False
    return True


async def _ended(work: asyncio.Future[Any]) -> None:
    """Cancel and wait; what it raises was told elsewhere or is of no use any more."""
    work.cancel()
    await asyncio.wait((work,))
    if not work.cancelled():
        work.exception()


async def sleep(seconds: float) -> None:
    """Wait."""
    await asyncio.sleep(seconds)


def now() -> float:
    """Seconds of a clock that never goes back."""
    return time.monotonic()


def _failure(error: Any) -> WireFailure:
    return WireFailure(error.code().name, error.details() or "", tuple(error.trailing_metadata() or ()))
