"""What the caller of write_loop_artifacts knows of a loop, and its marker: the file that keeps all of it for later."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from aistock.contract import plain_json
from aistock.contract.types import UtcInstant, utc_text
from aistock.library.v1.models import CatalogFactor, FactorSource, FeedbackSummary, LoopAction, LoopStatus, WorkspaceRole
from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._sources import content_of

_VERSION = "v1"
_INSTANTS = ("generated_at_utc", "started_at_utc", "ended_at_utc")
_MOST_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopRun:
    """What the caller knows of a loop and its workspace holds not; `workspace_path` is relative to the root of all workspaces."""

    task_run_id: str
    loop_id: int
    workspace_id: str
    workspace_path: str
    generated_at_utc: UtcInstant
    action: LoopAction = LoopAction.MODEL
    step_name: str = "feedback"
    status: LoopStatus = LoopStatus.SUCCESS
    role: WorkspaceRole = WorkspaceRole.EXPERIMENT_WORKSPACE
    scenario: str | None = None
    experiment_type: str | None = None
    experiment_id: str | None = None
    workspace_store: str | None = None
    source: str = "aistock"
    region: str = "cn"
    factors: tuple[CatalogFactor, ...] = ()
    feature_sources: Mapping[str, FactorSource] = field(default_factory=dict)
    data_source: str = "aistock"
    decision: bool | None = None
    hypothesis: str | None = None
    summary: FeedbackSummary | None = None
    decided_by: str | None = None
    started_at_utc: UtcInstant | None = None
    ended_at_utc: UtcInstant | None = None

    def envelope(self) -> dict[str, Any]:
        """Fields that every document of the workspace begins with."""
        return {
            "generated_at_utc": self.generated_at_utc,
            "source": self.source,
            "task_run_id": self.task_run_id,
            "loop_id": self.loop_id,
            "workspace_id": self.workspace_id,
        }


def marker_of(run: LoopRun) -> bytes:
    """The marker's bytes, the same for the same run; raises WorkspaceError for a run that no reader would take."""
    try:
        said = _adapter().dump_python(run, mode="json", warnings="error")
        instants = {name: utc_text(value) for name in _INSTANTS if (value := getattr(run, name)) is not None}
        content = plain_json.canonical({**said, **instants, "version": _VERSION}) + b"\n"
        _run_in(content)
    except (ValueError, TypeError, AttributeError) as error:
        raise WorkspaceError(
            files.MARKER, f"cannot hold this run ({_first(error)})", "correct what the caller says of it"
        ) from error
    return content


def read_marker(workspace: Path) -> LoopRun | None:
    """The run that wrote the workspace's marker, None when there is no marker; WorkspaceError when it is damaged."""
    path = workspace / files.MARKER
    if not path.is_symlink() and not path.exists():
        return None
    content = content_of(path, workspace, at_most=_MOST_BYTES)
    try:
        return _run_in(content)
    except ValueError as error:
        remedy = "write it again with write_loop_artifacts, or delete it and name the run"
        raise WorkspaceError(path, f"is no marker of a loop ({_first(error)})", remedy) from error


def _run_in(content: bytes) -> LoopRun:
    said = plain_json.parse(content, max_bytes=_MOST_BYTES)
    if not isinstance(said, dict) or said.pop("version", None) != _VERSION:
        raise ValueError(f"its version is not {_VERSION!r}")
    unknown = sorted(set(said) - {item.name for item in fields(LoopRun)})
    if unknown:
        raise ValueError(f"it has the key {unknown[0][:80]!r}, which {_VERSION} does not know")
    return _adapter().validate_json(plain_json.canonical(said))


def _first(error: Exception) -> str:
    """The first thing that is wrong, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)[:300]
    first = error.errors()[0]
    return f"{'.'.join(str(part) for part in first['loc'])} is {str(first['input'])[:80]!r}: {first['msg']}"


@cache
def _adapter() -> TypeAdapter[LoopRun]:
    return TypeAdapter(LoopRun)
