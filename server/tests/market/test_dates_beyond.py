"""Days that Arrow can say and the calendar cannot are refused as any other day that nobody knows."""

import io
from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import DatasetKind, IngestBarsRequest
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.table_samples import beside_days, minutes, table_bytes, table_request
from aistock_server.kernel.errors import Invalid

SAMPLE = sample(sessions=8)
Rooms = Callable[[], MemoryMarket]
MICROSECONDS_A_DAY = 86_400_000_000
FAR_DAYS = st.integers(2_932_896, 2**31 - 1) | st.integers(-(2**31), -719_163)


def last_moved(content: bytes, days: int) -> bytes:
    """The table whose last row is of another day."""
    table = pa.ipc.open_stream(content).read_all()
    timed = table.schema.field(0).type != pa.date32()
    number, unit = (pa.int64(), MICROSECONDS_A_DAY) if timed else (pa.int32(), 1)
    values = table.column(0).cast(number).to_pylist()
    moved = pa.array([*values[:-1], days * unit], number).view(table.schema.field(0).type)
    table = table.set_column(0, table.schema.field(0), moved)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def refused(memory_market: Rooms, request: IngestBarsRequest, content: bytes, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        memory_market().market.ingest_bars(request, io.BytesIO(content))
    details = caught.value.details
    assert (caught.value.reason, details["rule"], details["value"]) == ("BAR_REFUSED", "day_known", str(days))


@given(FAR_DAYS)
@settings(max_examples=25, deadline=None)
def test_a_bar_of_no_date(memory_market: Rooms, days: int) -> None:
    content = last_moved(SAMPLE.content(), days)
    refused(memory_market, IngestBarsRequest(header=SAMPLE.header(content)), content, days)


@given(FAR_DAYS)
@settings(max_examples=25, deadline=None)
def test_a_row_beside_bars_of_no_date(memory_market: Rooms, days: int) -> None:
    kind = DatasetKind.DAILY_BASIC
    content = last_moved(table_bytes(beside_days(SAMPLE, kind), kind), days)
    refused(memory_market, table_request(SAMPLE, content, kind), content, days)


@given(st.integers(2_932_896, 100_000_000) | st.integers(-100_000_000, -719_163))
@settings(max_examples=25, deadline=None)
def test_a_minute_of_no_date(memory_market: Rooms, days: int) -> None:
    kind = DatasetKind.MINUTE_BARS
    content = last_moved(table_bytes(minutes(SAMPLE, kind, codes=("600000.SH",)), kind), days)
    refused(memory_market, table_request(SAMPLE, content, kind), content, days)
