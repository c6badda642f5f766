"""AIstock's database behind the port of sources."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from aistock.market.codes import Kind, board_of, canonical_code, kind_of
from aistock.market.v1.models import BarFrequency, Board, FieldMapping, FindingSeverity, Instrument, InstrumentKind, ListingStatus
from aistock_server.adapters.timescale.rows import Block, odd
from aistock_server.adapters.timescale.tables import FACTORS, KEPT, Kept, applied, columns_of
from aistock_server.adapters.timescale.warehouse import Warehouse
from aistock_server.kernel.clock import Clock
from aistock_server.market.sources.assembling import no_rows, noted, skipped
from aistock_server.market.sources.columns import MEANINGS, REFERENCE, Form, keys_of
from aistock_server.market.sources.faults import not_offered, refused, unknown_code
from aistock_server.market.sources.laws import answered, asked
from aistock_server.market.sources.model import (
    Batch,
    CalendarAnswer,
    InstrumentsAnswer,
    Offer,
    Provenance,
    Question,
    SourceCard,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CALENDAR, _STOCKS = "trading_calendar", "stock_basic"
_AVAILABLE = "available_at"
_CASTS = {Form.TEXT: "text", Form.DAY: "date"}
_TOLD = f"the table's {_AVAILABLE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A question with the table that answers it."""

    question: Question
    kept: Kept
    offer: Offer
    factors: bool


class TimescaleSource:
    """Rows by instrument and time, in blocks, from tables with AIstock's names, units and keys.

    Offered is what is there: a table that the database lacks, or whose columns it lacks, is no offer. There is no reference price.
    """

    def __init__(self, warehouse: Warehouse, clock: Clock, *, name: str = "timescale") -> None:
        self._warehouse = warehouse
        self._clock = clock
        self._name = name

    def card(self) -> SourceCard:
        """The tables that are there."""
        there = self._warehouse.columns([*(one.name for one in KEPT.values()), _CALENDAR, _STOCKS])
        factors = "adj_factor" in there.get(FACTORS.name, ())
        offers = []
        for one in KEPT.values():
            held = there.get(one.name, frozenset())
            names = tuple(
                name for name in columns_of(one, factors=factors) if name not in one.fields or one.fields[name][0] in held
            )
            if names and {"ts_code", one.moment} <= held and set(keys_of(one.table)) <= set(names):
                offers.append(_offer(one, names, told=_AVAILABLE in held))
        return SourceCard(name=self._name, offers=tuple(offers), has_calendar=_CALENDAR in there, has_instruments=_STOCKS in there)

    def rows(self, question: Question) -> Iterator[Batch]:
        """By instrument and time."""
        card = self.card()
        offer = asked(card, question)
        kept = KEPT[question.table, question.frequency]
        one = _Asked(question=question, kept=kept, offer=offer, factors="adj_factor" in question.fields and kept is not FACTORS)
        return answered(card, question, self._answer(one))

    def calendar(self, start: date, end: date) -> CalendarAnswer:
        """The days that trading_calendar calls trading days; it knows one calendar, that of Shanghai."""
        self._require(_CALENDAR, "calendar")
        days = self._warehouse.rows(
            f'SELECT cal_date FROM "{self._warehouse.schema}".{_CALENDAR} '
            "WHERE is_trading AND cal_date BETWEEN %s AND %s ORDER BY 1",
            [start, end],
        )
        return CalendarAnswer(days=tuple(day for (day,) in days), provenance=self._provenance(_CALENDAR, ()))

    def instruments(self) -> InstrumentsAnswer:
        """The shares of stock_basic; codes that belong to no range are in a finding."""
        self._require(_STOCKS, "list of instruments")
        listed = self._warehouse.rows(
            f"SELECT trim(ts_code), name, list_status, list_date, delist_date "
            f'FROM "{self._warehouse.schema}".{_STOCKS} ORDER BY trim(ts_code) COLLATE "C"',
            [],
        )
        made = {str(row[0]): _instrument(*row) for row in listed}
        unknown = [code for code, one in made.items() if one is None]
        findings = []
        if unknown:
            message = "codes that belong to no range of codes; they are not served"
            warning = FindingSeverity.WARNING
            findings.append(noted(warning, "code_range_unknown", message, value=unknown[0], occurrences=len(unknown)))
        return InstrumentsAnswer(
            instruments=tuple(one for one in made.values() if one is not None),
            provenance=self._provenance(_STOCKS, ()),
            findings=tuple(findings),
        )

    def _answer(self, one: _Asked) -> Iterator[Batch]:
        question = one.question
        provenance = self._provenance(one.kept.name, applied(question.table, question.frequency, question.fields))
        codes = question.codes
        if codes is not None:
            unknown = self._unknown(one.kept, codes)
            if unknown and not question.skip_refused:
                raise unknown_code(self._name, unknown[0])
            for code in unknown:
                yield no_rows(question, provenance, skipped(unknown_code(self._name, code), code))
            codes = tuple(code for code in codes if code not in unknown)
        text, values = _statement(one, self._warehouse.schema, codes)
        with closing(self._warehouse.blocks(text, values, question.batch_rows)) as blocks:
            for rows in blocks:
                block = Block.of(self._name, one.kept, one.offer, question, rows)
                kept, findings = self._of_known_units(block, question)
                if kept.rows or findings:
                    yield kept.batch(question, provenance, [*findings, *odd(kept, question)])

    def _of_known_units(self, block: Block, question: Question) -> "tuple[Block, list[Any]]":
        """The block without instruments whose unit or tick nobody tells; that is an error, or a finding when they are skipped."""
        import numpy as np

        bad = {} if question.table in REFERENCE else {code: problem for code in block.codes if (problem := _unserved(code))}
        if not bad:
            return block, []
        code, problem = next(iter(bad.items()))
        if not question.skip_refused:
            raise refused(self._name, problem, field="codes", value=code)
        findings = [skipped(refused(self._name, text, field="codes", value=name), name) for name, text in bad.items()]
        places: NDArray[Any] = np.array([name not in bad for name in block.codes])
        return block.taken(places[block.members]), findings

    def _unknown(self, kept: Kept, codes: Sequence[str]) -> list[str]:
        """Codes of which the table has no row at all."""
        schema = self._warehouse.schema
        found = self._warehouse.rows(
            f'SELECT code FROM unnest(%s::text[]) AS code WHERE EXISTS (SELECT FROM "{schema}".{kept.name} WHERE ts_code = code)',
            [list(codes)],
        )
        return sorted(set(codes) - {code for (code,) in found})

    def _require(self, table: str, what: str) -> None:
        if table not in self._warehouse.columns([table]):
            raise not_offered(self._name, what)

    def _provenance(self, table: str, units: tuple[FieldMapping, ...]) -> Provenance:
        origin = f"{self._warehouse.origin}/{self._warehouse.schema}.{table}"
        return Provenance(source=self._name, origin=origin, version="", observed_at=self._clock.now(), units=units)


