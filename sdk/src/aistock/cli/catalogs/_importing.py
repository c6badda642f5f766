"""Catalogs of a folder into the library, once."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD
from aistock.errors import AistockError

if TYPE_CHECKING:
    from aistock.rdagent.catalog_files import LeftRow, ReadCatalog

MOST_ISSUES = 20


class NothingToImport(AistockError):
    """The folder holds none of the catalogs."""


def arguments(actions: Any) -> None:
    """Options of `import`."""
    importing = _options.action(actions, "import", "import the catalogs that a folder holds")
    importing.add_argument("dir", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="only say what would happen")
    importing.add_argument("--full", action="store_true", help="retire rows that the catalogs do not hold any more")
    importing.add_argument(
        "--allow-partial", action="store_true", help="take the good rows when some are refused, and name the others"
    )


def run(options: argparse.Namespace) -> int:
    """Import."""
    found = _read(options.dir, allow_partial=options.allow_partial)
    left = [row for item in found.values() for row in item.left]
    full = options.full and not left
    if options.full and left:
        text = f"{len(left)} row(s) were left out of the catalogs, so rows that a catalog lacks are not retired (as without --full)"
        print(text, file=sys.stderr)
    with _options.client_of(options) as client:
        report = client.library.import_catalogs(
            **{field: item.document for field, item in found.items()},
            mode="full_snapshot" if full else "upsert",
            dry_run=options.dry_run,
            allow_partial=options.allow_partial,
        )
    if options.json:
        _output.as_json(_output.value_of(report) | {"left": [{"kind": row.kind, "key": row.key, "why": row.why} for row in left]})
    else:
        _tell(report, left)
    return BAD if left or any(tally.refused for tally in report.tallies) else 0


def _read(folder: Path, *, allow_partial: bool) -> dict[str, ReadCatalog]:
    """The catalogs; one in a dialect of the RD-Agent fork is read as v1, and what had to be done to it goes to stderr."""
    from aistock.rdagent.catalog_files import CATALOGS, read_catalog

    if not folder.is_dir():
        raise NotADirectoryError(20, "is no folder", str(folder))
    present = {field: folder / kind.file for field, kind in CATALOGS.items() if (folder / kind.file).is_file()}
    if not present:
        names = ", ".join(kind.file for kind in CATALOGS.values())
        raise NothingToImport(f"{folder} holds none of {names}; name another folder")
    found = {}
    for field, path in present.items():
        found[field] = read_catalog(field, path.read_bytes(), str(path), allow_partial=allow_partial)
        _tell_issues(path, found[field])
    return found


def _tell_issues(path: Path, item: ReadCatalog) -> None:
    if not item.issues:
        return
    print(_output.plain(f"{path.name}: {item.dialect} was read as v1 with {len(item.issues)} issue(s)"), file=sys.stderr)
    for issue in item.issues[:MOST_ISSUES]:
        print(_output.plain(f"  {issue.severity}: {issue}"), file=sys.stderr)
    if len(item.issues) > MOST_ISSUES:
        print(f"  … and {len(item.issues) - MOST_ISSUES} more; `aistock validate --json` lists them all", file=sys.stderr)


def _tell(report: Any, left: Sequence[LeftRow]) -> None:
    rows = [(item.kind, item.inserted, item.updated, item.unchanged, item.refused, item.retired) for item in report.tallies]
    title = "would import" if report.dry_run else "imported"
    _output.table(title, ("kind", "inserted", "updated", "unchanged", "refused", "retired"), rows)
    if left:
        _output.table(f"left out ({len(left)})", ("kind", "row", "why"), [(row.kind, row.key, row.why) for row in left])
    if report.findings:
        found = [(item.severity, item.code, item.key, item.message) for item in report.findings]
        _output.table("findings", ("severity", "finding", "row", "what"), found)
    if report.findings_left_off:
        print(f"{report.findings_left_off} more findings")
