"""Quotes of now: made, published over the wire, and collected from streams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from aistock.client import Client, QuoteBatch
from aistock.market.v1.models import BookLevel, PublishQuotesResponse, Quote
from aistock_conformance.wire import pb_of

PUBLISH = "/aistock.market.v1.MarketSourceService/PublishQuotes"
STREAM = "/aistock.market.v1.MarketDataService/StreamQuotes"

_ticks = count(1)


def fresh_event() -> datetime:
    """An instant that is later than every one before it, and not after now."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1) + timedelta(milliseconds=next(_ticks))


def quote(code: str, last: int = 10_000, *, at: datetime | None = None, levels: int = 5, received: bool = True) -> Quote:
    """A quote with a book of so many levels a side."""
    event = at or fresh_event()
    return Quote(
        instrument=code,
        trading_date=event.date(),
        event_at_utc=event,
        received_at_utc=event + timedelta(milliseconds=20) if received else None,
        last_mills=last,
        open_mills=last,
        high_mills=last + 50,
        low_mills=last - 50,
        pre_close_mills=last,
        volume=1000,
        amount_mills=1000 * last,
        bids=[BookLevel(price_mills=last - 10 * level, quantity=100 * level) for level in range(1, levels + 1)],
        asks=[BookLevel(price_mills=last + 10 * level, quantity=0) for level in range(1, levels + 1)],
        suspended=False,
        source="conformance",
        synthetic=True,
    )


def codes(first: int, number: int, exchange: str = "BJ") -> list[str]:
    """So many codes in a row."""
    return [f"{first + one:06d}.{exchange}" for one in range(number)]


def published(client: Client, source: str, *batches: Sequence[Quote]) -> PublishQuotesResponse:
    """What became of the batches of a publisher that then ends."""
    return client.sources.publish_quotes(source, batches)


def until(stream: Iterable[QuoteBatch], enough: Callable[[list[QuoteBatch]], bool]) -> list[QuoteBatch]:
    """The messages of a stream until there are enough."""
    found: list[QuoteBatch] = []
    for response in stream:
        found.append(response)
        if enough(found):
            break
    return found


def quotes_in(responses: Iterable[QuoteBatch]) -> Iterator[Quote]:
    """The quotes of all messages."""
    return (one for response in responses for one in response.quotes)


def request_bytes(source: str, quotes: Sequence[Quote]) -> bytes:
    """A PublishQuotesRequest as a client writes it."""
    from aistock.market.v1.source_service_pb2 import PublishQuotesRequest

    return PublishQuotesRequest(source=source, quotes=map(pb_of, quotes)).SerializeToString()
