"""Every question about the library has one answer, whichever store is asked, in pages of any size."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.identity import feature_hash
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    FactorCatalog,
    FactorFigure,
    FactorOrder,
    FactorSource,
    ImportCatalogsRequest,
    ListFactorsRequest,
    ListLoopsRequest,
    ListModelsRequest,
    ListStrategiesRequest,
    LoopAction,
    LoopCatalog,
    LoopFigure,
    LoopOrder,
    ModelCatalog,
    StrategyCatalog,
)
from aistock_conformance.postgres import Cluster
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop, sample_model, sample_strategy
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_store import SqlLibraryStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.library import Assets, Library, LibraryStore

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
COUNT = 17


@dataclass(frozen=True, slots=True)
class Place:
    """A library, and what its calls stand in."""

    library: Library
    unit: Callable[[], AbstractContextManager[None]]


def days(number: int, length: int = 20) -> dict[str, str] | None:
    """Days that overlap those of some numbers; every fifth number has none."""
    first = number % 9 + 1
    return None if number % 5 == 4 else {"start_date": f"2020-{first:02d}-10", "end_date": f"2020-{first + 1:02d}-{length:02d}"}


def factor(number: int) -> CatalogFactor:
    """A factor whose figures repeat, are missing one by one, or are missing together."""
    own = {"ic_mean": number % 3 / 100 if number % 2 else None, "rank_ic_mean": -number / 100, "period": days(number)}
    return sample_factor(number, figures=None if number % 6 == 5 else own)


def loop(number: int) -> CatalogLoop:
    """A loop of one of five strategies, with a start and a window that may be missing."""
    return sample_loop(
        number,
        strategy_id=None if number % 7 == 6 else sample_strategy(number % 5).strategy_id,
        factor_names=[f"F{number % 4:03d}"],
        config_hash=f"{number % 2:064x}",
        period=days(number),
        started_at_utc=None if number % 4 == 3 else f"2026-01-{number % 6 + 1:02d}T08:00:00Z",
    )


def filled(store: LibraryStore, unit: Callable[[], AbstractContextManager[None]], vault: DirectoryVault) -> Place:
    """Rows of two sources; the last rows of the first source are retired."""
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    library = Library(store=store, vault=vault, assets=assets, clock=FixedClock(NOW))
    first, second = range(0, COUNT, 2), range(1, COUNT, 2)
    for source, numbers, mode in (("one", first, "upsert"), ("two", second, "upsert"), ("one", first[:-2], "full_snapshot")):
        head = {"generated_at_utc": NOW, "source": source}
        features = {n: ["A", "B"] if n % 3 else ["B"] for n in numbers}
        catalogs = {
            "factors": FactorCatalog.model_validate({**head, "factors": [factor(n) for n in numbers]}),
            "strategies": StrategyCatalog.model_validate(
                {**head, "strategies": [sample_strategy(n, market=("csi300", None)[n % 4 // 2]) for n in numbers]}
            ),
            "loops": LoopCatalog.model_validate({**head, "loops": [loop(n) for n in numbers]}),
            "models": ModelCatalog.model_validate(
                {
                    **head,
                    "models": [sample_model(n, features=features[n], feature_hash=feature_hash(features[n])) for n in numbers],
                }
            ),
        }
        request = ImportCatalogsRequest.model_validate({"request_id": str(UUID(int=1)), "mode": mode, **catalogs})
        with unit():
            library.import_catalogs(request)
    return Place(library, unit)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> DirectoryVault:
    return DirectoryVault(tmp_path_factory.mktemp("vault"))


@pytest.fixture(scope="module")
def memory(vault: DirectoryVault) -> Place:
    store = MemoryLibraryStore()
    return filled(store, store.unit, vault)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sql(request: pytest.FixtureRequest, vault: DirectoryVault, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The same rows in a database."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path_factory.mktemp('lists') / 'lists.sqlite'}")
    else:
        running: Cluster = request.getfixturevalue("postgresql")
        database = Database(running.create("list_agreement"))
    database.migrate()
    yield filled(SqlLibraryStore(database), database.unit, vault)
    database.close()


def _bounds(name: str, figures: Sequence[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    ends = st.none() | st.sampled_from([-0.9, -0.1, 0.0, 0.01, 0.1, 0.3, 2.0])
    made = st.fixed_dictionaries({name: st.sampled_from(figures), "least": ends, "most": ends})
    ordered = made.filter(
        lambda one: (one["least"], one["most"]) != (None, None) and (None in one.values() or one["least"] <= one["most"])
    )
    return st.lists(ordered, max_size=2)


periods = st.tuples(st.integers(1, 11), st.integers(0, 2)).map(
    lambda drawn: {"start_date": f"2020-{drawn[0]:02d}-15", "end_date": f"2020-{min(drawn[0] + drawn[1], 12):02d}-15"}
)
strategy_ids = st.sampled_from([sample_strategy(number).strategy_id for number in (0, 1, 4, 9, 99)])
common: dict[str, st.SearchStrategy[Any]] = {"origin": st.sampled_from(["one", "two", "three"]), "include_retired": st.booleans()}
hashes = st.sampled_from([f"{number:064x}" for number in range(3)])
LISTS: dict[str, tuple[Any, str, dict[str, st.SearchStrategy[Any]]]] = {
    "list_factors": (ListFactorsRequest, "factors", {
        **common, "source": st.sampled_from(list(FactorSource)),
        "tags": st.lists(st.sampled_from(["risk", "a_b", "100%"]), unique=True),
        "text": st.sampled_from(["F00", "第1", "%", "_", "nothing"]), "order": st.sampled_from(list(FactorOrder)),
        "bounds": _bounds("figure", list(FactorFigure)), "period": periods,
    }),
    "list_strategies": (ListStrategiesRequest, "strategies", {
        **common, "action": st.sampled_from(list(LoopAction)), "text": st.sampled_from(["CONF_1", "lgb", "nothing"]),
        "bounds": _bounds("metric", list(LoopFigure)), "period": periods, "market": st.sampled_from(["csi300", "csi500"]),
    }),
    "list_loops": (ListLoopsRequest, "loops", {
        **common, "task_run_id": st.sampled_from(["run0", "run2", "run9"]), "strategy_id": strategy_ids,
        "action": st.sampled_from(list(LoopAction)), "has_result": st.booleans(), "decision": st.booleans(),
        "factor_name": st.sampled_from(["F000", "F003", "F00"]), "bounds": _bounds("metric", list(LoopFigure)),
        "text": st.sampled_from(["第1", "done", "%", "nothing"]), "config_hash": hashes, "period": periods,
        "order": st.sampled_from(list(LoopOrder)),
    }),
    "list_models": (ListModelsRequest, "models", {
        **common, "task_run_id": st.sampled_from(["run0", "run9"]), "strategy_id": strategy_ids,
        "model_type": st.sampled_from(["LGBModel", "Linear"]), "feature_hash": st.sampled_from([feature_hash(["B"]), "0" * 64]),
    }),
}  # fmt: skip


@st.composite
def questions(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Few filters at once, so that most questions have an answer."""
    fields = LISTS[name][2]
    chosen = draw(st.lists(st.sampled_from(sorted(fields)), unique=True, max_size=3))
    return {field: draw(fields[field]) for field in chosen}


@pytest.mark.parametrize("name", LISTS)
@settings(max_examples=120, deadline=None)
@given(data=st.data(), size=st.sampled_from([1, 3, 1000]))
def test_every_store_has_the_same_answer(name: str, memory: Place, sql: Place, data: st.DataObject, size: int) -> None:
    asked = data.draw(questions(name))

    wanted = answer(memory, name, asked, 1000)

    assert answer(sql, name, asked, size) == wanted
    assert answer(memory, name, asked, size) == wanted


def answer(place: Place, name: str, asked: dict[str, Any], size: int) -> list[Any]:
    """Every row of a list, fetched in pages of a size."""
    kind, field, _ = LISTS[name]
    found: list[Any] = []
    token = None
    with place.unit():
        while True:
            page = getattr(place.library, name)(kind.model_validate({**asked, "page_size": size, "page_token": token}))
            found += getattr(page, field)
            token = page.next_page_token
            if token is None:
                return found
            assert len(getattr(page, field)) == size
            assert len(found) <= COUNT
