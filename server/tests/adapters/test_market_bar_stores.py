"""Every store of bars gives back what it was given, and holds all of a table or none of it."""

import io
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.market_store import MemoryBarStore
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.bar_files import ParquetBarStore
from aistock_server.adapters.sql.bar_rows import SqlBarStore
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import COLUMNS, ArrowPiece, BarTable
from aistock_server.market.ports import BarStore

SAMPLE = sample(sessions=60, start=date(2023, 12, 1))
DAYS = SAMPLE.dates
ID = "a" * 64


def by_day(table: BarTable) -> BarTable:
    return table.taken(np.lexsort((table.members, table.days)))


TABLE = by_day(ArrowBarCodec().decode(io.BytesIO(SAMPLE.content())))


def rows(table: BarTable) -> list[tuple[object, ...]]:
    names = list(table.columns)
    values = zip(*(table.columns[name].tolist() for name in names), strict=True) if names else [()] * table.rows
    return [(*table.at(row), *found) for row, found in enumerate(values)]


@pytest.fixture(scope="session", params=["memory", "parquet", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BarStore:
    opened: BarStore
    if request.param == "memory":
        opened = MemoryBarStore()
    elif request.param == "parquet":
        opened = ParquetBarStore(tmp_path_factory.mktemp("bars"))
    else:
        opened = SqlBarStore(request.getfixturevalue("rows_database"))
    opened.keep(ID, TABLE)
    return opened


dates = st.dates(DAYS[0] - timedelta(days=9), DAYS[-1] + timedelta(days=9))


@given(
    st.tuples(dates, dates).map(sorted),
    st.none() | st.lists(st.sampled_from([*SAMPLE.codes, "600001.SH"]), unique=True),
    st.none() | st.lists(st.sampled_from(COLUMNS), unique=True),
)
@settings(max_examples=40, deadline=None)
def test_a_window_is_the_table_cut(store: BarStore, span: list[date], codes: list[str] | None, columns: list[str] | None) -> None:
    found = store.window(ID, start=span[0], end=span[1], codes=codes, columns=columns)
    names = COLUMNS if columns is None else columns
    places = [COLUMNS.index(name) for name in names]
    expected = [
        (code, day, *(values[place] for place in places))
        for code, day, *values in rows(TABLE)
        if span[0] <= day <= span[1] and (codes is None or code in codes)
    ]
    assert rows(found) == expected
    assert list(found.columns) == list(names)
    assert list(found.codes) == sorted(set(found.codes))
    stretches = list(store.stretches(ID, start=span[0], end=span[1], codes=codes, columns=columns))
    assert [row for stretch in stretches for row in rows(stretch)] == expected
    assert all(stretch.rows and list(stretch.columns) == list(names) for stretch in stretches)
    assert all(list(stretch.codes) == sorted(set(stretch.codes)) for stretch in stretches)


@given(dates)
@settings(max_examples=40, deadline=None)
def test_a_day_is_its_rows_in_mills(store: BarStore, day: date) -> None:
    found = store.day(ID, day)
    assert {bar.date for bar in found.values()} <= {day}
    expected = {row[1]: row for row in SAMPLE.rows if row[0] == day}
    assert set(found) == set(expected)
    for code, bar in found.items():
        row = expected[code]
        mills = (bar.open_mills, bar.high_mills, bar.low_mills, bar.close_mills, bar.pre_close_mills)
        assert mills == tuple(round(price * 1000) for price in row[2:7])
        assert (bar.volume, bar.amount_mills, bar.adj_factor) == (row[7], round(row[8] * 1000), row[9])


@given(
    st.integers(0, 40_000),
    st.lists(st.tuples(st.tuples(dates, dates).map(sorted), st.lists(st.sampled_from(COLUMNS), unique=True)), max_size=6),
)
@settings(max_examples=30, deadline=None)
def test_what_is_held_in_memory_is_bounded_and_changes_no_answer(
    parquet: Callable[[int], ParquetBarStore], most: int, asked: list[tuple[list[date], list[str]]]
) -> None:
    store = parquet(most)
    for span, columns in asked:
        found = list(store.stretches(ID, start=span[0], end=span[1], columns=columns))
        wanted = store.window(ID, start=span[0], end=span[1], columns=columns)
        assert [row for stretch in found for row in rows(stretch)] == rows(wanted)
        assert store.held_bytes <= most


@pytest.fixture(scope="session")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], ParquetBarStore]:
    folder = tmp_path_factory.mktemp("held")
    ParquetBarStore(folder).keep(ID, TABLE)
    return lambda most: ParquetBarStore(folder, most_held_bytes=most)


