"""Catalogs of a folder into the library, once."""

from __future__ import annotations

import argparse
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD
from aistock.errors import AistockError, InvalidDocument

if TYPE_CHECKING:
    from aistock.client import Client
    from aistock.library.v1.models import ImportReport
    from aistock.rdagent.catalog_files import LeftRow, ReadCatalog
    from aistock.rdagent.catalog_stream import CatalogFile

MOST_ISSUES = 20
LARGE = 16 * 1024 * 1024
"""Bytes of a file above which its rows stay in it until they are sent."""
_SECONDS = 7200.0
"""How long a large import may take; each row is checked here and there."""
_ORDER = ("factors", "alpha", "strategies", "loops", "models")


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
        report = _sent(client, found, options, "full_snapshot" if full else "upsert")
    if options.json:
        _output.as_json(_output.value_of(report) | {"left": [{"kind": row.kind, "key": row.key, "why": row.why} for row in left]})
    else:
        _tell(report, left)
    return BAD if left or any(tally.refused for tally in report.tallies) else 0


def _sent(client: Client, found: Mapping[str, ReadCatalog | CatalogFile], options: argparse.Namespace, mode: str) -> ImportReport:
    """One import of all catalogs, in pieces when one of them stays in its file."""
    from aistock.client._catalog_pieces import pieces_of
    from aistock.library.v1.models import ImportHeader
    from aistock.rdagent.catalog_stream import CatalogFile

    given: dict[str, Any] = {field: item if isinstance(item, CatalogFile) else item.document for field, item in found.items()}
    asked: dict[str, Any] = {"mode": mode, "dry_run": options.dry_run, "allow_partial": options.allow_partial}
    if not any(isinstance(item, CatalogFile) for item in given.values()):
        return client.library.import_catalogs(**given, **asked)
    heads, pieces = pieces_of([given.get(field) for field in _ORDER])
    header = ImportHeader.model_validate({"request_id": str(uuid.uuid4()), "catalogs": heads, **asked})
    return client.library.import_catalog_stream(header, pieces, timeout=_SECONDS)


def _read(folder: Path, *, allow_partial: bool) -> dict[str, ReadCatalog | CatalogFile]:
    """The catalogs; one in a dialect of the RD-Agent fork is read as v1, and what had to be done to it goes to stderr."""
    from aistock.rdagent.catalog_files import CATALOGS, read_catalog

    if not folder.is_dir():
        raise NotADirectoryError(20, "is no folder", str(folder))
    present = {field: folder / kind.file for field, kind in CATALOGS.items() if (folder / kind.file).is_file()}
    if not present:
        names = ", ".join(kind.file for kind in CATALOGS.values())
        raise NothingToImport(f"{folder} holds none of {names}; name another folder")
    found: dict[str, ReadCatalog | CatalogFile] = {}
    for field, path in present.items():
        stored = _stored(field, path, allow_partial=allow_partial)
        if stored is not None:
            found[field] = stored
            continue
        found[field] = read = read_catalog(field, path.read_bytes(), str(path), allow_partial=allow_partial)
        _tell_issues(path, read)
    return found


def _stored(field: str, path: Path, *, allow_partial: bool) -> CatalogFile | None:
    """A large catalog, checked; None for one that is to be read at once, files of the fork among them."""
    from aistock.contract.plain_json import MAX_BYTES
    from aistock.rdagent.catalog_stream import STREAMED, check_catalog

    size = path.stat().st_size
    if size <= LARGE or field not in STREAMED:
        return None
    try:
        return check_catalog(field, path, allow_partial=allow_partial)
    except InvalidDocument:
        if size > MAX_BYTES:
            raise
    return None


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
