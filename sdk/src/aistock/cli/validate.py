"""Check documents against the contract: text, fields, and rules between fields; files of the RD-Agent fork are recognised.

Exit code 0: every file is valid v1, or a legacy file that can be read as v1. 1: a file breaks a rule, is refused or is no known
document. 2: a file cannot be opened.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _detect, _output
from aistock.cli._exits import BAD, USAGE
from aistock.contract.documents import strict_loads, validate
from aistock.errors import InvalidDocument, Violation
from aistock.validation import violations

if TYPE_CHECKING:
    from aistock.rdagent.legacy import Issue, Reading

UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
MOST_SHOWN = 50
_COLOURS = {"good": "32", "info": "36", "warning": "33", "error": "31"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is meant to be, every rule of v1 that it breaks, and how it reads as a legacy file, if it is one."""

    file: str
    document: str | None
    violations: tuple[Violation, ...]
    model: Any = None
    legacy: Reading | None = None

    @property
    def good(self) -> bool:
        """Whether v1 can be had from it without an error."""
        if self.legacy is None:
            return not self.violations
        return not self.legacy.refused and not any(issue.severity == "error" for issue in self.legacy.issues)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a document; the name's stem or the keys say of which kind")
    parser.add_argument("--as", dest="document", metavar="DOCUMENT", help="the kind of document, such as factor_catalog")
    parser.add_argument("--strict", action="store_true", help="v1 only: do not read legacy files")
    parser.add_argument("--snapshot", metavar="ID", help="dataset snapshot that a legacy experiment request is to run on")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Print what every file breaks; 1 when one breaks anything, 2 when one cannot be opened."""
    known = _detect.shapes()
    if options.document is not None and options.document not in known:
        print(f"aistock: {options.document!r} is no document; choose one of {', '.join(sorted(known))}", file=sys.stderr)
        return USAGE
    verdicts = [_verdict(file, options) for file in options.files]
    if any(verdict.legacy for verdict in verdicts):
        verdicts = _checked_together(verdicts)
    if options.json:
        _output.as_json([_row(verdict) for verdict in verdicts])
    else:
        for verdict in verdicts:
            _tell(verdict)
    if any(violation.rule == "file.unreadable" for verdict in verdicts for violation in verdict.violations):
        return USAGE
    return 0 if all(verdict.good for verdict in verdicts) else BAD


def _verdict(file: str, options: argparse.Namespace) -> Verdict:
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        remedy = "check the path and its permissions"
        return Verdict(file, None, (Violation("", "file.unreadable", file, error.strerror or str(error), remedy),))
    verdict = _checked(file, content, options.document)
    return verdict if not verdict.violations or options.strict else _legacy(verdict, options)


def _legacy(verdict: Verdict, options: argparse.Namespace) -> Verdict:
    """The verdict with the legacy reading of the file, if the file bears signs of the fork."""
    from aistock.rdagent.legacy import Context, dialects, recognised

    kind = options.document if options.document in dialects.MODELS else None
    if options.document is not None and kind is None:
        return verdict
    reading = recognised(Path(verdict.file), kind, context=Context(snapshot_id=options.snapshot))
    if reading is None:
        return verdict
    kind = next((dialect.kind for dialect in dialects.ALL if dialect.name == reading.dialect), None)
    kept = verdict.violations if kind == verdict.document else ()
    return replace(verdict, document=kind, violations=kept, legacy=reading)


def _checked_together(verdicts: Sequence[Verdict]) -> list[Verdict]:
    from aistock.rdagent.legacy import Reading, checked_together

    readings = {str(index): verdict.legacy or Reading(verdict.model, (), "v1") for index, verdict in enumerate(verdicts)}
    found = checked_together(readings)
    return [
        replace(verdict, legacy=found[str(index)]) if verdict.legacy is not None else verdict
        for index, verdict in enumerate(verdicts)
    ]


def _checked(file: str, content: bytes, document: str | None) -> Verdict:
    try:
        value = strict_loads(content)
    except InvalidDocument as error:
        return Verdict(file, document, error.violations)
    shape = _detect.shapes()[document] if document else _detect.shape_of(file, value)
    if shape is None:
        remedy = "name the kind with --as, or the file after its kind, such as factor_catalog.json"
        message = "is like no document of the contract"
        return Verdict(file, None, (Violation("", UNKNOWN_DOCUMENT, _keys(value), message, remedy),))
    try:
        model = validate(shape.model(), value, between_fields=False)
    except InvalidDocument as error:
        return Verdict(file, shape.document, error.violations)
    return Verdict(file, shape.document, violations(model), model)


def _keys(value: Any) -> str:
    if not isinstance(value, dict):
        return f"a {type(value).__name__}"
    shown = ", ".join(sorted(value)[:8])
    return f"keys {shown}{', …' if len(value) > 8 else ''}" if value else "an empty object"


def _row(verdict: Verdict) -> dict[str, Any]:
    found = [asdict(violation) for violation in verdict.violations]
    row = {
        "file": verdict.file,
        "document": verdict.document,
        "valid": not found and verdict.legacy is None,
        "violations": found,
    }
    if verdict.legacy is not None:
        row |= {
            "dialect": verdict.legacy.dialect,
            "readable": not verdict.legacy.refused,
            "issues": [issue.as_json() for issue in verdict.legacy.issues],
        }
    return row


def _tell(verdict: Verdict) -> None:
    name = f"{verdict.file} ({verdict.document or 'unknown'})"
    if verdict.legacy is not None:
        _tell_legacy(name, verdict.legacy)
    elif not verdict.violations:
        print(_coloured("good", _output.plain(f"{name}: valid")))
    else:
        print(_coloured("error", _output.plain(f"{name}: {len(verdict.violations)} violation(s)")))
        for violation in verdict.violations[:MOST_SHOWN]:
            print(_output.plain(f"  {violation}"))
        if len(verdict.violations) > MOST_SHOWN:
            print(f"  … and {len(verdict.violations) - MOST_SHOWN} more; --json lists them all")


def _tell_legacy(name: str, reading: Reading) -> None:
    """One line for each kind of issue, the worst first: how often, and the first place."""
    what = "cannot be read as v1" if reading.refused else f"readable as v1 with {len(reading.issues)} issue(s)"
    head = _output.plain(f"{name}: legacy dialect {reading.dialect}, {what}")
    print(_coloured("error" if reading.refused else "warning" if reading.issues else "good", head))
    counts = Counter(_sort_of(issue) for issue in reading.issues)
    first = {_sort_of(issue): issue for issue in reversed(reading.issues)}
    for sort in sorted(counts, key=lambda sort: (("error", "warning", "info").index(sort[0]), sort[1:])):
        times = f" ×{counts[sort]}, first" if counts[sort] > 1 else ""
        line = _output.plain(f" {sort[1]} ({sort[2]}){times} at {first[sort].pointer or '/'}: {first[sort].message}")
        print(f"  {_coloured(sort[0], sort[0])}{line}")


def _sort_of(issue: Issue) -> tuple[str, str, str]:
    return str(issue.severity), str(issue.code), str(issue.action)


def _coloured(what: str, text: str) -> str:
    """Text in the colour of its meaning, when a terminal reads and NO_COLOR is not set."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{_COLOURS[what]}m{text}\x1b[0m"
