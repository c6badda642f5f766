"""What the library holds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Any

from aistock.cli import _options, _output

if TYPE_CHECKING:
    from aistock.client import Client


def arguments(actions: Any) -> None:
    """Options of `list`."""
    listing = _options.action(actions, "list", "what the library holds (default)")
    listing.add_argument("--kind", choices=("factors", "strategies", "loops", "models"), help="only this kind")


def run(options: argparse.Namespace) -> int:
    """List."""
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
