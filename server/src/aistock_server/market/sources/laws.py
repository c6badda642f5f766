"""The laws of an answer, held for every source: what may be asked, and what may come back."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from aistock.market.codes import canonical_code
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.faults import bad_code, malformed, not_offered, reversed_range, stale, unknown_field
from aistock_server.market.sources.model import Batch, Offer, Question, SourceCard, days_of, instant, microseconds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_REMEDY = "sort it by instrument and time or by time and instrument, each row once"


def asked(card: SourceCard, question: Question) -> Offer:
    """The offer that a question is about; an error when the source cannot be asked it."""
    if question.end < question.start:
        raise reversed_range(question.start, question.end)
    for code in question.codes or ():
        if not _is_canonical(code):
            raise bad_code(code)
    offer = card.offer(question.table, question.frequency)
    if offer is None:
        raise not_offered(card.name, f"{question.table} at {question.frequency}")
    for field in question.fields:
        if field not in offer.columns:
            raise unknown_field(card.name, field, offer.columns)
    return offer


def answered(card: SourceCard, question: Question, batches: Iterator[Batch]) -> Iterator[Batch]:
    """The batches as they come, each held to the laws, without rows after `as_of`; a stale answer ends in an error."""
    order = _Order(card.name)
    newest: int | None = None
    for batch in batches:
        _check_scope(card.name, question, batch)
        order.check(batch)
        if batch.rows:
            latest = int(days_of(batch.event_times).max())
            newest = latest if newest is None else max(newest, latest)
        known = batch
        if question.as_of is not None:
            known = batch.taken(batch.available_times <= microseconds(question.as_of))
        if known.rows or known.findings:
            yield known
    reached = day_of(newest) if newest is not None else None
    if question.expected_through is not None and (reached is None or reached < question.expected_through):
        raise stale(card.name, newest=reached, expected=question.expected_through)


class _Order:
    """Rows ascend strictly in one of two orders, over all batches; so no row can come twice."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._by_instrument = self._by_time = True
        self._last: tuple[str, int] | None = None

    def check(self, batch: Batch) -> None:
        """Refuse the batch that leaves the order of those before it."""
        import numpy as np

        if not batch.rows:
            return
        steps, ticks = np.diff(batch.members), np.diff(batch.event_times)
        by_instrument = (steps > 0) | ((steps == 0) & (ticks > 0))
        by_time = (ticks > 0) | ((ticks == 0) & (steps > 0))
        if self._last is not None:
            code, moment = self._last
            first, begins = batch.codes[int(batch.members[0])], int(batch.event_times[0])
            by_instrument = np.r_[(first, begins) > (code, moment), by_instrument]
            by_time = np.r_[(begins, first) > (moment, code), by_time]
        self._by_instrument &= bool(by_instrument.all())
        self._by_time &= bool(by_time.all())
        if not (self._by_instrument or self._by_time):
            raise self._refusal(batch, by_instrument & by_time)
        self._last = batch.codes[int(batch.members[-1])], int(batch.event_times[-1])

    def _refusal(self, batch: Batch, kept: "NDArray[np.bool_]") -> Exception:
        row = min(int((~kept).argmax()) + batch.rows - len(kept), batch.rows - 1)
        code, event, _ = batch.at(row)
        origin = batch.provenance.origin
        return malformed(
            self._source,
            f"{origin}: the row of {code} at {event.isoformat()} comes twice or out of order",
            remedy=_REMEDY,
            field="event_time",
            value=event.isoformat(),
            instrument=code,
            origin=origin,
        )


def _check_scope(source: str, question: Question, batch: Batch) -> None:
    """An adapter that answers another question has a fault of its own: that is no refusal but a broken promise."""
    problem = ""
    if batch.rows > question.batch_rows:
        problem = f"a batch of {batch.rows} rows where {question.batch_rows} were allowed"
    elif set(batch.columns) != set(question.fields):
        problem = f"columns {sorted(batch.columns)} where {sorted(question.fields)} were asked"
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


def _is_canonical(code: str) -> bool:
    try:
        return canonical_code(code) == code
    except ValueError:
        return False


def spelled(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes in canonical form, sorted and without repetition, whatever their spelling."""
    return tuple(sorted({_canonical(code) for code in codes}))


def _canonical(text: str) -> str:
    try:
        return canonical_code(text)
    except ValueError:
        raise bad_code(text) from None
