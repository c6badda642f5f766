"""The catalog rows of one loop, read back from its workspace and checked against what proves them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.contract.v1.models import WorkspaceRef
from aistock.errors import InvalidDocument
from aistock.library.identity import model_id
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    ExperimentSummary,
    FactorMeta,
    FactorPerf,
    LoopFeedback,
    LoopPaths,
    MaterializationStatus,
    ModelMeta,
    StrategyMeta,
    SummaryTexts,
    WorkspaceExample,
    WorkspaceMeta,
)
from aistock.rdagent import _files as files
from aistock.rdagent._executed_config import ExecutedConfig, read_executed_config
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.registry import LoopRow, WorkspaceRow

_Document = TypeVar("_Document", bound=ContractModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLoop:
    """Rows that one loop gives to the catalogs; `sharpe` is the information ratio of its main window."""

    loop: CatalogLoop
    strategy: CatalogStrategy | None
    model: CatalogModel | None
    factors: tuple[CatalogFactor, ...]
    sharpe: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Workspace:
    """What was read from a workspace; absent documents are None."""

    folder: Path
    meta: WorkspaceMeta
    summary: ExperimentSummary
    factors: FactorMeta | None
    performance: FactorPerf | None
    feedback: LoopFeedback | None
    model: ModelMeta | None
    strategy: StrategyMeta | None
    config: ExecutedConfig | None


def exported_loop(row: LoopRow, workspace: WorkspaceRow, root: Path, store: str | None) -> ExportedLoop:
    """The rows of a loop; raises WorkspaceError when its evidence or its documents do not hold."""
    folder = _confined(root, workspace.workspace_path)
    found = _read_workspace(folder, row)
    _check_evidence(found)
    window = found.performance.combinations[0].windows[0] if found.performance and found.performance.combinations else None
    return ExportedLoop(
        loop=_loop(row, found, store),
        strategy=_strategy(found, store),
        model=_model(found, store),
        factors=tuple(found.factors.factors) if found.factors else (),
        sharpe=window.sharpe if window else None,
    )


def _confined(root: Path, path: str) -> Path:
    folder = (root / path).resolve()
    if not folder.is_relative_to(root.resolve()) or not folder.is_dir():
        raise WorkspaceError(f"workspace {path!r} is no folder below {root}; name the root that holds the workspaces")
    return folder


def _read_workspace(folder: Path, row: LoopRow) -> _Workspace:
    meta, summary = _read(folder, files.META, WorkspaceMeta, row), _read(folder, files.SUMMARY, ExperimentSummary, row)
    if meta is None or summary is None:
        raise WorkspaceError(f"{folder} lacks {files.META if meta is None else files.SUMMARY}; write its artifacts again")
    config = folder / files.EXECUTED_CONFIG
    return _Workspace(
        folder=folder,
        meta=meta,
        summary=summary,
        factors=_read(folder, files.FACTOR_META, FactorMeta, row),
        performance=_read(folder, files.FACTOR_PERF, FactorPerf, row),
        feedback=_read(folder, files.FEEDBACK, LoopFeedback, row),
        model=_read(folder, files.MODEL_META, ModelMeta, row),
        strategy=_read(folder, files.STRATEGY_META, StrategyMeta, row),
        config=read_executed_config(config) if config.is_file() else None,
    )


def _read(folder: Path, name: str, kind: type[_Document], row: LoopRow) -> _Document | None:
    """The document, None when it is not there; one of another loop is refused, so that nothing is attributed to the wrong run."""
    path = folder / name
    if not path.is_file():
        return None
    try:
        document = documents.read(kind, path)
    except (InvalidDocument, OSError) as error:
        raise WorkspaceError(f"{path} cannot be read ({error}); write the artifacts again") from error
    named = getattr(document, "task_run_id", None), getattr(document, "loop_id", None)
    if named != (row.task_run_id, row.loop_id):
        raise WorkspaceError(
            f"{path} belongs to loop {named[0]}/{named[1]}, not to {row.task_run_id}/{row.loop_id}; write the artifacts again"
        )
    return document


def _check_evidence(found: _Workspace) -> None:
    if not found.summary.has_result:
        raise WorkspaceError(
            f"{found.folder / files.SUMMARY} says that there is no result, the registry says there is; write the artifacts again"
        )
    for item in found.summary.result_criteria.evidence:
        path = found.folder / item.path
        if not path.is_file() or files.sha256_of(path) != item.sha256:
            raise WorkspaceError(f"{path} is missing or not the file that proved the result; write the artifacts again")
    if found.strategy and found.config and found.strategy.config_hash != found.config.hash:
        raise WorkspaceError(
            f"{found.folder / files.EXECUTED_CONFIG} is not what {files.STRATEGY_META} names; write the artifacts again"
        )


def _loop(row: LoopRow, found: _Workspace, store: str | None) -> CatalogLoop:
    meta, summary, said = found.meta, found.summary, found.feedback.summary if found.feedback else None
    place = meta.workspace_store or store
    combination = found.performance.combinations[0] if found.performance and found.performance.combinations else None
    return CatalogLoop(
        task_run_id=meta.task_run_id,
        loop_id=meta.loop_id,
        workspace_id=meta.workspace_id,
        scenario=meta.scenario,
        step_name=meta.step_name,
        action=meta.action,
        status=summary.status,
        has_result=summary.has_result,
        strategy_id=found.strategy.strategy_id if found.strategy else None,
        factor_names=combination.factor_names if combination else [],
        metrics=summary.key_metrics,
        decision=found.feedback.decision if found.feedback else None,
        summary_texts=SummaryTexts(
            execution=said.execution if said else None,
            value_feedback=said.value_feedback if said else None,
            shape_feedback=said.shape_feedback if said else None,
        ),
        paths=_paths(found.folder),
        metrics_basis=summary.metrics_basis,
        workspace_path=meta.workspace_path,
        workspace_store=place,
        workspace_ref=WorkspaceRef(store=place, path=meta.workspace_path) if place else None,
        workspace_role=meta.workspace_role,
        materialization_status=_materialization(row),
        model_id=_model_id(found) if found.model else None,
        config_hash=found.strategy.config_hash if found.strategy else None,
        experiment_id=meta.experiment_id,
        started_at_utc=_instant(row.started_at_utc),
        ended_at_utc=_instant(row.ended_at_utc),
    )


def _instant(text: str | None) -> datetime | None:
    """An instant of the registry; None when it has none."""
    if text is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise WorkspaceError(f"the registry holds {text!r} where an instant with its zone belongs; write the artifacts again")
    return found


def _materialization(row: LoopRow) -> MaterializationStatus:
    known = {status.value: status for status in MaterializationStatus}
    return known.get(row.materialization_status or "", MaterializationStatus.PENDING)


def _paths(folder: Path) -> LoopPaths:
    names = {
        "factor_meta": files.FACTOR_META,
        "factor_perf": files.FACTOR_PERF,
        "feedback": files.FEEDBACK,
        "ret_curve": files.RETURN_CURVE,
        "dd_curve": files.DRAWDOWN_CURVE,
    }
    return LoopPaths(**{key: name for key, name in names.items() if (folder / name).is_file()})


def _strategy(found: _Workspace, store: str | None) -> CatalogStrategy | None:
    strategy, config, meta = found.strategy, found.config, found.meta
    if strategy is None or config is None:
        return None
    return CatalogStrategy(
        strategy_id=strategy.strategy_id,
        scenario=meta.scenario,
        step_name=meta.step_name,
        action=meta.action,
        workspace_example=WorkspaceExample(
            task_run_id=meta.task_run_id,
            loop_id=meta.loop_id,
            workspace_id=meta.workspace_id,
            workspace_path=meta.workspace_path,
            workspace_store=meta.workspace_store or store,
        ),
        template_files=strategy.template_files,
        data_config=dict(config.blocks["data_config"]),
        dataset_config=dict(config.blocks["dataset_config"]),
        portfolio_config=dict(config.blocks["portfolio_config"]),
        backtest_config=dict(config.blocks["backtest_config"]),
        model_config_=dict(config.blocks["model_config"]),
        feature_list=list(config.names),
        market=config.universe,
        freq="1d",
        config_hash=strategy.config_hash,
        output_form=strategy.output_form,
    )


def _model_id(found: _Workspace) -> str:
    assert found.model is not None
    return model_id(
        task_run_id=found.meta.task_run_id,
        loop_id=found.meta.loop_id,
        workspace_id=found.meta.workspace_id,
        model_type=found.model.model_type,
        model_config=found.model.model_conf,
        dataset_config=found.model.dataset_conf,
    )


def _model(found: _Workspace, store: str | None) -> CatalogModel | None:
    model, meta = found.model, found.meta
    if model is None:
        return None
    return CatalogModel(
        model_id=_model_id(found),
        task_run_id=meta.task_run_id,
        loop_id=meta.loop_id,
        workspace_id=meta.workspace_id,
        workspace_path=meta.workspace_path,
        workspace_store=meta.workspace_store or store,
        model_type=model.model_type,
        model_config_=model.model_conf,
        dataset_config=model.dataset_conf,
        features=model.features,
        feature_hash=model.feature_hash,
        preprocessing=model.preprocessing,
        model_format=model.model_format,
        model_file=model.model_file,
        model_sha256=model.model_sha256,
        executed_config_hash=model.executed_config_hash,
        strategy_id=found.strategy.strategy_id if found.strategy else None,
    )
