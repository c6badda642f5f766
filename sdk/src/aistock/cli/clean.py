"""Delete workspaces and logs that the archive proves to be safe: only below the folders named, only by a permit of the server.

Without --confirm it only says what would go. One that was killed is finished, or undone, by the next.
"""

from __future__ import annotations

import argparse

from aistock.cli import _options
from aistock.cli.archive import now, place_options, places_of, progress_on, tell


def arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the verb."""
    place_options(parser)
    _options.server_options(parser)
    parser.add_argument("--confirm", action="store_true", help="delete; without it nothing is touched")


def run(options: argparse.Namespace) -> int:
    """Do it, tell it."""
    from aistock.rdagent.archive import clean

    places = places_of(options)
    with _options.client_of(options) as client, progress_on(options) as progress:
        report = clean(places, client, clock=now, confirmed=options.confirm, progress=progress)
    return tell(report, options, "cleaned" if options.confirm else "would be cleaned (--confirm does it)")
