"""What was planned, archived, checked or cleaned, subject by subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aistock.rdagent.archive.finding import Finding, Severity


class State(StrEnum):
    """What became of a subject."""

    PLANNED = "planned"
    """It would be archived, or deleted."""
    ARCHIVED = "archived"
    """Its record is kept."""
    UNCHANGED = "unchanged"
    """Its record was kept before, and its copies are there."""
    WHOLE = "whole"
    """Its record, its copies and its original, if there is one, agree."""
    DELETED = "deleted"
    """Its files are gone; their copies are in the archive as far as its level says so."""
    KEPT = "kept"
    """Nothing of it was deleted."""
    REFUSED = "refused"
    """It was not archived, or does not prove what it should; the findings say why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One folder, or one record whose folder is not here; `key` is None when nobody knows it."""

    folder: str
    state: State
    key: str | None = None
    files: int = 0
    size: int = 0
    archive_id: str | None = None
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome as JSON."""
        return {
            "folder": self.folder, "key": self.key, "state": self.state.value, "files": self.files, "size": self.size,
            "archive_id": self.archive_id, "findings": [item.as_json() for item in self.findings],
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every outcome, and findings that belong to none."""

    outcomes: Sequence[Outcome]
    findings: Sequence[Finding] = field(default=())

    @property
    def everything(self) -> list[Finding]:
        """All findings, those of outcomes too."""
        return [*self.findings, *(item for one in self.outcomes for item in one.findings)]

    @property
    def has_errors(self) -> bool:
        """Something was not archived, not proved or not cleaned that should have been."""
        return any(item.severity is Severity.ERROR for item in self.everything)

    def count(self, state: State) -> int:
        """How many subjects ended so."""
        return sum(one.state is state for one in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON."""
        counts = {state.value: self.count(state) for state in State if self.count(state)}
        return {
            "counts": counts,
            "outcomes": [one.as_json() for one in self.outcomes],
            "findings": [item.as_json() for item in self.findings],
        }
