"""Files for factor research hold what the snapshots hold, in the columns that are documented, and are the same bytes every time."""

import csv
import io
import json
import math
import tarfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1.models import (
    Adjustment,
    DatasetKind,
    DatasetManifest,
    ExportDatasetRequest,
    ExportPool,
    GetDatasetManifestRequest,
    IngestBarsRequest,
)
from aistock.system.v1.models import ExportedDataset, GetOperationRequest, Operation, OperationState
from aistock_server.adapters.memory.market_room import MemoryMarket
from aistock_server.adapters.memory.market_samples import sample
from aistock_server.adapters.memory.table_samples import Values, beside_days, table_bytes, table_request
from aistock_server.adapters.sql.database import Database
from aistock_server.kernel.errors import Invalid, RoomError
from aistock_server.market.frames import rolled
from aistock_server.operations import Operations

SAMPLE = sample(sessions=26)
BASIC, FLOW = DatasetKind.DAILY_BASIC, DatasetKind.MONEYFLOW
ROWS = {
    BASIC: [row for row in beside_days(SAMPLE, BASIC) if row["date"] != SAMPLE.dates[6]],
    # Without the sample's gaps, so that there are rolling sums.
    FLOW: [{name: 900 if value is None else value for name, value in row.items()} for row in beside_days(SAMPLE, FLOW)],
}
STOCK_ROWS = {row[:2]: row for row in SAMPLE.rows if row[1] != "000300.SH"}
Rooms = Callable[[], MemoryMarket]
Run = Callable[..., Operation]


@pytest.fixture
def room(memory_market: Rooms) -> MemoryMarket:
    return memory_market()


@pytest.fixture
def run(room: MemoryMarket, operations: Operations, operations_database: Database) -> Run:
    """Ingests bars and tables, exports them as an operation, and gives it as it ended."""

    def export(format: DatasetKind, tables: tuple[DatasetKind, ...] = (BASIC, FLOW), **asked: Any) -> Operation:
        made = room.market.ingest_bars(IngestBarsRequest(header=SAMPLE.header()), io.BytesIO(SAMPLE.content()))
        for kind in tables:
            content = table_bytes(ROWS[kind], kind)
            room.market.ingest_bars(table_request(SAMPLE, content, kind), io.BytesIO(content))
        request = ExportDatasetRequest(
            request_id="0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a13", snapshot_id=made.manifest.snapshot_id, format=format, **asked
        )
        with operations_database.unit():
            operation_id = room.market.export_dataset(request).operation_id
        with operations_database.reading():
            return operations.get_operation(GetOperationRequest(operation_id=operation_id)).operation

    return export


def result_of(operation: Operation) -> ExportedDataset:
    assert operation.state is OperationState.SUCCEEDED, operation.error_message
    assert isinstance(operation.result, ExportedDataset)
    return operation.result


def read_h5(room: MemoryMarket, result: ExportedDataset, folder: Path) -> pd.DataFrame:
    path = folder / "file.h5"
    path.write_bytes(room.vault.held[result.artifact_sha256])
    frame = pd.read_hdf(path, key="data")
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.index.names) == ["datetime", "instrument"]
    assert frame.index.is_monotonic_increasing
    assert set(frame.dtypes) == {np.dtype("float32")}
    return frame


def keyed(frame: pd.DataFrame) -> dict[tuple[date, str], dict[str, float]]:
    return {(when.date(), code): row for (when, code), row in frame.to_dict("index").items()}


def single(value: Any) -> Any:
    """The value as single precision keeps it; None is NaN."""
    return pytest.approx(math.nan if value is None else value, rel=1e-6, abs=1e-9, nan_ok=True)


def manifest_of(room: MemoryMarket, result: ExportedDataset) -> DatasetManifest:
    stored = room.market.dataset_manifest(GetDatasetManifestRequest(snapshot_id=result.snapshot_id)).manifest
    assert stored == DatasetManifest.model_validate_json(room.vault.held[result.manifest_sha256])
    assert stored.parent_snapshot_id == room.store.latest("sample", DatasetKind.BARS)
    return stored


