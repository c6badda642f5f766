"""Lawful rows beside daily bars become one snapshot, and unlawful ones become nothing."""

import io
import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import (
    ColumnType,
    DatasetKind,
    DatasetManifest,
    IngestBarsResponse,
    ListDatasetsRequest,
    MissingPolicy,
    Unit,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.table_samples import Values, beside_days, minutes, table_bytes, table_request
from aistock_server.kernel.errors import Invalid
from aistock_server.market.tables import SHAPES

SAMPLE = sample(sessions=8)
STOCKS = ("000001.SZ", "300750.SZ", "600000.SH", "688981.SH")
BASIC, FLOW = DatasetKind.DAILY_BASIC, DatasetKind.MONEYFLOW
MINUTE, FIVE = DatasetKind.MINUTE_BARS, DatasetKind.FIVE_MINUTE_BARS
ROWS: dict[DatasetKind, list[Values]] = {
    BASIC: beside_days(SAMPLE, BASIC),
    FLOW: beside_days(SAMPLE, FLOW),
    MINUTE: minutes(SAMPLE, MINUTE, codes=STOCKS[:2]),
    FIVE: minutes(SAMPLE, FIVE, codes=STOCKS[:2]),
}
Rooms = Callable[[], MemoryMarket]
kinds = st.sampled_from(list(ROWS))


def ingested(room: MemoryMarket, kind: DatasetKind, rows: list[Values] | None = None, **changes: object) -> IngestBarsResponse:
    content = table_bytes(ROWS[kind] if rows is None else rows, kind)
    return room.market.ingest_bars(table_request(SAMPLE, content, kind, **changes), io.BytesIO(content))


def refusal(memory_market: Rooms, kind: DatasetKind, rows: list[Values] | None = None, **changes: object) -> Invalid:
    """The refusal of these rows; nothing is left behind by it."""
    room = memory_market()
    with pytest.raises(Invalid) as caught:
        ingested(room, kind, rows, **changes)
    assert room.market.list_datasets(ListDatasetsRequest()).datasets == []
    assert room.tables.held() == 0
    return caught.value


def with_value(kind: DatasetKind, place: int, field: str, value: object) -> list[Values]:
    rows = list(ROWS[kind])
    rows[place] = {**rows[place], field: value}
    return rows


@pytest.mark.parametrize("kind", ROWS)
def test_the_same_rows_are_the_same_snapshot_for_ever(memory_market: Rooms, kind: DatasetKind) -> None:
    room = memory_market()
    first, again = ingested(room, kind), ingested(room, kind)
    assert (first.created, again.created, first.manifest) == (True, False, again.manifest)
    assert (first.manifest.kind, first.manifest.row_count) == (kind, len(ROWS[kind]))
    assert first.manifest.error_count == 0


def test_a_dataset_has_a_latest_snapshot_of_each_kind(memory_market: Rooms) -> None:
    room = memory_market()
    made = {kind: ingested(room, kind).manifest.snapshot_id for kind in ROWS}
    listed = room.market.list_datasets(ListDatasetsRequest(name="sample", latest_only=True)).datasets
    assert {one.kind: one.snapshot_id for one in listed} == made
    other = ingested(room, BASIC, ROWS[BASIC][:-1]).manifest.snapshot_id
    assert room.store.latest("sample", BASIC) == other != made[BASIC]
    assert room.store.latest("sample", FLOW) == made[FLOW]


@given(kinds, st.randoms(use_true_random=False))
@settings(max_examples=12, deadline=None)
def test_the_order_of_header_rows_and_columns_does_not_matter(memory_market: Rooms, kind: DatasetKind, random: Random) -> None:
    room, when = memory_market(), "event_time" if SHAPES[kind].timed else "date"
    by_time = sorted(ROWS[kind], key=lambda row: (row[when], row["instrument"]))
    instruments, columns = SAMPLE.header().instruments, list(SHAPES[kind].columns)
    random.shuffle(instruments)
    random.shuffle(columns)
    content = table_bytes(by_time, kind, columns)
    request = table_request(SAMPLE, content, kind, instruments=instruments)
    assert room.market.ingest_bars(request, io.BytesIO(content)).manifest.snapshot_id == ingested(room, kind).manifest.snapshot_id


@given(kinds, st.data())
@settings(max_examples=40, deadline=None)
def test_any_other_value_or_gap_is_another_snapshot(memory_market: Rooms, kind: DatasetKind, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(ROWS[kind]) - 1))
    loose = [name for name in SHAPES[kind].columns if name not in SHAPES[kind].required and name != "close"]
    field = data.draw(st.sampled_from(loose))
    old = ROWS[kind][place][field]
    value = data.draw(st.sampled_from([12_345, *([] if old is None else [None])]))
    room = memory_market()
    changed = ingested(room, kind, with_value(kind, place, field, value))
    assert changed.manifest.snapshot_id != ingested(room, kind).manifest.snapshot_id


