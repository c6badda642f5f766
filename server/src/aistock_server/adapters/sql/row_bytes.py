"""Columns of numbers as PostgreSQL's binary form of rows, and back, without a Python value for each number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TAIL = b"\xff\xff"
_ROWS = 1 << 14
_LENGTH, _COUNT = 4, 2
#: PostgreSQL counts days and microseconds from 2000-01-01.
DAYS_BEFORE = 10957
MICROSECONDS_BEFORE = DAYS_BEFORE * 86_400_000_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Field:
    """A column of rows: its values, which of them are NULL (None: none is), and the form of one, such as `>f8`."""

    values: "NDArray[Any]"
    form: str
    missing: "NDArray[np.bool_] | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Some rows, as they are loaded behind a number that they share, and as they are without it."""

    loaded: bytes
    content: bytes


def pieces(number: int, fields: Sequence[Field]) -> Iterator[Piece]:
    """The rows of fields in order; loaded they begin with `number`, an integer of four bytes."""
    for begin in range(0, len(fields[0].values), _ROWS):
        yield _piece(number, fields, slice(begin, begin + _ROWS))


def column(content: bytes | None, form: str) -> "NDArray[Any]":
    """The values of a column in this machine's order of bytes; none where there is no row."""
    import numpy as np

    found = np.frombuffer(content or b"", dtype=form)
    return found.astype(found.dtype.newbyteorder("="))


def _piece(number: int, fields: Sequence[Field], part: slice) -> Piece:
    import numpy as np

    rows = len(fields[0].values[part])
    record = np.empty(rows, dtype=_record(fields))
    record["count"] = len(fields)
    present = np.ones((rows, record.dtype.itemsize), dtype=bool)
    for place, field in enumerate(fields):
        name = f"value{place}"
        record[name] = field.values[part]
        record[f"length{place}"] = record.dtype[name].itemsize
        if field.missing is not None:
            gaps = field.missing[part]
            record[f"length{place}"][gaps] = -1
            begin = record.dtype.fields[name][1]
            present[gaps, begin : begin + record.dtype[name].itemsize] = False
    content = record.view(np.uint8).reshape(rows, -1)
    first = np.array([len(fields) + 1], ">i2").tobytes() + np.array([_LENGTH, number], ">i4").tobytes()
    head = np.frombuffer(first, dtype=np.uint8)
    loaded = np.hstack([np.broadcast_to(head, (rows, len(head))), content[:, _COUNT:]])
    if all(field.missing is None for field in fields):
        return Piece(loaded.tobytes(), content.tobytes())
    kept = np.hstack([np.ones((rows, len(head)), dtype=bool), present[:, _COUNT:]])
    return Piece(loaded[kept].tobytes(), content[present].tobytes())


def _record(fields: Sequence[Field]) -> "np.dtype[Any]":
    """A row: how many fields, then each one's length and value, without gaps between them."""
    import numpy as np

    parts = [part for place, field in enumerate(fields) for part in ((f"length{place}", ">i4"), (f"value{place}", field.form))]
    return np.dtype([("count", ">i2"), *parts])
