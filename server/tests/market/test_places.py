"""Two stores behind one port: new snapshots go to the one, and those of the other are read there."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest

from aistock_server.adapters.memory.market_store import MemoryBarStore
from aistock_server.adapters.memory.market_tables import MemoryTableStore
from aistock_server.market.model import COLUMNS, BarTable, day_of
from aistock_server.market.places import BarsInTwoPlaces, TablesInTwoPlaces
from aistock_server.market.sources.model import Column
from aistock_server.market.tables import TableRows

START = date(2024, 1, 2)
OLD, NEW = "0" * 64, "1" * 64
DAYS, MEMBERS = np.arange(19_724, 19_727, dtype=np.int32), np.zeros(3, dtype=np.int32)


def bars(close: float) -> BarTable:
    columns = {name: np.full(3, close) for name in COLUMNS} | {"volume": np.full(3, 100)}
    return BarTable(codes=("600000.SH",), days=DAYS, members=MEMBERS, columns=columns)


def rows(ratio: float) -> TableRows:
    columns = {"pb": Column(values=np.full(3, ratio), missing=np.zeros(3, dtype=bool))}
    return TableRows(codes=("600000.SH",), days=DAYS, members=MEMBERS, columns=columns)


IsOld = Callable[[str], bool]


@pytest.fixture
def is_old() -> IsOld:
    return lambda snapshot_id: snapshot_id == OLD


def test_bars_are_read_where_they_are(is_old: IsOld) -> None:
    kept, other = MemoryBarStore(), MemoryBarStore()
    other.keep(OLD, bars(1.0))
    both = BarsInTwoPlaces(kept, other, is_old)
    assert both.keep(NEW, bars(2.0)).path.startswith(NEW)
    assert (kept.held(), other.held()) == (1, 1)
    end = START + timedelta(days=99)
    for snapshot_id, close in ((OLD, 1.0), (NEW, 2.0)):
        whole = both.window(snapshot_id, start=START, end=end, codes=["600000.SH"], columns=["close"])
        assert whole.columns["close"].tolist() == [close] * 3
        cut = both.stretches(snapshot_id, start=START, end=end, codes=None, columns=["close"])
        assert [value for part in cut for value in part.columns["close"].tolist()] == [close] * 3
        assert both.day(snapshot_id, day_of(19_725))["600000.SH"].close_mills == close * 1000


def test_tables_are_read_where_they_are(is_old: IsOld) -> None:
    kept, other = MemoryTableStore(), MemoryTableStore()
    other.keep(OLD, rows(1.0))
    both = TablesInTwoPlaces(kept, other, is_old)
    both.keep(NEW, rows(2.0))
    assert (kept.held(), other.held()) == (1, 1)
    for snapshot_id, ratio in ((OLD, 1.0), (NEW, 2.0)):
        found = both.window(snapshot_id, start=START, end=day_of(19_725), columns=["pb"], codes=["600000.SH"])
        assert found.columns["pb"].values.tolist() == [ratio] * found.rows
        assert found.rows == 2
