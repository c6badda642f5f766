"""Daily bins of a Qlib provider directory behind the port of sources; Qlib itself is not needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aistock.market.codes import Kind, board_of, kind_of
from aistock.market.v1.models import (
    BarFrequency,
    Board,
    FieldMapping,
    FindingSeverity,
    Instrument,
    InstrumentKind,
    QualityFinding,
    Unit,
)
from aistock_server.adapters.qlib.bin_files import Bin, ProviderFolder, aligned
from aistock_server.adapters.qlib.raw_prices import NEEDED, PRICES, Unadjusting
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import Refused, RoomError
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import column_of, no_rows, noted, pieces, skipped, unit_note
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import malformed, refused, unknown_code
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    day_times,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DAY_DELAY = timedelta(hours=1)
#: A day on which none of these has a value is a day without trading.
_TRADED = (*PRICES, "volume")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Provider:
    """What is read once for an answer."""

    days: tuple[date, ...]
    numbers: "NDArray[np.int64]"
    folders: dict[str, str]
    spans: dict[str, tuple[date, date]]


class QlibBinSource:
    """Raw bars out of adjusted bins: price / factor, volume × factor, reference price out of `change`.

    The factor is relative to the instrument's first day. `amount` is not in the bins. Qlib has NaN where nothing traded: no row.
    """

    def __init__(self, root: Path, clock: Clock, *, name: str = "qlib_bin", day_delay: timedelta = _DAY_DELAY) -> None:
        self._folder = ProviderFolder(name, root)
        self._clock = clock
        self._name = name
        self._day_delay = day_delay

    def card(self) -> SourceCard:
        """Days of the calendar, and the columns whose bins the first instrument has."""
        days = self._folder.calendar()
        folders, _ = self._folder.folders()
        bins = self._folder.fields(next(iter(folders.values()))) if folders else set()
        columns = tuple(name for name, needed in NEEDED.items() if bins.issuperset({*needed, "close"}))
        offer = Offer(
            table=Table.BARS,
            frequency=BarFrequency.DAY,
            columns=columns,
            delay=self._day_delay,
            delay_origin="not in the bins; chosen here",
            first=days[0],
            last=days[-1],
            factor_is_relative=True,
        )
        return SourceCard(name=self._name, offers=(offer,), has_calendar=True, has_instruments=True)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time, one instrument after the other."""
        card = self.card()
        offer = asked(card, question)
        return answered(card, question, self._answer(question, offer))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """The days of day.txt; the days to come in day_future.txt may be mere weekdays and are left out."""
        days = tuple(day for day in self._folder.calendar() if start <= day <= end)
        return CalendarAnswer(days=days, provenance=self._provenance("calendars/day.txt", "", ()))

    def instruments(self) -> InstrumentsAnswer:
        """Every folder of bins, with the span that instruments/all.txt gives it; what belongs to no range is in a finding."""
        folders, odd = self._folder.folders()
        spans = self._folder.spans()
        found = []
        for code in folders:
            try:
                found.append(_instrument(code, spans.get(code)))
            except ValueError:
                odd.append(code)
        findings = [
            noted(FindingSeverity.WARNING, rule, message, value=names[0], occurrences=len(names))
            for rule, message, names in (
                ("code_range_unknown", "folders whose names belong to no range of codes; they are not served", odd),
                ("listed_without_bins", "codes in instruments/all.txt that have no bins", sorted(set(spans) - set(folders))),
            )
            if names
        ]
        provenance = self._provenance("instruments/all.txt", "", ())
        return InstrumentsAnswer(instruments=tuple(found), provenance=provenance, findings=tuple(findings))

    def _answer(self, question: Question, offer: Offer) -> Iterator[Batch]:
        import numpy as np

        days = self._folder.calendar()
        folders, _ = self._folder.folders()
        numbers = np.array([number_of(day) for day in days], dtype=np.int64)
        provider = _Provider(days=days, numbers=numbers, folders=folders, spans=self._folder.spans())
        for code in folders if question.codes is None else question.codes:
            try:
                yield from self._of_instrument(code, provider, question, offer)
            except RoomError as error:
                if not question.skip_refused:
                    raise
                yield no_rows(question, self._provenance(code, "", ()), skipped(error, code))

    def _of_instrument(self, code: str, provider: _Provider, question: Question, offer: Offer) -> Iterator[Batch]:
        import numpy as np

        folder, kind = self._known(code, provider)
        bins = self._bins(folder, provider, question)
        start, values = aligned(bins)
        rows = np.flatnonzero(~np.isnan(np.stack([values[name] for name in _TRADED if name in values])).all(axis=0))
        unadjusting = Unadjusting(code=code, kind=kind)
        raw, absent = _raw(unadjusting, values, question.fields)
        findings = [*_doubts(code, bins, provider), *unadjusting.findings, *(_absent(code, name) for name in absent)]
        provenance = self._provenance(f"features/{folder}", self._folder.version(folder), _units(kind, question.fields))
        if not len(rows):
            if findings:
                yield no_rows(question, provenance, *findings)
            return
        events = day_times(provider.numbers[start + rows])
        batch = Batch(
            codes=(code,),
            members=np.zeros(len(rows), dtype=np.int32),
            event_times=events,
            available_times=events + offer.delay // timedelta(microseconds=1),
            columns={name: column_of(Table.BARS, name, raw[name][rows]) for name in question.fields},
            provenance=provenance,
            findings=tuple(findings),
        )
        yield from pieces(batch, question.batch_rows)

    def _known(self, code: str, provider: _Provider) -> tuple[str, Kind]:
        folder = provider.folders.get(code)
        if folder is None:
            raise unknown_code(self._name, code)
        try:
            return folder, kind_of(code)
        except ValueError as error:
            raise refused(self._name, f"{error}; its tick is unknown", field="codes", value=code) from None

    def _bins(self, folder: str, provider: _Provider, question: Question) -> dict[str, Bin]:
        """The bins that the fields are computed from, of the days asked for; without a price and a factor there is no raw price."""
        import numpy as np

        first, last = np.searchsorted(provider.numbers, [number_of(question.start), number_of(question.end) + 1]).tolist()
        names = sorted({*_TRADED, "factor", *(name for one in question.fields for name in NEEDED[one])})
        read = {name: self._folder.bin(folder, name, len(provider.days), (first, last)) for name in names}
        bins = {name: one for name, one in read.items() if one is not None}
        for name in ("close", "factor"):
            if name not in bins:
                raise self._refused(f"features/{folder} has no {name}.day.bin", name, folder)
        factor = bins["factor"].values
        low = np.flatnonzero(factor <= 0)
        if len(low):
            problem = f"features/{folder}/factor.day.bin has a factor that is not above zero"
            raise self._refused(problem, "factor", float(factor[low[0]]))
        return bins

    def _refused(self, problem: str, field: str, value: object) -> Refused:
        return malformed(self._name, problem, remedy="export the bins again", field=field, value=value)

    def _provenance(self, origin: str, version: str, units: tuple[FieldMapping, ...]) -> Provenance:
        return Provenance(source=self._name, origin=origin, version=version, observed_at=self._clock.now(), units=units)


