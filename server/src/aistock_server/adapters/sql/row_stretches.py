"""Stretches of stored rows: what is asked of PostgreSQL, and its answer of bytes as columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from aistock.contract.v1.models import FileRef
from aistock_server.adapters.sql.row_bytes import DAYS_BEFORE, MICROSECONDS_BEFORE, Field, column
from aistock_server.adapters.sql.row_tables import RowTable
from aistock_server.market.model import day_of
from aistock_server.market.sources.model import Column

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What is read at once, where days are not longer: ten columns of so many rows are ten megabytes.
_ROWS_AT_ONCE = 1 << 17
#: Below this part of the codes, rows are found by time and instrument one by one; above, the days are read through.
_FEW = 1 / 50
#: Stands for NULL among whole numbers; the gates let nothing through that mills cannot hold, and this lies far beyond.
_NO_NUMBER = -(1 << 63)
_MIDNIGHT = timedelta(hours=8)
"""How much earlier midnight is in Shanghai than in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kept:
    """What the register says of a snapshot: the table, its number there, its codes, and the rows of each day that has any.

    `offsets` are the microseconds after midnight, in Shanghai, at which rows of minutes stand; the others have none.
    """

    number: int
    table: RowTable
    codes: tuple[str, ...]
    days: "NDArray[np.int32]"
    counts: "NDArray[np.int64]"
    offsets: tuple[int, ...]
    file: FileRef

    def spans(self, first: int, last: int, share: float) -> Iterator[slice]:
        """The places of the days from first to last, cut so that this share of their rows is read at once."""
        begin, stop = self.days.searchsorted([first, last + 1]).tolist()
        while begin < stop:
            rows = (self.counts[begin:stop] * share).cumsum()
            length = max(1, int(rows.searchsorted(_ROWS_AT_ONCE, side="right")))
            yield slice(begin, begin + length)
            begin += length

    def members(self, wanted: Sequence[str] | None) -> "NDArray[np.int32] | None":
        """Ascending places of the codes that are there; None where all are wanted."""
        import numpy as np

        if wanted is None:
            return None
        named = frozenset(wanted)
        return np.array([place for place, code in enumerate(self.codes) if code in named], dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Rows of consecutive days by time and instrument; `times` are days, or microseconds UTC, from 1970-01-01."""

    codes: tuple[str, ...]
    times: "NDArray[Any]"
    members: "NDArray[np.int32]"
    columns: dict[str, Column]


def fields_of(table: RowTable, rows: Stretch) -> list[Field]:
    """Keys and columns in the table's order; a column that the rows lack is missing everywhere."""
    import numpy as np

    keys = [
        Field(values=rows.times - MICROSECONDS_BEFORE, form=">i8")
        if table.timed
        else Field(values=rows.times - DAYS_BEFORE, form=">i4"),
        Field(values=rows.members + 1, form=">i4"),
    ]
    nothing = Column(values=np.zeros(len(rows.members)), missing=np.ones(len(rows.members), dtype=bool))
    held = {name: rows.columns.get(name, nothing) for name in table.wholes}
    return [
        *keys,
        *(
            Field(values=one.values, form=_form(table, name), missing=None if name in table.required else one.missing)
            for name, one in held.items()
        ),
    ]


def query_of(kept: Kept, span: slice, columns: Sequence[str], members: "NDArray[np.int32] | None") -> tuple[str, list[Any]]:
    """A statement that answers one row: of times, instruments and each column the values one after the other."""
    table = kept.table
    sent = [f"{'timestamptz' if table.timed else 'date'}_send({table.time})", "int4send(instrument)"]
    for name in columns:
        send, gap = ("int8send", f"'{_NO_NUMBER}'::bigint") if table.wholes[name] else ("float8send", "'NaN'::float8")
        sent.append(f"{send}({name})" if name in table.required else f"{send}(coalesce({name}, {gap}))")
    picked = ", ".join(f"string_agg({one}, '')" for one in sent)
    text = f"SELECT {picked} FROM {table.name} WHERE snapshot = %s"
    values: list[Any] = [kept.number]
    if members is not None and len(members) <= _FEW * len(kept.codes):
        text += f" AND {table.time} = ANY(%s)"
        values.append(_every_time(kept, span))
    else:
        text += f" AND {table.time} >= %s AND {table.time} < %s"
        values += [_begin(kept, kept.days[span][0]), _begin(kept, kept.days[span][-1] + 1)]
    if members is not None:
        text += " AND instrument = ANY(%s::int[])"
        values.append((members + 1).tolist())
    return text, values


def _begin(kept: Kept, day: "np.int32") -> Any:
    """The first time of a day, as a value of the table's column."""
    first = day_of(int(day))
    return datetime(first.year, first.month, first.day, tzinfo=UTC) - _MIDNIGHT if kept.table.timed else first


def _every_time(kept: Kept, span: slice) -> list[Any]:
    """Every time of the days at which a row may stand."""
    days = [_begin(kept, day) for day in kept.days[span]]
    if not kept.table.timed:
        return days
    offsets = [timedelta(microseconds=offset) for offset in kept.offsets]
    return [day + offset for day in days for offset in offsets]


def stretch_of(kept: Kept, wanted: "NDArray[np.int32] | None", names: Sequence[str], answer: Sequence[bytes | None]) -> Stretch:
    """The columns of an answer. PostgreSQL promises no order, and reads in that of the keys as a rule."""
    import numpy as np

    table = kept.table
    times = column(answer[0], ">i8") + MICROSECONDS_BEFORE if table.timed else column(answer[0], ">i4") + np.int32(DAYS_BEFORE)
    members, codes = column(answer[1], ">i4") - np.int32(1), kept.codes
    if wanted is not None:
        members = wanted.searchsorted(members).astype(np.int32)
        codes = tuple(kept.codes[place] for place in wanted.tolist())
    columns = {name: _column(table, name, content) for name, content in zip(names, answer[2:], strict=True)}
    on = np.diff(times)
    if not ((on > 0) | ((on == 0) & (np.diff(members) > 0))).all():
        order = np.lexsort((members, times))
        times, members = times[order], members[order]
        columns = {name: Column(values=one.values[order], missing=one.missing[order]) for name, one in columns.items()}
    return Stretch(codes=codes, times=times, members=members, columns=columns)


def _form(table: RowTable, name: str) -> str:
    return ">i8" if table.wholes[name] else ">f8"


def joined(kept: Kept, codes: Sequence[str] | None, names: Sequence[str], found: Sequence[Stretch]) -> Stretch:
    """Consecutive stretches as one; without any, no rows of the same form."""
    import numpy as np

    found = found or [stretch_of(kept, kept.members(codes), names, [None] * (len(names) + 2))]
    columns = {
        name: Column(
            values=np.concatenate([one.columns[name].values for one in found]),
            missing=np.concatenate([one.columns[name].missing for one in found]),
        )
        for name in names
    }
    return Stretch(
        codes=found[0].codes,
        times=np.concatenate([one.times for one in found]),
        members=np.concatenate([one.members for one in found]),
        columns=columns,
    )


def _column(table: RowTable, name: str, content: bytes | None) -> Column:
    import numpy as np

    values = column(content, _form(table, name))
    if name in table.required:
        return Column(values=values, missing=np.zeros(len(values), dtype=bool))
    missing = values == _NO_NUMBER if table.wholes[name] else np.isnan(values)
    values[missing] = 0
    return Column(values=values, missing=missing)
