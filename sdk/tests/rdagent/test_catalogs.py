"""Catalogs hold every proved loop once, agree with each other, and do not change when nothing did."""

from datetime import UTC, datetime
from pathlib import Path

import protovalidate
import pytest

from aistock.contract import documents
from aistock.library import references
from aistock.library.v1 import models
from aistock.library.v1.converters import TO_PB
from aistock.library.v1.models import FactorSource, FeedbackSummary, WorkspaceRole
from aistock.rdagent.artifacts import LoopRun, write_loop_artifacts
from aistock.rdagent.catalogs import Catalogs, build_catalogs, export_catalogs
from aistock.rdagent.registry import LoopRow, Registry
from aistock.rdagent.sample_workspaces import write_sample_workspace

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
    write_loop_artifacts(folder, LoopRun(**(values | changes)), registry=registry)  # type: ignore[arg-type]  # defaults of many tests


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    found = Registry(tmp_path / "r.sqlite")
    for number in range(3):
        _write_loop(tmp_path / "root", found, number)
    return found


def _build(registry: Registry, tmp_path: Path, hour: int = 8) -> Catalogs:
    return build_catalogs(registry, tmp_path / "root", generated_at_utc=NOW.replace(hour=hour), store="rdagent_workspaces")


def test_exported_files_obey_every_rule_and_share_a_snapshot(registry: Registry, tmp_path: Path) -> None:
    exported = export_catalogs(registry, tmp_path / "root", tmp_path / "out", generated_at_utc=NOW, store="rdagent_workspaces")
    assert exported.findings == ()
    for name, kind in KINDS.items():
        document = documents.read(kind, tmp_path / "out" / name)
        protovalidate.validate(TO_PB[kind](document))
        assert document.snapshot_id == exported.snapshot_id
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(KINDS)


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
    ratio = "1day.excess_return_with_cost.information_ratio"
    best = max(found.loops.loops, key=lambda row: (row.metrics.__pydantic_extra__ or {})[ratio])
    assert [row.name for row in found.factors.factors] == ["KLEN", "MYMOM20", "ROC60"]
    assert {(row.best_task_run_id, row.best_loop_id) for row in found.factors.factors} == {("run1", best.loop_id)}
    assert {row.name for row in found.alpha.factors} == {"KLEN", "ROC60"}


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
    found = build_catalogs(registry, tmp_path / "root" / "ws0", generated_at_utc=NOW)
    assert found.loops.loops == []
    assert {item.code for item in found.findings} == {"no_workspace", "not_exported"}
