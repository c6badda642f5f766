"""Reads a file of the fork, or of v1, into a strict document of v1 with everything that had to be done to it."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.errors import InvalidDocument
from aistock.rdagent.legacy import dialects, rows, text
from aistock.rdagent.legacy.context import Context
from aistock.rdagent.legacy.dialects import Dialect
from aistock.rdagent.legacy.draft import Arr, Draft, Obj
from aistock.rdagent.legacy.issue import Action, Code, Issue, Severity
from aistock.rdagent.legacy.settle import settled

_ROWS = ("factors", "strategies", "loops", "models")
_CSV = re.compile(rb"^name,dtype,")
_ID = re.compile(r"^[0-9a-f]{32}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document of v1, or None with the reasons among the issues; the dialect that the file is written in."""

    document: ContractModel | None
    issues: tuple[Issue, ...]
    dialect: str
    rows_at: tuple[str, ...] = ()
    """Pointers of the catalog's rows into the file; rows that were left out are not among them."""

    @property
    def refused(self) -> bool:
        """Whether there is no document."""
        return self.document is None


def read(source: bytes | str | os.PathLike[str], kind: str | None = None, *, context: Context | None = None) -> Reading:
    """The document in a file (a path) or in bytes; `kind` names it (`loop_catalog`), else its keys and its name tell.

    Raises OSError when there is no such file, ValueError for a kind that the fork never wrote; never for what a file holds.
    """
    if kind is not None and kind not in dialects.MODELS:
        raise ValueError(f"{kind!r} is no kind that the fork wrote; choose one of {', '.join(dialects.MODELS)}")
    content, stem, known = _opened(source, context or Context())
    try:
        value, found = text.load(content)
    except text.Unreadable as problem:
        if _CSV.match(content):
            return _no_document(_excerpt(content), [], dialects.DATASET)
        message = f"the file cannot be read: {problem}"
        return Reading(None, (Issue("", Code.UNREADABLE, Severity.ERROR, Action.REFUSED, _excerpt(content), message),), "unknown")
    return _read(value, found, dialects.dialect_of(value, kind, stem), known)


def recognised(
    source: bytes | str | os.PathLike[str], kind: str | None = None, *, context: Context | None = None
) -> Reading | None:
    """As `read`, but None for a file that bears no sign of the fork: a v1 document with a mistake is no legacy file."""
    content, stem, known = _opened(source, context or Context())
    try:
        value, found = text.load(content)
    except text.Unreadable:
        return read(content) if _CSV.match(content) else None
    dialect = dialects.dialect_of(value, kind, stem)
    return _read(value, found, dialect, known) if dialects.bears_signs(value, dialect) else None


def _opened(source: bytes | str | os.PathLike[str], context: Context) -> tuple[bytes, str, Context]:
    """The bytes, the stem of the file's name, and the context with the workspace that the folder's name tells."""
    if isinstance(source, bytes):
        return source, "", context
    path = Path(source)
    folder = path.absolute().parent.name
    if context.workspace_id is None and _ID.match(folder):
        context = replace(context, workspace_id=folder)
    return path.read_bytes(), path.name.split(".")[0], context


def model_of(kind: str) -> type[ContractModel]:
    """The model of a kind."""
    module, _, name = dialects.MODELS[kind].partition(":")
    found: type[ContractModel] = getattr(import_module(module), name)
    return found


def _read(value: Any, found: list[Issue], dialect: Dialect, context: Context) -> Reading:
    if dialect.kind is None or dialect.rewrite is None or not isinstance(value, dict):
        return _no_document(value, found, dialect)
    kind = model_of(dialect.kind)
    if not found and (document := _strict(value, kind)) is not None:
        return Reading(document, (), "v1")
    draft = Draft(value, found)
    root = draft.root
    if not isinstance(root, Obj) or not rows.version(draft, root):
        return Reading(None, tuple(draft.issues), dialect.name)
    if dialect.kind != "experiment_request":
        rows.program(draft, root)
    dialect.rewrite(draft, root, context)
    before = len(draft.issues)
    settled_document = settled(draft, kind)
    if dialect.whole and _lost_a_part(draft, before):
        settled_document = None
    if settled_document is None and not any(issue.pointer == "" and issue.action is Action.REFUSED for issue in draft.issues):
        message = "parts without which it would be another document are lost; the errors name them"
        draft.note("", Code.INCOMPLETE, Severity.ERROR, Action.REFUSED, value, message)
    return Reading(settled_document, tuple(draft.issues), dialect.name, _rows_at(draft))


def _lost_a_part(draft: Draft, before: int) -> bool:
    """Whether something was lost without which the document says something else."""
    taken_out = (issue for issue in draft.issues[before:] if issue.action is Action.DROPPED and issue.original is not None)
    return any(issue.severity is Severity.ERROR for issue in draft.issues) or any(
        issue.code is not Code.UNKNOWN_FIELD for issue in taken_out
    )


def _rows_at(draft: Draft) -> tuple[str, ...]:
    lists = [item for key, item in draft.root.items() if key in _ROWS] if isinstance(draft.root, Obj) else []
    return tuple(lists[0].places) if lists and isinstance(lists[0], Arr) else ()


def _strict(value: Any, kind: type[ContractModel]) -> ContractModel | None:
    """The document, when it is valid v1 as it stands."""
    try:
        return documents.validate(kind, value)
    except InvalidDocument:
        return None


def _no_document(value: Any, found: list[Issue], dialect: Dialect) -> Reading:
    if dialect.why_not:
        message = f"is no document of v1: {dialect.why_not}"
    else:
        message = f"is like no document of v1 and no file of the fork: {_seen(value)}"
    issue = Issue("", Code.UNKNOWN_DOCUMENT, Severity.ERROR, Action.REFUSED, value, message)
    return Reading(None, (*found, issue), dialect.name)


def _seen(value: Any) -> str:
    if not isinstance(value, dict):
        return f"a {type(value).__name__}"
    return f"keys {', '.join(sorted(value)[:8])[:200]}" if value else "an empty object"


def _excerpt(content: bytes) -> str:
    return repr(content[:60])[2:-1]


@cache
def names() -> tuple[str, ...]:
    """The names of all dialects."""
    return tuple(dialect.name for dialect in dialects.ALL)
