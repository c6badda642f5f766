"""How a servicer calls a room: decode, run on the right thread in one unit of work, encode."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Protocol, TypeVar

from google.protobuf.message import Message

from aistock.contract.model import ContractModel
from aistock.contract.v1.calls import CALLS
from aistock_server.kernel.errors import Conflict
from aistock_server.kernel.feed import Batch
from aistock_server.rpc.codec import from_pb, response_from, to_pb

Answer = TypeVar("Answer", bound=ContractModel)
Event = TypeVar("Event", bound=ContractModel)
Found = TypeVar("Found")

#: Watchers are told of every commit of this process; commits of other processes are seen at the next look.
_LOOK_AGAIN_SECONDS = 1.0


_FIRST_PIECES = 3
_MOST_PIECES_AT_ONCE = 8


def _few_of(pieces: Iterator[Any], few: int) -> list[Any]:
    return list(islice(pieces, few))


class Units(Protocol):
    """Opens units of work around a room's call."""

    def unit(self) -> AbstractContextManager[None]:
        """One transaction that writes; commits at the end, or leaves nothing."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """One consistent view that only reads."""
        ...

    def on_commit(self, callback: Callable[[], None]) -> None:
        """Call back after every unit that committed, on whatever thread it ran."""
        ...


class RequestLog(Protocol):
    """Remembers what was answered to which request id."""

    def find(self, method: str, request_id: str) -> tuple[str, bytes] | None:
        """Hash of the request's body and the stored answer."""
        ...

    def add(self, method: str, request_id: str, body_sha256: str, answer: bytes) -> None:
        """Remember an answer for ever."""
        ...


