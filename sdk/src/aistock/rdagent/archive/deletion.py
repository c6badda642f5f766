"""Deletes one folder by one record: put aside, read once more, permit redeemed, files removed, folders removed.

Whatever stops it before the permit is redeemed leads back: the folder gets its name again and nothing is missing from it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from aistock.errors import OutcomeUnknown, Refused
from aistock.rdagent.archive.disk import Disk
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding
from aistock.rdagent.archive.folder import Folder, Hashed, Root, Sight
from aistock.rdagent.archive.manifest import differences, hashed
from aistock.rdagent.archive.plan import others
from aistock.rdagent.archive.ports import Progress, Server
from aistock.rdagent.archive.quarantine import Quarantine, quarantine_for
from aistock.rdagent.archive.records import Proof
from aistock.rdagent.archive.stored import patience


class Stopped(Exception):
    """The deletion ended before the end; `findings` say why, and the folder is not yet where it belongs."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(map(str, findings)))
        self.findings = findings


@dataclass(slots=True, kw_only=True)
class Deletion:
    """One folder that is to go by one record; `name` is what it is called in the root now, `folder` what it was called first."""

    root: Root
    server: Server
    disk: Disk
    progress: Progress
    proof: Proof
    folder: str
    name: str
    removed: int = 0
    freed: int = 0
    redeemed: bool = False
    findings: list[Finding] = field(default_factory=list)

    def run(self) -> bool:
        """Do it; whether everything of the folder is gone. Raises errors of the connection, after the way back."""
        try:
            # Asked before anything is touched: most of what stops a deletion stops it here.
            permit = self._permit()
            with self._put_aside() as aside:
                self._empty(aside, permit)
        except Stopped as stopped:
            self.findings += stopped.findings
            return False
        return True

    def _empty(self, aside: Folder, permit: str) -> None:
        sight = aside.look()
        files = self._unchanged(aside, sight)
        self._redeem(permit)
        self._remove(aside, files)
        for path in sorted(sight.folders, key=lambda place: place.count("/"), reverse=True):
            self.disk.rmdir(aside, path)
        if not self.disk.remove(self.root, aside.name):
            raise Stopped(*self._left_in(aside))

    def _left_in(self, aside: Folder) -> list[Finding]:
        """Why a folder could not be removed."""
        left = aside.look()
        came = [finding(f"{self.folder}/{path}", Code.NEW_FILE, "came while the folder was deleted") for path in left.files]
        found = [*came, *left.troubles, *others(self.folder, left.others)]
        return found or [finding(self.folder, Code.NOT_DELETED, "its empty folders cannot be removed")]

    @contextmanager
    def _put_aside(self) -> Iterator[Folder]:
        """The folder under a name of our own, where no path leads; it gets its name back unless it went."""
        aside = quarantine_for(self.folder, self.proof.archive_id)
        try:
            self.disk.rename(self.root, self.name, aside.name)
        except FileNotFoundError:
            raise Stopped(finding(self.folder, Code.TAKEN, "went away before it could be put aside")) from None
        except OSError as error:
            reason = f"cannot be put aside ({error.strerror or error})"
            raise Stopped(finding(self.folder, Code.NOT_DELETED, reason)) from error
        try:
            with self.root.folder(aside.name) as opened:
                yield opened
        except Trouble as trouble:
            self._lead_back(aside)
            raise Stopped(trouble.finding) from trouble
        except BaseException:
            self._lead_back(aside)
            raise

    def _lead_back(self, aside: Quarantine) -> None:
        self.findings += restored(self.root, self.disk, aside, self.removed)

    def _unchanged(self, aside: Folder, sight: Sight) -> Mapping[str, Hashed]:
        """Every file that is there now, if all of them are those of the manifest."""
        files, troubles = hashed(aside, sight, self.progress)
        found = differences(self.folder, self.proof.manifest, sight, files)
        if troubles or found:
            raise Stopped(*found, *troubles)
        gone = len(self.proof.manifest.files) - len(files)
        if gone:
            self.findings.append(finding(self.folder, Code.GONE_FILES, f"{gone} of its files were gone already"))
        return files

    def _permit(self) -> str:
        """A permit; it permits nothing before it is redeemed."""
        proof = self.proof
        wait = patience(proof.entry.size)
        try:
            made = self.server.archives.get_deletion_permit(proof.archive_id, manifest_sha256=proof.manifest_sha256, timeout=wait)
        except Refused as error:
            raise Stopped(self._refusal(error)) from error
        return made.permit_id

    def _redeem(self, permit: str) -> None:
        """Use the permit up, or a new one when its time ran out meanwhile; from here on files may go, and not before."""
        try:
            try:
                self._redeem_once(permit)
            except Refused as error:
                if error.reason != "PERMIT_SPENT":
                    raise
                self._redeem_once(self._permit())
        except Refused as error:
            raise Stopped(self._refusal(error)) from error
        self.redeemed = True

    def _redeem_once(self, permit: str) -> None:
        archives, sha256, request_id = self.server.archives, self.proof.manifest_sha256, str(uuid.uuid4())
        try:
            archives.redeem_deletion_permit(permit, manifest_sha256=sha256, request_id=request_id)
        except OutcomeUnknown:
            # The same id gets the same answer, so asking once more tells what happened to the first.
            archives.redeem_deletion_permit(permit, manifest_sha256=sha256, request_id=request_id)

    def _refusal(self, error: Refused) -> Finding:
        code = Code.HELD if error.reason == "DELETION_HELD" else Code.SERVER_REFUSED
        return finding(self.folder, code, f"{error.reason}: {error.message}", None if code is Code.HELD else error.remedy or None)

    def _remove(self, aside: Folder, files: Mapping[str, Hashed]) -> None:
        for path, known in self.progress.each(f"deleting {self.folder}", files.items(), len(files)):
            if self.disk.unlink(aside, path, known):
                self.removed += 1
                self.freed += known.mark.size


def restored(root: Root, disk: Disk, aside: Quarantine, removed: int = 0) -> list[Finding]:
    """Give a folder that was put aside its name back, and say so; where that is impossible it stays aside, and that is said."""
    try:
        disk.rename(root, aside.name, aside.folder)
    except FileNotFoundError:
        return [finding(aside.folder, Code.TAKEN, "was taken over while it was put aside")]
    except OSError as error:
        reason = f"stays aside as {aside.name}: its name cannot be given back ({error.strerror or error})"
        return [finding(aside.folder, Code.LEFT_IN_QUARANTINE, reason)]
    what = f"got its name back; {removed} of its files are deleted and in the archive" if removed else "got its name back, whole"
    return [finding(aside.folder, Code.RESTORED, what)]
