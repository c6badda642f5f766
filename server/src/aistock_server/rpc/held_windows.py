"""Windows that were asked for lately, as the messages they were sent in: snapshots never change, so neither do they."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from typing import Any

from aistock.market.v1.models import GetHistoryWindowRequest, MarketProvenance
from aistock_server.rpc.window_message import WindowMessage, window_message

#: All columns of 5,000 stocks over five years.
MOST_HELD_BYTES = 512 << 20

_MOST_ASKED = 1024

Room = Callable[[GetHistoryWindowRequest], Iterator[Any]]


class HeldWindows:
    """Messages by what determines them, up to a number of bytes: what was sent longest ago goes first; threads may share it.

    A window is held when it is asked for the second time, once the last of its messages was taken: what nobody asks for again
    takes no memory. Messages of windows that are under way count as well: many clients
    that each take a large window slowly do not fill the memory with them.
    """

    def __init__(self, room: Room, most_bytes: int = MOST_HELD_BYTES) -> None:
        self._room = room
        self._most = most_bytes
        self._held: OrderedDict[Hashable, tuple[WindowMessage, ...]] = OrderedDict()
        self._asked: OrderedDict[Hashable, None] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def nbytes(self) -> int:
        """Bytes held now, with those of windows under way."""
        return self._bytes

    def window(self, request: GetHistoryWindowRequest) -> Iterator[Any]:
        """The messages of a window: where it comes from, and the bytes after it: one by one from the room, or held, as a tuple.

        What the room refuses at once is refused at once.
        """
        return self._messages(request, self._room(request))

    def _messages(self, request: GetHistoryWindowRequest, pieces: Iterator[Any]) -> Iterator[Any]:
        first = next(pieces)
        yield window_message(first)
        key = _key(request, first.provenance)
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                self._held.move_to_end(key)
            again = key in self._asked
            self._asked[key] = None
            self._asked.move_to_end(key)
            if len(self._asked) > _MOST_ASKED:
                self._asked.popitem(last=False)
        if held is None:
            yield from self._made(key, pieces) if again else map(window_message, pieces)
        else:
            yield held

    def _made(self, key: Hashable, pieces: Iterator[Any]) -> Iterator[Any]:
        kept: list[WindowMessage] | None = []
        size = 0
        try:
            for piece in pieces:
                message = window_message(piece)
                if kept is not None and isinstance(message, WindowMessage) and self._reserve(message.nbytes):
                    size += message.nbytes
                    kept.append(message)
                else:
                    kept, size = None, self._release(size)
                yield message
            if kept is not None and self._put(key, kept):
                size = 0
        finally:
            self._release(size)

    def _reserve(self, size: int) -> bool:
        """Count so many bytes more, and let go of others for them; False when those under way leave no room."""
        with self._lock:
            while self._held and self._bytes + size > self._most:
                _, gone = self._held.popitem(last=False)
                self._bytes -= _size(gone)
            fits = self._bytes + size <= self._most
            if fits:
                self._bytes += size
            return fits

    def _release(self, size: int) -> int:
        with self._lock:
            self._bytes -= size
        return 0

    def _put(self, key: Hashable, messages: list[WindowMessage]) -> bool:
        """Hold messages that are counted already; False where another thread was sooner."""
        with self._lock:
            sooner = key in self._held
            if not sooner:
                self._held[key] = tuple(messages)
            return not sooner


def _size(messages: tuple[WindowMessage, ...]) -> int:
    return sum(message.nbytes for message in messages)


def _key(request: GetHistoryWindowRequest, provenance: MarketProvenance) -> Hashable:
    """All that the bytes depend on: the snapshots that the answer names, as of when, and what was asked of them."""
    asked = request.model_dump_json(exclude={"dataset", "joined_snapshot_ids"})
    return asked, provenance.model_dump_json(exclude={"answered_at_utc"})
