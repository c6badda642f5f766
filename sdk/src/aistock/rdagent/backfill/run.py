"""One backfill from beginning to end: scan the workspaces and logs, fill the registry, materialize, report."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from aistock.contract.types import utc_text
from aistock.rdagent.backfill.confined import Entry, Kind, Root, Unreadable
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.backfill.identity import Identity, identify
from aistock.rdagent.backfill.known import Known
from aistock.rdagent.backfill.logs import Session, scan_logs
from aistock.rdagent.backfill.materializing import Materializing, Outcome
from aistock.rdagent.backfill.plan import Plan, plan
from aistock.rdagent.backfill.progress import Progress, Silent
from aistock.rdagent.backfill.report import Counts, Report, in_order
from aistock.rdagent.backfill.workspace import half_written, scan_workspace
from aistock.rdagent.registry import Changes, LoopRow, Registry, RunRow, survey

T = TypeVar("T")
_ROWS_AT_ONCE = 200
"""Rows of one transaction: few enough that online writers never wait long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked; `at_most` bounds the loops that are materialized, `store` names the root for readers elsewhere."""

    root: Path
    registry: Path
    logs: Path | None = None
    dry_run: bool = False
    materialize: bool = True
    at_most: int | None = None
    retry_failed: bool = False
    store: str | None = None


def backfill(request: Request, *, clock: Callable[[], datetime] | None = None, progress: Progress | None = None) -> Report:
    """Does it and says what it did; doing it again changes nothing, and one that was killed is finished by the next.

    Raises OSError when root or logs is no folder that can be opened, RegistryError when the registry cannot be read or written;
    whatever lies in a workspace becomes a finding. A dry run writes nothing at all.
    """
    clock = clock or _now
    progress = progress or Silent()
    began, watch = clock(), time.monotonic()
    root = Root(request.root)
    logs = Root(request.logs) if request.logs is not None else None
    opened = Registry.scratch if request.dry_run else Registry
    with opened(request.registry) as registry:
        findings = _oddities(registry)
        known = Known(registry)
        folders, strays = _folders(root, request.registry)
        findings += strays
        cleans = request.materialize and not request.dry_run
        identities = _identities(root, folders, known, progress, findings, cleans=cleans)
        sessions: list[Session] = []
        if logs is not None:
            sessions, problems = scan_logs(logs)
            findings += problems
        made = plan(identities, sessions, known, now=utc_text(began))
        findings += made.findings
        changes = _record(registry, made, progress)
        outcome = _materialize(registry, root, request, made, clock, progress)
        findings += outcome.findings
    return Report(
        root=str(request.root),
        logs=str(request.logs) if request.logs is not None else None,
        registry=str(request.registry),
        dry_run=request.dry_run,
        began_at_utc=utc_text(began),
        seconds=time.monotonic() - watch,
        counts=_counts(folders, identities, sessions, made, outcome),
        changes=changes,
        findings=in_order(findings),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _oddities(registry: Registry) -> list[Finding]:
    return [
        finding(f"registry:{row.table}/{row.key}", Code.UNKNOWN_WORD, f"{row.column} holds {row.value}: it {row.message}")
        for row in survey(registry).oddities
    ]


def _folders(root: Root, registry: Path) -> tuple[list[str], list[Finding]]:
    """Folders of the root that may be workspaces; everything else that lies there is a finding."""
    folders: list[str] = []
    findings: list[Finding] = []
    for entry in root.entries():
        if entry.kind is Kind.FOLDER and not entry.name.startswith("."):
            folders.append(entry.name)
        elif not _is_registry(root, entry, registry):
            findings.append(_stray(entry))
    return folders, findings


def _is_registry(root: Root, entry: Entry, registry: Path) -> bool:
    return registry.resolve().parent == root.path and entry.name.startswith(registry.name)


def _stray(entry: Entry) -> Finding:
    if entry.kind is Kind.LINK_OUT:
        return finding(entry.shown, Code.SYMLINK_OUT, "is a symbolic link out of the root; it was not followed")
    if entry.kind is Kind.LINK_INSIDE:
        return finding(entry.shown, Code.SYMLINK_INSIDE, "is a symbolic link to another place below the root; it was not followed")
    return finding(entry.shown, Code.NOT_A_WORKSPACE, "is no folder of a workspace")


def _identities(
    root: Root, folders: Sequence[str], known: Known, progress: Progress, findings: list[Finding], *, cleans: bool
) -> list[Identity]:
    """Every workspace that can be registered, each id once; `cleans` takes away what killed writers left in them."""
    siblings = frozenset(folders)
    found: dict[str, Identity] = {}
    for folder in progress.each("scan", folders, len(folders)):
        try:
            scanned = scan_workspace(root, folder)
        except Unreadable as trouble:
            findings.append(trouble.finding)
            continue
        findings += [*scanned.findings, *half_written(root, scanned, remove=cleans)]
        identity, problems = identify(scanned, known, siblings)
        findings += problems
        if identity is None:
            continue
        first = found.setdefault(identity.workspace_id, identity)
        if first is not identity:
            reason = f"calls itself {identity.workspace_id}, as {first.folder} does, which was taken"
            findings.append(finding(folder, Code.WRONG_WORKSPACE, reason))
    return list(found.values())


def _record(registry: Registry, made: Plan, progress: Progress) -> Changes:
    changes = Changes()
    for rows in progress.each("register", _batches(made.rows, _ROWS_AT_ONCE), -(-len(made.rows) // _ROWS_AT_ONCE)):
        changes += registry.record(*rows)
    return changes


def _batches(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _materialize(
    registry: Registry, root: Root, request: Request, made: Plan, clock: Callable[[], datetime], progress: Progress
) -> Outcome:
    outcome = Outcome()
    stage = Materializing(
        registry=registry,
        root=root,
        clock=clock,
        store=request.store,
        dry=request.dry_run or not request.materialize,
        at_most=request.at_most,
        retry_failed=request.retry_failed,
    )
    seen = {(row.task_run_id, row.loop_id) for row in made.rows if isinstance(row, LoopRow) and row.has_result is not None}
    stage.reopen_unproved(made.results, seen, outcome)
    for _ in progress.each("materialize", stage.each(made.results, outcome), len(made.results)):
        pass
    return outcome


def _counts(
    folders: Sequence[str], identities: Sequence[Identity], sessions: Sequence[Session], made: Plan, outcome: Outcome
) -> Counts:
    return Counts(
        folders=len(folders),
        workspaces=len(identities),
        log_sessions=len(sessions),
        runs=sum(isinstance(row, RunRow) for row in made.rows),
        loops=sum(isinstance(row, LoopRow) for row in made.rows),
        loops_with_result=len(made.results),
        materialized=outcome.materialized,
        ready=outcome.ready,
        not_materialized=outcome.failed,
        left_for_later=outcome.later,
    )
