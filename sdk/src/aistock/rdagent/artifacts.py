"""materialize: the complete set of a loop's documents, tables and pictures, made offline from its workspace."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aistock.contract.types import utc_text
from aistock.library.v1.models import ExperimentSummary, WorkspaceManifest, WorkspaceRole
from aistock.rdagent import _files as files
from aistock.rdagent._complete_set import complete_set, document_bytes
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._loop_run import LoopRun, read_marker
from aistock.rdagent._online import ArtifactFault, LoopMarked, opening_rows, write_loop_artifacts
from aistock.rdagent._publishing import alone_in, publish
from aistock.rdagent._qlib_workspace import Recorder
from aistock.rdagent._result_rows import result_rows
from aistock.rdagent._sources import Sources
from aistock.rdagent.registry import LoopRow, MaterializationState, Registry

__all__ = [
    "ArtifactFault",
    "LoopArtifacts",
    "LoopMarked",
    "LoopRun",
    "Recorder",
    "WorkspaceError",
    "materialize",
    "read_marker",
    "write_loop_artifacts",
]

_UNPROVED = "no proved result: a required file is missing or empty"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopArtifacts:
    """What a workspace holds after its artifacts were written; `recorder` is the run of Qlib's recorder that was read."""

    summary: ExperimentSummary
    manifest: WorkspaceManifest
    strategy_id: str | None
    recorder: Recorder | None = None

    @property
    def has_result(self) -> bool:
        """The loop's result is proved."""
        return self.summary.has_result


def materialize(workspace: Path, run: LoopRun | None = None, *, registry: Registry | None = None) -> LoopArtifacts:
    """Writes every document, table and picture that the workspace's content allows, and registers them; offline work.

    Without `run`, the marker that write_loop_artifacts left says what the loop was. Everything is read and worked out before
    anything is written, so a source that cannot be read (WorkspaceError, and the registry says failed) leaves what stood there.
    What cannot be made because its source is missing is not made. Writing again from the same content changes no byte; what was
    interrupted is simply done again. Each file is whole or not there, and a manifest stands only while it is true.
    """
    if not workspace.is_dir():
        raise WorkspaceError(workspace, "is no folder", "name the workspace of the run")
    run = run or read_marker(workspace)
    if run is None:
        raise WorkspaceError(workspace / files.MARKER, "is missing", "name the run, or let write_loop_artifacts write it")
    if registry is None:
        return _written(workspace, run)
    return _registered(registry, workspace, run)


def _written(workspace: Path, run: LoopRun) -> LoopArtifacts:
    with alone_in(workspace):
        made = complete_set(Sources(workspace), run)
        publish(workspace, run, made.files, document_bytes(made.manifest))
    return LoopArtifacts(summary=made.summary, manifest=made.manifest, strategy_id=made.strategy_id, recorder=made.recorder)


def _registered(registry: Registry, workspace: Path, run: LoopRun) -> LoopArtifacts:
    """The same under the loop's state in the registry; a workspace that does not lead its loop leaves the loop as it is."""
    now = utc_text(run.generated_at_utc)
    with registry.transaction():
        registry.record(*opening_rows(run, now))
        leads = _leads(registry, run)
        claimed = leads and registry.claim_materialization(run.task_run_id, run.loop_id, now=now)
        if leads and not claimed:
            _refuse_unless_done(registry, workspace, run)

    def failed(reason: str) -> None:
        # A loop that was done is so no more: what proved it has gone or changed.
        again = leads and not claimed and registry.reopen_materialization(run.task_run_id, run.loop_id, now=now)
        if claimed or (again and registry.claim_materialization(run.task_run_id, run.loop_id, now=now)):
            registry.fail_materialization(run.task_run_id, run.loop_id, error=reason, now=now)

    written = _or_failed(lambda: _written(workspace, run), failed)
    with registry.transaction():
        registry.record(*result_rows(run, written.summary, written.manifest, written.recorder, leads=leads, now=now))
        if not written.has_result:
            failed(_UNPROVED)
        elif claimed:
            registry.finish_materialization(run.task_run_id, run.loop_id, now=now)
    return written


def _leads(registry: Registry, run: LoopRun) -> bool:
    """Whether the workspace speaks for its loop: not a candidate's, nor a second one beside that which proved the result."""
    if run.role is not WorkspaceRole.EXPERIMENT_WORKSPACE:
        return False
    row = registry.rows(LoopRow, task_run_id=run.task_run_id, loop_id=run.loop_id)[0]
    return row.materialization is not MaterializationState.DONE or row.best_workspace_id in (None, run.workspace_id)


def _or_failed(work: Callable[[], LoopArtifacts], failed: Callable[[str], None]) -> LoopArtifacts:
    try:
        return work()
    except BaseException as error:
        failed(f"{type(error).__name__}: {error}")
        raise


def _refuse_unless_done(registry: Registry, workspace: Path, run: LoopRun) -> None:
    """A loop that could not be claimed may be written again when it is done; else somebody is at it, or nobody knows."""
    row = registry.rows(LoopRow, task_run_id=run.task_run_id, loop_id=run.loop_id)[0]
    if row.materialization is MaterializationState.UNKNOWN:
        word = dict(row.originals).get("materialization_status")
        remedy = "set its materialization_status to pending in the registry"
        raise WorkspaceError(workspace, f"is of a loop that the registry calls {word!r}, which is no state", remedy)
    if row.materialization is not MaterializationState.DONE:
        who = row.materialization_owner or "another process"
        raise WorkspaceError(workspace, f"is being materialized by {who}", "wait for it to end")
