"""Values of the market room: one day's bar, a table of bars, and a stored snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import DatasetManifest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EPOCH = date(1970, 1, 1)

#: Columns of bars beside date and instrument; prices and amount in CNY, volume in shares.
PRICES = ("open", "high", "low", "close", "pre_close")
COLUMNS = (*PRICES, "volume", "amount", "adj_factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBar:
    """What one instrument did on one day: raw prices and value in mills, volume in shares.

    `pre_close_mills` is the ex-right reference price of the day, `adj_factor` the cumulative back-adjustment factor.
    """

    instrument: str
    date: date
    open_mills: int
    high_mills: int
    low_mills: int
    close_mills: int
    pre_close_mills: int
    volume: int
    amount_mills: int
    adj_factor: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BarTable:
    """Bars as columns: row i is instrument `codes[members[i]]` on the day `days[i]` days after 1970-01-01.

    `codes` is sorted and without repetition. Stored tables are sorted by day, then instrument.
    """

    codes: tuple[str, ...]
    days: "NDArray[np.int32]"
    members: "NDArray[np.int32]"
    columns: Mapping[str, "NDArray[Any]"]

    @property
    def rows(self) -> int:
        """Number of bars."""
        return len(self.days)

    def taken(self, rows: "NDArray[Any] | slice") -> "BarTable":
        """The rows that an index array, a mask or a slice picks; the codes stay."""
        columns = {name: values[rows] for name, values in self.columns.items()}
        return BarTable(codes=self.codes, days=self.days[rows], members=self.members[rows], columns=columns)

    def by_instrument(self) -> "NDArray[np.int64]":
        """Row numbers by instrument, then day; the table is sorted by day."""
        import numpy as np

        # Sixteen bits are sorted by counting, which takes a tenth of the time; equal ones stay in the order of days.
        small = len(self.codes) <= np.iinfo(np.uint16).max
        return np.argsort(self.members.astype(np.uint16) if small else self.members, kind="stable")

    def spans(self) -> "tuple[NDArray[np.int32], NDArray[np.int32]]":
        """First and last day of each code, -1 where it has no row; the table is sorted by day."""
        import numpy as np

        first, last = np.full(len(self.codes), -1, dtype=np.int32), np.full(len(self.codes), -1, dtype=np.int32)
        # Of assignments to one place the last one stays.
        first[self.members[::-1]] = self.days[::-1]
        last[self.members] = self.days
        return first, last

    def at(self, row: int) -> tuple[str, date]:
        """Instrument and day of one row."""
        return self.codes[int(self.members[row])], day_of(int(self.days[row]))


@dataclass(frozen=True, slots=True, eq=False)
class ArrowPiece:
    """Next bytes of an Arrow stream, as the buffers that they lie in; a message of a window that holds nothing else."""

    parts: Sequence[bytes | memoryview]
    provenance: None = None

    @property
    def arrow_ipc(self) -> bytes:
        """The bytes."""
        return b"".join(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A stored snapshot: what it holds, the sessions it spans, and the sessions known to follow."""

    manifest: DatasetManifest
    sessions: Sequence[date]
    later_sessions: Sequence[date]


def day_of(number: int) -> date:
    """The date that many days after 1970-01-01."""
    return EPOCH + timedelta(days=number)


def number_of(day: date) -> int:
    """Days from 1970-01-01 to the date."""
    return (day - EPOCH).days
