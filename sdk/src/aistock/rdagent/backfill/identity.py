"""Who a workspace belongs to and what it is: the most trustworthy source counts, and every other that contradicts is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from aistock.library import evidence
from aistock.library.v1.models import LoopAction, LoopStatus, WorkspaceRole
from aistock.rdagent import _files as files
from aistock.rdagent._registry_words import ENDED, understood
from aistock.rdagent.backfill.claims import ID, MARKER, Claim, believed
from aistock.rdagent.backfill.findings import Code, Finding, finding
from aistock.rdagent.backfill.known import Known, is_made_up, is_recorded, last_part
from aistock.rdagent.backfill.tracking import FOLDER
from aistock.rdagent.backfill.workspace import Scanned
from aistock.rdagent.legacy import words
from aistock.rdagent.legacy.places import is_foreign
from aistock.rdagent.registry import LoopRow, WorkspaceRow

_UUID = re.compile(r"^[0-9a-f]{32}$")
_PLACE = re.compile(r"^[^/\\\x00-\x1f\ud800-\udfff]{1,255}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A workspace that can be registered; `claims` are those that are believed."""

    scanned: Scanned
    workspace_id: str
    task_run_id: str
    loop_id: int
    action: LoopAction
    role: WorkspaceRole
    status: LoopStatus
    has_result: bool
    claims: tuple[Claim, ...]
    place: str
    """Its place as the registry names it: the folder, or a longer path that ends in it when it was registered from further up."""

    @property
    def is_marked(self) -> bool:
        """Whether it has a marker that is believed."""
        return any(claim.document == MARKER for claim in self.claims)

    @property
    def loop(self) -> tuple[str, int]:
        """The key of its loop."""
        return self.task_run_id, self.loop_id

    @property
    def folder(self) -> str:
        """Its folder below the root."""
        return self.scanned.folder

    def said(self, field: str) -> str | None:
        """The first text that a believed claim has for a field."""
        return next((found for claim in self.claims if (found := getattr(claim, field)) is not None), None)


def identify(scanned: Scanned, known: Known, siblings: Collection[str]) -> tuple[Identity | None, list[Finding]]:
    """The identity of a workspace, or the finding why it has none; `siblings` are all folders of the root."""
    findings: list[Finding] = []
    claims = list(believed(scanned.claims))
    workspace_id = _workspace_id(scanned, claims, known, siblings)
    if workspace_id is None:
        reason = "is no name of a workspace, and nothing in it names one"
        return None, [finding(scanned.folder, Code.ODD_NAME, reason)]
    own = _own(scanned, claims, workspace_id, findings)
    row = known.workspace(workspace_id)
    loop = _loop(scanned.folder, row, own, workspace_id, known, findings)
    trusted = tuple(claim for claim in own if claim.loop == loop)
    return _what(scanned, workspace_id, loop, trusted, row, known.loop(loop), findings), findings


def _workspace_id(scanned: Scanned, claims: Sequence[Claim], known: Known, siblings: Collection[str]) -> str | None:
    """The folder's name when it is a UUID; else what its documents, MLflow or the registry call it; else the name itself."""
    name = scanned.folder
    if not _PLACE.match(name):
        return None
    if _UUID.match(name):
        others = known.others_at(name)
        # A registry made from logs named the same folder in its own way; a second row would be one too many.
        return others[0].workspace_id if others and known.workspace(name) is None else name
    marker = scanned.claims.get(MARKER)
    if marker is not None and _is_at(marker, name) and marker.workspace_id is not None:
        return marker.workspace_id
    named = {claim.workspace_id for claim in claims if claim.workspace_id is not None} or scanned.tracking.workspaces
    if len(named) == 1 and (found := next(iter(named))) not in siblings:
        return found
    return name if ID.match(name) else None


def _is_at(marker: Claim, folder: str) -> bool:
    """Whether a marker names this folder; it alone says where it was written."""
    return marker.document == MARKER and marker.workspace_path is not None and last_part(marker.workspace_path) == folder


