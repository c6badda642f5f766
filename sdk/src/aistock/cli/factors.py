"""Factors of the library: list them, show one with where it was used, or register one from outside."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import Any

from aistock.cli import _library_options as library_options
from aistock.cli import _options, _output

SOURCES = ("qlib_alpha158", "qlib_alpha360", "rd_agent", "external")
ORDERS = ("name", "changed", "sharpe", "ic_mean", "rank_ic_mean")
FIGURES = ("sharpe", "ann_ret", "mdd", "ic_mean", "rank_ic_mean", "ic_ir", "coverage")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|register")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = library_options.listing(actions, "the factors of the library")
    listing.add_argument("--source", choices=SOURCES, help="only factors that these made")
    listing.add_argument("--tag", action="append", default=[], help="only factors with this tag; may stand several times")
    listing.add_argument("--order", choices=ORDERS, help="order (default: name)")
    library_options.bound_option(listing, FIGURES)
    showing = _options.action(actions, "show", "one factor with its formula, figures, file and best loops")
    showing.add_argument("name")
    showing.add_argument("--source", choices=SOURCES, default="rd_agent", help="who made it (default: rd_agent)")
    _register_options(_options.action(actions, "register", "a factor from outside, with its table or code"))


def _register_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name")
    parser.add_argument("--asset", type=Path, metavar="FILE", help="its values as Parquet, or its code as factor.py")
    parser.add_argument("--kind", choices=("table", "code"), help="what the file is (default: its content says it)")
    parser.add_argument("--function", help="function or class that the code defines")
    parser.add_argument("--module", default="factor", help="module that the code is (default: factor)")
    parser.add_argument("--expression", help="its Qlib expression")
    parser.add_argument("--formula", help="its formula for a person")
    parser.add_argument("--description", help="what it means, in Chinese")
    parser.add_argument("--tag", action="append", default=[], help="a label; may stand several times")
    parser.add_argument("--region", default="cn", help="market region (default: cn)")
    parser.add_argument("--freq", default="1d", help="frequency of its values (default: 1d)")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return {"show": _show, "register": _register}.get(options.action, _list)(options)


def _list(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import FactorBound

    with _options.client_of(options) as client:
        found = client.library.list_factors(
            **library_options.common(options),
            source=getattr(options, "source", None),
            tags=getattr(options, "tag", ()),
            order=getattr(options, "order", None),
            bounds=library_options.bounds(options, FactorBound, "figure"),
        )
        entries = list(islice(found, options.limit))
    if options.json:
        _output.as_json(entries)
        return 0
    columns = ("factor", "source", "tags", "sharpe", "IC", "rank IC", "coverage", "file", "expression")
    _output.table(f"factors ({len(entries)})", columns, [_row(entry) for entry in entries])
    return 0


def _row(entry: Any) -> tuple[object, ...]:
    factor, figures = entry.factor, entry.factor.figures
    return (
        factor.name, factor.source, ", ".join(factor.tags), factor.best_performance_sharpe,
        figures and figures.ic_mean, figures and figures.rank_ic_mean, figures and figures.coverage,
        entry.asset_sha256 and entry.asset_sha256[:12], factor.expression,
    )  # fmt: skip


def _show(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        found = client.library.get_factor(options.name, source=options.source)
    if options.json:
        _output.as_json(found)
        return 0
    rows = [(name, value) for name, value in _output.value_of(found.factor.factor).items() if value not in (None, [], {})]
    rows += [(f"figures.{name}", value) for name, value in _figures(found.factor.factor)]
    rows += [("file", found.factor.asset_sha256), ("loops", found.loop_count)]
    rows += [(f"row.{name}", value) for name, value in _output.value_of(found.factor.row).items() if value is not None]
    _output.table(f"factor {options.name}", ("what", "value"), [row for row in rows if row[0] != "figures"])
    if found.best_loops:
        columns = ("run", "loop", "workspace", "annual return", "max drawdown", "IC")
        _output.table("best loops", columns, [_loop_row(entry.loop) for entry in found.best_loops])
    return 0


def _figures(factor: Any) -> list[tuple[str, object]]:
    figures = _output.value_of(factor.figures) if factor.figures is not None else {}
    return [(name, value) for name, value in figures.items() if value is not None]


def _loop_row(loop: Any) -> tuple[object, ...]:
    figures = loop.metrics
    return (
        loop.task_run_id, loop.loop_id, loop.workspace_id, figures.annualized_return, figures.max_drawdown, figures.ic_mean,
    )  # fmt: skip


def _register(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import CatalogFactor, FactorSource

    factor = CatalogFactor(
        name=options.name,
        source=FactorSource.EXTERNAL,
        expression=options.expression,
        region=options.region,
        tags=options.tag,
        formula_hint=options.formula,
        description_cn=options.description,
        freq=options.freq,
        impl_module=options.module if options.function else None,
        impl_func=options.function,
    )
    with _options.client_of(options) as client:
        sha256 = client.artifacts.put(options.asset).sha256 if options.asset is not None else None
        entry = client.library.register_factor(factor, asset_sha256=sha256, asset_kind=options.kind)
    if options.json:
        _output.as_json(entry)
    else:
        file = "without a file" if entry.asset_sha256 is None else f"with file {entry.asset_sha256[:12]}"
        print(_output.plain(f"factor {entry.factor.name} is registered {file}"))
    return 0
