"""Log sessions of RD-Agent: folders named by their beginning, with a folder for each loop; pickles in them are never opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aistock.rdagent.backfill.confined import Entry, Kind, Root, Unreadable
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.legacy import text

ABORTED = "abort_reason.json"
_SESSION = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{6}$")
_LOOP = re.compile(r"^Loop_([0-9]{1,9})$")
_LONGEST = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Abort:
    """Why a run was given up, and in which loop."""

    reason: str | None
    exception_type: str | None
    loop_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One start of RD-Agent as its log shows it; RD-Agent names the folder by UTC."""

    name: str
    begun: datetime
    loops: tuple[int, ...]
    abort: Abort | None


def scan_logs(root: Root) -> tuple[list[Session], list[Finding]]:
    """Every session of a log folder, by name; everything else in it is a finding."""
    sessions: list[Session] = []
    findings: list[Finding] = []
    for entry in root.entries():
        session, problems = _session(root, entry)
        findings += problems
        if session is not None:
            sessions.append(session)
    return sessions, findings


def _session(root: Root, entry: Entry) -> tuple[Session | None, list[Finding]]:
    place = f"logs:{entry.shown}"
    if entry.kind in (Kind.LINK_OUT, Kind.LINK_INSIDE):
        code = Code.SYMLINK_OUT if entry.kind is Kind.LINK_OUT else Code.SYMLINK_INSIDE
        return None, [finding(place, code, "is a symbolic link; it was not followed")]
    begun = _begun(entry.name)
    if begun is None or entry.kind is not Kind.FOLDER:
        return None, [finding(place, Code.NOT_A_LOG, "is no folder named by the beginning of a run")]
    try:
        inside = root.entries(entry.name)
    except Unreadable as trouble:
        return None, [finding(place, Code.UNREADABLE, trouble.finding.reason)]
    loops = sorted({int(match.group(1)) for item in inside if item.kind is Kind.FOLDER and (match := _LOOP.match(item.name))})
    abort: Abort | None = None
    problems: list[Finding] = []
    if any(item.name == ABORTED for item in inside):
        abort, problems = _abort(root, entry.name, f"{place}/{ABORTED}")
    return Session(name=entry.name, begun=begun, loops=tuple(loops), abort=abort), problems


def _begun(name: str) -> datetime | None:
    if not _SESSION.match(name):
        return None
    try:
        return datetime.strptime(name, "%Y-%m-%d_%H-%M-%S-%f").replace(tzinfo=UTC)
    except ValueError:
        return None


def _abort(root: Root, session: str, place: str) -> tuple[Abort | None, list[Finding]]:
    try:
        content = root.read(f"{session}/{ABORTED}", at=place)
        value, _ = text.load(content)
    except Unreadable as trouble:
        return None, [trouble.finding]
    except text.Unreadable as problem:
        code = Code.EMPTY_FILE if not content else Code.NOT_UTF8 if "UTF-8" in str(problem) else Code.NOT_JSON
        return None, [finding(place, code, f"cannot be read: {problem}")]
    if not isinstance(value, dict):
        return None, [finding(place, Code.OTHER_SHAPE, f"is a {type(value).__name__}, no object")]
    loop_id = value.get("loop_idx")
    whole = isinstance(loop_id, int) and not isinstance(loop_id, bool) and 0 <= loop_id < 2**31
    return Abort(
        reason=_words(value.get("reason")), exception_type=_words(value.get("exception_type")), loop_id=loop_id if whole else None
    ), []


def _words(value: Any) -> str | None:
    return value.strip()[:_LONGEST] or None if isinstance(value, str) else None
