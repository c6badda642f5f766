"""Values that pass through the port of sources: the question, the answer in batches, and what a source says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aistock.market.v1.models import BarFrequency, FieldMapping, Instrument, QualityFinding
from aistock_server.market.sources.columns import REFERENCE, Table, keys_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSE = time(15, 0)
#: The call auction begins: from here on the day's adjustment factor holds.
OPEN = time(9, 15)

#: Times are whole microseconds since 1970-01-01T00:00Z.
MICROSECONDS = 1_000_000
_HOUR = 3_600 * MICROSECONDS
_DAY = 24 * _HOUR
_OFFSET = 8 * _HOUR
#: The one summer in which exchanges were open and clocks stood an hour ahead: 1991-04-14 until before 1991-09-15.
_SUMMER = (7_773, 7_927)

ROWS_A_BATCH = 65_536

#: How long after its event a row is taken to be there, where nobody says: what somebody decided, what a day brought.
UNTOLD_DELAY = timedelta(days=1)
DAY_DELAY = timedelta(hours=1)

#: What holds from the morning of its day on; all else of a day is known at its close.
_FROM_THE_OPENING = frozenset({Table.ADJ_FACTOR, Table.INDUSTRIES})


def event_of(table: Table) -> time:
    """The moment of its day, in Shanghai, at which what a row of a table of days tells of has happened."""
    return OPEN if table in _FROM_THE_OPENING else CLOSE


def chosen_delay(table: Table, frequency: BarFrequency, *, day: timedelta = DAY_DELAY) -> timedelta:
    """How long after its event a row is taken to be there, where its source does not say."""
    if frequency is not BarFrequency.DAY:
        return timedelta(0)
    return max(day, UNTOLD_DELAY) if table in REFERENCE else day


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Rows of one table between two trading days of Shanghai, both included.

    `codes` are canonical and come to stand in order, each once; None asks for everything. `fields` are the columns wanted;
    those that tell rows of one instrument and event apart are added. `indices` are canonical codes of the indices whose weights
    are wanted; None stands for all that the source has. Rows that became available after `as_of` are left out, and an end
    that became known later is missing. `expected_through` is a session that the answer must reach; without it nothing is called
    stale. With `skip_refused` an instrument that cannot be served becomes an ERROR finding instead of an error; rows of it that
    came before its fault was seen do not count.
    """

    start: date
    end: date
    fields: tuple[str, ...]
    codes: tuple[str, ...] | None = None
    indices: tuple[str, ...] | None = None
    table: Table = Table.BARS
    frequency: BarFrequency = BarFrequency.DAY
    as_of: datetime | None = None
    expected_through: date | None = None
    skip_refused: bool = False
    batch_rows: int = ROWS_A_BATCH

    def __post_init__(self) -> None:
        """Answers ascend by instrument, so the codes do; rows that nothing tells apart would be no answer."""
        for name in ("codes", "indices"):
            asked = getattr(self, name)
            if asked is not None:
                object.__setattr__(self, name, tuple(sorted(set(asked))))
        if self.fields:
            missing = tuple(name for name in keys_of(self.table) if name not in self.fields)
            object.__setattr__(self, "fields", missing + self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where rows came from: the file or request, its version, when it was read, and the units that were turned into ours."""

    source: str
    origin: str
    version: str
    observed_at: datetime
    units: tuple[FieldMapping, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """A column of a batch; where `missing` is True the value says nothing, and holds NaN, NaT or 0.

    A column of text has `words`, sorted and without repetition, and its values are places in them, int32. Days are
    datetime64[D].
    """

    values: "NDArray[Any]"
    missing: "NDArray[np.bool_]"
    words: tuple[str, ...] | None = None

    def taken(self, rows: "NDArray[Any] | slice") -> "Column":
        """The rows that an index array, a mask or a slice picks."""
        return Column(values=self.values[rows], missing=self.missing[rows], words=self.words)

    def plain(self) -> list[Any]:
        """The values as Python holds them: numbers, texts, dates; None is missing."""
        values = self.values.tolist()
        told = values if self.words is None else (self.words[place] if self.words else None for place in values)
        return [None if gap else value for value, gap in zip(told, self.missing.tolist(), strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Batch:
    """Rows as columns: row i is instrument `codes[members[i]]`; what it tells of had happened at `event_times[i]`.

    `codes` is sorted and without repetition. Times are int64 microseconds since the epoch; use `at` for aware instants.
    """

    codes: tuple[str, ...]
    members: "NDArray[np.int32]"
    event_times: "NDArray[np.int64]"
    available_times: "NDArray[np.int64]"
    columns: Mapping[str, Column]
    provenance: Provenance
    findings: tuple[QualityFinding, ...] = ()

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.members)

    def at(self, row: int) -> tuple[str, datetime, datetime]:
        """Instrument, event time and time of availability of one row."""
        return (
            self.codes[int(self.members[row])],
            instant(int(self.event_times[row])),
            instant(int(self.available_times[row])),
        )

    def taken(self, rows: "NDArray[Any] | slice") -> "Batch":
        """The rows that an index array, a mask or a slice picks; codes, provenance and findings stay."""
        columns = {name: one.taken(rows) for name, one in self.columns.items()}
        return Batch(
            codes=self.codes,
            members=self.members[rows],
            event_times=self.event_times[rows],
            available_times=self.available_times[rows],
            columns=columns,
            provenance=self.provenance,
            findings=self.findings,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One table at one frequency that a source has.

    `delay` is how long after its event a row becomes available, `delay_origin` who says so. `first` and `last` bound the days
    that it holds, None where it does not know without asking. An `adj_factor` in the columns is cumulative since listing, unless
    `factor_is_relative`: then it is 1 on the instrument's first row.
    """

    table: Table
    frequency: BarFrequency
    columns: tuple[str, ...]
    delay: timedelta
    delay_origin: str
    first: date | None = None
    last: date | None = None
    factor_is_relative: bool = False

    @property
    def has_factors(self) -> bool:
        """Whether prices can be adjusted from this source alone."""
        return "adj_factor" in self.columns


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """What a source says of itself."""

    name: str
    offers: tuple[Offer, ...]
    has_calendar: bool = False
    has_instruments: bool = False

    def offer(self, table: Table, frequency: BarFrequency) -> Offer | None:
        """The offer of a table at a frequency."""
        return next((one for one in self.offers if (one.table, one.frequency) == (table, frequency)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarAnswer:
    """Trading days, ascending, and where they came from."""

    days: tuple[date, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentsAnswer:
    """Instruments by code, where they came from, and what a reader should know."""

    instruments: tuple[Instrument, ...]
    provenance: Provenance
    findings: tuple[QualityFinding, ...] = field(default=())


def instant(microseconds: int) -> datetime:
    """The aware instant, in UTC, of a number of microseconds since the epoch."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)


def microseconds(moment: datetime) -> int:
    """Microseconds since the epoch of an aware instant."""
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def day_times(days: "NDArray[Any]", moment: time = CLOSE) -> "NDArray[np.int64]":
    """Times, in microseconds, of a wall-clock moment in Shanghai on days counted from 1970-01-01."""
    import numpy as np

    minutes = np.full(len(days), moment.hour * 60 + moment.minute)
    return minute_times(days, minutes)


def minute_times(days: "NDArray[Any]", minutes: "NDArray[Any]") -> "NDArray[np.int64]":
    """Times, in microseconds, of minutes of the day in Shanghai on days counted from 1970-01-01; no earlier than 1990."""
    import numpy as np

    wide = days.astype(np.int64)
    ahead = ((wide >= _SUMMER[0]) & (wide < _SUMMER[1])) * _HOUR
    return np.asarray(wide * _DAY + minutes.astype(np.int64) * (60 * MICROSECONDS) - _OFFSET - ahead, dtype=np.int64)


def days_of(times: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Trading days of Shanghai, counted from 1970-01-01, of times in microseconds between 08:00 and 23:00."""
    import numpy as np

    return np.asarray((times + _OFFSET) // _DAY, dtype=np.int64)
