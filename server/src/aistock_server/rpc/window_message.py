"""Pieces of a window as messages: the one message that is sent by the hundred, and is nothing but bytes, is written by hand."""

from typing import Any

from aistock.market.v1.market_data_service_pb2 import GetHistoryWindowResponse as Response
from aistock_server.market.model import ArrowPiece
from aistock_server.rpc.codec import to_pb

_FIELD = Response.DESCRIPTOR.fields_by_name["arrow_ipc"].number
_LENGTH_DELIMITED = 2
_TAG = bytes([_FIELD << 3 | _LENGTH_DELIMITED])


class WindowMessage:
    """A GetHistoryWindowResponse that holds arrow_ipc alone, as protobuf would write it; its bytes are copied once."""

    __slots__ = ("_content", "_head")

    def __init__(self, piece: ArrowPiece) -> None:
        size = sum(part.nbytes if isinstance(part, memoryview) else len(part) for part in piece.parts)
        head = _TAG + varint(size)
        self._head, self._content = len(head), b"".join((head, *piece.parts))

    @property
    def nbytes(self) -> int:
        """Bytes of the message."""
        return len(self._content)

    @property
    def arrow_ipc(self) -> bytes:
        """The field."""
        return self._content[self._head :]

    def SerializeToString(self) -> bytes:
        """The message's bytes; the name is protobuf's."""
        return self._content


def window_message(piece: Any) -> Any:
    """The message of whatever a window consists of."""
    return WindowMessage(piece) if isinstance(piece, ArrowPiece) else to_pb(piece)


def varint(number: int) -> bytes:
    """A number that is not negative, seven bits a byte from the lowest, every byte but the last marked."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
