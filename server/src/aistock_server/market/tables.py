"""Tables beside daily bars: their rows as columns with gaps, and what each may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from aistock.market.v1.models import BarFrequency, DatasetKind, IngestHeader, SourceTable
from aistock_server.market.model import day_of
from aistock_server.market.sources.columns import MEANINGS, Meaning, Table
from aistock_server.market.sources.model import Column, instant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OHLC = ("open", "high", "low", "close")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableRows:
    """Rows as columns: row i is instrument `codes[members[i]]` on the day `days[i]` days after 1970-01-01.

    `codes` is sorted and without repetition. Rows of minutes have the end of their bar in `moments`, microseconds UTC. Stored rows
    ascend by time, then instrument. Where a column is missing its value is 0 or NaN and says nothing.
    """

    codes: tuple[str, ...]
    days: "NDArray[np.int32]"
    members: "NDArray[np.int32]"
    columns: Mapping[str, Column]
    moments: "NDArray[np.int64] | None" = None

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.days)

    @property
    def times(self) -> "NDArray[Any]":
        """What rows ascend by: the end of the bar, or the day."""
        return self.days if self.moments is None else self.moments

    def taken(self, rows: "NDArray[Any] | slice") -> "TableRows":
        """The rows that an index array, a mask or a slice picks; the codes stay."""
        columns = {name: one.taken(rows) for name, one in self.columns.items()}
        moments = None if self.moments is None else self.moments[rows]
        return replace(self, days=self.days[rows], members=self.members[rows], columns=columns, moments=moments)

    def with_columns(self, columns: Mapping[str, Column]) -> "TableRows":
        """The same rows with other columns."""
        return replace(self, columns=columns)

    def at(self, row: int) -> tuple[str, date, datetime | None]:
        """Instrument, day and end of the bar of one row."""
        moment = None if self.moments is None else instant(int(self.moments[row]))
        return self.codes[int(self.members[row])], day_of(int(self.days[row])), moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What rows of one kind of snapshot may hold: columns with their meaning, and which of them every row must have."""

    kind: DatasetKind
    table: Table
    frequency: BarFrequency
    columns: Mapping[str, Meaning]
    required: frozenset[str] = frozenset()

    @property
    def timed(self) -> bool:
        """Whether rows have the end of a bar in place of a day."""
        return self.frequency is not BarFrequency.DAY

    @property
    def minutes(self) -> int:
        """Length of a bar in minutes; 0 for days."""
        return {BarFrequency.MINUTE: 1, BarFrequency.FIVE_MINUTES: 5}.get(self.frequency, 0)


_OF_MINUTES = {name: one for name, one in MEANINGS[Table.BARS].items() if name not in ("pre_close", "adj_factor")}


def _minutes(kind: DatasetKind, frequency: BarFrequency) -> Shape:
    return Shape(kind=kind, table=Table.BARS, frequency=frequency, columns=_OF_MINUTES, required=frozenset(OHLC))


def _days(kind: DatasetKind, table: Table) -> Shape:
    return Shape(kind=kind, table=table, frequency=BarFrequency.DAY, columns=MEANINGS[table])


#: Every kind of snapshot beside daily bars.
SHAPES: Mapping[DatasetKind, Shape] = {
    one.kind: one
    for one in (
        _days(DatasetKind.DAILY_BASIC, Table.DAILY_BASIC),
        _days(DatasetKind.MONEYFLOW, Table.MONEYFLOW),
        _minutes(DatasetKind.MINUTE_BARS, BarFrequency.MINUTE),
        _minutes(DatasetKind.FIVE_MINUTE_BARS, BarFrequency.FIVE_MINUTES),
    )
}

#: Kinds whose columns can be joined to daily bars, in the order in which a name is looked up.
JOINABLE = (DatasetKind.DAILY_BASIC, DatasetKind.MONEYFLOW)

_BY_TABLE = {(one.table.value, one.frequency): one for one in SHAPES.values()}


def shape_of(header: IngestHeader) -> Shape | None:
    """The shape that a header announces; None for daily bars."""
    table, frequency = header.table or SourceTable.BARS, header.frequency or BarFrequency.DAY
    return _BY_TABLE.get((table.value, frequency))


def minute_kind(frequency: BarFrequency) -> DatasetKind:
    """The kind of snapshot that holds bars of minutes of that length."""
    return _BY_TABLE[Table.BARS.value, frequency].kind


def codes_of_rows(codes: tuple[str, ...], wanted: frozenset[str]) -> "NDArray[np.bool_]":
    """For each code whether it is wanted."""
    import numpy as np

    return np.array([code in wanted for code in codes], dtype=bool)
