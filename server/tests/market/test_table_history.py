"""Columns of other tables stand beside bars on their day, and minutes are served a day at a time; nothing is made up."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    DatasetKind,
    DatasetSelector,
    GetHistoryWindowRequest,
    IngestBarsRequest,
    JoinedSnapshot,
    MarketProvenance,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import NAMES, sample
from aistock_server.adapters.memory.table_samples import Values, beside_days, minutes, table_bytes, table_request
from aistock_server.kernel.errors import Invalid, NotFound, RoomError
from aistock_server.market.tables import JOINABLE, SHAPES

SAMPLE = sample(sessions=12)
DAYS = SAMPLE.dates[:12]
BASIC, FLOW, MINUTE, FIVE = (
    DatasetKind.DAILY_BASIC,
    DatasetKind.MONEYFLOW,
    DatasetKind.MINUTE_BARS,
    DatasetKind.FIVE_MINUTE_BARS,
)
BESIDE = {
    # Two stocks and some days are in no table: a join finds nothing there.
    BASIC: [row for row in beside_days(SAMPLE, BASIC, codes=SAMPLE.codes[:3]) if row["date"] != DAYS[6]],
    FLOW: beside_days(SAMPLE, FLOW, codes=SAMPLE.codes[2:]),
}
MINUTES = {kind: minutes(SAMPLE, kind, codes=("000001.SZ", "600000.SH"), days=11) for kind in (MINUTE, FIVE)}
COLUMNS = [*NAMES[2:], *(name for kind in JOINABLE for name in SHAPES[kind].columns if name != "close")]
Rooms = Callable[[], MemoryMarket]


def put(room: MemoryMarket, kind: DatasetKind, rows: list[Values], **changes: object) -> str:
    content = table_bytes(rows, kind)
    return room.market.ingest_bars(table_request(SAMPLE, content, kind, **changes), io.BytesIO(content)).manifest.snapshot_id


@pytest.fixture(scope="session")
def room(memory_market: Rooms) -> MemoryMarket:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
    for kind, rows in (*BESIDE.items(), *MINUTES.items()):
        put(opened, kind, rows)
    return opened


def window(room: MemoryMarket, **asked: Any) -> tuple[MarketProvenance, list[Values]]:
    import pyarrow as pa

    given = {"dataset": DatasetSelector(dataset="sample"), **asked}
    first, *pieces = room.market.history_window(GetHistoryWindowRequest(**given))
    assert first.provenance is not None
    return first.provenance, pa.ipc.open_stream(b"".join(piece.arrow_ipc or b"" for piece in pieces)).read_all().to_pylist()


def joined_by_hand(start: date, end: date, codes: list[str], columns: list[str]) -> list[Values]:
    """The same answer out of dictionaries."""
    tables = {kind: {(row["date"], row["instrument"]): row for row in rows} for kind, rows in BESIDE.items()}
    found = []
    for row in sorted(SAMPLE.rows, key=lambda row: row[:2]):
        if start <= row[0] <= end and (not codes or row[1] in codes):
            values: Values = {"date": row[0], "instrument": row[1]}
            for name in columns:
                kind = next((kind for kind in JOINABLE if name in SHAPES[kind].columns), None)
                own = name in NAMES or kind is None
                values[name] = row[NAMES.index(name)] if own else tables[kind].get(row[:2], {}).get(name)  # type: ignore[index]
            found.append(values)
    return found


dates = st.sampled_from(DAYS)


@given(
    st.tuples(dates, dates).map(sorted),
    st.lists(st.sampled_from(SAMPLE.codes), unique=True),
    st.lists(st.sampled_from(COLUMNS), unique=True, min_size=1, max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_a_join_is_the_join_of_dictionaries(room: MemoryMarket, span: list[date], codes: list[str], columns: list[str]) -> None:
    asked = DateRange(start_date=span[0], end_date=span[1])
    provenance, rows = window(room, date_range=asked, instruments=codes, columns=columns)
    assert rows == joined_by_hand(span[0], span[1], codes, columns)
    assert [list(row) for row in rows[:1]] in ([], [["date", "instrument", *columns]])
    needed = [kind for kind in JOINABLE if any(name in SHAPES[kind].columns and name not in NAMES for name in columns)]
    latest = {kind: room.store.latest("sample", kind) for kind in needed}
    assert provenance.joined == [JoinedSnapshot(kind=kind, snapshot_id=latest[kind] or "") for kind in needed]


@given(dates, st.integers(1, 12))
@settings(max_examples=20, deadline=None)
def test_joined_columns_know_no_day_after_as_of(room: MemoryMarket, as_of: date, bars: int) -> None:
    selector = DatasetSelector(dataset="sample", as_of_date=as_of)
    _, rows = window(room, dataset=selector, bars=bars, columns=["close", "pb"])
    known = [day for day in DAYS if day <= as_of][-bars:]
    assert rows == joined_by_hand(known[0], as_of, [], ["close", "pb"])


def test_prices_are_adjusted_and_what_is_joined_is_not(room: MemoryMarket) -> None:
    asked = {"bars": 12, "adjustment": Adjustment.FORWARD}
    _, plain = window(room, **asked, columns=["close"])
    _, beside = window(room, **asked, columns=["pb", "close"])
    assert [row["close"] for row in beside] == [row["close"] for row in plain]
    assert [row["pb"] for row in beside] == [row["pb"] for row in joined_by_hand(DAYS[0], DAYS[-1], [], ["pb"])]


def test_a_named_snapshot_is_joined_in_place_of_the_latest(room: MemoryMarket, memory_market: Rooms) -> None:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
    old = put(opened, BASIC, BESIDE[BASIC])
    new = put(opened, BASIC, [{**row, "pb": 7.0} for row in BESIDE[BASIC]])
    before, rows = window(opened, bars=3, columns=["pb"], joined_snapshot_ids=[old])
    assert rows == joined_by_hand(DAYS[-3], DAYS[-1], [], ["pb"])
    after, rows = window(opened, bars=3, columns=["pb"])
    assert {row["pb"] for row in rows} == {7.0, None}
    assert [one.snapshot_id for one in (*before.joined, *after.joined)] == [old, new]


def test_what_was_invented_makes_the_answer_invented(memory_market: Rooms) -> None:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header(synthetic=False)), io.BytesIO(SAMPLE.content()))
    put(opened, BASIC, BESIDE[BASIC], synthetic=True)
    assert [window(opened, bars=1, columns=[name])[0].synthetic for name in ("close", "pb")] == [False, True]


@pytest.mark.parametrize(
    ("asked", "kind", "told"),
    [
        ({"columns": ["close", "vwap"]}, NotFound, "turnover_rate"),
        ({"joined_snapshot_ids": ["0" * 64]}, NotFound, "0000"),
        ({"instruments": ["600001.SH"], "columns": ["pb"]}, NotFound, "600001"),
        ({"frequency": BarFrequency.MINUTE, "columns": ["pre_close"]}, NotFound, "pre_close"),
        ({"frequency": BarFrequency.MINUTE, "dataset": DatasetSelector(dataset="nothing")}, NotFound, "nothing"),
        ({"frequency": BarFrequency.MINUTE, "dataset": DatasetSelector(snapshot_id="0" * 64)}, NotFound, "0000"),
    ],
)
def test_what_is_not_there_is_refused_before_the_first_message(
    room: MemoryMarket, asked: dict[str, Any], kind: type[RoomError], told: str
) -> None:
    with pytest.raises(kind, match=told) as caught:
        room.market.history_window(GetHistoryWindowRequest(**{"dataset": DatasetSelector(dataset="sample"), "bars": 1, **asked}))
    assert caught.value.reason == "NOT_FOUND"


def test_what_was_never_ingested_is_not_served(memory_market: Rooms) -> None:
    opened = memory_market()
    bars = opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content())).manifest.snapshot_id
    by_name, by_id = DatasetSelector(dataset="sample"), DatasetSelector(snapshot_id=bars)
    for asked, told in (
        ({"dataset": by_name, "columns": ["pb"]}, "daily_basic"),
        ({"dataset": by_name, "columns": ["buy_sm_volume"]}, "moneyflow"),
        ({"dataset": by_name, "frequency": BarFrequency.MINUTE}, "minute_bars"),
        ({"dataset": by_id, "frequency": BarFrequency.FIVE_MINUTES}, "five_minute_bars"),
    ):
        with pytest.raises(RoomError, match=told) as caught:
            opened.market.history_window(GetHistoryWindowRequest(bars=1, **asked))
        assert (caught.value.reason, caught.value.code) == ("NOT_SERVED", "UNIMPLEMENTED")
    content = table_bytes(BESIDE[BASIC], BASIC, ["pb"])
    opened.market.ingest_bars(table_request(SAMPLE, content, BASIC), io.BytesIO(content))
    with pytest.raises(NotFound, match="it has pb"):
        opened.market.history_window(GetHistoryWindowRequest(dataset=by_name, bars=1, columns=["pe"]))


def test_two_snapshots_of_a_kind_cannot_both_be_joined(room: MemoryMarket) -> None:
    ids = [room.store.latest("sample", BASIC), put(room, BASIC, BESIDE[BASIC], dataset="other")]
    with pytest.raises(Invalid, match="two snapshots"):
        window(room, bars=1, columns=["pb"], joined_snapshot_ids=ids)


def minutes_by_hand(kind: DatasetKind, days: list[date], codes: list[str]) -> list[Values]:
    rows = sorted(MINUTES[kind], key=lambda row: (row["event_time"], row["instrument"]))
    return [row for row in rows if row["event_time"].date() in days and (not codes or row["instrument"] in codes)]


@given(
    st.sampled_from([MINUTE, FIVE]), dates, st.integers(1, 3), st.lists(st.sampled_from(("000001.SZ", "600000.SH")), unique=True)
)
@settings(max_examples=20, deadline=None)
def test_minutes_are_those_of_the_last_days_known(
    room: MemoryMarket, kind: DatasetKind, as_of: date, bars: int, codes: list[str]
) -> None:
    frequency = {MINUTE: BarFrequency.MINUTE, FIVE: BarFrequency.FIVE_MINUTES}[kind]
    selector = DatasetSelector(dataset="sample", as_of_date=as_of)
    provenance, rows = window(room, dataset=selector, frequency=frequency, bars=bars, instruments=codes)
    known = [day for day in DAYS[:11] if day <= as_of]
    assert rows == minutes_by_hand(kind, known[-bars:], codes)
    assert (provenance.snapshot_id, provenance.as_of_date) == (room.store.latest("sample", kind), known[-1])


@pytest.mark.parametrize("adjustment", [Adjustment.BACKWARD, Adjustment.FORWARD, Adjustment.SNAPSHOT_FIRST])
def test_minutes_are_adjusted_by_the_factor_of_their_day(room: MemoryMarket, adjustment: Adjustment) -> None:
    asked = DateRange(start_date=DAYS[3], end_date=DAYS[10])
    provenance, rows = window(
        room, frequency=BarFrequency.FIVE_MINUTES, date_range=asked, adjustment=adjustment, columns=["volume", "close"]
    )
    factors = {row[:2]: row[9] for row in SAMPLE.rows}
    own = {code: [factors[day, code] for day in DAYS[:11] if (day, code) in factors] for code in ("000001.SZ", "600000.SH")}
    base = {
        code: {Adjustment.BACKWARD: 1.0, Adjustment.FORWARD: found[-1], Adjustment.SNAPSHOT_FIRST: found[0]}[adjustment]
        for code, found in own.items()
    }
    raw = minutes_by_hand(FIVE, list(DAYS[3:11]), [])
    assert [row["volume"] for row in rows] == [row["volume"] for row in raw]
    for row, bar in zip(rows, raw, strict=True):
        factor = factors.get((bar["event_time"].date(), bar["instrument"]))
        # On the fourth day the first stock has no daily bar, so nobody knows its factor.
        expected = None if factor is None else pytest.approx(bar["close"] * factor / base[bar["instrument"]], rel=1e-12)
        assert row["close"] == expected
    assert sum(row["close"] is None for row in rows) == 48
    assert provenance.joined == [
        JoinedSnapshot(kind=DatasetKind.BARS, snapshot_id=room.store.latest("sample", DatasetKind.BARS) or "")
    ]


def test_minutes_without_daily_bars_cannot_be_adjusted(memory_market: Rooms) -> None:
    opened = memory_market()
    put(opened, FIVE, MINUTES[FIVE])
    asked = {"frequency": BarFrequency.FIVE_MINUTES, "bars": 1}
    assert len(window(opened, **asked)[1]) == 96
    with pytest.raises(RoomError, match="daily bars") as caught:
        window(opened, **asked, adjustment=Adjustment.FORWARD)
    assert caught.value.reason == "NOT_SERVED"
