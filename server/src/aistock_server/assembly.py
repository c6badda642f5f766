"""The composition root: the only file that names concrete adapters."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Any, BinaryIO

from aistock.contract.documents import canonical_json
from aistock.contract.v1.calls import CALLS
from aistock.contract.v1.models import FileRef
from aistock.execution.v1 import account_service_pb2_grpc as accounts_grpc
from aistock.execution.v1 import order_service_pb2_grpc as orders_grpc
from aistock.execution.v1 import portfolio_service_pb2_grpc as portfolios_grpc
from aistock.execution.v1 import risk_service_pb2_grpc as risk_grpc
from aistock.experiments.v1 import config_service_pb2_grpc as configs_grpc
from aistock.experiments.v1 import experiment_service_pb2_grpc as experiments_grpc
from aistock.experiments.v1.models import Experiment, ExperimentState, GetExperimentRequest
from aistock.feedback.v1 import feedback_service_pb2_grpc as feedback_grpc
from aistock.library.v1 import archive_service_pb2_grpc as archives_grpc
from aistock.library.v1 import artifact_service_pb2_grpc as artifacts_grpc
from aistock.library.v1 import library_service_pb2_grpc as library_grpc
from aistock.library.v1.models import ArchiveSubject
from aistock.market.v1 import market_data_service_pb2_grpc as market_grpc
from aistock.market.v1 import source_service_pb2_grpc as sources_grpc
from aistock.market.v1.models import DatasetKind, DatasetManifest, IngestBarsRequest, IngestBarsResponse, InstrumentKind
from aistock.system.v1 import system_service_pb2_grpc as system_grpc
from aistock.system.v1.models import ExportedDataset, GetServerInfoResponse, UnservedCall
from aistock_server.adapters.filesystem.spool import Spool
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.hdf5.frame_files import Hdf5FrameWriter
from aistock_server.adapters.object_store.address import bucket_of
from aistock_server.adapters.object_store.vault import ObjectVault
from aistock_server.adapters.paper import PaperGateway, PreviewGateway, UnknownStandings
from aistock_server.adapters.parquet.arrow_codec import ArrowBarCodec
from aistock_server.adapters.parquet.bar_files import ParquetBarStore
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.adapters.parquet.row_codec import ArrowRowCodec
from aistock_server.adapters.parquet.static_factors import StaticFactorsWriter
from aistock_server.adapters.parquet.table_codec import ArrowTableCodec
from aistock_server.adapters.parquet.table_files import ParquetTableStore
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.adapters.sql.archive_store import SqlArchiveStore
from aistock_server.adapters.sql.bar_rows import SqlBarStore
from aistock_server.adapters.sql.bundle_store import SqlAssetStore, SqlBundleStore
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.execution_journal import SqlJournal
from aistock_server.adapters.sql.execution_store import SqlBooks, SqlDocuments, SqlOrders, SqlPlans
from aistock_server.adapters.sql.experiments_store import SqlConfigStore, SqlExperimentStore
from aistock_server.adapters.sql.feedback_store import SqlFeedbackStore
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.adapters.sql.market_store import SqlMarketStore
from aistock_server.adapters.sql.operation_store import SqlOperationStore
from aistock_server.adapters.sql.request_log import SqlRequestLog
from aistock_server.adapters.sql.snapshot_rows import KeptSnapshots
from aistock_server.adapters.sql.table_rows import SqlTableStore
from aistock_server.execution import Execution, Stores
from aistock_server.execution.ports import Gateway
from aistock_server.experiments import Configs, Experiments
from aistock_server.feedback import Feedback
from aistock_server.kernel.clock import SystemClock
from aistock_server.kernel.errors import NotFound
from aistock_server.kernel.ids import RandomIds
from aistock_server.library import Archives, Artifacts, Assets, Bundles, Library, LibrarySubjects
from aistock_server.market import DayBar, Market
from aistock_server.market.exchange_calendar import sessions
from aistock_server.market.live import QuoteHub
from aistock_server.market.live_intake import LiveIntake
from aistock_server.market.live_sources import LiveSources
from aistock_server.market.places import BarsInTwoPlaces, TablesInTwoPlaces
from aistock_server.market.ports import BarStore
from aistock_server.market.source_room import MarketSources
from aistock_server.market.sources.telling import lines_of
from aistock_server.market.table_ports import Beside, FrameWriter, TableStore
from aistock_server.market.trading_hours import TradingHours
from aistock_server.operations import Operations
from aistock_server.rpc.account import AccountServicer
from aistock_server.rpc.archive import ArchiveServicer
from aistock_server.rpc.artifact import ArtifactServicer
from aistock_server.rpc.calls import Calls
from aistock_server.rpc.codec import fingerprint
from aistock_server.rpc.config import ConfigServicer
from aistock_server.rpc.experiment import ExperimentServicer
from aistock_server.rpc.feedback import FeedbackServicer
from aistock_server.rpc.library import LibraryServicer
from aistock_server.rpc.live_quotes import LiveQuotes
from aistock_server.rpc.market_data import MarketData
from aistock_server.rpc.market_source import MarketSource
from aistock_server.rpc.order import OrderServicer
from aistock_server.rpc.portfolio import PortfolioServicer
from aistock_server.rpc.risk import RiskServicer
from aistock_server.rpc.system import SystemServicer
from aistock_server.rpc.unserved import UNSERVED
from aistock_server.serving import Service
from aistock_server.settings import Settings
from aistock_server.source_assembly import listen, opened_sources

ADAPTERS = ("parquet", "qlib", "paper")

FRAME_WRITERS: Mapping[DatasetKind, FrameWriter] = {
    **dict.fromkeys((DatasetKind.DAILY_PV_H5, DatasetKind.DAILY_BASIC_H5, DatasetKind.MONEYFLOW_H5), Hdf5FrameWriter()),
    DatasetKind.STATIC_FACTORS: StaticFactorsWriter(),
}

FileVault = DirectoryVault | ObjectVault

_ABANDONED = timedelta(days=1)
"""Uploads that nobody went on with for so long are thrown away when the server starts."""


class ExportVault:
    """Where exports end: the archive and its manifest in the vault, the manifest in the market's tables."""

    def __init__(self, vault: FileVault, database: Database) -> None:
        self._vault = vault
        self._database = database

    def keep_export(
        self, archive: Path, manifest: Callable[[FileRef], DatasetManifest], record: Callable[[DatasetManifest], None]
    ) -> ExportedDataset:
        """Store the archive, then its manifest, then the row that names both."""
        sha256, size = self._vault.put_file(archive)
        made = manifest(FileRef(store="vault", path=sha256, sha256=sha256, size=size))
        described, _ = self._vault.put([canonical_json(made) + b"\n"])
        with self._database.unit():
            record(made)
        return ExportedDataset(snapshot_id=made.snapshot_id, artifact_sha256=sha256, artifact_size=size, manifest_sha256=described)


