"""Checks records: their manifests, the copies on the server, and the originals where they still stand."""

from __future__ import annotations

from collections.abc import Sequence

from aistock.library.v1.models import ArchiveLevel, ArchiveManifest
from aistock.rdagent.archive.finding import Code, Finding, Severity, Trouble, finding
from aistock.rdagent.archive.folder import Root
from aistock.rdagent.archive.manifest import differences, hashed
from aistock.rdagent.archive.plan import waiting
from aistock.rdagent.archive.ports import Progress, Server, Silent
from aistock.rdagent.archive.records import Proof, proofs_of
from aistock.rdagent.archive.report import Outcome, Report, State
from aistock.rdagent.archive.stored import check_copy
from aistock.rdagent.archive.tree import Grove, Places, opened


def verify(places: Places, server: Server, *, deep: bool = False, progress: Progress | None = None) -> Report:
    """Every record whose folder is, or was, in the roots; `deep` reads every copy back and every original again.

    An original that differs from its record is told and is no error: it may have been archived again since.
    """
    shown = progress or Silent()
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    with opened(places) as groves:
        proofs = proofs_of(server, shown)
        findings += proofs.findings
        for grove in groves:
            findings += waiting(grove)
            of_store = [one for one in proofs.by_id.values() if _belongs(one, grove)]
            outcomes += [_checked(one, grove, server, deep) for one in shown.each("checking", of_store, len(of_store))]
    return Report(outcomes=outcomes, findings=findings)


def _belongs(proof: Proof, grove: Grove) -> bool:
    return proof.manifest.folder.store == grove.store and proof.entry.subject in grove.kinds


def _checked(proof: Proof, grove: Grove, server: Server, deep: bool) -> Outcome:
    manifest = proof.manifest
    found = _copies(proof, server, deep) if proof.entry.level is ArchiveLevel.FULL else []
    found += _original(manifest, grove.root, deep)
    whole = not any(one.severity is Severity.ERROR for one in found)
    return Outcome(
        folder=manifest.folder.path, state=State.WHOLE if whole else State.REFUSED, key=manifest.subject_key,
        files=len(manifest.files), size=sum(file.size for file in manifest.files), archive_id=proof.archive_id,
        findings=tuple(found),
    )  # fmt: skip


def _copies(proof: Proof, server: Server, deep: bool) -> list[Finding]:
    found = []
    for file in proof.manifest.files:
        place = f"{proof.manifest.folder.path}/{file.path}"
        stat = server.artifacts.stat(file.sha256)
        if not stat.stored:
            found.append(finding(place, Code.MISSING_COPY, f"its copy {file.sha256} is not stored"))
        elif stat.size != file.size:
            found.append(finding(place, Code.BAD_COPY, f"its copy {file.sha256} is {stat.size} bytes long, not {file.size}"))
        elif deep:
            try:
                check_copy(server.artifacts, file.sha256, place)
            except Trouble as trouble:
                found.append(trouble.finding)
    return found


def _original(manifest: ArchiveManifest, root: Root, deep: bool) -> list[Finding]:
    name = manifest.folder.path
    if "/" in name or not root.has(name):
        return []
    try:
        with root.folder(name) as folder:
            sight = folder.look()
            files, troubles = hashed(folder, sight, Silent()) if deep else ({}, [])
    except Trouble as trouble:
        return [trouble.finding]
    return [*_softly(differences(name, manifest, sight, files if deep else None)), *troubles]


def _softly(found: Sequence[Finding]) -> list[Finding]:
    """Differences of an original as warnings: they stop a clean, and prove nothing against the record."""
    soft = (Code.NEW_FILE, Code.CHANGED_FILE)
    return [
        Finding(path=one.path, code=one.code, severity=Severity.WARNING, reason=one.reason, remedy=one.remedy)
        if one.code in soft
        else one
        for one in found
    ]
