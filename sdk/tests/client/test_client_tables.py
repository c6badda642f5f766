"""Bars on their way from a frame to the wire and back."""

import asyncio
import hashlib
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock import AsyncClient, Client, errors
from aistock.client._ipc_stream import IpcStream
from aistock.client._tables import bars_table, days_of
from aistock.client.testing import ScriptedServer, fail
from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.models import Instrument

HISTORY = "/aistock.market.v1.MarketDataService/GetHistoryWindow"
INGEST = "/aistock.market.v1.MarketDataService/IngestBars"
CODES = ("000001.SZ", "600000.SH", "920001.BJ")

rows = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.sampled_from(CODES), st.integers(1, 2**40)),
    unique_by=lambda row: row[:2],
    max_size=30,
)


def frame(values: list[tuple[date, str, int]]) -> pd.DataFrame:
    made = pd.DataFrame(values, columns=["date", "instrument", "volume"])
    for name in ("open", "high", "low", "close", "pre_close", "amount", "adj_factor"):
        made[name] = made["volume"] / 7.0
    return made.astype({"volume": "int64", "instrument": object, "date": object} | dict.fromkeys(("open", "amount"), "float64"))


@given(rows)
@settings(max_examples=40, deadline=None)
def test_every_way_to_give_bars_is_the_same_table(values: list[tuple[date, str, int]]) -> None:
    given_frame = frame(values)
    table = bars_table(given_frame)
    assert table.num_rows == len(values)
    assert list(zip(table["date"].to_pylist(), table["instrument"].to_pylist(), strict=True)) == sorted(row[:2] for row in values)
    assert days_of(table) == sorted({row[0] for row in values})
    assert bars_table(table).equals(table)
    if values:
        stamped = given_frame.assign(date=pd.to_datetime(given_frame["date"]))
        assert bars_table(stamped).equals(table)
        indexed = stamped.rename(columns={"date": "datetime"}).set_index(["datetime", "instrument"])
        assert bars_table(indexed).equals(table)


@pytest.mark.parametrize(
    "broken",
    [
        lambda made: made.drop(columns="open"),
        lambda made: made.assign(extra=1),
        lambda made: made.assign(volume=1.5),
        lambda made: made.assign(close="high"),
        lambda made: made.assign(volume=None),
    ],
)
def test_what_is_no_table_of_bars_is_refused(broken: Any) -> None:
    try:
        table = bars_table(broken(frame([(date(2026, 1, 5), CODES[0], 100)])))
    except errors.InvalidDocument as error:
        assert "volume whole shares" in str(error)
    else:
        # A missing number is a value, which the server judges.
        assert table["volume"].null_count == 1


def test_another_thing_is_no_table() -> None:
    with pytest.raises(TypeError, match="not a list"):
        bars_table([1, 2])


def sending(table: pa.Table, size: int) -> Any:
    def serve(_: Any, context: Any) -> Iterator[pb.GetHistoryWindowResponse]:
        for piece in IpcStream(table).pieces(size):
            yield pb.GetHistoryWindowResponse(arrow_ipc=piece)

    return serve


@given(values=rows, size=st.integers(1, 5000))
@settings(max_examples=30, deadline=None)
def test_pieces_of_a_table_are_of_one_size_and_together_arrows_own_stream(values: list[tuple[date, str, int]], size: int) -> None:
    table = bars_table(frame(values))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=65_536)
    whole = sink.getvalue().to_pybytes()
    stream = IpcStream(table)
    for _ in range(2):  # a call that is sent again sends the same
        pieces = list(stream.pieces(size))
        assert b"".join(pieces) == whole
        assert [len(piece) for piece in pieces[:-1]] == [size] * (len(pieces) - 1)
        assert 0 < len(pieces[-1]) <= size
    assert stream.sha256 == hashlib.sha256(whole).hexdigest()


@given(values=rows, size=st.integers(50, 5000))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_window_is_what_was_sent(server: ScriptedServer, values: list[tuple[date, str, int]], size: int) -> None:
    table = bars_table(frame(values))
    server.answers[HISTORY] = sending(table, size)
    with Client(server.address) as client:
        window = client.market.history("d", bars=5)
    assert window.to_arrow().equals(table)
    indexed = window.to_pandas()
    assert indexed.index.names == ["datetime", "instrument"]
    assert isinstance(indexed.index, pd.MultiIndex)
    assert [(when.date(), code) for when, code in indexed.index] == sorted(row[:2] for row in values)
    assert indexed["volume"].tolist() == table["volume"].to_pylist()


def test_a_window_that_breaks_off_is_asked_for_again(server: ScriptedServer) -> None:
    table = bars_table(frame([(date(2026, 1, 5), CODES[0], 100), (date(2026, 1, 6), CODES[0], 200)]))
    whole, broken = sending(table, 100), [True]

    def serve(request: Any, context: Any) -> Iterator[Any]:
        for piece in whole(request, context):
            yield piece
            if broken.pop() if broken else False:
                fail(context, "UNAVAILABLE")

    server.answers[HISTORY] = serve

    async def fetch() -> Any:
        async with AsyncClient(server.address) as client:
            return await client.market.history("d", bars=2)

    assert asyncio.run(fetch()).to_arrow().equals(table)
    assert server.count(HISTORY) == 2


def test_an_ingest_names_and_sends_its_content(server: ScriptedServer) -> None:
    seen: list[Any] = []

    def take(requests: list[Any], context: Any) -> Any:
        seen.extend(requests)
        fail(context, "INVALID_ARGUMENT", "BAR_REFUSED", violations=(("bars[0].close", "bar.inside_range"),))

    server.answers[INGEST] = take
    bars = frame([(date(2026, 1, 6), CODES[1], 100), (date(2026, 1, 5), CODES[0], 100)])
    instruments = [Instrument(code=code, kind="stock") for code in CODES[:2]]
    with Client(server.address) as client, pytest.raises(errors.InvalidArgument) as caught:
        client.market.ingest_bars("daily", bars, instruments, source="me", synthetic=True)
    assert [violation.path for violation in caught.value.violations] == ["bars[0].close"]
    header, content = seen[0].header, b"".join(item.arrow_ipc for item in seen[1:])
    assert caught.value.request_id == header.request_id
    assert (header.dataset, header.dates, header.content_sha256) == (
        "daily", ["2026-01-05", "2026-01-06"], hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    assert pa.ipc.open_stream(io.BytesIO(content)).read_all().cast(bars_table(bars).schema).equals(bars_table(bars))
