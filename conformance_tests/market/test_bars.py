"""Bars in and out: what was sent is what comes, a snapshot never changes, and nothing bad gets in."""

from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.errors import InvalidArgument, NotFound
from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.converters import ingest_bars_response_from_pb, ingest_header_to_pb
from aistock.market.v1.models import IngestHeader
from aistock_conformance.examples import examples
from aistock_conformance.markets import (
    AS_OF,
    EX_RIGHTS,
    INDEX,
    LOCKED_UP,
    SOURCE,
    STOCKS,
    SUSPENDED,
    Bar,
    Market,
    bars_of,
    ingested,
    instruments,
    sessions,
    table,
)  # fmt: skip
from aistock_conformance.target import fresh_name
from aistock_conformance.wire import Wire

INGEST = "/aistock.market.v1.MarketDataService/IngestBars"
BREAKS: dict[str, dict[str, Any]] = {
    "high_is_highest": {"high": 0.01},
    "value_positive": {"close": 0.0},
    "value_not_negative": {"volume": -100},
    "value_finite": {"amount": float("nan")},
    "price_on_tick": {"open": 8.001, "low": 8.001, "high": 800.0},
}
"""Rule to the values that break it."""


def sent(client: Client, dataset: str, rows: list[dict[str, Any]], days: Any) -> Any:
    """What became of rows of bars."""
    import pyarrow as pa

    codes = sorted({row["instrument"] for row in rows})
    return client.market.ingest_bars(
        dataset, pa.Table.from_pylist(rows), instruments(codes), source=SOURCE, synthetic=True, dates=days
    )


def expected(market: Market, first: int, last: int, codes: Any) -> list[dict[str, Any]]:
    """Rows of a window, by day and code."""
    found: list[Bar] = [bar for bar in market.bars.values() if bar.instrument in codes]
    inside = [bar for bar in found if market.days[first] <= bar.day <= market.days[last]]
    return [bar.row() for bar in sorted(inside, key=lambda bar: (bar.day, bar.instrument))]


@given(
    ends=st.tuples(st.integers(0, 59), st.integers(0, 59)).map(sorted),
    codes=st.lists(st.sampled_from((*STOCKS, INDEX)), min_size=1, unique=True),
)
@examples(12)
def test_what_was_sent_is_what_comes(client: Client, market: Market, ends: list[int], codes: list[str]) -> None:
    """Any window of any codes, value for value, sorted; the answer names its snapshot."""
    window = client.market.history(
        snapshot_id=market.snapshot_id,
        as_of_date=AS_OF,
        instruments=codes,
        start_date=market.days[ends[0]],
        end_date=market.days[ends[1]],
    )

    assert window.to_arrow().to_pylist() == expected(market, ends[0], ends[1], codes)
    assert window.provenance is not None and window.provenance.snapshot_id == market.snapshot_id and window.provenance.synthetic


@given(
    first=st.integers(0, 50), columns=st.lists(st.sampled_from(["open", "close", "volume", "adj_factor"]), min_size=1, unique=True)
)
@examples(6)
def test_columns_come_as_they_are_asked(client: Client, market: Market, first: int, columns: list[str]) -> None:
    """Date and instrument first, then exactly the columns, in their order."""
    days = market.days[first : first + 6]
    found = client.market.history(
        snapshot_id=market.snapshot_id, as_of_date=AS_OF, columns=columns, start_date=days[0], end_date=days[-1]
    ).to_arrow()

    assert found.column_names == ["date", "instrument", *columns]
    whole = expected(market, first, first + 5, {*STOCKS, INDEX})
    assert found.to_pylist() == [{name: row[name] for name in found.column_names} for row in whole]


