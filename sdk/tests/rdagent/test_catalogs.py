"""Catalogs hold every proved loop once, agree with each other, and do not change when nothing did."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import protovalidate
import pytest

from aistock.contract import documents
from aistock.library import references
from aistock.library.alpha158 import alpha158_factors
from aistock.library.v1 import models
from aistock.library.v1.converters import TO_PB
from aistock.library.v1.models import FactorSource, FeedbackSummary, WorkspaceRole
from aistock.rdagent.artifacts import LoopRun, materialize
from aistock.rdagent.catalogs import FILES, AlphaDefinition, Catalogs, ExportError, export_alpha, export_catalog, export_catalogs
from aistock.rdagent.registry import LoopRow, Registry, WorkspaceRow
from aistock.rdagent.sample_workspaces import write_sample_workspace

RATIO = "1day.excess_return_with_cost.information_ratio"
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
KINDS = {
    "factor_catalog.json": models.FactorCatalog,
    "strategy_catalog.json": models.StrategyCatalog,
    "loop_catalog.json": models.LoopCatalog,
    "model_catalog.json": models.ModelCatalog,
    "alpha158_meta.json": models.AlphaMeta,
}


def _write_loop(root: Path, registry: Registry, number: int, **changes: object) -> None:
    folder = write_sample_workspace(root / f"ws{number}", seed=number, rate=0.1 + number / 10)
    values: dict[str, object] = {
        "task_run_id": "run1",
        "loop_id": number,
        "workspace_id": f"ws{number}",
        "workspace_path": f"ws{number}",
        "generated_at_utc": NOW,
        "feature_sources": {"KLEN": FactorSource.QLIB_ALPHA158, "ROC60": FactorSource.QLIB_ALPHA158},
        "decision": number % 2 == 0,
        "summary": FeedbackSummary(execution=f"第{number}轮"),
    }
    materialize(folder, LoopRun(**(values | changes)), registry=registry)  # type: ignore[arg-type]  # defaults of many tests


@pytest.fixture(scope="module")
def three_loops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Drawn once: a registry and the workspaces of three loops."""
    folder = tmp_path_factory.mktemp("three")
    with Registry(folder / "r.sqlite") as registry:
        for number in range(3):
            _write_loop(folder / "root", registry, number)
    return folder


@pytest.fixture
def registry(three_loops: Path, tmp_path: Path) -> Iterator[Registry]:
    shutil.copytree(three_loops, tmp_path, dirs_exist_ok=True)
    with Registry(tmp_path / "r.sqlite") as found:
        yield found


def _build(registry: Registry, tmp_path: Path, hour: int = 8, **settings: Any) -> Catalogs:
    moment = NOW.replace(hour=hour)
    return export_catalogs(
        registry, tmp_path / "root", tmp_path / "out", generated_at_utc=moment, store="rdagent_workspaces", **settings
    )


def test_exported_files_obey_every_rule_and_share_a_snapshot(registry: Registry, tmp_path: Path) -> None:
    exported = _build(registry, tmp_path)
    assert exported.findings == ()
    for name, kind in KINDS.items():
        document = documents.read(kind, tmp_path / "out" / name)
        protovalidate.validate(TO_PB[kind](document))
        assert document.snapshot_id == exported.snapshot_id
        assert (tmp_path / "out" / name).read_bytes() == documents.canonical_json(document) + b"\n"
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*KINDS, ".export.lock"])


def test_catalogs_agree_with_each_other(registry: Registry, tmp_path: Path) -> None:
    found = _build(registry, tmp_path)
    loops = found.loops.loops
    assert [(row.task_run_id, row.loop_id, row.workspace_id) for row in loops] == [("run1", n, f"ws{n}") for n in range(3)]
    known = frozenset(row.strategy_id for row in found.strategies.strategies)
    assert len(known) == 3
    assert [references.dangling_strategy(row, known) for row in loops] == [None] * 3
    assert [references.mismatched_strategy(row) for row in found.strategies.strategies] == [None] * 3
    assert [references.mismatched_features(row) for row in found.models.models] == [None] * 3
    assert {row.model_id for row in loops} == {row.model_id for row in found.models.models}
    assert all(row.workspace_ref and row.workspace_ref.path == row.workspace_path for row in loops)


