"""An export to Qlib's bins holds what the snapshot holds, and is the same bytes every time."""

import io
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from aistock.contract.v1.models import FileRef
from aistock.market.v1.models import (
    DatasetKind,
    DatasetManifest,
    ExportDatasetRequest,
    ExportPool,
    GetDatasetManifestRequest,
    IngestBarsRequest,
)
from aistock.system.v1.models import ExportedDataset, GetOperationRequest, OperationState
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import Sample, sample
from aistock_server.adapters.sql.database import Database
from aistock_server.kernel.errors import NotFound
from aistock_server.operations import Operations

SAMPLE = sample()
POOL = ExportPool(name="pair", instruments=["688981.SH", "000001.SZ"])
REQUEST_ID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a11"
Rooms = Callable[[], MemoryMarket]
Run = Callable[..., ExportedDataset]


@pytest.fixture
def room(memory_market: Rooms) -> MemoryMarket:
    return memory_market()


@pytest.fixture
def exported(room: MemoryMarket, operations: Operations, operations_database: Database) -> Run:
    """Ingests bars, exports them as an operation, and gives its result."""

    def run(bars: Sample = SAMPLE, pools: tuple[ExportPool, ...] = (POOL,)) -> ExportedDataset:
        made = room.market.ingest_bars(IngestBarsRequest(header=bars.header()), io.BytesIO(bars.content()))
        request = ExportDatasetRequest(
            request_id=REQUEST_ID, snapshot_id=made.manifest.snapshot_id, format=DatasetKind.QLIB_BIN, pools=list(pools)
        )
        with operations_database.unit():
            operation_id = room.market.export_dataset(request).operation_id
        with operations_database.reading():
            operation = operations.get_operation(GetOperationRequest(operation_id=operation_id)).operation
        assert operation.state is OperationState.SUCCEEDED, operation.error_message
        assert operation.result is not None
        return operation.result

    return run


def unpacked(room: MemoryMarket, result: ExportedDataset, folder: Path) -> Path:
    with tarfile.open(fileobj=io.BytesIO(room.vault.held[result.artifact_sha256])) as archive:
        archive.extractall(folder, filter="data")
    return folder


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_an_export_is_the_same_bytes_every_time(exported: Run) -> None:
    assert exported() == exported()


def test_calendars_and_lists_are_what_qlib_reads(room: MemoryMarket, exported: Run, tmp_path: Path) -> None:
    root = unpacked(room, exported(), tmp_path)
    assert lines(root / "calendars/day.txt") == [day.isoformat() for day in SAMPLE.dates[:30]]
    assert lines(root / "calendars/day_future.txt") == [day.isoformat() for day in SAMPLE.dates]
    span = f"{SAMPLE.dates[0]}\t{SAMPLE.dates[29]}"
    stocks = [code for code in SAMPLE.codes if code != "000300.SH"]
    assert lines(root / "instruments/all.txt") == [f"{code}\t{span}" for code in stocks]
    assert lines(root / "instruments/pair.txt") == [f"{code}\t{span}" for code in ("000001.SZ", "688981.SH")]
    assert sorted(path.name for path in (root / "features").iterdir()) == [code.lower() for code in SAMPLE.codes]


def test_a_calendar_that_ends_with_the_bars_gets_weekdays_to_come(room: MemoryMarket, exported: Run, tmp_path: Path) -> None:
    root = unpacked(room, exported(sample(later=0)), tmp_path)
    future = [date.fromisoformat(line) for line in lines(root / "calendars/day_future.txt")]
    assert len(future) == 40
    assert all(day.weekday() < 5 for day in future)


