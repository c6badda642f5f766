"""Rows of tables beside daily bars, in memory."""

from collections.abc import Sequence
from datetime import date

from aistock.contract.v1.models import FileRef
from aistock_server.market.model import number_of
from aistock_server.market.tables import TableRows, codes_of_rows


class MemoryTableStore:
    """The port over a dictionary; it forgets everything with its process."""

    def __init__(self) -> None:
        self._tables: dict[str, TableRows] = {}

    def keep(self, snapshot_id: str, rows: TableRows) -> FileRef:
        """Hold rows."""
        held = self._tables.setdefault(snapshot_id, rows)
        return FileRef(store="memory", path=f"{snapshot_id}/rows", sha256=snapshot_id, size=held.rows)

    def held(self) -> int:
        """Number of tables."""
        return len(self._tables)

    def window(
        self, snapshot_id: str, *, start: date, end: date, columns: Sequence[str], codes: Sequence[str] | None = None
    ) -> TableRows:
        """The rows and columns asked for."""
        rows = self._tables[snapshot_id]
        keep = (rows.days >= number_of(start)) & (rows.days <= number_of(end))
        if codes is not None:
            keep &= codes_of_rows(rows.codes, frozenset(codes))[rows.members]
        return rows.with_columns({name: rows.columns[name] for name in columns}).taken(keep)
