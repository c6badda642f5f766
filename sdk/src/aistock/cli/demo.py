"""The whole loop: market, experiment in real Qlib, catalogs, paper trading, feedback, the next experiment, and a report."""

from __future__ import annotations

import argparse

from aistock.demo import add_arguments, run_demo
from aistock.errors import AistockError


class DemoIncomplete(AistockError):
    """A part that the demo needs is not installed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run the demo."""
    try:
        return run_demo(options)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("aistock"):
            raise
        extras = "aistock-contract[server,qlib]"
        raise DemoIncomplete(f"the demo needs {error.name}, which is not installed; install {extras}") from None
