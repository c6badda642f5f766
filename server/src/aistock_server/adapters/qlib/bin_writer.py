"""A Qlib provider directory as one tar archive: the same bars give the same bytes."""

import io
import tarfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from aistock_server.market.model import BarTable, day_of, number_of
from aistock_server.market.ports import ArchiveContent, Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Weekdays that stand in for sessions after the last one when none is known: Qlib's backtest looks one step past its end.
_FUTURE_DAYS = 10
#: Enough to make the cost of a numpy call small, few enough to stay in the processor's cache.
_INSTRUMENTS_AT_ONCE = 100


class QlibBinWriter:
    """The port over Qlib's bins: price = raw × factor, volume = raw / factor, factor 1 on an instrument's first day."""

    def write(self, path: Path, content: ArchiveContent, progress: Progress) -> None:
        """Write calendars, features and instrument lists, in order of their paths."""
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
            for name, text in _calendars(content):
                _add(archive, name, text)
            total = len(content.table.codes)
            for done, (code, bins) in enumerate(_bins(content.table, content.sessions)):
                if done % 50 == 0:
                    progress(done / total, f"writing bins of {code}")
                for name, values in bins:
                    _add(archive, f"features/{code.lower()}/{name}.day.bin", values.tobytes())
            for name, text in _instruments(content):
                _add(archive, name, text)


def _calendars(content: ArchiveContent) -> Iterator[tuple[str, bytes]]:
    later = content.later_sessions or _weekdays_after(content.sessions[-1])
    yield "calendars/day.txt", _lines([day.isoformat() for day in content.sessions])
    yield "calendars/day_future.txt", _lines([day.isoformat() for day in (*content.sessions, *later)])


def _instruments(content: ArchiveContent) -> Iterator[tuple[str, bytes]]:
    """Code, first and last day of each member; an index stands in no list of stocks."""
    codes, bounds = content.table.codes, (days.tolist() for days in content.table.spans())
    spans = {
        code: f"{code}\t{day_of(first)}\t{day_of(last)}" for code, first, last in zip(codes, *bounds, strict=True) if first >= 0
    }
    lists = {"all": sorted(content.stocks), **{pool.name: sorted(pool.instruments) for pool in content.pools}}
    for name, members in sorted(lists.items()):
        yield f"instruments/{name}.txt", _lines([spans[code] for code in members if code in spans])


def _bins(table: BarTable, sessions: Sequence[date]) -> "Iterator[tuple[str, list[tuple[str, NDArray[np.float32]]]]]":
    """Each instrument's bins by name, in order of code; the arithmetic is done for many instruments at once."""
    import numpy as np

    numbers = np.array([number_of(day) for day in sessions], dtype=np.int32)
    order = table.by_instrument()
    members = table.members[order]
    cuts = np.r_[0, np.flatnonzero(np.diff(members)) + 1, table.rows] if table.rows else np.zeros(1, dtype=np.int64)
    for block in range(0, len(cuts) - 1, _INSTRUMENTS_AT_ONCE):
        bounds = cuts[block : block + _INSTRUMENTS_AT_ONCE + 1]
        part = table.taken(order[bounds[0] : bounds[-1]])
        places, begins = np.searchsorted(numbers, part.days), bounds - bounds[0]
        fields = [(name, values.astype("<f4")) for name, values in sorted(_fields(part, begins).items())]
        for begin, end in pairwise(begins.tolist()):
            code, own = table.codes[int(part.members[begin])], places[begin:end]
            yield code, [(name, _bin(own, values[begin:end])) for name, values in fields]


def _bin(places: "NDArray[np.int64]", values: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """The calendar position of the first value, then a value a session, NaN where the instrument did not trade."""
    import numpy as np

    start, length = int(places[0]), int(places[-1] - places[0]) + 1
    column = np.empty(length + 1, dtype="<f4")
    column[0] = start
    if length == len(values):
        column[1:] = values
    else:
        column[1:] = np.nan
        column[places - start + 1] = values
    return column


def _fields(table: BarTable, begins: "NDArray[np.int64]") -> "dict[str, NDArray[np.float64]]":
    """The fields of some instruments whose rows lie between the positions `begins`."""
    import numpy as np

    raw = table.columns
    factor = raw["adj_factor"] / np.repeat(raw["adj_factor"][begins[:-1]], np.diff(begins))
    volume = raw["volume"].astype(np.float64)
    average = np.divide(raw["amount"], volume, out=np.full(table.rows, np.nan), where=volume > 0)
    # Amount and volume of an index are those of its members, so their ratio is no price of the index.
    is_price = (average >= raw["low"] * 0.999) & (average <= raw["high"] * 1.001)
    return {
        **{name: raw[name] * factor for name in ("open", "close", "high", "low")},
        "volume": volume / factor,
        "factor": factor,
        "change": raw["close"] / raw["pre_close"] - 1,
        "vwap": np.where(is_price, average, raw["close"]) * factor,
    }


def _weekdays_after(last: date) -> list[date]:
    ahead = (last + timedelta(days=number) for number in range(1, 30))
    return [day for day in ahead if day.weekday() < 5][:_FUTURE_DAYS]


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    """A file without owner or time, so that only its content counts."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o644
    archive.addfile(entry, io.BytesIO(content))
