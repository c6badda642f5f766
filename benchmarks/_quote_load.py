"""Full-market snapshots of quotes as bytes, and the programs around a server that carries them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import grpc

from aistock.market.v1 import quote_pb2
from aistock.market.v1.source_service_pb2 import PublishQuotesRequest

PUBLISH = "/aistock.market.v1.MarketSourceService/PublishQuotes"
STREAM = "/aistock.market.v1.MarketDataService/StreamQuotes"
MARKET = 5_500
OPTIONS = [
    ("grpc.max_receive_message_length", 64 << 20),
    ("grpc.max_send_message_length", 64 << 20),
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.enable_http_proxy", 0),
]
_EVENT = "2026-01-01T00:00:00.000001Z"


def quote(number: int, event: str = _EVENT) -> quote_pb2.Quote:
    """A quote with a five-level book, as a terminal gives it; instruments are numbered from 0."""
    price = 8_000 + number % 20_000
    made = quote_pb2.Quote(
        instrument=f"{number % 1_000_000:06d}.{('SH', 'SZ', 'BJ')[number // 1_000_000]}",
        trading_date=event[:10], event_at_utc=event, last_mills=price, open_mills=price, high_mills=price + 150,
        low_mills=price - 150, pre_close_mills=price - 50, limit_up_mills=price + 800, limit_down_mills=price - 800,
        volume=123_456_700 + number, amount_mills=1_234_567_000_000 + number, phase="TRADING_PHASE_CONTINUOUS", suspended=False,
        source="benchmark", synthetic=True,
    )  # fmt: skip
    for level in range(5):
        made.bids.add(price_mills=price - 10 * level, quantity=10_000 * level + 100)
        made.asks.add(price_mills=price + 10 + 10 * level, quantity=20_000 * level + 100)
    return made


class Snapshot:
    """A PublishQuotesRequest that is stamped anew for every send, without being made anew."""

    def __init__(self, first: int, count: int, source: str = "benchmark") -> None:
        request = PublishQuotesRequest(source=source, quotes=[quote(first + one) for one in range(count)])
        self._content = request.SerializeToString()

    def stamped(self, at: float) -> bytes:
        """The message with an event time in seconds since the epoch."""
        event = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return self._content.replace(_EVENT.encode(), event.encode()).replace(
            b"\x12\x0a2026-01-01", b"\x12\x0a" + event[:10].encode()
        )


def stamp_of(content: bytes) -> float:
    """The event time of the first quote of a message that holds quotes."""
    at = content.index(b"\x1a\x1b") + 2
    return datetime.fromisoformat(content[at : at + 27].decode()).timestamp()


def same(content: bytes) -> bytes:
    """Bytes that are a message already."""
    return content


def publisher(address: str, messages: Any) -> bytes:
    """Send the messages of an iterator; the answer's bytes."""
    with grpc.insecure_channel(address, options=OPTIONS) as channel:
        answer: bytes = channel.stream_unary(PUBLISH, same, same)(messages)
    return answer


def now() -> float:
    """Seconds since the epoch."""
    return time.time()