def test_the_snapshot_depends_on_content_alone(registry: Registry, tmp_path: Path) -> None:
    first = _build(registry, tmp_path).snapshot_id
    assert _build(registry, tmp_path, hour=9).snapshot_id == first
    _write_loop(tmp_path / "root", registry, 3)
    assert _build(registry, tmp_path).snapshot_id != first


def test_a_factor_carries_the_figures_of_its_best_loop(registry: Registry, tmp_path: Path) -> None:
    found = _build(registry, tmp_path)

    best = max(found.loops.loops, key=lambda row: (row.metrics.__pydantic_extra__ or {})[RATIO])
    used = [row for row in found.factors.factors if row.name in ("KLEN", "MYMOM20", "ROC60")]
    assert {(row.best_task_run_id, row.best_loop_id) for row in used} == {("run1", best.loop_id)}
    assert len(found.factors.factors) == 159
    assert [row.best_loop_id for row in found.factors.factors if row not in used] == [None] * 156
    assert found.alpha.factors == alpha158_factors()


def test_loops_without_proof_are_left_out_aloud(registry: Registry, tmp_path: Path) -> None:
    root = tmp_path / "root"
    _write_loop(root, registry, 4, role=WorkspaceRole.SUB_WORKSPACE)
    (root / "ws1" / "ret.pkl").write_bytes(b"another run")
    other = (root / "ws0" / "feedback.json").read_bytes()
    (root / "ws2" / "feedback.json").write_bytes(other)
    found = _build(registry, tmp_path)
    assert [row.loop_id for row in found.loops.loops] == [0]
    assert {item.key for item in found.findings} == {"run1/1/ws1", "run1/2/ws2"}
    assert "belongs to loop run1/0" in next(item.message for item in found.findings if item.key == "run1/2/ws2")


def test_a_workspace_outside_the_root_is_not_read(registry: Registry, tmp_path: Path) -> None:
    registry.record(LoopRow(task_run_id="run9", loop_id=0, has_result=1, best_workspace_id="gone"))
    registry.record(LoopRow(task_run_id="run1", loop_id=0, has_result=1))
    found = export_catalogs(registry, tmp_path / "root" / "ws0", tmp_path / "out", generated_at_utc=NOW)
    assert found.loops.loops == []
    assert {item.code for item in found.findings} == {"no_workspace", "not_exported"}


def test_a_loop_carries_the_days_of_its_main_window(registry: Registry, tmp_path: Path) -> None:
    for row in _build(registry, tmp_path).loops.loops:
        folder = tmp_path / "root" / row.workspace_id
        performance = documents.read(models.FactorPerf, folder / "factor_perf.json")
        assert row.period is not None
        assert row.period == performance.combinations[0].windows[0].period


def test_figures_of_single_factors_come_from_the_best_loop_that_measured_them(registry: Registry, tmp_path: Path) -> None:
    best = _build(registry, tmp_path).factors.factors
    winner = next(row.best_loop_id for row in best if row.name == "KLEN")
    others = sorted({0, 1, 2} - {winner})
    for number in others:
        path = tmp_path / "root" / f"ws{number}" / "factor_perf.json"
        performance = documents.read(models.FactorPerf, path)
        window = performance.combinations[0].windows[0].model_copy(update={"metrics": {}, "metrics_basis": {}})
        measured = models.FactorPerformance(
            name="KLEN", ic_mean=0.01 * number, ic_ir=0.1, rank_ic_mean=0.02, rank_ic_ir=0.2, coverage=0.9, windows=[window]
        )
        documents.write(performance.model_copy(update={"factors": [measured]}), path)
    found = _build(registry, tmp_path)
    scores = {row.loop_id: (row.metrics.__pydantic_extra__ or {})[RATIO] for row in found.loops.loops}
    expected = max(others, key=lambda number: scores[number])
    row = next(row for row in found.factors.factors if row.name == "KLEN")
    assert row.best_loop_id == winner
    assert row.figures is not None
    assert (row.figures.ic_mean, row.figures.coverage) == (0.01 * expected, 0.9)
    assert row.figures.period == found.loops.loops[expected].period
    assert [row.figures for row in found.factors.factors if row.name == "ROC60"] == [None]


