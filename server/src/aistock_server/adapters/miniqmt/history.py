"""miniQMT's history behind the port of sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from aistock.market.codes import Kind
from aistock.market.v1.models import BarFrequency, FieldMapping, FindingSeverity, QualityFinding, Unit
from aistock_server.adapters.miniqmt.dividends import Dividends, dividends_of
from aistock_server.adapters.miniqmt.lines import ASKED, Lines, lines_of
from aistock_server.adapters.miniqmt.listings import SECTORS, date_of, detail, instrument_of, known_days, members, trading_days
from aistock_server.adapters.miniqmt.plan import Step, steps
from aistock_server.adapters.miniqmt.terminal import Terminal
from aistock_server.adapters.miniqmt.units import applied, kind_at_qmt
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import RoomError
from aistock_server.market.model import number_of
from aistock_server.market.sources.assembling import column_of, no_rows, noted, pieces, skipped, unit_note
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import malformed, truncated, unknown_code, unreachable
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    CLOSE,
    OPEN,
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
    day_times,
    minute_times,
)

#: The vendor's word for a frequency, and the most rows that a day can have.
PERIODS: Mapping[BarFrequency, tuple[str, int]] = {
    BarFrequency.DAY: ("1d", 1),
    BarFrequency.MINUTE: ("1m", 241),
    BarFrequency.FIVE_MINUTES: ("5m", 49),
}
_MINUTE_COLUMNS = ("open", "high", "low", "close", "volume", "amount")
_DAY_COLUMNS = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
_CHOSEN = "not documented; chosen here"
_REMEDY = "let the terminal download it again, or report it to the vendor"


class MiniQmtHistory:
    """Bars of a day, a minute and five, and factors, out of the terminal's own store.

    The terminal answers from what it has fetched before, so with `downloads` it is told to fetch the range first; without, what it
    lacks is not in the answer. A suspended day has no row. Volume is whole hands at the source.
    """

    def __init__(
        self,
        terminal: Terminal,
        clock: Clock,
        *,
        downloads: bool = True,
        sectors: Sequence[str] = SECTORS,
        day_delay: timedelta = timedelta(hours=1),
        minute_delay: timedelta = timedelta(seconds=10),
        rows_a_call: int = 200_000,
    ) -> None:
        self._terminal = terminal
        self._name = terminal.source
        self._clock = clock
        self._downloads = downloads
        self._sectors = tuple(sectors)
        self._delays = dict.fromkeys(PERIODS, minute_delay) | {BarFrequency.DAY: day_delay}
        self._rows_a_call = rows_a_call

    def card(self) -> SourceCard:
        """Bars and factors; what they span depends on the account."""
        bars = (
            Offer(
                table=Table.BARS,
                frequency=frequency,
                columns=_DAY_COLUMNS if frequency is BarFrequency.DAY else _MINUTE_COLUMNS,
                delay=self._delays[frequency],
                delay_origin=_CHOSEN,
            )
            for frequency in PERIODS
        )
        factors = Offer(
            table=Table.ADJ_FACTOR,
            frequency=BarFrequency.DAY,
            columns=("adj_factor",),
            delay=timedelta(minutes=5),
            delay_origin=_CHOSEN,
        )
        return SourceCard(name=self._name, offers=(*bars, factors), has_calendar=True, has_instruments=True)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time."""
        card = self.card()
        offer = asked(card, question)
        return answered(card, question, self._answer(question, offer))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """The days on which Shanghai opens; those to come are reckoned from the terminal's holidays."""
        days = trading_days(self._terminal, start, end)
        return CalendarAnswer(days=days, provenance=self._provenance("get_trading_dates SH", ()))

    def instruments(self) -> InstrumentsAnswer:
        """The A shares that the terminal lists today."""
        codes, findings = members(self._terminal, self._sectors)
        found, strange = [], []
        for code in codes:
            told = detail(self._terminal, code)
            one = instrument_of(self._name, code, told) if told is not None else None
            if one is None:
                strange.append(code)
            else:
                found.append(one)
        if strange:
            message = "codes that are no A share of a board known here, or of which the terminal knows nothing; they are left out"
            note = noted(
                FindingSeverity.WARNING,
                "code_range_unknown",
                message,
                instrument=strange[0],
                field="codes",
                occurrences=len(strange),
            )
            findings = (*findings, note)
        return InstrumentsAnswer(
            instruments=tuple(found), provenance=self._provenance("get_stock_list_in_sector", ()), findings=findings
        )

    def _answer(self, question: Question, offer: Offer) -> Iterator[Batch]:
        if question.codes is not None:
            yield from self._answer_about(question.codes, question, offer)
            return
        codes, findings = members(self._terminal, self._sectors)
        for batch in self._answer_about(codes, question, offer):
            yield replace(batch, findings=(*findings, *batch.findings))
            findings = ()
        if findings:
            yield no_rows(question, self._provenance("get_stock_list_in_sector", ()), *findings)

    def _answer_about(self, codes: tuple[str, ...], question: Question, offer: Offer) -> Iterator[Batch]:
        kinds: dict[str, Kind] = {}
        for code in codes:
            try:
                kinds[code] = kind_at_qmt(self._name, code)
            except RoomError as error:
                yield self._refusal(question, code, error)
        if question.table is Table.ADJ_FACTOR:
            yield from self._factors(question, offer, tuple(kinds))
            return
        rows_a_day = PERIODS[question.frequency][1]
        for step in steps(tuple(kinds), question.start, question.end, rows_a_day=rows_a_day, rows_a_call=self._rows_a_call):
            frames = self._frames(step, question.frequency)
            for code in step.codes:
                try:
                    batch = self._bars(frames, code, kinds[code], step, (question, offer))
                except RoomError as error:
                    batch = self._refusal(question, code, error)
                if batch.rows or batch.findings:
                    yield from pieces(batch, question.batch_rows)

    def _refusal(self, question: Question, code: str, error: RoomError) -> Batch:
        """The finding that stands for an instrument, where the question wants one; else the error itself."""
        if not question.skip_refused:
            raise error
        return no_rows(question, self._provenance(code, ()), skipped(error, code))

    def _frames(self, step: Step, frequency: BarFrequency) -> Mapping[str, Any]:
        """The vendor's tables by instrument, after the terminal has fetched what it lacked."""
        period = PERIODS[frequency][0]
        start, end = f"{step.start:%Y%m%d}", f"{step.end:%Y%m%d}"
        if self._downloads:
            self._download(step.codes, period, start, end)
        found = self._terminal.read(
            "get_market_data_ex",
            lambda xtdata: xtdata.get_market_data_ex(
                list(ASKED), list(step.codes), period, start, end, count=-1, dividend_type="none", fill_data=False
            ),
        )
        for code in found:
            if code not in step.codes:
                message = f"get_market_data_ex: rows of {code} came, which was not asked for"
                raise malformed(self._name, message, remedy=_REMEDY, field="codes", value=code)
        return found  # type: ignore[no-any-return]  # the vendor's module has no types

    def _download(self, codes: tuple[str, ...], period: str, start: str, end: str) -> None:
        """Let the terminal fetch; Unavailable unless it says that it has come to the end.

        The vendor's function returns as if all were well when the connection breaks, and when a failure has no text.
        """
        progress: list[Mapping[str, Any]] = []
        self._terminal.download(
            "download_history_data2",
            lambda xtdata: xtdata.download_history_data2(list(codes), period, start, end, callback=progress.append),
        )
        last = progress[-1] if progress else {}
        if not 0 <= last.get("total", -1) <= last.get("finished", -1):
            done = f"after {last.get('finished', 0)} of {last.get('total', len(codes))} instruments"
            message = f"download_history_data2 ended {done}"
            raise unreachable(self._name, message, field="call", value="download_history_data2")

    def _bars(self, frames: Mapping[str, Any], code: str, kind: Kind, step: Step, asking: tuple[Question, Offer]) -> Batch:
        """The bars of one instrument in one step."""
        import numpy as np

        question, offer = asking
        frame = frames.get(code)
        if frame is None or not len(frame):
            if detail(self._terminal, code) is None:
                raise unknown_code(self._name, code)
            if frame is None:
                message = f"get_market_data_ex: {code} was asked for and is not in the answer"
                raise truncated(self._name, message, field="codes", value=code)
            return no_rows(question, self._provenance(code, ()))
        lines = lines_of(self._name, code, kind, question.frequency, frame, step)
        if "adj_factor" in question.fields:
            lines = _adjusted(lines, self._dividends(code))
        is_day = question.frequency is BarFrequency.DAY
        events = day_times(lines.days, CLOSE) if is_day else minute_times(lines.days, lines.minutes)
        return Batch(
            codes=(code,),
            members=np.zeros(len(events), dtype=np.int32),
            event_times=events,
            available_times=events + offer.delay // timedelta(microseconds=1),
            columns={name: column_of(Table.BARS, name, lines.columns[name]) for name in question.fields},
            provenance=self._provenance(
                f"get_market_data_ex {PERIODS[question.frequency][0]} {code} {step.start} {step.end}",
                applied(kind, question.fields),
            ),
            findings=lines.findings,
        )

    def _dividends(self, code: str) -> Dividends:
        """Every event of the instrument since its listing, for a cumulative factor does not depend on the question."""
        table = self._terminal.read("get_divid_factors", lambda xtdata: xtdata.get_divid_factors(code))
        return dividends_of(self._name, code, table)

    def _factors(self, question: Question, offer: Offer, codes: tuple[str, ...]) -> Iterator[Batch]:
        """A factor for each trading day of an instrument's life, suspended or not."""
        days = [day for day in known_days(self._terminal) if question.start <= day <= question.end]
        for code in codes:
            try:
                batch = self._factors_of(code, days, question, offer)
            except RoomError as error:
                batch = self._refusal(question, code, error)
            if batch.rows or batch.findings:
                yield from pieces(batch, question.batch_rows)

    def _factors_of(self, code: str, days: Sequence[date], question: Question, offer: Offer) -> Batch:
        import numpy as np

        told = detail(self._terminal, code)
        if told is None:
            raise unknown_code(self._name, code)
        listed = date_of(self._name, code, "OpenDate", told) or date.min
        gone = date_of(self._name, code, "ExpireDate", told) or date.max
        dividends = self._dividends(code)
        lived = np.array([number_of(day) for day in days if listed <= day < gone], dtype=np.int64)
        events = day_times(lived, OPEN)
        return Batch(
            codes=(code,),
            members=np.zeros(len(events), dtype=np.int32),
            event_times=events,
            available_times=events + offer.delay // timedelta(microseconds=1),
            columns={name: column_of(Table.ADJ_FACTOR, name, dividends.factors(lived)) for name in question.fields},
            provenance=self._provenance(f"get_divid_factors {code}", (_FACTOR_UNIT,) if question.fields else ()),
            findings=dividends.findings(),
        )

    def _provenance(self, origin: str, units: tuple[FieldMapping, ...]) -> Provenance:
        return Provenance(
            source=self._name, origin=origin, version=self._terminal.version(), observed_at=self._clock.now(), units=units
        )


_FACTOR_UNIT = unit_note(
    Table.ADJ_FACTOR, "adj_factor", "dr", Unit.RATIO, note="the product of dr over the days from listing to the row's own"
)


def _adjusted(lines: Lines, dividends: Dividends) -> Lines:
    """With the factor, and a finding where a reference price shows that the vendor did not adjust it."""
    import numpy as np

    columns = {**lines.columns, "adj_factor": dividends.factors(lines.days)}
    findings: tuple[QualityFinding, ...] = (*lines.findings, *dividends.findings())
    lines = replace(lines, columns=columns, findings=findings)
    if len(lines.days) < 2:
        return lines
    factor, pre_close, before = columns["adj_factor"], columns["pre_close"], np.r_[np.nan, columns["close"][:-1]]
    steps_up = np.r_[1.0, factor[1:] / factor[:-1]]
    unadjusted = (np.abs(steps_up - 1) * before > 0.01) & (np.abs(pre_close - before) < 0.005)
    message = "the day is ex-right, and yet its reference price is the last close; limits reckoned from it are wrong"
    return lines.noting(unadjusted, "reference_not_ex_right", FindingSeverity.WARNING, "pre_close", message)
