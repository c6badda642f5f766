"""A folder of CSV files: what is read as it stands, and every way in which a file can be wrong, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.csv.files import CsvFile
from aistock_server.adapters.csv.source import CsvSource
from aistock_server.adapters.csv.values import READERS, code_of, day_of_text, moment_of
from aistock_server.adapters.memory.source import rows_of
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import NotServed, Refused, RoomError, Unavailable
from aistock_server.market.sources import Fault, Question, Table, fault_of
from aistock_server.market.sources.columns import Form

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
FIRST, LAST = date(2024, 1, 2), date(2024, 2, 26)
HEADER = "instrument,date,close,volume"
FILE = "bars.day.csv"
HALF = timedelta(minutes=30)


@pytest.fixture
def holding(tmp_path: Path) -> Callable[..., CsvSource]:
    """A source over one file."""

    def make(content: str | bytes, name: str = FILE) -> CsvSource:
        (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return CsvSource(tmp_path, CLOCK)

    return make


def rows(source: CsvSource, **changes: Any) -> list[Any]:
    question = Question(**{"start": FIRST, "end": LAST, "fields": ("close", "volume"), **changes})
    return [row for batch in source.rows(question) for row in rows_of(batch)]


def failure(source: CsvSource, **changes: Any) -> RoomError:
    with pytest.raises(RoomError) as caught:
        rows(source, **changes)
    return caught.value


def lines(*more: str, header: str = HEADER) -> str:
    return "\n".join([header, *more]) + "\n"


def test_values_are_taken_as_they_stand_and_an_empty_text_is_a_gap(holding: Callable[..., CsvSource]) -> None:
    found = rows(
        holding(lines("600000.SH,2024-01-02,7.05,", "600000.SH,2024-01-03,,0", "600000.SH,2024-01-04,.5,9007199254740993"))
    )
    assert [row.values for row in found] == [
        {"close": 7.05, "volume": None},
        {"close": None, "volume": 0},
        {"close": 0.5, "volume": 9007199254740993},
    ]
    assert {row.available_at - row.event_time for row in found} == {timedelta(hours=1)}


@pytest.mark.parametrize("content", [lines("600000.SH,2024-01-02,1,2"), "\ufeff" + lines("600000.SH,2024-01-02,1,2"),
                                     lines("600000.SH,2024-01-02,1,2").replace("\n", "\r\n")])  # fmt: skip
def test_marks_and_ends_of_lines_of_other_systems_are_read(holding: Callable[..., CsvSource], content: str) -> None:
    assert [row.values for row in rows(holding(content))] == [{"close": 1.0, "volume": 2}]


def test_quoted_texts_may_hold_commas(holding: Callable[..., CsvSource]) -> None:
    header = "instrument,effective_from,effective_to,taxonomy,level,industry_code,industry_name"
    source = holding(lines('600000.SH,2021-08-02,,sw2021,1,801780.SI,"银行, 其他"', header=header), "industries.day.csv")
    (row,) = rows(source, start=date(2021, 1, 1), fields=("industry_name", "effective_to"), table=Table.INDUSTRIES)
    assert row.values == {"taxonomy": "sw2021", "level": 1, "industry_name": "银行, 其他", "effective_to": None}
    assert row.event_time == datetime(2021, 8, 2, 1, 15, tzinfo=UTC)
    assert row.available_at - row.event_time == timedelta(days=1)


def test_available_at_counts_where_it_is_there(holding: Callable[..., CsvSource]) -> None:
    header = "instrument,date,close,volume,available_at"
    source = holding(lines("600000.SH,2024-01-02,1,2,2024-01-02T15:30:00+08:00", header=header))
    (row,) = rows(source)
    assert row.available_at - row.event_time == HALF
    offer = source.card().offer(Table.BARS, BarFrequency.DAY)
    assert offer is not None
    assert offer.delay_origin == "the file's available_at"
    assert rows(source, as_of=datetime(2024, 1, 2, 7, 29, tzinfo=UTC)) == []


@pytest.mark.parametrize(
    ("content", "kind", "fault", "field"),
    [
        (b"", Unavailable, Fault.TRUNCATED, "file"),
        (lines("600000.SH,2024-01-02,7.05,100")[:-1], Unavailable, Fault.TRUNCATED, "file"),
        (lines("600000.SH,2024-01-02,7.05,100")[:-3], Unavailable, Fault.TRUNCATED, "file"),
        ("<!DOCTYPE html>\n<html>502</html>\n", Refused, Fault.MALFORMED, "header"),
        ("\n", Refused, Fault.MALFORMED, "header"),
        (lines(header="instrument,date,closing"), Refused, Fault.MALFORMED, "header"),
        (lines(header="instrument,date,close,close"), Refused, Fault.MALFORMED, "header"),
        (lines(header="instrument,close,volume"), Refused, Fault.MALFORMED, "header"),
        (lines(header="date,close,volume"), Refused, Fault.MALFORMED, "header"),
        (lines(header="600000.SH,2024-01-02,7.05,100"), Refused, Fault.MALFORMED, "header"),
        (b"\xff\xfe" + lines().encode("utf-16-le"), Refused, Fault.MALFORMED, "header"),
        (lines("600000.SH,2024-01-02,7.05"), Refused, Fault.MALFORMED, "row"),
        (lines("600000.SH,2024-01-02,7.05,100,1"), Refused, Fault.MALFORMED, "row"),
        (lines(""), Refused, Fault.MALFORMED, "row"),
        (lines('600000.SH,2024-01-02,"7.05,100'), Refused, Fault.MALFORMED, "row"),
        (lines().encode() + b"600000.SH,2024-01-02,\xff,1\n", Refused, Fault.MALFORMED, "row"),
        (lines("600000.SH,2024-01-03,1,1", "600000.SH,2024-01-02,1,1"), Refused, Fault.MALFORMED, "event_time"),
        (lines("600000.SH,2024-01-02,1,1", "600000.SH,2024-01-02,1,1"), Refused, Fault.MALFORMED, "event_time"),
        (lines("600000,2024-01-02,1,1"), Refused, Fault.MALFORMED, "instrument"),
        (lines("sh600000,2024-01-02,1,1"), Refused, Fault.MALFORMED, "instrument"),
        (lines(",2024-01-02,1,1"), Refused, Fault.MALFORMED, "instrument"),
        (lines("600000.SH,20240102,1,1"), Refused, Fault.MALFORMED, "date"),
        (lines("600000.SH,2024-02-30,1,1"), Refused, Fault.MALFORMED, "date"),
        (lines("600000.SH,,1,1"), Refused, Fault.MALFORMED, "date"),
        (lines("600000.SH,2024-01-02,nan,1"), Refused, Fault.MALFORMED, "close"),
        (lines("600000.SH,2024-01-02,inf,1"), Refused, Fault.MALFORMED, "close"),
        (lines("600000.SH,2024-01-02,1e999,1"), Refused, Fault.MALFORMED, "close"),
        (lines("600000.SH,2024-01-02,1_0,1"), Refused, Fault.MALFORMED, "close"),
        (lines("600000.SH,2024-01-02, 1,1"), Refused, Fault.MALFORMED, "close"),
        (lines("600000.SH,2024-01-02,1,1.5"), Refused, Fault.MALFORMED, "volume"),
        (lines("600000.SH,2024-01-02,1,99999999999999999999"), Refused, Fault.MALFORMED, "volume"),
        (lines("600000.SH,2024-01-02,1,2024-01-02T15:30:00", header="instrument,date,close,available_at"), Refused,
         Fault.MALFORMED, "available_at"),
        (lines("600000.SH,2024-01-02,1,2024-01-02T14:59:00+08:00", header="instrument,date,close,available_at"), Refused,
         Fault.MALFORMED, "available_at"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_file(
    holding: Callable[..., CsvSource], content: str | bytes, kind: type[RoomError], fault: Fault, field: str
) -> None:
    fields = ("close",) if isinstance(content, str) and "available_at" in content else ("close", "volume")
    error = failure(holding(content), fields=fields)
    assert (type(error), fault_of(error), error.details["field"]) == (kind, fault, field)
    assert error.message.startswith(f"csv: {FILE}")
    assert error.details["origin"] == FILE


def test_a_bad_line_is_named_by_its_number_even_outside_of_the_question(holding: Callable[..., CsvSource]) -> None:
    source = holding(lines("600000.SH,2024-01-02,1,1", "600000.SH,2024-13-01,1,1"))
    error = failure(source, end=FIRST)
    assert "line 3" in error.message
    assert error.details["line"] == "3"
    error = failure(holding(lines("600000.SH,2024-01-02,1,1", "600000.SH,2024-01-03,x,1")))
    assert (error.details["line"], error.details["value"]) == ("3", "x")


def test_what_is_not_there_is_no_offer_and_a_folder_that_is_gone_is_unreachable(tmp_path: Path) -> None:
    (tmp_path / "bars.hour.csv").write_text("x\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("<html>\n", encoding="utf-8")
    assert CsvSource(tmp_path, CLOCK).card().offers == ()
    with pytest.raises(NotServed):
        rows(CsvSource(tmp_path, CLOCK))
    error = failure(CsvSource(tmp_path / "gone", CLOCK))
    assert (fault_of(error), error.details["field"]) == (Fault.UNREACHABLE, "path")


def test_a_file_that_changes_or_goes_while_it_is_read_is_no_answer(holding: Callable[..., CsvSource], tmp_path: Path) -> None:
    source = holding(lines("600000.SH,2024-01-02,1,2"))
    batches = source.rows(Question(start=FIRST, end=LAST, fields=("close", "volume")))
    (tmp_path / FILE).unlink()
    with pytest.raises(Unavailable) as caught:
        list(batches)
    assert fault_of(caught.value) is Fault.UNREACHABLE
    file = CsvFile("csv", tmp_path / FILE, (Table.BARS, BarFrequency.DAY))
    (tmp_path / FILE).write_text(lines("600000.SH,2024-01-02,2,1", header="instrument,date,volume,close"), encoding="utf-8")
    with pytest.raises(Unavailable, match="replaced") as caught:
        list(file.lines(("instrument", "date", "close", "volume")))
    assert fault_of(caught.value) is Fault.TRUNCATED


def test_the_whole_market_that_is_cut_anywhere_is_refused_and_never_shorter(csv_folder: Path) -> None:
    path = csv_folder / FILE
    whole = path.read_bytes()
    fields = ("open", "high", "low", "close", "pre_close", "volume", "amount", "adj_factor")
    right = rows(CsvSource(csv_folder, CLOCK), fields=fields)
    assert len(right) == 117

    @given(st.integers(0, len(whole) - 1))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def cut(size: int) -> None:
        path.write_bytes(whole[:size])
        if whole[size - 1 : size] != b"\n":
            assert fault_of(failure(CsvSource(csv_folder, CLOCK), fields=fields)) is Fault.TRUNCATED
            return
        # Cut between two lines nothing in the file tells; only the day expected does.
        kept = rows(CsvSource(csv_folder, CLOCK), fields=fields)
        assert kept == right[: len(kept)]

    cut()


@given(st.text(max_size=12))
def test_a_text_is_a_value_or_the_reason_why_not(text: str) -> None:
    for reader in (READERS[Form.NUMBER], READERS[Form.WHOLE], READERS[Form.DAY], code_of, day_of_text, moment_of):
        try:
            value = reader(text)
        except ValueError as error:
            assert str(error)
        else:
            assert value == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**18) + 1, 10**18 - 1), st.dates())
def test_what_python_writes_comes_back(number: float, whole: int, day: date) -> None:
    assert READERS[Form.NUMBER](repr(number)) == number
    assert READERS[Form.WHOLE](str(whole)) == whole
    assert READERS[Form.DAY](day.isoformat()) == day
