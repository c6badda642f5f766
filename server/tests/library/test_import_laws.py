"""Any imports of every kind, in one message or in pieces, do what a dictionary does on every store."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.library.v1.converters import import_catalog_stream_request_to_pb
from aistock.library.v1.models import (
    AlphaMeta,
    CatalogFactor,
    CatalogFindingCode,
    CatalogKind,
    CatalogLoop,
    CatalogModel,
    CatalogRows,
    FactorCatalog,
    FactorFigures,
    FactorSource,
    ImportCatalogsRequest,
    ImportCatalogStreamRequest,
    ImportHeader,
    ImportMode,
    ImportReport,
    LoopCatalog,
    ModelCatalog,
    StrategyCatalog,
    StreamedCatalog,
)
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop, sample_model, sample_strategy
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid
from aistock_server.library import (
    Assets,
    FactorQuestion,
    Key,
    Library,
    LibraryStore,
    LoopQuestion,
    intake,
    key_of,
)
from aistock_server.library.model import Document
from aistock_server.rpc.catalog_stream import Spool, received
from aistock_server.rpc.codec import from_pb

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
FIELDS = {CatalogKind.FACTOR: "factors", CatalogKind.STRATEGY: "strategies", CatalogKind.LOOP: "loops", CatalogKind.MODEL: "models"}
CATALOGS: dict[CatalogKind, type[Any]] = {
    CatalogKind.FACTOR: FactorCatalog,
    CatalogKind.STRATEGY: StrategyCatalog,
    CatalogKind.LOOP: LoopCatalog,
    CatalogKind.MODEL: ModelCatalog,
}
WINDOWS = [None, *(DateRange(start_date=date(year, 1, 1), end_date=date(year + 1, 1, 1)) for year in (2018, 2020))]


@dataclass(frozen=True, slots=True)
class Part:
    """A catalog of an import."""

    kind: CatalogKind
    origin: str
    documents: tuple[Document, ...]
    alpha: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """An import, with at most one catalog of each kind and one of Alpha factors."""

    parts: tuple[Part, ...]
    whole: bool
    dry: bool
    partial: bool
    size: int | None


@dataclass(slots=True)
class Kept:
    """What the dictionary holds under a key."""

    document: Document
    origin: str
    retired: bool = False


@dataclass(slots=True)
class Expected:
    """What an import should say: numbers by kind, and how many loops dangle."""

    tallies: dict[CatalogKind, Counter[str]] = field(default_factory=dict)
    dangling: int = 0

    @property
    def refused(self) -> bool:
        return any(tally["refused"] for tally in self.tallies.values())


Shelves = dict[CatalogKind, dict[Key, Kept]]


def expected(before: Shelves, step: Step) -> tuple[Shelves, Expected]:
    """The dictionary after an import, and what the import should say."""
    after: Shelves = {
        kind: {key: Kept(one.document, one.origin, one.retired) for key, one in rows.items()} for kind, rows in before.items()
    }
    said = Expected()
    for kind in FIELDS:
        parts = sorted((part for part in step.parts if part.kind is kind), key=lambda part: part.alpha)
        if not parts:
            continue
        tally, seen = Counter[str](), dict[Key, tuple[Document, int]]()
        for place, part in enumerate(parts):
            for document in part.documents:
                key = key_of(document)
                if key in seen:
                    first, of = seen[key]
                    tally["refused"] += document != first and not (part.alpha and of != place)
                    continue
                seen[key] = (document, place)
                tally[_taken(after[kind], key, document, part)] += 1
        for key, one in after[kind].items():
            if step.whole and not one.retired and one.origin in {part.origin for part in parts} and key not in seen:
                one.retired = True
                tally["retired"] += 1
        if kind is CatalogKind.LOOP:
            named = [document.strategy_id for document, _ in seen.values() if isinstance(document, CatalogLoop)]
            said.dangling = sum(name is not None and (name,) not in after[CatalogKind.STRATEGY] for name in named)
        said.tallies[kind] = tally
    return after, said


def _taken(rows: dict[Key, Kept], key: Key, document: Document, part: Part) -> str:
    if isinstance(document, CatalogModel) and document.feature_hash == "0" * 64:
        return "refused"
    stored = rows.get(key)
    if stored is None:
        rows[key] = Kept(document, part.origin)
        return "inserted"
    if (stored.document == document and not stored.retired) or (part.alpha and stored.origin != part.origin):
        return "unchanged"
    rows[key] = Kept(document, part.origin)
    return "updated"


@dataclass(frozen=True, slots=True)
class Place:
    """A library, its store, and what its calls stand in."""

    library: Library
    store: LibraryStore
    clock: FixedClock
    unit: Callable[[], AbstractContextManager[None]]


def _place(store: LibraryStore, unit: Callable[[], AbstractContextManager[None]], folder: Path) -> Place:
    vault, clock = DirectoryVault(folder), FixedClock(NOW)
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    return Place(Library(store=store, vault=vault, assets=assets, clock=clock), store, clock, unit)


@pytest.fixture
def databases(database_url: Callable[[str], str], tmp_path: Path) -> Iterator[list[Place]]:
    opened = [Database(database_url(kind)) for kind in ("sqlite", "postgresql")]
    for one in opened:
        one.migrate()
    yield [_place(SqlLibraryStore(one), one.unit, tmp_path / "vault") for one in opened]
    for one in opened:
        one.close()


def in_one(place: Place, step: Step) -> ImportReport:
    """The import in one message."""
    made: dict[str, Any] = {}
    for part in step.parts:
        kind, name = (AlphaMeta, "alpha") if part.alpha else (CATALOGS[part.kind], FIELDS[part.kind])
        made[name] = kind(generated_at_utc=NOW, source=part.origin, **{FIELDS[part.kind]: list(part.documents)})
    mode = ImportMode.FULL_SNAPSHOT if step.whole else ImportMode.UPSERT
    request = ImportCatalogsRequest(request_id=str(UUID(int=1)), mode=mode, dry_run=step.dry, allow_partial=step.partial, **made)
    return place.library.import_catalogs(request).report


def in_pieces(place: Place, step: Step, size: int) -> ImportReport:
    """The import in messages of so many rows, as the server receives them."""
    header = ImportHeader(
        request_id=str(UUID(int=1)),
        catalogs=[StreamedCatalog(kind=part.kind, source=part.origin, alpha=part.alpha) for part in step.parts],
        mode=ImportMode.FULL_SNAPSHOT if step.whole else ImportMode.UPSERT,
        dry_run=step.dry,
        allow_partial=step.partial,
    )

    async def messages() -> AsyncIterator[Any]:
        yield import_catalog_stream_request_to_pb(ImportCatalogStreamRequest(header=header))
        for place_, part in enumerate(step.parts):
            for start in range(0, len(part.documents), size):
                rows = CatalogRows.model_validate({"catalog": place_, FIELDS[part.kind]: part.documents[start : start + size]})
                yield import_catalog_stream_request_to_pb(ImportCatalogStreamRequest(rows=rows))

    with tempfile.TemporaryFile() as file:
        first, spool = asyncio.run(received(messages(), file, lambda spool, message: _into(place, spool, message)))
        return place.library.import_catalog_stream(from_pb(first), spool.offers()).report


async def _into(place: Place, spool: Spool, message: Any) -> None:
    spool.take(message, place.library.digests)


def imported(place: Place, step: Step) -> ImportReport:
    return in_one(place, step) if step.size is None else in_pieces(place, step, step.size)


def numbers(report: ImportReport) -> dict[CatalogKind, Counter[str]]:
    names = ("inserted", "updated", "unchanged", "refused", "retired")
    return {one.kind: +Counter({name: getattr(one, name) for name in names}) for one in report.tallies}


small = st.integers(0, 5)


@st.composite
def factors(draw: st.DrawFn) -> CatalogFactor:
    figures = draw(
        st.none() | st.builds(FactorFigures, ic_mean=st.none() | st.just(0.25) | st.just(-0.5), period=st.sampled_from(WINDOWS))
    )
    return sample_factor(draw(small), region=draw(st.sampled_from(["cn", "us"])), figures=figures)


@st.composite
def loops(draw: st.DrawFn) -> CatalogLoop:
    number = draw(small)
    return sample_loop(
        number,
        strategy_id=draw(st.sampled_from([None, sample_strategy(0).strategy_id, sample_strategy(number).strategy_id])),
        decision=draw(st.sampled_from([None, True])),
        config_hash=draw(st.sampled_from([None, "a" * 64])),
        period=draw(st.sampled_from(WINDOWS)),
        started_at_utc=draw(st.sampled_from([None, NOW, NOW + timedelta(microseconds=1)])),
        metrics={"annualized_return": draw(st.sampled_from([None, 0.1, -0.1])), "multi_score": draw(st.sampled_from([None, 0.5]))},
        paths={"feedback": "feedback.json", "factor_meta": "factor_meta.json"},
    )


models = st.builds(lambda number, bad: sample_model(number, **({"feature_hash": "0" * 64} if bad else {})), small, st.booleans())
strategies = st.builds(lambda number, market: sample_strategy(number, market=market), small, st.sampled_from([None, "csi300"]))
ROWS: dict[CatalogKind, st.SearchStrategy[Any]] = {
    CatalogKind.FACTOR: factors(),
    CatalogKind.STRATEGY: strategies,
    CatalogKind.LOOP: loops(),
    CatalogKind.MODEL: models,
}
ALPHA = factors().filter(lambda factor: factor.source is FactorSource.QLIB_ALPHA158)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    parts = []
    for kind in FIELDS:
        if draw(st.booleans()):
            parts.append(Part(kind, draw(st.sampled_from(["one", "two"])), tuple(draw(st.lists(ROWS[kind], max_size=6)))))
        if kind is CatalogKind.FACTOR and draw(st.booleans()):
            parts.append(Part(kind, "alpha", tuple(draw(st.lists(ALPHA, max_size=3))), alpha=True))
    if not parts:
        parts.append(Part(CatalogKind.LOOP, "one", tuple(draw(st.lists(loops(), max_size=6)))))
    flags = [draw(st.booleans()) for _ in range(3)]
    return Step(tuple(parts), *flags, size=draw(st.none() | st.integers(1, 4)))


SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(params=[(1, 1 << 20), (2, 1 << 20), (50, 1), (50, 1 << 20)], ids=["one row", "two rows", "a byte", "whole"])
def batches(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an import's batches end: no answer depends on it."""
    rows, size = request.param
    monkeypatch.setattr(intake, "ROWS_A_BATCH", rows)
    monkeypatch.setattr(intake, "BYTES_A_BATCH", size)


