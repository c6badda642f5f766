"""The catalog rows of one loop, made from its workspace."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from aistock.contract.model import ContractModel
from aistock.contract.rules import broken
from aistock.contract.v1.models import WorkspaceRef
from aistock.library import references
from aistock.library.identity import model_id
from aistock.library.v1.models import (
    CatalogFactor,
    CatalogLoop,
    CatalogModel,
    CatalogStrategy,
    FactorFigures,
    FactorPerf,
    LoopPaths,
    MaterializationStatus,
    PerformanceWindow,
    SummaryTexts,
    SyncStatus,
    WorkspaceExample,
)
from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent.export.candidates import Candidate, instant_of
from aistock.rdagent.export.workspace import WRITE_AGAIN, Workspace, read_workspace

MAIN_WINDOW = "main_window"
_PATHS = {
    "factor_meta": files.FACTOR_META,
    "factor_perf": files.FACTOR_PERF,
    "feedback": files.FEEDBACK,
    "ret_curve": files.RETURN_CURVE,
    "dd_curve": files.DRAWDOWN_CURVE,
}
_MATERIALIZATION = {status.value: status for status in MaterializationStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedLoop:
    """Rows that one loop gives to the catalogs; `sharpe` is the information ratio of its main window, `figures` are by factor."""

    loop: CatalogLoop
    strategy: CatalogStrategy | None
    model: CatalogModel | None
    factors: tuple[CatalogFactor, ...]
    figures: Mapping[str, FactorFigures]
    sharpe: float | None


def exported_loop(
    row: Candidate, root: Path, store: str | None, known: Container[tuple[str, str | None]] = frozenset()
) -> ExportedLoop:
    """The rows of a loop below the resolved `root`; raises WorkspaceError when its evidence or its documents do not hold.

    The row of a strategy that is `known` by its id and config_hash is not made again.
    """
    found = read_workspace(row, root)
    window = _main_window(found.performance)
    try:
        strategy = None if _is_known(found, known) else _strategy(found, store)
        model = _model(found, store)
        loop = _loop(row, found, store, window, model)
    except ValidationError as error:
        first = error.errors()[0]
        place, value = ".".join(str(part) for part in first["loc"]), repr(first["input"])[:80]
        text = f"gives {error.title}.{place} the value {value}: {first['msg']}"
        raise WorkspaceError(found.folder, text, WRITE_AGAIN) from error
    for item in (strategy, model, loop):
        _check(found.folder, item)
    return ExportedLoop(
        loop=loop,
        strategy=strategy,
        model=model,
        factors=tuple(found.factors.factors) if found.factors else (),
        figures=_figures(found.performance),
        sharpe=window.sharpe if window else None,
    )


def _is_known(found: Workspace, known: Container[tuple[str, str | None]]) -> bool:
    return found.strategy is not None and (found.strategy.strategy_id, found.strategy.config_hash) in known


def _check(folder: Path, row: ContractModel | None) -> None:
    """Raises WorkspaceError for a row that a reader of the catalog would refuse."""
    if row is None:
        return
    problem = next((str(violation) for violation in broken(row)), None)
    match row:
        case CatalogStrategy():
            disagreement = references.mismatched_strategy(row)
        case CatalogModel():
            disagreement = references.mismatched_features(row)
        case _:
            disagreement = None
    problem = problem or (disagreement.message if disagreement else None)
    if problem:
        raise WorkspaceError(folder, f"gives a {type(row).__name__} that is not right: {problem}", WRITE_AGAIN)


def _main_window(performance: FactorPerf | None) -> PerformanceWindow | None:
    """The window that the key figures are of: the main one of the first combination, else its only one."""
    if performance is None or not performance.combinations:
        return None
    return _main_of(performance.combinations[0].windows)


def _main_of(windows: list[PerformanceWindow]) -> PerformanceWindow | None:
    named = next((window for window in windows if window.name == MAIN_WINDOW), None)
    return named or (windows[0] if len(windows) == 1 else None)


def _figures(performance: FactorPerf | None) -> dict[str, FactorFigures]:
    """Figures of single factors; one of which nothing was measured has none."""
    found = {}
    for item in performance.factors if performance else ():
        window = _main_of(item.windows)
        figures = FactorFigures(
            ic_mean=item.ic_mean,
            ic_ir=item.ic_ir,
            rank_ic_mean=item.rank_ic_mean,
            rank_ic_ir=item.rank_ic_ir,
            coverage=item.coverage,
            period=window.period if window else None,
        )
        if any(getattr(figures, name) is not None for name in ("ic_mean", "ic_ir", "rank_ic_mean", "rank_ic_ir", "coverage")):
            found[item.name] = figures
    return found


def _loop(
    row: Candidate, found: Workspace, store: str | None, window: PerformanceWindow | None, model: CatalogModel | None
) -> CatalogLoop:
    meta, summary, said = found.meta, found.summary, found.feedback.summary if found.feedback else None
    place = meta.workspace_store or store
    combinations = found.performance.combinations if found.performance else []
    bundle = (row.asset_bundle_id or "").replace("-", "") or None
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
        factor_names=combinations[0].factor_names if combinations else [],
        metrics=summary.key_metrics,
        decision=found.feedback.decision if found.feedback else None,
        summary_texts=SummaryTexts(
            execution=said.execution if said else None,
            value_feedback=said.value_feedback if said else None,
            shape_feedback=said.shape_feedback if said else None,
        ),
        paths=LoopPaths(**{key: name for key, name in _PATHS.items() if name in found.names}),
        metrics_basis=summary.metrics_basis,
        workspace_path=meta.workspace_path,
        workspace_store=place,
        workspace_ref=WorkspaceRef(store=place, path=meta.workspace_path) if place else None,
        workspace_role=meta.workspace_role,
        log_dir=_relative(row.log_dir),
        materialization_status=_MATERIALIZATION.get(row.materialization.value, MaterializationStatus.PENDING),
        materialization_error=row.materialization_error if row.materialization.value == "failed" else None,
        asset_bundle_id=bundle,
        is_solidified=True if row.is_solidified and bundle else None,
        sync_status=SyncStatus.SYNCED if row.synced and row.is_solidified and bundle else None,
        model_id=model.model_id if model else None,
        config_hash=found.strategy.config_hash if found.strategy else None,
        experiment_id=meta.experiment_id,
        started_at_utc=_instant(row.started_at_utc),
        ended_at_utc=_instant(row.ended_at_utc),
        period=window.period if window else None,
    )


def _relative(path: str | None) -> str | None:
    """A log folder as a catalog may name it; a path of one machine is left out."""
    if not path or path.startswith(("/", "\\")) or "\\" in path or ":" in path or ".." in path.split("/"):
        return None
    return path.strip("/") or None


def _instant(text: str | None) -> datetime | None:
    """An instant of the registry; None when it has none."""
    found = instant_of(text)
    if text is not None and found is None:
        raise WorkspaceError("the registry", f"holds {text!r} where an instant with its zone belongs", WRITE_AGAIN)
    return found


def _strategy(found: Workspace, store: str | None) -> CatalogStrategy | None:
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


def _model(found: Workspace, store: str | None) -> CatalogModel | None:
    model, meta = found.model, found.meta
    if model is None:
        return None
    return CatalogModel(
        model_id=model_id(
            task_run_id=meta.task_run_id,
            loop_id=meta.loop_id,
            workspace_id=meta.workspace_id,
            model_type=model.model_type,
            model_config=model.model_conf,
            dataset_config=model.dataset_conf,
        ),
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
