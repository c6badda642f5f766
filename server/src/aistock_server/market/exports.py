"""Exports of a snapshot to other programs' formats, as jobs."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import (
    Adjustment,
    DatasetKind,
    DatasetManifest,
    ExportDatasetRequest,
    ExportDatasetResponse,
    ExportPool,
    InstrumentKind,
)
from aistock.system.v1.models import OperationKind, OperationResult
from aistock_server.kernel.clock import Clock
from aistock_server.market.columns import QLIB_COLUMNS
from aistock_server.market.frame_exports import FrameExports
from aistock_server.market.identity import export_id
from aistock_server.market.model import BarTable, Snapshot
from aistock_server.market.ports import ArchiveWriter, BarStore, MarketStore, Progress, Vault
from aistock_server.market.refusals import no_instruments, no_snapshot
from aistock_server.market.selection import snapshot_of
from aistock_server.market.table_ports import Beside
from aistock_server.operations import Job, Operations


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What goes into an archive."""

    table: BarTable
    sessions: Sequence[date]
    later_sessions: Sequence[date]
    stocks: frozenset[str]
    pools: Sequence[ExportPool]


class Exports:
    """Starts exports."""

    def __init__(
        self,
        *,
        store: MarketStore,
        bars: BarStore,
        beside: Beside,
        qlib: ArchiveWriter,
        vault: Vault,
        operations: Operations,
        clock: Clock,
    ) -> None:
        self._store = store
        self._bars = bars
        self._qlib = qlib
        self._vault = vault
        self._operations = operations
        self._clock = clock
        self._frames = FrameExports(store=store, bars=bars, beside=beside, vault=vault, clock=clock, record=self.record)

    def start(self, request: ExportDatasetRequest) -> ExportDatasetResponse:
        """Refuse what cannot be exported, and start the rest as an operation."""
        snapshot = self._store.snapshot(request.snapshot_id)
        if snapshot is None or snapshot.manifest.kind is not DatasetKind.BARS:
            raise no_snapshot(request.snapshot_id)
        instruments = self._store.instruments(request.snapshot_id)
        known = {one.code for one in instruments}
        unknown = [code for pool in request.pools for code in pool.instruments if code not in known]
        if unknown:
            raise no_instruments(unknown)
        stocks = frozenset(one.code for one in instruments if one.kind is InstrumentKind.STOCK)
        operation = self._operations.start(OperationKind.EXPORT_DATASET, self._job(request, snapshot, stocks))
        return ExportDatasetResponse(operation_id=operation.operation_id)

    def _job(self, request: ExportDatasetRequest, snapshot: Snapshot, stocks: frozenset[str]) -> Job:
        """What makes the format."""
        if request.format is not DatasetKind.QLIB_BIN:
            return self._frames.job(request, snapshot, stocks)
        return QlibExport(
            snapshot=snapshot,
            stocks=stocks,
            pools=request.pools,
            bars=self._bars,
            qlib=self._qlib,
            vault=self._vault,
            clock=self._clock,
            record=self.record,
        )

    def record(self, manifest: DatasetManifest) -> None:
        """Store the manifest of an export whose archive is in the vault; storing it again changes nothing."""
        if self._store.snapshot(manifest.snapshot_id) is None:
            parent = snapshot_of(self._store, dataset=None, snapshot_id=manifest.parent_snapshot_id)
            exported = Snapshot(manifest=manifest, sessions=parent.sessions, later_sessions=parent.later_sessions)
            self._store.add(exported, instruments=())
        self._store.set_latest(manifest.name, manifest.kind, manifest.snapshot_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class QlibExport:
    """One export to Qlib's bins: read, write an archive, hand it to the vault."""

    snapshot: Snapshot
    stocks: frozenset[str]
    pools: Sequence[ExportPool]
    bars: BarStore
    qlib: ArchiveWriter
    vault: Vault
    clock: Clock
    record: Callable[[DatasetManifest], None]

    def __call__(self, progress: Progress) -> OperationResult:
        """Do the work; nothing remains of an export that failed or was cancelled."""
        progress(0.0, "reading bars")
        parent = self.snapshot.manifest
        days = parent.date_range
        content = Content(
            table=self.bars.window(parent.snapshot_id, start=days.start_date, end=days.end_date),
            sessions=self.snapshot.sessions,
            later_sessions=self.snapshot.later_sessions,
            stocks=self.stocks,
            pools=self.pools,
        )
        with tempfile.TemporaryDirectory(prefix="aistock-export-") as folder:
            archive = Path(folder, "qlib_bin.tar")
            self.qlib.write(archive, content, lambda fraction, stage: progress(0.05 + 0.85 * fraction, stage))
            progress(0.9, "storing the archive")
            return self.vault.keep_export(archive, self.manifest, self.record)

    def manifest(self, archive: FileRef) -> DatasetManifest:
        """What the archive holds."""
        parent = self.snapshot.manifest
        return parent.model_copy(
            update={
                "generated_at_utc": self.clock.now(),
                "snapshot_id": export_id(parent.snapshot_id, DatasetKind.QLIB_BIN, archive),
                "kind": DatasetKind.QLIB_BIN,
                "parent_snapshot_id": parent.snapshot_id,
                "files": [archive],
                "columns": list(QLIB_COLUMNS),
                "adjustment": Adjustment.SNAPSHOT_FIRST,
                "pools": ["all", *sorted(pool.name for pool in self.pools)],
            }
        )
