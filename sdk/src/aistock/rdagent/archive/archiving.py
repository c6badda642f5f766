"""Archives folders: every file to the server, read back from it, and only then the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aistock.contract.documents import canonical_json
from aistock.errors import InvalidArgument, Refused
from aistock.library.identity import archive_id
from aistock.library.v1.models import ArchiveEntry, ArchiveLevel, ArchiveManifest, ArchiveRecord, ArchiveSubject
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.folder import Folder, Hashed
from aistock.rdagent.archive.manifest import SOURCE, hashed, manifest_of, named, same_files
from aistock.rdagent.archive.plan import others, waiting
from aistock.rdagent.archive.ports import Clock, Progress, Server, Silent
from aistock.rdagent.archive.report import Outcome, Report, State
from aistock.rdagent.archive.stored import check_copy, manifest_stored, patience
from aistock.rdagent.archive.subject import Known, Subject
from aistock.rdagent.archive.tree import Grove, Places, opened

_TAKE_OUT = "keep the original; take the damaged copy out of the server's vault, then archive again: it is sent anew"


class Spoilt(Exception):
    """Copies of a record are damaged on the server; `findings` names each."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archivist:
    """Brings folders to a server at one level; the same folder again sends nothing and records nothing."""

    server: Server
    level: ArchiveLevel
    clock: Clock
    progress: Progress

    def archive(self, grove: Grove, name: str, known: Known) -> Outcome:
        """One folder of a root; a folder that cannot be archived whole is not archived."""
        try:
            with grove.root.folder(name) as folder:
                return self._archive(folder, grove.identify(folder, known, grove.store))
        except Trouble as trouble:
            return Outcome(folder=name, state=State.REFUSED, findings=(trouble.finding,))

    def _archive(self, folder: Folder, subject: Subject) -> Outcome:
        sight = folder.look()
        left = others(folder.name, sight.others)
        troubles = [*sight.troubles, *named(folder.name, sight)]
        files: dict[str, Hashed] = {}
        if not troubles:
            files, troubles = hashed(folder, sight, self.progress)
        outcome = Outcome(
            folder=folder.name, key=subject.key, state=State.REFUSED, files=len(sight.files), size=sight.size,
            findings=(*troubles, *left),
        )  # fmt: skip
        if troubles:
            return outcome
        try:
            state, record = self._kept(folder, subject, files)
        except Spoilt as spoilt:
            return _with(outcome, State.REFUSED, *spoilt.findings)
        except Trouble as trouble:
            return _with(outcome, State.REFUSED, trouble.finding)
        except (Refused, InvalidArgument) as error:
            refused = finding(folder.name, Code.SERVER_REFUSED, f"{error.reason}: {error.message}", error.remedy or None)
            return _with(outcome, State.REFUSED, refused)
        return _with(outcome, state, archive=record)

    def _kept(self, folder: Folder, subject: Subject, files: Mapping[str, Hashed]) -> tuple[State, str]:
        known = self._record_of(subject, files)
        if known is not None and (self.level is not ArchiveLevel.FULL or self._all_stored(files)):
            self._prove_again(folder.name, known[0], files)
            return State.UNCHANGED, known[0].archive_id
        manifest = known[1] if known is not None else manifest_of(subject, files, self.clock())
        if self.level is ArchiveLevel.FULL:
            self._send(folder, files)
        record = self._record(subject, manifest, files)
        self._check_still(folder, files)
        self.server.archives.record_archive(record, timeout=patience(sum(one.mark.size for one in files.values())))
        return State.ARCHIVED, record.archive_id

    def _record_of(self, subject: Subject, files: Mapping[str, Hashed]) -> tuple[ArchiveEntry, ArchiveManifest] | None:
        """The record that says the same of these files, if there is one."""
        for entry in self.server.archives.list_archives(subject=subject.kind, subject_key=subject.key, level=self.level):
            if entry.manifest_sha256 is None:
                continue
            try:
                manifest = manifest_stored(self.server, entry.archive_id, entry.manifest_sha256)
            except Trouble:
                # A record whose manifest is lost proves nothing; a new one is made beside it.
                continue
            place = (manifest.folder.store, manifest.folder.path)
            if same_files(manifest, files) and place == (subject.store, subject.folder):
                return entry, manifest
        return None

    def _all_stored(self, files: Mapping[str, Hashed]) -> bool:
        artifacts = self.server.artifacts
        sizes = {one.sha256: one.mark.size for one in files.values()}
        return all((stat := artifacts.stat(sha256)).stored and stat.size == size for sha256, size in sizes.items())

    def _prove_again(self, folder: str, entry: ArchiveEntry, files: Mapping[str, Hashed]) -> None:
        """Lets the server read and hash all that its record names; when it cannot prove it any more, the damaged copies are named.

        A copy that kept its size and lost its content looks stored, so sending it again would send nothing.
        """
        if self.level is not ArchiveLevel.FULL:
            return
        archives = self.server.archives
        record = archives.get_archive(entry.archive_id).record
        try:
            archives.record_archive(record, timeout=patience(sum(one.mark.size for one in files.values())))
        except Refused as refused:
            if refused.reason != "ARCHIVE_UNPROVEN":
                raise
            spoilt = self._spoilt(folder, files)
            if not spoilt:
                raise
            raise Spoilt(spoilt) from refused

    def _spoilt(self, folder: str, files: Mapping[str, Hashed]) -> list[Finding]:
        """Copies that do not come back as they were sent, named by every file that has their content."""
        paths: dict[str, list[str]] = {}
        for path, one in sorted(files.items()):
            paths.setdefault(one.sha256, []).append(f"{folder}/{path}")
        found = []
        for sha256, places in paths.items():
            try:
                check_copy(self.server.artifacts, sha256, places[0])
            except Trouble as trouble:
                found += [finding(place, trouble.finding.code, trouble.finding.reason, _TAKE_OUT) for place in places]
        return found

    def _send(self, folder: Folder, files: Mapping[str, Hashed]) -> None:
        for path, one in self.progress.each(f"sending {folder.name}", files.items(), len(files)):
            place = f"{folder.name}/{path}"
            try:
                stored = self.server.artifacts.put(folder.root.path / folder.name / path)
            except OSError as error:
                raise Trouble(finding(place, Code.UNREADABLE, f"cannot be read ({error.strerror or error})")) from error
            except InvalidArgument as error:
                raise Trouble(finding(place, Code.CHANGED_WHILE_READ, f"changed while it was sent ({error.reason})")) from error
            if (stored.sha256, stored.size) != (one.sha256, one.mark.size):
                raise Trouble(finding(place, Code.CHANGED_WHILE_READ, "changed before it was sent"))

    def _record(self, subject: Subject, manifest: ArchiveManifest, files: Mapping[str, Hashed]) -> ArchiveRecord:
        """The record of what was read back from the server a moment ago."""
        content = canonical_json(manifest)
        named_by = self.server.artifacts.put(content).sha256
        copies = {named_by: (f"{subject.folder} (manifest)", len(content))}
        if self.level is ArchiveLevel.FULL:
            copies |= {one.sha256: (f"{subject.folder}/{path}", one.mark.size) for path, one in files.items()}
        evidence = []
        for sha256, (place, size) in self.progress.each(f"reading back {subject.folder}", copies.items(), len(copies)):
            check_copy(self.server.artifacts, sha256, place)
            file = {"store": "vault", "path": sha256, "sha256": sha256, "size": size}
            evidence.append({"file": file, "read_sha256": sha256, "verified_at_utc": self.clock()})
        return ArchiveRecord.model_validate({
            "generated_at_utc": self.clock(),
            "source": SOURCE,
            "archive_id": archive_id(subject.kind.value, subject.key, self.level.value, named_by),
            "subject": subject.kind,
            "subject_key": subject.key,
            "level": self.level,
            "evidence": evidence,
            "manifest_sha256": named_by,
            "permits_log_deletion": subject.kind is ArchiveSubject.LOG and self.level is not ArchiveLevel.NONE,
            "permits_workspace_deletion": subject.kind is not ArchiveSubject.LOG and self.level is ArchiveLevel.FULL,
        })  # fmt: skip

    @staticmethod
    def _check_still(folder: Folder, files: Mapping[str, Hashed]) -> None:
        """The record speaks of one moment: nothing came, went or changed since the first file was read."""
        now = folder.look().files
        for path in sorted(now.keys() | files.keys()):
            if path not in files or path not in now or now[path] != files[path].mark:
                what = "came" if path not in files else "went" if path not in now else "changed"
                raise Trouble(finding(f"{folder.name}/{path}", Code.CHANGED_WHILE_READ, f"{what} while the folder was archived"))


def archive(
    places: Places, known: Known, server: Server, *, level: ArchiveLevel, clock: Clock, progress: Progress | None = None
) -> Report:
    """Archive every folder of the roots. Errors of the connection are raised; what was recorded before them stays."""
    archivist = Archivist(server=server, level=level, clock=clock, progress=progress or Silent())
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    with opened(places) as groves:
        for grove in groves:
            names, odd = grove.folders()
            findings += [*odd, *waiting(grove)]
            steps = archivist.progress.each("archiving", names, len(names))
            outcomes += [archivist.archive(grove, name, known) for name in steps]
    return Report(outcomes=outcomes, findings=findings)


def _with(outcome: Outcome, state: State, *more: Finding, archive: str | None = None) -> Outcome:
    return Outcome(
        folder=outcome.folder, key=outcome.key, state=state, files=outcome.files, size=outcome.size, archive_id=archive,
        findings=(*outcome.findings, *more),
    )  # fmt: skip
