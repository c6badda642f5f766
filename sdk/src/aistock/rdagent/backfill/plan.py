"""The rows that a scan adds to the registry: what is known already stays, what files prove decides over what was guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aistock.contract.types import utc_text
from aistock.library.v1.models import LoopAction, LoopStatus, WorkspaceRole
from aistock.rdagent import _files as files
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.backfill.identity import Identity, why
from aistock.rdagent.backfill.known import Known, last_part
from aistock.rdagent.backfill.logs import Session
from aistock.rdagent.registry import LoopRow, RunRow, WorkspaceRow

Row = RunRow | LoopRow | WorkspaceRow
LoopKey = tuple[str, int]


@dataclass(slots=True)
class Plan:
    """Rows in the order in which they are to be written, the loops with a result and the workspace that proves it, and findings."""

    rows: list[Row] = field(default_factory=list)
    results: dict[LoopKey, Identity] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def plan(identities: Sequence[Identity], sessions: Sequence[Session], known: Known, *, now: str) -> Plan:
    """The plan; pure, but for what it asks the registry."""
    made = Plan()
    by_loop: dict[LoopKey, list[Identity]] = defaultdict(list)
    for identity in identities:
        by_loop[identity.loop].append(identity)
    named = _sessions_by_run(identities, sessions, known)
    aborts = {
        (run, session.abort.loop_id): session
        for run, session in named.items()
        if session.abort and session.abort.loop_id is not None
    }
    logged = {(run, number) for run, session in named.items() for number in session.loops}
    for run in sorted({key[0] for key in by_loop} | set(named)):
        made.rows.append(
            _run_row(run, [item for key, items in _of_run(by_loop, run) for item in items], named.get(run), known, now)
        )
    for key in sorted(set(by_loop) | logged | set(aborts)):
        _plan_loop(made, key, by_loop.get(key, []), named.get(key[0]), aborts.get(key), known, now)
    for identity in identities:
        made.rows.append(_workspace_row(made, identity, known, now))
    _missing(made, identities, known)
    return made


def _of_run(by_loop: Mapping[LoopKey, list[Identity]], run: str) -> Iterable[tuple[LoopKey, list[Identity]]]:
    return ((key, items) for key, items in by_loop.items() if key[0] == run)


def _sessions_by_run(identities: Iterable[Identity], sessions: Iterable[Session], known: Known) -> dict[str, Session]:
    """The session of each run: by the registry, by what workspaces say of their run's log, else the run is called as its log."""
    said = {last_part(trace): item.task_run_id for item in identities if (trace := item.said("log_trace_path")) is not None}
    return {known.run_of_log(item.name) or said.get(item.name) or item.name: item for item in sessions}


def _run_row(run: str, items: Sequence[Identity], session: Session | None, known: Known, now: str) -> RunRow:
    standing = known.run(run)
    values: dict[str, Any] = {
        "scenario": next((found for item in items if (found := item.said("scenario")) is not None), None),
        "log_trace_path": session.name if session is not None else None,
        "created_at_utc": utc_text(session.begun) if session is not None else now,
    }
    lacking = {name: value for name, value in values.items() if standing is None or getattr(standing, name) is None}
    return RunRow(task_run_id=run, status=_run_status(standing, session), updated_at_utc=now, **lacking)


def _run_status(standing: RunRow | None, session: Session | None) -> LoopStatus:
    """Aborted, when its log says so and nobody recorded another end."""
    return LoopStatus.ABORTED if session is not None and session.abort is not None and _may_end(standing) else LoopStatus.UNKNOWN


def _may_end(standing: RunRow | LoopRow | None) -> bool:
    return standing is None or standing.status in (None, LoopStatus.UNKNOWN, LoopStatus.RUNNING)


def _plan_loop(
    made: Plan, key: LoopKey, items: Sequence[Identity], session: Session | None, aborted: Session | None, known: Known, now: str
) -> None:
    standing = known.loop(key)
    own = [item for item in items if item.role is WorkspaceRole.EXPERIMENT_WORKSPACE] or list(items)
    proved = [item for item in own if item.has_result]
    best = _best(made, key, proved, standing)
    if best is not None:
        made.results[key] = best
    leading = best or (own[0] if own else None)
    values: dict[str, Any] = {"log_dir": session.name if session is not None else None}
    if leading is not None:
        tracking = leading.scanned.tracking
        values |= {"started_at_utc": _text(tracking.started), "ended_at_utc": _text(tracking.ended) if best is not None else None}
    status = leading.status if leading is not None else LoopStatus.UNKNOWN
    if aborted is not None and aborted.abort is not None and best is None and _may_end(standing):
        status = LoopStatus.ABORTED
        values |= {"error_type": aborted.abort.exception_type, "error_message": aborted.abort.reason}
    lacking = {name: value for name, value in values.items() if standing is None or getattr(standing, name) is None}
    made.rows.append(
        LoopRow(
            task_run_id=key[0],
            loop_id=key[1],
            action=_action(leading, standing),
            status=status if _may_end(standing) else None,
            has_result=_has_result(made, key, own, best, standing),
            best_workspace_id=best.workspace_id if best is not None else None,
            updated_at_utc=now,
            **lacking,
        )
    )


