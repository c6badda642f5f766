"""One workspace as it lies there: which files, of what size, and what its documents claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aistock.rdagent import _files as files
from aistock.rdagent._scratch import is_scratch, left_behind, remove_left_behind
from aistock.rdagent.artifacts import WorkspaceError, read_marker
from aistock.rdagent.backfill.claims import DOCUMENTS, MARKER, Claim, claim_in
from aistock.rdagent.backfill.confined import Entry, Kind, Root, Unreadable
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.backfill.tracking import FOLDER, Tracking, tracking_of

EVIDENCE = (files.QLIB_RESULTS, files.RETURNS_PICKLE, files.COMBINED_FACTORS)
_SIGNS = ("model.py", "factor.py")
_KNOWN = frozenset({*DOCUMENTS, *EVIDENCE, *_SIGNS, FOLDER})
_NO_TRACKING = Tracking(workspaces=frozenset(), started=None, ended=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What was seen; `sizes` are of plain files, `claims` by document."""

    folder: str
    sizes: Mapping[str, int]
    claims: Mapping[str, Claim]
    tracking: Tracking
    has_tracking: bool
    findings: tuple[Finding, ...]

    @property
    def proof(self) -> frozenset[str]:
        """Evidence that is there and not empty."""
        return frozenset(name for name in EVIDENCE if self.sizes.get(name, 0) > 0)


def scan_workspace(root: Root, folder: str) -> Scanned:
    """What lies in a folder of the root; raises Unreadable when it cannot even be listed."""
    entries = {entry.name: entry for entry in root.entries(folder)}
    findings = [*_odd_entries(folder, entries)]
    sizes = {name: entry.size for name, entry in entries.items() if entry.kind is Kind.FILE}
    findings += [finding(f"{folder}/{name}", Code.EMPTY_FILE, "is empty (0 bytes)") for name in EVIDENCE if sizes.get(name) == 0]
    claims: dict[str, Claim] = {}
    for name in DOCUMENTS:
        if name in sizes:
            claim, problems = _claim(root, f"{folder}/{name}", name)
            findings += problems
            if claim is not None and name == MARKER and (problem := _marker_problem(root, folder)) is not None:
                findings.append(problem)
                continue
            if claim is not None:
                claims[name] = claim
    tracked = FOLDER in entries and entries[FOLDER].kind is Kind.FOLDER
    if not entries:
        findings.append(finding(folder, Code.EMPTY_WORKSPACE, "is an empty folder"))
    return Scanned(
        folder=folder,
        sizes=sizes,
        claims=claims,
        tracking=tracking_of(root, folder) if tracked else _NO_TRACKING,
        has_tracking=tracked,
        findings=tuple(findings),
    )


def half_written(root: Root, scanned: Scanned, *, remove: bool) -> list[Finding]:
    """What killed writers left in a workspace, one finding each; `remove` takes it away."""
    if not any(is_scratch(name) for name in scanned.sizes):
        return []
    place = root.path / scanned.folder
    try:
        names = remove_left_behind(place) if remove else left_behind(place)
    except OSError as error:
        reason = f"cannot be looked through for what killed writers left ({error.strerror or error})"
        return [finding(scanned.folder, Code.UNREADABLE, reason)]
    what = "and was removed" if remove else "and goes when the workspaces are materialized"
    reason = f"was left half written by a process that is gone, {what}"
    return [finding(f"{scanned.folder}/{name}", Code.HALF_WRITTEN, reason) for name in names]


def _odd_entries(folder: str, entries: Mapping[str, Entry]) -> list[Finding]:
    """Links, which are not followed, and folders or devices where a file is expected."""
    findings = []
    data = []
    for name, entry in sorted(entries.items()):
        if entry.kind in (Kind.LINK_OUT, Kind.LINK_INSIDE):
            if name not in _KNOWN:
                data.append(entry.shown)
                continue
            out = entry.kind is Kind.LINK_OUT
            where = "out of the root" if out else "to another place below the root"
            code = Code.SYMLINK_OUT if out else Code.SYMLINK_INSIDE
            findings.append(finding(f"{folder}/{entry.shown}", code, f"is a symbolic link {where}; it was not followed"))
        elif name in _KNOWN and (entry.kind is Kind.OTHER or (entry.kind is Kind.FOLDER) is not (name == FOLDER)):
            expected = "folder" if name == FOLDER else "plain file"
            findings.append(finding(f"{folder}/{entry.shown}", Code.NOT_A_FILE, f"is no {expected}"))
    if data:
        more = f" and {len(data) - 5} more" if len(data) > 5 else ""
        reason = f"holds {len(data)} symbolic link(s) that were not followed: {', '.join(data[:5])}{more}"
        findings.append(finding(folder, Code.LINKS_NOT_FOLLOWED, reason))
    return findings


def _claim(root: Root, path: str, name: str) -> tuple[Claim | None, list[Finding]]:
    try:
        content = root.read(path)
    except Unreadable as trouble:
        return None, [trouble.finding]
    claim, _, problems = claim_in(content, name, path)
    return claim, problems


def _marker_problem(root: Root, folder: str) -> Finding | None:
    """A marker is ours: it is whole, or it is not believed."""
    try:
        read_marker(root.path / folder)
    except WorkspaceError as error:
        return finding(f"{folder}/{MARKER}", Code.INVALID_VALUE, error.reason)
    return None
