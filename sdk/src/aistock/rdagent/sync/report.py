"""What one round of a sync did, for people and programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from aistock.contract.types import utc_text
from aistock.errors import AistockError
from aistock.library.v1.models import ImportReport, ImportTally
from aistock.rdagent.catalog_files import LeftRow
from aistock.rdagent.sync.command import CommandEnd

_TALLY = ("inserted", "updated", "unchanged", "refused", "retired")


class Outcome(StrEnum):
    """How a round ended."""

    IMPORTED = "imported"
    """The set was imported; the report says whether that changed anything."""
    NOTHING_NEW = "nothing_new"
    """The set is the one that the round before imported; the server was not asked."""
    FAILED = "failed"
    """Nothing was imported; the next round begins anew."""
    STOPPED = "stopped"
    """The sync was told to stop before anything was imported."""


class Stage(StrEnum):
    """Where a round ended."""

    COMMAND = "command"
    FOLDER = "folder"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round: how it ended and where, what was imported, which rows were left out, and why it failed."""

    number: int
    started_at: datetime
    seconds: float
    outcome: Outcome
    stage: Stage
    message: str = ""
    snapshot_id: str | None = None
    command: CommandEnd | None = None
    report: ImportReport | None = None
    left: Sequence[LeftRow] = ()
    notes: Sequence[str] = ()
    error: AistockError | None = None

    @property
    def refused(self) -> int:
        """Rows that were not taken, here or by the server."""
        return len(self.left) + sum(tally.refused for tally in (self.report.tallies if self.report else ()))

    def as_json(self) -> dict[str, Any]:
        """The round as one JSON value."""
        report = self.report
        return {
            "round": self.number,
            "started_at_utc": utc_text(self.started_at),
            "seconds": round(self.seconds, 3),
            "outcome": str(self.outcome),
            "stage": str(self.stage),
            "message": self.message,
            "snapshot_id": self.snapshot_id,
            "changed": report.changed if report else False,
            "tallies": {tally.kind.value: {name: getattr(tally, name) for name in _TALLY} for tally in report.tallies}
            if report
            else {},
            "findings": [item.model_dump(mode="json") for item in report.findings] if report else [],
            "findings_left_off": report.findings_left_off if report else 0,
            "left": [{"kind": row.kind, "key": row.key, "why": row.why} for row in self.left],
            "notes": list(self.notes),
            "command": _command_json(self.command) if self.command else None,
        }

    def lines(self) -> list[str]:
        """The round for a person: one line, and one for each thing that was noticed."""
        head = f"{utc_text(self.started_at)} round {self.number}: {self._sentence()} ({self.seconds:.1f} s)"
        found = [f"  {note}" for note in self.notes]
        found += [f"  left out: {row.kind} {row.key}: {row.why}" for row in self.left]
        if self.report:
            found += [f"  {item.severity}: {item.code} {item.key or ''}: {item.message}" for item in self.report.findings]
            if self.report.findings_left_off:
                found.append(f"  and {self.report.findings_left_off} more findings")
        return [head, *found]

    def _sentence(self) -> str:
        if self.report is None:
            return f"{self.outcome} at {self.stage}: {self.message}" if self.message else str(self.outcome).replace("_", " ")
        parts = []
        for tally in self.report.tallies:
            figures = ", ".join(f"{getattr(tally, name)} {name}" for name in _TALLY if getattr(tally, name))
            parts.append(f"{tally.kind} {figures or 'none'}")
        return f"imported {self.snapshot_id or 'without a snapshot'}: {'; '.join(parts)}"


def _figures(tally: ImportTally) -> dict[str, int]:
    return {name: getattr(tally, name) for name in _TALLY}


def _command_json(end: CommandEnd) -> dict[str, Any]:
    return {"ending": str(end.ending), "code": end.code, "seconds": round(end.seconds, 3), "bytes": end.size, "said": end.said}
