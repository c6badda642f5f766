"""What the registry knew before a backfill, as far as the backfill asks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from aistock.library.v1.models import LoopStatus
from aistock.rdagent.registry import LoopRow, Registry, RunRow, WorkspaceRow

_MADE_UP = re.compile(r"^(synthetic_|legacy_|unknown_)")


class Known:
    """Rows by their keys, workspaces by the last part of their path, and runs by the log that they wrote."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._by_place: dict[str, list[str]] = defaultdict(list)
        self._run_of_log: dict[str, str] = {}
        for row in registry.select(WorkspaceRow):
            if (place := last_part(row.workspace_path)) != row.workspace_id:
                self._by_place[place].append(row.workspace_id)
        for run in registry.select(RunRow, "log_trace_path IS NOT NULL"):
            self._run_of_log.setdefault(last_part(run.log_trace_path or ""), run.task_run_id)
        for loop in registry.select(LoopRow, "log_dir IS NOT NULL"):
            self._run_of_log.setdefault(last_part(loop.log_dir or ""), loop.task_run_id)

    def run(self, task_run_id: str) -> RunRow | None:
        """A run."""
        return next(iter(self._registry.rows(RunRow, task_run_id=task_run_id)), None)

    def loop(self, key: tuple[str, int]) -> LoopRow | None:
        """A loop."""
        return next(iter(self._registry.rows(LoopRow, task_run_id=key[0], loop_id=key[1])), None)

    def workspace(self, workspace_id: str) -> WorkspaceRow | None:
        """A workspace."""
        return next(iter(self._registry.rows(WorkspaceRow, workspace_id=workspace_id)), None)

    def workspaces(self) -> Iterator[WorkspaceRow]:
        """All workspaces."""
        return self._registry.select(WorkspaceRow)

    def others_at(self, folder: str) -> list[WorkspaceRow]:
        """Workspaces of another name whose path ends in this folder."""
        return [row for name in sorted(self._by_place.get(folder, ())) if (row := self.workspace(name)) is not None]

    def run_of_log(self, session: str) -> str | None:
        """The run that wrote a log session."""
        return self._run_of_log.get(session)


def last_part(path: str) -> str:
    """The last part of a path of any machine."""
    return re.split(r"[/\\]+", path.rstrip("/\\"))[-1]


def is_made_up(task_run_id: str) -> bool:
    """Whether a run id was made from a workspace because nobody knew the run."""
    return _MADE_UP.match(task_run_id) is not None


def is_recorded(row: LoopRow) -> bool:
    """Whether a loop was written while it ran; a row that only a scan made says nothing about how it ended."""
    return row.status not in (None, LoopStatus.UNKNOWN)
