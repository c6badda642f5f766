"""What is known about snapshots, and their bars, in memory."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import Board, DatasetKind, DatasetManifest, Instrument, InstrumentKind
from aistock_server.market.model import BarTable, DayBar, Snapshot, day_of, number_of


class MemoryMarketStore:
    """The port over dictionaries; it forgets everything with its process."""

    def __init__(self) -> None:
        self._snapshots: dict[str, Snapshot] = {}
        self._instruments: dict[str, list[Instrument]] = {}
        self._latest: dict[tuple[str, DatasetKind], str] = {}

    def add(self, snapshot: Snapshot, instruments: Sequence[Instrument]) -> None:
        """Store a snapshot."""
        self._snapshots[snapshot.manifest.snapshot_id] = snapshot
        self._instruments[snapshot.manifest.snapshot_id] = sorted(instruments, key=lambda one: one.code)

    def snapshot(self, snapshot_id: str) -> Snapshot | None:
        """A snapshot by its id."""
        return self._snapshots.get(snapshot_id)

    def latest(self, name: str, kind: DatasetKind) -> str | None:
        """What a name stands for now."""
        return self._latest.get((name, kind))

    def set_latest(self, name: str, kind: DatasetKind, snapshot_id: str) -> None:
        """Let a name stand for a snapshot."""
        self._latest[name, kind] = snapshot_id

    def page(
        self, *, name: str | None, kind: DatasetKind | None, latest_only: bool, after: tuple[str, int] | None, limit: int
    ) -> Sequence[tuple[int, DatasetManifest, bool]]:
        """Snapshots by name, newest first."""
        rows = [
            (ordinal, one.manifest, self._latest.get((one.manifest.name, one.manifest.kind)) == one.manifest.snapshot_id)
            for ordinal, one in enumerate(self._snapshots.values(), 1)
        ]
        rows.sort(key=lambda row: (row[1].name, -row[0]))
        return [
            row
            for row in rows
            if name in (None, row[1].name)
            and kind in (None, row[1].kind)
            and (row[2] or not latest_only)
            and (after is None or (row[1].name, -row[0]) > (after[0], -after[1]))
        ][:limit]

    def instruments(
        self,
        snapshot_id: str,
        *,
        kind: InstrumentKind | None = None,
        board: Board | None = None,
        codes: Sequence[str] | None = None,
        after: str | None = None,
        limit: int | None = None,
    ) -> Sequence[Instrument]:
        """Instruments by code."""
        wanted = None if codes is None else frozenset(codes)
        return [
            one
            for one in self._instruments.get(snapshot_id, [])
            if kind in (None, one.kind)
            and board in (None, one.board)
            and (wanted is None or one.code in wanted)
            and (after is None or one.code > after)
        ][:limit]

    def name_count(self) -> int:
        """Number of names that stand for bars."""
        return sum(kind is DatasetKind.BARS for _, kind in self._latest)


class MemoryBarStore:
    """The port over tables held in memory."""

    def __init__(self) -> None:
        self._tables: dict[str, BarTable] = {}

    def keep(self, snapshot_id: str, table: BarTable) -> FileRef:
        """Hold a table."""
        self._tables.setdefault(snapshot_id, table)
        return FileRef(store="memory", path=f"{snapshot_id}/bars", sha256=snapshot_id, size=table.rows)

    def held(self) -> int:
        """Number of tables."""
        return len(self._tables)

    def window(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> BarTable:
        """The rows and columns asked for."""
        import numpy as np

        table = self._tables[snapshot_id]
        keep = (table.days >= number_of(start)) & (table.days <= number_of(end))
        if codes is not None:
            wanted = frozenset(codes)
            keep &= np.array([code in wanted for code in table.codes])[table.members]
        found = table.taken(keep)
        names = table.columns if columns is None else columns
        return BarTable(
            codes=found.codes, days=found.days, members=found.members, columns={name: found.columns[name] for name in names}
        )

    def stretches(
        self,
        snapshot_id: str,
        *,
        start: date,
        end: date,
        codes: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
    ) -> Iterator[BarTable]:
        """The window a day at a time."""
        import numpy as np

        found = self.window(snapshot_id, start=start, end=end, codes=codes, columns=columns)
        cuts = [0, *(np.flatnonzero(np.diff(found.days)) + 1).tolist(), found.rows]
        for begin, finish in pairwise(cuts):
            if finish > begin:
                yield found.taken(slice(begin, finish))

    def day(self, snapshot_id: str, day: date) -> dict[str, DayBar]:
        """The bars of a day."""
        table = self.window(snapshot_id, start=day, end=day)
        return {table.codes[int(table.members[row])]: _bar(table, row) for row in range(table.rows)}


def _bar(table: BarTable, row: int) -> DayBar:
    """One row as a value with prices in mills."""

    def mills(name: str) -> int:
        return round(float(table.columns[name][row]) * 1000)

    return DayBar(
        instrument=table.codes[int(table.members[row])],
        date=day_of(int(table.days[row])),
        open_mills=mills("open"),
        high_mills=mills("high"),
        low_mills=mills("low"),
        close_mills=mills("close"),
        pre_close_mills=mills("pre_close"),
        volume=int(table.columns["volume"][row]),
        amount_mills=mills("amount"),
        adj_factor=float(table.columns["adj_factor"][row]),
    )
