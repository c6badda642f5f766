"""What is true of a sample tree, kept beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LoopKey = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceTruth:
    """What a folder is; `story` names how it came to be so."""

    folder: str
    story: str
    workspace_id: str
    loop: LoopKey
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopTruth:
    """What a loop is; `best` holds its result, and `writable` says whether its documents can be written."""

    action: str
    status: str
    best: str | None
    writable: bool = True


@dataclass(slots=True)
class TreeTruth:
    """Where a tree lies, what in it a backfill must register, and the findings that it must report: no more, no fewer."""

    root: Path
    logs: Path
    registry: Path
    workspaces: dict[str, WorkspaceTruth] = field(default_factory=dict)
    loops: dict[LoopKey, LoopTruth] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    findings: list[tuple[str, str]] = field(default_factory=list)
    folders: int = 0
    sessions: int = 0

    @property
    def results(self) -> set[LoopKey]:
        """Loops with a proved result."""
        return {key for key, loop in self.loops.items() if loop.best is not None}
