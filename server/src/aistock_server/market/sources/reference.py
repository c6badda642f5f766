"""Dated reference tables, industries and weights of indices: what holds for their rows beside the laws of every answer."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aistock.market.codes import canonical_code
from aistock.market.v1.models import FindingSeverity, QualityFinding
from aistock_server.kernel.errors import Refused
from aistock_server.market.model import day_of
from aistock_server.market.sources.assembling import noted
from aistock_server.market.sources.columns import REFERENCE, Table, keys_of
from aistock_server.market.sources.faults import malformed
from aistock_server.market.sources.model import Batch, Column, Question, day_times, days_of, event_of, microseconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TAXONOMY = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}", re.ASCII)
_LEVELS = range(1, 10)
_LONGEST = {"industry_code": 32, "industry_name": 64}
#: How far the weights of a day may be from 1: vendors round each of a thousand.
_OFF = 0.02
#: A sum near 100 is that of percentages.
_PERCENT = range(50, 200)


def check(source: str, question: Question, batch: Batch) -> None:
    """Refuse the first row that cannot be one of its table; the contract's documents hold no such rows either."""
    if question.table not in REFERENCE or not batch.rows:
        return
    for name in keys_of(question.table):
        _refuse(source, batch, name, batch.columns[name].missing, "write it in every row")
    if question.table is Table.INDEX_WEIGHTS:
        _check_weights(source, batch)
    else:
        _check_memberships(source, batch)


def _check_weights(source: str, batch: Batch) -> None:
    _refuse_words(source, batch, "index", is_canonical, "write a canonical code such as 000300.SH")
    if (weight := batch.columns.get("weight")) is not None:
        # A comparison with NaN is False; what is missing passes.
        _refuse(source, batch, "weight", (weight.values < 0) | (weight.values > 1), "a weight is a fraction from 0 to 1")


def _check_memberships(source: str, batch: Batch) -> None:
    import numpy as np

    remedy = "write a short name in small letters such as sw2021"
    _refuse_words(source, batch, "taxonomy", lambda word: bool(_TAXONOMY.fullmatch(word)), remedy)
    level = batch.columns["level"].values
    _refuse(source, batch, "level", ~np.isin(level, list(_LEVELS)), "1 is the coarsest level, and none is above 9")
    for name, longest in _LONGEST.items():
        if name in batch.columns:
            fits = _fits(longest)
            _refuse_words(source, batch, name, fits, f"it has 1 to {longest} characters, or is missing")
    days = days_of(batch.event_times).astype("datetime64[D]")
    if (begins := batch.columns.get("effective_from")) is not None:
        _refuse(source, batch, "effective_from", begins.missing | (begins.values != days), "the event is on that very day")
    if (ends := batch.columns.get("effective_to")) is not None:
        bad = ~ends.missing & (ends.values <= days)
        _refuse(source, batch, "effective_to", bad, "it is the first day on which the membership no longer holds")


def as_known(batch: Batch, as_of: datetime, *, delay: timedelta) -> Batch:
    """The rows that were there by then; the end of a membership is missing when it became known later.

    An end happens in the morning of its day, and is there as long after it as a row is after its event.
    """
    import numpy as np

    known = batch.taken(batch.available_times <= microseconds(as_of))
    ends = known.columns.get("effective_to")
    if ends is None or not known.rows:
        return known
    days = np.where(ends.missing, np.datetime64(0, "D"), ends.values).astype(np.int64)
    told = day_times(days, event_of(Table.INDUSTRIES)) + delay // timedelta(microseconds=1)
    later = ~ends.missing & (told > microseconds(as_of))
    if not later.any():
        return known
    open_ended = Column(values=np.where(later, np.datetime64("NaT"), ends.values), missing=ends.missing | later)
    return replace(known, columns={**known.columns, "effective_to": open_ended})


def of_indices(batch: Batch, indices: tuple[str, ...] | None) -> Batch:
    """The rows of some indices; all of them for None, and of a table that has no index."""
    import numpy as np

    column = batch.columns.get("index")
    if indices is None or column is None or column.words is None:
        return batch
    wanted = np.array([word in indices for word in column.words], dtype=bool)
    return batch if wanted.all() else batch.taken(wanted[column.values])


class Totals:
    """The weights of each index on each day, added up over a whole answer: they say whether all came, and in which unit."""

    def __init__(self, question: Question) -> None:
        self._counts = question.table is Table.INDEX_WEIGHTS and question.codes is None and "weight" in question.fields
        self._sums: dict[tuple[str, int], float] = {}

    def add(self, batch: Batch) -> None:
        """Take the weights of some rows in."""
        import numpy as np

        index = batch.columns.get("index")
        if not self._counts or index is None or not batch.rows:
            return
        days = days_of(batch.event_times)
        pairs, places = np.unique(np.stack([index.values, days]), axis=1, return_inverse=True)
        sums = np.bincount(np.ravel(places), weights=batch.columns["weight"].values)
        words = index.words or ()
        for (word, day), total in zip(pairs.T.tolist(), sums.tolist(), strict=True):
            self._sums[words[word], day] = self._sums.get((words[word], day), 0.0) + total

    def findings(self) -> Iterator[QualityFinding]:
        """One for the days whose weights are those of percentages, and one for those that lack or exceed something."""
        # The sum of a day with a gap is NaN and says nothing.
        off = {key: total for key, total in sorted(self._sums.items()) if abs(total - 1) > _OFF}
        percent = {key: total for key, total in off.items() if int(total) in _PERCENT}
        rest = {key: total for key, total in off.items() if key not in percent}
        error, warning = FindingSeverity.ERROR, FindingSeverity.WARNING
        for severity, rule, found, message in (
            (error, "weight_unit_disagrees", percent, "the weights of a day add up to about 100: percentages; they stay"),
            (warning, "weights_do_not_add_up", rest, "the weights of a day do not add up to 1: too few constituents, or too many"),
        ):
            if found:
                (index, day), total = next(iter(found.items()))
                yield noted(
                    severity,
                    rule,
                    message,
                    instrument=index,
                    day=day_of(day),
                    field="weight",
                    value=round(total, 6),
                    occurrences=len(found),
                )


def _refuse(source: str, batch: Batch, name: str, bad: "NDArray[np.bool_]", remedy: str) -> None:
    if bad.any():
        row = int(bad.argmax())
        raise _refusal(source, batch, name, row, remedy)


def _refuse_words(source: str, batch: Batch, name: str, fits: Any, remedy: str) -> None:
    import numpy as np

    column = batch.columns[name]
    bad = np.array([not fits(word) for word in column.words or ()], dtype=bool)
    if bad.any():
        _refuse(source, batch, name, bad[column.values] & ~column.missing, remedy)


def _refusal(source: str, batch: Batch, name: str, row: int, remedy: str) -> Refused:
    code, event, _ = batch.at(row)
    (value,) = batch.columns[name].taken(slice(row, row + 1)).plain()
    origin, told = batch.provenance.origin, "missing" if value is None else str(value)
    message = f"{origin}: {code} at {event.isoformat()} has {name} {told}"
    return malformed(source, message, remedy=remedy, field=name, value=told, instrument=code, origin=origin)


def _fits(longest: int) -> Any:
    return lambda word: 0 < len(word) <= longest


def is_canonical(text: str) -> bool:
    """Whether a text is a code in its canonical form."""
    try:
        return canonical_code(text) == text
    except ValueError:
        return False
