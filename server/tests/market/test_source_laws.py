"""What the port promises of every answer: times of Shanghai, order, scope, freshness, and faults with names."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency, FindingSeverity
from aistock_server.kernel.errors import Exhausted, Invalid, NotFound, NotServed, Refused, RoomError, Unavailable
from aistock_server.market.model import number_of
from aistock_server.market.sources import (
    MEANINGS,
    Batch,
    Column,
    Fault,
    Offer,
    Provenance,
    Question,
    SourceCard,
    Table,
    answered,
    asked,
    fault_of,
    spelled,
)
from aistock_server.market.sources import faults as made
from aistock_server.market.sources.assembling import column_of, days_column, noted, pieces, text_column
from aistock_server.market.sources.columns import Form
from aistock_server.market.sources.model import days_of, instant, microseconds, minute_times

SHANGHAI = ZoneInfo("Asia/Shanghai")
CODES = ("000001.SZ", "600000.SH")
FIRST, LAST = date(2024, 1, 1), date(2024, 1, 31)
CARD = SourceCard(
    name="test",
    offers=(
        Offer(table=Table.BARS, frequency=BarFrequency.DAY, columns=("close",), delay=timedelta(hours=1), delay_origin="the test"),
    ),
)
ORIGIN = Provenance(source="test", origin="rows", version="", observed_at=datetime(2024, 2, 1, tzinfo=UTC), units=())
Pair = tuple[int, int]


def batch_of(pairs: list[Pair], *, late: timedelta = timedelta(hours=1)) -> Batch:
    """Rows of (place of code, day of January)."""
    events = np.array([microseconds(datetime(2024, 1, day, 7, tzinfo=UTC)) for _, day in pairs], dtype=np.int64)
    values = np.arange(len(pairs), dtype=float)
    return Batch(
        codes=CODES,
        members=np.array([place for place, _ in pairs], dtype=np.int32),
        event_times=events,
        available_times=events + late // timedelta(microseconds=1),
        columns={"close": Column(values=values, missing=np.zeros(len(pairs), dtype=bool))},
        provenance=ORIGIN,
    )


def question(**changes: object) -> Question:
    return Question(**{"start": FIRST, "end": LAST, "fields": ("close",), **changes})  # type: ignore[arg-type]


def told(*batches: list[Pair], **changes: object) -> list[Batch]:
    return list(answered(CARD, question(**changes), iter([batch_of(pairs) for pairs in batches])))


@given(st.dates(date(1990, 12, 19), date(2100, 1, 1)), st.integers(8 * 60, 22 * 60))
@example(date(1991, 4, 13), 900)
@example(date(1991, 4, 14), 900)
@example(date(1991, 9, 14), 900)
@example(date(1991, 9, 15), 900)
def test_minutes_of_a_day_are_what_clocks_in_shanghai_showed(day: date, minute: int) -> None:
    moment = datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI)
    (found,) = minute_times(np.array([number_of(day)]), np.array([minute]))
    assert instant(int(found)) == moment
    assert microseconds(moment) == found
    assert days_of(np.array([found])).tolist() == [number_of(day)]


pairs = st.tuples(st.integers(0, 1), st.integers(1, 31))


@given(st.lists(pairs, min_size=1, max_size=8), st.integers(1, 4))
def test_only_rows_in_one_of_the_two_orders_pass_however_they_are_cut(rows: list[Pair], size: int) -> None:
    by_instrument = all(a < b for a, b in pairwise(rows))
    by_time = all((a[1], a[0]) < (b[1], b[0]) for a, b in pairwise(rows))
    batches = [rows[at : at + size] for at in range(0, len(rows), size)]
    if by_instrument or by_time:
        assert sum(batch.rows for batch in told(*batches)) == len(rows)
        return
    with pytest.raises(Refused, match="twice or out of order") as caught:
        told(*batches)
    assert fault_of(caught.value) is Fault.MALFORMED
    assert caught.value.details["instrument"] in CODES


@given(st.sets(pairs, min_size=1), st.integers(1, 20))
def test_pieces_are_the_batch(rows: set[Pair], size: int) -> None:
    finding = noted(FindingSeverity.INFO, "odd", "said once")
    whole = replace(batch_of(sorted(rows)), findings=(finding,))
    cut = list(pieces(whole, size))
    assert [piece.findings for piece in cut] == [(finding,)] + [()] * (len(cut) - 1)
    assert all(piece.rows <= size for piece in cut)
    assert [piece.at(row) for piece in cut for row in range(piece.rows)] == [whole.at(row) for row in range(whole.rows)]


@given(st.integers(1, 31), st.integers(0, 23))
def test_nothing_is_told_before_it_was_known(day: int, hour: int) -> None:
    as_of = datetime(2024, 1, day, hour, tzinfo=UTC)
    rows = [(0, number) for number in range(1, 32)]
    kept = [batch.at(row) for batch in told(rows, as_of=as_of) for row in range(batch.rows)]
    assert [event.day for _, event, _ in kept] == [
        number for number in range(1, 32) if datetime(2024, 1, number, 8, tzinfo=UTC) <= as_of
    ]


@pytest.mark.parametrize(("newest", "is_stale"), [(8, True), (9, False), (10, False)])
def test_an_answer_is_stale_when_it_ends_before_the_day_it_had_to_reach(newest: int, is_stale: bool) -> None:
    batches = answered(CARD, question(expected_through=date(2024, 1, 9)), iter([batch_of([(0, 5)]), batch_of([(0, newest)])]))
    seen: list[Batch] = []
    try:
        seen.extend(batches)
    except Unavailable as error:
        assert is_stale
        assert (fault_of(error), error.details["value"]) == (Fault.STALE, f"2024-01-{newest:02}")
    else:
        assert not is_stale
        assert len(seen) == 2
    assert fault_of(_failure(answered(CARD, question(expected_through=FIRST), iter([])))) is Fault.STALE


def _failure(batches: Iterator[Batch]) -> RoomError:
    with pytest.raises(RoomError) as caught:
        list(batches)
    return caught.value


@pytest.mark.parametrize(
    ("batch", "changes", "words"),
    [
        (batch_of([(0, 1), (0, 2)]), {"batch_rows": 1}, "a batch of 2 rows"),
        (batch_of([(0, 1)]), {"fields": ("open",)}, r"columns \['close'\]"),
        (batch_of([(0, 9)]), {"end": date(2024, 1, 8)}, "outside of the range"),
        (batch_of([(0, 9)], late=timedelta(microseconds=-1)), {}, "available before its event"),
        (batch_of([(0, 9)]), {"codes": ("000001.SZ",)}, "600000.SH, which was not asked for"),
    ],
)
def test_an_adapter_that_answers_another_question_has_a_fault_of_its_own(
    batch: Batch, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(AssertionError, match=words):
        list(answered(CARD, question(**changes), iter([batch])))


def test_a_question_is_held_against_the_card() -> None:
    assert asked(CARD, question(codes=CODES)) is CARD.offers[0]
    for changes, fault in (
        ({"start": LAST, "end": FIRST}, Fault.REVERSED_RANGE),
        ({"codes": ("sh600000",)}, Fault.BAD_CODE),
        ({"fields": ("open",)}, Fault.UNKNOWN_FIELD),
        ({"table": Table.MONEYFLOW}, Fault.NOT_OFFERED),
        ({"frequency": BarFrequency.MINUTE}, Fault.NOT_OFFERED),
    ):
        with pytest.raises(RoomError) as caught:
            asked(CARD, question(**changes))
        assert fault_of(caught.value) is fault


def test_codes_are_taken_in_every_spelling() -> None:
    assert spelled(["sh600000", "000001.SZ", "SH600000", "600000.sh"]) == CODES
    with pytest.raises(Invalid, match=r"600000\.SH"):
        spelled(["600000"])


FAULTS = (
    (made.unreachable("s", "m", field="f", value="v"), Unavailable, Fault.UNREACHABLE),
    (made.truncated("s", "m", field="f", value="v"), Unavailable, Fault.TRUNCATED),
    (made.stale("s", newest=None, expected=FIRST), Unavailable, Fault.STALE),
    (made.throttled("s", "m", field="f", value="v"), Exhausted, Fault.THROTTLED),
    (made.refused("s", "m", field="f", value="v"), Refused, Fault.REFUSED),
    (made.malformed("s", "m", remedy="r", field="f", value="v"), Refused, Fault.MALFORMED),
    (made.unknown_code("s", "600001.SH"), NotFound, Fault.UNKNOWN_CODE),
    (made.unknown_field("s", "f", ["g"]), NotFound, Fault.UNKNOWN_FIELD),
    (made.not_offered("s", "calendar"), NotServed, Fault.NOT_OFFERED),
    (made.bad_code("x"), Invalid, Fault.BAD_CODE),
    (made.reversed_range(LAST, FIRST), Invalid, Fault.REVERSED_RANGE),
)


def test_every_fault_has_one_class_and_says_field_and_value() -> None:
    assert [fault for _, _, fault in FAULTS] == list(Fault)
    for error, kind, fault in FAULTS:
        assert type(error) is kind
        assert fault_of(error) is fault
        assert {"fault", "source", "field", "value"} <= set(error.details)
    assert fault_of(Invalid("INVALID_FIELD", "another room's")) is None


NUMBERS = [(table, name) for table in Table for name, one in MEANINGS[table].items() if one.form in (Form.NUMBER, Form.WHOLE)]


@given(st.sampled_from(NUMBERS), st.lists(st.none() | st.integers(0, 2**40)))
def test_a_column_has_the_type_of_its_meaning_and_keeps_its_gaps(column: tuple[Table, str], values: list[int | None]) -> None:
    table, name = column
    given_values = np.array([np.nan if value is None else value for value in values], dtype=float)
    made_column = column_of(table, name, given_values)
    assert made_column.values.dtype == (np.int64 if MEANINGS[table][name].whole else np.float64)
    assert made_column.plain() == values


@given(st.lists(st.none() | st.text(max_size=3)), st.lists(st.none() | st.dates(date(1980, 1, 1))))
def test_texts_and_days_come_back_as_they_went_in(texts: list[str | None], days: list[date | None]) -> None:
    words = text_column(texts)
    assert words.plain() == texts
    assert list(words.words or ()) == sorted({text for text in texts if text is not None})
    assert words.taken(slice(1, None)).plain() == texts[1:]
    assert days_column(np.array(days, dtype="datetime64[D]")).plain() == days
    gaps = np.array([day is None for day in days], dtype=bool)
    counted = np.array([0 if day is None else number_of(day) for day in days], dtype=np.int64)
    assert days_column(counted, gaps).plain() == days