def test_daily_pv_is_the_bars_adjusted(room: MemoryMarket, run: Run, tmp_path: Path) -> None:
    pytest.importorskip("tables")
    result = result_of(run(DatasetKind.DAILY_PV_H5, tables=()))
    frame = read_h5(room, result, tmp_path)
    assert list(frame.columns) == ["$open", "$close", "$high", "$low", "$volume", "$factor", "$amount"]
    found = keyed(frame)
    assert set(found) == set(STOCK_ROWS)
    first = {code: next(row[9] for row in SAMPLE.rows if row[1] == code) for _, code in STOCK_ROWS}
    for (_, code), row in STOCK_ROWS.items():
        factor = row[9] / first[code]
        assert found[row[:2]] == {
            "$open": single(row[2] * factor), "$close": single(row[5] * factor), "$high": single(row[3] * factor),
            "$low": single(row[4] * factor), "$volume": single(row[7] / factor), "$factor": single(factor),
            "$amount": single(row[8]),
        }  # fmt: skip
    manifest = manifest_of(room, result)
    assert (manifest.kind, manifest.row_count, manifest.instrument_count) == (DatasetKind.DAILY_PV_H5, len(STOCK_ROWS), 4)
    assert manifest.adjustment is Adjustment.SNAPSHOT_FIRST
    assert [one.name for one in manifest.columns] == list(frame.columns)


@pytest.mark.parametrize(
    ("format", "kind", "names"),
    [
        (DatasetKind.DAILY_BASIC_H5, BASIC, {f"db_{name}": name for name in ("close", "turnover_rate", "pe_ttm", "total_share")}),
        (
            DatasetKind.MONEYFLOW_H5,
            FLOW,
            {"mf_sm_buy_vol": "buy_sm_volume", "mf_elg_sell_amt": "sell_elg_amount", "mf_net_vol": "net_mf_volume"},
        ),
    ],
)
def test_a_table_is_the_table_in_its_documented_names(
    room: MemoryMarket, run: Run, tmp_path: Path, format: DatasetKind, kind: DatasetKind, names: dict[str, str]
) -> None:
    pytest.importorskip("tables")
    result = result_of(run(format))
    frame = read_h5(room, result, tmp_path)
    assert frame.shape[1] == {BASIC: 16, FLOW: 18}[kind]
    found = keyed(frame)
    assert set(found) == {(row["date"], row["instrument"]) for row in ROWS[kind]}
    for row in ROWS[kind]:
        for name, own in names.items():
            assert found[row["date"], row["instrument"]][name] == single(row[own])
    manifest, source = manifest_of(room, result), room.store.latest("sample", kind)
    assert manifest.row_count == len(ROWS[kind])
    assert all((one.origin or "").endswith(f"of snapshot {source}") for one in manifest.columns)


def test_the_same_snapshots_are_the_same_bytes(run: Run) -> None:
    pytest.importorskip("tables")
    first = {format: result_of(run(format)) for format in (DatasetKind.MONEYFLOW_H5, DatasetKind.STATIC_FACTORS)}
    time.sleep(1.1)  # HDF5 would keep seconds
    assert {format: result_of(run(format)) for format in first} == first


def unpacked(room: MemoryMarket, result: ExportedDataset, folder: Path) -> Path:
    with tarfile.open(fileobj=io.BytesIO(room.vault.held[result.artifact_sha256])) as archive:
        archive.extractall(folder, filter="data")
    return folder


def test_static_factors_stand_beside_every_bar(room: MemoryMarket, run: Run, tmp_path: Path) -> None:
    result = result_of(run(DatasetKind.STATIC_FACTORS))
    folder = unpacked(room, result, tmp_path)
    frame = pd.read_parquet(folder / "static_factors.parquet")
    assert list(frame.index.names) == ["datetime", "instrument"]
    assert (set(frame.dtypes), frame.index.is_monotonic_increasing) == ({np.dtype("float32")}, True)
    assert frame.shape == (len(STOCK_ROWS), 65)
    found, flows = keyed(frame), {(row["date"], row["instrument"]): row for row in ROWS[FLOW]}
    basics = {(row["date"], row["instrument"]): row for row in ROWS[BASIC]}
    for key, bar in STOCK_ROWS.items():
        row, flow = found[key], flows[key]
        basic: Values = basics.get(key, {})
        assert row["db_pb"] == single(basic.get("pb"))
        assert row["value_pb_inv"] == single(None if basic.get("pb") is None else 1 / basic["pb"])
        assert row["size_log_mv"] == single(None if basic.get("total_mv") is None else math.log(basic["total_mv"]))
        main = sum(flow[f"buy_{size}_amount"] - flow[f"sell_{size}_amount"] for size in ("lg", "elg"))
        assert row["mf_main_net_amt"] == single(main)
        assert row["mf_main_net_amt_ratio"] == single(main / bar[8])
        assert row["mf_total_net_vol"] == single(flow["net_mf_volume"])
        bought = {size: flow[f"buy_{size}_volume"] for size in ("lg", "elg")}
        assert row["mf_elg_share_in_main_vol"] == single(bought["elg"] / sum(bought.values()))
    manifest = manifest_of(room, result)
    schema = json.loads((folder / "static_factors_schema.json").read_text())
    with (folder / "static_factors_schema.csv").open(newline="") as text:
        listed = list(csv.DictReader(text))
    assert [one["name"] for one in schema["columns"]] == list(frame.columns) == [one.name for one in manifest.columns]
    assert listed == schema["columns"]
    assert all(one["unit"] and one["meaning"] and one["source"] for one in listed)