def test_one_name_with_two_expressions_is_one_row_and_told(registry: Registry, tmp_path: Path) -> None:
    root = tmp_path / "root"
    meta = documents.read(models.FactorMeta, root / "ws1" / "factor_meta.json")
    changed = [row.model_copy(update={"expression": "$volume"}) if row.name == "MYMOM20" else row for row in meta.factors]
    documents.write(meta.model_copy(update={"factors": changed}), root / "ws1" / "factor_meta.json")
    definition = AlphaDefinition(factors=[alpha158_factors()[1].model_copy(update={"expression": "$high-$low"})])
    found = _build(registry, tmp_path, alpha=definition)
    keys = [references.factor_key(row) for row in found.factors.factors]
    assert keys == sorted(set(keys)) == [("KLEN", "qlib_alpha158"), ("MYMOM20", "rd_agent"), ("ROC60", "qlib_alpha158")]
    assert {(item.code, item.key) for item in found.findings} == {
        ("same_name_other_expression", "MYMOM20/rd_agent"),
        ("not_as_defined", "KLEN/qlib_alpha158"),
    }


def test_a_limit_counts_exported_loops_and_takes_the_newest(registry: Registry, tmp_path: Path) -> None:
    for number, started in enumerate(["2026-01-01T00:00:00Z", "2026-01-03T00:00:00+08:00", "2026-01-02T23:00:00Z"]):
        registry.query("UPDATE loops SET started_at_utc = ? WHERE loop_id = ?", (started, number))
    assert [row.loop_id for row in _build(registry, tmp_path, limit=2).loops.loops] == [1, 2]
    (tmp_path / "root" / "ws2" / "ret.pkl").write_bytes(b"another run")
    found = _build(registry, tmp_path, limit=2)
    assert [row.loop_id for row in found.loops.loops] == [0, 1]
    assert [item.key for item in found.findings] == ["run1/2/ws2"]
    assert len(found.strategies.strategies) == len(found.models.models) == 2
    assert found.snapshot_id != _build(registry, tmp_path, limit=1).snapshot_id


def test_only_the_experiment_workspace_speaks_for_its_loop(registry: Registry, tmp_path: Path) -> None:
    sub = WorkspaceRow(
        workspace_id="sub", task_run_id="run1", loop_id=0, workspace_path="ws0", workspace_role="sub_workspace", updated_at_utc="x"
    )
    registry.record(sub)
    registry.query("UPDATE loops SET best_workspace_id = NULL")
    assert [row.loop_id for row in _build(registry, tmp_path).loops.loops] == [0, 1, 2]
    registry.query("UPDATE loops SET best_workspace_id = 'sub' WHERE loop_id = 0")
    registry.query("UPDATE loops SET materialization_status = 'running' WHERE loop_id = 1")
    found = _build(registry, tmp_path)
    assert [row.loop_id for row in found.loops.loops] == [2]
    assert {(item.key, item.code) for item in found.findings} == {("run1/0", "no_workspace"), ("run1/1", "being_written")}


