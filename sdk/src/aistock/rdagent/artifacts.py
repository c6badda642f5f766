"""materialize: the complete set of a loop's documents, tables and pictures, made offline from its workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.contract.types import utc_text
from aistock.library.identity import artifact_id, file_id
from aistock.library.v1.models import (
    ArtifactEntry,
    ExperimentSummary,
    ManifestFile,
    ResultCriteria,
    WorkspaceManifest,
    WorkspaceMeta,
    WorkspacePointers,
    WorkspaceRole,
)
from aistock.rdagent import _documents as made
from aistock.rdagent import _files as files
from aistock.rdagent import _qlib_workspace as qlib_workspace
from aistock.rdagent import _tables as tables
from aistock.rdagent._charts import draw_drawdown, draw_returns
from aistock.rdagent._executed_config import ExecutedConfig, read_executed_config, write_template
from aistock.rdagent._factor_figures import factor_names, measured_factors
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._loop_run import LoopRun, read_marker
from aistock.rdagent._online import ArtifactFault, LoopMarked, opening_rows, write_loop_artifacts
from aistock.rdagent._qlib_results import read_qlib_results
from aistock.rdagent._sources import Sources
from aistock.rdagent.registry import ArtifactFileRow, ArtifactRow, ArtifactState, LoopRow, Registry, WorkspaceRow

__all__ = [
    "ArtifactFault",
    "LoopArtifacts",
    "LoopMarked",
    "LoopRun",
    "WorkspaceError",
    "materialize",
    "read_marker",
    "write_loop_artifacts",
]

_DEFAULT_TOP_K = 50
_OWN = (files.SUMMARY, files.META, files.MARKER)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopArtifacts:
    """What a workspace holds after its artifacts were written."""

    summary: ExperimentSummary
    manifest: WorkspaceManifest
    strategy_id: str | None

    @property
    def has_result(self) -> bool:
        """The loop's result is proved."""
        return self.summary.has_result


def materialize(workspace: Path, run: LoopRun | None = None, *, registry: Registry | None = None) -> LoopArtifacts:
    """Writes every document, table and picture that the workspace's content allows, and registers them; offline work.

    Without `run`, the marker that write_loop_artifacts left says what the loop was. Writing again from the same content gives the
    same bytes, so what was interrupted is simply done again. What cannot be made because its source is missing is not made; a
    source that is there and cannot be read raises WorkspaceError, and then the registry says failed. Each file is whole or not
    there; the manifest comes last.
    """
    if not workspace.is_dir():
        raise WorkspaceError(workspace, "is no folder", "name the workspace of the run")
    run = run or read_marker(workspace)
    if run is None:
        raise WorkspaceError(workspace / files.MARKER, "is missing", "name the run, or let write_loop_artifacts write it")
    if registry is None:
        return _write(workspace, run)
    now = utc_text(run.generated_at_utc)
    registry.record(*opening_rows(run, now))
    claimed = registry.claim_materialization(run.task_run_id, run.loop_id, now=now)
    try:
        written = _write(workspace, run)
    except BaseException as error:
        if claimed:
            registry.fail_materialization(run.task_run_id, run.loop_id, error=f"{type(error).__name__}: {error}", now=now)
        raise
    _register(registry, run, written, now, claimed=claimed)
    return written


def _write(workspace: Path, run: LoopRun) -> LoopArtifacts:
    sources = Sources(workspace)
    remedy = "correct it, or let its program write it again"
    try:
        written = _write_all(sources, run)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WorkspaceError(workspace, f"holds {first['input']!r} for {error.title}.{place}: {first['msg']}", remedy) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise WorkspaceError(workspace, f"holds what no document can say ({type(error).__name__}: {error})", remedy) from error
    return written


def _write_all(sources: Sources, run: LoopRun) -> LoopArtifacts:
    workspace = sources.folder
    config = read_executed_config(workspace / files.EXECUTED_CONFIG) if sources.has(files.EXECUTED_CONFIG) else None
    figures = read_qlib_results(workspace / files.QLIB_RESULTS) if sources.has(files.QLIB_RESULTS) else {}
    criteria = made.result_criteria(run, sources)
    days = _returns(sources)
    predictions = _predictions(sources)
    _write_series(sources, run, config, days=days, predictions=predictions)
    features: list[tuple[str, str | None]] = [*config.features] if config else [(name, None) for name in factor_names(workspace)]
    _put(workspace / files.FACTOR_META, made.factor_meta(run, features))
    alone = measured_factors(workspace, config)
    names = [name for name, _ in features]
    _put(workspace / files.FACTOR_PERF, made.factor_perf(run, config, names, figures=figures, days=days, alone=alone))
    _put(workspace / files.FEEDBACK, made.feedback(run))
    strategy = _write_configured(workspace, run, config, days=days, predictions=predictions) if config else None
    # What was read while it changed proves nothing; from here on only our own files are read.
    sources.refuse_changes()
    artifacts = _artifacts(workspace, run)
    summary = _summary(workspace, run, config, figures, criteria, artifacts)
    _put(workspace / files.SUMMARY, summary)
    _put(workspace / files.META, _meta(run, criteria))
    manifest = _manifest(workspace, run, artifacts)
    _put(workspace / files.MANIFEST, manifest)
    return LoopArtifacts(summary=summary, manifest=manifest, strategy_id=strategy)


