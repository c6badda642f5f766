"""A stream of requests that cannot be read is the caller's fault and is told so."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from google.protobuf.message import DecodeError, Message

from aistock_server.kernel.errors import Invalid
from aistock_server.rpc.edge import _checked


async def _torn() -> AsyncIterator[Message]:
    raise DecodeError("Wire format was corrupt")
    yield


def test_a_torn_message_of_a_stream_is_unreadable() -> None:
    """What protobuf cannot parse is no fault of the server."""

    async def read() -> None:
        async for _ in _checked(_torn(), "/aistock.library.v1.ArtifactService/PutArtifact"):
            pass

    with pytest.raises(Invalid) as caught:
        asyncio.run(read())
    assert caught.value.reason == "UNREADABLE"
