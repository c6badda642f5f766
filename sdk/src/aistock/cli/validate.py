"""Check documents against the contract: text, fields, and rules between fields."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from aistock.cli import _detect, _output
from aistock.cli._exits import BAD, USAGE
from aistock.contract.documents import strict_loads, validate
from aistock.errors import InvalidDocument, Violation
from aistock.validation import available, violations

UNKNOWN_DOCUMENT = "UNKNOWN_DOCUMENT"
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is meant to be, and every rule that it breaks."""

    file: str
    document: str | None
    violations: tuple[Violation, ...]


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a document; the name's stem or the keys say of which kind")
    parser.add_argument("--as", dest="document", metavar="DOCUMENT", help="the kind of document, such as factor_catalog")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Print what every file breaks; 1 when one breaks anything, 2 when one cannot be read."""
    known = _detect.shapes()
    if options.document is not None and options.document not in known:
        print(f"aistock: {options.document!r} is no document; choose one of {', '.join(sorted(known))}", file=sys.stderr)
        return USAGE
    verdicts = [_checked(file, options.document) for file in options.files]
    if options.json:
        _output.as_json([_row(verdict) for verdict in verdicts])
    else:
        for verdict in verdicts:
            _tell(verdict)
    if not available():
        print("aistock: rules between fields were not checked; install aistock-contract[client]", file=sys.stderr)
    if any(violation.rule == "file.unreadable" for verdict in verdicts for violation in verdict.violations):
        return USAGE
    return BAD if any(verdict.violations for verdict in verdicts) else 0


def _checked(file: str, document: str | None) -> Verdict:
    try:
        value = strict_loads(Path(file).read_bytes())
    except OSError as error:
        remedy = "check the path and its permissions"
        return Verdict(file, None, (Violation("", "file.unreadable", file, error.strerror or str(error), remedy),))
    except InvalidDocument as error:
        return Verdict(file, document, error.violations)
    shape = _detect.shapes()[document] if document else _detect.shape_of(file, value)
    if shape is None:
        remedy = "name the kind with --as, or the file after its kind, such as factor_catalog.json"
        message = "is like no document of the contract"
        return Verdict(file, None, (Violation("", UNKNOWN_DOCUMENT, _keys(value), message, remedy),))
    try:
        model = validate(shape.model(), value)
    except InvalidDocument as error:
        return Verdict(file, shape.document, error.violations)
    return Verdict(file, shape.document, violations(model))


def _keys(value: Any) -> str:
    if not isinstance(value, dict):
        return f"a {type(value).__name__}"
    shown = ", ".join(sorted(value)[:8])
    return f"keys {shown}{', …' if len(value) > 8 else ''}" if value else "an empty object"


def _row(verdict: Verdict) -> dict[str, Any]:
    found = [asdict(violation) for violation in verdict.violations]
    return {"file": verdict.file, "document": verdict.document, "valid": not found, "violations": found}


def _tell(verdict: Verdict) -> None:
    name = f"{verdict.file} ({verdict.document or 'unknown'})"
    if not verdict.violations:
        print(_output.plain(f"{name}: valid"))
        return
    print(_output.plain(f"{name}: {len(verdict.violations)} violation(s)"))
    for violation in verdict.violations[:MOST_SHOWN]:
        print(_output.plain(f"  {violation}"))
    if len(verdict.violations) > MOST_SHOWN:
        print(f"  … and {len(verdict.violations) - MOST_SHOWN} more; --json lists them all")