def _raw(
    unadjusting: Unadjusting, values: "dict[str, NDArray[np.float64]]", fields: tuple[str, ...]
) -> "tuple[dict[str, NDArray[np.float64]], list[str]]":
    """Raw columns, those without their bins all missing, and the names of the bins that are not there."""
    import numpy as np

    absent = sorted({need for name in fields for need in NEEDED[name]} - set(values))
    gone = tuple(name for name in fields if set(NEEDED[name]) & set(absent))
    raw = unadjusting.columns(values, tuple(name for name in fields if name not in gone))
    return {**raw, **{name: np.full(len(values["close"]), np.nan) for name in gone}}, absent


def _doubts(code: str, bins: dict[str, Bin], provider: _Provider) -> list[QualityFinding]:
    """Bins that are torn, that end apart, or that end before the list says the instrument does."""
    found = []
    for name, one in bins.items():
        if one.torn_bytes:
            message = f"{one.torn_bytes} bytes at the end of {name}.day.bin are no whole value; the values before them are read"
            found.append(noted(FindingSeverity.WARNING, "torn_tail", message, instrument=code, field=name, value=one.torn_bytes))
    ends = {one.end for one in bins.values()}
    if len(ends) > 1:
        message = "the bins of the instrument end on different days; what is beyond a bin's end is missing"
        found.append(noted(FindingSeverity.WARNING, "bins_end_apart", message, instrument=code, value=sorted(ends)))
    span = provider.spans.get(code)
    last = provider.days[max(ends) - 1]
    if span is not None and last < min(span[1], provider.days[-1]):
        message = f"the bins end on {last}, but instruments/all.txt says {span[1]}; the days between are not suspensions"
        found.append(noted(FindingSeverity.WARNING, "bin_shorter_than_listed", message, instrument=code, day=last))
    return found


def _absent(code: str, name: str) -> QualityFinding:
    message = f"there is no {name}.day.bin; what is computed from it is missing"
    return noted(FindingSeverity.WARNING, "bin_absent", message, instrument=code, field=name)


@cache
def _units(kind: Kind, fields: tuple[str, ...]) -> tuple[FieldMapping, ...]:
    """How bins became raw columns."""
    price = "price / factor; float32" if kind is Kind.INDEX else "price / factor, on the tick where float32 explains the distance"
    notes = {
        **dict.fromkeys(PRICES, (Unit.CNY, price)),
        "pre_close": (Unit.CNY, "close / (1 + change), on the mill where float32 explains the distance"),
        "volume": (Unit.SHARES, "volume × factor, whole shares; exact below 4,194,303, beyond to 1 in 8,388,608"),
        "adj_factor": (Unit.RATIO, "1 on the instrument's first day"),
    }
    return tuple(unit_note(Table.BARS, name, NEEDED[name][0], notes[name][0], note=notes[name][1]) for name in fields)


def _instrument(code: str, span: tuple[date, date] | None) -> Instrument:
    """What the code and the list say; ValueError when the code belongs to no range."""
    kind = kind_of(code)
    board = Board(board_of(code).value) if kind is Kind.STOCK else None
    first, last = span or (None, None)
    return Instrument(code=code, kind=InstrumentKind(kind.value), board=board, first_bar_on=first, last_bar_on=last)
