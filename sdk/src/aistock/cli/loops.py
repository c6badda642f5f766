"""Loops of the library: list them, show one with its figures, feedback and curves, or publish one from its workspace."""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.cli import _library_options as library_options
from aistock.cli import _options, _output
from aistock.errors import AistockError

if TYPE_CHECKING:
    from aistock.client import Client

FIGURES = ("annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score")
ORDERS = ("key", "changed", *FIGURES, "started")
STATUSES = ("running", "success", "failed", "aborted", "skip", "unknown")
CURVES = ("ret_curve", "dd_curve")


class LoopsError(AistockError):
    """A key that is none, or a workspace that cannot be published."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|publish")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = library_options.listing(actions, "the loops of the library")
    listing.add_argument("--run", dest="task_run_id", metavar="ID", help="only this run")
    listing.add_argument("--strategy", metavar="ID", help="only this strategy")
    listing.add_argument(
        "--changed", dest="loop_action", choices=("factor", "model", "unknown"), help="only those that changed this"
    )
    listing.add_argument("--status", choices=STATUSES, help="only those that ended so")
    library_options.answer_option(listing, "--has-result", "only loops with, or without, a result")
    library_options.answer_option(listing, "--decision", "only loops decided this way")
    listing.add_argument("--factor", metavar="NAME", help="only loops that use this factor")
    listing.add_argument("--config-hash", help="only this configuration")
    listing.add_argument("--order", choices=ORDERS, help="order (default: key)")
    library_options.bound_option(listing, FIGURES)
    showing = _options.action(actions, "show", "one loop: figures with what they mean, feedback, files")
    showing.add_argument("key", help="run/loop/workspace")
    showing.add_argument("--curves", type=Path, metavar="DIR", help="fetch the pictures of its curves into this folder")
    publishing = _options.action(actions, "publish", "send a materialised workspace, its files and its loop, to the desk")
    publishing.add_argument("workspace", type=Path)
    publishing.add_argument("--source", default="rdagent_tools", help="name of the program that publishes (default: rdagent_tools)")
    publishing.add_argument("--store", help="name of the store that holds the workspaces, for readers elsewhere")
    publishing.add_argument("--registry", type=Path, metavar="FILE", help="registry.sqlite that knows when the loop ran")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    return {"show": _show, "publish": _publish}.get(options.action, _list)(options)


def _list(options: argparse.Namespace) -> int:
    from aistock.library.v1.models import MetricBound

    with _options.client_of(options) as client:
        found = client.library.list_loops(
            **library_options.common(options),
            task_run_id=getattr(options, "task_run_id", None),
            strategy_id=getattr(options, "strategy", None),
            action=getattr(options, "loop_action", None),
            status=getattr(options, "status", None),
            has_result=library_options.answer(getattr(options, "has_result", None)),
            decision=library_options.answer(getattr(options, "decision", None)),
            factor_name=getattr(options, "factor", None),
            config_hash=getattr(options, "config_hash", None),
            order=getattr(options, "order", None),
            bounds=library_options.bounds(options, MetricBound, "metric"),
        )
        entries = list(islice(found, options.limit))
    if options.json:
        _output.as_json(entries)
        return 0
    columns = ("loop", "changed", "status", "result", "decision", "annual return", "max drawdown", "IC", "rank IC", "strategy")
    _output.table(f"loops ({len(entries)})", columns, [_row(entry) for entry in entries])
    return 0


def _row(entry: Any) -> tuple[object, ...]:
    loop, figures = entry.loop, entry.loop.metrics
    decision = {True: "accepted", False: "rejected", None: None}[loop.decision]
    return (
        f"{loop.task_run_id}/{loop.loop_id}/{loop.workspace_id}", loop.action, loop.status, "yes" if loop.has_result else "no",
        decision, figures.annualized_return, figures.max_drawdown, figures.ic_mean, figures.rank_ic_mean, loop.strategy_id,
    )  # fmt: skip


def _show(options: argparse.Namespace) -> int:
    run_id, number, workspace = _key(options.key)
    with _options.client_of(options) as client:
        entry = client.library.get_loop(run_id, loop_id=number, workspace_id=workspace)
        fetched = {} if options.curves is None else _curves(client, entry.loop, options.curves)
    if options.json:
        value = _output.value_of(entry)
        _output.as_json(
            value if options.curves is None else {**value, "curves": {name: str(path) for name, path in fetched.items()}}
        )
        return 0
    _tell(entry)
    for name in CURVES if options.curves is not None else ():
        print(_output.plain(f"{name}: {fetched.get(name, 'the desk does not have it; publish the loop with its files')}"))
    return 0


def _key(text: str) -> tuple[str, int, str]:
    parts = text.split("/")
    if len(parts) != 3 or not (parts[1].isascii() and parts[1].isdigit()):
        raise LoopsError(f"{text!r} is no key of a loop; write run/loop/workspace, as `aistock loops list` shows it")
    return parts[0], int(parts[1]), parts[2]


def _curves(client: Client, loop: Any, folder: Path) -> dict[str, Path]:
    """Pictures of the loop that the desk has, each whole and checked, in the folder."""
    files = {file.name: file.file for file in loop.files}
    fetched = {}
    for name in CURVES:
        if name in files:
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{loop.task_run_id}-{loop.loop_id}-{loop.workspace_id}-{name}.png".replace(":", "_")
            client.artifacts.get(files[name].sha256, to=target)
            fetched[name] = target
    return fetched


def _tell(entry: Any) -> None:
    loop = entry.loop
    period = None if loop.period is None else f"{loop.period.start_date} to {loop.period.end_date}"
    known = "" if loop.strategy_id is None or entry.strategy_known else " (not in the library)"
    plain: list[tuple[str, object]] = [
        ("action", loop.action), ("status", loop.status), ("result", "yes" if loop.has_result else "no"), ("days", period),
        ("strategy", None if loop.strategy_id is None else f"{loop.strategy_id}{known}"), ("model", loop.model_id),
        ("factors", ", ".join(loop.factor_names)), ("bundle", loop.asset_bundle_id),
        ("retired", "yes" if entry.row.retired else "no"),
        ("decision", {True: "accepted", False: "rejected", None: None}[loop.decision]),
    ]  # fmt: skip
    _output.table(f"loop {loop.task_run_id}/{loop.loop_id}/{loop.workspace_id}", ("what", "value"), plain)
    columns = ("figure", "value", "costs", "return", "benchmark", "days a year", "source key")
    _output.table("figures", columns, [_figure(name, value, loop.metrics_basis.get(name)) for name, value in _metrics(loop)])
    texts = loop.summary_texts
    said = [(name, getattr(texts, name)) for name in ("execution", "value_feedback", "shape_feedback")]
    _output.table("feedback", ("about", "text"), [row for row in said if row[1]])
    _output.table("files", ("name", "sha256", "size"), [(file.name, file.file.sha256, file.file.size) for file in loop.files])


def _metrics(loop: Any) -> list[tuple[str, object]]:
    return [(name, value) for name, value in _output.value_of(loop.metrics).items() if value is not None]


def _figure(name: str, value: object, basis: Any) -> tuple[object, ...]:
    if basis is None:
        return name, value, None, None, None, None, None
    return name, value, basis.cost_basis, basis.return_basis, basis.benchmark, basis.days_per_year, basis.source_key


def _publish(options: argparse.Namespace) -> int:
    from aistock.rdagent.artifacts import WorkspaceError
    from aistock.rdagent.publish import publish_loop
    from aistock.rdagent.registry import Registry

    if not options.workspace.is_dir():
        raise NotADirectoryError(20, "is no folder", str(options.workspace))
    registry = None if options.registry is None else Registry.open_readonly(options.registry)
    try:
        with _options.client_of(options) as client:
            published = publish_loop(
                options.workspace,
                artifacts=client.artifacts,
                library=client.library,
                source=options.source,
                store=options.store,
                registry=registry,
            )
    except WorkspaceError as error:
        raise LoopsError(str(error)) from error
    finally:
        if registry is not None:
            registry.close()
    return _tell_published(published, as_json=options.json)


def _tell_published(published: Any, *, as_json: bool) -> int:
    report, loop = published.report, published.loop
    if as_json:
        value = {"report": _output.value_of(report), "files": len(loop.files), "sent": list(published.sent)}
        _output.as_json({**value, "factors_left": list(published.factors_left)})
        return 0
    rows = [(item.kind, item.inserted, item.updated, item.unchanged) for item in report.tallies]
    _output.table("published", ("kind", "inserted", "updated", "unchanged"), rows)
    if report.findings:
        _output.table("findings", ("finding", "row", "what"), [(item.code, item.key, item.message) for item in report.findings])
    print(_output.plain(f"{len(loop.files)} files on the desk, {len(published.sent)} of them sent now"))
    if published.factors_left:
        print(_output.plain(f"{len(published.factors_left)} factors keep the figures of a better loop"))
    return 0
