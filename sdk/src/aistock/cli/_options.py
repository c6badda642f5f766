"""Options that many verbs share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from aistock.errors import InvalidDocument

if TYPE_CHECKING:
    from aistock.client import Client
    from aistock.contract.model import ContractModel

CONNECT_SECONDS = 3.0
"""A person waits no longer than this for a server that is not there."""

T = TypeVar("T", bound="ContractModel")


def server_options(parser: argparse.ArgumentParser) -> None:
    """--address and --json."""
    parser.add_argument("--address", help="host:port of the server (default: $AISTOCK_ADDRESS)")
    parser.add_argument("--json", action="store_true", help="print JSON")


def action(actions: Any, name: str, text: str) -> argparse.ArgumentParser:
    """The parser of one action of a verb, which takes the verb's options behind it as well as before it."""
    parser: argparse.ArgumentParser = actions.add_parser(name, help=text, description=text)
    parser.add_argument("--address", default=argparse.SUPPRESS, help="host:port of the server (default: $AISTOCK_ADDRESS)")
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    parser.add_argument("--limit", type=_positive, default=argparse.SUPPRESS, help="print at most so many rows (default: 50)")
    return parser


def limit_option(parser: argparse.ArgumentParser) -> None:
    """--limit."""
    parser.add_argument("--limit", type=_positive, default=50, help="print at most so many rows (default: 50)")


def client_of(options: argparse.Namespace) -> Client:
    """The client of the server that the options or the environment name."""
    from aistock.client import Client

    return Client(options.address, connect_timeout=CONNECT_SECONDS)


def document(kind: type[T], path: str | Path) -> T:
    """The document in a file; what is wrong with it is told with the file's name."""
    from aistock.contract.documents import read

    try:
        return read(kind, path)
    except InvalidDocument as error:
        raise InvalidDocument(error.violations, str(path)) from None


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value