def _returns(sources: Sources) -> list[tables.ReturnDay]:
    """Days of the worker's table, else of Qlib's own report; ret.pkl, which proves a result, must be such a report."""
    folder = sources.folder
    pickled = qlib_workspace.returns_of(folder)
    return tables.read_returns(folder / files.RETURNS) if sources.has(files.RETURNS) else pickled


def _predictions(sources: Sources) -> list[tables.Prediction]:
    """Scores of the worker's table, else of Qlib's recorder."""
    folder = sources.folder
    if sources.has(files.PREDICTIONS):
        return tables.read_predictions(folder / files.PREDICTIONS)
    return qlib_workspace.predictions_of(folder)


def _put(path: Path, document: ContractModel) -> None:
    """Writes a document that keeps every rule between its fields; what its caller says may break one."""
    violations = broken(document)
    if violations:
        first = violations[0]
        raise WorkspaceError(path, f"would break the contract: {first.path} {first.message}", first.remedy)
    documents.write(document, path)


def _write_series(
    sources: Sources,
    run: LoopRun,
    config: ExecutedConfig | None,
    *,
    days: list[tables.ReturnDay],
    predictions: list[tables.Prediction],
) -> None:
    """Signals, returns and the two pictures, as far as predictions and returns are there."""
    workspace, benchmark = sources.folder, config.benchmark if config else None
    if predictions:
        asked = config.strategy_setting("topk") if config else None
        top_k, n_drop = asked or _DEFAULT_TOP_K, config.strategy_setting("n_drop") if config else None
        scores = tables.ranked_scores(predictions, sessions=[row.day for row in days], top_k=top_k)
        table = workspace / files.SIGNALS_TABLE
        tables.write_signal_table(
            table, scores, identity=(run.task_run_id, run.loop_id, run.workspace_id), top_k=top_k, n_drop=n_drop
        )
        _put(workspace / files.SIGNALS_JSON, made.signal_set(run, scores, top_k=top_k, n_drop=n_drop, table=table))
    if days:
        table = workspace / files.RETURNS_TABLE
        tables.write_return_table(table, days)
        _put(workspace / files.RETURNS_JSON, made.returns_schema(run, days, benchmark=benchmark, table=table))
        dates, net = [row.day for row in days], [row.net for row in days]
        draw_returns(workspace / files.RETURN_CURVE, dates, net, [row.bench if benchmark else None for row in days])
        draw_drawdown(workspace / files.DRAWDOWN_CURVE, dates, net)


def _write_configured(
    workspace: Path,
    run: LoopRun,
    config: ExecutedConfig,
    *,
    days: list[tables.ReturnDay],
    predictions: list[tables.Prediction],
) -> str:
    """Documents that need the executed configuration; the strategy id that they name."""
    write_template(config, workspace)
    _put(workspace / files.MODEL_META, made.model_meta(run, config, workspace))
    strategy = made.strategy_meta(run, config, workspace)
    _put(workspace / files.STRATEGY_META, strategy)
    coverage = tables.score_coverage(predictions) if predictions else None
    _put(workspace / files.DATA_PROFILE, made.data_profile(run, config, coverage, len(days) or None))
    return strategy.strategy_id


def _artifacts(workspace: Path, run: LoopRun) -> list[ArtifactEntry]:
    """One artifact for each kind of file that is there; templates belong to the configuration."""
    by_kind: dict[str, list[str]] = {}
    for name, kind in files.KINDS.items():
        if kind != "summary" and (workspace / name).is_file():
            by_kind.setdefault(kind, []).append(name)
    for name in files.templates_of(workspace):
        by_kind.setdefault("config_snapshot", []).append(name)
    return [
        ArtifactEntry(
            artifact_id=artifact_id(run.task_run_id, run.workspace_id, kind, kind),
            artifact_type=kind,
            name=kind,
            present=True,
            entry_path=sorted(names)[0],
            files=sorted(names),
        )
        for kind, names in sorted(by_kind.items())
    ]