def _offer(kept: Kept, names: tuple[str, ...], *, told: bool) -> Offer:
    return Offer(
        table=kept.table,
        frequency=kept.frequency,
        columns=names,
        delay=kept.delay,
        delay_origin=_TOLD if told else "the database does not say; chosen here",
    )


def _statement(one: _Asked, schema: str, codes: Sequence[str] | None) -> tuple[str, list[Any]]:
    """The question in SQL; numbers come as float8, text as text, whatever they are kept as."""
    kept, question = one.kept, one.question
    picked = ["trim(t.ts_code) AS code", f"t.{kept.moment}", f"t.{_AVAILABLE}" if one.offer.delay_origin == _TOLD else "NULL"]
    for name in question.fields:
        column = f"t.{kept.fields[name][0]}" if name in kept.fields else "f.adj_factor"
        picked.append(f"{column}::{_CASTS.get(MEANINGS[question.table][name].form, 'float8')}")
    values: list[Any] = []
    joined = ""
    if one.factors:
        joined = f' LEFT JOIN "{schema}".{FACTORS.name} f ON f.ts_code = t.ts_code AND f.trade_date = t.trade_date'
    end = question.end + timedelta(days=1)
    if question.frequency is BarFrequency.DAY:
        wanted = [f"t.{kept.moment} >= %s AND t.{kept.moment} < %s"]
        values += [question.start, end]
    else:
        wanted = [f"t.{kept.moment} >= %s::timestamp AT TIME ZONE 'Asia/Shanghai'"]
        wanted.append(f"t.{kept.moment} < %s::timestamp AT TIME ZONE 'Asia/Shanghai'")
        values += [question.start, end]
    if kept.only:
        wanted.append(f"t.{kept.only}")
    if codes is not None:
        wanted.append("t.ts_code = ANY(%s)")
        values.append(list(codes))
    if question.indices is not None:
        wanted.append(f"t.{kept.fields['index'][0]} = ANY(%s)")
        values.append(list(question.indices))
    order = f'ORDER BY trim(t.ts_code) COLLATE "C", t.{kept.moment}'
    for name in keys_of(question.table):
        sorts = ' COLLATE "C"' if MEANINGS[question.table][name].form is Form.TEXT else ""
        order += f", t.{kept.fields[name][0]}{sorts}"
    text = f'SELECT {", ".join(picked)} FROM "{schema}".{kept.name} t{joined} WHERE {" AND ".join(wanted)} {order}'
    return text, values


def _unserved(code: str) -> str:
    try:
        kind = kind_of(code)
    except ValueError as error:
        return f"{error}; its unit is unknown"
    return "" if kind is not Kind.B_SHARE else f"{code} is a B share, whose prices are no CNY"


def _instrument(code: str, name: Any, status: Any, listed: Any, delisted: Any) -> Instrument | None:
    try:
        kind = kind_of(code)
        if canonical_code(code) != code:
            return None
    except ValueError:
        return None
    return Instrument(
        code=code,
        name=str(name)[:64] if name else None,
        kind=InstrumentKind(kind.value),
        board=Board(board_of(code).value) if kind is Kind.STOCK else None,
        # Somebody who was delisted on no known day is listed as far as anybody can tell.
        status=ListingStatus.DELISTED if status == "D" and delisted else ListingStatus.LISTED,
        listed_on=listed,
        delisted_on=delisted,
    )
