"""Pieces of a window as they come: the message that comes by the hundred, and is nothing but bytes, is not copied by protobuf."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aistock.contract.bytes_field import alone

#: Less than this is left where it came; memory of the system's is only dear where there is much of it.
_SMALL_BYTES = 64 * 1024
_BLOCK_BYTES = 8 * 1024 * 1024

#: What the contract allows in one message; more is left to protobuf and the model, which refuses it.
_MOST_BYTES = 16 * 1024 * 1024
_ALIGNED = 64
_FIELD = 2
"""arrow_ipc of GetHistoryWindowResponse and of ComputeFactorsResponse."""


@dataclass(frozen=True, slots=True)
class WindowPiece:
    """A message that holds arrow_ipc alone; its bytes are the message's own."""

    arrow_ipc: memoryview
    provenance: None = None


def piece_of(content: bytes) -> WindowPiece | None:
    """The piece in a message that holds arrow_ipc alone; None for any other message."""
    found = alone(content, _FIELD, _MOST_BYTES)
    return None if found is None else WindowPiece(found)


class Blocks:
    """Where the pieces of one window are kept: blocks of Arrow's own memory, which the next window takes again.

    What gRPC gives lies in memory that goes back to the system with every window, and the system clears each page of it
    anew when it is next touched, which takes longer than this copy.
    """

    def __init__(self) -> None:
        self._block = memoryview(b"")
        self._place = 0

    def kept(self, response: Any) -> Any:
        """A piece with its bytes in a block; a small one, and any other response, as it is."""
        if not isinstance(response, WindowPiece) or response.arrow_ipc.nbytes < _SMALL_BYTES:
            return response
        size = response.arrow_ipc.nbytes
        if self._place + size > self._block.nbytes:
            import pyarrow as pa

            self._block, self._place = memoryview(pa.allocate_buffer(max(size, _BLOCK_BYTES))).cast("B"), 0
        here = self._block[self._place : self._place + size]
        here[:] = response.arrow_ipc
        self._place += -(-size // _ALIGNED) * _ALIGNED
        return WindowPiece(here)


def as_it_is(response: Any) -> Any:
    """The response."""
    return response


def reading(parse: Callable[[bytes], Any], model: Callable[[Any], Any]) -> tuple[Callable[[bytes], Any], Callable[[Any], Any]]:
    """A parser and a converter that leave pieces as they are, and everything else to the given ones."""

    def deserialize(content: bytes) -> Any:
        return piece_of(content) or parse(content)

    def from_pb(message: Any) -> Any:
        return message if isinstance(message, WindowPiece) else model(message)

    return deserialize, from_pb