def test_one_by_one_and_together_the_catalogs_hold_the_same(registry: Registry, tmp_path: Path) -> None:
    root, named = tmp_path / "root", {"generated_at_utc": NOW, "store": "rdagent_workspaces"}
    whole = _build(registry, tmp_path)
    ids = set()
    for verb, file in FILES.items():
        output = tmp_path / "single" / file
        single = export_catalog(verb, registry, root, output, definitions=alpha158_factors(), **named)  # type: ignore[arg-type]
        ids.add(single.snapshot_id)
        kind = KINDS[file]
        rows_at = verb.split("-")[0].removesuffix("y") + ("ies" if "strategy" in verb else "s")
        assert getattr(documents.read(kind, output), rows_at) == getattr(documents.read(kind, whole.out / file), rows_at)
    assert len(ids) == 1
    alpha = export_alpha(AlphaDefinition(factors=alpha158_factors()), tmp_path / "single" / "a.json", generated_at_utc=NOW)
    assert documents.read(models.AlphaMeta, tmp_path / "single" / "a.json").factors == whole.alpha.factors
    assert alpha.snapshot_id is None


def test_several_processes_export_what_one_does(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aistock.rdagent.export.gather.CHUNK", 1)
    monkeypatch.setattr("aistock.rdagent.export.gather.ALONE", 1)
    (tmp_path / "root" / "ws1" / "model_meta.json").write_bytes(b"{")
    alone = _build(registry, tmp_path)
    contents = {path: path.read_bytes() for path in alone.files}
    together = _build(registry, tmp_path, processes=2)
    assert {path: path.read_bytes() for path in together.files} == contents
    assert together.findings == alone.findings
    assert [item.key for item in alone.findings] == ["run1/1/ws1"]


DAMAGES = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "truncated": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "mojibake": lambda path: path.write_bytes("因子".encode("gbk") * 20),
    "other version": lambda path: path.write_bytes(path.read_bytes().replace(b'"version":"v1"', b'"version":"v9"')),
    "folder": lambda path: (path.unlink(), path.mkdir()),
    "link out": lambda path: (path.unlink(), path.symlink_to("/etc/hostname")),
    "no json": lambda path: path.write_bytes(b'{"task_run_id": NaN}'),
}
NEEDED = ("workspace_meta.json", "experiment_summary.json", "qlib_res.csv", "ret.pkl")
DOCUMENTS = (
    "workspace_meta.json", "experiment_summary.json", "factor_meta.json", "factor_perf.json", "feedback.json", "model_meta.json",
    "strategy_meta.json", "executed_config.json", "qlib_res.csv", "ret.pkl",
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_costs_one_loop_its_place_and_no_other(registry: Registry, damage: str, tmp_path: Path) -> None:
    whole = {name: (tmp_path / "root" / "ws1" / name).read_bytes() for name in DOCUMENTS}
    for name in DOCUMENTS:
        path = tmp_path / "root" / "ws1" / name
        DAMAGES[damage](path)
        found = _build(registry, tmp_path)
        kept = [row.loop_id for row in found.loops.loops]
        told = [item for item in found.findings if item.key.startswith("run1/1")]
        # Most documents may be missing; a folder in a document's place is no document, and some name no version.
        gone = damage in ("missing", "folder") and name not in NEEDED
        if gone or (damage == "other version" and b'"version":"v1"' not in whole[name]):
            assert kept == [0, 1, 2]
        else:
            assert (kept, len(told)) == ([0, 2], 1)
            assert str(tmp_path / "root" / "ws1") in told[0].message
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(whole[name])
    assert _build(registry, tmp_path).findings == ()


def test_a_wrong_root_or_limit_replaces_nothing(registry: Registry, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in _build(registry, tmp_path).files}
    with pytest.raises(ExportError, match="no folder"):
        export_catalogs(registry, tmp_path / "nowhere", tmp_path / "out", generated_at_utc=NOW)
    with pytest.raises(ExportError, match="limit is -1"):
        _build(registry, tmp_path, limit=-1)
    with pytest.raises(ExportError, match="choose one of factor-catalog"):
        export_catalog("alpha", registry, tmp_path / "root", tmp_path / "out" / "x.json", generated_at_utc=NOW)
    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*KINDS, ".export.lock"])