def test_keeping_again_changes_nothing(store: BarStore) -> None:
    assert store.keep(ID, TABLE) == store.keep(ID, TABLE)
    assert store.window(ID, start=DAYS[0], end=DAYS[-1]).rows == TABLE.rows


def test_a_write_that_breaks_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ParquetBarStore(tmp_path)

    def broken(_descriptor: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="disk full"):
        store.keep(ID, TABLE)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    monkeypatch.undo()
    assert store.keep(ID, TABLE).size > 0


def test_the_file_is_the_same_wherever_it_is_written(tmp_path: Path) -> None:
    assert ParquetBarStore(tmp_path / "one").keep(ID, TABLE) == ParquetBarStore(tmp_path / "two").keep(ID, TABLE)


def joined(pieces: Iterable[ArrowPiece]) -> bytes:
    return b"".join(piece.arrow_ipc for piece in pieces)


@given(st.integers(0, TABLE.rows), st.lists(st.sampled_from(COLUMNS), unique=True, min_size=1))
@settings(max_examples=20, deadline=None)
def test_what_is_encoded_is_read_by_any_arrow(count: int, columns: list[str]) -> None:
    import pyarrow as pa

    part = TABLE.taken(slice(0, count))
    table = pa.ipc.open_stream(joined(ArrowBarCodec().encode([part], columns))).read_all()
    assert table.column_names == ["date", "instrument", *columns]
    read = zip(*(table.column(name).to_pylist() for name in ("instrument", "date", *columns)), strict=True)
    wanted = BarTable(
        codes=part.codes, days=part.days, members=part.members, columns={name: part.columns[name] for name in columns}
    )
    assert list(read) == rows(wanted)


def test_encoding_and_decoding_is_the_identity() -> None:
    content = joined(ArrowBarCodec().encode([TABLE], COLUMNS))
    assert rows(ArrowBarCodec().decode(io.BytesIO(content))) == rows(TABLE)


def shaped(make: Callable[..., object]) -> bytes:
    import pyarrow as pa

    table = pa.ipc.open_stream(SAMPLE.content()).read_all()
    table = table.set_column(1, "instrument", make(table.column("instrument")))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=50)
    return bytes(sink.getvalue())


def placed(column: Any, words: Sequence[str | None], index: str = "int32") -> Any:
    """The codes as places in these words, of which each code has one."""
    import pyarrow as pa

    texts = column.to_pylist()
    places = pa.array([words.index(text) for text in texts], pa.type_for_alias(index))
    return pa.DictionaryArray.from_arrays(places, pa.array(words, pa.string()))


def test_codes_may_come_in_any_layout_of_text() -> None:
    import pyarrow as pa

    backwards = [*reversed(SAMPLE.codes), "999999.SH", SAMPLE.codes[0]]
    layouts: list[Callable[[Any], Any]] = [
        lambda column: column.dictionary_encode(),
        lambda column: column.cast(pa.large_string()),
        lambda column: placed(column, backwards),
        lambda column: placed(column, backwards, "uint8"),
    ]
    for make in layouts:
        decoded = ArrowBarCodec().decode(io.BytesIO(shaped(make)))
        assert rows(by_day(decoded)) == rows(TABLE)
        assert decoded.codes == TABLE.codes


def test_a_code_that_is_missing_is_refused_wherever_it_is_missing() -> None:
    import pyarrow as pa

    def no_word(column: Any) -> Any:
        encoded = placed(column, list(SAMPLE.codes))
        words = pa.array([None, *SAMPLE.codes[1:]], pa.string())
        return pa.DictionaryArray.from_arrays(encoded.indices, words)

    def no_place(column: Any) -> Any:
        encoded = placed(column, list(SAMPLE.codes))
        places = pa.array([None, *encoded.indices.to_pylist()[1:]], pa.int32())
        return pa.DictionaryArray.from_arrays(places, encoded.dictionary)

    for make in (no_word, no_place):
        with pytest.raises(Invalid, match="missing") as caught:
            ArrowBarCodec().decode(io.BytesIO(shaped(make)))
        assert caught.value.details["rule"] == "value_present"


def test_another_reader_finds_text_and_numbers_in_the_file(tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    ParquetBarStore(tmp_path).keep(ID, TABLE)
    found = parquet.read_table(tmp_path / ID / "bars.parquet")
    assert found.schema.field("instrument").type == pa.string()
    assert found.schema.field("date").type == pa.date32()
    codes, days = found.column("instrument").to_pylist(), found.column("date").to_pylist()
    assert list(zip(codes, days, strict=True)) == [TABLE.at(row) for row in range(TABLE.rows)]