@given(st.sampled_from([BASIC, FLOW]), st.data())
@settings(max_examples=20, deadline=None)
def test_a_table_of_days_has_the_columns_its_source_has(memory_market: Rooms, kind: DatasetKind, data: st.DataObject) -> None:
    columns = data.draw(st.lists(st.sampled_from(list(SHAPES[kind].columns)), unique=True, min_size=1))
    content = table_bytes(ROWS[kind], kind, columns)
    manifest = memory_market().market.ingest_bars(table_request(SAMPLE, content, kind), io.BytesIO(content)).manifest
    assert {one.name for one in manifest.columns} == {"date", "instrument", *columns}


@given(kinds, st.data())
@settings(max_examples=60, deadline=None)
def test_a_bad_value_is_refused_by_name(memory_market: Rooms, kind: DatasetKind, data: st.DataObject) -> None:
    shape = SHAPES[kind]
    field = data.draw(st.sampled_from([name for name, one in shape.columns.items() if not one.whole]))
    value = data.draw(st.sampled_from([math.nan, math.inf, 1e300]))
    place = data.draw(st.integers(0, len(ROWS[kind]) - 1))
    row = ROWS[kind][place]
    error = refusal(memory_market, kind, with_value(kind, place, field, value))
    assert error.reason == "BAR_REFUSED"
    day = row["date"] if "date" in row else row["event_time"].date()
    named = {key: error.details[key] for key in ("instrument", "date", "field", "value")}
    assert named == {"instrument": row["instrument"], "date": day.isoformat(), "field": field, "value": str(value)}
    if "event_time" in row:
        assert error.details["event_time"] == row["event_time"].isoformat()
    assert "ingest again" in error.message


@pytest.mark.parametrize(
    ("kind", "field", "value", "rule"),
    [
        (BASIC, "close", -1.0, "value_not_negative"),
        (BASIC, "close", 10.001, "price_on_tick"),
        (BASIC, "total_share", -1, "value_not_negative"),
        (BASIC, "turnover_rate", -0.1, "value_not_negative"),
        (FLOW, "buy_sm_volume", -100, "value_not_negative"),
        (FLOW, "net_mf_amount", -1e17, "value_bounded"),
        (MINUTE, "open", None, "value_present"),
        (MINUTE, "open", 0.0, "value_positive"),
        (MINUTE, "low", 999.0, "high_is_highest"),
        (MINUTE, "close", 0.01, "low_is_lowest"),
        (MINUTE, "high", 99.999, "price_on_tick"),
        (MINUTE, "volume", -1, "value_not_negative"),
    ],
)
def test_each_law_has_its_name(memory_market: Rooms, kind: DatasetKind, field: str, value: object, rule: str) -> None:
    error = refusal(memory_market, kind, with_value(kind, 5, field, value))
    assert (error.details["rule"], error.details["instrument"]) == (rule, ROWS[kind][5]["instrument"])


