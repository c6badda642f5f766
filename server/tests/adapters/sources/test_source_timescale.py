"""AIstock's database: its units, its gaps, its faults."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from aistock.market.v1.models import BarFrequency, InstrumentKind, ListingStatus
from aistock_conformance.postgres import Cluster
from aistock_server.adapters.memory.source import rows_of
from aistock_server.adapters.timescale.source import TimescaleSource
from aistock_server.adapters.timescale.warehouse import Warehouse
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import NotServed, RoomError
from aistock_server.market.sources import Fault, Question, Table, fault_of

CLOCK = FixedClock(datetime(2024, 6, 1, tzinfo=UTC))
DAY = date(2024, 1, 2)


@pytest.fixture
def spoiled(postgresql: Cluster, warehouse_url: str) -> Iterator[Callable[[str], TimescaleSource]]:
    """A copy of the database with something done to it."""
    name = f"spoiled{time.monotonic_ns()}"

    def make(statement: str) -> TimescaleSource:
        url = postgresql.create(name, "warehouse")
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement.encode())
        return TimescaleSource(Warehouse("timescale", url), CLOCK)

    yield make
    postgresql.drop(name)


def asked(source: TimescaleSource, **more: Any) -> list[Any]:
    question = Question(**{"start": DAY, "end": date(2024, 2, 26), "fields": ("close",), **more})
    return [row for batch in source.rows(question) for row in rows_of(batch)]


def fault(source: TimescaleSource, **more: Any) -> tuple[Fault | None, RoomError]:
    with pytest.raises(RoomError) as caught:
        asked(source, **more)
    return fault_of(caught.value), caught.value


def test_valuation_figures_come_in_our_units_and_gaps_stay_gaps(warehouse: Warehouse) -> None:
    fields = ("close", "turnover_rate", "pe", "total_share", "total_mv")
    (row,) = asked(TimescaleSource(warehouse, CLOCK), table=Table.DAILY_BASIC, fields=fields)
    assert row.values == {"close": 10.5, "turnover_rate": 0.0125, "pe": None, "total_share": 12_345_678, "total_mv": 987_654.0}
    assert row.event_time == datetime(2024, 1, 2, 7, tzinfo=UTC)


def test_only_what_is_there_is_offered(warehouse: Warehouse, spoiled: Callable[[str], TimescaleSource]) -> None:
    card = TimescaleSource(warehouse, CLOCK).card()
    basic = card.offer(Table.DAILY_BASIC, BarFrequency.DAY)
    assert basic is not None
    assert basic.columns == ("close", "turnover_rate", "pe", "total_share", "total_mv")
    assert card.offer(Table.MONEYFLOW, BarFrequency.DAY) is None
    assert card.offer(Table.BARS, BarFrequency.FIVE_MINUTES) is None
    less = spoiled("DROP TABLE market.adj_factor, market.trading_calendar, market.stock_basic")
    bars = less.card().offer(Table.BARS, BarFrequency.DAY)
    assert bars is not None
    assert "adj_factor" not in bars.columns
    for call in (lambda: less.calendar(DAY, DAY), less.instruments):
        with pytest.raises(NotServed):
            call()


def test_a_day_without_a_factor_has_none(spoiled: Callable[[str], TimescaleSource]) -> None:
    source = spoiled("DELETE FROM market.adj_factor WHERE trade_date = '2024-01-03'")
    told = {row.event_time.date(): row.values["adj_factor"] for row in asked(source, fields=("adj_factor",), codes=("600000.SH",))}
    assert told.pop(date(2024, 1, 3)) is None
    assert None not in told.values()


def test_instruments_and_calendar_are_those_of_the_tables(spoiled: Callable[[str], TimescaleSource]) -> None:
    source = spoiled(
        "INSERT INTO market.stock_basic VALUES "
        "('600001.SH', 'gone', 'D', '1998-01-22', '2009-12-29'), ('ABC', 'odd', 'L', NULL, NULL)"
    )
    answer = source.instruments()
    by_code = {one.code: one for one in answer.instruments}
    assert sorted(by_code) == ["300750.SZ", "600000.SH", "600001.SH", "920002.BJ"]
    assert (by_code["600001.SH"].status, by_code["600001.SH"].delisted_on) == (ListingStatus.DELISTED, date(2009, 12, 29))
    assert by_code["600000.SH"].kind is InstrumentKind.STOCK
    assert [(one.rule, one.value) for one in answer.findings] == [("code_range_unknown", "ABC")]
    assert source.calendar(DAY, date(2024, 1, 8)).days == tuple(date(2024, 1, day) for day in (2, 3, 4, 5, 8))


@pytest.mark.parametrize(
    ("statement", "expected", "named"),
    [
        ("UPDATE market.kline_daily_raw SET close_li = -1 WHERE ts_code = '600000.SH'", Fault.MALFORMED, "600000.SH"),
        ("UPDATE market.adj_factor SET adj_factor = 0", Fault.MALFORMED, "adj_factor"),
        ("UPDATE market.adj_factor SET adj_factor = 'infinity'", Fault.MALFORMED, "adj_factor"),
        ("UPDATE market.kline_daily_raw SET ts_code = 'SH600000' WHERE ts_code = '600000.SH'", Fault.MALFORMED, "SH600000"),
        ("UPDATE market.kline_daily_raw SET ts_code = '900901.SH' WHERE ts_code = '600000.SH'", Fault.REFUSED, "B share"),
        ("ALTER TABLE market.kline_daily_raw ALTER close_li TYPE text USING 'x'", Fault.MALFORMED, "database says"),
        ("REVOKE ALL ON SCHEMA market FROM PUBLIC; DROP SCHEMA market CASCADE", Fault.NOT_OFFERED, "bars"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    spoiled: Callable[[str], TimescaleSource], statement: str, expected: Fault, named: str
) -> None:
    kind, error = fault(spoiled(statement), fields=("close", "adj_factor") if "adj_factor" in statement else ("close",))
    assert kind is expected
    assert named in error.message


@pytest.mark.parametrize(
    ("statement", "table", "field"),
    [
        ("UPDATE market.index_weights SET weight = 62.5", Table.INDEX_WEIGHTS, "weight"),
        ("UPDATE market.index_weights SET index_code = 'CSI300' WHERE index_code = '000300.SH'", Table.INDEX_WEIGHTS, "index"),
        ("UPDATE market.index_weights SET available_at = '2024-01-31 06:00Z'", Table.INDEX_WEIGHTS, "available_at"),
        ("UPDATE market.industry_members SET effective_to = effective_from", Table.INDUSTRIES, "effective_to"),
        ("UPDATE market.industry_members SET level = level + 8", Table.INDUSTRIES, "level"),
        ("UPDATE market.industry_members SET ts_code = 'SH600000' WHERE ts_code = '600000.SH'", Table.INDUSTRIES, "ts_code"),
    ],
)
def test_a_reference_row_that_cannot_be_is_refused(
    spoiled: Callable[[str], TimescaleSource], statement: str, table: Table, field: str
) -> None:
    fields = ("weight",) if table is Table.INDEX_WEIGHTS else ("effective_to",)
    kind, error = fault(spoiled(statement), table=table, fields=fields, start=date(1990, 12, 19))
    assert (kind, error.details["field"]) == (Fault.MALFORMED, field)


def test_without_available_at_a_day_is_chosen_and_without_a_key_there_is_no_offer(
    spoiled: Callable[[str], TimescaleSource],
) -> None:
    source = spoiled("ALTER TABLE market.industry_members DROP available_at; ALTER TABLE market.index_weights DROP index_code")
    offer = source.card().offer(Table.INDUSTRIES, BarFrequency.DAY)
    assert offer is not None
    assert "chosen here" in offer.delay_origin
    found = asked(source, table=Table.INDUSTRIES, fields=("industry_code",), start=date(1990, 12, 19))
    assert {row.available_at - row.event_time for row in found} == {timedelta(days=1)}
    assert source.card().offer(Table.INDEX_WEIGHTS, BarFrequency.DAY) is None


def test_instruments_without_a_unit_are_skipped_when_asked_and_the_others_are_served(
    spoiled: Callable[[str], TimescaleSource],
) -> None:
    source = spoiled("UPDATE market.kline_daily_raw SET ts_code = '900901.SH' WHERE ts_code = '600000.SH'")
    question = Question(start=DAY, end=date(2024, 2, 26), fields=("close",), skip_refused=True)
    batches = list(source.rows(question))
    assert {row.code for batch in batches for row in rows_of(batch)} == {"300750.SZ", "920002.BJ"}
    assert "instrument_not_served/refused" in {one.rule for batch in batches for one in batch.findings}


def test_a_price_of_zero_stays_and_is_told(spoiled: Callable[[str], TimescaleSource]) -> None:
    source = spoiled("UPDATE market.kline_daily_raw SET low_li = 0 WHERE ts_code = '600000.SH' AND trade_date = '2024-01-02'")
    batches = list(source.rows(Question(start=DAY, end=DAY, fields=("low",))))
    assert [one.rule for batch in batches for one in batch.findings] == ["zero_price"]
    assert 0.0 in [row.values["low"] for batch in batches for row in rows_of(batch)]


def test_a_database_that_is_not_there_or_too_slow_is_unreachable(warehouse_url: str, postgresql: Cluster) -> None:
    gone = TimescaleSource(Warehouse("timescale", warehouse_url.replace("/warehouse", "/nothing")), CLOCK)
    assert fault(gone)[0] is Fault.UNREACHABLE
    closed = TimescaleSource(Warehouse("timescale", "postgresql://aistock@127.0.0.1:1/x"), CLOCK)
    assert fault(closed)[0] is Fault.UNREACHABLE
    slow = Warehouse("timescale", warehouse_url, statement_seconds=1)
    with pytest.raises(RoomError) as caught:
        slow.rows("SELECT pg_sleep(30)", [])
    assert fault_of(caught.value) is Fault.UNREACHABLE


def test_a_connection_that_breaks_in_the_middle_ends_the_answer_with_a_fault(warehouse_url: str) -> None:
    source = TimescaleSource(Warehouse("timescale", warehouse_url), CLOCK)
    batches = source.rows(Question(start=DAY, end=date(2024, 2, 26), fields=("close",), batch_rows=5))
    next(batches)
    with psycopg.connect(warehouse_url.replace("+psycopg", ""), autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'warehouse'"
        )
    with pytest.raises(RoomError) as caught:
        list(batches)
    assert fault_of(caught.value) is Fault.UNREACHABLE


@pytest.mark.parametrize("url", ["postgresql://a:secret@localhost/x", "mysql://a@b/c", "nonsense with spaces"])
def test_a_url_with_a_password_or_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(RoomError) as caught:
        Warehouse("timescale", url)
    assert fault_of(caught.value) is Fault.REFUSED
    assert "secret" not in caught.value.message
