"""One suite for stores of bundles and of registered files, over memory and SQL."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.library.bundles import derived_id
from aistock.library.v1.models import BundleManifest, CatalogFactor, CatalogKind, CatalogStrategy
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore, MemoryBundleStore
from aistock_server.adapters.memory.library_samples import sample_factor, sample_strategy
from aistock_server.adapters.sql.bundle_store import SqlAssetStore, SqlBundleStore
from aistock_server.adapters.sql.database import Database
from aistock_server.adapters.sql.library_tables import factor_registry, strategy_registry
from aistock_server.library import AssetStore, BundleStore, KeptBundle, key_of

NOW = datetime(2026, 1, 5, 8, 0, 0, 123456, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Two stores, with the unit of work that their calls stand in."""

    bundles: BundleStore
    assets: AssetStore
    database: Database | None

    def unit(self) -> AbstractContextManager[None]:
        """A unit of work."""
        return nullcontext() if self.database is None else self.database.unit()


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest, database_url: Callable[[str], str]) -> Iterator[Stores]:
    if request.param == "memory":
        yield Stores(bundles=MemoryBundleStore(), assets=MemoryAssetStore(), database=None)
        return
    database = Database(database_url(request.param))
    database.migrate()
    yield Stores(bundles=SqlBundleStore(database), assets=SqlAssetStore(database), database=database)
    database.close()


def bundle(number: int, run: str = "run") -> KeptBundle:
    """A bundle made from a number."""
    manifest = BundleManifest.model_validate(
        {
            "version": "v1",
            "generated_at_utc": NOW,
            "source": "rdagent",
            "asset_bundle_id": "0" * 32,
            "task_run_id": run,
            "loop_id": number,
            "primary_workspace_id": "ws",
            "primary_assets": {},
            "files": [{"path": "配置.json", "sha256": f"{number:064x}", "size": 2**53 - 1}],
        }
    )
    return KeptBundle(manifest=manifest.model_copy(update={"asset_bundle_id": derived_id(manifest)}), published_at=NOW)


def test_a_bundle_comes_back_as_it_was(stores: Stores) -> None:
    kept = bundle(1)
    with stores.unit():
        assert stores.bundles.get(kept.manifest.asset_bundle_id) is None
        stores.bundles.add(kept)
    with stores.unit():
        assert stores.bundles.get(kept.manifest.asset_bundle_id) == kept


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, 40), max_size=12), st.integers(1, 5), st.sampled_from([None, "run", "nobody"]))
def test_pages_lose_and_repeat_nothing(stores: Stores, numbers: set[int], size: int, run: str | None) -> None:
    with stores.unit():
        for number in sorted(numbers):
            kept = bundle(number, "run" if number % 2 else "other")
            if stores.bundles.get(kept.manifest.asset_bundle_id) is None:
                stores.bundles.add(kept)
        found: list[str] = []
        while page := stores.bundles.page(run, found[-1] if found else None, size):
            assert len(page) <= size
            found += [one.manifest.asset_bundle_id for one in page]
        whole = [one.manifest.asset_bundle_id for one in stores.bundles.page(run, None, 1000)]
    assert found == whole == sorted(set(whole))
    wanted = {bundle(n, "run").manifest.asset_bundle_id for n in numbers if n % 2 and run in (None, "run")}
    assert wanted <= set(found)


def _place(stores: Stores, document: CatalogFactor | CatalogStrategy) -> None:
    """A row for the file to belong to; only the database asks for one."""
    if stores.database is None:
        return
    table = factor_registry if isinstance(document, CatalogFactor) else strategy_registry
    names = [column.name for column in table.primary_key.columns]
    values: dict[str, object] = dict(zip(names, key_of(document), strict=True))
    for column in table.columns:
        if not column.nullable and column.name not in values:
            values[column.name] = False if str(column.type) == "BOOLEAN" else 0 if str(column.type) == "INTEGER" else "x"
    stores.database.connection().execute(table.insert(), values)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (CatalogKind.FACTOR, sample_factor(1), sample_factor(2)),
        (CatalogKind.STRATEGY, sample_strategy(1), sample_strategy(2)),
    ],
)
def test_the_file_of_a_row_is_kept_and_replaced(
    stores: Stores, kind: CatalogKind, first: CatalogFactor | CatalogStrategy, second: CatalogFactor | CatalogStrategy
) -> None:
    keys = [key_of(first), key_of(second)]
    with stores.unit():
        _place(stores, first)
        _place(stores, second)
        assert stores.assets.of(kind, keys) == {}
        stores.assets.keep(kind, keys[0], "a" * 64)
    with stores.unit():
        assert stores.assets.of(kind, keys) == {keys[0]: "a" * 64}
        stores.assets.keep(kind, keys[0], "b" * 64)
        stores.assets.keep(kind, keys[1], "c" * 64)
    with stores.unit():
        assert stores.assets.of(kind, keys) == {keys[0]: "b" * 64, keys[1]: "c" * 64}
        assert stores.assets.of(kind, []) == {}
        assert stores.assets.of(kind, keys * 300) == {keys[0]: "b" * 64, keys[1]: "c" * 64}
