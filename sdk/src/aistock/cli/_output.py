"""Tables and JSON for people and programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_PLAIN = str.maketrans(dict.fromkeys([*range(32), *range(127, 160)], "�"))


def plain(value: object) -> str:
    """A value as one line of text; control characters cannot reach the terminal."""
    if value is None:
        return "-"
    text = f"{value:.4g}" if isinstance(value, float) else str(value)
    return text.translate(_PLAIN)


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, colours: Mapping[str, str] | None = None
) -> None:
    """Print rows: drawn when a terminal reads and rich is installed, else as tab-separated lines with a header.

    `colours` of a row go by its first cell.
    """
    cells = [[plain(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        try:
            _drawn(title, columns, cells, colours or {})
        except ModuleNotFoundError:
            pass
        else:
            return
    print("\t".join(columns))
    for row in cells:
        print("\t".join(row))


def _drawn(title: str, columns: Sequence[str], cells: list[list[str]], colours: Mapping[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row), style=colours.get(row[0]))
    if not cells:
        drawn.add_row(*(Text("none" if index == 0 else "") for index in range(len(columns))))
    Console().print(drawn)


def as_json(value: Any) -> None:
    """Print a value, a model, or a list of models as JSON."""
    content = [value_of(item) for item in value] if isinstance(value, list) else value_of(value)
    print(json.dumps(content, ensure_ascii=False, indent=2))


def value_of(value: Any) -> Any:
    """The JSON value of a model; anything else is one already."""
    dump = getattr(value, "model_dump", None)
    return dump(mode="json") if dump is not None else value
