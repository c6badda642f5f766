"""Loops of a registry that say they have a result, each with the one workspace that should prove it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from aistock.rdagent.export.finding import ExportFinding
from aistock.rdagent.registry import LoopRow, MaterializationState, Registry, WorkspaceRow

_EXPERIMENT = "experiment_workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the registry says of a loop, as far as the catalogs need it."""

    task_run_id: str
    loop_id: int
    workspace_id: str
    workspace_path: str
    started_at_utc: str | None
    ended_at_utc: str | None
    materialization: MaterializationState
    materialization_error: str | None
    asset_bundle_id: str | None
    is_solidified: bool
    synced: bool
    log_dir: str | None

    @property
    def key(self) -> str:
        """The loop for a person."""
        return f"{self.task_run_id}/{self.loop_id}/{self.workspace_id}"


def candidates(registry: Registry) -> tuple[list[Candidate], list[ExportFinding]]:
    """Loops with a result, the newest started first; those without a workspace that could prove it are findings."""
    by_id: dict[str, WorkspaceRow] = {}
    by_loop: dict[tuple[str, int | None], list[WorkspaceRow]] = {}
    for row in registry.select(WorkspaceRow):
        by_id[row.workspace_id] = row
        by_loop.setdefault((row.task_run_id, row.loop_id), []).append(row)
    found, findings = [], []
    for loop in registry.rows(LoopRow, has_result=1):
        named = by_id.get(loop.best_workspace_id or "")
        rows = [named] if named else [row for row in by_loop.get((loop.task_run_id, loop.loop_id), ()) if _proves(row)]
        finding = _objection(loop, rows)
        if finding is None:
            found.append(_candidate(loop, rows[0]))
        else:
            findings.append(finding)
    return sorted(found, key=_newest_first), findings


def _proves(row: WorkspaceRow) -> bool:
    return row.workspace_role == _EXPERIMENT


def _objection(loop: LoopRow, rows: Iterable[WorkspaceRow]) -> ExportFinding | None:
    key, listed = f"{loop.task_run_id}/{loop.loop_id}", list(rows)
    if loop.materialization is MaterializationState.RUNNING:
        text = f"the artifacts of loop {key} are being written; export again when they are done"
        return ExportFinding(key=key, code="being_written", message=text)
    if not listed:
        text = f"loop {key} has a result but names no workspace that the registry knows; write its artifacts again"
        return ExportFinding(key=key, code="no_workspace", message=text)
    if len(listed) > 1:
        names = ", ".join(row.workspace_id for row in listed[:4])
        text = f"loop {key} has {len(listed)} experiment workspaces ({names}) and names none; write its artifacts again"
        return ExportFinding(key=key, code="several_workspaces", message=text)
    if listed[0].workspace_role not in (None, _EXPERIMENT):
        text = f"loop {key} names {listed[0].workspace_id}, a {listed[0].workspace_role}, which never carries a loop's result"
        return ExportFinding(key=key, code="no_workspace", message=f"{text}; write its artifacts again")
    return None


def _candidate(loop: LoopRow, workspace: WorkspaceRow) -> Candidate:
    return Candidate(
        task_run_id=loop.task_run_id,
        loop_id=loop.loop_id,
        workspace_id=workspace.workspace_id,
        workspace_path=workspace.workspace_path,
        started_at_utc=loop.started_at_utc,
        ended_at_utc=loop.ended_at_utc,
        materialization=loop.materialization,
        materialization_error=loop.materialization_error,
        asset_bundle_id=loop.asset_bundle_id,
        is_solidified=loop.is_solidified == 1,
        synced=loop.sync.value == "synced",
        log_dir=loop.log_dir,
    )


def _newest_first(loop: Candidate) -> tuple[float, str, int]:
    """Order of `limit`: by start, the latest first, those that do not say when at the end."""
    started = instant_of(loop.started_at_utc)
    return (-started.timestamp() if started else float("inf"), loop.task_run_id, loop.loop_id)


def instant_of(text: str | None) -> datetime | None:
    """An instant of the registry; None for anything that is none."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
