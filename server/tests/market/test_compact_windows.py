"""The compact layout says the same in fewer bytes: every value comes back bit for bit, whatever was asked."""

import io
import struct
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    DatasetKind,
    DatasetSelector,
    GetHistoryWindowRequest,
    IngestBarsRequest,
    WindowLayout,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import NAMES, sample
from aistock_server.adapters.memory.table_samples import beside_days, minutes, table_bytes, table_request
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.compact import SCALE, scaled, whole_prices
from aistock_server.market.model import BarTable

SAMPLE = sample(sessions=8)
SAMPLE_ROWS = len(SAMPLE.rows)
DAYS = SAMPLE.dates[:8]
BASIC, MINUTE = DatasetKind.DAILY_BASIC, DatasetKind.MINUTE_BARS


@pytest.fixture(scope="session")
def room(memory_market: Callable[[], MemoryMarket]) -> MemoryMarket:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
    for kind, rows in (
        (BASIC, beside_days(SAMPLE, BASIC)),
        (MINUTE, minutes(SAMPLE, MINUTE, codes=("000001.SZ", "600000.SH"), days=8)),
    ):
        content = table_bytes(rows, kind)
        opened.market.ingest_bars(table_request(SAMPLE, content, kind), io.BytesIO(content))
    return opened


def answer(room: MemoryMarket, layout: WindowLayout | None, asked: dict[str, Any]) -> pa.Table:
    request = GetHistoryWindowRequest(dataset=DatasetSelector(dataset="sample"), layout=layout, **asked)
    _, *pieces = room.market.history_window(request)
    return pa.ipc.open_stream(b"".join(piece.arrow_ipc or b"" for piece in pieces)).read_all()


def plain(compact: pa.Table) -> pa.Table:
    """A table in compact types as the contract's words say how to read it."""
    arrays = []
    for field in compact.schema:
        column = compact.column(field.name)
        if pa.types.is_dictionary(field.type):
            column = column.cast(pa.string())
        elif pa.types.is_int32(field.type):
            scale = float(field.metadata[b"scale"])
            column = pa.chunked_array([[None if value is None else value / scale for value in column.to_pylist()]], pa.float64())
        arrays.append(column)
    return pa.table(arrays, names=compact.column_names)


def bits(table: pa.Table) -> list[list[Any]]:
    def exact(value: Any) -> Any:
        return struct.pack("<d", value) if isinstance(value, float) else value

    return [[exact(value) for value in column.to_pylist()] for column in table.columns]


spans = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(sorted)
adjustments = st.sampled_from([None, *Adjustment])
columns = st.lists(st.sampled_from([*NAMES[2:], "pe", "total_share"]), unique=True)


@given(spans, st.lists(st.sampled_from(SAMPLE.codes), unique=True), columns, adjustments)
@settings(max_examples=60, deadline=None)
def test_days(room: MemoryMarket, span: list[date], codes: list[str], names: list[str], adjustment: Adjustment | None) -> None:
    asked = {"date_range": DateRange(start_date=span[0], end_date=span[1]), "instruments": codes, "columns": names}
    both = [answer(room, layout, {**asked, "adjustment": adjustment}) for layout in (None, WindowLayout.COMPACT)]
    assert plain(both[1]).schema.equals(both[0].schema)
    assert bits(plain(both[1])) == bits(both[0])
    assert pa.types.is_dictionary(both[1].schema.field("instrument").type)


@given(spans, adjustments)
@settings(max_examples=20, deadline=None)
def test_minutes(room: MemoryMarket, span: list[date], adjustment: Adjustment | None) -> None:
    asked = {"date_range": DateRange(start_date=span[0], end_date=span[1]), "frequency": BarFrequency.MINUTE}
    both = [answer(room, layout, {**asked, "adjustment": adjustment}) for layout in (None, WindowLayout.COMPACT)]
    assert bits(plain(both[1])) == bits(both[0])


def test_printed_prices_are_whole_and_adjusted_ones_are_not(room: MemoryMarket) -> None:
    asked = {"bars": 8, "columns": ["open", "close", "volume", "amount"]}
    printed = answer(room, WindowLayout.COMPACT, asked).schema
    assert [str(field.type) for field in printed][2:] == ["int32", "int32", "int64", "double"]
    adjusted = answer(room, WindowLayout.COMPACT, {**asked, "adjustment": Adjustment.BACKWARD}).schema
    assert [str(field.type) for field in adjusted][2:] == ["double", "double", "int64", "double"]


cents = st.integers(-(10**9), 10**9).map(lambda value: value / 100)
anything = st.floats() | st.sampled_from([0.0, -0.0, 214748.3647, 214748.3648, -214748.3647, 3034.2531])


@given(st.lists(st.lists(cents | anything, max_size=5), max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_price_is_sent_as_whole_where_that_gives_the_very_same_number(parts: list[list[float]]) -> None:
    arrays = [np.array(part, dtype=np.float64) for part in parts]
    whole = "close" in whole_prices(({"close": one, "amount": one} for one in arrays), ["close", "amount"])
    exact = [
        abs(value) < 2**31 / SCALE and struct.pack("<d", round(value * SCALE) / SCALE) == struct.pack("<d", value)
        for part in parts
        for value in part
    ]
    assert whole == all(exact)
    if whole:
        assert [value / SCALE for one in arrays for value in scaled(one).tolist()] == [value for part in parts for value in part]


@given(st.lists(st.integers(0, SAMPLE_ROWS), max_size=5), st.lists(st.sampled_from(SAMPLE.codes), unique=True, min_size=1))
@settings(max_examples=40, deadline=None)
def test_the_dictionary_may_be_another_from_part_to_part(cuts: list[int], first: list[str]) -> None:
    whole = by_day(ArrowBarCodec().decode(io.BytesIO(SAMPLE.content())))
    ends = sorted({0, *cuts, whole.rows})
    parts = [
        only(whole.taken(slice(begin, end)), first if number % 2 else None) for number, (begin, end) in enumerate(pairwise(ends))
    ]
    names = ["close", "volume", "amount"]
    plainly = b"".join(piece.arrow_ipc for piece in ArrowBarCodec().encode(parts, names))
    compactly = b"".join(piece.arrow_ipc for piece in ArrowBarCodec().compact(lambda: parts, names))
    tables = [pa.ipc.open_stream(content).read_all() for content in (plainly, compactly)]
    assert bits(plain(tables[1].unify_dictionaries())) == bits(tables[0])


def only(table: BarTable, codes: list[str] | None) -> BarTable:
    """The rows of some codes, numbered anew; of all when none are given."""
    if codes is None:
        return table
    kept = sorted(set(codes))
    places = np.array([kept.index(code) if code in kept else -1 for code in table.codes], dtype=np.int32)
    found = table.taken(places[table.members] >= 0)
    return BarTable(codes=tuple(kept), days=found.days, members=places[found.members], columns=found.columns)


def by_day(table: BarTable) -> BarTable:
    return table.taken(np.lexsort((table.members, table.days)))