class Changes:
    """Wakes whoever waits for the next commit."""

    def __init__(self) -> None:
        self._event = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def announce(self) -> None:
        """Something was committed; may be called on any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self) -> None:
        """Return at the next commit, or after a second."""
        self._loop = asyncio.get_running_loop()
        try:
            await asyncio.wait_for(self._event.wait(), _LOOK_AGAIN_SECONDS)
        except TimeoutError:
            return


#: Each request message belongs to one RPC, so it names the call.
_METHODS = {f"aistock.{call.request_area}.v1.{call.request}": path for path, call in CALLS.items()}


def _request_id(method: str, request: Message) -> str:
    value: Any = request
    field = CALLS[method].idempotency_field
    assert field is not None, f"{method} is no mutation"
    for part in field.split("."):
        value = getattr(value, part)
    return str(value)


class Calls:
    """Runs rooms for servicers: writes one at a time on one thread, reads beside them on others."""

    def __init__(self, units: Units, request_log: RequestLog) -> None:
        self._units = units
        self._log = request_log
        self.changes = Changes()
        units.on_commit(self.changes.announce)
        self._endings: list[Callable[[], None]] = []
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reader")
        # Whom the server asks may be slow; those calls wait here, and hold no thread and no view of the database.
        self._askers = ThreadPoolExecutor(max_workers=8, thread_name_prefix="asker")

    def at_drain(self, callback: Callable[[], None]) -> None:
        """Call back on the event loop when the server begins to go down, so that what has no end of its own ends."""
        self._endings.append(callback)

    def drain(self) -> None:
        """The server begins to go down."""
        for callback in self._endings:
            callback()

    def close(self) -> None:
        """Let running calls finish."""
        self._writer.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self._askers.shutdown(wait=True)

    async def read(self, room: Callable[[Any], Answer], request: Message) -> Any:
        """Answer a call that changes nothing."""
        return await self._in(self._readers, self._read, room, request)

    async def look(self, work: Callable[..., Found], *arguments: Any) -> Found:
        """Run what a servicer must know of a room before it can make its call, in one consistent view."""
        found: Found = await self._in(self._readers, self._looked, work, *arguments)
        return found

    async def write(self, room: Callable[[Any], Answer], request: Message) -> Any:
        """Run a call that changes state and is harmless to repeat, so that it has no request id."""
        return await self._in(self._writer, self._write, room, request)

    async def mutate(self, room: Callable[..., Answer], request: Message, *more: Any, digest: str = "") -> Any:
        """Run a mutation once: the same id and body get the first answer, the same id with another body is refused.

        `more` is handed to the room after the request; for a streamed upload it is the content, and `digest` its hash.
        """
        return await self._in(self._writer, self._once, room, request, digest, *more)

    async def ask(self, room: Callable[[Any], Answer], request: Message) -> Any:
        """Answer a call that changes nothing and asks others than the database."""
        return await self._in(self._askers, lambda: to_pb(room(from_pb(request))))

    async def asked_stream(self, room: Callable[[Any], Iterator[Answer]], request: Message) -> AsyncIterator[Any]:
        """Send what a room's iterator gives that asks others than the database."""
        pieces = map(to_pb, room(from_pb(request)))
        while (piece := await self._in(self._askers, next, pieces, None)) is not None:
            yield piece

    async def stream(
        self, room: Callable[[Any], Iterator[Any]], request: Message, *, written: Callable[[Any], Any] = to_pb
    ) -> AsyncIterator[Any]:
        """Send what a room's iterator gives at the client's pace, so that few pieces wait.

        A tuple is pieces that are made already: they are sent one after the other, and no thread is asked for them.
        """
        pieces = self._streamed(room, request, written)
        few = _FIRST_PIECES
        while True:
            some = await self._in(self._readers, _few_of, pieces, few)
            for piece in some:
                if isinstance(piece, tuple):
                    for one in piece:
                        yield one
                else:
                    yield piece
            if len(some) < few:
                return
            # A piece takes less time to make than a thread to be asked for it.
            few = min(2 * few, _MOST_PIECES_AT_ONCE)

    async def watch(self, room: Callable[[Any, int | None], Batch[Event]], request: Message) -> AsyncIterator[Any]:
        """Send events as they come until the room says that none can."""
        after: int | None = None
        while True:
            batch = await self._in(self._readers, self._events, room, request, after)
            for event in batch.events:
                yield to_pb(event)
            if batch.finished:
                return
            after = batch.after
            if not batch.events:
                await self.changes.wait()

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(pool, work, *arguments)

    def _read(self, room: Callable[[Any], Answer], request: Message) -> Message:
        with self._units.reading():
            return to_pb(room(from_pb(request)))

    def _looked(self, work: Callable[..., Found], *arguments: Any) -> Found:
        with self._units.reading():
            return work(*arguments)

    def _write(self, room: Callable[[Any], Answer], request: Message) -> Message:
        with self._units.unit():
            return to_pb(room(from_pb(request)))

    def _streamed(self, room: Callable[[Any], Iterator[Any]], request: Message, written: Callable[[Any], Any]) -> Iterator[Any]:
        # Each piece may be made on another thread, so a room's iterator reads what it needs of the database at once.
        with self._units.reading():
            pieces = room(from_pb(request))
        for piece in pieces:
            yield written(piece)

    def _events(self, room: Callable[[Any, int | None], Batch[Event]], request: Message, after: int | None) -> Batch[Event]:
        with self._units.reading():
            return room(from_pb(request), after)

    def _once(self, room: Callable[..., Answer], request: Message, digest: str, *more: Any) -> Message:
        method = _METHODS[request.DESCRIPTOR.full_name]
        request_id = _request_id(method, request)
        body = hashlib.sha256(request.SerializeToString(deterministic=True) + digest.encode()).hexdigest()
        with self._units.unit():
            known = self._log.find(method, request_id)
            if known is None:
                answer = to_pb(room(from_pb(request), *more))
                self._log.add(method, request_id, body, answer.SerializeToString(deterministic=True))
                return answer
            if known[0] != body:
                raise Conflict(
                    "REQUEST_ID_REUSED",
                    f"id {request_id!r} was used before with another body; use a new id for a new request",
                    request_id=request_id,
                )
            return response_from(method, known[1])
