"""A window of bars is the snapshot's bars, cut to what was asked and to what was known."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.contract.v1.models import DateRange
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    DatasetSelector,
    GetHistoryWindowRequest,
    IngestBarsRequest,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import NAMES, sample
from aistock_server.kernel.errors import Invalid, NotFound, RoomError

SAMPLE = sample()
DAYS = SAMPLE.dates[:30]
SELECTOR = DatasetSelector(dataset="sample")
Rooms = Callable[[], MemoryMarket]


@pytest.fixture(scope="session")
def room(memory_market: Rooms) -> MemoryMarket:
    opened = memory_market()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
    return opened


def window(room: MemoryMarket, **asked: Any) -> list[tuple[Any, ...]]:
    """The rows of an answer, in its order of rows and columns."""
    import pyarrow as pa

    first, *pieces = room.market.history_window(GetHistoryWindowRequest(**{"dataset": SELECTOR, **asked}))
    assert first.provenance is not None
    assert first.arrow_ipc is None
    table = pa.ipc.open_stream(b"".join(piece.arrow_ipc or b"" for piece in pieces)).read_all()
    assert table.schema.names[:2] == ["date", "instrument"]
    return [tuple(row.values()) for row in table.to_pylist()]


def expected(start: date, end: date, codes: list[str]) -> list[tuple[Any, ...]]:
    rows = [row for row in SAMPLE.rows if start <= row[0] <= end and (not codes or row[1] in codes)]
    return sorted(rows, key=lambda row: (row[0], row[1]))


dates = st.sampled_from(DAYS)
subsets = st.lists(st.sampled_from(SAMPLE.codes), unique=True)


@given(st.tuples(dates, dates).map(sorted), subsets)
@settings(max_examples=40, deadline=None)
def test_a_window_is_the_bars_of_its_days_and_codes(room: MemoryMarket, span: list[date], codes: list[str]) -> None:
    asked = DateRange(start_date=span[0], end_date=span[1])
    assert window(room, date_range=asked, instruments=codes) == expected(span[0], span[1], codes)


@given(st.integers(1, 60), dates)
@settings(max_examples=30, deadline=None)
def test_the_last_bars_count_sessions_up_to_the_day_known(room: MemoryMarket, bars: int, as_of: date) -> None:
    known = [day for day in DAYS if day <= as_of]
    selector = DatasetSelector(dataset="sample", as_of_date=as_of)
    assert window(room, dataset=selector, bars=bars) == expected(known[-bars:][0], as_of, [])


@given(dates, dates)
@settings(max_examples=30, deadline=None)
def test_no_answer_knows_a_day_after_as_of(room: MemoryMarket, as_of: date, end: date) -> None:
    selector = DatasetSelector(dataset="sample", as_of_date=as_of)
    asked = DateRange(start_date=DAYS[0], end_date=end)
    assert window(room, dataset=selector, date_range=asked) == expected(DAYS[0], min(as_of, end), [])


@given(st.lists(st.sampled_from(NAMES[2:]), unique=True, min_size=1))
@settings(max_examples=20, deadline=None)
def test_columns_come_as_asked(room: MemoryMarket, columns: list[str]) -> None:
    places = [0, 1, *(NAMES.index(name) for name in columns)]
    assert window(room, bars=3, columns=columns) == [
        tuple(row[place] for place in places) for row in expected(DAYS[-3], DAYS[-1], [])
    ]


@pytest.mark.parametrize("adjustment", [Adjustment.BACKWARD, Adjustment.FORWARD, Adjustment.SNAPSHOT_FIRST])
def test_adjusted_prices_have_no_gap_on_an_ex_right_day(room: MemoryMarket, adjustment: Adjustment) -> None:
    rows = window(room, bars=30, adjustment=adjustment, columns=["close", "pre_close", "volume", "adj_factor"])
    for code in ("300750.SZ", "600000.SH"):
        own = [row for row in rows if row[1] == code]
        assert all(abs(late[3] - early[2]) < 1e-9 * early[2] for early, late in pairwise(own))
        raw = [row for row in SAMPLE.rows if row[1] == code]
        assert [row[4] for row in own] == [row[7] for row in raw]
        base = {Adjustment.BACKWARD: 1.0, Adjustment.FORWARD: raw[-1][9], Adjustment.SNAPSHOT_FIRST: raw[0][9]}[adjustment]
        assert [row[2] for row in own] == pytest.approx([row[5] * row[9] / base for row in raw], rel=1e-12)


def test_forward_prices_depend_on_the_day_known_and_on_nothing_else(room: MemoryMarket) -> None:
    selector = DatasetSelector(dataset="sample", as_of_date=DAYS[5])
    asked = {"dataset": selector, "adjustment": Adjustment.FORWARD, "columns": ["close"]}
    long, short = window(room, bars=6, **asked), window(room, bars=2, **asked)
    assert short == long[-len(short) :]
    assert window(room, bars=6, dataset=selector, columns=["close"]) == long  # before any ex-right day, nothing is scaled


def test_the_answer_says_where_it_comes_from(room: MemoryMarket) -> None:
    request = GetHistoryWindowRequest(dataset=SELECTOR, bars=1, adjustment=Adjustment.BACKWARD)
    provenance = next(iter(room.market.history_window(request))).provenance
    assert provenance is not None
    assert (provenance.dataset, provenance.adjustment, provenance.synthetic) == ("sample", Adjustment.BACKWARD, True)
    assert (provenance.as_of_date, provenance.answered_at_utc) == (DAYS[-1], room.clock.instant)


@pytest.mark.parametrize(
    ("asked", "kind", "reason"),
    [
        ({"dataset": DatasetSelector(dataset="nothing")}, NotFound, "NOT_FOUND"),
        ({"dataset": DatasetSelector(snapshot_id="0" * 64)}, NotFound, "NOT_FOUND"),
        ({"instruments": ["600000.SH", "600001.SH"]}, NotFound, "NOT_FOUND"),
        ({"columns": ["vwap"]}, NotFound, "NOT_FOUND"),
        ({"frequency": BarFrequency.MINUTE}, RoomError, "NOT_SERVED"),
        ({"dataset": DatasetSelector(dataset="sample", as_of_date=date(2023, 12, 29))}, Invalid, "INVALID_WINDOW"),
        (
            {"bars": None, "date_range": DateRange(start_date=date(2030, 1, 1), end_date=date(2030, 1, 2))},
            Invalid,
            "INVALID_WINDOW",
        ),
        ({"bars": None}, Invalid, "INVALID_WINDOW"),
    ],
)
def test_what_cannot_be_answered_is_refused_before_the_first_message(
    room: MemoryMarket, asked: dict[str, Any], kind: type[RoomError], reason: str
) -> None:
    with pytest.raises(kind) as caught:
        room.market.history_window(GetHistoryWindowRequest(**{"dataset": SELECTOR, "bars": 3, **asked}))
    assert caught.value.reason == reason


def test_a_real_market_knows_no_day_after_today(memory_market: Rooms) -> None:
    opened = memory_market()
    opened.clock.instant = datetime(2024, 3, 1, 15, 59, tzinfo=UTC)
    content = SAMPLE.content()
    opened.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header(synthetic=False)), io.BytesIO(content))
    ask = lambda day: GetHistoryWindowRequest(dataset=DatasetSelector(dataset="sample", as_of_date=day), bars=1)  # noqa: E731
    assert list(opened.market.history_window(ask(date(2024, 3, 1))))
    with pytest.raises(Invalid, match="after today, 2024-03-01"):
        opened.market.history_window(ask(date(2024, 3, 2)))


def test_a_window_without_bars_is_an_empty_table(room: MemoryMarket) -> None:
    asked = DateRange(start_date=DAYS[3], end_date=DAYS[3])
    assert window(room, date_range=asked, instruments=["000001.SZ"]) == []
    assert window(room, date_range=asked, instruments=["000001.SZ"], adjustment=Adjustment.FORWARD) == []
