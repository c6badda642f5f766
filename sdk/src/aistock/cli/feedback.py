"""Live feedback, as it was measured from accounts."""

from __future__ import annotations

import argparse
from itertools import islice

from aistock.cli import _options, _output


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    parser.add_argument("--instance", help="only feedback of this strategy instance")
    _options.server_options(parser)
    _options.limit_option(parser)


def run(options: argparse.Namespace) -> int:
    """Print feedback."""
    with _options.client_of(options) as client:
        found = list(islice(client.feedback.list_feedback(strategy_instance_id=options.instance), options.limit))
    if options.json:
        _output.as_json(found)
        return 0
    rows = [
        (
            item.feedback_id,
            item.strategy_instance_id,
            item.env,
            f"{item.period.start_date} to {item.period.end_date}",
            len(item.drift),
            len(item.goals),
            "yes" if item.synthetic else "no",
        )
        for item in found
    ]
    _output.table("feedback", ("feedback", "instance", "env", "period", "drift", "goals", "synthetic"), rows)
    return 0
