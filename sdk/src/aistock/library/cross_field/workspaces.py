"""Rules of workspaces, their manifests, summaries and data profiles."""

from __future__ import annotations

from aistock.contract.predicates import before, distinct
from aistock.contract.rules import rule
from aistock.contract.v1.models import DateRange
from aistock.library.cross_field.loops import FIGURES
from aistock.library.v1.models import (
    DataProfile,
    DataSplit,
    ExperimentSummary,
    LoopStatus,
    WorkspaceManifest,
    WorkspaceMeta,
    WorkspaceRole,
)


@rule("workspace_meta.result_agrees")
def workspace_meta_result_agrees(meta: WorkspaceMeta) -> bool:
    return meta.has_result == meta.result_criteria.has_result


@rule("workspace_meta.action_agrees")
def workspace_meta_action_agrees(meta: WorkspaceMeta) -> bool:
    return meta.action is meta.result_criteria.action


@rule("workspace_meta.best_is_experiment")
def workspace_meta_best_is_experiment(meta: WorkspaceMeta) -> bool:
    return meta.best_workspace_id != meta.workspace_id or meta.workspace_role is WorkspaceRole.EXPERIMENT_WORKSPACE


@rule("experiment_summary.result_agrees")
def experiment_summary_result_agrees(summary: ExperimentSummary) -> bool:
    return summary.has_result == summary.result_criteria.has_result


@rule("experiment_summary.success_if_result")
def experiment_summary_success_if_result(summary: ExperimentSummary) -> bool:
    return not summary.has_result or summary.status is LoopStatus.SUCCESS


@rule("experiment_summary.basis_of_metrics")
def experiment_summary_basis_of_metrics(summary: ExperimentSummary) -> bool:
    extra = summary.key_metrics.model_extra or {}
    return all(name in extra or name in FIGURES for name in summary.metrics_basis)


@rule("experiment_summary.evidence_is_listed")
def experiment_summary_evidence_is_listed(summary: ExperimentSummary) -> bool:
    return all(file.name in summary.files for file in summary.result_criteria.evidence)


@rule("workspace_manifest.paths_unique")
def workspace_manifest_paths_unique(manifest: WorkspaceManifest) -> bool:
    return distinct(file.path for file in manifest.files)


@rule("data_split.train_before_valid")
def data_split_train_before_valid(split: DataSplit) -> bool:
    return _follows(split.train, split.valid)


@rule("data_split.valid_before_test")
def data_split_valid_before_test(split: DataSplit) -> bool:
    return _follows(split.valid, split.test)


@rule("data_split.train_before_test")
def data_split_train_before_test(split: DataSplit) -> bool:
    return _follows(split.train, split.test)


def _follows(first: DateRange | None, second: DateRange | None) -> bool:
    """Whether the second span starts after the first has ended, as far as both are known."""
    return first is None or second is None or before(first.end_date, second.start_date)


@rule("data_profile.columns_unique")
def data_profile_columns_unique(profile: DataProfile) -> bool:
    return distinct(column.name for column in profile.columns)
