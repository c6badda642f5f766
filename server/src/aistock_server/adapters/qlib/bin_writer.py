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


class QlibBinWriter:
    """The port over Qlib's bins: price = raw × factor, volume = raw / factor, factor 1 on an instrument's first day."""

    def write(self, path: Path, content: ArchiveContent, progress: Progress) -> None:
        """Write calendars, features and instrument lists, in order of their paths."""
        with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
            for name, text in _calendars(content):
                _add(archive, name, text)
            total = len(content.table.codes)
            for done, (code, table) in enumerate(_by_code(content.table)):
                if done % 50 == 0:
                    progress(done / total, f"writing bins of {code}")
                for name, values in sorted(_features(table, content.sessions).items()):
                    _add(archive, f"features/{code.lower()}/{name}.day.bin", values.tobytes())
            for name, text in _instruments(content):
                _add(archive, name, text)


def _calendars(content: ArchiveContent) -> Iterator[tuple[str, bytes]]:
    later = content.later_sessions or _weekdays_after(content.sessions[-1])
    yield "calendars/day.txt", _lines([day.isoformat() for day in content.sessions])
    yield "calendars/day_future.txt", _lines([day.isoformat() for day in (*content.sessions, *later)])


def _instruments(content: ArchiveContent) -> Iterator[tuple[str, bytes]]:
    """Code, first and last day of each member; an index stands in no list of stocks."""
    spans = {}
    for code, table in _by_code(content.table):
        spans[code] = f"{code}\t{day_of(int(table.days[0]))}\t{day_of(int(table.days[-1]))}"
    lists = {"all": sorted(content.stocks), **{pool.name: sorted(pool.instruments) for pool in content.pools}}
    for name, codes in sorted(lists.items()):
        yield f"instruments/{name}.txt", _lines([spans[code] for code in codes if code in spans])


def _by_code(table: BarTable) -> Iterator[tuple[str, BarTable]]:
    """Each instrument's bars by day, in order of code."""
    import numpy as np

    ordered = table.taken(table.by_instrument())
    cuts = [0, *(np.flatnonzero(np.diff(ordered.members)) + 1).tolist(), ordered.rows]
    for begin, end in pairwise(cuts):
        if end > begin:
            part = ordered.taken(slice(begin, end))
            yield table.codes[int(part.members[0])], part


def _features(table: BarTable, sessions: Sequence[date]) -> "dict[str, NDArray[np.float32]]":
    """The bins of one instrument: the calendar position of its first day, then a value a session, NaN where it did not trade."""
    import numpy as np

    numbers = np.array([number_of(day) for day in sessions], dtype=np.int32)
    places = np.searchsorted(numbers, table.days)
    start, length = int(places[0]), int(places[-1] - places[0]) + 1
    bins = {}
    for name, values in _fields(table).items():
        column = np.full(length + 1, np.nan, dtype="<f4")
        column[0] = start
        column[places - start + 1] = values
        bins[name] = column
    return bins


def _fields(table: BarTable) -> "dict[str, NDArray[np.float64]]":
    import numpy as np

    raw = table.columns
    factor = raw["adj_factor"] / raw["adj_factor"][0]
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
