"""tushare behind the port of sources."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from aistock.market.codes import Kind, kind_of
from aistock.market.v1.models import BarFrequency, FieldMapping, FindingSeverity, QualityFinding
from aistock_server.adapters.tushare.client import TushareClient
from aistock_server.adapters.tushare.constituents import weights_of
from aistock_server.adapters.tushare.listings import stocks, trading_days
from aistock_server.adapters.tushare.memberships import membership_batch, memberships
from aistock_server.adapters.tushare.plan import Step, codes_a_request, months, steps
from aistock_server.adapters.tushare.replies import Page
from aistock_server.adapters.tushare.rows import CODE, DAY, Rows, items_of, rows_of, scaled
from aistock_server.adapters.tushare.tables import ADJ_FACTOR, APIS, Api, applied, columns_of
from aistock_server.kernel.clock import Clock
from aistock_server.kernel.errors import NotFound
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources.assembling import column_of, no_rows, noted, pieces, skipped
from aistock_server.market.sources.columns import Table
from aistock_server.market.sources.faults import malformed, stale, unknown_code
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    Column,
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

_REMEDY = "report it to tushare, or ask another source"
_RATIOS = ("pe", "pe_ttm")
#: Indices whose weights are asked for when a question names none: SSE 50, CSI 300, CSI 1000, CSI 500.
INDICES = ("000016.SH", "000300.SH", "000852.SH", "000905.SH")


class TushareSource:
    """Daily tables of stocks. Missing is what the vendor sends as null; no row is a day without trading."""

    def __init__(self, client: TushareClient, clock: Clock, *, name: str = "tushare", indices: Sequence[str] = INDICES) -> None:
        self._client = client
        self._clock = clock
        self._name = name
        self._indices = tuple(sorted(set(indices)))

    def card(self) -> SourceCard:
        """Six tables by day; what they span only the vendor knows."""
        offers = (
            Offer(
                table=api.table,
                frequency=BarFrequency.DAY,
                columns=columns_of(api.table),
                delay=api.delay,
                delay_origin=api.delay_origin,
            )
            for api in APIS.values()
        )
        return SourceCard(name=self._name, offers=tuple(offers), has_calendar=True, has_instruments=True)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time, or by time and instrument, whichever takes fewer requests."""
        card = self.card()
        asked(card, question)
        return answered(card, question, self._answer(question, APIS[question.table]))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """The days on which Shanghai opens."""
        days = trading_days(self._name, self._client, start, end)
        return CalendarAnswer(days=days, provenance=self._provenance("trade_cal SSE", ()))

    def instruments(self) -> InstrumentsAnswer:
        """Stocks that are listed, paused or gone."""
        found, findings = stocks(self._name, self._client)
        return InstrumentsAnswer(instruments=found, provenance=self._provenance("stock_basic", ()), findings=findings)

    def _answer(self, question: Question, api: Api) -> Iterator[Batch]:
        codes, strangers = _split(question.codes)
        yield from self._not_served(question, strangers)
        if codes == ():
            return
        silent = set(codes or ())
        for batch in self._batches(codes, question, api):
            silent.difference_update(batch.codes)
            if batch.rows or batch.findings:
                yield from pieces(batch, question.batch_rows)
        if silent:
            listed = {one.code for one in self.instruments().instruments}
            yield from self._not_served(question, sorted(silent - listed))

    def _batches(self, codes: tuple[str, ...] | None, question: Question, api: Api) -> Iterator[Batch]:
        """A batch a step; of weights one a month, of memberships one in all."""
        if question.table is Table.INDUSTRIES:
            yield self._memberships(codes, question, api)
        elif question.table is Table.INDEX_WEIGHTS:
            for start, end in months(question.start, question.end):
                yield self._weights(start, end, codes, question, api)
        else:
            joins = question.table is Table.BARS and "adj_factor" in question.fields
            many = api.takes_many_codes and not joins
            fit = codes_a_request(question.start, question.end, rows=self._client.rows_a_page, takes_many=many)
            for step in steps(codes, question.start, question.end, codes_a_step=fit, trading_days=lambda: self._days(question)):
                yield self._step(step, codes, question, api)

    def _not_served(self, question: Question, codes: list[str]) -> Iterator[Batch]:
        """Codes that the vendor does not know: an error, or findings where the question wants them."""
        if not codes:
            return
        errors: dict[str, NotFound] = {code: unknown_code(self._name, code) for code in codes}
        if not question.skip_refused:
            raise errors[codes[0]]
        findings = (skipped(error, code) for code, error in errors.items())
        yield no_rows(question, self._provenance("stock_basic", ()), *findings)

    def _days(self, question: Question) -> tuple[date, ...]:
        return trading_days(self._name, self._client, question.start, question.end)

    def _step(self, step: Step, codes: tuple[str, ...] | None, question: Question, api: Api) -> Batch:
        rows = self._fetched(step, api, tuple(name for name in question.fields if name in api.fields))
        rows = _of_codes(rows, codes)
        columns, findings = self._columns(rows, question, api)
        if len(columns) < len(question.fields):
            factors = self._fetched(step, ADJ_FACTOR, ("adj_factor",))
            columns["adj_factor"], more = _joined(rows, factors)
            findings += more
        findings += _beyond_coverage(rows, api)
        events = day_times(rows.days, api.event)
        params = " ".join(f"{name}={value[:60]}" for name, value in step.params().items())
        return Batch(
            codes=rows.codes,
            members=rows.members,
            event_times=events,
            available_times=events + api.delay // timedelta(microseconds=1),
            columns={name: columns[name] for name in question.fields},
            provenance=self._provenance(f"{api.name} {params}", applied(question.table, question.fields)),
            findings=(*rows.findings, *findings),
        )

    def _weights(self, start: date, end: date, codes: tuple[str, ...] | None, question: Question, api: Api) -> Batch:
        indices = self._indices if question.indices is None else question.indices
        steps_of = {index: Step(codes=None, start=start, end=end, index=index) for index in indices}
        found = {index: _of_codes(self._fetched(step, api, ("weight",)), codes) for index, step in steps_of.items()}
        if not found:
            return no_rows(question, self._provenance(api.name, ()))
        rows = weights_of(found)
        events = day_times(rows.days, api.event)
        origin = f"{api.name} index_code={','.join(indices)} start_date={start:%Y%m%d} end_date={end:%Y%m%d}"
        return Batch(
            codes=rows.codes,
            members=rows.members,
            event_times=events,
            available_times=events + api.delay // timedelta(microseconds=1),
            columns={name: rows.columns[name] for name in question.fields},
            provenance=self._provenance(origin, applied(question.table, question.fields)),
            findings=tuple(finding for one in found.values() for finding in one.findings),
        )

    def _memberships(self, codes: tuple[str, ...] | None, question: Question, api: Api) -> Batch:
        found = memberships(self._name, self._client, codes)
        errors = {code: one for code, one in found.errors.items() if codes is None or code in codes}
        if errors and not question.skip_refused:
            raise next(iter(errors.values()))
        held = found.within(question.start, question.end, codes)
        provenance = self._provenance(api.name, applied(question.table, question.fields))
        skips = (skipped(error, code) for code, error in errors.items())
        return membership_batch(held, question, api, provenance, (*found.findings, *skips))

    def _fetched(self, step: Step, api: Api, fields: tuple[str, ...]) -> Rows:
        """The rows of one request, which are those that were asked for."""
        names = tuple(dict.fromkeys(api.fields[name][0] for name in fields))
        wanted = (api.code, DAY, *names) if step.index is None else (api.code, DAY, *names, "index_code")
        pages = list(self._client.pages(api.name, step.params(), wanted, most=api.most_rows))
        self._check_index(step, api, pages)
        rows = rows_of(self._name, api.name, pages, names, code=api.code)
        if not len(rows.days):
            return rows
        outside = (rows.days < number_of(step.start)) | (rows.days > number_of(step.end))
        if (rows.days < number_of(step.start)).all():
            raise stale(self._name, newest=day_of(int(rows.days.max())), expected=step.start)
        if outside.any():
            day = day_of(int(rows.days[outside.argmax()]))
            message = f"{api.name}: a row of {day} came, and {step.start} to {step.end} was asked for"
            raise malformed(self._name, message, remedy=_REMEDY, field=DAY, value=day)
        if step.codes is not None and not set(rows.codes) <= set(step.codes):
            code = min(set(rows.codes) - set(step.codes))
            raise malformed(
                self._name, f"{api.name}: a row of {code} came, which was not asked for", remedy=_REMEDY, field=CODE, value=code
            )
        return rows

    def _check_index(self, step: Step, api: Api, pages: Sequence[Page]) -> None:
        for (index,) in items_of(pages, ("index_code",)) if step.index is not None else ():
            if index != step.index:
                message = f"{api.name}: a row of index {index!r} came, and {step.index} was asked for"
                raise malformed(self._name, message, remedy=_REMEDY, field="index_code", value=index)

    def _columns(self, rows: Rows, question: Question, api: Api) -> tuple[dict[str, Column], list[QualityFinding]]:
        columns, findings = {}, []
        for name in question.fields:
            if name not in api.fields:
                continue
            field, unit = api.fields[name]
            values, odd = scaled(rows.columns[field], unit)
            if odd.any():
                message = f"{api.name}.{field} has more digits than {unit} can have in our unit; the last one is rounded"
                findings.append(_finding(rows, odd, "value_rounded", name, rows.columns[field], message))
            if name in _RATIOS and bool((zero := values == 0).any()):
                message = f"{name} is 0, and tushare documents null for a loss: whoever kept these rows wrote 0; it is kept"
                findings.append(_finding(rows, zero, "zero_ratio", name, values, message))
            columns[name] = column_of(question.table, name, values)
        return columns, findings

    def _provenance(self, origin: str, units: tuple[FieldMapping, ...]) -> Provenance:
        return Provenance(source=self._name, origin=origin, version="", observed_at=self._clock.now(), units=units)


