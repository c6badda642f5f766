"""What holds for industries and weights of indices beside the laws of every answer."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency, FindingSeverity
from aistock_server.adapters.memory.source import Holding, MemorySource, Row, rows_of
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, Refused
from aistock_server.market.sources import Batch, Fault, Question, Table, answered, fault_of
from aistock_server.market.sources.model import SHANGHAI

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
FIRST, LAST = date(2020, 1, 1), date(2024, 5, 31)
LATE = timedelta(days=1)
SHARES = ("000001.SZ", "600000.SH")
INDICES = ("000016.SH", "000300.SH")


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 15, tzinfo=SHANGHAI)


def membership(code: str, begins: date, ends: date | None, *, level: int = 1, known: datetime | None = None, **more: Any) -> Row:
    values = {"taxonomy": "sw2021", "level": level, "industry_code": "801780.SI", "industry_name": "银行"}
    return Row(
        code=code,
        event_time=morning(begins),
        available_at=known or morning(begins) + LATE,
        values={**values, "effective_from": begins, "effective_to": ends, **more},
    )


def weight(index: str, code: str, day: date, share: float | None) -> Row:
    closes = datetime(day.year, day.month, day.day, 15, tzinfo=SHANGHAI)
    return Row(code=code, event_time=closes, available_at=closes + LATE, values={"index": index, "weight": share})


def told(table: Table, rows: Sequence[Row], fields: tuple[str, ...], **more: Any) -> list[Batch]:
    source = MemorySource([Holding(table=table, frequency=BarFrequency.DAY, rows=rows, delay=LATE)], CLOCK)
    return list(source.rows(Question(**{"start": FIRST, "end": LAST, "fields": fields, "table": table, **more})))


def plain(batches: Sequence[Batch]) -> list[Row]:
    return [row for batch in batches for row in rows_of(batch)]


days = st.dates(FIRST, LAST)


@given(days, st.none() | st.integers(1, 900), st.integers(0, 700), st.booleans(), st.integers(-1600, 1600))
def test_a_membership_is_as_open_as_it_was_then(
    begins: date, lasts: int | None, late: int, near_the_end: bool, minutes: int
) -> None:
    ends = None if lasts is None else begins + timedelta(days=lasts)
    known = morning(begins) + LATE + timedelta(days=late)
    as_of = (morning(ends) if ends and near_the_end else known) + timedelta(minutes=minutes)
    seen = plain(told(Table.INDUSTRIES, [membership(SHARES[0], begins, ends, known=known)], ("effective_to",), as_of=as_of))
    assert len(seen) == (known <= as_of)
    if seen:
        is_told = ends is not None and morning(ends) + LATE <= as_of
        assert seen[0].values["effective_to"] == (ends if is_told else None)


@given(st.sets(st.tuples(st.sampled_from(SHARES), days, st.sampled_from(INDICES)), min_size=1), st.integers(1, 5))
def test_every_weight_comes_once_however_the_answer_is_cut(places: set[tuple[str, date, str]], size: int) -> None:
    rows = [weight(index, code, day, 0.25) for code, day, index in places]
    seen = [
        (row.code, row.event_time.date(), row.values["index"])
        for row in plain(told(Table.INDEX_WEIGHTS, rows, ("weight",), batch_rows=size))
    ]
    assert seen == sorted(places)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 9)), min_size=1, max_size=6), st.integers(1, 3))
def test_rows_of_one_event_are_told_apart_and_ordered_by_their_keys(pairs: list[tuple[int, int]], size: int) -> None:
    rows = [membership(SHARES[place], FIRST, None, level=level) for place, level in pairs]
    whole = [told(Table.INDUSTRIES, [row], ("industry_code",))[0] for row in rows]
    source = MemorySource([Holding(table=Table.INDUSTRIES, frequency=BarFrequency.DAY, rows=rows)], CLOCK)
    question = Question(start=FIRST, end=LAST, fields=("industry_code",), table=Table.INDUSTRIES, batch_rows=size)
    batches = answered(source.card(), question, iter(whole))
    if all(a < b for a, b in pairwise(pairs)):
        assert sum(batch.rows for batch in batches) == len(rows)
        return
    with pytest.raises(Refused, match=r"taxonomy sw2021, level \d comes twice or out of order") as caught:
        list(batches)
    assert fault_of(caught.value) is Fault.MALFORMED


def test_what_tells_rows_apart_is_in_every_answer() -> None:
    (batch,) = told(Table.INDEX_WEIGHTS, [weight(INDICES[1], SHARES[0], FIRST, 1.0)], ("weight",))
    assert list(batch.columns) == ["index", "weight"]
    assert Question(start=FIRST, end=LAST, fields=("level",), table=Table.INDUSTRIES).fields == ("taxonomy", "level")
    assert Question(start=FIRST, end=LAST, fields=("close",)).fields == ("close",)


def test_only_the_indices_asked_for_are_told() -> None:
    rows = [weight(index, SHARES[0], FIRST, 1.0) for index in INDICES]
    seen = plain(told(Table.INDEX_WEIGHTS, rows, ("weight",), indices=INDICES[1:]))
    assert [row.values["index"] for row in seen] == ["000300.SH"]
    for change, word in (
        ({"indices": ("CSI300",)}, "CSI300"),
        ({"table": Table.INDUSTRIES, "indices": INDICES}, "leave indices empty"),
    ):
        with pytest.raises(Invalid, match=word):
            told(**{"table": Table.INDEX_WEIGHTS, "rows": [], "fields": (), **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (weight("000300.SH", SHARES[0], FIRST, 1.5), "weight", "1.5"),
        (weight("000300.SH", SHARES[0], FIRST, -0.1), "weight", "-0.1"),
        (weight("CSI300", SHARES[0], FIRST, 0.1), "index", "CSI300"),
        (membership(SHARES[0], date(2021, 1, 5), date(2021, 1, 5)), "effective_to", "2021-01-05"),
        (membership(SHARES[0], FIRST, None, level=10), "level", "10"),
        (membership(SHARES[0], FIRST, None, taxonomy="申万"), "taxonomy", "申万"),
        (membership(SHARES[0], FIRST, None, industry_code=""), "industry_code", ""),
        (membership(SHARES[0], FIRST, None, industry_name="银" * 65), "industry_name", "银" * 65),
        (membership(SHARES[0], FIRST, None, effective_from=date(2020, 1, 2)), "effective_from", "2020-01-02"),
        (membership(SHARES[0], FIRST, None, effective_from=None), "effective_from", "missing"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_field_and_value(row: Row, field: str, value: str) -> None:
    table = Table.INDEX_WEIGHTS if "weight" in row.values else Table.INDUSTRIES
    with pytest.raises(Refused) as caught:
        told(table, [row], tuple(row.values))
    assert fault_of(caught.value) is Fault.MALFORMED
    assert (caught.value.details["field"], caught.value.details["value"]) == (field, value)
    assert caught.value.details["instrument"] == SHARES[0]


@pytest.mark.parametrize(
    ("weights", "rule", "severity"),
    [
        ((0.4, 0.6), None, None),
        ((0.4, 0.61), None, None),
        ((0.4, 0.5), "weights_do_not_add_up", FindingSeverity.WARNING),
        ((0.4, None), None, None),
    ],
)
def test_weights_of_a_day_add_up_to_one(
    weights: tuple[float | None, ...], rule: str | None, severity: FindingSeverity | None
) -> None:
    rows = [weight(INDICES[0], code, FIRST, share) for code, share in zip(SHARES, weights, strict=True)]
    findings = [one for batch in told(Table.INDEX_WEIGHTS, rows, ("weight",), batch_rows=1) for one in batch.findings]
    assert [(one.rule, one.severity, one.instrument, one.date) for one in findings] == (
        [] if rule is None else [(rule, severity, INDICES[0], FIRST)]
    )
    # Of some constituents nothing is known about the sum.
    assert not [one for batch in told(Table.INDEX_WEIGHTS, rows, ("weight",), codes=SHARES[:1]) for one in batch.findings]


def test_percentages_below_one_are_known_by_their_sum() -> None:
    codes = [f"{number:06}.SZ" for number in range(1, 201)]
    rows = [weight(INDICES[0], code, day, 0.5) for code in codes for day in (FIRST, LAST)]
    findings = [one for batch in told(Table.INDEX_WEIGHTS, rows, ("weight",)) for one in batch.findings]
    assert [(one.rule, one.severity, one.value, one.occurrences) for one in findings] == [
        ("weight_unit_disagrees", FindingSeverity.ERROR, "100.0", 2)
    ]
