"""Rows of registry.sqlite for what a workspace holds after it was materialized."""

import json
from collections.abc import Iterator

from aistock.contract.types import utc_text
from aistock.library.identity import file_id
from aistock.library.v1.models import ArtifactEntry, ExperimentSummary, ManifestFile, WorkspaceManifest
from aistock.rdagent import _documents as made
from aistock.rdagent import _files as files
from aistock.rdagent._loop_run import LoopRun
from aistock.rdagent._qlib_workspace import Recorder
from aistock.rdagent.registry import ArtifactFileRow, ArtifactRow, ArtifactState, LoopRow, WorkspaceRow

AnyResultRow = LoopRow | WorkspaceRow | ArtifactRow | ArtifactFileRow


def result_rows(
    run: LoopRun, summary: ExperimentSummary, manifest: WorkspaceManifest, recorder: Recorder | None, *, leads: bool, now: str
) -> list[AnyResultRow]:
    """The workspace, its artifacts with their files, and the loop when the workspace `leads` it."""
    rows: list[AnyResultRow] = [
        WorkspaceRow(
            workspace_id=run.workspace_id,
            task_run_id=run.task_run_id,
            workspace_path=run.workspace_path,
            meta_path=files.META,
            summary_path=files.SUMMARY,
            manifest_path=files.MANIFEST,
            updated_at_utc=now,
        )
    ]
    if leads:
        rows.append(_loop_row(run, summary, now))
    hashes = {entry.path: entry for entry in manifest.files}
    for artifact in manifest.artifacts:
        rows += _artifact_rows(run, artifact, hashes, recorder, now)
    return rows


def _artifact_rows(
    run: LoopRun, artifact: ArtifactEntry, hashes: dict[str, ManifestFile], recorder: Recorder | None, now: str
) -> Iterator[AnyResultRow]:
    chosen = recorder if artifact.artifact_type == "recorder" else None
    said = {"recorder": chosen.folder, "finished": chosen.finished, "runs": chosen.runs} if chosen else None
    yield ArtifactRow(
        artifact_id=artifact.artifact_id,
        task_run_id=run.task_run_id,
        loop_id=run.loop_id,
        workspace_id=run.workspace_id,
        artifact_type=artifact.artifact_type,
        name=artifact.name,
        version="v1",
        status=ArtifactState.PRESENT,
        primary_flag=int(artifact.artifact_type == "backtest_metrics"),
        summary_json=json.dumps(said, sort_keys=True) if said else None,
        entry_path=artifact.entry_path,
        created_at_utc=now,
        updated_at_utc=now,
    )
    for path in artifact.files:
        yield ArtifactFileRow(
            file_id=file_id(artifact.artifact_id, run.workspace_id, artifact.artifact_type, path),
            artifact_id=artifact.artifact_id,
            workspace_id=run.workspace_id,
            path=path,
            sha256=hashes[path].sha256,
            size_bytes=hashes[path].size,
            kind=artifact.artifact_type,
        )


def _loop_row(run: LoopRun, summary: ExperimentSummary, now: str) -> LoopRow:
    figures = summary.key_metrics
    return LoopRow(
        task_run_id=run.task_run_id,
        loop_id=run.loop_id,
        action=run.action,
        status=run.status,
        has_result=int(summary.has_result),
        best_workspace_id=run.workspace_id if summary.has_result else None,
        ended_at_utc=utc_text(run.ended_at_utc) if run.ended_at_utc else None,
        ic_mean=figures.ic_mean,
        rank_ic_mean=figures.rank_ic_mean,
        ann_return=figures.annualized_return,
        mdd=figures.max_drawdown,
        multi_score=figures.multi_score,
        metrics_json=made.metrics_text(summary.metrics),
        updated_at_utc=now,
    )
