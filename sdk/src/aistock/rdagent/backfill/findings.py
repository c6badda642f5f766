"""What a backfill noticed and could not take as it was: where, what, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    """Nothing is lost; it is said so that nobody wonders."""
    WARNING = "warning"
    """Something was left out or assumed; somebody should look."""
    ERROR = "error"
    """A workspace, or a loop, is not taken in."""


class Code(StrEnum):
    """Kinds of findings."""

    # The tree
    NOT_A_WORKSPACE = "NOT_A_WORKSPACE"
    ODD_NAME = "ODD_NAME"
    EMPTY_WORKSPACE = "EMPTY_WORKSPACE"
    SYMLINK_OUT = "SYMLINK_OUT"
    SYMLINK_INSIDE = "SYMLINK_INSIDE"
    LINKS_NOT_FOLLOWED = "LINKS_NOT_FOLLOWED"
    # A file
    NOT_A_FILE = "NOT_A_FILE"
    UNREADABLE = "UNREADABLE"
    CHANGED_WHILE_READ = "CHANGED_WHILE_READ"
    TOO_LARGE = "TOO_LARGE"
    EMPTY_FILE = "EMPTY_FILE"
    NOT_UTF8 = "NOT_UTF8"
    NOT_JSON = "NOT_JSON"
    NEARLY_JSON = "NEARLY_JSON"
    OTHER_SHAPE = "OTHER_SHAPE"
    UNKNOWN_VERSION = "UNKNOWN_VERSION"
    INVALID_VALUE = "INVALID_VALUE"
    HALF_WRITTEN = "HALF_WRITTEN"
    # Who it belongs to
    WRONG_WORKSPACE = "WRONG_WORKSPACE"
    WRONG_LOOP = "WRONG_LOOP"
    SYNTHETIC_IDENTITY = "SYNTHETIC_IDENTITY"
    DUPLICATE_ROW = "DUPLICATE_ROW"
    FOREIGN_PATH = "FOREIGN_PATH"
    # What it is
    ACTION_UNKNOWN = "ACTION_UNKNOWN"
    ACTION_CORRECTED = "ACTION_CORRECTED"
    STATUS_INFERRED = "STATUS_INFERRED"
    UNFINISHED = "UNFINISHED"
    CONTRADICTORY_RESULT = "CONTRADICTORY_RESULT"
    TWO_RESULTS = "TWO_RESULTS"
    MISSING_WORKSPACE = "MISSING_WORKSPACE"
    UNKNOWN_WORD = "UNKNOWN_WORD"
    # Materialization
    DONE_WITHOUT_EVIDENCE = "DONE_WITHOUT_EVIDENCE"
    NOT_MATERIALIZED = "NOT_MATERIALIZED"
    FAILED_BEFORE = "FAILED_BEFORE"
    HELD_BY_OTHERS = "HELD_BY_OTHERS"
    # Logs
    NOT_A_LOG = "NOT_A_LOG"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `path` is relative to the root of the scan, or names a row as `registry:table/key` and a log as `logs:name`."""

    path: str
    code: Code
    severity: Severity
    reason: str
    remedy: str

    def __str__(self) -> str:
        """One sentence."""
        return f"{self.path}: {self.reason}; {self.remedy} [{self.code}]"


def finding(path: str, code: Code, reason: str, remedy: str | None = None) -> Finding:
    """A finding with the severity of its code, and its usual remedy unless another is given."""
    severity, usual = _USUAL[code]
    return Finding(path=_printable(path), code=code, severity=severity, reason=_printable(reason), remedy=remedy or usual)


def _printable(text: str) -> str:
    """Names of files may hold bytes that are no UTF-8, and reasons repeat them; those bytes become U+FFFD."""
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")


_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR
_WRITE_AGAIN = "correct the file, or remove it when the loop need not be known by it"

_USUAL: Mapping[Code, tuple[Severity, str]] = MappingProxyType({
    Code.NOT_A_WORKSPACE: (_I, "nothing to do when it does not belong to RD-Agent"),
    Code.ODD_NAME: (_E, "rename the folder to letters, digits, '.', '_' or '-', and scan again"),
    Code.EMPTY_WORKSPACE: (_W, "remove the folder when nothing is awaited in it"),
    Code.SYMLINK_OUT: (_W, "put the file itself there, or scan the folder that it leads to as a root of its own"),
    Code.SYMLINK_INSIDE: (_W, "put the file itself there; a workspace is scanned under its own name"),
    Code.LINKS_NOT_FOLLOWED: (_I, "nothing to do: data is read where it lies, not through workspaces"),
    Code.NOT_A_FILE: (_W, "put a plain file there, or remove it"),
    Code.UNREADABLE: (_E, "check the permissions and the disk, and scan again"),
    Code.CHANGED_WHILE_READ: (_W, "scan again when the run has ended"),
    Code.TOO_LARGE: (_W, _WRITE_AGAIN),
    Code.EMPTY_FILE: (_W, "run the loop again, or fetch the file from a backup; an empty file proves nothing"),
    Code.NOT_UTF8: (_W, "write it again as UTF-8"),
    Code.NOT_JSON: (_W, "fetch the file from a backup, or remove it"),
    Code.NEARLY_JSON: (_I, "nothing to do: it was read"),
    Code.OTHER_SHAPE: (_W, _WRITE_AGAIN),
    Code.UNKNOWN_VERSION: (_W, "update aistock, or write the file again in a version that is known"),
    Code.INVALID_VALUE: (_W, _WRITE_AGAIN),
    Code.HALF_WRITTEN: (_I, "nothing to do: what it would have become is written again"),
    Code.WRONG_WORKSPACE: (_W, "remove what was copied from another workspace; it was not believed"),
    Code.WRONG_LOOP: (_W, "remove the file, or the one that it contradicts; it was not believed"),
    Code.SYNTHETIC_IDENTITY: (_W, "write loop_run.json with the run and the loop, if they are known, and scan again"),
    Code.DUPLICATE_ROW: (_W, "delete the row that nobody refers to"),
    Code.FOREIGN_PATH: (_I, "nothing to do: the registry says now where it lies below the root"),
    Code.ACTION_UNKNOWN: (_W, "write loop_run.json with the action, and scan again; without it nothing can be proved"),
    Code.ACTION_CORRECTED: (_W, "nothing to do when the files are right"),
    Code.STATUS_INFERRED: (_I, "nothing to do when the loop really ended well"),
    Code.UNFINISHED: (_W, "wait for the run, or record in the registry how it ended, and scan again"),
    Code.CONTRADICTORY_RESULT: (_W, "nothing to do when the files are right; else fetch the missing ones and scan again"),
    Code.TWO_RESULTS: (_W, "name the right one as best_workspace_id in the registry, and scan again"),
    Code.MISSING_WORKSPACE: (_W, "scan the root that holds it, or accept that it is gone; its rows were left as they are"),
    Code.UNKNOWN_WORD: (_I, "nothing to do: the registry keeps what it holds"),
    Code.DONE_WITHOUT_EVIDENCE: (_W, "nothing to do when it is materialized again below"),
    Code.NOT_MATERIALIZED: (_E, "correct what the reason names, and scan again with --retry-failed"),
    Code.FAILED_BEFORE: (_E, "correct what the reason names, and scan again with --retry-failed"),
    Code.HELD_BY_OTHERS: (_I, "scan again when the other process is done"),
    Code.NOT_A_LOG: (_I, "nothing to do when it is no log of RD-Agent"),
})  # fmt: skip
