"""The laws of an answer, held for every source: what may be asked, and what may come back."""

from collections.abc import Generator, Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from aistock.market.codes import canonical_code
from aistock_server.kernel.errors import Invalid
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import no_rows
from aistock_server.market.sources.columns import Table, keys_of
from aistock_server.market.sources.faults import bad_code, malformed, not_offered, reversed_range, stale, unknown_field
from aistock_server.market.sources.model import Batch, Offer, Question, SourceCard, days_of, instant
from aistock_server.market.sources.reference import Totals, as_known, check, is_canonical, of_indices

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEDY = "sort it by instrument and time or by time and instrument, each row once"


def asked(card: SourceCard, question: Question) -> Offer:
    """The offer that a question is about; an error when the source cannot be asked it."""
    if question.end < question.start:
        raise reversed_range(question.start, question.end)
    for code in (*(question.codes or ()), *(question.indices or ())):
        if not is_canonical(code):
            raise bad_code(code)
    if question.indices is not None and question.table is not Table.INDEX_WEIGHTS:
        message = f"{question.table} has no index; leave indices empty, or ask for {Table.INDEX_WEIGHTS}"
        raise Invalid("INVALID_FIELD", message, field="indices", value=question.indices[0] if question.indices else "")
    offer = card.offer(question.table, question.frequency)
    if offer is None:
        raise not_offered(card.name, f"{question.table} at {question.frequency}")
    for field in question.fields:
        if field not in offer.columns:
            raise unknown_field(card.name, field, offer.columns)
    return offer


def answered(card: SourceCard, question: Question, batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches as they come, each held to the laws, without rows after `as_of`; a stale answer ends in an error."""
    try:
        yield from _held(card, question, batches)
    finally:
        # A refusal finds the source in the middle of its answer: its file or connection is closed now, not some day.
        if isinstance(batches, Generator):
            batches.close()


def _held(card: SourceCard, question: Question, batches: Iterator[Batch]) -> Iterator[Batch]:
    order, totals = _Order(card.name, keys_of(question.table)), Totals(question)
    offer = card.offer(question.table, question.frequency)
    newest: int | None = None
    last: Batch | None = None
    for given in batches:
        _check_scope(card.name, question, given)
        check(card.name, question, given)
        order.check(given)
        last, batch = given, of_indices(given, question.indices)
        if batch.rows:
            latest = int(days_of(batch.event_times).max())
            newest = latest if newest is None else max(newest, latest)
        known = batch
        if question.as_of is not None:
            known = as_known(batch, question.as_of, delay=offer.delay if offer else timedelta(0))
        totals.add(known)
        if known.rows or known.findings:
            yield known
    reached = day_of(newest) if newest is not None else None
    if question.expected_through is not None and (reached is None or reached < question.expected_through):
        raise stale(card.name, newest=reached, expected=question.expected_through)
    if last is not None and (findings := tuple(totals.findings())):
        yield no_rows(question, last.provenance, *findings)


class _Order:
    """Rows ascend strictly in one of two orders, over all batches; so no row can come twice.

    Rows of one instrument and event ascend by the columns that tell them apart.
    """

    def __init__(self, source: str, keys: tuple[str, ...]) -> None:
        self._source = source
        self._keys = keys
        self._by_instrument = self._by_time = True
        self._last: tuple[str, int, tuple[Any, ...]] | None = None

    def check(self, batch: Batch) -> None:
        """Refuse the batch that leaves the order of those before it."""
        import numpy as np

        if not batch.rows:
            return
        # Words are sorted, so that their places ascend as they do.
        rest = [batch.columns[name].values for name in self._keys]
        by_instrument = _ascends(batch.members, batch.event_times, *rest)
        by_time = _ascends(batch.event_times, batch.members, *rest)
        if self._last is not None:
            code, moment, apart = self._last
            first, begins, tells = self._at(batch, 0)
            by_instrument = np.r_[(first, begins, tells) > (code, moment, apart), by_instrument]
            by_time = np.r_[(begins, first, tells) > (moment, code, apart), by_time]
        self._by_instrument &= bool(by_instrument.all())
        self._by_time &= bool(by_time.all())
        if not (self._by_instrument or self._by_time):
            raise self._refusal(batch, by_instrument & by_time)
        self._last = self._at(batch, batch.rows - 1)

    def _at(self, batch: Batch, row: int) -> tuple[str, int, tuple[Any, ...]]:
        apart = tuple(batch.columns[name].taken(slice(row, row + 1)).plain()[0] for name in self._keys)
        return batch.codes[int(batch.members[row])], int(batch.event_times[row]), apart

    def _refusal(self, batch: Batch, kept: "NDArray[np.bool_]") -> Exception:
        row = min(int((~kept).argmax()) + batch.rows - len(kept), batch.rows - 1)
        code, event, _ = batch.at(row)
        origin = batch.provenance.origin
        of = "".join(f", {name} {value}" for name, value in zip(self._keys, self._at(batch, row)[2], strict=True))
        return malformed(
            self._source,
            f"{origin}: the row of {code} at {event.isoformat()}{of} comes twice or out of order",
            remedy=_REMEDY,
            field="event_time",
            value=event.isoformat(),
            instrument=code,
            origin=origin,
        )


def _ascends(*columns: "NDArray[Any]") -> "NDArray[np.bool_]":
    """For each row but the first whether it comes after the one before, by the first column in which they differ."""
    import numpy as np

    rows = len(columns[0]) - 1
    later, same = np.zeros(rows, dtype=bool), np.ones(rows, dtype=bool)
    for values in columns:
        steps = np.diff(values)
        later |= same & (steps > 0)
        same &= steps == 0
    return later


def _check_scope(source: str, question: Question, batch: Batch) -> None:
    """An adapter that answers another question has a fault of its own: that is no refusal but a broken promise."""
    problem = ""
    if batch.rows > question.batch_rows:
        problem = f"a batch of {batch.rows} rows where {question.batch_rows} were allowed"
    elif set(batch.columns) != set(question.fields):
        problem = f"columns {sorted(batch.columns)} where {sorted(question.fields)} were asked"
    elif unsorted := [name for name, one in batch.columns.items() if one.words and list(one.words) != sorted(set(one.words))]:
        problem = f"words of {unsorted[0]} that are not sorted"
    elif batch.rows:
        days = days_of(batch.event_times)
        outside = (days < number_of(question.start)) | (days > number_of(question.end))
        early = batch.available_times < batch.event_times
        if outside.any():
            problem = f"a row of {instant(int(batch.event_times[outside.argmax()])).isoformat()}, outside of the range"
        elif early.any():
            problem = f"a row that was available before its event at {instant(int(batch.event_times[early.argmax()])).isoformat()}"
    if not problem and question.codes is not None and not set(batch.codes) <= set(question.codes):
        problem = f"instrument {min(set(batch.codes) - set(question.codes))}, which was not asked for"
    if problem:
        raise AssertionError(f"source {source} broke the port's law: {problem}")


def spelled(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in canonical form, sorted and without repetition, whatever their spelling."""
    return tuple(sorted({_canonical(code) for code in codes}))


def _canonical(text: str) -> str:
    try:
        return canonical_code(text)
    except ValueError:
        raise bad_code(text) from None