def test_rolling_sums_count_the_days_an_instrument_traded(room: MemoryMarket, run: Run, tmp_path: Path) -> None:
    frame = pd.read_parquet(unpacked(room, result_of(run(DatasetKind.STATIC_FACTORS)), tmp_path) / "static_factors.parquet")
    nets = {(row["date"], row["instrument"]): row["net_mf_amount"] for row in ROWS[FLOW]}
    for code in {code for _, code in STOCK_ROWS}:
        own = frame.xs(code, level="instrument")
        days = [day for day, one in STOCK_ROWS if one == code]
        for days_back in (5, 20):
            sums = own[f"mf_total_net_amt_{days_back}d"].tolist()
            for place in range(len(days)):
                held = days[max(place - days_back + 1, 0) : place + 1]
                whole = sum(nets[day, code] for day in held) if len(held) == days_back else None
                assert sums[place] == single(whole)


@given(st.lists(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=9), min_size=1, max_size=4), st.integers(1, 5))
@settings(deadline=None)
def test_a_rolling_sum_is_the_sum_of_its_instruments_last_rows(parts: list[list[float]], days: int) -> None:
    place = np.array([number for part in parts for number in range(len(part))])
    found = rolled(np.array([value for part in parts for value in part]), place, days).tolist()
    expected = [sum(part[at + 1 - days : at + 1]) if at + 1 >= days else None for part in parts for at in range(len(part))]
    for one, other in zip(found, expected, strict=True):
        assert one == pytest.approx(math.nan if other is None else other, rel=1e-9, abs=1e-6, nan_ok=True)


def test_static_factors_of_one_table_have_that_tables_columns(room: MemoryMarket, run: Run, tmp_path: Path) -> None:
    frame = pd.read_parquet(
        unpacked(room, result_of(run(DatasetKind.STATIC_FACTORS, tables=(BASIC,))), tmp_path) / "static_factors.parquet"
    )
    assert frame.shape == (len(STOCK_ROWS), 21)
    assert not [name for name in frame.columns if name.startswith("mf_")]


@pytest.mark.parametrize(
    ("format", "told"),
    [
        (DatasetKind.MONEYFLOW_H5, "moneyflow"),
        (DatasetKind.DAILY_BASIC_H5, "daily_basic"),
        (DatasetKind.STATIC_FACTORS, "daily_basic"),
    ],
)
def test_what_has_no_table_says_which_ingest_is_missing(run: Run, format: DatasetKind, told: str) -> None:
    with pytest.raises(RoomError, match=f"no snapshot of {told}.*ingest") as caught:
        run(format, tables=())
    assert (caught.value.reason, caught.value.code) == ("NOT_SERVED", "UNIMPLEMENTED")


def test_a_table_without_a_documented_column_is_no_file(room: MemoryMarket, run: Run) -> None:
    content = table_bytes(ROWS[FLOW], FLOW, ["buy_sm_volume"])
    room.market.ingest_bars(table_request(SAMPLE, content, FLOW), io.BytesIO(content))
    with pytest.raises(RoomError, match=r"without sell_sm_volume"):
        run(DatasetKind.MONEYFLOW_H5, tables=())


def test_without_its_libraries_hdf5_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aistock_server.adapters.hdf5.frame_files.find_spec", lambda name: None)
    with pytest.raises(RoomError, match=r"aistock-contract\[hdf5\]") as caught:
        run(DatasetKind.DAILY_PV_H5)
    assert caught.value.reason == "NOT_SERVED"


def test_pools_belong_to_bins(run: Run) -> None:
    with pytest.raises(Invalid, match="pools"):
        run(DatasetKind.STATIC_FACTORS, pools=[ExportPool(name="pair", instruments=["600000.SH"])])


def test_a_file_without_a_row_is_a_failed_operation(room: MemoryMarket, run: Run) -> None:
    pytest.importorskip("tables")
    early = sample(sessions=26, start=date(2020, 1, 2))
    content = table_bytes(beside_days(early, FLOW), FLOW)
    room.market.ingest_bars(table_request(early, content, FLOW), io.BytesIO(content))
    ended = run(DatasetKind.MONEYFLOW_H5, tables=())
    assert (ended.state, ended.error_reason) == (OperationState.FAILED, "NOT_FOUND")
    assert "would be empty" in (ended.error_message or "")
