"""Records that could let a folder go: by the store and the folder that their manifests name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aistock.library.v1.models import ArchiveEntry, ArchiveLevel, ArchiveManifest, ArchivePolicy, ArchiveSubject
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.ports import Progress, Server
from aistock.rdagent.archive.stored import manifest_stored

_LEVELS = (ArchiveLevel.NONE, ArchiveLevel.MINIMAL, ArchiveLevel.FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A record with its manifest."""

    entry: ArchiveEntry
    manifest: ArchiveManifest

    @property
    def archive_id(self) -> str:
        """The record's id."""
        return self.entry.archive_id

    @property
    def manifest_sha256(self) -> str:
        """Content hash of the manifest."""
        return str(self.entry.manifest_sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proofs:
    """Every record of an archive that has a readable manifest, by store and folder, and what cannot be read."""

    by_folder: dict[tuple[str, str], list[Proof]]
    by_id: dict[str, Proof]
    findings: tuple[Finding, ...]

    def of(self, store: str, folder: str, kinds: frozenset[ArchiveSubject]) -> list[Proof]:
        """Records of a folder: those that keep most first, then the latest."""
        found = [proof for proof in self.by_folder.get((store, folder), []) if proof.entry.subject in kinds]
        return sorted(found, key=lambda one: (_LEVELS.index(one.entry.level), one.entry.recorded_at_utc), reverse=True)


def proofs_of(server: Server, progress: Progress) -> Proofs:
    """Read every record and its manifest."""
    entries = list(server.archives.list_archives())
    return proofs_among(server, progress.each("reading records", entries, len(entries)))


def proofs_among(server: Server, entries: Iterable[ArchiveEntry]) -> Proofs:
    """Read the manifests of records."""
    by_folder: dict[tuple[str, str], list[Proof]] = {}
    by_id: dict[str, Proof] = {}
    findings = []
    for entry in entries:
        if entry.manifest_sha256 is None:
            continue
        try:
            manifest = manifest_stored(server, entry.archive_id, entry.manifest_sha256)
        except Trouble as trouble:
            findings.append(trouble.finding)
            continue
        by_id[entry.archive_id] = proof = Proof(entry=entry, manifest=manifest)
        by_folder.setdefault((manifest.folder.store, manifest.folder.path), []).append(proof)
    return Proofs(by_folder=by_folder, by_id=by_id, findings=tuple(findings))


def held(proof: Proof, policy: ArchivePolicy, folder: str, now: datetime) -> Finding | None:
    """Why the policy would not let a folder go now; the server decides, this only saves asking it."""
    entry = proof.entry
    asked = policy.log_level if entry.subject is ArchiveSubject.LOG else ArchiveLevel.FULL
    if entry.subject_key in policy.held_keys:
        return finding(folder, Code.HELD, f"the policy holds {entry.subject_key!r}")
    if _LEVELS.index(entry.level) < _LEVELS.index(asked):
        return finding(folder, Code.HELD, f"is archived at level {entry.level}, and the policy asks for {asked}")
    free_at = entry.recorded_at_utc + timedelta(seconds=policy.minimum_age_seconds)
    if now < free_at:
        return finding(folder, Code.HELD, f"was archived too lately; the policy lets it go at {free_at.isoformat()}")
    return None