def _split(codes: tuple[str, ...] | None) -> tuple[tuple[str, ...] | None, list[str]]:
    """The codes of stocks, and the others, of which these tables have none."""
    if codes is None:
        return None, []
    known = tuple(code for code in codes if _is_stock(code))
    return known, sorted(set(codes) - set(known))


def _is_stock(code: str) -> bool:
    try:
        return kind_of(code) is Kind.STOCK
    except ValueError:
        return False


def _of_codes(rows: Rows, codes: tuple[str, ...] | None) -> Rows:
    """The rows of some instruments out of those of a whole day."""
    import numpy as np

    if codes is None or set(rows.codes) <= set(codes):
        return rows
    wanted = np.isin(np.array(rows.codes), np.array(codes))
    kept = rows.taken(wanted[rows.members])
    places = np.cumsum(wanted) - 1
    names = tuple(code for code, is_wanted in zip(rows.codes, wanted.tolist(), strict=True) if is_wanted)
    members = places[kept.members].astype(np.int32)
    return Rows(codes=names, members=members, days=kept.days, columns=kept.columns, findings=kept.findings)


def _joined(rows: Rows, factors: Rows) -> tuple[Column, list[QualityFinding]]:
    """The factor of each row's instrument and day; where the vendor has none it is missing, and a finding says so."""
    import numpy as np

    places = {code: place for place, code in enumerate(rows.codes)}
    renumbered = np.array([places.get(code, -1) for code in factors.codes], dtype=np.int64)
    span = 1 << 32
    keys = renumbered[factors.members] * span + factors.days
    # Codes are sorted in both, so the keys of known instruments ascend; those of the others come before all of them.
    order = np.argsort(keys, kind="stable")
    keys, values = keys[order], factors.columns["adj_factor"][order]
    wanted = rows.members.astype(np.int64) * span + rows.days
    at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    found = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
    column = np.where(found, values[at], np.nan) if len(keys) else np.full(len(wanted), np.nan)
    gaps = np.isnan(column)
    findings = [*factors.findings]
    if gaps.any():
        message = "adj_factor has no row for this bar; the factor is missing"
        findings.append(_finding(rows, gaps, "factor_missing", "adj_factor", None, message))
    return column_of(Table.BARS, "adj_factor", column), findings


def _beyond_coverage(rows: Rows, api: Api) -> list[QualityFinding]:
    """Rows of exchanges that the vendor's page of the table does not speak of: in real files they are all zeros."""
    import numpy as np

    if api.leaves_out is None:
        return []
    outside = np.array([code.endswith(api.leaves_out) for code in rows.codes], dtype=bool)[rows.members]
    if not outside.any():
        return []
    message = f"{api.name} is documented without {api.leaves_out[1:]}; its rows are kept, and their zeros may be no zeros"
    return [_finding(rows, outside, "beyond_coverage", CODE, None, message)]


def _finding(
    rows: Rows, bad: "NDArray[np.bool_]", rule: str, field: str, values: "NDArray[np.float64] | None", message: str
) -> QualityFinding:
    """A warning that names the first of the marked rows."""
    row = int(bad.argmax())
    return noted(
        FindingSeverity.WARNING,
        rule,
        message,
        instrument=rows.codes[int(rows.members[row])],
        day=day_of(int(rows.days[row])),
        field=field,
        value=None if values is None else values[row],
        occurrences=int(bad.sum()),
    )