@given(first=st.integers(0, 50), adjustment=st.sampled_from([None, "forward", "backward"]))
@examples(6)
def test_the_compact_layout_says_the_same(client: Client, market: Market, first: int, adjustment: str | None) -> None:
    """Codes are places in a dictionary, printed prices whole parts of a CNY; the frame is the very same."""
    import pandas as pd
    import pyarrow as pa

    days = market.days[first : first + 6]
    asked: Any = {"start_date": days[0], "end_date": days[-1], "adjustment": adjustment}
    plain, compact = (
        client.market.history(snapshot_id=market.snapshot_id, as_of_date=AS_OF, layout=layout, **asked)
        for layout in ("plain", "compact")
    )

    table = compact.to_arrow()
    assert pa.types.is_dictionary(table.schema.field("instrument").type)
    assert table.column("instrument").cast(pa.string()).equals(plain.to_arrow().column("instrument"))
    close = table.schema.field("close")
    if adjustment is None:
        assert (close.type, close.metadata) == (pa.int32(), {b"scale": b"10000"})
    pd.testing.assert_frame_equal(compact.to_pandas(), plain.to_pandas(), check_exact=True)


def test_the_same_bars_are_the_same_snapshot(client: Client, market: Market) -> None:
    """Content names a snapshot: sent again nothing is made; other content is another snapshot and the first one stays."""
    dataset = fresh_name("data")
    one, again = ingested(client, dataset), ingested(client, dataset)
    other = ingested(client, dataset, seed=8)

    assert one.snapshot_id == again.snapshot_id != other.snapshot_id
    latest = client.market.get_dataset_manifest(dataset)
    assert latest.snapshot_id == other.snapshot_id
    before = client.market.history(snapshot_id=one.snapshot_id, as_of_date=AS_OF, bars=3).to_arrow().to_pylist()
    assert before == expected(one, 57, 59, {*STOCKS, INDEX})


@given(number=st.integers(5, 59))
@examples(6)
def test_as_of_hides_the_future(client: Client, market: Market, number: int) -> None:
    """Whoever asks as of a day gets what was known that day, adjusted prices included."""
    day = market.days[number]
    known = client.market.history(snapshot_id=market.snapshot_id, as_of_date=day, bars=5)
    adjusted = client.market.history(snapshot_id=market.snapshot_id, as_of_date=day, bars=5, adjustment="forward")

    assert known.to_arrow().to_pylist() == expected(market, number - 4, number, {*STOCKS, INDEX})
    last = {row["instrument"]: row for row in adjusted.to_arrow().to_pylist() if row["date"] == day}
    assert all(row["close"] * 1000 == pytest.approx(market.bars[day, code].close) for code, row in last.items())


def test_adjusted_prices_have_no_gap_at_ex_rights(client: Client, market: Market) -> None:
    """The adjusted return of the ex-rights day is close over reference price."""
    code, number, _ = EX_RIGHTS
    days = market.days[number - 1 : number + 1]
    rows = client.market.history(
        snapshot_id=market.snapshot_id, as_of_date=AS_OF, instruments=[code], start_date=days[0], end_date=days[1],
        adjustment="backward",
    ).to_arrow().to_pylist()  # fmt: skip

    bar = market.bars[days[1], code]
    assert rows[1]["close"] / rows[0]["close"] == pytest.approx(bar.close / bar.pre_close, rel=1e-6)


def test_a_snapshot_of_quotes(client: Client, market: Market) -> None:
    """Closes of the day; a suspended share says so and keeps its last close; limits stand where the day was locked."""
    code, number = LOCKED_UP
    locked = client.market.get_snapshot(snapshot_id=market.snapshot_id, instruments=[code], date=market.days[number])
    (quote,) = locked.quotes
    bar = market.bars[market.days[number], code]
    assert (quote.last_mills, quote.pre_close_mills, quote.volume) == (bar.close, bar.pre_close, bar.volume)

    still, first, _ = SUSPENDED
    (halted,) = client.market.get_snapshot(
        snapshot_id=market.snapshot_id, instruments=[still], date=market.days[first]
    ).quotes  # fmt: skip
    assert halted.suspended and halted.volume == 0