@pytest.mark.parametrize(("kind", "field"), [(BASIC, "pe"), (FLOW, "net_mf_amount"), (FLOW, "net_mf_volume")])
def test_what_may_be_negative_is_taken(memory_market: Rooms, kind: DatasetKind, field: str) -> None:
    assert ingested(memory_market(), kind, with_value(kind, 5, field, -3)).created


def at(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    """An instant of the Shanghai clock in a winter without summer time."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("kind", "hour", "minute", "second", "rule"),
    [
        (MINUTE, 9, 29, 0, "minute_in_session"),
        (MINUTE, 9, 31, 1, "minute_aligned"),
        (MINUTE, 11, 31, 0, "minute_in_session"),
        (MINUTE, 13, 0, 0, "minute_in_session"),
        (MINUTE, 15, 1, 0, "minute_in_session"),
        (FIVE, 9, 31, 0, "minute_aligned"),
        (FIVE, 9, 25, 0, "minute_in_session"),
    ],
)
def test_a_minute_outside_of_the_sessions_is_refused(
    memory_market: Rooms, kind: DatasetKind, hour: int, minute: int, second: int, rule: str
) -> None:
    moment = at(SAMPLE.dates[0], hour, minute, second)
    error = refusal(memory_market, kind, [{**ROWS[kind][0], "event_time": moment}])
    assert (error.details["rule"], error.details["event_time"]) == (rule, moment.isoformat())


@pytest.mark.parametrize(("code", "taken"), [("688981.SH", True), ("300750.SZ", True), ("600000.SH", False), ("000300.SH", False)])
def test_after_the_close_only_boards_with_that_session_trade(memory_market: Rooms, code: str, taken: bool) -> None:
    rows = [{**ROWS[MINUTE][0], "instrument": code, "event_time": at(SAMPLE.dates[0], 15, 20)}]
    if taken:
        assert ingested(memory_market(), MINUTE, rows).created
    else:
        assert refusal(memory_market, MINUTE, rows).details["rule"] == "minute_in_session"


def test_the_opening_call_has_a_bar_of_its_own(memory_market: Rooms) -> None:
    assert ingested(memory_market(), MINUTE, [{**ROWS[MINUTE][0], "event_time": at(SAMPLE.dates[0], 9, 30)}]).created


@pytest.mark.parametrize("kind", ROWS)
def test_rows_must_be_in_order_and_single_and_known(memory_market: Rooms, kind: DatasetKind) -> None:
    rows = ROWS[kind]
    assert refusal(memory_market, kind, [*rows, rows[0]]).details["rule"] == "row_unique"
    assert refusal(memory_market, kind, [rows[1], rows[0], *rows[2:]]).details["rule"] == "rows_ordered"
    assert refusal(memory_market, kind, []).details["rule"] == "bars_present"
    assert refusal(memory_market, kind, dates=list(SAMPLE.dates[1:])).details["rule"] == "day_known"
    assert refusal(memory_market, kind, instruments=SAMPLE.header().instruments[1:]).details["rule"] == "instrument_known"


def test_rows_without_a_key_are_refused(memory_market: Rooms) -> None:
    assert refusal(memory_market, BASIC, with_value(BASIC, 2, "date", None)).details["rule"] == "value_present"
    assert refusal(memory_market, MINUTE, with_value(MINUTE, 2, "instrument", None)).details["rule"] == "value_present"


def test_another_table_or_type_is_unreadable(memory_market: Rooms) -> None:
    import pyarrow as pa

    room = memory_market()
    for kind, content in ((FLOW, table_bytes(ROWS[BASIC], BASIC)), (MINUTE, table_bytes(ROWS[BASIC], BASIC)), (BASIC, b"nothing")):
        with pytest.raises(Invalid) as caught:
            room.market.ingest_bars(table_request(SAMPLE, content, kind), io.BytesIO(content))
        assert caught.value.reason == "UNREADABLE"
    sink = pa.BufferOutputStream()
    table = pa.ipc.open_stream(table_bytes(ROWS[BASIC], BASIC, ["total_share"])).read_all()
    odd = table.set_column(2, "total_share", table.column(2).cast(pa.float64()))
    with pa.ipc.new_stream(sink, odd.schema) as writer:
        writer.write_table(odd)
    with pytest.raises(Invalid, match=r"total_share.*int64"):
        room.market.ingest_bars(table_request(SAMPLE, bytes(sink.getvalue()), BASIC), io.BytesIO(bytes(sink.getvalue())))
    assert room.tables.held() == 0


def found(manifest: DatasetManifest) -> dict[tuple[str, str | None], int]:
    return {(one.rule, one.field): one.occurrences for one in manifest.findings}


def test_oddities_are_found_and_kept(memory_market: Rooms) -> None:
    rows = with_value(BASIC, 5, "pe", 0.0)
    rows[8] = {**rows[8], "pe": 0.0}
    manifest = ingested(memory_market(), BASIC, rows).manifest
    assert found(manifest)["zero_as_missing", "pe"] == 2
    first = next(one for one in manifest.findings if one.rule == "zero_as_missing")
    assert (first.instrument, first.date, first.value) == (rows[8]["instrument"], rows[8]["date"], "0.0")
    assert found(manifest)["value_missing", "pb"] == sum(row["pb"] is None for row in rows)
    assert found(manifest)["instrument_without_rows", None] == 1  # the index


def test_idle_flows_absent_days_and_empty_sessions_are_found(memory_market: Rooms) -> None:
    idle = dict.fromkeys(SHAPES[FLOW].columns, 0)
    rows = [{**row, **idle} if number == 3 else row for number, row in enumerate(ROWS[FLOW]) if row["date"] != SAMPLE.dates[5]]
    told = found(ingested(memory_market(), FLOW, rows).manifest)
    assert told["all_zero_row", "buy_sm_volume"] == 1
    assert told["session_without_rows", None] == 1
    # The empty session for each of four stocks, and the one on which the first of them was suspended.
    assert told["absent_days", None] == 5


def test_sessions_with_missing_minutes_are_found(memory_market: Rooms) -> None:
    rows = [row for row in ROWS[MINUTE] if row["event_time"] != at(SAMPLE.dates[1], 10, 0)]
    manifest = ingested(memory_market(), MINUTE, rows).manifest
    told = next(one for one in manifest.findings if one.rule == "minutes_missing")
    assert (told.instrument, told.date, told.value, told.occurrences) == (STOCKS[0], SAMPLE.dates[1], "239", 2)
    whole = ingested(memory_market(), MINUTE).manifest
    assert not [one for one in whole.findings if one.rule in ("minutes_missing", "average_price_outside_range")]
    hands = [{**row, "volume": row["volume"] // 100} for row in ROWS[MINUTE]]
    assert found(ingested(memory_market(), MINUTE, hands).manifest)["average_price_outside_range", "amount"] == len(hands)


def test_columns_say_what_they_are(memory_market: Rooms) -> None:
    columns = {one.name: one for one in ingested(memory_market(), BASIC).manifest.columns}
    assert (columns["total_share"].dtype, columns["total_share"].unit) == (ColumnType.INT64, Unit.SHARES)
    assert (columns["turnover_rate"].unit, columns["turnover_rate"].missing) == (Unit.FRACTION, MissingPolicy.UNKNOWN)
    bars = {one.name: one for one in ingested(memory_market(), MINUTE).manifest.columns}
    assert list(bars) == ["event_time", "instrument", "open", "high", "low", "close", "volume", "amount"]
    assert (bars["open"].missing, bars["volume"].missing) == (MissingPolicy.NEVER, MissingPolicy.UNKNOWN)
