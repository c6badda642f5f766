"""What archiving or cleaning noticed: where, what, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    """Said so that nobody wonders."""
    WARNING = "warning"
    """Something is left where it is; somebody should look."""
    ERROR = "error"
    """A subject was not archived, not proved or not cleaned."""


class Code(StrEnum):
    """Kinds of findings."""

    # The folder
    NOT_A_FOLDER = "NOT_A_FOLDER"
    NOT_A_FILE = "NOT_A_FILE"
    UNREADABLE = "UNREADABLE"
    CHANGED_WHILE_READ = "CHANGED_WHILE_READ"
    ODD_NAME = "ODD_NAME"
    TOO_MANY_FILES = "TOO_MANY_FILES"
    MOUNT_POINT = "MOUNT_POINT"
    UNKNOWN_SUBJECT = "UNKNOWN_SUBJECT"
    # The copies
    BAD_COPY = "BAD_COPY"
    MISSING_COPY = "MISSING_COPY"
    BAD_RECORD = "BAD_RECORD"
    SERVER_REFUSED = "SERVER_REFUSED"
    # The original against its record
    NOT_ARCHIVED = "NOT_ARCHIVED"
    NEW_FILE = "NEW_FILE"
    CHANGED_FILE = "CHANGED_FILE"
    GONE_FILES = "GONE_FILES"
    # The deletion
    HELD = "HELD"
    TAKEN = "TAKEN"
    NOT_DELETED = "NOT_DELETED"
    RESTORED = "RESTORED"
    LEFT_IN_QUARANTINE = "LEFT_IN_QUARANTINE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `path` is relative to the root, or names a record as `archive:id`."""

    path: str
    code: Code
    severity: Severity
    reason: str
    remedy: str

    def __str__(self) -> str:
        """One sentence."""
        return f"{self.path}: {self.reason}; {self.remedy} [{self.code}]"

    def as_json(self) -> dict[str, str]:
        """The finding as JSON."""
        return {name: str(getattr(self, name)) for name in ("path", "code", "severity", "reason", "remedy")}


class Trouble(Exception):
    """Something below the root is not as it must be; `finding` says what."""

    def __init__(self, found: Finding) -> None:
        super().__init__(str(found))
        self.finding = found


def finding(path: str, code: Code, reason: str, remedy: str | None = None) -> Finding:
    """A finding with the severity of its code, and its usual remedy unless another is given."""
    severity, usual = _USUAL[code]
    return Finding(path=shown(path), code=code, severity=severity, reason=reason, remedy=remedy or usual)


def shown(name: str) -> str:
    """A name that can be printed and written as UTF-8; bytes that are none become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR
_AGAIN = "archive it again, then clean"

_USUAL: Mapping[Code, tuple[Severity, str]] = MappingProxyType({
    Code.NOT_A_FOLDER: (_I, "nothing to do: only folders are archived and cleaned"),
    Code.NOT_A_FILE: (_W, "nothing is lost; remove it by hand if the folder should go whole"),
    Code.UNREADABLE: (_E, "check the permissions and the disk, and try again"),
    Code.CHANGED_WHILE_READ: (_E, "wait until the run has ended, and try again"),
    Code.ODD_NAME: (_E, "rename it to UTF-8 without control characters or backslashes, and try again"),
    Code.TOO_MANY_FILES: (_E, "move what is not a result out of the folder, and try again"),
    Code.MOUNT_POINT: (_E, "unmount it; nothing of another file system is archived or deleted"),
    Code.UNKNOWN_SUBJECT: (_E, "run `aistock backfill` and name the registry with --registry"),
    Code.BAD_COPY: (_E, "have the server's vault checked; keep the original until the copy is whole"),
    Code.MISSING_COPY: (_E, "archive it again while the original exists"),
    Code.BAD_RECORD: (_E, "have the server's vault checked; nothing is deleted by this record"),
    Code.SERVER_REFUSED: (_E, "do what the server asks, and try again"),
    Code.NOT_ARCHIVED: (_I, "run `aistock archive apply` if it should be cleaned"),
    Code.NEW_FILE: (_E, _AGAIN),
    Code.CHANGED_FILE: (_E, _AGAIN),
    Code.GONE_FILES: (_I, "nothing to do: they are in the archive"),
    Code.HELD: (_W, "read `aistock archive policy`; wait, archive at the level it asks, or lift the hold"),
    Code.TAKEN: (_I, "nothing to do: another clean has it, or it was removed"),
    Code.NOT_DELETED: (_E, "look at it and clean again"),
    Code.RESTORED: (_I, "nothing to do: it stands under its name again"),
    Code.LEFT_IN_QUARANTINE: (_E, "look at both folders, and move one of them away"),
})  # fmt: skip
