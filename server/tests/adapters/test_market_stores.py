"""Every store of snapshots answers alike."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import Adjustment, Board, DatasetKind, DatasetManifest, InstrumentKind
from aistock_server.adapters.memory.market_samples import instrument
from aistock_server.adapters.memory.market_store import MemoryMarketStore
from aistock_server.adapters.sql import market_tables
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.market_store import SqlMarketStore
from aistock_server.adapters.sql.metadata import metadata
from aistock_server.market.model import Snapshot
from aistock_server.market.ports import MarketStore

CODES = ("000001.SZ", "000300.SH", "300750.SZ", "600000.SH", "688981.SH")
MARKET_TABLES = [table for name, table in metadata.tables.items() if name.startswith("market_")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A store and how to work with it."""

    store: MarketStore
    database: Database | None

    def unit(self) -> AbstractContextManager[None]:
        return self.database.unit() if self.database else nullcontext()


def opened(kind: str, url: str) -> Opened:
    if kind == "memory":
        return Opened(store=MemoryMarketStore(), database=None)
    database = Database(url)
    with database.unit():
        # PostgreSQL's database is a copy of one that was migrated, and has them.
        metadata.create_all(database.connection(), tables=MARKET_TABLES)
    return Opened(store=SqlMarketStore(database), database=database)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Opened]:
    found = opened(request.param, "" if request.param == "memory" else database_url(request.param))
    with found.unit():
        yield found
    if found.database:
        found.database.close()


def snapshot(number: int, name: str = "sample", kind: DatasetKind = DatasetKind.BARS) -> Snapshot:
    days = [date(2024, 1, 2), date(2024, 1, 3)]
    manifest = DatasetManifest(
        generated_at_utc=datetime(2024, 6, 1, tzinfo=UTC),
        source="test",
        snapshot_id=f"{number:064x}",
        name=name,
        kind=kind,
        instrument_count=1,
        row_count=2,
        session_count=2,
        date_range=DateRange(start_date=days[0], end_date=days[1]),
        calendar="XSHG",
        adjustment=Adjustment.NONE,
        synthetic=True,
        info_count=0,
        warning_count=0,
        error_count=0,
    )
    return Snapshot(manifest=manifest, sessions=days, later_sessions=[date(2024, 1, 4)])


def test_a_snapshot_is_given_back_as_it_was(store: Opened) -> None:
    stored = snapshot(1)
    assert store.store.snapshot(stored.manifest.snapshot_id) is None
    store.store.add(stored, [instrument(code) for code in reversed(CODES)])
    assert store.store.snapshot(stored.manifest.snapshot_id) == stored
    assert list(store.store.instruments(stored.manifest.snapshot_id)) == [instrument(code) for code in CODES]


def test_instruments_are_filtered(store: Opened) -> None:
    store.store.add(snapshot(1), [instrument(code) for code in CODES])
    ask = lambda **asked: [one.code for one in store.store.instruments(f"{1:064x}", **asked)]  # noqa: E731
    assert ask(kind=InstrumentKind.INDEX) == ["000300.SH"]
    assert ask(board=Board.MAIN) == ["000001.SZ", "600000.SH"]
    assert ask(codes=["688981.SH", "000001.SZ", "600001.SH"]) == ["000001.SZ", "688981.SH"]
    assert ask(codes=[]) == []
    assert ask(after="000300.SH", limit=2) == ["300750.SZ", "600000.SH"]
    assert ask(codes=[f"{number:06d}.SZ" for number in range(1200)], limit=1) == ["000001.SZ"]


def test_a_name_stands_for_what_it_was_set_to(store: Opened) -> None:
    store.store.add(snapshot(1), [])
    store.store.add(snapshot(2), [])
    store.store.add(snapshot(3, kind=DatasetKind.QLIB_BIN), [])
    assert store.store.latest("sample", DatasetKind.BARS) is None
    for number in (1, 2, 1):
        store.store.set_latest("sample", DatasetKind.BARS, f"{number:064x}")
        assert store.store.latest("sample", DatasetKind.BARS) == f"{number:064x}"
    store.store.set_latest("sample", DatasetKind.QLIB_BIN, f"{3:064x}")
    assert store.store.latest("sample", DatasetKind.BARS) == f"{1:064x}"
    assert store.store.name_count() == 1


@pytest.mark.parametrize("which", ["sqlite", "postgresql"])
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([DatasetKind.BARS, DatasetKind.QLIB_BIN])), max_size=9),
    st.sampled_from([None, "a", "b"]),
    st.sampled_from([None, DatasetKind.BARS]),
    st.booleans(),
    st.integers(1, 4),
)
# Every example opens a database of its own.
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_of_both_stores_are_the_same(
    which: str,
    database_url: Callable[[str], str],
    made: list[tuple[str, DatasetKind]],
    name: str | None,
    kind: DatasetKind | None,
    latest_only: bool,
    limit: int,
) -> None:
    answers = []
    for found in (opened("memory", ""), opened(which, database_url(which))):
        with found.unit():
            for number, (dataset, of) in enumerate(made):
                found.store.add(snapshot(number, dataset, of), [])
                found.store.set_latest(dataset, of, f"{number:064x}")
            answers.append(paged(found.store, name=name, kind=kind, latest_only=latest_only, limit=limit))
        if found.database:
            found.database.close()
    assert answers[0] == answers[1]
    listed = [(manifest.name, manifest.kind) for _, manifest, _ in answers[0]]
    wanted = [pair for pair in made if name in (None, pair[0]) and kind in (None, pair[1])]
    assert sorted(listed) == sorted(set(wanted) if latest_only else wanted)


def paged(
    store: MarketStore, *, name: str | None, kind: DatasetKind | None, latest_only: bool, limit: int
) -> list[tuple[int, DatasetManifest, bool]]:
    found: list[tuple[int, DatasetManifest, bool]] = []
    after = None
    while True:
        rows = store.page(name=name, kind=kind, latest_only=latest_only, after=after, limit=limit)
        found += rows
        if len(rows) < limit:
            return found
        after = (rows[-1][1].name, rows[-1][0])


def test_the_migration_makes_the_tables_that_the_store_uses(tmp_path: Path) -> None:
    import importlib

    revision = importlib.import_module("aistock_server.adapters.sql.migrations.versions.0002_market")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            revision.upgrade()
        wanted = sa.MetaData()
        for table in MARKET_TABLES:
            table.to_metadata(wanted)
        assert compare_metadata(context, wanted) == []
        with Operations.context(context):
            revision.downgrade()
        assert sa.inspect(connection).get_table_names() == []
    engine.dispose()
    assert market_tables.market_snapshot in MARKET_TABLES
