"""Streams that go on after a broken connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from aistock.client._async.core import AsyncCore
from aistock.client._codec import wire
from aistock.client._status import WireFailure
from aistock.client._transports.aio import AsyncIncoming, sleep
from aistock.contract.model import ContractModel

T = TypeVar("T")


class AsyncStream(Generic[T]):
    """Items of a stream in order, each once; iterate over it, and close it (or use it as a context manager) to stop early.

    When the connection breaks it goes on behind the last item, as often as the client's retry policy allows in a row.
    `cursor` names the place behind the last item, for another stream to begin at, now or after a restart.
    """

    def __init__(
        self,
        core: AsyncCore,
        method: str,
        request: ContractModel,
        *,
        pick: Callable[[Any], T],
        place: Callable[[Any], Any],
        field: str = "cursor",
        read: Callable[[bytes], Any] | None = None,
    ) -> None:
        self._core = core
        self._method = method
        self._wire = wire(method) if read is None else replace(wire(method), deserialize=read, from_pb=_as_it_is)
        self._request = request
        self._pick = pick
        self._place = place
        self._field = field
        self._incoming: AsyncIncoming | None = None
        self._closed = False
        self.cursor: Any = getattr(request, field)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        response = None if self._closed else await self._next()
        if response is None:
            await self.aclose()
            raise StopAsyncIteration
        self.cursor = self._place(response)
        return self._pick(response)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Stop listening; further items are not delivered."""
        self._closed = True
        if self._incoming is not None:
            self._incoming.cancel()
            self._incoming = None

    async def _next(self) -> Any:
        failed = 0
        while not self._closed:
            try:
                if self._incoming is None:
                    self._incoming = await self._opened()
                response = await self._incoming.next()
                return None if response is None else self._wire.from_pb(response)
            except WireFailure as failure:
                self._incoming = None
                failed += 1
                wait, error = self._core.judged(self._wire, failure, self._request, failed=failed, left=None)
            if self._closed:
                break
            if wait is None:
                self._closed = True
                raise error
            await sleep(wait)
        return None

    async def _opened(self) -> AsyncIncoming:
        request = self._request.model_copy(update={self._field: self.cursor})
        prepared, message = self._wire, self._core.prepared(self._method, request)[1]
        for _ in range(self._core.settings.retry.attempts):
            if await self._core.transport.connected(self._core.settings.connect_timeout):
                return self._core.transport.stream(prepared, message, None)
        self._closed = True
        raise self._core.unconnected(prepared, request)


def _as_it_is(response: Any) -> Any:
    return response
