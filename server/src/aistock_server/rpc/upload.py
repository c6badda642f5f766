"""An upload of bars as it comes: its header, and the bytes after it, which nothing copies more than it must."""

import hashlib
from collections.abc import AsyncIterator
from typing import IO

from google.protobuf.message import DecodeError

from aistock.contract.bytes_field import alone
from aistock.market.v1.market_data_service_pb2 import IngestBarsRequest
from aistock_server.kernel.errors import Invalid
from aistock_server.rpc.validation import check

_ARROW_IPC = IngestBarsRequest.DESCRIPTOR.fields_by_name["arrow_ipc"].number
#: What the contract allows in one message; a longer one is read by protobuf, so that its length is refused.
_MOST_BYTES = 16 * 1024 * 1024


async def received(messages: AsyncIterator[bytes], content: IO[bytes]) -> tuple[IngestBarsRequest, str]:
    """The first message, which holds the header, and the hash of the others' bytes, which go into the file, wound back."""
    first: IngestBarsRequest | None = None
    digest = hashlib.sha256()
    async for message in messages:
        header, piece = _read(message)
        if (first is None) != (header is not None):
            raise Invalid("INVALID_FIELD", "the first message of an upload holds the header, and no other does", field="header")
        if header is not None:
            first = header
        else:
            digest.update(piece)
            content.write(piece)
    if first is None:
        raise Invalid("INVALID_FIELD", "the upload holds no message; send the header, then the bytes", field="header")
    content.seek(0)
    return first, digest.hexdigest()


def _read(message: bytes) -> tuple[IngestBarsRequest | None, memoryview]:
    """The header's message, or the bytes of any other; a message of bytes alone keeps every rule by its form."""
    piece = alone(message, _ARROW_IPC, _MOST_BYTES)
    if piece:
        return None, piece
    try:
        found = IngestBarsRequest.FromString(message)
    except DecodeError as error:
        raise Invalid("UNREADABLE", "a message of the stream cannot be read as the call's request; send it whole") from error
    check(found)
    return (found if found.HasField("header") else None), memoryview(found.arrow_ipc)
