"""One suite over every source: the same market, written in each one's own format, gives the same answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency, FindingSeverity
from aistock_server.adapters.memory.source import Row, rows_of
from aistock_server.kernel.errors import Invalid, NotFound, NotServed, RoomError, Unavailable
from aistock_server.market.sources import MEANINGS, Batch, Fault, HistorySource, Question, Table, fault_of
from aistock_server.market.sources.columns import KEYS

CODES = ("300750.SZ", "600000.SH", "920002.BJ")
FIRST, LAST = date(2024, 1, 2), date(2024, 2, 26)
slow_fixtures = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

dates = st.dates(FIRST - timedelta(days=9), LAST + timedelta(days=9))
spans = st.tuples(dates, dates).map(sorted)
code_sets = st.none() | st.lists(st.sampled_from(CODES), min_size=1, max_size=4).map(tuple)
batch_sizes = st.sampled_from([1, 7, 64, 65_536])


def offered(source: HistorySource, frequency: BarFrequency = BarFrequency.DAY) -> tuple[str, ...]:
    offer = source.card().offer(Table.BARS, frequency)
    return offer.columns if offer else ()


def told(batches: Iterator[Batch]) -> list[tuple[object, ...]]:
    """Every row as plain values, by instrument and time."""
    rows: list[Row] = [row for batch in batches for row in rows_of(batch)]
    # Not by the values: a gap has no place among numbers or texts.
    return sorted(((row.code, row.event_time, *sorted(row.values.items())) for row in rows), key=repr)


@given(spans, code_sets, batch_sizes, st.data())
@slow_fixtures
def test_every_source_tells_what_the_reference_tells(
    any_source: HistorySource,
    reference: HistorySource,
    span: list[date],
    codes: tuple[str, ...] | None,
    size: int,
    data: st.DataObject,
) -> None:
    fields = tuple(data.draw(st.lists(st.sampled_from(offered(any_source)), unique=True, min_size=1)))
    question = Question(start=span[0], end=span[1], fields=fields, codes=codes, batch_rows=size)
    assert told(any_source.rows(question)) == told(reference.rows(question))


@given(spans, code_sets, batch_sizes)
@slow_fixtures
def test_minutes_are_the_same_where_they_are_offered(
    any_source: HistorySource, reference: HistorySource, span: list[date], codes: tuple[str, ...] | None, size: int
) -> None:
    fields = offered(any_source, BarFrequency.MINUTE)
    codes = (codes and tuple(code for code in codes if code in CODES[:2])) or None
    question = Question(
        start=span[0], end=span[1], fields=fields or ("close",), codes=codes, batch_rows=size, frequency=BarFrequency.MINUTE
    )
    if not fields:
        with pytest.raises(NotServed):
            any_source.rows(question)
        return
    assert told(any_source.rows(question)) == told(reference.rows(question))


def test_no_row_is_known_before_its_event_and_the_card_says_how_much_later(any_source: HistorySource) -> None:
    offer = any_source.card().offer(Table.BARS, BarFrequency.DAY)
    assert offer is not None
    rows = 0
    for batch in any_source.rows(Question(start=FIRST, end=LAST, fields=("close",))):
        for row in rows_of(batch):
            assert row.event_time.astimezone(UTC).hour == 7
            assert row.available_at - row.event_time == offer.delay
            rows += 1
    assert rows == 117


def test_what_was_not_known_yet_is_left_out(any_source: HistorySource) -> None:
    before = datetime(2024, 1, 5, 7, 30, tzinfo=UTC)
    seen = told(any_source.rows(Question(start=FIRST, end=LAST, fields=("close",), as_of=before)))
    assert {row[1].date() for row in seen} == {date(2024, 1, 2), date(2024, 1, 3), date(2024, 1, 4)}  # type: ignore[attr-defined]


def test_every_batch_says_where_it_came_from(any_source: HistorySource) -> None:
    question = Question(start=FIRST, end=LAST, fields=("close", "volume"), batch_rows=50)
    for batch in any_source.rows(question):
        assert batch.rows <= 50
        assert batch.provenance.source == any_source.card().name
        assert batch.provenance.origin
        assert batch.provenance.observed_at.tzinfo is not None
        assert any_source.card().name == "memory" or {one.field for one in batch.provenance.units} == {"close", "volume"}


@pytest.mark.parametrize(
    ("change", "kind", "fault"),
    [
        ({"start": LAST, "end": FIRST}, Invalid, Fault.REVERSED_RANGE),
        ({"fields": ("closing",)}, NotFound, Fault.UNKNOWN_FIELD),
        ({"codes": ("SH600000",)}, Invalid, Fault.BAD_CODE),
        ({"codes": ("600001.SH",)}, NotFound, Fault.UNKNOWN_CODE),
        ({"codes": ("600000.SH", "600001.SH")}, NotFound, Fault.UNKNOWN_CODE),
        ({"frequency": BarFrequency.FIVE_MINUTES, "fields": ("pre_close",)}, RoomError, None),
        ({"expected_through": LAST + timedelta(days=1)}, Unavailable, Fault.STALE),
    ],
)
def test_questions_that_cannot_be_answered_are_refused_by_name(
    any_source: HistorySource, change: dict[str, object], kind: type[RoomError], fault: Fault | None
) -> None:
    asked = {"start": FIRST, "end": LAST, "fields": ("close",), **change}
    with pytest.raises(kind) as caught:
        list(any_source.rows(Question(**asked)))  # type: ignore[arg-type]
    found = fault_of(caught.value)
    assert found is fault or (fault is None and found in (Fault.NOT_OFFERED, Fault.UNKNOWN_FIELD))
    assert caught.value.details["field"]


def test_an_answer_that_reaches_the_expected_day_is_fresh(any_source: HistorySource) -> None:
    question = Question(start=FIRST, end=LAST, fields=("close",), expected_through=date(2024, 2, 26))
    assert len(told(any_source.rows(question))) == 117


def test_an_unknown_code_may_be_a_finding_while_the_others_are_served(any_source: HistorySource) -> None:
    question = Question(start=FIRST, end=LAST, fields=("close",), codes=("600000.SH", "600001.SH"), skip_refused=True)
    batches = list(any_source.rows(question))
    findings = [one for batch in batches for one in batch.findings]
    assert sum(batch.rows for batch in batches) == 40
    assert [(one.instrument, one.severity) for one in findings] == [("600001.SH", FindingSeverity.ERROR)]
    assert findings[0].rule == "instrument_not_served/unknown_code"


def test_lists_are_given_or_refused_as_the_card_says(any_source: HistorySource) -> None:
    card = any_source.card()
    if card.has_calendar:
        days = any_source.calendar(date(2024, 1, 6), date(2024, 1, 14)).days
        assert days == tuple(date(2024, 1, day) for day in range(8, 13))
    else:
        with pytest.raises(NotServed):
            any_source.calendar(FIRST, LAST)
    if card.has_instruments:
        assert tuple(one.code for one in any_source.instruments().instruments) == CODES
    else:
        with pytest.raises(NotServed):
            any_source.instruments()


REFERENCE = (Table.INDUSTRIES, Table.INDEX_WEIGHTS)
WITH_REFERENCE = ("memory", "tushare", "parquet", "csv", "timescale")
hours = st.sampled_from([0, 24, 48, 72]) | st.integers(21_000, 23_000)
moments = st.none() | hours.map(lambda passed: datetime(2021, 7, 29, 12, tzinfo=UTC) + timedelta(hours=passed))
reference_days = st.sampled_from([date(1999, 11, 9), date(1999, 11, 10), date(2018, 6, 12), date(2024, 1, 15), date(2024, 1, 31)])


@given(
    st.sampled_from(REFERENCE),
    st.tuples(reference_days, st.dates(date(2024, 1, 1), date(2024, 3, 1))).map(sorted),
    code_sets,
    st.none() | st.sets(st.sampled_from(("000300.SH", "000905.SH", "000016.SH")), min_size=1).map(tuple),
    moments,
    batch_sizes,
    st.data(),
)
@slow_fixtures
def test_industries_and_weights_are_the_same_where_they_are_offered(
    any_source: HistorySource,
    reference: HistorySource,
    table: Table,
    span: list[date],
    codes: tuple[str, ...] | None,
    indices: tuple[str, ...] | None,
    as_of: datetime | None,
    size: int,
    data: st.DataObject,
) -> None:
    fields = tuple(data.draw(st.lists(st.sampled_from(tuple(MEANINGS[table])), unique=True, min_size=1)))
    asked = Question(
        start=max(span[0], date(2023, 12, 1)) if table is Table.INDEX_WEIGHTS else span[0],
        end=span[1],
        fields=fields,
        codes=codes,
        indices=indices if table is Table.INDEX_WEIGHTS else None,
        table=table,
        as_of=as_of,
        batch_rows=size,
    )
    if any_source.card().name not in WITH_REFERENCE:
        with pytest.raises(NotServed):
            any_source.rows(asked)
        return
    assert told(any_source.rows(asked)) == told(reference.rows(asked))


@pytest.mark.parametrize("table", REFERENCE)
def test_the_reference_tables_are_whole_and_in_no_other_order_than_the_port_allows(any_source: HistorySource, table: Table) -> None:
    if any_source.card().name not in WITH_REFERENCE:
        assert any_source.card().offer(table, BarFrequency.DAY) is None
        return
    offer = any_source.card().offer(table, BarFrequency.DAY)
    assert offer is not None
    assert offer.columns == tuple(MEANINGS[table])
    asked = Question(start=date(1990, 12, 19), end=LAST, fields=offer.columns[-1:], table=table)
    if table is Table.INDEX_WEIGHTS:
        asked = replace(asked, start=FIRST)
    batches = list(any_source.rows(asked))
    assert sum(batch.rows for batch in batches) == {Table.INDUSTRIES: 11, Table.INDEX_WEIGHTS: 9}[table]
    assert {name for batch in batches for name in batch.columns} == {*KEYS[table], offer.columns[-1]}
    assert not [one for batch in batches for one in batch.findings if one.severity is not FindingSeverity.INFO]


def test_an_end_that_nobody_knew_yet_is_not_told(any_source: HistorySource) -> None:
    if any_source.card().name not in WITH_REFERENCE:
        return
    fields = ("industry_code", "effective_to")
    for as_of, ends in (
        (datetime(2024, 1, 15, 12, tzinfo=UTC), {date(1999, 11, 10): None}),
        (datetime(2024, 1, 16, 12, tzinfo=UTC), {date(1999, 11, 10): date(2024, 1, 15), date(2024, 1, 15): None}),
    ):
        asked = Question(
            start=date(1990, 12, 19), end=LAST, fields=fields, codes=("600000.SH",), table=Table.INDUSTRIES, as_of=as_of
        )
        seen = {row.event_time.date(): row.values["effective_to"] for batch in any_source.rows(asked) for row in rows_of(batch)}
        assert seen == ends
