"""Bars of snapshots as rows of PostgreSQL."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.row_stretches import Stretch
from aistock_server.adapters.sql.row_tables import BARS
from aistock_server.adapters.sql.snapshot_rows import Asked, SnapshotRows
from aistock_server.market.day_bars import day_bars
from aistock_server.market.model import COLUMNS, BarTable, DayBar
from aistock_server.market.sources.model import Column

_DAYS_HELD = 16


class SqlBarStore:
    """The port over the table `market_bar`; what a unit of work keeps stands and falls with it."""

    def __init__(self, database: Database) -> None:
        self._rows = SnapshotRows(database)
        self._day = lru_cache(maxsize=_DAYS_HELD)(self._read_day)

    def keep(self, snapshot_id: str, table: BarTable) -> FileRef:
        """Store the rows unless the snapshot is there."""
        import numpy as np

        none = np.zeros(table.rows, dtype=bool)
        columns = {name: Column(values=table.columns[name], missing=none) for name in COLUMNS}
        rows = Stretch(codes=table.codes, times=table.days, members=table.members, columns=columns)
        return self._rows.keep(snapshot_id, BARS, rows)

    def window(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> BarTable:
        """The stretches of the days, one after the other."""
        names = COLUMNS if columns is None else columns
        return _bars(self._rows.whole(snapshot_id, Asked(start=start, end=end, columns=names, codes=codes)))

    def stretches(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[BarTable]:
        """Tables of about a hundred thousand rows, or of a day where that has more."""
        names = COLUMNS if columns is None else columns
        for found in self._rows.stretches(snapshot_id, Asked(start=start, end=end, columns=names, codes=codes)):
            if len(found.times):
                yield _bars(found)

    def day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        """The bars of a day; days used lately are held in memory."""
        return dict(self._day(snapshot_id, day))

    def _read_day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        return day_bars(self.window(snapshot_id, start=day, end=day))


def _bars(rows: Stretch) -> BarTable:
    columns = {name: one.values for name, one in rows.columns.items()}
    return BarTable(codes=rows.codes, days=rows.times, members=rows.members, columns=columns)