def _own(scanned: Scanned, claims: Iterable[Claim], workspace_id: str, findings: list[Finding]) -> list[Claim]:
    """Claims of this workspace; those that name another were copied."""
    own = []
    for claim in claims:
        if claim.workspace_id in (None, workspace_id, scanned.folder) or _is_at(claim, scanned.folder):
            own.append(claim)
        else:
            reason = f"names the workspace {claim.workspace_id}, and stands in {scanned.folder}"
            findings.append(finding(f"{scanned.folder}/{claim.document}", Code.WRONG_WORKSPACE, reason))
    others = scanned.tracking.workspaces - {workspace_id, scanned.folder}
    if others and not scanned.tracking.workspaces & {workspace_id, scanned.folder}:
        reason = f"belongs to the workspace {min(others)}, and stands in {scanned.folder}"
        findings.append(finding(f"{scanned.folder}/{FOLDER}", Code.WRONG_WORKSPACE, reason))
    return own


def _loop(
    folder: str,
    row: WorkspaceRow | None,
    own: Sequence[Claim],
    workspace_id: str,
    known: Known,
    findings: list[Finding],
) -> tuple[str, int]:
    """The whole key of the loop: the marker's, else the registry's, else the documents', else one made up from the workspace."""
    registered = (row.task_run_id, row.loop_id) if row is not None and row.loop_id is not None else None
    made_up = registered is not None and is_made_up(registered[0])
    places = [(f"{folder}/{claim.document}", claim.loop) for claim in own]
    if registered is not None and not made_up:
        behind_marker = 1 if own and own[0].document == MARKER else 0
        places.insert(behind_marker, (f"registry:workspaces/{workspace_id}", registered))
    if chosen := next((loop for _, loop in places if loop is not None), None):
        for place, loop in places:
            if loop is not None and loop != chosen:
                findings.append(
                    finding(place, Code.WRONG_LOOP, f"names the loop {loop[0]}/{loop[1]}; this is {chosen[0]}/{chosen[1]}")
                )
        return chosen
    if registered is not None:
        return registered
    for other in known.others_at(folder):
        if other.loop_id is not None:
            return other.task_run_id, other.loop_id
    invented = f"synthetic_{workspace_id}", 0
    reason = f"nothing says which run and loop it belongs to; it is registered as {invented[0]}/0"
    findings.append(finding(folder, Code.SYNTHETIC_IDENTITY, reason))
    return invented


def _what(
    scanned: Scanned,
    workspace_id: str,
    loop: tuple[str, int],
    claims: tuple[Claim, ...],
    row: WorkspaceRow | None,
    standing: LoopRow | None,
    findings: list[Finding],
) -> Identity:
    role = _role(scanned, claims, row)
    action = _action(scanned, claims, standing, role, findings)
    status = _status(claims, row, standing)
    # A result is proved by files alone; that nobody recorded the end takes nothing from it, that it failed or still runs does.
    complete = role is WorkspaceRole.EXPERIMENT_WORKSPACE and evidence.has_result(action, scanned.proof)
    if complete and status is LoopStatus.UNKNOWN:
        findings.append(finding(scanned.folder, Code.STATUS_INFERRED, "nobody recorded how it ended; its evidence is complete"))
        status = LoopStatus.SUCCESS
    if status is LoopStatus.RUNNING and role is WorkspaceRole.EXPERIMENT_WORKSPACE:
        held = ", ".join(sorted(scanned.proof)) or "none"
        findings.append(finding(scanned.folder, Code.UNFINISHED, f"its loop is said to be running still; evidence so far: {held}"))
    has_result = complete and status is LoopStatus.SUCCESS
    _contradictions(scanned, claims, action, role, status, has_result, findings)
    return Identity(
        scanned=scanned,
        workspace_id=workspace_id,
        task_run_id=loop[0],
        loop_id=loop[1],
        action=action,
        role=role,
        status=status,
        has_result=has_result,
        claims=claims,
        place=_place(scanned, claims, row),
    )


def _place(scanned: Scanned, claims: Sequence[Claim], row: WorkspaceRow | None) -> str:
    longer = [claim.workspace_path for claim in claims if claim.document == MARKER]
    longer += [row.workspace_path if row is not None else None]
    for path in longer:
        if path is not None and not is_foreign(path) and path.endswith(f"/{scanned.folder}") and ".." not in path.split("/"):
            return path
    return scanned.folder


