"""A batch of quotes read off its bytes says what protobuf says, in whatever order its fields stand."""

from datetime import UTC, datetime
from typing import Any

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.client import QuoteBatch
from aistock.client._quote_table import SCHEMA, table_of
from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.converters import quote_to_pb
from aistock.market.v1.models import Quote, QuoteSourceState, TradingPhase

EVENT = datetime(2026, 7, 1, 1, 30, tzinfo=UTC)


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    some: dict[str, Any] = {}
    if draw(st.booleans()):
        some |= {"last_mills": 10_000, "open_mills": 10_000, "high_mills": 10_100, "low_mills": 9_900}
    if draw(st.booleans()):
        some |= {"limit_up_mills": 11_000, "limit_down_mills": 9_000, "phase": draw(st.sampled_from(TradingPhase))}
    if draw(st.booleans()):
        some["received_at_utc"] = EVENT.replace(microsecond=draw(st.sampled_from((0, 500_000, 1))))
    bids, asks = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    return Quote(
        instrument=draw(st.sampled_from(("600000.SH", "000001.SZ", "830001.BJ"))),
        trading_date=EVENT.date(),
        event_at_utc=EVENT,
        pre_close_mills=10_000,
        volume=draw(st.integers(0, 2**53 - 1)),
        amount_mills=draw(st.integers(0, 2**53 - 1)),
        bids=[{"price_mills": 9_990 - level, "quantity": level} for level in range(bids)],
        asks=[{"price_mills": 10_010 + level, "quantity": 2**40} for level in range(asks)],
        suspended=False,
        source=draw(st.sampled_from(("terminal", "x" * 128, "行情"))),
        synthetic=draw(st.booleans()),
        **some,
    )


@given(
    held=st.lists(quotes(), max_size=6),
    conflated=st.integers(0, 2**53 - 1),
    standing=st.booleans(),
    turned=st.booleans(),
)
@settings(deadline=None, max_examples=60)
def test_a_batch_is_what_protobuf_reads(held: list[Quote], conflated: int, standing: bool, turned: bool) -> None:
    head = pb.StreamQuotesResponse(cursor="run:all:7:7", conflated=conflated)
    if standing:
        head.standings.add(source="a", state="QUOTE_SOURCE_STATE_SILENT", since_utc="2026-07-01T01:30:00Z", message="no quote")
    body = pb.StreamQuotesResponse(quotes=map(quote_to_pb, held)).SerializeToString()
    parts = (head.SerializeToString(), body)

    batch = QuoteBatch(b"".join(reversed(parts) if turned else parts))

    assert (batch.cursor, batch.conflated, len(batch)) == ("run:all:7:7", conflated, len(held))
    assert list(batch.quotes) == held
    assert [one.state for one in batch.standings] == [QuoteSourceState.SILENT] * standing
    table = batch.to_arrow()
    assert table.schema == SCHEMA and table.equals(table_of(held))
    for row, quote in zip(table.to_pylist(), held, strict=True):
        assert (row["instrument"], row["last_mills"], row["volume"]) == (quote.instrument, quote.last_mills, quote.volume)
        levels = [row[f"bid{n}_price_mills"] for n in range(1, 6)]
        assert levels == [one.price_mills for one in quote.bids] + [None] * (5 - len(quote.bids))


@pytest.mark.parametrize("content", [b"\x0a", b"\x0a\x05run", b"\x0b\x01", b"\xff" * 11, b"\x12\x7f" + b"x" * 20], ids=repr)
def test_a_torn_batch_is_no_batch(content: bytes) -> None:
    with pytest.raises(DecodeError):
        len(QuoteBatch(content))
