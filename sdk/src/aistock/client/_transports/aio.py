"""gRPC on an event loop."""

# ruff: noqa: ASYNC109 - a timeout bounds a call with its retries, and is the same argument in both clients

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, TypeVar

import grpc
import grpc.aio

from aistock.client._codec import Wire
from aistock.client._settings import ClientSettings
from aistock.client._status import WireFailure

P = TypeVar("P")
Sender = Callable[[float | None], Awaitable[Any]]
Fetch = Callable[[str | None], Awaitable[P]]


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

    async def upload(self, wire: Wire, requests: Iterable[Any], timeout: float | None) -> Any:
        """The response to a stream of requests."""
        call = self._channel.stream_unary(wire.method, wire.serialize, wire.deserialize)
        try:
            return await call(requests, timeout=timeout, metadata=self._settings.metadata)
        except grpc.aio.AioRpcError as error:
            raise _failure(error) from None

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


async def sleep(seconds: float) -> None:
    """Wait."""
    await asyncio.sleep(seconds)


def now() -> float:
    """Seconds of a clock that never goes back."""
    return time.monotonic()


def _failure(error: Any) -> WireFailure:
    return WireFailure(error.code().name, error.details() or "", tuple(error.trailing_metadata() or ()))
