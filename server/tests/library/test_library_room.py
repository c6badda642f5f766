"""Laws of the library: importing again changes nothing, nothing is lost, and what does not hold is said."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1.models import (
    AlphaMeta,
    CatalogFindingCode,
    CatalogKind,
    CatalogSeverity,
    FactorCatalog,
    FactorOrder,
    FactorSource,
    GetFactorRequest,
    GetLoopRequest,
    GetModelRequest,
    GetStrategyRequest,
    ImportCatalogsRequest,
    ImportMode,
    ImportReport,
    ListFactorsRequest,
    ListLoopsRequest,
    ListModelsRequest,
    ListStrategiesRequest,
    LoopCatalog,
    LoopOrder,
    ModelCatalog,
    PublishLoopRequest,
    RegisterFactorRequest,
    RegisterStrategyRequest,
    StrategyCatalog,
)
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryAssetStore
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop, sample_model, sample_strategy
from aistock_server.adapters.memory.library_store import MemoryLibraryStore
from aistock_server.adapters.parquet.factor_tables import ParquetFactorTables
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotFound
from aistock_server.library import Assets, Library

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
REQUEST_ID = str(UUID(int=1))
MADE = {"generated_at_utc": NOW, "source": "rdagent_tools", "snapshot_id": "s1"}


def _library(vault: DirectoryVault, store: MemoryLibraryStore | None = None) -> Library:
    assets = Assets(vault=vault, store=MemoryAssetStore(), tables=ParquetFactorTables())
    return Library(store=store or MemoryLibraryStore(), vault=vault, assets=assets, clock=FixedClock(NOW))


@pytest.fixture
def store() -> MemoryLibraryStore:
    return MemoryLibraryStore()


@pytest.fixture
def library(tmp_path: Path, store: MemoryLibraryStore) -> Library:
    return _library(DirectoryVault(tmp_path / "vault"), store)


def _request(numbers: range, *, strategies: range | None = None, **changes: object) -> ImportCatalogsRequest:
    known = numbers if strategies is None else strategies
    values: dict[str, object] = {
        "request_id": REQUEST_ID,
        "factors": FactorCatalog(**MADE, factors=[sample_factor(n) for n in numbers]),  # type: ignore[arg-type]  # envelope
        "strategies": StrategyCatalog(**MADE, strategies=[sample_strategy(n) for n in known]),  # type: ignore[arg-type]
        "loops": LoopCatalog(**MADE, loops=[sample_loop(n) for n in numbers]),  # type: ignore[arg-type]
        "models": ModelCatalog(**MADE, models=[sample_model(n) for n in numbers]),  # type: ignore[arg-type]
        "mode": ImportMode.FULL_SNAPSHOT,
    }
    return ImportCatalogsRequest(**(values | changes))  # type: ignore[arg-type]  # one place for defaults of many tests


def _import(library: Library, request: ImportCatalogsRequest) -> ImportReport:
    return library.import_catalogs(request).report


def _counts(report: ImportReport) -> list[tuple[int, int, int, int, int]]:
    return [(t.inserted, t.updated, t.unchanged, t.refused, t.retired) for t in report.tallies]


def test_import_is_idempotent(library: Library) -> None:
    first = _import(library, _request(range(5)))
    assert (first.changed, first.findings, first.snapshot_id) == (True, [], "s1")
    assert _counts(first) == [(5, 0, 0, 0, 0)] * 4
    again = _import(library, _request(range(5)))
    assert (again.changed, _counts(again)) == (False, [(0, 0, 5, 0, 0)] * 4)


def test_a_dry_run_tells_and_does_nothing(library: Library) -> None:
    told = _import(library, _request(range(3), dry_run=True))
    assert (told.dry_run, told.changed, _counts(told)) == (True, True, [(3, 0, 0, 0, 0)] * 4)
    assert library.list_loops(ListLoopsRequest()).loops == []
    done = _import(library, _request(range(3)))
    assert done == told.model_copy(update={"dry_run": False})


def test_a_full_snapshot_retires_what_it_does_not_hold_and_finds_it_again(library: Library) -> None:
    _import(library, _request(range(4)))
    assert _counts(_import(library, _request(range(1, 4), mode=ImportMode.UPSERT))) == [(0, 0, 3, 0, 0)] * 4
    assert _counts(_import(library, _request(range(1, 4)))) == [(0, 0, 3, 0, 1)] * 4
    assert len(library.list_loops(ListLoopsRequest()).loops) == 3
    gone = library.get_loop(GetLoopRequest(task_run_id="run0", loop_id=0, workspace_id="ws0")).loop
    assert gone.row.retired
    assert _counts(_import(library, _request(range(1, 4)))) == [(0, 0, 3, 0, 0)] * 4
    assert _counts(_import(library, _request(range(4)))) == [(0, 1, 3, 0, 0)] * 4


def test_another_producer_retires_nothing_of_ours(library: Library) -> None:
    _import(library, _request(range(2)))
    other = LoopCatalog(generated_at_utc=NOW, source="another_machine", loops=[sample_loop(9)])
    report = _import(library, ImportCatalogsRequest(request_id=REQUEST_ID, loops=other, mode=ImportMode.FULL_SNAPSHOT))
    assert _counts(report) == [(1, 0, 0, 0, 0)]
    assert len(library.list_loops(ListLoopsRequest()).loops) == 3


def test_a_dangling_strategy_is_kept_with_a_finding(library: Library) -> None:
    report = _import(library, _request(range(3), strategies=range(2)))
    assert [(item.code, item.severity, item.key) for item in report.findings] == [
        (CatalogFindingCode.DANGLING_STRATEGY, CatalogSeverity.WARNING, "run2/2/ws2")
    ]
    loops = library.list_loops(ListLoopsRequest()).loops
    assert [(entry.loop.loop_id, entry.strategy_known) for entry in loops] == [(0, True), (1, True), (2, False)]
    assert loops[2].loop.strategy_id == sample_strategy(2).strategy_id
    assert _import(library, _request(range(3))).findings == []
    assert library.list_loops(ListLoopsRequest()).loops[2].strategy_known


def test_a_refused_row_refuses_all_unless_partial_is_allowed(library: Library, store: MemoryLibraryStore) -> None:
    models = ModelCatalog(**MADE, models=[sample_model(0), sample_model(1, feature_hash="0" * 64)])  # type: ignore[arg-type]
    with pytest.raises(Invalid, match="1 rows are refused") as refused, store.unit():
        _import(library, _request(range(2), models=models))
    assert (refused.value.reason, refused.value.violations[0].rule) == ("CATALOG_REFUSED", "feature_hash_mismatch")
    assert library.list_factors(ListFactorsRequest()).factors == []
    report = _import(library, _request(range(2), models=models, allow_partial=True))
    assert _counts(report)[3] == (1, 0, 0, 1, 0)
    assert [entry.model.loop_id for entry in library.list_models(ListModelsRequest()).models] == [0]


def test_the_same_key_twice_is_refused_or_noted(library: Library) -> None:
    rows = [sample_factor(1), sample_factor(1), sample_factor(1, region="us")]
    factors = FactorCatalog(**MADE, factors=rows)  # type: ignore[arg-type]
    request = ImportCatalogsRequest(request_id=REQUEST_ID, factors=factors, mode=ImportMode.UPSERT, allow_partial=True)
    report = _import(library, request)
    assert [item.code for item in report.findings] == [CatalogFindingCode.DUPLICATE_KEY, CatalogFindingCode.REPEATED_ROW]
    assert _counts(report) == [(1, 0, 0, 1, 0)]


def test_catalogs_of_two_snapshots_and_foreign_ids_are_noticed(library: Library) -> None:
    strategies = StrategyCatalog(
        generated_at_utc=NOW, source="rdagent_tools", snapshot_id="s2", strategies=[sample_strategy(0, strategy_id="e" * 32)]
    )
    report = _import(library, _request(range(0)).model_copy(update={"strategies": strategies}))
    assert {item.code for item in report.findings} == {
        CatalogFindingCode.SNAPSHOT_MISMATCH,
        CatalogFindingCode.STRATEGY_ID_MISMATCH,
    }


def test_alpha_factors_give_way_to_the_factor_catalog(library: Library) -> None:
    plain = sample_factor(2, best_performance_sharpe=None, best_task_run_id=None, best_loop_id=None)
    alpha = AlphaMeta(generated_at_utc=NOW, source="qlib_alpha158", factors=[plain, sample_factor(4)])
    _import(library, _request(range(3), alpha=alpha))
    key = GetFactorRequest(name="F002", source=FactorSource.QLIB_ALPHA158)
    assert library.get_factor(key).factor.factor == sample_factor(2)
    only_alpha = ImportCatalogsRequest(request_id=REQUEST_ID, alpha=alpha, mode=ImportMode.FULL_SNAPSHOT)
    assert _counts(_import(library, only_alpha)) == [(0, 0, 2, 0, 0)]
    assert library.get_factor(key).factor.factor == sample_factor(2)


def test_publishing_a_loop_is_importing_it(library: Library) -> None:
    request = PublishLoopRequest(
        request_id=REQUEST_ID,
        source="rdagent",
        loop=sample_loop(3),
        strategy=sample_strategy(3),
        factors=[sample_factor(3)],
        model=sample_model(3),
    )
    assert _counts(library.publish_loop(request).report) == [(1, 0, 0, 0, 0)] * 4
    assert not library.publish_loop(request).report.changed
    strategy = library.get_strategy(GetStrategyRequest(strategy_id=sample_strategy(3).strategy_id)).strategy
    assert (strategy.loop_count, strategy.strategy) == (1, sample_strategy(3))
    assert library.find_strategy(sample_strategy(3).strategy_id) == sample_strategy(3)


def test_external_assets_say_how_they_are_computed(library: Library) -> None:
    bare = sample_factor(1, source=FactorSource.EXTERNAL, expression=None)
    with pytest.raises(Invalid, match="has no expression"):
        library.register_factor(RegisterFactorRequest(request_id=REQUEST_ID, factor=bare))
    with pytest.raises(Invalid, match="is not stored"):
        library.register_factor(RegisterFactorRequest(request_id=REQUEST_ID, factor=bare, asset_sha256="a" * 64))
    named = sample_factor(1, source=FactorSource.EXTERNAL)
    entry = library.register_factor(RegisterFactorRequest(request_id=REQUEST_ID, factor=named)).factor
    assert (entry.factor, entry.row.origin) == (named, "external")
    wrong = sample_strategy(0, strategy_id="e" * 32)
    with pytest.raises(Invalid, match="does not follow"):
        library.register_strategy(RegisterStrategyRequest(request_id=REQUEST_ID, strategy=wrong))
    assert (
        library.register_strategy(RegisterStrategyRequest(request_id=REQUEST_ID, strategy=sample_strategy(0))).strategy.loop_count
        == 0
    )


def test_what_is_not_there_is_named(library: Library) -> None:
    with pytest.raises(NotFound, match="no factor 'X/rd_agent'"):
        library.get_factor(GetFactorRequest(name="X", source=FactorSource.RD_AGENT))
    with pytest.raises(NotFound, match="no strategy"):
        library.get_strategy(GetStrategyRequest(strategy_id="e" * 32))
    with pytest.raises(NotFound, match="no loop 'r/1/w'"):
        library.get_loop(GetLoopRequest(task_run_id="r", loop_id=1, workspace_id="w"))
    with pytest.raises(NotFound, match="no model"):
        library.get_model(GetModelRequest(model_id="e" * 32))


def test_a_page_token_is_good_for_its_own_question_only(library: Library) -> None:
    _import(library, _request(range(5)))
    token = library.list_factors(ListFactorsRequest(page_size=2, order=FactorOrder.SHARPE)).next_page_token
    assert token is not None
    with pytest.raises(Invalid, match="was not given by this list"):
        library.list_factors(ListFactorsRequest(page_size=2, page_token=token))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 25), st.integers(1, 9), st.sampled_from(list(LoopOrder)), st.sampled_from([None, True, False]))
def test_paging_loses_and_repeats_nothing(
    tmp_path_factory: pytest.TempPathFactory, count: int, size: int, order: LoopOrder, decision: bool | None
) -> None:
    vault = DirectoryVault(tmp_path_factory.mktemp("vault"))
    library = _library(vault)
    _import(library, _request(range(count)))
    found, token = [], None
    while True:
        page = library.list_loops(ListLoopsRequest(page_size=size, order=order, decision=decision, page_token=token))
        found += [entry.loop.loop_id for entry in page.loops]
        token = page.next_page_token
        if token is None:
            break
    whole = library.list_loops(ListLoopsRequest(page_size=1000, order=order, decision=decision))
    assert found == [entry.loop.loop_id for entry in whole.loops]
    assert sorted(found) == [n for n in range(count) if decision is None or (n % 2 == 0) is decision]


def test_strategies_are_listed_by_id_with_their_loops(library: Library) -> None:
    _import(library, _request(range(6)))
    first = library.list_strategies(ListStrategiesRequest(page_size=4))
    second = library.list_strategies(ListStrategiesRequest(page_size=4, page_token=first.next_page_token))
    entries = [*first.strategies, *second.strategies]
    assert [entry.strategy.strategy_id for entry in entries] == sorted(sample_strategy(n).strategy_id for n in range(6))
    assert {entry.loop_count for entry in entries} == {1}


def test_real_alpha_meta_imports_twice_without_change(library: Library) -> None:
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set; the real alpha meta is not imported")
    alpha = AlphaMeta.model_validate(json.loads(Path(root, "rd_agent", "alpha158_meta.json").read_text(encoding="utf-8")))
    request = ImportCatalogsRequest(request_id=REQUEST_ID, alpha=alpha, mode=ImportMode.FULL_SNAPSHOT)
    assert _counts(_import(library, request)) == [(20, 0, 0, 0, 0)]
    assert not _import(library, request).changed
    assert {item.kind for item in _import(library, request).tallies} == {CatalogKind.FACTOR}
