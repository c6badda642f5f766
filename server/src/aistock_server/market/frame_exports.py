"""Exports for factor research as jobs: daily_pv, daily_basic and moneyflow as HDF5, and static factors."""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.contract.v1.models import DateRange, FileRef
from aistock.market.v1.models import Adjustment, DatasetKind, DatasetManifest, ExportDatasetRequest
from aistock.system.v1.models import OperationResult
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Invalid, NotFound, NotServed
from aistock_server.market.frames import COMPUTED, DAILY_BASIC, DAILY_PV, MONEYFLOW, RAW, FrameColumn
from aistock_server.market.identity import export_id
from aistock_server.market.joins import left_joined
from aistock_server.market.model import BarTable, Snapshot, day_of
from aistock_server.market.ports import BarStore, MarketStore, Progress, Vault
from aistock_server.market.table_ports import Beside, Frame, FrameWriter
from aistock_server.market.tables import JOINABLE, SHAPES, TableRows, codes_of_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_H5 = {
    DatasetKind.DAILY_PV_H5: ("daily_pv.h5", None, DAILY_PV),
    DatasetKind.DAILY_BASIC_H5: ("daily_basic.h5", DatasetKind.DAILY_BASIC, DAILY_BASIC),
    DatasetKind.MONEYFLOW_H5: ("moneyflow.h5", DatasetKind.MONEYFLOW, MONEYFLOW),
}

