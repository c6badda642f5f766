"""The whole loop on one machine: a market in, an experiment, a paper account, feedback, and what to try next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

__all__ = ["add_arguments", "run_demo"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `aistock demo`, with what a market directory may hold."""
    from aistock.demo import command

    command.add_arguments(parser)


def run_demo(options: argparse.Namespace) -> int:
    """Runs the loop and leaves no process behind; 0 when it closed, 1 when a step failed, 130 after Ctrl-C."""
    from aistock.demo import command

    return command.run_demo(options)
