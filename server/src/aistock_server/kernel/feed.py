"""A piece of an event stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aistock_server.kernel.errors import RoomError

Event = TypeVar("Event")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[Event]):
    """The next events after a position, the position after them, and whether more can ever come."""

    events: Sequence[Event]
    after: int
    finished: bool


class CursorOutOfRange(RoomError):
    """The cursor names no position of the stream."""

    code = "OUT_OF_RANGE"


def position(cursor: str | None, *, stream: str, last: int) -> int:
    """The position a cursor `<stream>:<number>` names; 0 without one.

    Raises CursorOutOfRange when the cursor belongs to another stream or lies beyond `last`.
    """
    if cursor is None:
        return 0
    name, _, number = cursor.rpartition(":")
    if name != stream or not number.isascii() or not number.isdigit() or int(number) > last:
        raise CursorOutOfRange(
            "CURSOR_OUT_OF_RANGE",
            f"cursor {cursor!r} is no position of this stream, whose last is {stream}:{last}; start again without a cursor",
            cursor=cursor,
        )
    return int(number)


def cursor_at(stream: str, number: int) -> str:
    """The cursor of a position."""
    return f"{stream}:{number}"
