"""Every store of rows beside bars gives back what it was given, and holds all of it or none."""

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import DatasetKind
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.market_tables import MemoryTableStore
from aistock_server.adapters.memory.table_samples import beside_days, minutes, table_bytes
from aistock_server.adapters.parquet.table_codec import ArrowTableCodec
from aistock_server.adapters.parquet.table_files import ParquetTableStore
from aistock_server.adapters.sql.table_rows import SqlTableStore
from aistock_server.market.table_ports import TableStore
from aistock_server.market.tables import SHAPES, TableRows

SAMPLE = sample(sessions=40, start=date(2023, 12, 1))
DAYS = SAMPLE.dates
KINDS = (DatasetKind.DAILY_BASIC, DatasetKind.MONEYFLOW, DatasetKind.FIVE_MINUTE_BARS)
IDS = {kind: format(number, "064x") for number, kind in enumerate(KINDS)}


def by_time(kind: DatasetKind) -> TableRows:
    made = minutes(SAMPLE, kind, codes=SAMPLE.codes, days=4) if SHAPES[kind].timed else beside_days(SAMPLE, kind)
    rows = ArrowTableCodec().decode(io.BytesIO(table_bytes(made, kind)), SHAPES[kind])
    return rows.taken(np.lexsort((rows.members, rows.times)))


TABLES = {kind: by_time(kind) for kind in KINDS}


def values(rows: TableRows) -> list[tuple[Any, ...]]:
    columns = [
        [None if gap else value for value, gap in zip(one.values.tolist(), one.missing.tolist(), strict=True)]
        for one in rows.columns.values()
    ]
    found = zip(*columns, strict=True) if columns else [()] * rows.rows
    return [(*rows.at(number), *row) for number, row in enumerate(found)]


@pytest.fixture(scope="session", params=["memory", "parquet", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> TableStore:
    opened: TableStore
    if request.param == "memory":
        opened = MemoryTableStore()
    elif request.param == "parquet":
        opened = ParquetTableStore(tmp_path_factory.mktemp("tables"))
    else:
        opened = SqlTableStore(request.getfixturevalue("rows_database"))
    for kind, rows in TABLES.items():
        opened.keep(IDS[kind], rows)
    return opened


dates = st.dates(DAYS[0] - timedelta(days=5), DAYS[-1] + timedelta(days=5))


@given(
    st.sampled_from(KINDS),
    st.tuples(dates, dates).map(sorted),
    st.none() | st.lists(st.sampled_from(SAMPLE.codes), unique=True, min_size=1),
    st.data(),
)
@settings(max_examples=60, deadline=None)
def test_a_window_is_the_table_cut(
    store: TableStore, kind: DatasetKind, span: list[date], codes: list[str] | None, data: st.DataObject
) -> None:
    columns = data.draw(st.lists(st.sampled_from(list(SHAPES[kind].columns)), unique=True))
    found = store.window(IDS[kind], start=span[0], end=span[1], columns=columns, codes=codes)
    whole = TABLES[kind].with_columns({name: TABLES[kind].columns[name] for name in columns})
    expected = [row for row in values(whole) if span[0] <= row[1] <= span[1] and (codes is None or row[0] in codes)]
    assert values(found) == expected
    assert {row[0] for row in expected} <= set(found.codes)


def test_keeping_again_changes_nothing(store: TableStore) -> None:
    kind = DatasetKind.DAILY_BASIC
    first = store.keep(IDS[kind], TABLES[kind])
    assert store.keep(IDS[kind], TABLES[kind].taken(slice(0, 3))) == first


def test_a_disk_that_fills_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, name = ParquetTableStore(tmp_path), "b" * 64

    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        store.keep(name, TABLES[DatasetKind.DAILY_BASIC])
    assert list((tmp_path / name).iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_encoded_is_decoded(kind: DatasetKind) -> None:
    shape, rows = SHAPES[kind], TABLES[kind]
    wholes = {name: one.whole for name, one in shape.columns.items()}
    parts = [rows.taken(slice(begin, begin + 100)) for begin in range(0, rows.rows, 100)]
    content = b"".join(piece.arrow_ipc for piece in ArrowTableCodec().encode(parts, wholes, timed=shape.timed))
    assert values(ArrowTableCodec().decode(io.BytesIO(content), shape)) == values(rows)
