"""Messages of quotes, which are many: read all at once, passed on as the bytes that came, put together by hand.

A quote's bytes are kept with the key and length of `PublishQuotesRequest.quotes`, which is the field `StreamQuotesResponse.quotes`
too; so a batch is its quotes' bytes put together, behind the rest of the message. protobuf reads fields in any order.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from google.protobuf.message import DecodeError

from aistock.market.v1 import market_data_service_pb2 as market_pb
from aistock.market.v1 import quote_pb2
from aistock.market.v1 import source_service_pb2 as source_pb
from aistock.market.v1.converters import quote_source_standing_to_pb, quote_to_pb
from aistock.market.v1.models import Quote, QuoteSourceStanding
from aistock_server.kernel.errors import Invalid, Violation
from aistock_server.market.live import QuoteBatch, Tick
from aistock_server.market.sources.model import microseconds
from aistock_server.rpc import validation

_SOURCE, _QUOTE = 0x0A, 0x12
_SNAPSHOT_QUOTE = b"\x0a"
_MOST_QUOTES = 20_000
#: Fewer are checked one by one in the time that the walk over many takes for its first.
_MANY = 8


Published = tuple[str, list[Tick]]
"""Source and quotes of a PublishQuotesRequest."""


def published_at_once(content: bytes) -> Published | None:
    """Source and quotes of a message whose form is plain and which keeps every rule; None when only `published` can tell."""
    framed = _framed(content)
    if framed is None:
        return None
    source, starts, ends = framed
    _check_head(source_pb.PublishQuotesRequest(source=source), len(starts))
    if len(starts) < _MANY:
        return source, [_checked(content[start:end], index) for index, (start, end) in enumerate(zip(starts, ends, strict=True))]
    ticks = _plain(content, starts, ends)
    return None if None in ticks else (source, cast(list[Tick], ticks))


def published(content: bytes) -> Published:
    """Source and quotes of any message that keeps every rule; Invalid names the quote and the field that does not."""
    framed = _framed(content)
    if framed is None:
        return _by_protobuf(content)
    source, starts, ends = framed
    ticks = _plain(content, starts, ends)
    return source, [tick or _checked(content[starts[index] : ends[index]], index) for index, tick in enumerate(ticks)]


def _plain(content: bytes, starts: list[int], ends: list[int]) -> list[Tick | None]:
    """The quotes, and None in place of those that are not plain."""
    # numpy is loaded by who needs it.
    from aistock.market.quote_bytes import columns_of

    columns = columns_of(content, starts, ends)
    # A plain quote begins with key and length of its code; before it stand its own key and a length of one byte or two.
    names = [content[start + 2 : start + 11].decode("ascii", "replace") for start in starts]
    parts = [content[start - 2 - (end - start > 127) : end] for start, end in zip(starts, ends, strict=True)]
    ticks: list[Tick | None] = list(zip(names, columns.events.tolist(), parts, strict=True))
    for index in (~columns.plain).nonzero()[0].tolist():
        ticks[index] = None
    return ticks


def tick_of(quote: Quote) -> Tick:
    """A quote of a source inside this server."""
    return quote.instrument, microseconds(quote.event_at_utc), _framing(quote_to_pb(quote).SerializeToString())


def batch_message(batch: QuoteBatch) -> bytes:
    """A StreamQuotesResponse."""
    head = market_pb.StreamQuotesResponse(cursor=batch.cursor, conflated=batch.conflated)
    head.standings.extend(map(quote_source_standing_to_pb, batch.standings or ()))
    return head.SerializeToString() + batch.content


def snapshot_message(quotes: Sequence[bytes], standings: Sequence[QuoteSourceStanding]) -> bytes:
    """A GetSnapshotResponse of quotes of now."""
    rest = market_pb.GetSnapshotResponse(standings=map(quote_source_standing_to_pb, standings))
    return b"".join([part for quote in quotes for part in (_SNAPSHOT_QUOTE, quote[1:])]) + rest.SerializeToString()


def _framed(content: bytes) -> tuple[str, list[int], list[int]] | None:
    """The source and where the quotes stand, when the message holds the source first, then quotes and nothing else."""
    size = len(content)
    if size < 2 or content[0] != _SOURCE or content[1] > 127 or 2 + content[1] > size:
        return None
    at = 2 + content[1]
    name = content[2:at]
    starts: list[int] = []
    ends: list[int] = []
    while at + 1 < size:
        if content[at] != _QUOTE:
            return None
        length = content[at + 1]
        at += 2
        if length > 127:
            if at == size or not 0 < content[at] < 128:
                return None
            length = length & 127 | content[at] << 7
            at += 1
        starts.append(at)
        at += length
        ends.append(at)
    return (name.decode(), starts, ends) if at == size and name.isascii() else None


def _by_protobuf(content: bytes) -> Published:
    """A message in any other form."""
    try:
        message = source_pb.PublishQuotesRequest.FromString(content)
    except DecodeError as error:
        raise Invalid("UNREADABLE", "a message of the stream cannot be read as the call's request; send it whole") from error
    validation.check_known(message)
    quotes = [quote.SerializeToString() for quote in message.quotes]
    del message.quotes[:]
    _check_head(message, len(quotes))
    return message.source, [_checked(quote, index) for index, quote in enumerate(quotes)]


def _check_head(message: source_pb.PublishQuotesRequest, count: int) -> None:
    validation.check(message)
    if count > _MOST_QUOTES:
        text = f"must hold at most {_MOST_QUOTES} quotes"
        broken = Violation(field="quotes", rule="repeated.max_items", value=str(count), message=text)
        raise Invalid("INVALID_FIELD", f"quotes {text}, and holds {count}; send them in several messages", violations=[broken])


def _checked(content: bytes, index: int) -> Tick:
    """One quote by the contract's own rules."""
    try:
        quote = quote_pb2.Quote.FromString(content)
    except DecodeError as error:
        raise Invalid("UNREADABLE", f"quotes[{index}] cannot be read as a Quote; send it whole") from error
    try:
        validation.check(quote)
    except Invalid as error:
        raise _at(f"quotes[{index}]", error) from error
    event = datetime.fromisoformat(quote.event_at_utc)
    return quote.instrument, microseconds(event), _framing(quote.SerializeToString())


def _at(place: str, error: Invalid) -> Invalid:
    """The refusal of a part as one of the whole."""
    violations = [
        Violation(field=f"{place}.{one.field}" if one.field else place, rule=one.rule, value=one.value, message=one.message)
        for one in error.violations
    ]
    return Invalid(error.reason, f"{place}: {error.message}", violations=violations)


def _framing(quote: bytes) -> bytes:
    """Key and length before the bytes of a quote."""
    size = len(quote)
    if size < 128:
        return bytes((_QUOTE, size)) + quote
    return bytes((_QUOTE, size & 127 | 128, size >> 7)) + quote
