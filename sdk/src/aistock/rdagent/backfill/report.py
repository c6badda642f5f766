"""What a backfill did: counts, rates and every finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from aistock.rdagent.backfill.findings import Code, Finding, Severity
from aistock.rdagent.registry import Changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much there was. A loop that was `materialized` was written now, one that is `ready` was whole before."""

    folders: int = 0
    workspaces: int = 0
    log_sessions: int = 0
    runs: int = 0
    loops: int = 0
    loops_with_result: int = 0
    materialized: int = 0
    ready: int = 0
    not_materialized: int = 0
    left_for_later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One backfill; `changes` are rows that the scan inserted or updated, besides what materialization registers."""

    root: str
    logs: str | None
    registry: str
    dry_run: bool
    began_at_utc: str
    seconds: float
    counts: Counts
    changes: Changes
    findings: tuple[Finding, ...]

    @property
    def changed(self) -> bool:
        """Whether the registry or a workspace is another than before."""
        return bool(self.changes) or self.counts.materialized > 0

    @property
    def by_code(self) -> dict[Code, int]:
        """How often each code was found, the most frequent first."""
        return dict(Counter(item.code for item in self.findings).most_common())

    @property
    def has_errors(self) -> bool:
        """Whether anything could not be taken in."""
        return any(item.severity is Severity.ERROR for item in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as a JSON value."""
        return {
            "version": "v1",
            "root": self.root,
            "logs": self.logs,
            "registry": self.registry,
            "dry_run": self.dry_run,
            "began_at_utc": self.began_at_utc,
            "seconds": round(self.seconds, 3),
            "workspaces_per_second": round(self.counts.folders / self.seconds, 1) if self.seconds > 0 else None,
            "changed": self.changed,
            "counts": asdict(self.counts),
            "changes": asdict(self.changes),
            "findings_by_code": {code.value: count for code, count in self.by_code.items()},
            "findings": [asdict(item) for item in self.findings],
        }


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, by place and code."""
    return tuple(sorted(set(findings), key=lambda item: (item.path, item.code, item.reason)))