def _best(made: Plan, key: LoopKey, proved: Sequence[Identity], standing: LoopRow | None) -> Identity | None:
    """The one workspace that proves the loop's result; the registry's choice, then the documents', then the first by its id."""
    if not proved:
        return None
    ordered = sorted(proved, key=lambda item: item.workspace_id)
    wished = [standing.best_workspace_id if standing is not None else None]
    wished += [item.said("best_workspace_id") for item in ordered]
    named = {item.workspace_id: item for item in ordered}
    best = next((named[wish] for wish in wished if wish in named), ordered[0])
    if len(ordered) > 1 and wished[0] not in named:
        others = ", ".join(item.folder for item in ordered if item is not best)
        reason = f"proves the result of loop {key[0]}/{key[1]}, and so do {others}; this one was taken"
        made.findings.append(finding(best.folder, Code.TWO_RESULTS, reason))
    return best


def _action(leading: Identity | None, standing: LoopRow | None) -> str | None:
    """The action that was found; it replaces only one that nobody recorded."""
    if leading is None or leading.action is LoopAction.UNKNOWN:
        return LoopAction.UNKNOWN.value if standing is None or standing.action is None else None
    return leading.action.value


def _has_result(made: Plan, key: LoopKey, own: Sequence[Identity], best: Identity | None, standing: LoopRow | None) -> int | None:
    """1 or 0 by the files; None, leaving what stands, for a loop none of whose workspaces was seen."""
    if not own:
        return 0 if standing is None else None
    found = int(best is not None)
    if standing is not None and standing.status is LoopStatus.RUNNING and not found:
        # Whoever runs it may have proved a result since the scan looked.
        return None
    if standing is not None and standing.has_result is not None and standing.has_result != found and _was_claimed(standing):
        leading = best or own[0]
        reason = f"says has_result {standing.has_result}: {why(leading.scanned, leading.action, leading.role, leading.status)}"
        made.findings.append(finding(f"registry:loops/{key[0]}/{key[1]}", Code.CONTRADICTORY_RESULT, reason))
    return found


def _was_claimed(standing: LoopRow) -> bool:
    """A 0 beside a loop that has not ended is no claim, only the column's default."""
    return standing.has_result == 1 or not _may_end(standing)


def _workspace_row(made: Plan, identity: Identity, known: Known, now: str) -> WorkspaceRow:
    standing = known.workspace(identity.workspace_id)
    scanned = identity.scanned
    values: dict[str, Any] = {
        "workspace_role": identity.role.value,
        "experiment_type": identity.said("experiment_type"),
        "step_name": identity.said("step_name"),
        "meta_path": files.META if files.META in scanned.sizes else None,
        "summary_path": files.SUMMARY if files.SUMMARY in scanned.sizes else None,
        "manifest_path": files.MANIFEST if files.MANIFEST in scanned.sizes else None,
        "created_at_utc": now,
    }
    lacking = {name: value for name, value in values.items() if standing is None or getattr(standing, name) is None}
    _tell_place(made, identity, standing, known)
    return WorkspaceRow(
        workspace_id=identity.workspace_id,
        task_run_id=identity.task_run_id,
        loop_id=identity.loop_id,
        workspace_path=identity.place,
        status=identity.status if standing is None or standing.status in (None, LoopStatus.UNKNOWN) else None,
        updated_at_utc=now,
        **lacking,
    )


def _tell_place(made: Plan, identity: Identity, standing: WorkspaceRow | None, known: Known) -> None:
    row = f"registry:workspaces/{identity.workspace_id}"
    if standing is not None and standing.workspace_path != identity.place:
        reason = f"lay at {standing.workspace_path[:200]!r} and lies at {identity.place!r} now"
        made.findings.append(finding(row, Code.FOREIGN_PATH, reason))
    for other in known.others_at(identity.folder):
        if other.workspace_id != identity.workspace_id:
            reason = f"is the folder {identity.folder} under another name; its row was left as it is"
            made.findings.append(finding(f"registry:workspaces/{other.workspace_id}", Code.DUPLICATE_ROW, reason))


def _missing(made: Plan, identities: Sequence[Identity], known: Known) -> None:
    """Rows whose folder the root does not hold."""
    ids = {item.workspace_id for item in identities}
    folders = {item.folder for item in identities}
    for row in known.workspaces():
        if row.workspace_id not in ids and last_part(row.workspace_path) not in folders:
            reason = f"names {row.workspace_path[:200]!r}, which is not below the root"
            made.findings.append(finding(f"registry:workspaces/{row.workspace_id}", Code.MISSING_WORKSPACE, reason))


def _text(instant: datetime | None) -> str | None:
    return utc_text(instant) if instant is not None else None
