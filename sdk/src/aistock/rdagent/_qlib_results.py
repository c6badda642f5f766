"""qlib_res.csv: every metric that Qlib reported, under its own name."""

import csv
import math
from pathlib import Path

from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._sources import Sources

_MOST_BYTES = 1 << 20
_AGAIN = "write the file again from the recorder"


def read_qlib_results(path: Path) -> dict[str, float]:
    """The metrics of one such file; see qlib_results_in."""
    return qlib_results_in(Sources(path.parent), path.name)


def qlib_results_in(sources: Sources, name: str) -> dict[str, float]:
    """Metrics by name; the file is a two-column table with the header `,0`, an empty value means not computed and is left out.

    Raises WorkspaceError for anything else, such as a name that stands twice or a value that is no number.
    """
    path = sources.path(name)
    try:
        text = sources.content(name, at_most=_MOST_BYTES).decode("utf-8")
        rows = list(csv.reader(text.splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkspaceError(path, f"cannot be read ({error})", _AGAIN) from error
    if not text.endswith("\n"):
        raise WorkspaceError(path, "is cut off: its last line has no end", _AGAIN)
    found: dict[str, float] = {}
    for number, row in enumerate(rows, start=1):
        if not row or (number == 1 and row[0].strip() == ""):
            continue
        if len(row) != 2 or not row[0].strip():
            raise WorkspaceError(path, f"line {number} is {str(row)[:200]}, expected a name and a value", _AGAIN)
        key = row[0].strip()
        if key in found:
            raise WorkspaceError(path, f"names {key[:120]!r} twice", _AGAIN)
        value = _number(row[1].strip(), path, number)
        if value is not None:
            found[key] = value
    return found


def _number(text: str, path: Path, line: int) -> float | None:
    """A finite number; None for what Qlib writes when it has none."""
    if text == "":
        return None
    try:
        value = float(text)
    except ValueError:
        raise WorkspaceError(path, f"line {line} holds {text[:80]!r} where a number belongs", _AGAIN) from None
    return value if math.isfinite(value) else None
