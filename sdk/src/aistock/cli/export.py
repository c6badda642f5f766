"""Catalogs of RD-Agent's results, as AIstock imports them: one by one, or all five as one snapshot."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _output
from aistock.cli.registry import DEFAULT

if TYPE_CHECKING:
    from aistock.library.v1.models import CatalogFactor
    from aistock.rdagent.catalogs import AlphaDefinition, Exported
    from aistock.rdagent.registry import Registry

MOST_PROCESSES = 4
_CATALOGS = {
    "factor-catalog": "every factor, with its own figures and those of its best loop",
    "strategy-catalog": "every configuration that ran",
    "loop-catalog": "every loop with a proved result",
    "model-catalog": "every model, with its features in their order",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="|".join(("alpha158-meta", *_CATALOGS, "all")), required=True)
    alpha = _action(actions, "alpha158-meta", "the 158 factors of Qlib's Alpha158, or those of a configuration")
    _conf_yaml(alpha)
    _output_file(alpha)
    for name, text in _CATALOGS.items():
        one = _action(actions, name, text)
        _registry_options(one)
        _output_file(one)
        if name == "factor-catalog":
            _alpha_meta(one)
    every = _action(actions, "all", "all five, with one snapshot_id, checked against each other")
    _registry_options(every)
    _alpha_meta(every)
    _conf_yaml(every)
    every.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for the five files")


def run(options: argparse.Namespace) -> int:
    """Export; what was left out is told, and does not make the export fail."""
    from aistock.rdagent.catalogs import export_alpha, export_catalog, export_catalogs

    now = datetime.now(UTC)
    if options.action == "alpha158-meta":
        exported = export_alpha(_definition(options), options.output, generated_at_utc=now)
        return _tell(exported, options)
    settings: dict[str, Any] = {
        "generated_at_utc": now, "source": options.source, "store": options.store, "limit": options.limit,
        "processes": options.processes,
    }  # fmt: skip
    # Everything that is asked for is read before the registry, so that a wrong path costs no time.
    definition = _definition(options) if options.action == "all" else None
    definitions = _alpha_rows(options) if options.action == "factor-catalog" else []
    root = options.root or options.registry_sqlite.absolute().parent
    with _opened(options.registry_sqlite) as registry:
        if options.action == "all":
            exported = export_catalogs(registry, root, options.out, alpha=definition, **settings)
        else:
            exported = export_catalog(options.action, registry, root, options.output, definitions=definitions, **settings)
    return _tell(exported, options)


def _action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser


def _registry_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--registry-sqlite", type=Path, default=DEFAULT, metavar="PATH", help=f"the registry; it is only read (default: {DEFAULT})"
    )
    parser.add_argument("--root", type=Path, metavar="DIR", help="folder of all workspaces (default: the registry's folder)")
    parser.add_argument("--store", metavar="NAME", help="name of that folder for readers elsewhere")
    parser.add_argument("--source", default="rdagent_tools", metavar="NAME", help="name of the producer (default: rdagent_tools)")
    parser.add_argument("--limit", type=_not_negative, default=0, metavar="N", help="the N newest loops (default: 0, all)")
    most = min(MOST_PROCESSES, os.cpu_count() or 1)
    parser.add_argument("--processes", type=_positive, default=most, metavar="N", help=f"read with so many (default: {most})")


def _output_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="file to write")


def _alpha_meta(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--alpha-meta", type=Path, action="append", default=[], metavar="FILE", help="Alpha factors to take in; may be repeated"
    )


def _conf_yaml(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--conf-yaml", type=Path, metavar="FILE", help="Alpha factors of this configuration, not Qlib's own")


def _definition(options: argparse.Namespace) -> AlphaDefinition:
    """The Alpha factors that the options name: a configuration, files, both; Qlib's own definition when they name none."""
    from aistock.library.alpha158 import alpha158_factors
    from aistock.rdagent.catalogs import AlphaDefinition
    from aistock.rdagent.export.conf_yaml import read_conf_yaml

    configured = read_conf_yaml(options.conf_yaml) if options.conf_yaml else None
    more = _alpha_rows(options) if options.action == "all" else []
    if configured is None and not more:
        return AlphaDefinition(factors=alpha158_factors())
    rows = [*(configured.factors if configured else ()), *more]
    return AlphaDefinition(factors=_once(rows), config_path=configured.config_path if configured else None)


def _alpha_rows(options: argparse.Namespace) -> list[CatalogFactor]:
    from aistock.rdagent.catalog_files import read_catalog

    rows: list[CatalogFactor] = []
    for path in options.alpha_meta:
        rows += read_catalog("alpha", path.read_bytes(), str(path)).document.factors
    return _once(rows)


def _once(rows: list[CatalogFactor]) -> list[CatalogFactor]:
    """Each factor once; two expressions under one name are refused, because nothing says which is meant."""
    from aistock.library.references import factor_key
    from aistock.rdagent.catalogs import ExportError

    found: dict[tuple[str, str], CatalogFactor] = {}
    for row in rows:
        first = found.setdefault(factor_key(row), row)
        if first.expression != row.expression:
            texts = f"{first.expression!r} and {row.expression!r}"
            raise ExportError(f"the files give factor {row.name} of {row.source} as {texts}; leave one of them out")
    return list(found.values())


def _opened(path: Path) -> Registry:
    from aistock.rdagent.registry import Registry

    return Registry.open_readonly(path)


def _tell(exported: Exported, options: argparse.Namespace) -> int:
    if options.json:
        _output.as_json(
            {
                "snapshot_id": exported.snapshot_id,
                "files": [
                    {"path": str(path), "rows": written.rows, "bytes": written.size, "sha256": written.sha256}
                    for path, written in exported.files.items()
                ],
                "findings": [{"key": item.key, "code": item.code, "message": item.message} for item in exported.findings],
            }
        )
        return 0
    _output.table("exported", ("file", "rows", "bytes"), [(path, it.rows, it.size) for path, it in exported.files.items()])
    if exported.snapshot_id:
        print(f"snapshot {exported.snapshot_id}")
    if exported.findings:
        rows = [(item.code, item.key, item.message) for item in exported.findings]
        _output.table(f"findings ({len(rows)})", ("finding", "row", "what"), rows)
    return 0


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value


def _not_negative(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value
