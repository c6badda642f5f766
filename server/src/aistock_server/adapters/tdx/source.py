"""TDX's local files behind the port of sources."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aistock.market.codes import Kind, board_of
from aistock.market.v1.models import BarFrequency, Board, FindingSeverity, Instrument, InstrumentKind, QualityFinding
from aistock_server.adapters.tdx.checks import FileCheck
from aistock_server.adapters.tdx.files import OpenFile, TdxFolder
from aistock_server.adapters.tdx.records import PRICES, Records, decode_days, decode_minutes
from aistock_server.adapters.tdx.units import Units, applied, kind_at_tdx, units_of
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import column_of, no_rows, noted, skipped
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import not_offered, unknown_code, unreachable
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    minute_times,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_COLUMNS = (*PRICES, "volume", "amount")
_RECORDS_A_BLOCK = 65_536


class TdxSource:
    """Bars of a `vipdoc` folder, as the client wrote them. It has no reference prices, factors, names or calendar.

    TDX documents no hour at which the day's files are complete, so `day_delay` after the close is this project's choice.
    """

    def __init__(self, root: Path, clock: Clock, *, name: str = "tdx", day_delay: timedelta = timedelta(hours=1)) -> None:
        self._folder = TdxFolder(name, root)
        self._clock = clock
        self._name = name
        self._day_delay = day_delay

    def card(self) -> SourceCard:
        """Bars of a day, of a minute and of five."""
        told = {
            BarFrequency.DAY: (self._day_delay, "not documented; chosen here"),
            BarFrequency.MINUTE: (timedelta(0), "the end of the minute; the client writes the file later"),
            BarFrequency.FIVE_MINUTES: (timedelta(0), "the end of the five minutes; the client writes the file later"),
        }
        offers = (
            Offer(table=Table.BARS, frequency=frequency, columns=_COLUMNS, delay=delay, delay_origin=origin)
            for frequency, (delay, origin) in told.items()
        )
        return SourceCard(name=self._name, offers=tuple(offers), has_instruments=True)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time, one file after the other."""
        card = self.card()
        offer = asked(card, question)
        return answered(card, question, self._answer(question, offer))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """TDX's folder has no calendar."""
        raise not_offered(self._name, "calendar")

    def instruments(self) -> InstrumentsAnswer:
        """Every code that has a file of days, without names; files of unknown codes are counted in a finding."""
        found, unknown = [], []
        for code in self._folder.codes(BarFrequency.DAY):
            try:
                found.append(_instrument(code))
            except ValueError:
                unknown.append(code)
        findings: tuple[QualityFinding, ...] = ()
        if unknown:
            message = "files of codes that belong to no range known here; their units are unknown and they are not served"
            findings = (
                noted(FindingSeverity.WARNING, "code_range_unknown", message, instrument=unknown[0], occurrences=len(unknown)),
            )
        return InstrumentsAnswer(instruments=tuple(found), provenance=self._provenance("lday", "", ()), findings=findings)

    def _answer(self, question: Question, offer: Offer) -> Iterator[Batch]:
        codes = self._folder.codes(question.frequency) if question.codes is None else question.codes
        for code in codes:
            try:
                yield from self._instrument_rows(code, question, offer)
            except RoomError as error:
                if not question.skip_refused:
                    raise
                yield no_rows(question, self._provenance(code, "", ()), skipped(error, code))

    def _instrument_rows(self, code: str, question: Question, offer: Offer) -> Iterator[Batch]:
        kind, units = units_of(self._name, code, question.frequency)
        path = self._folder.path(code, question.frequency)
        try:
            with self._folder.open(path) as file:
                yield from self._file_rows(file, code, (kind, units), question, offer)
        except FileNotFoundError:
            raise unknown_code(self._name, code) from None
        except OSError as error:
            message = f"{path.name} cannot be read ({error.strerror})"
            raise unreachable(self._name, message, field="file", value=path.name) from None

    def _file_rows(self, file: OpenFile, code: str, known: tuple[Kind, Units], question: Question, offer: Offer) -> Iterator[Batch]:
        """The file's rows a block behind, so that what the whole file told goes with its last batch."""
        kind, units = known
        check = FileCheck(file, code, kind)
        provenance = self._provenance(file.origin, file.version, applied(kind, question.frequency, question.fields))
        first, last = number_of(question.start), number_of(question.end)
        held: Batch | None = None
        for block in file.blocks(min(_RECORDS_A_BLOCK, question.batch_rows)):
            decode = decode_days if question.frequency is BarFrequency.DAY else decode_minutes
            records = decode(block.content, units.price_scale)
            check.look(records, block.first)
            keep = (records.days >= first) & (records.days <= last)
            if not keep.any():
                continue
            kept = records if keep.all() else _taken(records, keep)
            check.note(kept)
            if held is not None:
                yield held
            held = _batch(code, kept, units, question, offer, provenance)
        findings = check.findings(units.shares_a_unit)
        if held is not None:
            yield replace(held, findings=findings)
        elif findings:
            yield no_rows(question, provenance, *findings)

    def _provenance(self, origin: str, version: str, units: Any) -> Provenance:
        return Provenance(source=self._name, origin=origin, version=version, observed_at=self._clock.now(), units=units)


def _batch(code: str, records: Records, units: Units, question: Question, offer: Offer, provenance: Provenance) -> Batch:
    """Records of one instrument in our columns."""
    import numpy as np

    rows = len(records.days)
    events = minute_times(records.days, records.minutes)
    gone = np.ones(rows, dtype=bool) if units.shares_a_unit is None else None
    values: dict[str, NDArray[Any]] = {
        **records.prices,
        "amount": records.amount,
        "volume": records.volume * (units.shares_a_unit or 1),
    }
    return Batch(
        codes=(code,),
        members=np.zeros(rows, dtype=np.int32),
        event_times=events,
        available_times=events + offer.delay // timedelta(microseconds=1),
        columns={name: column_of(Table.BARS, name, values[name], gone if name == "volume" else None) for name in question.fields},
        provenance=provenance,
    )


def _taken(records: Records, keep: "NDArray[np.bool_]") -> Records:
    return Records(
        days=records.days[keep],
        minutes=records.minutes[keep],
        prices={name: values[keep] for name, values in records.prices.items()},
        amount=records.amount[keep],
        volume=records.volume[keep],
    )


def _instrument(code: str) -> Instrument:
    """What the code says; ValueError when it says nothing."""
    kind = kind_at_tdx(code)
    board = Board(board_of(code).value) if kind is Kind.STOCK else None
    return Instrument(code=code, kind=InstrumentKind(kind.value), board=board)