class MarketDays:
    """The market room as accounts and feedback look at it; snapshots never change, so what was read stays true."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._calendar = lru_cache(maxsize=64)(self._read_calendar)
        self._indices = lru_cache(maxsize=64)(self._read_indices)

    def calendar(self, snapshot_id: str) -> Sequence[date]:
        """Sessions of a snapshot of bars; NotFound when there is none of that id."""
        return self._calendar(snapshot_id)

    def day(self, snapshot_id: str, on: date) -> Mapping[str, DayBar]:
        """Bars of one day by instrument."""
        return self._market.day(snapshot_id, on)

    def is_index(self, snapshot_id: str, instrument: str) -> bool:
        """The instrument is an index."""
        return instrument in self._indices(snapshot_id)

    def has_snapshot(self, snapshot_id: str) -> bool:
        """The snapshot holds bars."""
        try:
            self._market.bars_snapshot(snapshot_id)
        except NotFound:
            return False
        return True

    def _read_calendar(self, snapshot_id: str) -> Sequence[date]:
        return tuple(self._market.bars_snapshot(snapshot_id).sessions)

    def _read_indices(self, snapshot_id: str) -> frozenset[str]:
        return frozenset(one.code for one in self._market.instruments(snapshot_id) if one.kind is InstrumentKind.INDEX)


class ExperimentsByName:
    """The experiments room as feedback looks at it."""

    def __init__(self, experiments: Experiments) -> None:
        self._experiments = experiments

    def find_experiment(self, experiment_id: str) -> Experiment | None:
        """An experiment by id."""
        try:
            return self._experiments.get(GetExperimentRequest(experiment_id=experiment_id)).experiment
        except NotFound:
            return None

    def lacking(self, experiment_id: str) -> str | None:
        """Why nobody may rely on an experiment's rows yet, for the archive; None when it has ended."""
        found = self.find_experiment(experiment_id)
        if found is None:
            return f"no experiment {experiment_id!r}; list experiments to see the ids"
        waits = found.state in (ExperimentState.QUEUED, ExperimentState.RUNNING)
        return f"experiment {experiment_id!r} is {found.state.value}; wait until it has ended" if waits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Everything that was opened, ready to be served."""

    about: GetServerInfoResponse
    calls: Calls
    operations: Operations
    market: Market
    sources: MarketSources
    quotes: LiveQuotes
    library: Library
    archives: Archives
    artifacts: Artifacts
    bundles: Bundles
    vault: FileVault
    experiments: Experiments
    configs: Configs
    execution: Execution
    feedback: Feedback

    def services(self) -> list[Service]:
        """Each servicer with exactly the rooms it needs."""
        calls = self.calls
        made: list[tuple[str, object, Callable[[Any, Any], None]]] = [
            (
                "market.v1.MarketDataService",
                MarketData(calls, self.market, self.quotes),
                market_grpc.add_MarketDataServiceServicer_to_server,
            ),
            (
                "market.v1.MarketSourceService",
                MarketSource(calls, self.sources, self.quotes),
                sources_grpc.add_MarketSourceServiceServicer_to_server,
            ),
            ("library.v1.LibraryService", LibraryServicer(self.library, calls), library_grpc.add_LibraryServiceServicer_to_server),
            (
                "library.v1.ArchiveService",
                ArchiveServicer(self.archives, self.vault, calls),
                archives_grpc.add_ArchiveServiceServicer_to_server,
            ),
            (
                "library.v1.ArtifactService",
                ArtifactServicer(self.artifacts, self.bundles, self.vault, self.vault, calls),
                artifacts_grpc.add_ArtifactServiceServicer_to_server,
            ),
            (
                "experiments.v1.ExperimentService",
                ExperimentServicer(self.experiments, calls),
                experiments_grpc.add_ExperimentServiceServicer_to_server,
            ),
            ("experiments.v1.ConfigService", ConfigServicer(self.configs, calls), configs_grpc.add_ConfigServiceServicer_to_server),
            (
                "execution.v1.AccountService",
                AccountServicer(self.execution, calls),
                accounts_grpc.add_AccountServiceServicer_to_server,
            ),
            ("execution.v1.OrderService", OrderServicer(self.execution, calls), orders_grpc.add_OrderServiceServicer_to_server),
            (
                "execution.v1.PortfolioService",
                PortfolioServicer(self.execution, calls),
                portfolios_grpc.add_PortfolioServiceServicer_to_server,
            ),
            ("execution.v1.RiskService", RiskServicer(self.execution, calls), risk_grpc.add_RiskServiceServicer_to_server),
            (
                "feedback.v1.FeedbackService",
                FeedbackServicer(self.feedback, calls),
                feedback_grpc.add_FeedbackServiceServicer_to_server,
            ),
            (
                "system.v1.SystemService",
                SystemServicer(self.about, self.operations, calls),
                system_grpc.add_SystemServiceServicer_to_server,
            ),
        ]
        return [Service(name=f"aistock.{name}", servicer=servicer, register=register) for name, servicer, register in made]


def _about(settings: Settings, clock: SystemClock) -> GetServerInfoResponse:
    return GetServerInfoResponse(
        server_version=metadata.version("aistock-contract"),
        contract_versions=["v1"],
        contract_fingerprint=fingerprint(),
        profile=settings.profile,
        adapters=[
            *ADAPTERS,
            "filesystem" if settings.vault_folder else "s3",
            "postgresql" if settings.database else "sqlite",
        ],
        services=sorted({call.service for call in CALLS.values()}),
        unserved=[UnservedCall(method=method, why=why) for method, why in sorted(UNSERVED.items())],
        started_at_utc=clock.now(),
        max_message_bytes=settings.max_message_bytes,
        max_artifact_bytes=settings.max_artifact_bytes,
        live_trading=False,
    )


def _vault(settings: Settings, clock: SystemClock) -> FileVault:
    """The vault that the settings name, without the uploads that nobody went on with."""
    vault: FileVault
    if settings.vault_folder is not None:
        vault = DirectoryVault(settings.vault_folder)
    else:
        bucket = bucket_of(str(settings.vault))
        vault = ObjectVault(bucket.opened(), bucket.place, Spool(settings.data_dir / "incoming"), renames=False)
    vault.sweep(clock.now() - _ABANDONED)
    return vault


def _aside(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="sessions", daemon=True).start()


def _row_stores(settings: Settings, database: Database) -> tuple[BarStore, TableStore]:
    """Where bars and tables are: files; on PostgreSQL rows too, and the profile decides where new ones go."""
    folder = settings.data_dir / "market"
    files = ParquetBarStore(folder), ParquetTableStore(folder)
    if database.dialect != "postgresql":
        return files
    rows = SqlBarStore(database), SqlTableStore(database)
    kept = KeptSnapshots(database)
    if settings.profile == "team":
        return BarsInTwoPlaces(rows[0], files[0], kept.lacks), TablesInTwoPlaces(rows[1], files[1], kept.lacks)
    return BarsInTwoPlaces(files[0], rows[0], kept.has), TablesInTwoPlaces(files[1], rows[1], kept.has)


@contextmanager
def opened(settings: Settings) -> Iterator[Rooms]:
    """Open the profile that the settings name; everything opened is closed in reverse."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    clock, ids = SystemClock(), RandomIds()
    with ExitStack() as stack:
        database = Database(settings.database_url)
        stack.callback(database.close)
        database.migrate()
        jobs = stack.enter_context(ThreadPoolExecutor(max_workers=1, thread_name_prefix="job"))
        operations = Operations(SqlOperationStore(database), database, jobs, clock, ids)
        operations.fail_interrupted()
        vault = _vault(settings, clock)
        hours = TradingHours(sessions, _aside)
        asked = opened_sources(settings.sources, clock, settings.secrets, stack, hours=hours)
        live = LiveSources(clock.now(), [*asked.live, *settings.quote_sources], hours)
        team = settings.profile == "team"
        bars, tables = _row_stores(settings, database)
        market = Market(
            store=SqlMarketStore(database),
            bars=bars,
            codec=ArrowBarCodec(),
            beside=Beside(store=tables, codec=ArrowTableCodec(), writers=FRAME_WRITERS),
            qlib=QlibBinWriter(),
            vault=ExportVault(vault, database),
            operations=operations,
            clock=clock,
            listed_sources=lambda: [*lines_of(asked.routing), *live.listed()],
            needs_as_of=team,
        )

        def keep(request: IngestBarsRequest, content: BinaryIO, sha256: str) -> IngestBarsResponse:
            with database.unit():
                return market.ingest_bars(request, content, sha256)

        sources = MarketSources(
            routing=asked.routing, codec=ArrowRowCodec(), operations=operations, keep=keep, clock=clock, needs_as_of=team
        )
        quotes = LiveQuotes(QuoteHub(clock, live, epoch=ids.next_hex()))
        for name, source in asked.live.items():
            listen(source, LiveIntake(name, quotes.offer, quotes.fail), stack)
        calls = Calls(database, SqlRequestLog(database))
        calls.at_drain(quotes.end)
        days = MarketDays(market)
        assets = Assets(vault=vault, store=SqlAssetStore(database), tables=ParquetFactorTables())
        library = Library(store=SqlLibraryStore(database), vault=vault, assets=assets, clock=clock)
        experiments = Experiments(SqlExperimentStore(database), days, vault, library, clock, ids)
        by_name = ExperimentsByName(experiments)
        subjects = LibrarySubjects(SqlLibraryStore(database), {ArchiveSubject.EXPERIMENT: by_name.lacking})
        standings = UnknownStandings()
        stores = Stores(
            journal=SqlJournal(database),
            books=SqlBooks(database),
            orders=SqlOrders(database),
            plans=SqlPlans(database),
            documents=SqlDocuments(database),
        )
        gateways: dict[str, Gateway] = {"paper": PaperGateway(standings), "preview": PreviewGateway(PaperGateway(standings))}
        execution = Execution(stores, bars=days, standings=standings, gateways=gateways, clock=clock)
        yield Rooms(
            about=_about(settings, clock),
            calls=calls,
            operations=operations,
            market=market,
            sources=sources,
            quotes=quotes,
            library=library,
            archives=Archives(store=SqlArchiveStore(database), subjects=subjects, clock=clock, ids=ids),
            artifacts=Artifacts(vault=vault, uploads=vault, largest=settings.max_artifact_bytes),
            bundles=Bundles(vault=vault, store=SqlBundleStore(database), clock=clock),
            vault=vault,
            experiments=experiments,
            configs=Configs(SqlConfigStore(database), clock),
            execution=execution,
            feedback=Feedback(SqlFeedbackStore(database), execution, execution, by_name, days, clock),
        )
