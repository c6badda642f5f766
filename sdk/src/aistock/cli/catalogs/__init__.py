"""The library: list what it holds, import the catalogs of a folder, or keep it in step with an exporter."""

from __future__ import annotations

import argparse

from aistock.cli import _options
from aistock.cli.catalogs import _importing, _listing, _syncing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    actions = parser.add_subparsers(dest="action", metavar="list|import|sync")
    _options.server_options(parser)
    _options.limit_option(parser)
    _listing.arguments(actions)
    _importing.arguments(actions)
    _syncing.arguments(actions)


def run(options: argparse.Namespace) -> int:
    """Do the action."""
    actions = {"import": _importing.run, "sync": _syncing.run}
    return actions.get(options.action, _listing.run)(options)