def _role(scanned: Scanned, claims: Sequence[Claim], row: WorkspaceRow | None) -> WorkspaceRole:
    said = [claim.role for claim in claims] + [row.workspace_role if row is not None else None]
    for word in said:
        if word is not None:
            lower = word.strip().lower()
            return (
                WorkspaceRole(words.ROLES.get(lower, lower))
                if words.ROLES.get(lower, lower) in words.ROLES_OF_V1
                else WorkspaceRole.OTHER
            )
    seen = scanned.has_tracking or any(
        name in scanned.sizes for name in (files.QLIB_RESULTS, files.RETURNS_PICKLE, files.COMBINED_FACTORS)
    )
    return WorkspaceRole.EXPERIMENT_WORKSPACE if seen else WorkspaceRole.OTHER


def _action(
    scanned: Scanned, claims: Sequence[Claim], standing: LoopRow | None, role: WorkspaceRole, findings: list[Finding]
) -> LoopAction:
    """What was recorded; the files decide over a guess of an older scan, which called every backtested factor loop a model loop."""
    said = [(claim.document != MARKER, claim.action) for claim in claims]
    if standing is not None and is_recorded(standing):
        said.append((False, standing.action))
    for _, word in sorted(said, key=lambda item: item[0]):
        if (found := _known_action(word)) is not LoopAction.UNKNOWN:
            return found
    seen = _action_of_files(scanned)
    guessed = _known_action(standing.action) if standing is not None else LoopAction.UNKNOWN
    if seen is not LoopAction.UNKNOWN and guessed not in (LoopAction.UNKNOWN, seen):
        reason = f"an older scan called it a {guessed} loop; its files are those of a {seen} loop"
        findings.append(finding(scanned.folder, Code.ACTION_CORRECTED, reason))
    found = seen if seen is not LoopAction.UNKNOWN else guessed
    if found is LoopAction.UNKNOWN and role is WorkspaceRole.EXPERIMENT_WORKSPACE:
        findings.append(finding(scanned.folder, Code.ACTION_UNKNOWN, "nothing says whether its loop changed a model or factors"))
    return found


def _known_action(word: str | None) -> LoopAction:
    lower = (word or "").strip().lower()
    turned = words.ACTIONS.get(lower, lower)
    return LoopAction(turned) if turned in words.ACTIONS_OF_V1 else LoopAction.UNKNOWN


def _action_of_files(scanned: Scanned) -> LoopAction:
    """A model loop writes model.py; a factor loop writes factors and no model, though it is backtested too."""
    if "model.py" in scanned.sizes:
        return LoopAction.MODEL
    if "factor.py" in scanned.sizes or files.COMBINED_FACTORS in scanned.sizes:
        return LoopAction.FACTOR
    return LoopAction.UNKNOWN


def _status(claims: Sequence[Claim], row: WorkspaceRow | None, standing: LoopRow | None) -> LoopStatus:
    """How it ended, wherever an end was recorded; else that it runs, where that was; else unknown."""
    said = [LoopStatus(str(understood("loops", "status", claim.status)[0])) for claim in claims if claim.status is not None]
    said += [found.status for found in (standing, row) if found is not None and found.status is not None]
    ended = next((status for status in said if status in ENDED), None)
    return ended or (LoopStatus.RUNNING if LoopStatus.RUNNING in said else LoopStatus.UNKNOWN)


def _contradictions(
    scanned: Scanned,
    claims: Sequence[Claim],
    action: LoopAction,
    role: WorkspaceRole,
    status: LoopStatus,
    has_result: bool,
    findings: list[Finding],
) -> None:
    """Documents that claim a result which their files do not prove, or deny one that they do."""
    for claim in claims:
        if claim.has_result is None or claim.has_result is has_result:
            continue
        reason = f"says has_result {str(claim.has_result).lower()}: {why(scanned, action, role, status)}"
        findings.append(finding(f"{scanned.folder}/{claim.document}", Code.CONTRADICTORY_RESULT, reason))


def why(scanned: Scanned, action: LoopAction, role: WorkspaceRole, status: LoopStatus) -> str:
    """Why there is a result, or what is missing for one."""
    if role is not WorkspaceRole.EXPERIMENT_WORKSPACE:
        return f"a workspace of the role {role} has none"
    if status not in (LoopStatus.SUCCESS, LoopStatus.UNKNOWN):
        return f"a loop that is {status} has none"
    required = evidence.required_files(action)
    missing = [name for name in required if name not in scanned.proof]
    if not required:
        return "nothing says what its loop changed, so nothing can prove it"
    return f"it lacks {', '.join(missing)}" if missing else f"{', '.join(required)} prove it"
