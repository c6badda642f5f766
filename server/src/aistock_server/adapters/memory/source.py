"""A source of history in memory: the reference that every other source is held to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aistock.market.v1.models import BarFrequency, Instrument
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import no_rows, pieces, plain_column, skipped
from aistock_server.market.sources.columns import MEANINGS, Table, keys_of
from aistock_server.market.sources.faults import unknown_code
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    days_of,
    instant,
    microseconds,
)

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as plain values, days as dates; None is missing."""

    code: str
    event_time: "datetime"
    available_at: "datetime"
    values: Mapping[str, float | int | str | date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """The rows of one table at one frequency; the delay is that of the row that came last of all, unless it is told."""

    table: Table
    frequency: BarFrequency
    rows: Sequence[Row]
    columns: tuple[str, ...] = ()
    factor_is_relative: bool = False
    delay: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Rows by instrument and time, and where each instrument's rows lie."""

    offer: Offer
    batch: Batch
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class MemorySource:
    """The port over rows in memory."""

    def __init__(
        self,
        holdings: Sequence[Holding],
        clock: Clock,
        *,
        name: str = "memory",
        days: Sequence[date] = (),
        instruments: Sequence[Instrument] = (),
    ) -> None:
        self._name = name
        self._provenance = Provenance(source=name, origin="memory", version="", observed_at=clock.now(), units=())
        self._held = [_held(one, self._provenance) for one in holdings]
        self._days = tuple(sorted(days))
        self._instruments = tuple(sorted(instruments, key=lambda one: one.code))

    def card(self) -> SourceCard:
        """What was put in."""
        return SourceCard(name=self._name, offers=tuple(one.offer for one in self._held), has_calendar=True, has_instruments=True)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time."""
        card = self.card()
        offer = asked(card, question)
        held = next(one for one in self._held if one.offer is offer)
        return answered(card, question, self._answer(held, question))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """The days that were put in."""
        return CalendarAnswer(days=tuple(day for day in self._days if start <= day <= end), provenance=self._provenance)

    def instruments(self) -> InstrumentsAnswer:
        """The instruments that were put in."""
        return InstrumentsAnswer(instruments=self._instruments, provenance=self._provenance)

    def _answer(self, held: _Held, question: Question) -> Iterator[Batch]:
        for code in held.spans if question.codes is None else question.codes:
            try:
                if code not in held.spans:
                    raise unknown_code(self._name, code)
                yield from self._of_instrument(held, code, question)
            except RoomError as error:
                if not question.skip_refused:
                    raise
                yield no_rows(question, self._provenance, skipped(error, code))

    def _of_instrument(self, held: _Held, code: str, question: Question) -> Iterator[Batch]:
        import numpy as np

        begin, end = held.spans[code]
        days = days_of(held.batch.event_times[begin:end])
        first, last = np.searchsorted(days, [number_of(question.start), number_of(question.end) + 1]).tolist()
        if first == last:
            return
        part = held.batch.taken(slice(begin + first, begin + last))
        columns = {name: part.columns[name] for name in question.fields}
        yield from pieces(
            Batch(
                codes=(code,),
                members=np.zeros(part.rows, dtype=np.int32),
                event_times=part.event_times,
                available_times=part.available_times,
                columns=columns,
                provenance=part.provenance,
            ),
            question.batch_rows,
        )


def _held(holding: Holding, provenance: Provenance) -> _Held:
    import numpy as np

    keys = keys_of(holding.table)
    rows = sorted(holding.rows, key=lambda row: (row.code, row.event_time, *(row.values[name] for name in keys)))
    names = holding.columns or tuple(MEANINGS[holding.table])
    codes = tuple(sorted({row.code for row in rows}))
    places = {code: place for place, code in enumerate(codes)}
    members = np.array([places[row.code] for row in rows], dtype=np.int32)
    events = np.array([microseconds(row.event_time) for row in rows], dtype=np.int64)
    known = np.array([microseconds(row.available_at) for row in rows], dtype=np.int64)
    columns = {name: plain_column(holding.table, name, [row.values.get(name) for row in rows]) for name in names}
    batch = Batch(codes=codes, members=members, event_times=events, available_times=known, columns=columns, provenance=provenance)
    cuts = np.searchsorted(members, np.arange(len(codes) + 1)).tolist()
    days = days_of(events)
    offer = Offer(
        table=holding.table,
        frequency=holding.frequency,
        columns=names,
        delay=holding.delay if holding.delay is not None else timedelta(microseconds=int((known - events).max(initial=0))),
        delay_origin="the longest of its rows" if holding.delay is None else "whoever put the rows in",
        first=day_of(int(days.min())) if rows else None,
        last=day_of(int(days.max())) if rows else None,
        factor_is_relative=holding.factor_is_relative,
    )
    return _Held(offer=offer, batch=batch, spans={code: (cuts[place], cuts[place + 1]) for code, place in places.items()})


def rows_of(batch: Batch) -> Iterator[Row]:
    """The rows of a batch as plain values."""
    columns = {name: one.plain() for name, one in batch.columns.items()}
    for place, (event, known) in enumerate(zip(batch.event_times.tolist(), batch.available_times.tolist(), strict=True)):
        code = batch.codes[int(batch.members[place])]
        values = {name: column[place] for name, column in columns.items()}
        yield Row(code=code, event_time=instant(event), available_at=instant(known), values=values)