def test_bins_are_the_bars_adjusted(room: MemoryMarket, exported: Run, tmp_path: Path) -> None:
    root = unpacked(room, exported(), tmp_path)
    for code in SAMPLE.codes:
        rows = [row for row in SAMPLE.rows if row[1] == code]
        first = rows[0][9]
        bins = {path.name.split(".")[0]: np.fromfile(path, "<f4") for path in (root / "features" / code.lower()).iterdir()}
        assert set(bins) == {"open", "high", "low", "close", "volume", "factor", "change", "vwap"}
        places = [SAMPLE.dates.index(row[0]) for row in rows]
        expected = {
            "close": [row[5] * row[9] / first for row in rows],
            "open": [row[2] * row[9] / first for row in rows],
            "volume": [row[7] / (row[9] / first) for row in rows],
            "factor": [row[9] / first for row in rows],
            "change": [row[5] / row[6] - 1 for row in rows],
        }
        for name, values in expected.items():
            assert bins[name][0] == places[0]
            assert bins[name][1:][[place - places[0] for place in places]] == pytest.approx(values, rel=1e-6, abs=1e-7)
            assert int(np.isnan(bins[name]).sum()) == 30 - len(rows)
        low, vwap, high = (bins[name][1:][~np.isnan(bins[name][1:])] for name in ("low", "vwap", "high"))
        assert ((low * 0.9999 <= vwap) & (vwap <= high * 1.0001)).all()


def test_appended_days_leave_the_old_values_as_they_were(room: MemoryMarket, exported: Run, tmp_path: Path) -> None:
    short = unpacked(room, exported(sample(sessions=20), pools=()), tmp_path / "short")
    long = unpacked(room, exported(SAMPLE, pools=()), tmp_path / "long")
    for path in short.glob("features/*/*.bin"):
        before, after = (np.fromfile(root / path.relative_to(short), "<f4") for root in (short, long))
        np.testing.assert_array_equal(before, after[: len(before)])


def test_the_manifest_names_its_parent_and_archive(room: MemoryMarket, exported: Run) -> None:
    result = exported()
    stored = room.market.dataset_manifest(GetDatasetManifestRequest(snapshot_id=result.snapshot_id)).manifest
    bars = room.market.dataset_manifest(GetDatasetManifestRequest(dataset="sample")).manifest
    assert stored == DatasetManifest.model_validate_json(room.vault.held[result.manifest_sha256])
    assert (stored.kind, stored.parent_snapshot_id, stored.pools) == (DatasetKind.QLIB_BIN, bars.snapshot_id, ["all", "pair"])
    assert stored.files == [
        FileRef(store="memory", path=result.artifact_sha256, sha256=result.artifact_sha256, size=result.artifact_size)
    ]
    assert bars.kind is DatasetKind.BARS


def test_what_cannot_be_exported_is_refused_at_once(room: MemoryMarket, exported: Run) -> None:
    result = exported()
    parent = room.market.dataset_manifest(GetDatasetManifestRequest(dataset="sample")).manifest.snapshot_id
    ask = {"request_id": REQUEST_ID, "snapshot_id": parent, "format": DatasetKind.QLIB_BIN}
    with pytest.raises(NotFound, match="0000"):
        room.market.export_dataset(ExportDatasetRequest(**{**ask, "snapshot_id": "0" * 64}))
    with pytest.raises(NotFound):
        room.market.export_dataset(ExportDatasetRequest(**{**ask, "snapshot_id": result.snapshot_id}))
    stray = ExportPool(name="stray", instruments=["600001.SH"])
    with pytest.raises(NotFound, match=r"600001\.SH"):
        room.market.export_dataset(ExportDatasetRequest(**ask, pools=[stray]))


@pytest.mark.qlib
def test_qlib_reads_back_what_was_exported(room: MemoryMarket, exported: Run, tmp_path: Path) -> None:
    import json
    import subprocess
    import sys

    root = unpacked(room, exported(), tmp_path / "provider")
    script = (
        "import json, sys, qlib; from qlib.data import D; qlib.init(provider_uri=sys.argv[1], kernels=1)\n"
        "frame = D.features(D.instruments('all'), ['$close/$factor', '$volume*$factor', '$change'], freq='day')\n"
        "print(json.dumps([[code, str(day.date()), *map(float, row)] for (code, day), row in zip(frame.index, frame.values)]))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, str(root)], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    read = {(code, day): values for code, day, *values in json.loads(done.stdout.splitlines()[-1])}
    stocks = [row for row in SAMPLE.rows if row[1] != "000300.SH"]
    traded = {key: values for key, values in read.items() if values[0] == values[0]}
    assert set(traded) == {(row[1], row[0].isoformat()) for row in stocks}
    for row in stocks:
        assert traded[row[1], row[0].isoformat()] == pytest.approx([row[5], row[7], row[5] / row[6] - 1], rel=1e-5, abs=1e-6)
