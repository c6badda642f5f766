"""materialize leaves a complete, valid and repeatable set, and claims no result that nothing proves."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import protovalidate
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.library.identity import feature_hash, strategy_id
from aistock.library.v1 import models
from aistock.library.v1.converters import TO_PB
from aistock.library.v1.models import FactorSource, FeedbackSummary, LoopAction, LoopStatus
from aistock.rdagent._qlib_results import read_qlib_results
from aistock.rdagent.artifacts import LoopRun, WorkspaceError, materialize
from aistock.rdagent.registry import ArtifactFileRow, LoopRow, Registry, WorkspaceRow
from aistock.rdagent.sample_workspaces import EXAMPLE_FEATURES, write_sample_workspace

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
DOCUMENTS = {
    "workspace_meta.json": models.WorkspaceMeta,
    "experiment_summary.json": models.ExperimentSummary,
    "manifest.json": models.WorkspaceManifest,
    "data_profile.json": models.DataProfile,
    "factor_meta.json": models.FactorMeta,
    "factor_perf.json": models.FactorPerf,
    "feedback.json": models.LoopFeedback,
    "model_meta.json": models.ModelMeta,
    "strategy_meta.json": models.StrategyMeta,
    "signals.json": models.SignalSet,
    "ret_schema.json": models.ReturnsSchema,
}
TABLES = ("signals.parquet", "ret_schema.parquet", "ret_curve.png", "dd_curve.png")


def sample_run(**changes: object) -> LoopRun:
    given_values: dict[str, object] = {
        "task_run_id": "run1",
        "loop_id": 0,
        "workspace_id": "ws1",
        "workspace_path": "ws1",
        "generated_at_utc": NOW,
        "feature_sources": {"KLEN": FactorSource.QLIB_ALPHA158, "ROC60": FactorSource.QLIB_ALPHA158},
        "decision": True,
        "summary": FeedbackSummary(execution="跑完了"),
        "decided_by": "rule",
    }
    return LoopRun(**(given_values | changes))  # type: ignore[arg-type]  # one place for defaults of many tests


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return write_sample_workspace(tmp_path / "ws1", seed=3)


def test_the_set_is_complete_and_every_document_obeys_every_rule(workspace: Path) -> None:
    written = materialize(workspace, sample_run())
    assert written.has_result
    for name, kind in DOCUMENTS.items():
        document = documents.read(kind, workspace / name)
        protovalidate.validate(TO_PB[kind](document))
    assert all((workspace / name).stat().st_size > 500 for name in TABLES)
    assert (workspace / "ret_curve.png").read_bytes().startswith(b"\x89PNG")


def test_writing_twice_gives_the_same_bytes(workspace: Path) -> None:
    materialize(workspace, sample_run())
    first = {path.name: path.read_bytes() for path in workspace.iterdir()}
    materialize(workspace, sample_run())
    assert {path.name: path.read_bytes() for path in workspace.iterdir()} == first


def test_the_manifest_tells_the_truth(workspace: Path) -> None:
    manifest = materialize(workspace, sample_run()).manifest
    listed = {entry.path: entry.sha256 for entry in manifest.files}
    present = {path.name for path in workspace.iterdir()} - {"manifest.json"}
    assert set(listed) == present
    assert all(hashlib.sha256((workspace / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())


def test_metrics_carry_their_names_and_basis(workspace: Path) -> None:
    summary = materialize(workspace, sample_run()).summary
    source = read_qlib_results(workspace / "qlib_res.csv")
    assert summary.key_metrics.annualized_return == source["1day.excess_return_with_cost.annualized_return"]
    assert summary.key_metrics.ic_mean == source["IC"]
    assert "1day.pa" not in summary.metrics
    basis = summary.metrics_basis["annualized_return"]
    assert (basis.cost_basis, basis.return_basis, basis.benchmark, basis.days_per_year) == (
        "with_cost",
        "excess",
        "000300.SH",
        238,
    )
    assert "Unnamed: 0" not in (workspace / "experiment_summary.json").read_text(encoding="utf-8")


def test_model_and_strategy_are_those_that_ran(workspace: Path) -> None:
    written = materialize(workspace, sample_run())
    model = documents.read(models.ModelMeta, workspace / "model_meta.json")
    assert tuple(model.features) == tuple(name for name, _ in EXAMPLE_FEATURES)
    assert model.feature_hash == feature_hash(model.features)
    assert model.model_conf is not None
    assert model.model_conf["kwargs"]["num_leaves"] == 210
    strategy = documents.read(models.StrategyMeta, workspace / "strategy_meta.json")
    assert strategy.strategy_id == written.strategy_id == strategy_id(None, "feedback", "model", strategy.template_files)
    other = write_sample_workspace(workspace.parent / "other", seed=3, rate=0.2)
    assert materialize(other, sample_run()).strategy_id != written.strategy_id


def test_signals_are_traded_on_the_next_session_and_ranked_within_their_day(workspace: Path) -> None:
    materialize(workspace, sample_run())
    signals = documents.read(models.SignalSet, workspace / "signals.json")
    sessions = sorted({row.trade_date for row in signals.rows})
    following = dict(zip(sessions, [*sessions[1:], None], strict=True))
    assert all(row.effective_date == following[row.trade_date] for row in signals.rows)
    for day in sessions:
        scores = [row.score for row in signals.rows if row.trade_date == day]
        assert scores == sorted(scores, reverse=True)
        assert len(scores) == signals.top_k == 3
    table = pq.read_table(workspace / "signals.parquet").to_pylist()
    assert [(row["trade_date"], row["instrument"], row["score"]) for row in table] == [
        (row.trade_date.isoformat(), row.instrument, row.score) for row in signals.rows
    ]


@pytest.mark.parametrize(
    ("lost", "changes"),
    [
        ("ret.pkl", {}),
        ("qlib_res.csv", {}),
        (None, {"action": LoopAction.FACTOR}),
        (None, {"status": LoopStatus.FAILED}),
        (None, {"action": LoopAction.UNKNOWN}),
    ],
)
def test_without_evidence_there_is_no_result(workspace: Path, lost: str | None, changes: dict[str, object]) -> None:
    if lost:
        (workspace / lost).unlink()
    with Registry(workspace.parent / "r.sqlite") as registry:
        written = materialize(workspace, sample_run(**changes), registry=registry)
        row = registry.rows(LoopRow)[0]
    assert not written.has_result
    assert (row.has_result, row.materialization_status, row.best_workspace_id) == (0, "failed", None)
    protovalidate.validate(TO_PB[models.ExperimentSummary](written.summary))


def test_the_registry_names_every_file_with_its_hash(workspace: Path) -> None:
    with Registry(workspace.parent / "r.sqlite") as registry:
        for _ in range(2):
            written = materialize(workspace, sample_run(), registry=registry)
        row, files = registry.rows(LoopRow)[0], registry.rows(ArtifactFileRow)
        assert (row.has_result, row.materialization_status, row.best_workspace_id) == (1, "done", "ws1")
        assert registry.rows(WorkspaceRow)[0].summary_path == "experiment_summary.json"
    hashes = {entry.path: entry.sha256 for entry in written.manifest.files}
    assert {row.path for row in files} == set(hashes) - {"experiment_summary.json", "workspace_meta.json"}
    assert all(row.sha256 == hashes[row.path] for row in files)


@pytest.mark.parametrize("name", ["qlib_res.csv", "executed_config.json", "returns.parquet", "predictions.parquet"])
def test_a_damaged_source_is_named_and_fails_the_loop(workspace: Path, name: str) -> None:
    (workspace / name).write_bytes(b"\xff\xfe damaged, twice, over")
    with Registry(workspace.parent / "r.sqlite") as registry:
        with pytest.raises(WorkspaceError, match=name.split(".")[0]):
            materialize(workspace, sample_run(), registry=registry)
        row = registry.rows(LoopRow)[0]
    assert row.materialization_status == "failed"
    assert name in (row.materialization_error or "")


def test_a_positive_drawdown_is_refused(workspace: Path) -> None:
    (workspace / "qlib_res.csv").write_text(",0\n1day.excess_return_with_cost.max_drawdown,0.3\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="max_drawdown"):
        materialize(workspace, sample_run())


def test_an_empty_workspace_gives_documents_without_a_result(tmp_path: Path) -> None:
    written = materialize(tmp_path, sample_run(decision=None, summary=None))
    assert not written.has_result
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "experiment_summary.json",
        "factor_meta.json",
        "factor_perf.json",
        "feedback.json",
        "manifest.json",
        "workspace_meta.json",
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12),
        st.floats(allow_nan=False, allow_infinity=False) | st.none(),
        max_size=8,
    )
)
def test_qlib_results_round_trip(tmp_path_factory: pytest.TempPathFactory, metrics: dict[str, float | None]) -> None:
    path = tmp_path_factory.mktemp("results") / "qlib_res.csv"
    quoted = {key: '"' + key.replace('"', '""') + '"' for key in metrics}
    lines = [",0", *(f"{quoted[key]},{'' if value is None else repr(value)}" for key, value in metrics.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert read_qlib_results(path) == {key: value for key, value in metrics.items() if value is not None}
