"""The library: list what it holds, or import the catalogs of a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output
from aistock.cli._exits import BAD
from aistock.errors import AistockError, InvalidDocument, Violation

if TYPE_CHECKING:
    from aistock.client import Client

FILES = {
    "factors": ("factor_catalog.json", "FactorCatalog"),
    "strategies": ("strategy_catalog.json", "StrategyCatalog"),
    "loops": ("loop_catalog.json", "LoopCatalog"),
    "models": ("model_catalog.json", "ModelCatalog"),
    "alpha": ("alpha158_meta.json", "AlphaMeta"),
}


LEGACY_KINDS = {
    "factors": "factor_catalog",
    "strategies": "strategy_catalog",
    "loops": "loop_catalog",
    "models": "model_catalog",
    "alpha": "alpha_meta",
}
MOST_ISSUES = 20


class NothingToImport(AistockError):
    """The folder holds none of the catalogs."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|import")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = _options.action(actions, "list", "what the library holds (default)")
    listing.add_argument("--kind", choices=("factors", "strategies", "loops", "models"), help="only this kind")
    names = ", ".join(name for name, _ in FILES.values())
    importing = _options.action(actions, "import", f"import those of {names} that a folder holds")
    importing.add_argument("dir", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="only say what would happen")
    importing.add_argument("--full", action="store_true", help="retire rows that the catalogs do not hold any more")
    importing.add_argument("--allow-partial", action="store_true", help="take the good rows when some are refused")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return _import(options) if options.action == "import" else _list(options)


def _list(options: argparse.Namespace) -> int:
    wanted = [kind] if (kind := getattr(options, "kind", None)) else ["factors", "strategies", "loops", "models"]
    with _options.client_of(options) as client:
        found = {kind: list(islice(_entries(client, kind), options.limit)) for kind in wanted}
    if options.json:
        _output.as_json({kind: [_output.value_of(entry) for entry in entries] for kind, entries in found.items()})
        return 0
    for kind, entries in found.items():
        columns, row = _LAYOUTS[kind]
        _output.table(f"{kind} (first {len(entries)})", columns, [row(entry) for entry in entries])
    return 0


def _entries(client: Client, kind: str) -> Any:
    library = client.library
    listing: dict[str, Callable[[], Any]] = {
        "factors": library.list_factors,
        "strategies": library.list_strategies,
        "loops": library.list_loops,
        "models": library.list_models,
    }
    return listing[kind]()


def _loop_row(entry: Any) -> tuple[object, ...]:
    loop = entry.loop
    return loop.task_run_id, loop.loop_id, loop.action, loop.status, "yes" if loop.has_result else "no", loop.strategy_id


_LAYOUTS: dict[str, tuple[tuple[str, ...], Any]] = {
    "factors": (
        ("factor", "source", "region", "expression"),
        lambda entry: (entry.factor.name, entry.factor.source, entry.factor.region, entry.factor.expression),
    ),
    "strategies": (
        ("strategy", "step", "action", "loops"),
        lambda entry: (entry.strategy.strategy_id, entry.strategy.step_name, entry.strategy.action, entry.loop_count),
    ),
    "loops": (("run", "loop", "action", "status", "result", "strategy"), _loop_row),
    "models": (
        ("model", "run", "loop", "type"),
        lambda entry: (entry.model.model_id, entry.model.task_run_id, entry.model.loop_id, entry.model.model_type),
    ),
}


def _import(options: argparse.Namespace) -> int:
    if not options.dir.is_dir():
        raise NotADirectoryError(20, "is no folder", str(options.dir))
    models = import_module("aistock.library.v1.models")
    present = {field: (options.dir / name, kind) for field, (name, kind) in FILES.items() if (options.dir / name).is_file()}
    if not present:
        raise NothingToImport(f"{options.dir} holds none of {', '.join(name for name, _ in FILES.values())}; name another folder")
    catalogs = _read(models, present)
    with _options.client_of(options) as client:
        report = client.library.import_catalogs(
            **catalogs,
            mode="full_snapshot" if options.full else "upsert",
            dry_run=options.dry_run,
            allow_partial=options.allow_partial,
        )
    if options.json:
        _output.as_json(report)
    else:
        _tell(report)
    return BAD if any(tally.refused for tally in report.tallies) else 0


def _read(models: Any, present: dict[str, tuple[Path, str]]) -> dict[str, Any]:
    """The catalogs; one in a dialect of the RD-Agent fork is read as v1, and what had to be done to it goes to stderr."""
    found = {}
    for field, (path, kind) in present.items():
        legacy = _legacy_catalog(field, path)
        found[field] = _options.document(getattr(models, kind), path) if legacy is None else legacy
    return found


def _legacy_catalog(field: str, path: Path) -> Any:
    """The catalog in a file that bears signs of the fork; None for any other file."""
    from aistock.rdagent.legacy import recognised

    reading = recognised(path, LEGACY_KINDS[field])
    if reading is None:
        return None
    if reading.issues:
        what = "cannot be read" if reading.refused else "was read as v1"
        print(_output.plain(f"{path.name}: {reading.dialect} {what} with {len(reading.issues)} issue(s)"), file=sys.stderr)
    for issue in reading.issues[:MOST_ISSUES]:
        print(_output.plain(f"  {issue.severity}: {issue}"), file=sys.stderr)
    if len(reading.issues) > MOST_ISSUES:
        left = len(reading.issues) - MOST_ISSUES
        print(f"  … and {left} more; `aistock validate --json` lists them all", file=sys.stderr)
    if reading.refused:
        remedy = "correct the file, or leave it out of the folder"
        reasons = [issue for issue in reading.issues if issue.severity == "error"]
        found = [Violation(issue.pointer, str(issue.code), "the file", issue.message, remedy) for issue in reasons]
        raise InvalidDocument(found, str(path))
    return reading.document


def _tell(report: Any) -> None:
    rows = [(item.kind, item.inserted, item.updated, item.unchanged, item.refused, item.retired) for item in report.tallies]
    title = "would import" if report.dry_run else "imported"
    _output.table(title, ("kind", "inserted", "updated", "unchanged", "refused", "retired"), rows)
    if report.findings:
        found = [(item.severity, item.code, item.key, item.message) for item in report.findings]
        _output.table("findings", ("severity", "finding", "row", "what"), found)
    if report.findings_left_off:
        print(f"{report.findings_left_off} more findings")
