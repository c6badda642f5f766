"""Options that the lists of the library share, and how their values are read."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from aistock.cli import _options

if TYPE_CHECKING:
    from collections.abc import Sequence

_BOUND = re.compile(r"([a-z][a-z0-9_]*)\s*(>=|<=)\s*(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)", re.ASCII)
_ANSWERS = {"yes": True, "no": False}


def listing(actions: Any, text: str) -> argparse.ArgumentParser:
    """The parser of `list`, with the filters that every list has."""
    parser = _options.action(actions, "list", f"{text} (default)")
    parser.add_argument("--text", help="only rows with this text in their name or description")
    parser.add_argument("--retired", action="store_true", help="retired rows too")
    parser.add_argument("--origin", help="only rows that this catalog source brought")
    parser.add_argument("--from", dest="start", type=date.fromisoformat, metavar="DAY", help="only what overlaps days from here")
    parser.add_argument("--to", dest="end", type=date.fromisoformat, metavar="DAY", help="only what overlaps days up to here")
    return parser


def bound_option(parser: argparse.ArgumentParser, figures: Sequence[str]) -> None:
    """--bound, which may stand several times."""
    text = f"only rows whose figure is so, such as '{figures[0]}>=0.02'; figures: {', '.join(figures)}"
    parser.add_argument("--bound", action="append", default=[], type=_bound_of(figures), metavar="FIGURE>=VALUE", help=text)


def answer_option(parser: argparse.ArgumentParser, name: str, text: str) -> None:
    """An option that takes yes or no."""
    parser.add_argument(name, choices=tuple(_ANSWERS), help=text)


def answer(value: str | None) -> bool | None:
    """yes and no as values; None when it was not said."""
    return None if value is None else _ANSWERS[value]


def common(options: argparse.Namespace) -> dict[str, Any]:
    """Filters of `listing` as a call takes them; those of the verb without an action are none."""
    return {
        "text": getattr(options, "text", None),
        "include_retired": getattr(options, "retired", False) or None,
        "origin": getattr(options, "origin", None),
        "start_date": getattr(options, "start", None),
        "end_date": getattr(options, "end", None),
    }


def bounds(options: argparse.Namespace, kind: Any, field: str) -> list[Any]:
    """Bounds as values of the contract."""
    given = getattr(options, "bound", ())
    return [kind(**{field: figure, "least" if sign == ">=" else "most": value}) for figure, sign, value in given]


def _bound_of(figures: Sequence[str]) -> Any:
    def read(text: str) -> tuple[str, str, float]:
        found = _BOUND.fullmatch(text.strip())
        if found is None or found[1] not in figures:
            raise argparse.ArgumentTypeError(f"{text!r} is not one of {', '.join(figures)} with >= or <= and a number")
        return found[1], found[2], float(found[3])

    return read