#: Formats that these jobs make.
FORMATS = frozenset({*_H5, DatasetKind.STATIC_FACTORS})


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameExport:
    """One export of a frame: read, compute, write a file, hand it to the vault."""

    format: DatasetKind
    name: str
    snapshot: Snapshot
    tables: Mapping[DatasetKind, Snapshot]
    columns: tuple[FrameColumn, ...]
    stocks: frozenset[str]
    bars: BarStore
    beside: Beside
    writer: FrameWriter
    vault: Vault
    clock: Clock
    record: Callable[[DatasetManifest], None]

    def __call__(self, progress: Progress) -> OperationResult:
        """Do the work; nothing remains of an export that failed or was cancelled."""
        progress(0.0, "reading rows")
        frame = self._frame(progress)
        if not len(frame.days):
            raise NotFound("NOT_FOUND", f"no row of a stock lies in the days of the bars, so {self.name} would be empty")
        with tempfile.TemporaryDirectory(prefix="aistock-export-") as folder:
            path = Path(folder, self.name)
            self.writer.write(path, frame, lambda fraction, stage: progress(0.5 + 0.4 * fraction, stage))
            progress(0.9, "storing the file")
            return self.vault.keep_export(path, lambda file: self._manifest(frame, file), self.record)

    def _frame(self, progress: Progress) -> Frame:
        """The columns of the rows that the file has, by day and instrument."""
        import numpy as np

        rows, held = self._rows()
        columns = {}
        for done, one in enumerate(self.columns):
            progress(0.1 + 0.4 * done / len(self.columns), f"computing {one.name}")
            columns[one.name] = one.value(held).astype(np.float32)
        order = np.lexsort((rows.members, rows.days))
        return Frame(
            codes=rows.codes,
            days=rows.days[order],
            members=rows.members[order],
            columns={name: values[order] for name, values in columns.items()},
            specs=[self._spec(one) for one in self.columns],
            name=self.name,
        )

    def _rows(self) -> "tuple[TableRows, dict[str, NDArray[Any]]]":
        """The rows by instrument and day, and everything that a column may be computed of, NaN where there is nothing."""
        import numpy as np

        days = self.snapshot.manifest.date_range
        source = _H5[self.format][1] if self.format in _H5 else None
        if source is not None:
            wanted = [one.spec.origin.split(".")[1] for one in self.columns if one.spec.origin]
            rows = self.beside.store.window(
                self.tables[source].manifest.snapshot_id, start=days.start_date, end=days.end_date, columns=wanted
            )
            rows = _of_stocks(rows, self.stocks)
            return rows, {f"{SHAPES[source].table}.{name}": _floats(rows, name) for name in wanted}
        table = self.bars.window(self.snapshot.manifest.snapshot_id, start=days.start_date, end=days.end_date)
        bars = _stock_bars(table, self.stocks)
        rows = TableRows(codes=bars.codes, days=bars.days, members=bars.members, columns={})
        held: dict[str, NDArray[Any]] = {name: values.astype(np.float64) for name, values in bars.columns.items()}
        held |= _places(bars)
        for kind, snapshot in self.tables.items():
            names = [one.name for one in snapshot.manifest.columns[2:]]
            beside = self.beside.store.window(
                snapshot.manifest.snapshot_id, start=days.start_date, end=days.end_date, columns=names
            )
            joined = TableRows(
                codes=bars.codes,
                days=bars.days,
                members=bars.members,
                columns=left_joined(bars.codes, bars.days, bars.members, beside),
            )
            held |= {f"{SHAPES[kind].table}.{name}": _floats(joined, name) for name in names}
        return rows, held

    def _spec(self, one: FrameColumn) -> Any:
        """The column's meaning, with the snapshot that its table was read from."""
        table = (one.spec.origin or "").split(".")[0]
        source = next((snapshot for kind, snapshot in self.tables.items() if SHAPES[kind].table == table), None)
        if source is None:
            return one.spec
        return one.spec.model_copy(update={"origin": f"{one.spec.origin} of snapshot {source.manifest.snapshot_id}"})

    def _manifest(self, frame: Frame, file: FileRef) -> DatasetManifest:
        """What the file holds."""
        import numpy as np

        parent = self.snapshot.manifest
        first, last = day_of(int(frame.days[0])), day_of(int(frame.days[-1]))
        synthetic = parent.synthetic or any(one.manifest.synthetic for one in self.tables.values())
        return parent.model_copy(
            update={
                "generated_at_utc": self.clock.now(),
                "snapshot_id": export_id(parent.snapshot_id, self.format, file),
                "kind": self.format,
                "parent_snapshot_id": parent.snapshot_id,
                "files": [file],
                "columns": list(frame.specs),
                "instrument_count": len(np.unique(frame.members)),
                "row_count": len(frame.days),
                "session_count": sum(first <= day <= last for day in self.snapshot.sessions),
                "date_range": DateRange(start_date=first, end_date=last),
                "adjustment": Adjustment.SNAPSHOT_FIRST if self.format is DatasetKind.DAILY_PV_H5 else Adjustment.NONE,
                "synthetic": synthetic,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameExports:
    """Plans such jobs; what cannot be made is refused before one begins."""

    store: MarketStore
    bars: BarStore
    beside: Beside
    vault: Vault
    clock: Clock
    record: Callable[[DatasetManifest], None]

    def job(self, request: ExportDatasetRequest, snapshot: Snapshot, stocks: frozenset[str]) -> FrameExport:
        """The job of a request for a snapshot of bars."""
        if request.pools:
            raise Invalid("INVALID_FIELD", f"pools are lists of Qlib's bins; {request.format} has none", field="pools")
        if request.format in _H5:
            name, kind, columns = _H5[request.format]
            tables = {} if kind is None else {kind: self._table(snapshot, kind, request.format)}
        else:
            name = "static_factors.tar"
            tables = self._tables(snapshot)
            columns = tuple(one for part in (RAW, COMPUTED) for kind in tables for one in part[kind])
        writer = self.beside.writers.get(request.format)
        lacking = "an adapter" if writer is None else writer.missing()
        if writer is None or lacking:
            raise NotServed("NOT_SERVED", f"export to {request.format} needs {lacking}", field="format")
        return FrameExport(
            format=request.format,
            name=name,
            snapshot=snapshot,
            tables=tables,
            columns=columns,
            stocks=stocks,
            bars=self.bars,
            beside=self.beside,
            writer=writer,
            vault=self.vault,
            clock=self.clock,
            record=self.record,
        )

    def _tables(self, snapshot: Snapshot) -> dict[DatasetKind, Snapshot]:
        """The dataset's tables that static factors are made of: those there are, and at least one."""
        dataset = snapshot.manifest.name
        there = [kind for kind in JOINABLE if self.store.latest(dataset, kind) is not None]
        return {kind: self._table(snapshot, kind, DatasetKind.STATIC_FACTORS) for kind in there or JOINABLE}

    def _table(self, snapshot: Snapshot, kind: DatasetKind, made: DatasetKind) -> Snapshot:
        dataset = snapshot.manifest.name
        snapshot_id = self.store.latest(dataset, kind)
        found = self.store.snapshot(snapshot_id) if snapshot_id else None
        held = {one.name for one in found.manifest.columns} if found is not None else set()
        lacking = [name for name in SHAPES[kind].columns if name not in held]
        if found is None or lacking:
            what = f"has no snapshot of {kind}" if found is None else f"has a snapshot of {kind} without {', '.join(lacking)}"
            raise NotServed(
                "NOT_SERVED",
                f"dataset {dataset} {what}, which {made} needs; ingest one with table {SHAPES[kind].table} and all its columns",
                field="format",
                value=made,
            )
        return found


def _of_stocks(rows: TableRows, stocks: frozenset[str]) -> TableRows:
    """Rows of stocks by instrument and day; the codes that are left."""
    import numpy as np

    rows = rows.taken(codes_of_rows(rows.codes, stocks)[rows.members] if rows.codes else slice(0, 0))
    return rows.taken(np.lexsort((rows.days, rows.members)))


def _stock_bars(table: BarTable, stocks: frozenset[str]) -> BarTable:
    """Bars of stocks by instrument and day."""
    import numpy as np

    table = table.taken(codes_of_rows(table.codes, stocks)[table.members] if table.codes else slice(0, 0))
    return table.taken(np.lexsort((table.days, table.members)))


def _places(bars: BarTable) -> "dict[str, NDArray[Any]]":
    """Of each row its number within its instrument, and its factor over the instrument's first."""
    import numpy as np

    starts = np.flatnonzero(np.r_[True, bars.members[1:] != bars.members[:-1]]) if bars.rows else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, bars.rows])
    first = np.repeat(starts, lengths)
    factor = bars.columns["adj_factor"]
    return {"place": np.arange(bars.rows) - first, "factor": factor / factor[first]}


def _floats(rows: TableRows, name: str) -> "NDArray[np.float64]":
    import numpy as np

    column = rows.columns[name]
    return np.where(column.missing, np.nan, column.values.astype(np.float64))
