"""tushare's industries and weights of indices: what the vendor documents of them, and what it does all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.market.v1.models import FindingSeverity
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.tushare.plan import months
from aistock_server.kernel.errors import NotFound, RoomError
from aistock_server.market.model import day_of, number_of
from aistock_server.market.sources import MEANINGS, Fault, Question, Table, fault_of

LEVELS = [f"l{level}_{what}" for level in (1, 2, 3) for what in ("code", "name")]
BANK = ["801780.SI", "银行", "801783.SI", "股份制银行Ⅱ", "857831.SI", "股份制银行Ⅲ"]
WEIGHTS = Question(start=date(2024, 1, 10), end=date(2024, 2, 26), fields=("weight",), table=Table.INDEX_WEIGHTS)
MEMBERS = Question(
    start=date(1990, 12, 19), end=date(2024, 2, 26), fields=tuple(MEANINGS[Table.INDUSTRIES]), table=Table.INDUSTRIES
)


@pytest.fixture
def stub(stub_tushare: Callable[[], Any]) -> Any:
    return stub_tushare()


@pytest.fixture
def ask(stub: Any, ask_tushare: Callable[..., Any]) -> Callable[[Question], tuple[list[Any], list[Any]]]:
    """Rows and findings of an answer."""

    def answer(question: Question) -> tuple[list[Any], list[Any]]:
        batches = list(ask_tushare(stub).source.rows(question))
        return [row for batch in batches for row in rows_of(batch)], [one for batch in batches for one in batch.findings]

    return answer


def failure(ask: Callable[[Question], Any], question: Question) -> RoomError:
    with pytest.raises(RoomError) as caught:
        ask(question)
    return caught.value


@given(st.dates(date(1991, 1, 1), date(2030, 1, 1)), st.integers(0, 800))
def test_months_are_the_range_and_each_lies_in_one(start: date, lasts: int) -> None:
    end = day_of(number_of(start) + lasts)
    found = list(months(start, end))
    days = [day for begins, ends in found for day in range(number_of(begins), number_of(ends) + 1)]
    assert days == list(range(number_of(start), number_of(end) + 1))
    assert all((begins.year, begins.month) == (ends.year, ends.month) for begins, ends in found)


def test_weights_are_asked_for_a_month_and_an_index_at_a_time_and_become_fractions(ask: Any, stub: Any) -> None:
    rows, findings = ask(replace(WEIGHTS, indices=("000905.SH", "000300.SH")))
    spans = [(one["params"]["index_code"], one["params"]["start_date"], one["params"]["end_date"]) for one in stub.requests]
    assert spans == [
        ("000300.SH", "20240110", "20240131"),
        ("000905.SH", "20240110", "20240131"),
        ("000300.SH", "20240201", "20240226"),
        ("000905.SH", "20240201", "20240226"),
    ]
    first = {(row.code, row.values["index"]): row.values["weight"] for row in rows if row.event_time.date() == date(2024, 1, 31)}
    assert first[("300750.SZ", "000300.SH")] == 0.625
    assert [row.event_time for row in rows] == sorted(row.event_time for row in rows)
    assert not findings


def test_without_names_the_indices_of_the_settings_are_asked_for(ask: Any, stub: Any) -> None:
    ask(replace(WEIGHTS, end=date(2024, 1, 31)))
    assert [one["params"]["index_code"] for one in stub.requests] == ["000016.SH", "000300.SH", "000852.SH", "000905.SH"]


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        (["399300.SZ", "600000.SH", "20240131", 1.0], "index_code", "399300.SZ"),
        (["000300.SH", "600000", "20240131", 1.0], "con_code", "600000"),
        (["000300.SH", "600000.SH", "20240301", 1.0], "trade_date", "2024-03-01"),
        (["000300.SH", "600000.SH", "20240131", "1.0"], "weight", "1.0"),
        (["000300.SH", "600000.SH", "20240131", 100.5], "weight", "1.005"),
        (["000300.SH", "600000.SH", "20240131", -1.0], "weight", "-0.01"),
    ],
)
def test_a_weight_that_cannot_be_is_refused(ask: Any, stub: Any, row: list[Any], field: str, value: str) -> None:
    reply = stub.reply

    def other(request: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = reply(request)
        told = dict(zip(["index_code", "con_code", "trade_date", "weight"], row, strict=True))
        return {**answer, "data": {**answer["data"], "items": [[told[name] for name in answer["data"]["fields"]]]}}

    stub.reply = other
    error = failure(ask, replace(WEIGHTS, indices=("000300.SH",)))
    assert (fault_of(error), error.details["field"], error.details["value"]) == (Fault.MALFORMED, field, value)


def test_a_constituent_that_did_not_come_is_seen_in_the_sum(ask: Any, stub: Any) -> None:
    fields, held = stub.tables["index_weight"]
    stub.tables["index_weight"] = (fields, [row for row in held if row[1:3] != ["600000.SH", "20240131"]])
    _, findings = ask(replace(WEIGHTS, indices=("000300.SH",)))
    assert [(one.rule, one.severity, one.date, one.value) for one in findings] == [
        ("weights_do_not_add_up", FindingSeverity.WARNING, date(2024, 1, 31), "0.625")
    ]


def test_memberships_are_asked_for_newest_and_ended_by_two_thousand(ask: Any, stub: Any) -> None:
    fields, _ = stub.tables["index_member_all"]
    codes = [f"{number:06}.SZ" for number in range(1, 4_502)]
    many = [[*BANK, code, "name", "20220104", None, "Y"] for code in codes]
    ended = [[*BANK, "600000.SH", "name", "20210104", "20220104", "N"]]
    stub.tables["index_member_all"] = (fields, [*many, *ended])
    rows, findings = ask(replace(MEMBERS, fields=("industry_code",)))
    assert len(rows) == 3 * 4_502
    asked = [(one["params"]["is_new"], one["params"]["offset"], one["params"]["limit"]) for one in stub.requests]
    assert asked == [("Y", 0, 2000), ("Y", 2000, 2000), ("Y", 4000, 2000), ("N", 0, 2000)]
    assert [one.rule for one in findings] == ["taxonomy_backdated"]


def test_some_instruments_are_asked_for_by_name_and_many_out_of_the_whole(ask: Any, stub: Any) -> None:
    rows, _ = ask(replace(MEMBERS, codes=("600000.SH",)))
    assert [(one["params"].get("ts_code"), one["params"]["is_new"]) for one in stub.requests] == [
        ("600000.SH", "Y"),
        ("600000.SH", "N"),
    ]
    assert len(rows) == 6
    with pytest.raises(NotFound):
        ask(replace(MEMBERS, codes=("600000.SH", "600001.SH")))


def test_nothing_of_the_taxonomy_is_known_before_it_was_published(ask: Any) -> None:
    assert ask(replace(MEMBERS, as_of=datetime(2021, 7, 31, 1, 14, tzinfo=UTC)))[0] == []
    rows, findings = ask(replace(MEMBERS, as_of=datetime(2021, 7, 31, 1, 15, tzinfo=UTC)))
    assert {row.code for row in rows} == {"300750.SZ", "600000.SH"}
    assert [(one.rule, one.severity, one.occurrences) for one in findings] == [("taxonomy_backdated", FindingSeverity.INFO, 6)]


@pytest.mark.parametrize(
    ("row", "rule", "kept"),
    [
        ([*BANK, "000001.SZ", "n", None, None, "Y"], "membership_without_begin", 0),
        ([*BANK, "000001.SZ", "n", "20220104", "20220104", "N"], "membership_of_no_day", 0),
        ([*BANK, "000001.SZ", "n", "20220104", None, "N"], "ended_on_no_day", 3),
    ],
)
def test_what_nobody_can_date_is_told(ask: Any, stub: Any, row: list[Any], rule: str, kept: int) -> None:
    fields, _ = stub.tables["index_member_all"]
    stub.tables["index_member_all"] = (fields, [row])
    rows, findings = ask(MEMBERS)
    assert len(rows) == kept
    assert [(one.rule, one.severity, one.instrument) for one in findings] == [(rule, FindingSeverity.WARNING, "000001.SZ")]


def test_a_row_that_comes_twice_is_kept_once_and_reported(ask: Any, stub: Any) -> None:
    right = ask(MEMBERS)[0]
    fields, held = stub.tables["index_member_all"]
    stub.tables["index_member_all"] = (fields, [*held, held[0]])
    rows, findings = ask(MEMBERS)
    assert rows == right
    assert ("duplicate_rows", 1) in [(one.rule, one.occurrences) for one in findings]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ([*BANK, "000001.SZ", "n", "20220104", "20210104", "N"], "before it began"),
        ([*BANK[:4], "857841.SI", "x", "600000.SH", "n", "19991110", "20240115", "N"], "857841.SI until 2024-01-15"),
    ],
)
def test_a_contradiction_is_its_instruments_and_the_others_are_served(ask: Any, stub: Any, row: list[Any], words: str) -> None:
    fields, held = stub.tables["index_member_all"]
    stub.tables["index_member_all"] = (fields, [*held, row])
    error = failure(ask, MEMBERS)
    assert (fault_of(error), error.details["instrument"]) == (Fault.MALFORMED, row[6])
    assert words in error.message
    rows, findings = ask(replace(MEMBERS, skip_refused=True))
    assert row[6] not in {row.code for row in rows}
    assert {"300750.SZ", "920002.BJ"} <= {row.code for row in rows}
    assert [one.instrument for one in findings if one.severity is FindingSeverity.ERROR] == [row[6]]


@pytest.mark.parametrize(
    ("place", "value", "field"),
    [(6, "银行", "ts_code"), (6, None, "ts_code"), (8, "2022-01-04", "in_date"), (9, 20230104, "out_date"), (0, 801780, "l1_code"),
     (3, ["x"], "l2_name"), (10, "maybe", "is_new")],
)  # fmt: skip
def test_a_value_of_another_kind_is_refused(ask: Any, stub: Any, place: int, value: Any, field: str) -> None:
    reply = stub.reply
    names = [*LEVELS, "ts_code", "name", "in_date", "out_date", "is_new"]
    row: list[Any] = [*BANK, "600000.SH", "n", "20220104", None, "Y"]
    row[place] = value

    def other(request: dict[str, Any]) -> dict[str, Any]:
        answer: dict[str, Any] = reply(request)
        told = dict(zip(names, row, strict=True))
        return {**answer, "data": {**answer["data"], "items": [[told[name] for name in answer["data"]["fields"]]]}}

    stub.reply = other
    error = failure(ask, MEMBERS)
    assert (fault_of(error), error.details["field"]) == (Fault.MALFORMED, field)
