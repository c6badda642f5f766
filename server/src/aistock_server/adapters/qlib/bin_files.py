"""The files of a Qlib provider directory: calendars, lists of instruments, and bins of float32."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aistock.market.codes import canonical_code
from aistock_server.kernel.errors import Refused
from aistock_server.market.sources.faults import malformed, unreachable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VALUE_BYTES = 4
#: One field of one instrument spreads less than this between its tenth and its ninetieth percentile. Bytes in the wrong order do
#: not: the lowest bits of a mantissa stand where the exponent is, so the sizes are scattered over seventy powers of ten.
_SPREAD = 1e12
_SIZES = (1e-15, 1e15)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bin:
    """Values of one field from the calendar position `start` on, of the part that was asked for; `end` is where the file ends."""

    start: int
    values: "NDArray[np.float32]"
    end: int
    torn_bytes: int


class ProviderFolder:
    """A provider directory of Qlib with daily bins."""

    def __init__(self, source: str, root: Path) -> None:
        self._source = source
        self._root = root

    def calendar(self) -> tuple[date, ...]:
        """The days of calendars/day.txt; Refused unless every line is a later date than the line before."""
        days: list[date] = []
        for number, line in enumerate(self._lines("calendars/day.txt"), start=1):
            try:
                day = date.fromisoformat(line)
            except ValueError:
                raise self._bad_line("calendars/day.txt", number, line, "is no date YYYY-MM-DD") from None
            if days and day <= days[-1]:
                raise self._bad_line("calendars/day.txt", number, line, "is not after the line before it")
            days.append(day)
        if not days:
            raise self._refused("calendars/day.txt", "has no day", "calendar", "")
        return tuple(days)

    def spans(self) -> dict[str, tuple[date, date]]:
        """First and last day of each code in instruments/all.txt; several lines of a code count as one span."""
        name = "instruments/all.txt"
        found: dict[str, tuple[date, date]] = {}
        if not (self._root / name).exists():
            return found
        for number, line in enumerate(self._lines(name), start=1):
            parts = line.split("\t")
            if len(parts) != 3:
                raise self._bad_line(name, number, line, "has not three columns between tabs: code, first day, last day")
            try:
                code, first, last = canonical_code(parts[0]), date.fromisoformat(parts[1]), date.fromisoformat(parts[2])
            except ValueError:
                raise self._bad_line(name, number, line, "has a code or a date that is none") from None
            if last < first:
                raise self._bad_line(name, number, line, "ends before it begins")
            held = found.get(code, (first, last))
            found[code] = min(held[0], first), max(held[1], last)
        return found

    def folders(self) -> tuple[dict[str, str], list[str]]:
        """Names of the folders of bins by canonical code, in order of code, and the names that are no codes."""
        try:
            names = sorted(os.listdir(self._root / "features"))  # noqa: PTH208  a Path for each of 5,000 names costs more than the list
        except OSError as error:
            message = f"{self._root / 'features'} cannot be listed ({error.strerror}); name a Qlib provider directory"
            raise unreachable(self._source, message, field="root", value=self._root) from None
        codes, odd = {}, []
        for name in names:
            try:
                codes[canonical_code(name)] = name
            except ValueError:
                odd.append(name)
        return dict(sorted(codes.items())), odd

    def fields(self, folder: str) -> set[str]:
        """Names of the daily bins in a folder."""
        return {name.removesuffix(".day.bin") for name in os.listdir(self._root / "features" / folder) if name.endswith(".day.bin")}  # noqa: PTH208  as above

    def version(self, folder: str) -> str:
        """Size and time of the newest bin of a folder."""
        states = [entry.stat() for entry in os.scandir(self._root / "features" / folder)]
        return f"{sum(one.st_size for one in states)}-{max((one.st_mtime_ns for one in states), default=0)}"

    def bin(self, folder: str, field: str, days: int, wanted: tuple[int, int]) -> Bin | None:
        """The part of a bin between two calendar positions, the second excluded; None when there is no such file."""
        import numpy as np

        path = self._root / "features" / folder / f"{field}.day.bin"
        origin = f"features/{folder}/{path.name}"
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                head = np.frombuffer(file.read(_VALUE_BYTES), dtype=np.uint8)
                start, end = self._bounds(origin, field, head.tobytes(), size, days)
                first, last = max(start, wanted[0]), min(end, wanted[1])
                if start == 0:
                    # A zero is a zero in either order of bytes, so here only the values can tell.
                    self._check(origin, field, _floats(file.read()))
                file.seek(_VALUE_BYTES * (1 + max(0, first - start)))
                content = file.read(_VALUE_BYTES * max(0, last - first))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise unreachable(self._source, f"{origin} cannot be read ({error.strerror})", field="file", value=origin) from None
        values = _floats(content)
        self._check(origin, field, values)
        return Bin(start=first, values=values, end=end, torn_bytes=size % _VALUE_BYTES)

    def _bounds(self, origin: str, field: str, head: bytes, size: int, days: int) -> tuple[int, int]:
        """Calendar positions of the first value and of the one after the last."""
        import numpy as np

        if len(head) < _VALUE_BYTES:
            raise self._refused(origin, "has no calendar position", field, size)
        length = size // _VALUE_BYTES - 1
        start = float(np.frombuffer(head, dtype="<f4")[0])
        if not _is_position(start, length, days):
            other = float(np.frombuffer(head, dtype=">f4")[0])
            told = "; its bytes are in big-endian order" if _is_position(other, length, days) else ""
            problem = f"begins at calendar position {start:g} and has {length} values, but the calendar has {days} days{told}"
            raise self._refused(origin, problem, field, f"{start:g}")
        return int(start), int(start) + length

    def _check(self, origin: str, field: str, values: "NDArray[np.float32]") -> None:
        """Refuse infinities, and values that make sense only with their bytes turned around."""
        import numpy as np

        if np.isinf(values).any():
            raise self._refused(origin, "has an infinity", field, "inf")
        if not _make_sense(values) and _make_sense(values.view(">f4")):
            raise self._refused(origin, "has values that make sense only in big-endian order", field, "big-endian")

    def _lines(self, name: str) -> Sequence[str]:
        try:
            return (self._root / name).read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            raise self._refused(name, "is no UTF-8 text", name, "") from None
        except OSError as error:
            raise unreachable(self._source, f"{name} cannot be read ({error.strerror})", field="file", value=name) from None

    def _bad_line(self, name: str, number: int, line: str, problem: str) -> Refused:
        return self._refused(name, f"line {number} {line[:80]!r} {problem}", name, line[:80])

    def _refused(self, origin: str, problem: str, field: str, value: object) -> Refused:
        message = f"{origin} {problem}"
        return malformed(self._source, message, remedy="export the bins again", field=field, value=value, origin=origin)


def aligned(bins: Mapping[str, Bin]) -> "tuple[int, dict[str, NDArray[np.float64]]]":
    """The bins over one common stretch of the calendar, NaN where one has nothing: its first position, and the values."""
    import numpy as np

    held = [one for one in bins.values() if len(one.values)]
    if not held:
        return 0, {name: np.zeros(0) for name in bins}
    start = min(one.start for one in held)
    length = max(one.start + len(one.values) for one in held) - start
    columns = {}
    for name, one in bins.items():
        column = np.full(length, np.nan)
        if len(one.values):
            column[one.start - start : one.start - start + len(one.values)] = one.values
        columns[name] = column
    return start, columns


def _floats(content: bytes) -> "NDArray[np.float32]":
    """The whole values of some bytes."""
    import numpy as np

    return np.frombuffer(content[: len(content) // _VALUE_BYTES * _VALUE_BYTES], dtype="<f4")


def _is_position(start: float, length: int, days: int) -> bool:
    return start.is_integer() and start >= 0 and start + length <= days


def _make_sense(values: "NDArray[np.float32]") -> bool:
    """Whether the values that are numbers have sizes that one field of a market can have."""
    import numpy as np

    sizes = np.abs(values[~np.isnan(values) & (values != 0)].astype(np.float64))
    if not len(sizes):
        return True
    low, middle, high = np.quantile(sizes, [0.1, 0.5, 0.9]).tolist()
    return bool(_SIZES[0] <= middle <= _SIZES[1] and high <= low * _SPREAD)
