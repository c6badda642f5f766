"""Which loops have results: a question to the registry, answered from its file alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal

from aistock.library.v1.models import WorkspaceRole
from aistock.rdagent._registry_rows import LoopRow, WorkspaceRow
from aistock.rdagent._registry_words import MaterializationState

if TYPE_CHECKING:
    from aistock.rdagent.registry import Registry

_TRUE = "LOWER(CAST(has_result AS TEXT)) IN ('1', '1.0', 'true')"
_ACTIONS = {"model": ("model", "qlib_model"), "factor": ("factor", "qlib_factor")}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopQuestion:
    """What the loops must be like; None does not ask."""

    task_run_id: str | None = None
    action: Literal["model", "factor"] | None = None
    has_result: bool | None = None
    materialization: MaterializationState | None = None
    since: date | None = None
    """The loop's last sign, its end if that is known, is on this day (UTC) or after it; a loop without any date is not found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLoop:
    """A loop and the workspace that holds its result, as far as the registry knows it."""

    loop: LoopRow
    workspace: WorkspaceRow | None

    @property
    def last_sign(self) -> str | None:
        """When the loop ended; else when it was last written or began."""
        return self.loop.ended_at_utc or self.loop.updated_at_utc or self.loop.started_at_utc


def find_loops(registry: Registry, question: LoopQuestion) -> Iterator[FoundLoop]:
    """The loops that answer the question, in the order of run and loop; the registry may be of any layout."""
    present = registry.known_columns["loops"]
    conditions: list[str] = []
    values: list[object] = []
    if question.task_run_id is not None:
        conditions.append("task_run_id = ?")
        values.append(question.task_run_id)
    if question.action is not None and "action" in present:
        names = _ACTIONS[question.action]
        conditions.append(f"action IN ({', '.join('?' * len(names))})")
        values += names
    if question.has_result is not None and "has_result" in present:
        conditions.append(_TRUE if question.has_result else f"(has_result IS NULL OR NOT {_TRUE})")
    for loop in registry.select(LoopRow, " AND ".join(conditions), values):
        if _answers(loop, question):
            found = FoundLoop(loop=loop, workspace=_workspace(registry, loop))
            if question.since is None or _is_since(found.last_sign, question.since):
                yield found


def _answers(loop: LoopRow, question: LoopQuestion) -> bool:
    """What the condition could not say: columns that an older layout lacks, and words in their older spellings."""
    if question.action is not None and loop.action not in _ACTIONS[question.action]:
        return False
    if question.has_result is not None and (loop.has_result == 1) is not question.has_result:
        return False
    return question.materialization in (None, loop.materialization)


def _is_since(text: str | None, since: date) -> bool:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return False
    return (found.astimezone(UTC) if found.tzinfo else found).date() >= since


def _workspace(registry: Registry, loop: LoopRow) -> WorkspaceRow | None:
    """The workspace that the loop names, else its only experiment workspace."""
    if loop.best_workspace_id is not None:
        named = registry.rows(WorkspaceRow, workspace_id=loop.best_workspace_id)
        return named[0] if named else None
    if "workspace_role" not in registry.known_columns["workspaces"]:
        return None
    of_loop = registry.select(
        WorkspaceRow,
        "task_run_id = ? AND loop_id = ? AND workspace_role = ?",
        (loop.task_run_id, loop.loop_id, WorkspaceRole.EXPERIMENT_WORKSPACE.value),
    )
    found = list(of_loop)
    return found[0] if len(found) == 1 else None
