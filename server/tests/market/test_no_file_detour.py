"""Whoever asks online gets what is in memory or in the store: no research file, neither bins nor HDF5, is opened on the way."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

DETOURS = (".h5", ".hdf5", ".bin", ".tar", ".csv")
#: Whoever reads HDF5 or bins does it in C, which no hook sees, but loads one of these first.
LIBRARIES = frozenset({"tables", "h5py", "qlib"})


def test_online_questions_open_no_research_file(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, __file__, str(tmp_path / "data")], capture_output=True, text=True, timeout=240, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]
    opened: dict[str, list[str]] = json.loads(told.stdout)
    # The hook does see such files, when an export is what was asked for.
    assert any(path.endswith(DETOURS) for path in opened.pop("export"))
    assert set(opened) == {"history", "snapshot", "instruments", "quotes"}
    for question, names in opened.items():
        assert [name for name in names if name.endswith(DETOURS) or name.partition(".")[0] in LIBRARIES] == [], question


def watched(question: list[str]) -> dict[str, list[str]]:
    """Files that are opened and modules that are loaded from now on, by the question that stands in the list."""
    found: dict[str, list[str]] = {}

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("open", "import") and isinstance(arguments[0], str):
            found.setdefault(question[-1], []).append(arguments[0])

    sys.addaudithook(hook)
    return found


def answers(data_dir: Path) -> dict[str, list[str]]:
    """What the program that serves opens for each question; it runs in a process of its own, for a hook stays for ever."""
    from aistock.market.v1.models import (
        DatasetKind,
        DatasetSelector,
        ExportDatasetRequest,
        GetHistoryWindowRequest,
        GetSnapshotRequest,
        IngestBarsRequest,
        ListInstrumentsRequest,
    )
    from aistock.system.v1.models import GetOperationRequest, OperationState
    from aistock_server.adapters.memory.market_samples import sample
    from aistock_server.assembly import opened
    from aistock_server.settings import Settings

    bars, question = sample(), ["start"]
    found = watched(question)
    with opened(Settings(data_dir=data_dir)) as rooms:
        units, market = rooms.operations._units, rooms.market
        with units.unit():
            stored = market.ingest_bars(IngestBarsRequest(header=bars.header()), io.BytesIO(bars.content()))
        snapshot = stored.manifest.snapshot_id
        question.append("export")
        asked = {"request_id": "1b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10", "snapshot_id": snapshot, "format": DatasetKind.QLIB_BIN}
        with units.unit():
            name = market.export_dataset(ExportDatasetRequest(**asked, pools=[])).operation_id
        state = OperationState.PENDING
        while state in (OperationState.PENDING, OperationState.RUNNING):
            time.sleep(0.02)
            with units.reading():
                state = rooms.operations.get_operation(GetOperationRequest(operation_id=name)).operation.state
        assert state is OperationState.SUCCEEDED
        chosen = DatasetSelector(snapshot_id=snapshot)
        online = {
            "history": lambda: list(
                market.history_window(GetHistoryWindowRequest(dataset=chosen, instruments=[], bars=5, columns=[]))
            ),
            "snapshot": lambda: market.snapshot(GetSnapshotRequest(dataset=chosen, instruments=[])),
            "instruments": lambda: market.list_instruments(ListInstrumentsRequest(dataset=chosen, codes=[])),
            "quotes": lambda: rooms.quotes.offer("memory", []),
        }
        for each, ask in online.items():
            found.setdefault(each, [])
            question.append(each)
            with units.reading():
                assert ask() is not None
        question.append("end")
    return {each: found[each] for each in ("export", *online)}


if __name__ == "__main__":
    print(json.dumps(answers(Path(sys.argv[1]))))