@SLOW
@pytest.mark.usefixtures("batches")
@given(st.lists(steps(), min_size=1, max_size=4))
def test_imports_are_those_of_a_dictionary(databases: list[Place], tmp_path: Path, given_steps: list[Step]) -> None:
    memory = MemoryLibraryStore()
    for place in (_place(memory, memory.unit, tmp_path / "vault"), *databases):
        with suppress(ZeroDivisionError), place.unit():
            _lived(place, given_steps)
            # What fails leaves nothing behind, so the next example finds the tables empty.
            raise ZeroDivisionError


def _lived(place: Place, given_steps: Sequence[Step]) -> None:
    rows: Shelves = {kind: {} for kind in FIELDS}
    for number, step in enumerate(given_steps):
        place.clock.instant = NOW + timedelta(hours=number)
        after, said = expected(rows, step)
        if said.refused and not (step.dry or step.partial):
            # It would undo the unit of work that all steps share here, so it is asked what it would have done.
            step = Step(step.parts, step.whole, True, step.partial, step.size)
        report = imported(place, step)
        assert numbers(report) == {kind: +tally for kind, tally in said.tallies.items()}
        assert sum(one.code is CatalogFindingCode.DANGLING_STRATEGY for one in report.findings) == said.dangling
        if step.dry:
            continue
        rows = after
        again = imported(place, Step(step.parts, step.whole, True, True, step.size))
        assert not again.changed or _moves(step)
    for kind, expected_rows in rows.items():
        for key, one in expected_rows.items():
            found = place.store.get(kind, key)
            assert found is not None
            assert (found.document, found.head.origin, found.head.retired) == (one.document, one.origin, one.retired)


def _moves(step: Step) -> bool:
    """Two catalogs of one import that hold the same key: the second import sees the first's row as its own."""
    keys = [key_of(document) for part in step.parts if part.kind is CatalogKind.FACTOR for document in part.documents]
    return len(keys) != len(set(keys))


@SLOW
@given(steps())
def test_a_refused_import_leaves_nothing(databases: list[Place], tmp_path: Path, step: Step) -> None:
    step = Step(step.parts, step.whole, False, False, step.size)
    memory = MemoryLibraryStore()
    refused = expected({kind: {} for kind in FIELDS}, step)[1].refused
    for place in (_place(memory, memory.unit, tmp_path / "vault"), *databases):
        with suppress(ZeroDivisionError):
            if refused:
                with pytest.raises(Invalid), place.unit():
                    imported(place, step)
            with place.unit():
                assert place.store.factors(FactorQuestion(include_retired=True), None, 9) == []
                assert place.store.loops(LoopQuestion(include_retired=True), None, 9) == []
                raise ZeroDivisionError
