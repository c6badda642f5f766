"""The real year 2024 of Shenzhen's main board goes in without a doubt and comes out as Qlib bins."""

import hashlib
import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from aistock.market.v1.models import DatasetSelector, GetHistoryWindowRequest, IngestBarsRequest, IngestHeader
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import instrument
from aistock_server.adapters.parquet.arrow_tables import schema
from aistock_server.adapters.parquet.bar_files import ParquetBarStore
from aistock_server.adapters.qlib.bin_source import QlibBinSource
from aistock_server.adapters.qlib.bin_writer import QlibBinWriter
from aistock_server.kernel.clock import SystemClock
from aistock_server.market.exports import Content
from aistock_server.market.sources.model import Question

Rooms = Callable[[], MemoryMarket]

pytestmark = [pytest.mark.real_data, pytest.mark.qlib, pytest.mark.slow]


@pytest.fixture(scope="module")
def table() -> Any:
    """The vendor's file in the units of bars: hands become shares, thousands of CNY become CNY."""
    root = os.environ.get("AISTOCK_REAL_DATA")
    if not root:
        pytest.skip("AISTOCK_REAL_DATA is not set")
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as parquet

    read = parquet.read_table(Path(root, "market/tushare_sz_main_2024/daily_with_adj_factor.parquet"))
    names = {"date": "trade_date", "instrument": "ts_code"}
    columns = {name: read.column(names.get(name, name)) for name in schema().names if name not in ("volume", "amount")}
    columns["volume"] = pc.round(pc.multiply(read.column("vol"), 100.0)).cast(pa.int64())
    columns["amount"] = pc.multiply(read.column("amount"), 1000.0)
    bars = pa.table({name: columns[name] for name in schema().names}).cast(schema())
    return bars.sort_by([("instrument", "ascending"), ("date", "ascending")])


def test_the_year_is_taken_in_and_nothing_lies_outside_its_limits(memory_market: Rooms, table: Any, tmp_path: Path) -> None:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    content = bytes(sink.getvalue())
    room = memory_market()
    header = IngestHeader(
        request_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a12",
        dataset="sz-main-2024",
        source="tushare",
        synthetic=False,
        calendar="XSHG",
        dates=sorted(set(table.column("date").to_pylist())),
        instruments=[instrument(code) for code in sorted(set(table.column("instrument").to_pylist()))],
        content_sha256=hashlib.sha256(content).hexdigest(),
    )
    manifest = room.market.ingest_bars(IngestBarsRequest(header=header), io.BytesIO(content)).manifest
    found = {one.rule: one.occurrences for one in manifest.findings}
    assert (manifest.instrument_count, manifest.row_count, manifest.session_count) == (984, 237_144, 242)
    assert manifest.warning_count == 0, manifest.findings
    assert found == {"no_benchmark": 1, "suspended_days": 193, "ex_right_days": 2487}

    request = GetHistoryWindowRequest(dataset=DatasetSelector(dataset="sz-main-2024"), bars=242)
    pieces = b"".join(piece.arrow_ipc or b"" for piece in room.market.history_window(request))
    read = pa.ipc.open_stream(pieces).read_all().sort_by([("instrument", "ascending"), ("date", "ascending")])
    assert read.equals(table)

    days = manifest.date_range
    held = room.bars.window(manifest.snapshot_id, start=days.start_date, end=days.end_date)
    files = ParquetBarStore(tmp_path / "bars")
    files.keep(manifest.snapshot_id, held)
    for day in (date(2024, 1, 2), date(2024, 6, 14), date(2024, 12, 31)):
        assert files.day(manifest.snapshot_id, day) == room.bars.day(manifest.snapshot_id, day)

    stocks = frozenset(one.code for one in header.instruments)
    exported = Content(table=held, sessions=header.dates, later_sessions=(), stocks=stocks, pools=())
    QlibBinWriter().write(tmp_path / "bins.tar", exported, lambda _fraction, _stage: None)
    close = read_bin(tmp_path / "bins.tar", "000001.sz", "close") / read_bin(tmp_path / "bins.tar", "000001.sz", "factor")
    raw = [price for code, price in zip(*(table.column(name).to_pylist() for name in ("instrument", "close")), strict=True)
           if code == "000001.SZ"]  # fmt: skip
    assert close == pytest.approx(raw, rel=1e-6)
    read_back(tmp_path, table)


def read_back(folder: Path, table: Any) -> None:
    """Every instrument and day of the bins is the table's, as our reader and as Qlib read them."""
    with tarfile.open(folder / "bins.tar") as opened:
        opened.extractall(folder / "provider", filter="data")
    names = ("open", "high", "low", "close", "volume")
    wanted = {
        (code, day): row
        for code, day, *row in zip(*(table.column(n).to_pylist() for n in ("instrument", "date", *names)), strict=True)
    }
    question = Question(start=date(2024, 1, 1), end=date(2024, 12, 31), fields=names)
    found: dict[tuple[str, date], list[Any]] = {}
    for batch in QlibBinSource(folder / "provider", SystemClock()).rows(question):
        values = [batch.columns[name].values.tolist() for name in names]
        for row in range(batch.rows):
            code, moment, _ = batch.at(row)
            found[code, moment.date()] = [column[row] for column in values]
    assert found.keys() == wanted.keys()
    keys = sorted(wanted)
    ours, theirs = (np.array([side[key] for key in keys], dtype=float) for side in (found, wanted))
    # Prices come back to the tick exactly; shares as far as two single-precision numbers, factor and volume, hold their product.
    assert (ours[:, :4] == theirs[:, :4]).all()
    np.testing.assert_allclose(ours[:, 4], theirs[:, 4], rtol=1.3e-7, atol=1)
    by_qlib = qlib_reads(folder / "provider", folder / "qlib.parquet")
    assert [key for key, row in sorted(by_qlib.items()) if row[0] is not None] == keys  # Qlib fills suspensions with NaN
    np.testing.assert_allclose(np.array([by_qlib[key] for key in keys]), theirs, rtol=1e-6)


def qlib_reads(provider: Path, out: Path) -> dict[tuple[str, date], list[float]]:
    """What Qlib itself reads, in a process of its own: raw prices and shares by instrument and day."""
    script = (
        "import sys, qlib; from qlib.data import D; qlib.init(provider_uri=sys.argv[1], kernels=1)\n"
        "fields = ['$open/$factor', '$high/$factor', '$low/$factor', '$close/$factor', '$volume*$factor']\n"
        "frame = D.features(D.instruments('all'), fields, freq='day')\n"
        "frame.columns = list('ohlcv'); frame.reset_index().to_parquet(sys.argv[2])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(provider), str(out)],
        capture_output=True,
        text=True,
        cwd=out.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    import pyarrow.parquet as parquet

    columns = parquet.read_table(out).to_pydict()
    keys = zip(columns["instrument"], (day.date() for day in columns["datetime"]), strict=True)
    return {key: list(row) for key, row in zip(keys, zip(*(columns[name] for name in "ohlcv"), strict=True), strict=True)}


def read_bin(archive: Path, folder: str, name: str) -> Any:
    with tarfile.open(archive) as opened:
        file = opened.extractfile(f"features/{folder}/{name}.day.bin")
        assert file is not None
        return np.frombuffer(file.read(), "<f4")[1:].astype(float)
