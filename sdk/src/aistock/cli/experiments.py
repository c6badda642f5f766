"""Experiments: list them, show one, watch one, or submit a request from a file."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from aistock.cli import _options, _output
from aistock.cli._exits import BAD

if TYPE_CHECKING:
    from aistock.experiments.v1.models import Experiment, WatchExperimentResponse


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|show|watch|submit")
    _options.server_options(parser)
    _options.limit_option(parser)
    listing = _options.action(actions, "list", "the experiments of the server (default)")
    listing.add_argument("--state", default=None, help="only those in this state")
    _options.action(actions, "show", "one experiment").add_argument("id")
    _options.action(actions, "watch", "follow one to its end; exit code 1 unless it succeeds").add_argument("id")
    _options.action(actions, "submit", "put an experiment_request document into the queue").add_argument("file")


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    action = {"show": _show, "watch": _watch, "submit": _submit}.get(options.action, _list)
    return action(options)


def _list(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        found = client.experiments.list_experiments(state=getattr(options, "state", None))
        experiments = list(islice(found, options.limit))
    if options.json:
        _output.as_json(experiments)
        return 0
    _output.table("experiments", ("id", "name", "kind", "state", "progress", "submitted"), [_row(item) for item in experiments])
    return 0


def _row(item: Experiment) -> tuple[object, ...]:
    progress = "" if item.progress is None else f"{item.progress.stage} {item.progress.fraction:.0%}"
    submitted = item.submitted_at_utc.isoformat(timespec="seconds")
    return item.experiment_id, item.request.name, item.request.kind, item.state, progress, submitted


def _show(options: argparse.Namespace) -> int:
    with _options.client_of(options) as client:
        item = client.experiments.get_experiment(options.id)
    if options.json:
        _output.as_json(item)
        return 0
    rows: list[tuple[object, object]] = list(zip(("id", "name", "kind", "state", "progress", "submitted"), _row(item), strict=True))
    if item.result is not None:
        rows += [(metric.name, metric.value) for metric in item.result.metrics]
        rows += [("file", f"{file.name} {file.file.sha256[:12]}") for file in item.result.files]
        if item.result.failure is not None:
            rows.append(("failure", f"{item.result.failure.message}; {item.result.failure.remedy}"))
    _output.table(f"experiment {item.experiment_id}", ("what", "value"), rows)
    return 0


def _watch(options: argparse.Namespace) -> int:
    def tell(event: WatchExperimentResponse) -> None:
        if options.json:
            print(event.model_dump_json(), flush=True)
            return
        progress = "" if event.progress is None else f" {event.progress.stage} {event.progress.fraction:.0%}"
        failure = "" if event.failure is None else f" {event.failure.message}; {event.failure.remedy}"
        print(_output.plain(f"{event.at_utc.isoformat(timespec='seconds')} {event.state}{progress}{failure}"), flush=True)

    with _options.client_of(options) as client:
        ended = client.experiments.wait_experiment(options.id, on_event=tell)
    return 0 if ended.state == "succeeded" else BAD


def _submit(options: argparse.Namespace) -> int:
    from aistock.experiments.v1.models import ExperimentRequest

    with _options.client_of(options) as client:
        item = client.experiments.submit_experiment(_options.document(ExperimentRequest, options.file))
    if options.json:
        _output.as_json(item)
    else:
        print(f"{item.experiment_id} {item.state}; follow it with `aistock experiments watch {item.experiment_id}`")
    return 0