def _summary(
    workspace: Path,
    run: LoopRun,
    config: ExecutedConfig | None,
    figures: Mapping[str, float],
    criteria: ResultCriteria,
    artifacts: list[ArtifactEntry],
) -> ExperimentSummary:
    present = {name: name for name in files.KINDS if name not in _OWN and (workspace / name).is_file()}
    return ExperimentSummary(
        **run.envelope(),
        action=run.action,
        status=run.status,
        has_result=criteria.has_result,
        result_criteria=criteria,
        key_metrics=made.loop_metrics(figures),
        metrics_basis=made.metrics_basis(figures, config),
        metrics=dict(figures),
        files=present,
        artifacts=artifacts,
        dataset_snapshot_id=config.snapshot_id if config else None,
        executed_config_hash=config.whole_hash if config else None,
        experiment_id=run.experiment_id,
    )


def _meta(run: LoopRun, criteria: ResultCriteria) -> WorkspaceMeta:
    best = run.workspace_id if criteria.has_result and run.role is WorkspaceRole.EXPERIMENT_WORKSPACE else None
    return WorkspaceMeta(
        **run.envelope(),
        action=run.action,
        step_name=run.step_name,
        status=run.status,
        has_result=criteria.has_result,
        result_criteria=criteria,
        workspace_role=run.role,
        workspace_path=run.workspace_path,
        workspace_store=run.workspace_store,
        best_workspace_id=best,
        experiment_type=run.experiment_type,
        scenario=run.scenario,
        experiment_id=run.experiment_id,
        pointers=WorkspacePointers(meta_path=files.META, summary_path=files.SUMMARY, manifest_path=files.MANIFEST),
    )


def _manifest(workspace: Path, run: LoopRun, artifacts: list[ArtifactEntry]) -> WorkspaceManifest:
    kinds = MappingProxyType({**files.KINDS, **dict.fromkeys(files.templates_of(workspace), "config_snapshot")})
    listed = [
        ManifestFile(path=name, sha256=files.sha256_of(workspace / name), size=(workspace / name).stat().st_size, kind=kind)
        for name, kind in sorted(kinds.items())
        if (workspace / name).is_file()
    ]
    return WorkspaceManifest(**run.envelope(), files=listed, artifacts=artifacts)


def _register(registry: Registry, run: LoopRun, written: LoopArtifacts, now: str, *, claimed: bool) -> None:
    """All rows of the result in one transaction; the loop becomes done only with a proved result."""
    hashes = {entry.path: entry for entry in written.manifest.files}
    with registry.transaction():
        registry.record(
            _loop_row(run, written, now),
            WorkspaceRow(
                workspace_id=run.workspace_id,
                task_run_id=run.task_run_id,
                workspace_path=run.workspace_path,
                meta_path=files.META,
                summary_path=files.SUMMARY,
                manifest_path=files.MANIFEST,
                updated_at_utc=now,
            ),
        )
        for artifact in written.manifest.artifacts:
            registry.record(
                ArtifactRow(
                    artifact_id=artifact.artifact_id,
                    task_run_id=run.task_run_id,
                    loop_id=run.loop_id,
                    workspace_id=run.workspace_id,
                    artifact_type=artifact.artifact_type,
                    name=artifact.name,
                    version="v1",
                    status=ArtifactState.PRESENT,
                    primary_flag=int(artifact.artifact_type == "backtest_metrics"),
                    entry_path=artifact.entry_path,
                    created_at_utc=now,
                    updated_at_utc=now,
                ),
                *(
                    ArtifactFileRow(
                        file_id=file_id(artifact.artifact_id, run.workspace_id, artifact.artifact_type, path),
                        artifact_id=artifact.artifact_id,
                        workspace_id=run.workspace_id,
                        path=path,
                        sha256=hashes[path].sha256,
                        size_bytes=hashes[path].size,
                        kind=artifact.artifact_type,
                    )
                    for path in artifact.files
                ),
            )
        if claimed and written.has_result:
            registry.finish_materialization(run.task_run_id, run.loop_id, now=now)
        elif claimed:
            registry.fail_materialization(
                run.task_run_id, run.loop_id, error="no proved result: a required file is missing or empty", now=now
            )


def _loop_row(run: LoopRun, written: LoopArtifacts, now: str) -> LoopRow:
    figures = written.summary.key_metrics
    return LoopRow(
        task_run_id=run.task_run_id,
        loop_id=run.loop_id,
        action=run.action,
        status=run.status,
        has_result=int(written.has_result),
        best_workspace_id=run.workspace_id if written.has_result and run.role is WorkspaceRole.EXPERIMENT_WORKSPACE else None,
        ended_at_utc=_text(run.ended_at_utc),
        ic_mean=figures.ic_mean,
        rank_ic_mean=figures.rank_ic_mean,
        ann_return=figures.annualized_return,
        mdd=figures.max_drawdown,
        multi_score=figures.multi_score,
        metrics_json=made.metrics_text(written.summary.metrics),
        updated_at_utc=now,
    )


def _text(instant: datetime | None) -> str | None:
    return utc_text(instant) if instant else None
