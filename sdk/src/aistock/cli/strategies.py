"""Strategies of the library: list them, show one, make an experiment request from one, or register one from outside."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import Any

from aistock.cli import _library_options as library_options
from aistock.cli import _options, _output
from aistock.cli.loops import FIGURES

BLOCKS = ("data_config", "dataset_config", "portfolio_config", "backtest_config", "model_config")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|request|register")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = library_options.listing(actions, "the strategies of the library")
    listing.add_argument("--changed", dest="loop_action", choices=("factor", "model"), help="only those whose loop changed this")
    listing.add_argument("--config-hash", help="only this configuration")
    listing.add_argument("--market", help="only this universe")
    library_options.bound_option(listing, FIGURES)
    _options.action(actions, "show", "one strategy with its blocks").add_argument("id")
    asking = _options.action(actions, "request", "the experiment request that runs a strategy on a snapshot")
    asking.add_argument("id")
    asking.add_argument("--snapshot", required=True, metavar="ID", help="snapshot of bars to run it on")
    asking.add_argument("--out", type=Path, metavar="FILE", help="write the document there, for `aistock experiments submit`")
    registering = _options.action(actions, "register", "a strategy from outside, from a document")
    registering.add_argument("document", type=Path, help="the strategy as a row of a strategy catalog")
    registering.add_argument("--asset", type=Path, metavar="FILE", help="its YAML")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return {"show": _show, "request": _request, "register": _register}.get(options.action, _list)(options)


def _list(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import MetricBound

    with _options.client_of(options) as client:
        found = client.library.list_strategies(
            **library_options.common(options),
            action=getattr(options, "loop_action", None),
            config_hash=getattr(options, "config_hash", None),
            market=getattr(options, "market", None),
            bounds=library_options.bounds(options, MetricBound, "metric"),
        )
        entries = list(islice(found, options.limit))
    if options.json:
        _output.as_json(entries)
        return 0
    columns = ("strategy", "step", "changed", "market", "features", "loops", "config", "file")
    _output.table(f"strategies ({len(entries)})", columns, [_row(entry) for entry in entries])
    return 0


def _row(entry: Any) -> tuple[object, ...]:
    strategy = entry.strategy
    return (
        strategy.strategy_id, strategy.step_name, strategy.action, strategy.market, len(strategy.feature_list), entry.loop_count,
        strategy.config_hash and strategy.config_hash[:12], entry.asset_sha256 and entry.asset_sha256[:12],
    )  # fmt: skip


def _show(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        entry = client.library.get_strategy(options.id)
    if options.json:
        _output.as_json(entry)
        return 0
    value = _output.value_of(entry.strategy)
    plain = [(name, item) for name, item in value.items() if name not in BLOCKS and item not in (None, [], {})]
    plain += [("file", entry.asset_sha256), ("loops", entry.loop_count)]
    _output.table(f"strategy {options.id}", ("what", "value"), plain)
    for name in BLOCKS:
        if value.get(name) is not None:
            print(f"{name}:")
            _output.as_json(value[name])
    return 0


def _request(options: argparse.Namespace) -> int:
    from aistock.contract import documents

    with _options.client_of(options) as client:
        request = client.experiments.draft_from_strategy(options.id, snapshot_id=options.snapshot)
    if options.out is None:
        _output.as_json(request)
        return 0
    documents.write(request, options.out)
    if options.json:
        _output.as_json({"file": str(options.out), "request_id": request.request_id})
    else:
        print(_output.plain(f"{options.out} is the request; run it with `aistock experiments submit {options.out}`"))
    return 0


def _register(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import CatalogStrategy

    strategy = _options.document(CatalogStrategy, options.document)
    with _options.client_of(options) as client:
        sha256 = client.artifacts.put(options.asset).sha256 if options.asset is not None else None
        entry = client.library.register_strategy(strategy, asset_sha256=sha256)
    if options.json:
        _output.as_json(entry)
    else:
        print(f"strategy {entry.strategy.strategy_id} is registered")
    return 0
