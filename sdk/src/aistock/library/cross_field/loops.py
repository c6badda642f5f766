"""Rules of loops, their figures and the evidence of their results."""

from __future__ import annotations

from aistock.contract.predicates import distinct, in_time_order, same
from aistock.contract.rules import rule
from aistock.library.v1.models import (
    CatalogLoop,
    LoopAction,
    LoopFeedback,
    LoopMetrics,
    LoopStatus,
    MaterializationStatus,
    ResultCriteria,
    SyncStatus,
    WorkspaceRole,
)

FIGURES = frozenset({"annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score"})

# Catalogs hold thousands of loops, and to look an enum's member up takes longer than a comparison.
RUNNING = LoopStatus.RUNNING
SUB_WORKSPACE = WorkspaceRole.SUB_WORKSPACE
SYNCED = SyncStatus.SYNCED


@rule("loop_metrics.extra_is_extra")
def loop_metrics_extra_is_extra(metrics: LoopMetrics) -> bool:
    extra = metrics.model_extra
    return not extra or FIGURES.isdisjoint(extra)


@rule("result_criteria.result_needs_evidence")
def result_criteria_result_needs_evidence(criteria: ResultCriteria) -> bool:
    if not criteria.has_result:
        return True
    return len(criteria.required_files) > 0 and {file.name for file in criteria.evidence}.issuperset(criteria.required_files)


@rule("result_criteria.model_requires")
def result_criteria_model_requires(criteria: ResultCriteria) -> bool:
    proved = "qlib_res.csv" in criteria.required_files and "ret.pkl" in criteria.required_files
    return criteria.action is not LoopAction.MODEL or proved


@rule("result_criteria.factor_requires")
def result_criteria_factor_requires(criteria: ResultCriteria) -> bool:
    return criteria.action is not LoopAction.FACTOR or "combined_factors_df.parquet" in criteria.required_files


@rule("result_criteria.unknown_has_none")
def result_criteria_unknown_has_none(criteria: ResultCriteria) -> bool:
    return criteria.action is not LoopAction.UNKNOWN or not criteria.has_result


@rule("result_criteria.evidence_not_empty")
def result_criteria_evidence_not_empty(criteria: ResultCriteria) -> bool:
    return all(file.size > 0 for file in criteria.evidence)


@rule("result_criteria.evidence_names_unique")
def result_criteria_evidence_names_unique(criteria: ResultCriteria) -> bool:
    return distinct(file.name for file in criteria.evidence)


@rule("catalog_loop.decision_needs_feedback")
def catalog_loop_decision_needs_feedback(loop: CatalogLoop) -> bool:
    return loop.decision is None or loop.paths.feedback is not None


@rule("catalog_loop.texts_need_feedback")
def catalog_loop_texts_need_feedback(loop: CatalogLoop) -> bool:
    if loop.paths.feedback is not None:
        return True
    texts = loop.summary_texts
    return texts.execution is None and texts.value_feedback is None and texts.shape_feedback is None


@rule("catalog_loop.result_shows")
def catalog_loop_result_shows(loop: CatalogLoop) -> bool:
    if not loop.has_result or loop.paths.factor_meta is not None or loop.paths.factor_perf is not None:
        return True
    metrics = loop.metrics
    return bool(metrics.model_extra) or any(_holds(metrics, name) for name in FIGURES)


@rule("catalog_loop.running_has_no_result")
def catalog_loop_running_has_no_result(loop: CatalogLoop) -> bool:
    return not loop.has_result or loop.status is not RUNNING


@rule("catalog_loop.sub_workspace_has_no_result")
def catalog_loop_sub_workspace_has_no_result(loop: CatalogLoop) -> bool:
    return not loop.has_result or loop.workspace_role is not SUB_WORKSPACE


@rule("catalog_loop.basis_of_metrics")
def catalog_loop_basis_of_metrics(loop: CatalogLoop) -> bool:
    return not loop.metrics_basis or all(_holds(loop.metrics, name) for name in loop.metrics_basis)


def _holds(metrics: LoopMetrics, name: str) -> bool:
    """Whether a figure of that name was computed."""
    if name in FIGURES:
        return getattr(metrics, name) is not None
    return name in (metrics.model_extra or ())


@rule("catalog_loop.solidified_has_bundle")
def catalog_loop_solidified_has_bundle(loop: CatalogLoop) -> bool:
    return not loop.is_solidified or loop.asset_bundle_id is not None


@rule("catalog_loop.synced_is_solidified")
def catalog_loop_synced_is_solidified(loop: CatalogLoop) -> bool:
    return loop.sync_status is not SYNCED or loop.is_solidified is True


@rule("catalog_loop.error_means_failed")
def catalog_loop_error_means_failed(loop: CatalogLoop) -> bool:
    return loop.materialization_error is None or loop.materialization_status is MaterializationStatus.FAILED


@rule("catalog_loop.ended_after_started")
def catalog_loop_ended_after_started(loop: CatalogLoop) -> bool:
    return in_time_order(loop.started_at_utc, loop.ended_at_utc)


@rule("catalog_loop.files_unique")
def catalog_loop_files_unique(loop: CatalogLoop) -> bool:
    files = loop.files
    return len(files) < 2 or distinct(file.name for file in files)


@rule("catalog_loop.ref_is_path")
def catalog_loop_ref_is_path(loop: CatalogLoop) -> bool:
    ref = loop.workspace_ref
    return ref is None or same(loop.workspace_path, ref.path)


@rule("catalog_loop.ref_is_store")
def catalog_loop_ref_is_store(loop: CatalogLoop) -> bool:
    ref = loop.workspace_ref
    return ref is None or same(loop.workspace_store, ref.store)


@rule("loop_feedback.decision_explained")
def loop_feedback_decision_explained(feedback: LoopFeedback) -> bool:
    told = feedback.summary
    texts = (told.execution, told.value_feedback, told.shape_feedback)
    return feedback.decision is None or texts != (None, None, None)
