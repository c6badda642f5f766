"""The whole loop: market, experiment in real Qlib, catalogs, paper trading, feedback, the next experiment, and a report."""

from __future__ import annotations

import argparse
from importlib import import_module
from types import ModuleType

from aistock.errors import AistockError


class DemoMissing(AistockError):
    """The parts that the demo needs are not installed."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    _demo().add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Run the demo."""
    code: int = _demo().run_demo(options)
    return code


def _demo() -> ModuleType:
    try:
        import_module("aistock.demo.run")
        return import_module("aistock.demo")
    except ModuleNotFoundError as error:
        extras = "aistock-contract[server,qlib]"
        raise DemoMissing(f"the demo needs {error.name}, which is not installed; install {extras}") from None
