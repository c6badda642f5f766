"""Snapshots in two places behind one port: new ones go to one of them, and those that are in the other are read there."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from aistock.contract.v1.models import FileRef
from aistock_server.market.model import BarTable, DayBar
from aistock_server.market.ports import BarStore
from aistock_server.market.table_ports import TableStore
from aistock_server.market.tables import TableRows

IsThere = Callable[[str], bool]
"""Whether a snapshot, by its id, is in the other place; snapshots never move, so the answer never changes."""


class BarsInTwoPlaces:
    """The port over two stores of bars."""

    def __init__(self, kept: BarStore, other: BarStore, is_in_other: IsThere) -> None:
        self._kept = kept
        self._other = other
        self._is_in_other = is_in_other

    def keep(self, snapshot_id: str, table: BarTable) -> FileRef:
        """Store where new snapshots go."""
        return self._kept.keep(snapshot_id, table)

    def window(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> BarTable:
        """The bars from where they are."""
        return self._at(snapshot_id).window(snapshot_id, start=start, end=end, codes=codes, columns=columns)

    def stretches(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[BarTable]:
        """The bars from where they are."""
        return self._at(snapshot_id).stretches(snapshot_id, start=start, end=end, codes=codes, columns=columns)

    def day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        """The bars of a day from where they are."""
        return self._at(snapshot_id).day(snapshot_id, day)

    def _at(self, snapshot_id: str) -> BarStore:
        return self._other if self._is_in_other(snapshot_id) else self._kept


class TablesInTwoPlaces:
    """The port over two stores of rows beside bars."""

    def __init__(self, kept: TableStore, other: TableStore, is_in_other: IsThere) -> None:
        self._kept = kept
        self._other = other
        self._is_in_other = is_in_other

    def keep(self, snapshot_id: str, rows: TableRows) -> FileRef:
        """Store where new snapshots go."""
        return self._kept.keep(snapshot_id, rows)

    def window(
        self, snapshot_id: str, *, start: date, end: date, columns: Sequence[str], codes: Sequence[str] | None = None
    ) -> TableRows:
        """The rows from where they are."""
        store = self._other if self._is_in_other(snapshot_id) else self._kept
        return store.window(snapshot_id, start=start, end=end, columns=columns, codes=codes)
