"""The market room: its doors for callers outside, and the few for rooms to its right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO

from aistock.market.v1.models import (
    BarFrequency,
    DatasetKind,
    ExportDatasetRequest,
    ExportDatasetResponse,
    GetDatasetManifestRequest,
    GetDatasetManifestResponse,
    GetHistoryWindowRequest,
    GetHistoryWindowResponse,
    GetSnapshotRequest,
    GetSnapshotResponse,
    GetTradingCalendarRequest,
    GetTradingCalendarResponse,
    GetTradingRulesRequest,
    GetTradingRulesResponse,
    IngestBarsRequest,
    IngestBarsResponse,
    Instrument,
    ListDatasetsRequest,
    ListDatasetsResponse,
    ListInstrumentsRequest,
    ListInstrumentsResponse,
    ListSourcesRequest,
    ListSourcesResponse,
    MarketSource,
)
from aistock_server.kernel.clock import Clock
from aistock_server.market.datasets import Datasets
from aistock_server.market.exports import Exports
from aistock_server.market.history import History
from aistock_server.market.ingest import Intake
from aistock_server.market.joins import JoinedHistory, wants_join
from aistock_server.market.minutes import Minutes
from aistock_server.market.model import ArrowPiece, DayBar, Snapshot
from aistock_server.market.ports import ArchiveWriter, BarCodec, BarStore, MarketStore, Vault
from aistock_server.market.quotes import Quotes
from aistock_server.market.refusals import no_snapshot
from aistock_server.market.rulebook import rules_in_force
from aistock_server.market.selection import require_as_of, snapshot_of
from aistock_server.market.table_intake import TableIntake
from aistock_server.market.table_ports import Beside
from aistock_server.market.tables import shape_of
from aistock_server.operations import Operations


class Market:
    """Takes bars in, answers about them, and exports them; every method is one RPC or one question of another room."""

    def __init__(
        self,
        *,
        store: MarketStore,
        bars: BarStore,
        codec: BarCodec,
        beside: Beside,
        qlib: ArchiveWriter,
        vault: Vault,
        operations: Operations,
        clock: Clock,
        listed_sources: Callable[[], list[MarketSource]] = list,
        needs_as_of: bool = False,
    ) -> None:
        self._store = store
        self._needs_as_of = needs_as_of
        self._bars = bars
        self._intake = Intake(store, bars, codec, clock)
        self._tables = TableIntake(store, beside, clock)
        self._history = History(store, bars, codec, clock)
        self._joined = JoinedHistory(store, bars, beside, clock)
        self._minutes = Minutes(store, bars, beside, clock)
        self._quotes = Quotes(store, bars, clock)
        self._datasets = Datasets(store, clock, listed_sources)
        self._exports = Exports(store=store, bars=bars, beside=beside, qlib=qlib, vault=vault, operations=operations, clock=clock)

    def ingest_bars(self, request: IngestBarsRequest, content: BinaryIO, sha256: str | None = None) -> IngestBarsResponse:
        """Store bars or rows beside them as a snapshot; `request` holds the header, `content` the Arrow bytes after it.

        `sha256` is of those bytes, where somebody has hashed them already.
        """
        beside = request.header is not None and shape_of(request.header) is not None
        intake = self._tables if beside else self._intake
        return intake.ingest(request, content, sha256)

    def history_window(self, request: GetHistoryWindowRequest) -> Iterator[GetHistoryWindowResponse | ArrowPiece]:
        """Bars of a window; refusals come before the first message, and the database is not needed after it."""
        if self._needs_as_of:
            require_as_of(request.dataset.as_of_date, "dataset.as_of_date", example="2024-06-28")
        if request.frequency not in (None, BarFrequency.DAY):
            return self._minutes.window(request)
        return self._joined.window(request) if wants_join(request) else self._history.window(request)

    def snapshot(self, request: GetSnapshotRequest) -> GetSnapshotResponse:
        """Quotes at the close of a day."""
        return self._quotes.at_close(request)

    def list_instruments(self, request: ListInstrumentsRequest) -> ListInstrumentsResponse:
        """Instruments of a snapshot."""
        return self._datasets.instruments(request)

    def trading_calendar(self, request: GetTradingCalendarRequest) -> GetTradingCalendarResponse:
        """Sessions of a snapshot."""
        return self._datasets.calendar(request)

    def trading_rules(self, request: GetTradingRulesRequest) -> GetTradingRulesResponse:
        """Rules and fees by date."""
        return rules_in_force(request)

    def list_sources(self, request: ListSourcesRequest) -> ListSourcesResponse:
        """Where market data comes from."""
        return self._datasets.sources(request)

    def list_datasets(self, request: ListDatasetsRequest) -> ListDatasetsResponse:
        """Snapshots by name, newest first."""
        return self._datasets.page(request)

    def dataset_manifest(self, request: GetDatasetManifestRequest) -> GetDatasetManifestResponse:
        """The manifest of a snapshot."""
        return self._datasets.manifest(request)

    def export_dataset(self, request: ExportDatasetRequest) -> ExportDatasetResponse:
        """Start an export as an operation."""
        return self._exports.start(request)

    def bars_snapshot(self, snapshot_id: str) -> Snapshot:
        """A snapshot of bars with its sessions; NotFound when there is none of that id."""
        found = snapshot_of(self._store, dataset=None, snapshot_id=snapshot_id)
        if found.manifest.kind is not DatasetKind.BARS:
            raise no_snapshot(snapshot_id)
        return found

    def instruments(self, snapshot_id: str) -> Sequence[Instrument]:
        """Every instrument of a snapshot of bars, in order of code."""
        return self._store.instruments(snapshot_id)

    def day(self, snapshot_id: str, day: date) -> Mapping[str, DayBar]:
        """Every bar of one day by instrument, prices in mills; an instrument that is not there did not trade."""
        return self._bars.day(snapshot_id, day)
