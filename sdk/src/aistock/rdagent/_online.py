"""What happens while RD-Agent runs: a marker, the loop's rows in the registry, and faults that are told and never raised."""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from aistock.contract.types import utc_text
from aistock.library.v1.models import LoopStatus
from aistock.rdagent import _files as files
from aistock.rdagent._loop_run import LoopRun, marker_of
from aistock.rdagent._scratch import write_whole
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow

FAULTS = "artifact_faults.jsonl"
"""Where faults are kept beside the marker when the caller takes none."""

log = logging.getLogger("aistock.rdagent")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArtifactFault:
    """Something that could not be done: at which stage (marker, registry or channel), where, what was wrong and what to do."""

    stage: str
    path: str
    kind: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopMarked:
    """What the light exit did; whatever is not done is among the faults, and materialize can be run all the same."""

    marker: bool
    registered: bool
    faults: tuple[ArtifactFault, ...]


def write_loop_artifacts(
    workspace: Path,
    run: LoopRun,
    *,
    registry: Registry | Path | None = None,
    errors: Callable[[ArtifactFault], None] | None = None,
) -> LoopMarked:
    """The single exit of a loop: keeps what its caller knows in the workspace's marker, and its rows in the registry.

    It is light (no table, picture or hash) and never raises for a fault of files, registry or values: each fault goes to
    `errors`, or without one to artifact_faults.jsonl beside the marker and to the log, and stands in the answer.
    `materialize` does the rest.
    """
    told: list[ArtifactFault] = []
    tell = errors or (lambda fault: _keep(workspace, fault))

    def attempted(stage: str, path: Path | str, remedy: str, work: Callable[[], object]) -> bool:
        try:
            work()
        except Exception as error:  # the loop of RD-Agent must go on, whatever it was
            fault = ArtifactFault(stage=stage, path=str(path), kind=type(error).__name__, message=str(error), remedy=remedy)
            told.append(fault)
            if stage != "channel":
                attempted("channel", path, "look into the answer of write_loop_artifacts for faults", lambda: tell(fault))
            return False
        return True

    marker = attempted(
        "marker", workspace / files.MARKER, "make room, check permissions, and call again", lambda: _mark(workspace, run)
    )
    where = registry.path if isinstance(registry, Registry) else registry
    registered = registry is not None and attempted(
        "registry", where or "", "backfill registers the loop from its marker later", lambda: _index(registry, run)
    )
    return LoopMarked(marker=marker, registered=registered, faults=tuple(told))


def _mark(workspace: Path, run: LoopRun) -> None:
    content = marker_of(run)
    write_whole(workspace / files.MARKER, lambda target: target.write_bytes(content))


def _index(registry: Registry | Path | None, run: LoopRun) -> None:
    now = utc_text(run.generated_at_utc)
    if isinstance(registry, Registry):
        registry.record(*opening_rows(run, now), ended_row(run, now))
    elif registry is not None:
        with Registry(registry) as opened:
            opened.record(*opening_rows(run, now), ended_row(run, now))


def _keep(workspace: Path, fault: ArtifactFault) -> None:
    log.error("%s: %s %s: %s; %s", fault.stage, fault.path, fault.kind, fault.message, fault.remedy)
    line = json.dumps(asdict(fault), ensure_ascii=False, sort_keys=True) + "\n"
    with (workspace / FAULTS).open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(line)


def ended_row(run: LoopRun, now: str) -> LoopRow:
    """How the loop ended, as its caller says; whether there is a result is found out when it is materialized."""
    ended = utc_text(run.ended_at_utc) if run.ended_at_utc else None
    return LoopRow(task_run_id=run.task_run_id, loop_id=run.loop_id, status=run.status, ended_at_utc=ended, updated_at_utc=now)


def opening_rows(run: LoopRun, now: str) -> tuple[RunRow, WorkspaceRow, LoopRow]:
    """Run, workspace and loop; how one loop went says nothing about its run, which may go on."""
    started = utc_text(run.started_at_utc) if run.started_at_utc else now
    return (
        RunRow(
            task_run_id=run.task_run_id,
            scenario=run.scenario,
            status=LoopStatus.UNKNOWN,
            created_at_utc=started,
            updated_at_utc=now,
        ),
        WorkspaceRow(
            workspace_id=run.workspace_id,
            task_run_id=run.task_run_id,
            loop_id=run.loop_id,
            workspace_path=run.workspace_path,
            workspace_role=run.role,
            experiment_type=run.experiment_type,
            step_name=run.step_name,
            status=run.status,
            created_at_utc=now,
            updated_at_utc=now,
        ),
        LoopRow(task_run_id=run.task_run_id, loop_id=run.loop_id, action=run.action, started_at_utc=started, updated_at_utc=now),
    )
