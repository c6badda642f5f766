"""A batch of quotes as it came: models or a table are made of it when they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from google.protobuf.message import DecodeError

from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.converters import quote_from_pb, quote_source_standing_from_pb
from aistock.market.v1.models import Quote, QuoteSourceStanding

if TYPE_CHECKING:
    import pyarrow as pa

_CURSOR, _QUOTE = 0x0A, 0x12


class QuoteBatch:
    """The last quotes of the instruments that changed, how many were conflated, and how the live sources stand.

    It holds the bytes of a StreamQuotesResponse, and reads them when it is asked. `len()` counts the quotes.
    """

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.cursor: str = _Parts(content, only_cursor=True).rest.cursor

    def __len__(self) -> int:
        return len(self._parts.starts)

    @property
    def conflated(self) -> int:
        """Quotes left out because a newer one of the same instrument came before the client took them."""
        return self._parts.rest.conflated

    @cached_property
    def _parts(self) -> _Parts:
        return _Parts(self.content)

    @cached_property
    def standings(self) -> Sequence[QuoteSourceStanding]:
        """How the live sources stand; in the first batch, and again when one changes."""
        return [quote_source_standing_from_pb(one) for one in self._parts.rest.standings]

    @cached_property
    def quotes(self) -> Sequence[Quote]:
        """The quotes as models."""
        return [quote_from_pb(quote) for quote in pb.StreamQuotesResponse.FromString(self.content).quotes]

    def to_arrow(self) -> pa.Table:
        """The quotes as a table, one row each: much faster than models. Null is absent; prices are mills, levels count from 1."""
        from aistock.client._quote_table import plain_table, table_of

        plain = plain_table(self.content, self._parts.starts, self._parts.ends)
        return table_of(self.quotes) if plain is None else plain


class _Parts:
    """Where the quotes of a message stand, and what else stands in it."""

    def __init__(self, content: bytes, *, only_cursor: bool = False) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        size, at = len(content), 0
        rest: list[bytes] = []
        while at < size:
            begin = at
            key, at = (_QUOTE, at + 1) if content[at] == _QUOTE else _varint(content, at)
            length, at = _varint(content, at)
            if key & 7 == 2:
                at += length
            elif key & 7:
                raise DecodeError("a field of StreamQuotesResponse is neither a number nor a text")
            if at > size:
                raise DecodeError("the message is cut")
            if key == _QUOTE:
                self.starts.append(at - length)
                self.ends.append(at)
                continue
            rest.append(content[begin:at])
            if key == _CURSOR and only_cursor:
                break
        self.rest = pb.StreamQuotesResponse.FromString(b"".join(rest))


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """The number at a place, and the place behind it."""
    value = shift = 0
    while shift < 70 and at < len(content):
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise DecodeError("the message is cut")