def test_the_calendar_is_the_one_that_was_sent(client: Client, market: Market) -> None:
    """Every session, and any range of them."""
    whole = client.market.get_trading_calendar(snapshot_id=market.snapshot_id)
    part = client.market.get_trading_calendar(snapshot_id=market.snapshot_id, start_date=market.days[10], end_date=market.days[20])

    assert tuple(whole.dates) == market.days
    assert tuple(part.dates) == market.days[10:21]


@pytest.mark.parametrize("rule", BREAKS)
def test_one_bad_row_refuses_all(client: Client, rule: str) -> None:
    """The rule, the code and the day are named, and the dataset does not come to be."""
    days, dataset = sessions(5), fresh_name("data")
    rows = [bar.row() for bar in bars_of("600001.SH", days, 1)]
    rows[3] = {**rows[3], **BREAKS[rule]}

    with pytest.raises(InvalidArgument) as caught:
        sent(client, dataset, rows, days)

    assert caught.value.reason == "BAR_REFUSED"
    assert rule in {violation.rule for violation in caught.value.violations}
    assert "600001.SH" in caught.value.message and days[3].isoformat() in caught.value.message
    with pytest.raises(NotFound):
        client.market.get_dataset_manifest(dataset)


def test_a_row_twice_and_an_unknown_day(client: Client) -> None:
    """Neither is taken."""
    days, dataset = sessions(5), fresh_name("data")
    rows = [bar.row() for bar in bars_of("600001.SH", days, 1)]
    for wrong, known in (([*rows, rows[0]], days), (rows, days[:4])):
        with pytest.raises(InvalidArgument) as caught:
            sent(client, dataset, wrong, known)
        assert caught.value.reason == "BAR_REFUSED"


def test_a_table_is_sent_in_any_row_order(client: Client) -> None:
    """The client sorts; the snapshot is the same."""
    days, dataset = sessions(10), fresh_name("data")
    bars = [bar for code in STOCKS[:2] for bar in bars_of(code, days, 4)]
    answers = [
        client.market.ingest_bars(dataset, table(part), instruments(STOCKS[:2]), source=SOURCE, synthetic=True, dates=days)
        for part in (bars, list(reversed(bars)))
    ]

    assert (answers[0].created, answers[1].created) == (True, False)
    assert answers[0].manifest.snapshot_id == answers[1].manifest.snapshot_id


@pytest.mark.parametrize("layout", ["string", "dictionary"])
def test_codes_come_as_text_or_as_places_in_a_dictionary(client: Client, wire: Wire, layout: str) -> None:
    """Both are the same bars, and so the same snapshot."""
    import pyarrow as pa

    days, dataset = sessions(5), fresh_name("data")
    rows = table(sorted((bar for code in STOCKS[:2] for bar in bars_of(code, days, 4)), key=lambda bar: (bar.day, bar.instrument)))
    first = client.market.ingest_bars(dataset, rows, instruments(STOCKS[:2]), source=SOURCE, synthetic=True, dates=days).manifest
    if layout == "dictionary":
        place = rows.column_names.index("instrument")
        rows = rows.set_column(place, "instrument", rows.column(place).dictionary_encode())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    content = bytes(sink.getvalue())
    header = IngestHeader(
        request_id=str(uuid4()), dataset=dataset, source=SOURCE, calendar=first.calendar, synthetic=True, dates=days,
        instruments=instruments(STOCKS[:2]), content_sha256=sha256(content).hexdigest(),
    )  # fmt: skip

    answer = wire.send(INGEST, pb.IngestBarsRequest(header=ingest_header_to_pb(header)), pb.IngestBarsRequest(arrow_ipc=content))

    assert answer.ok, answer
    found = ingest_bars_response_from_pb(pb.IngestBarsResponse.FromString(answer.messages[0]))
    assert (found.created, found.manifest.snapshot_id) == (False, first.snapshot_id)
