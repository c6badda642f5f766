"""qlib_res.csv: every metric that Qlib reported, under its own name."""

import csv
import math
from pathlib import Path

from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._sources import content_of

_MOST_BYTES = 1 << 20


def read_qlib_results(path: Path) -> dict[str, float]:
    """Metrics by name; the file is a two-column table with the header `,0`, an empty value means not computed and is left out.

    Raises WorkspaceError for anything else, such as a name that stands twice or a value that is no number.
    """
    try:
        text = content_of(path, path.parent, at_most=_MOST_BYTES).decode("utf-8")
        rows = list(csv.reader(text.splitlines()))
    except (UnicodeDecodeError, csv.Error) as error:
        raise WorkspaceError(path, f"cannot be read ({error})", "write the file again from the recorder") from error
    if not text.endswith("\n"):
        raise WorkspaceError(path, "is cut off: its last line has no end", "write the file again from the recorder")
    found: dict[str, float] = {}
    for number, row in enumerate(rows, start=1):
        if not row or (number == 1 and row[0].strip() == ""):
            continue
        if len(row) != 2 or not row[0].strip():
            raise WorkspaceError(
                f"{path} line {number} is {row!r}, expected a name and a value; write the file again from the recorder"
            )
        name, text = row[0].strip(), row[1].strip()
        if name in found:
            raise WorkspaceError(f"{path} names {name!r} twice; write the file again from the recorder")
        value = _number(text, f"{path} line {number}")
        if value is not None:
            found[name] = value
    return found


def _number(text: str, place: str) -> float | None:
    """A finite number; None for what Qlib writes when it has none."""
    if text == "":
        return None
    try:
        value = float(text)
    except ValueError:
        raise WorkspaceError(f"{place} holds {text!r} where a number belongs; write the file again from the recorder") from None
    return value if math.isfinite(value) else None
