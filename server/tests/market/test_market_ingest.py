"""Lawful bars become one snapshot, and unlawful ones become nothing."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.trading_rules import TradingRule, all_rules, limit_prices
from aistock.market.v1.models import IngestBarsRequest, IngestBarsResponse, ListDatasetsRequest
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import Row, Sample, arrow_bytes, sample
from aistock_server.kernel.errors import Invalid
from aistock_server.market.findings import limit_columns

SAMPLE = sample()
Rooms = Callable[[], MemoryMarket]
FIELD = {"open": 2, "high": 3, "low": 4, "close": 5, "pre_close": 6, "volume": 7, "amount": 8, "adj_factor": 9}


def ingested(room: MemoryMarket, rows: list[Row] | None = None, of: Sample = SAMPLE, **changes: object) -> IngestBarsResponse:
    content = of.content() if rows is None else arrow_bytes(rows)
    return room.market.ingest_bars(IngestBarsRequest(header=of.header(content, **changes)), io.BytesIO(content))


def test_the_same_bars_are_the_same_snapshot_for_ever(memory_market: Rooms) -> None:
    room = memory_market()
    first, again = ingested(room), ingested(room)
    assert (first.created, again.created) == (True, False)
    assert first.manifest == again.manifest
    assert len(room.market.list_datasets(ListDatasetsRequest()).datasets) == 1


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_header_and_the_layout_of_the_rows_do_not_matter(memory_market: Rooms, random: Random) -> None:
    room, by_day = memory_market(), sorted(SAMPLE.rows, key=lambda row: (row[0], row[1]))
    instruments = SAMPLE.header().instruments
    random.shuffle(instruments)
    assert ingested(room).manifest.snapshot_id == ingested(room, by_day, instruments=instruments).manifest.snapshot_id


@given(st.integers(0, len(SAMPLE.rows) - 1), st.sampled_from(["volume", "amount", "adj_factor"]))
@settings(max_examples=20, deadline=None)
def test_any_other_value_is_another_snapshot(memory_market: Rooms, row: int, field: str) -> None:
    rows = list(SAMPLE.rows)
    rows[row] = changed(rows[row], field, rows[row][FIELD[field]] + 1)
    room = memory_market()
    assert ingested(room, rows).manifest.snapshot_id != ingested(room).manifest.snapshot_id


@pytest.mark.parametrize(
    "changes",
    [{"dataset": "other"}, {"source": "other"}, {"synthetic": False}, {"calendar": "other"}, {"benchmarks": []}],
)
def test_what_the_header_says_is_part_of_the_identity(memory_market: Rooms, changes: dict[str, object]) -> None:
    room = memory_market()
    assert ingested(room, **changes).manifest.snapshot_id != ingested(room).manifest.snapshot_id


def changed(row: Row, field: str, value: object) -> Row:
    place = FIELD[field]
    return (*row[:place], value, *row[place + 1 :])  # type: ignore[return-value]  # one value of a row replaced


def refusal(memory_market: Rooms, rows: list[Row] | None = None, **changes: object) -> Invalid:
    """The refusal of these rows; nothing is left behind by it."""
    room = memory_market()
    with pytest.raises(Invalid) as caught:
        ingested(room, rows, **changes)
    assert room.market.list_datasets(ListDatasetsRequest()).datasets == []
    assert room.bars.held() == 0
    return caught.value


@given(st.integers(0, len(SAMPLE.rows) - 1), st.data())
@settings(max_examples=60, deadline=None)
def test_a_bad_value_is_refused_by_name(memory_market: Rooms, row: int, data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["open", "high", "low", "close", "pre_close", "adj_factor", "amount"]))
    value = data.draw(st.sampled_from([float("nan"), float("inf"), -1.0, 1e300]))
    rows = list(SAMPLE.rows)
    rows[row] = changed(rows[row], field, value)
    error = refusal(memory_market, rows)
    assert error.reason == "BAR_REFUSED"
    named = {key: error.details[key] for key in ("instrument", "date", "field")}
    assert named == {"instrument": rows[row][1], "date": rows[row][0].isoformat(), "field": field}
    assert error.details["value"] == str(value)
    assert "ingest again" in error.message


@pytest.mark.parametrize(
    ("field", "change", "rule"),
    [
        ("open", lambda row: 0.0, "value_positive"),
        ("volume", lambda row: -1, "value_not_negative"),
        ("open", lambda row: row[3] + 0.01, "high_is_highest"),
        ("close", lambda row: row[3] + 0.01, "high_is_highest"),
        ("close", lambda row: row[4] - 0.01, "low_is_lowest"),
        ("low", lambda row: row[3] + 0.01, "high_is_highest"),
        ("pre_close", lambda row: row[6] + 0.00051, "price_on_tick"),
        ("high", lambda row: row[3] + 0.005, "price_on_tick"),
        ("close", lambda row: None, "value_present"),
        ("volume", lambda row: None, "value_present"),
    ],
)
def test_each_law_has_its_name(memory_market: Rooms, field: str, change: Callable[[Row], object], rule: str) -> None:
    rows = list(SAMPLE.rows)
    rows[7] = changed(rows[7], field, change(rows[7]))
    error = refusal(memory_market, rows)
    assert (error.details["rule"], error.details["instrument"]) == (rule, rows[7][1])
    assert error.details["date"] == rows[7][0].isoformat()


def test_rows_must_be_in_order_and_single(memory_market: Rooms) -> None:
    rows = list(SAMPLE.rows)
    assert refusal(memory_market, [*rows, rows[0]]).details["rule"] == "row_unique"
    swapped = [rows[1], rows[0], *rows[2:]]
    assert refusal(memory_market, swapped).details["rule"] == "rows_ordered"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"dates": []}, "calendar_present"),
        ({"dates": list(SAMPLE.dates[1:])}, "day_known"),
        ({"dates": [SAMPLE.dates[1], SAMPLE.dates[0], *SAMPLE.dates[2:]]}, "calendar_ordered"),
        ({"instruments": SAMPLE.header().instruments[1:]}, "instrument_known"),
        ({"instruments": [*SAMPLE.header().instruments, SAMPLE.header().instruments[0]]}, "instruments_unique"),
        ({"benchmarks": ["600000.SH"]}, "benchmark_is_index"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(memory_market: Rooms, changes: dict[str, object], rule: str) -> None:
    assert refusal(memory_market, **changes).details["rule"] == rule


def test_no_rows_are_no_snapshot(memory_market: Rooms) -> None:
    assert refusal(memory_market, []).details["rule"] == "bars_present"


@given(st.integers(0, len(SAMPLE.content()) - 1), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_never_become_a_snapshot_of_other_content(memory_market: Rooms, place: int, flip: int) -> None:
    content = bytearray(SAMPLE.content())
    content[place] ^= flip
    room = memory_market()
    with pytest.raises(Invalid) as caught:
        room.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(content))
    assert (caught.value.reason, caught.value.details["field"]) == ("UNREADABLE", "header.content_sha256")
    assert room.bars.held() == 0


@given(st.binary(max_size=200) | st.integers(0, len(SAMPLE.content()) - 1).map(lambda end: SAMPLE.content()[:end]))
@settings(max_examples=60, deadline=None)
def test_bytes_that_are_no_table_are_unreadable(memory_market: Rooms, content: bytes) -> None:
    room = memory_market()
    try:
        room.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header(content)), io.BytesIO(content))
        reason = ""
    except Invalid as error:
        reason = error.reason
    # Arrow lets the end marker be absent, so a stream that lost only that is whole.
    assert reason in ("UNREADABLE", "BAR_REFUSED") if len(content) < len(SAMPLE.content()) - 16 else reason in ("", "UNREADABLE")
    assert room.bars.held() == (reason == "")


def test_another_shape_of_table_is_unreadable(memory_market: Rooms) -> None:
    import pyarrow as pa

    table = pa.ipc.open_stream(SAMPLE.content()).read_all()
    whole = table.column("volume").cast(pa.float64())
    for wrong in (table.drop_columns(["close"]), table.append_column("extra", whole), table.set_column(7, "volume", whole)):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, wrong.schema) as writer:
            writer.write_table(wrong)
        content = bytes(sink.getvalue())
        room = memory_market()
        with pytest.raises(Invalid) as caught:
            room.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header(content)), io.BytesIO(content))
        assert caught.value.reason == "UNREADABLE"


def test_the_manifest_says_what_is_there(memory_market: Rooms) -> None:
    manifest = ingested(memory_market()).manifest
    assert (manifest.instrument_count, manifest.row_count, manifest.session_count) == (5, len(SAMPLE.rows), 30)
    assert (manifest.date_range.start_date, manifest.date_range.end_date) == (SAMPLE.dates[0], SAMPLE.dates[29])
    assert (manifest.benchmarks, manifest.synthetic) == (["000300.SH"], True)
    assert {column.name for column in manifest.columns} == {"date", "instrument", *FIELD}


def findings(memory_market: Rooms, rows: list[Row], **changes: object) -> dict[str, int]:
    manifest = ingested(memory_market(), rows, **changes).manifest
    assert len(manifest.findings) == manifest.info_count + manifest.warning_count + manifest.error_count
    return {one.rule: one.occurrences for one in manifest.findings}


def test_clean_bars_have_only_notes(memory_market: Rooms) -> None:
    assert findings(memory_market, list(SAMPLE.rows)) == {"suspended_days": 1, "ex_right_days": 4}


def test_what_is_odd_is_reported_and_kept(memory_market: Rooms) -> None:
    rows = list(SAMPLE.rows)
    rows[7] = changed(rows[7], "volume", 0)
    rows[12] = changed(rows[12], "amount", rows[12][8] * 100)
    rows[20] = changed(rows[20], "high", round(rows[20][6] * 1.3, 2))
    rows[25:] = [changed(row, "adj_factor", row[9] * 1.1) if row[1] == "000001.SZ" else row for row in rows[25:]]
    found = findings(memory_market, rows, benchmarks=[])
    assert found.items() >= {
        "zero_volume": 1, "average_price_outside_range": 1, "price_outside_limits": 1, "factor_disagrees": 1, "no_benchmark": 1
    }.items()  # fmt: skip


def test_missing_sessions_and_instruments_are_reported(memory_market: Rooms) -> None:
    gone = SAMPLE.dates[5]
    found = findings(memory_market, [row for row in SAMPLE.rows if row[0] != gone and row[1] != "688981.SH"])
    assert (found["session_without_bars"], found["instrument_without_bars"]) == (1, 1)


def test_a_listing_may_leave_the_limits_on_its_first_sessions(memory_market: Rooms) -> None:
    rows = list(SAMPLE.rows)
    fresh = [changed(row, "high", round(row[6] * 2, 2)) for row in rows if row[1] == "600000.SH"][10:12]
    others = [row for row in rows if row[1] != "600000.SH"]
    assert "price_outside_limits" not in findings(memory_market, sorted([*others, *fresh], key=lambda row: (row[1], row[0])))


def test_days_after_the_last_bar_are_known_to_come(memory_market: Rooms) -> None:
    room = memory_market()
    snapshot = room.market.bars_snapshot(ingested(room).manifest.snapshot_id)
    assert tuple(snapshot.sessions) == SAMPLE.dates[:30]
    assert tuple(snapshot.later_sessions) == SAMPLE.dates[30:]
    assert snapshot.later_sessions[0] - snapshot.sessions[-1] >= timedelta(days=1)
    assert snapshot.sessions[0] == date(2024, 1, 2)


@given(st.lists(st.integers(1, 400_000).map(lambda cents: cents * 10), min_size=1), st.sampled_from(all_rules()))
@settings(max_examples=60, deadline=None)
def test_limits_of_a_column_are_the_limits_of_each_price(references: list[int], rule: TradingRule) -> None:
    down, up = limit_columns(np.array(references, dtype=np.int64), rule)
    assert list(zip(down.tolist(), up.tolist(), strict=True)) == [limit_prices(price, rule) for price in references]
