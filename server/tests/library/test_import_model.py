"""Any sequence of imports, in one message or in pieces, leaves what a dictionary would; the same again changes nothing."""

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.library.v1 import converters
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogKind,
    CatalogLoop,
    CatalogRows,
    FactorCatalog,
    ImportCatalogsRequest,
    ImportCatalogStreamRequest,
    ImportHeader,
    ImportMode,
    ImportReport,
    ListFactorsRequest,
    ListLoopsRequest,
    LoopCatalog,
    StreamedCatalog,
)
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.library import Assets, Library, LibraryStore
from aistock_server.rpc.catalog_stream import Spool

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
REQUEST_ID = str(UUID(int=1))

Place = tuple[Library, Callable[[], AbstractContextManager[None]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An import: by kind, the variant of each numbered row; `cut` is how many rows a piece holds, None one message."""

    rows: Mapping[CatalogKind, Mapping[int, int]]
    source: str
    mode: ImportMode
    cut: int | None

    def documents(self, kind: CatalogKind) -> list[CatalogFactor | CatalogLoop]:
        """The rows of a kind."""
        return [_made(kind, number, variant) for number, variant in self.rows[kind].items()]


@dataclass(slots=True)
class Plain:
    """What the library should hold: a row's variant, source and whether it is retired, by kind and number."""

    held: dict[tuple[CatalogKind, int], tuple[int, str, bool]] = field(default_factory=dict)

    def take(self, done: Import) -> dict[CatalogKind, tuple[int, int, int, int]]:
        """Inserted, updated, unchanged and retired, by kind."""
        return {kind: self._take(done, kind) for kind in done.rows}

    def _take(self, done: Import, kind: CatalogKind) -> tuple[int, int, int, int]:
        inserted = updated = unchanged = retired = 0
        for number, variant in done.rows[kind].items():
            before = self.held.get((kind, number))
            if before is not None and (before[0], before[2]) == (variant, False):
                unchanged += 1
                continue
            inserted, updated = (inserted + 1, updated) if before is None else (inserted, updated + 1)
            self.held[kind, number] = (variant, done.source, False)
        for (other, number), (variant, source, gone) in list(self.held.items()):
            missing = other is kind and source == done.source and not gone and number not in done.rows[kind]
            if missing and done.mode is ImportMode.FULL_SNAPSHOT:
                self.held[kind, number] = (variant, source, True)
                retired += 1
        return inserted, updated, unchanged, retired


rows = st.dictionaries(st.integers(0, 7), st.integers(0, 2), max_size=6)
imports = st.builds(
    Import,
    rows=st.fixed_dictionaries({}, optional={CatalogKind.FACTOR: rows, CatalogKind.LOOP: rows}).filter(bool),
    source=st.sampled_from(["one", "two"]),
    mode=st.sampled_from([ImportMode.FULL_SNAPSHOT, ImportMode.UPSERT]),
    cut=st.none() | st.integers(1, 4),
)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite"
    database = Database(f"sqlite:///{path}")
    database.migrate()
    database.close()
    return path


@contextmanager
def place(kind: str, database_url: Callable[[str], str], migrated: Path) -> Iterator[Place]:
    """An empty library, and what its calls stand in."""
    if kind == "memory":
        memory = MemoryLibraryStore()
        yield _library(memory, migrated.parent), memory.unit
        return
    url = database_url(kind)
    if kind == "sqlite":
        shutil.copy(migrated, url.removeprefix("sqlite:///"))
    database = Database(url)
    try:
        yield _library(SqlLibraryStore(database), migrated.parent), database.unit
    finally:
        database.close()


# Every example opens a library of its own.
@pytest.mark.parametrize("kind", ["memory", "sqlite", "postgresql"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=st.lists(imports, min_size=1, max_size=6))
def test_imports_are_a_dictionary(kind: str, database_url: Callable[[str], str], migrated: Path, given_: list[Import]) -> None:
    plain = Plain()
    with place(kind, database_url, migrated) as (library, unit):
        for one in given_:
            expected = plain.take(one)
            with unit():
                report = imported(library, one)
            assert tallies(report) == expected
            assert report.changed is any(any(numbers[:2]) or numbers[3] for numbers in expected.values())
            with unit():
                assert held(library) == documents(plain)
                again = imported(library, one)
            assert not again.changed
            assert tallies(again) == {kind: (0, 0, len(taken), 0) for kind, taken in one.rows.items()}
            with unit():
                assert held(library) == documents(plain)


def imported(library: Library, one: Import) -> ImportReport:
    """The import, in the form it asks for."""
    if one.cut is not None:
        return _in_pieces(library, one, one.cut)
    head = {"generated_at_utc": NOW, "source": one.source}
    catalogs: dict[CatalogKind, tuple[str, Any]] = {
        CatalogKind.FACTOR: ("factors", FactorCatalog),
        CatalogKind.LOOP: ("loops", LoopCatalog),
    }
    given_ = {
        name: of.model_validate({**head, name: one.documents(kind)}) for kind, (name, of) in catalogs.items() if kind in one.rows
    }
    request = ImportCatalogsRequest.model_validate({"request_id": REQUEST_ID, "mode": one.mode, **given_})
    return library.import_catalogs(request).report


def tallies(report: ImportReport) -> dict[CatalogKind, tuple[int, int, int, int]]:
    """Inserted, updated, unchanged and retired, by kind; nothing here is refused."""
    assert all(one.refused == 0 for one in report.tallies)
    return {one.kind: (one.inserted, one.updated, one.unchanged, one.retired) for one in report.tallies}


def held(library: Library) -> list[tuple[CatalogFactor | CatalogLoop, str, bool]]:
    """Every row with its source and whether it is retired."""
    factors = library.list_factors(ListFactorsRequest(include_retired=True)).factors
    loops = library.list_loops(ListLoopsRequest(include_retired=True)).loops
    return [
        *((entry.factor, entry.row.origin, entry.row.retired) for entry in factors),
        *((entry.loop, entry.row.origin, entry.row.retired) for entry in loops),
    ]


def documents(plain: Plain) -> list[tuple[CatalogFactor | CatalogLoop, str, bool]]:
    """The same of the dictionary, in the lists' order."""
    ordered = sorted(plain.held.items(), key=lambda item: (item[0][0] is CatalogKind.LOOP, *_order(*item[0])))
    return [(_made(kind, number, variant), source, retired) for (kind, number), (variant, source, retired) in ordered]


def _order(kind: CatalogKind, number: int) -> tuple[str, int]:
    return (f"run{number % 3}", number) if kind is CatalogKind.LOOP else ("", number)


def _made(kind: CatalogKind, number: int, variant: int) -> CatalogFactor | CatalogLoop:
    if kind is CatalogKind.FACTOR:
        return sample_factor(number, expression=f"Ref($close, {variant + 1})")
    return sample_loop(number, decision=(None, True, False)[variant])


def _in_pieces(library: Library, one: Import, cut: int) -> ImportReport:
    """The import as the server takes it from the wire: through its spool."""
    kinds = [kind for kind in (CatalogKind.FACTOR, CatalogKind.LOOP) if kind in one.rows]
    header = ImportHeader(
        request_id=REQUEST_ID, mode=one.mode, catalogs=[StreamedCatalog(kind=kind, source=one.source) for kind in kinds]
    )
    request = ImportCatalogStreamRequest(header=header)
    with io.BytesIO() as file:
        spool = Spool(converters.TO_PB[ImportCatalogStreamRequest](request).header.catalogs, file)
        for number, kind in enumerate(kinds):
            taken = one.documents(kind)
            for start in range(0, len(taken), cut):
                name = "factors" if kind is CatalogKind.FACTOR else "loops"
                piece = CatalogRows.model_validate({"catalog": number, name: taken[start : start + cut]})
                spool.add(converters.TO_PB[CatalogRows](piece))
        return library.import_catalog_stream(request, spool.offers()).report


def _library(store: LibraryStore, folder: Path) -> Library:
    vault = DirectoryVault(folder / "vault")
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    return Library(store=store, vault=vault, assets=assets, clock=FixedClock(NOW))
