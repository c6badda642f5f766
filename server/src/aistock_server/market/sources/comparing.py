"""Where sources disagree: the same question, their answers side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aistock.market.v1.models import Disagreement, DisagreementCount, DisagreementKind, SourceValue
from aistock_server.market.sources.model import Batch, instant

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What separates two values that were rounded differently on their way.
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """A whole answer in memory: rows by instrument and event; NaN is missing."""

    codes: tuple[str, ...]
    members: "NDArray[np.int64]"
    event_times: "NDArray[np.int64]"
    columns: Mapping[str, "NDArray[np.float64]"]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How often answers disagree, by column, rows first; and the first places where they do."""

    counts: tuple[DisagreementCount, ...]
    listed: tuple[Disagreement, ...]


def gathered(batches: Sequence[Batch], fields: Sequence[str]) -> Answer:
    """One answer of its batches."""
    import numpy as np

    codes = tuple(sorted({code for one in batches for code in one.codes}))
    place = {code: number for number, code in enumerate(codes)}
    members = [np.array([place[code] for code in one.codes], dtype=np.int64)[one.members] for one in batches if one.rows]
    filled = [one for one in batches if one.rows]
    columns = {
        name: np.concatenate([_with_gaps(one, name) for one in filled]) if filled else np.zeros(0, dtype=np.float64)
        for name in fields
    }
    nothing = np.zeros(0, dtype=np.int64)
    return Answer(
        codes=codes,
        members=np.concatenate(members) if members else nothing,
        event_times=np.concatenate([one.event_times for one in filled]) if filled else nothing,
        columns=columns,
    )


def compared(answers: Mapping[str, Answer], fields: Sequence[str], *, tolerance: float, limit: int) -> Comparison:
    """Every place where answers disagree, counted; the first ones listed by instrument, event and column, rows before values."""
    import numpy as np

    grid = _Grid(answers)
    there = grid.there
    partly = ~there.all(axis=1)
    counts = [DisagreementCount(compared=len(there), disagreeing=int(partly.sum()))]
    # The key sorts by place, then rows before columns.
    keys = [np.flatnonzero(partly) * (len(fields) + 1)]
    both = there.sum(axis=1) >= 2
    kinds = {}
    for number, name in enumerate(fields, start=1):
        values = grid.values(name)
        gaps, differs = _differences(values, there, tolerance)
        counts.append(DisagreementCount(column=name, compared=int(both.sum()), disagreeing=int((gaps | differs).sum())))
        keys.append(np.flatnonzero(gaps | differs) * (len(fields) + 1) + number)
        kinds[name] = (values, gaps)
    order = np.sort(np.concatenate(keys))[:limit]
    return Comparison(counts=tuple(counts), listed=tuple(_listed(order, grid, fields, kinds)))


class _Grid:
    """Every place that any answer has, by instrument and event, and which answers have it."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        import numpy as np

        self.names = tuple(answers)
        self._answers = tuple(answers.values())
        self.codes = tuple(sorted({code for one in self._answers for code in one.codes}))
        place = {code: number for number, code in enumerate(self.codes)}
        self.events = np.unique(np.concatenate([one.event_times for one in self._answers]))
        keys = []
        for one in self._answers:
            members = np.array([place[code] for code in one.codes], dtype=np.int64)[one.members]
            keys.append(members * len(self.events) + np.searchsorted(self.events, one.event_times))
        self.places, found = np.unique(np.concatenate(keys), return_inverse=True)
        self._rows = np.split(found, np.cumsum([len(one) for one in keys])[:-1])
        self.there = np.zeros((len(self.places), len(self._answers)), dtype=bool)
        for number, rows in enumerate(self._rows):
            self.there[rows, number] = True

    def at(self, row: int) -> tuple[str, int]:
        """Instrument and event of a place."""
        member, event = divmod(int(self.places[row]), len(self.events))
        return self.codes[member], int(self.events[event])

    def values(self, name: str) -> "NDArray[np.float64]":
        """The column of every answer at every place; NaN where it has no row or no value."""
        import numpy as np

        values = np.full(self.there.shape, np.nan)
        for number, (one, rows) in enumerate(zip(self._answers, self._rows, strict=True)):
            values[rows, number] = one.columns[name]
        return values


def _differences(
    values: "NDArray[np.float64]", there: "NDArray[np.bool_]", tolerance: float
) -> "tuple[NDArray[np.bool_], NDArray[np.bool_]]":
    """Places where some have a gap where others have a value; and places where the values lie too far apart."""
    import numpy as np

    known = ~np.isnan(values)
    gaps = np.logical_and(known.any(axis=1), (there & ~known).any(axis=1))
    high = np.where(known, values, -np.inf).max(axis=1, initial=-np.inf)
    low = np.where(known, values, np.inf).min(axis=1, initial=np.inf)
    several = known.sum(axis=1) >= 2
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.greater(high - low, tolerance * np.maximum(np.abs(high), np.abs(low)))
    return np.asarray(gaps, dtype=bool), np.asarray(several & apart, dtype=bool)


def _listed(
    order: "NDArray[np.int64]",
    grid: _Grid,
    fields: Sequence[str],
    kinds: "Mapping[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]",
) -> Iterator[Disagreement]:
    for key in order:
        row, number = divmod(int(key), len(fields) + 1)
        column = fields[number - 1] if number else None
        kind, values = DisagreementKind.ROW_MISSING, None
        if column is not None:
            values, gaps = kinds[column]
            kind = DisagreementKind.VALUE_MISSING if gaps[row] else DisagreementKind.VALUE_DIFFERS
        instrument, event = grid.at(row)
        yield Disagreement(
            kind=kind,
            instrument=instrument,
            event_at_utc=instant(event),
            column=column,
            values=[
                SourceValue(source=name, has_row=bool(has), value=_number(values, row, at))
                for at, (name, has) in enumerate(zip(grid.names, grid.there[row], strict=True))
            ],
        )


def _number(values: "NDArray[np.float64] | None", row: int, at: int) -> float | None:
    if values is None or values[row, at] != values[row, at]:
        return None
    return float(values[row, at])


def _with_gaps(batch: Batch, name: str) -> "NDArray[np.float64]":
    import numpy as np

    column = batch.columns[name]
    values: NDArray[np.float64] = column.values.astype(np.float64)
    values[column.missing] = np.nan
    return values
