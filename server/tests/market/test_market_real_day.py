"""The real whole market of 2026-04-15: its four tables go in and come out side by side."""

import hashlib
import io
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.market.v1.models import (
    DatasetKind,
    DatasetManifest,
    DatasetSelector,
    GetHistoryWindowRequest,
    IngestBarsRequest,
    IngestHeader,
    SourceTable,
)
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import instrument
from aistock_server.adapters.parquet.arrow_rows import rows_schema
from aistock_server.adapters.parquet.arrow_tables import schema
from aistock_server.market.tables import SHAPES

pytestmark = pytest.mark.real_data

DAY = date(2026, 4, 15)
Rooms = Callable[[], MemoryMarket]
Rows = dict[str, dict[str, float | None]]


def read(name: str) -> Rows:
    """A table as the vendor wrote it, by code; an empty field is None."""
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    from pyarrow import csv

    table = csv.read_csv(Path(root, "market/tushare_xsec_20260415", f"{name}.csv"))
    rows = table.drop_columns(["trade_date"]).to_pylist()
    return {row.pop("ts_code"): row for row in rows}


def ours(kind: DatasetKind, row: dict[str, float | None]) -> dict[str, Any]:
    """A row of daily_basic or moneyflow in our names and units: shares, CNY, fractions."""
    values: dict[str, Any] = {}
    for name, value in row.items():
        own = name.removesuffix("_vol") + "_volume" if name.endswith("_vol") else name
        if value is None:
            values[own] = None
        elif name.endswith("_vol"):
            values[own] = round(value * 100)
        elif name.endswith("_share"):
            values[own] = round(value * 10_000)
        elif name.endswith(("_mv", "_amount")):
            values[own] = round(value * 10_000, 2)
        else:
            values[own] = value / 100 if name.startswith(("turnover_rate", "dv_")) else value
    assert set(values) == set(SHAPES[kind].columns)
    return values


def bar(row: dict[str, float | None], factor: float | None) -> dict[str, Any]:
    prices = {name: row[name] for name in ("open", "high", "low", "close", "pre_close")}
    volume, amount = row["vol"], row["amount"]
    assert volume is not None
    assert amount is not None
    return {**prices, "volume": round(volume * 100), "amount": round(amount * 1000, 2), "adj_factor": factor}


def sent(room: MemoryMarket, rows: dict[str, dict[str, Any]], kind: DatasetKind) -> DatasetManifest:
    """What became of a table."""
    import pyarrow as pa

    beside = SHAPES.get(kind)
    fields = schema() if beside is None else rows_schema({name: one.whole for name, one in beside.columns.items()}, timed=False)
    table = pa.Table.from_pylist([{"date": DAY, "instrument": code, **rows[code]} for code in sorted(rows)], fields)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, fields) as writer:
        writer.write_table(table)
    content = bytes(sink.getvalue())
    header = IngestHeader(
        request_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a14",
        dataset="whole-market",
        source="tushare",
        synthetic=False,
        calendar="XSHG",
        dates=[DAY],
        instruments=[instrument(code) for code in sorted(rows)],
        content_sha256=hashlib.sha256(content).hexdigest(),
        table=None if beside is None else SourceTable(beside.table.value),
    )
    return room.market.ingest_bars(IngestBarsRequest(header=header), io.BytesIO(content)).manifest


def test_the_whole_market_joins_its_four_tables(memory_market: Rooms) -> None:
    import pyarrow as pa

    daily, factors, basics, flows = read("daily"), read("adj_factor"), read("daily_basic"), read("moneyflow")
    room = memory_market()
    room.clock.instant = datetime(2026, 4, 16, tzinfo=UTC)
    # The vendor fills the day of a suspended share with zeros; the gate takes no such price, and a day without trading has no row.
    traded = {code: row for code, row in daily.items() if row["open"]}
    assert len(daily) - len(traded) == sum(row["vol"] == 0 for row in daily.values())
    bars = {code: bar(row, factors[code]["adj_factor"]) for code, row in traded.items()}
    basic = {code: ours(DatasetKind.DAILY_BASIC, row) for code, row in basics.items()}
    flow = {code: ours(DatasetKind.MONEYFLOW, row) for code, row in flows.items()}
    made = {
        kind: sent(room, rows, kind)
        for kind, rows in (
            (DatasetKind.BARS, bars),
            (DatasetKind.DAILY_BASIC, basic),
            (DatasetKind.MONEYFLOW, flow),
        )
    }
    assert [manifest.row_count for manifest in made.values()] == [len(traded), 5484, 5484]
    assert [one.rule for one in made[DatasetKind.BARS].findings if one.severity != "info"] == []
    zeros = {one.field: one.occurrences for one in made[DatasetKind.DAILY_BASIC].findings if one.rule == "zero_as_missing"}
    assert zeros == {name: sum(row[name] == 0 for row in basic.values()) for name in zeros} and zeros["pe"] > 0
    idle = sum(all(value in (0, None) for value in row.values()) for row in flow.values())
    assert [one.occurrences for one in made[DatasetKind.MONEYFLOW].findings if one.rule == "all_zero_row"] == [idle][: min(idle, 1)]

    columns = [
        *bars["000001.SZ"],
        *(name for name in SHAPES[DatasetKind.DAILY_BASIC].columns if name != "close"),
        *SHAPES[DatasetKind.MONEYFLOW].columns,
    ]
    request = GetHistoryWindowRequest(dataset=DatasetSelector(dataset="whole-market"), bars=1, columns=columns)
    first, *pieces = room.market.history_window(request)
    found = pa.ipc.open_stream(b"".join(piece.arrow_ipc or b"" for piece in pieces)).read_all().to_pylist()
    expected = [{"date": DAY, "instrument": code, **basic[code], **flow[code], **bars[code]} for code in sorted(bars)]
    assert found == [{name: row[name] for name in ("date", "instrument", *columns)} for row in expected]
    assert first.provenance is not None
    assert [one.snapshot_id for one in first.provenance.joined] == [
        made[kind].snapshot_id for kind in (DatasetKind.DAILY_BASIC, DatasetKind.MONEYFLOW)
    ]
