"""Rows beside daily bars as rows of PostgreSQL."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.row_stretches import Stretch
from aistock_server.adapters.sql.row_tables import BESIDE, RowTable
from aistock_server.adapters.sql.snapshot_rows import Asked, SnapshotRows
from aistock_server.market.sources.model import days_of
from aistock_server.market.tables import TableRows


class SqlTableStore:
    """The port over the tables beside `market_bar`; what a unit of work keeps stands and falls with it."""

    def __init__(self, database: Database) -> None:
        self._rows = SnapshotRows(database)

    def keep(self, snapshot_id: str, rows: TableRows) -> FileRef:
        """Store the rows unless the snapshot is there."""
        stretch = Stretch(codes=rows.codes, times=rows.times, members=rows.members, columns=dict(rows.columns))
        return self._rows.keep(snapshot_id, _table_of(rows), stretch)

    def window(
        self, snapshot_id: str, *, start: date, end: date, columns: Sequence[str], codes: Sequence[str] | None = None
    ) -> TableRows:
        """The stretches of the days, one after the other."""
        import numpy as np

        found = self._rows.whole(snapshot_id, Asked(start=start, end=end, columns=columns, codes=codes))
        timed = self._rows.table(snapshot_id).timed
        days: Any = days_of(found.times).astype(np.int32) if timed else found.times
        moments = found.times if timed else None
        return TableRows(codes=found.codes, days=days, members=found.members, columns=found.columns, moments=moments)


def _table_of(rows: TableRows) -> RowTable:
    """The table for rows of these columns: minutes have a moment, and no column is both of `daily_basic` and of `moneyflow`."""
    return next(one for one in BESIDE.values() if one.timed == (rows.moments is not None) and set(rows.columns) <= set(one.wholes))
