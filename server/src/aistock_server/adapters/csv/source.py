"""A folder of CSV files behind the port of sources; short, and whole, so that the next adapter can begin as a copy of it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.csv.files import AVAILABLE_AT, EVENT_TIME, INSTRUMENT, CsvFile, Key, Line, files_in, path_of
from aistock_server.adapters.csv.values import READERS, code_of, day_of_text, moment_of
from aistock_server.kernel.clock import Clock
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import no_rows, plain_column, skipped, unit_note
from aistock_server.market.sources.columns import MEANINGS
from aistock_server.market.sources.faults import not_offered, unknown_code
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    SHANGHAI,
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    chosen_delay,
    day_times,
    event_of,
    microseconds,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_T = TypeVar("_T")


class CsvSource:
    """Files named TABLE.FREQUENCY.csv with a header of our column names, values in our units, an empty text where there is none.

    Wanted are `instrument` and `date` (YYYY-MM-DD; of industries `effective_from`), or of minutes `event_time` (ISO 8601 with an
    offset); `available_at` counts where it is there. Rows stand by instrument and time or by time and instrument. A file is read
    from its beginning for every question: what is too large for that belongs into Parquet.
    """

    def __init__(self, folder: Path, clock: Clock, *, name: str = "csv") -> None:
        self._folder = folder
        self._clock = clock
        self._name = name

    def card(self) -> SourceCard:
        """What the headers say; the days that a file spans are not known without reading it."""
        return SourceCard(name=self._name, offers=tuple(self._offer(key) for key in files_in(self._name, self._folder)))

    def rows(self, question: Question) -> Iterator[Batch]:
        """In the order of the file. `asked` holds the question to the card, `answered` the answer to the laws."""
        card = self.card()
        offer = asked(card, question)
        return answered(card, question, self._answer(question, offer))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """Rows are no calendar: a day on which nothing traded would be lost."""
        raise not_offered(self._name, "calendar")

    def instruments(self) -> InstrumentsAnswer:
        """Rows are no list of instruments."""
        raise not_offered(self._name, "list of instruments")

    def _file(self, key: Key) -> CsvFile:
        return CsvFile(self._name, path_of(self._folder, key), key)

    def _offer(self, key: Key) -> Offer:
        table, frequency = key
        header = self._file(key).header()
        return Offer(
            table=table,
            frequency=frequency,
            columns=tuple(name for name in MEANINGS[table] if name in header),
            delay=chosen_delay(table, frequency),
            delay_origin="the file's available_at" if AVAILABLE_AT in header else "not in the file; chosen here",
        )

    def _answer(self, question: Question, offer: Offer) -> Iterator[Batch]:
        file = self._file((question.table, question.frequency))
        reading = _Reading(file, question, offer, self._provenance(file, question))
        for lines in _cut(reading.wanted(), question.batch_rows):
            yield reading.batch(lines)
        # Only the whole file tells that a code is in no row of it.
        for code in sorted(set(question.codes or ()) - reading.seen):
            if not question.skip_refused:
                raise unknown_code(self._name, code)
            yield no_rows(question, reading.provenance, skipped(unknown_code(self._name, code), code))

    def _provenance(self, file: CsvFile, question: Question) -> Provenance:
        meanings = MEANINGS[question.table]
        units = tuple(unit_note(question.table, name, name, meanings[name].unit) for name in question.fields)
        return Provenance(source=self._name, origin=file.name, version=file.version(), observed_at=self._clock.now(), units=units)


class _Reading:
    """One question to one file: which of its lines are wanted, and the batches that they make."""

    def __init__(self, file: CsvFile, question: Question, offer: Offer, provenance: Provenance) -> None:
        self.seen: set[str] = set()
        self.provenance = provenance
        self._file = file
        self._question = question
        self._offer = offer
        self._header = file.header()
        self._places = {name: place for place, name in enumerate(self._header)}

    def wanted(self) -> Iterator[Line]:
        """The lines of the instruments and days asked for; every line's code and time are read, so a bad one never passes."""
        question, codes = self._question, None if self._question.codes is None else set(self._question.codes)
        for line in self._file.lines(self._header):
            code, day = self._value(line, INSTRUMENT, code_of), self._day(line)
            self.seen.add(code)
            if question.start <= day <= question.end and (codes is None or code in codes):
                yield line

    def batch(self, lines: Sequence[Line]) -> Batch:
        """Lines as a batch."""
        import numpy as np

        texts = [line.texts[self._places[INSTRUMENT]] for line in lines]
        codes = tuple(sorted(set(texts)))
        places = {code: place for place, code in enumerate(codes)}
        events = self._events(lines)
        known = events + self._offer.delay // timedelta(microseconds=1)
        if AVAILABLE_AT in self._places:
            moments = [self._value(line, AVAILABLE_AT, moment_of) for line in lines]
            known = np.array([microseconds(moment) for moment in moments], dtype=np.int64)
            if (early := known < events).any():
                line = lines[int(early.argmax())]
                raise self._file.refused(
                    line.number, "was available before its event", AVAILABLE_AT, self._text(line, AVAILABLE_AT)
                )
        return Batch(
            codes=codes,
            members=np.array([places[text] for text in texts], dtype=np.int32),
            event_times=events,
            available_times=known,
            columns={name: plain_column(self._question.table, name, self._values(lines, name)) for name in self._question.fields},
            provenance=self.provenance,
        )

    def _values(self, lines: Sequence[Line], name: str) -> list[float | int | str | date | None]:
        reader = READERS[MEANINGS[self._question.table][name].form]
        return [self._value(line, name, reader) if self._text(line, name) else None for line in lines]

    def _events(self, lines: Sequence[Line]) -> "NDArray[np.int64]":
        import numpy as np

        if self._question.frequency is BarFrequency.DAY:
            days = [number_of(self._day(line)) for line in lines]
            return day_times(np.array(days, dtype=np.int64), event_of(self._question.table))
        moments = [microseconds(self._value(line, EVENT_TIME, moment_of)) for line in lines]
        return np.array(moments, dtype=np.int64)

    def _day(self, line: Line) -> date:
        if self._question.frequency is BarFrequency.DAY:
            return self._value(line, self._file.time, day_of_text)
        return self._value(line, EVENT_TIME, moment_of).astimezone(SHANGHAI).date()

    def _text(self, line: Line, name: str) -> str:
        return line.texts[self._places[name]]

    def _value(self, line: Line, name: str, reader: Callable[[str], _T]) -> _T:
        text = self._text(line, name)
        try:
            return reader(text)
        except ValueError as error:
            raise self._file.refused(line.number, f"has {name} {text!r}: {error}", name, text) from None


def _cut(lines: Iterator[Line], rows: int) -> Iterator[Sequence[Line]]:
    while part := list(islice(lines, rows)):
        yield part
