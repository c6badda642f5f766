"""A real server, sets of catalogs to put before it, and configurations of a sync."""

import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aistock.client import Client
from aistock.contract import documents
from aistock.library.alpha158 import alpha158_factors
from aistock.library.v1 import models
from aistock.library.v1.models import FactorSource, LoopAction, LoopStatus
from aistock_conformance.spawn import spawned

NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with spawned(tmp_path_factory.mktemp("server") / "data") as server:
        yield server.address


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with Client(address) as opened:
        yield opened


def write_set(folder: Path, run: str, loops: int, *, snapshot: str | None = "s1") -> Path:
    """Five catalogs of a run with so many loops."""
    envelope: dict[str, Any] = {"generated_at_utc": NOW, "source": run, "snapshot_id": snapshot}
    rows = [
        models.CatalogLoop(
            task_run_id=run, loop_id=number, workspace_id=f"{run}-{number}", step_name="feedback", action=LoopAction.FACTOR,
            status=LoopStatus.SUCCESS, has_result=True, metrics=models.LoopMetrics(annualized_return=0.1),
            summary_texts=models.SummaryTexts(), paths=models.LoopPaths(),
        )
        for number in range(loops)
    ]  # fmt: skip
    factor = models.CatalogFactor(name=f"{run}-F", source=FactorSource.RD_AGENT, region="cn", tags=[])
    contents = {
        "factor_catalog.json": models.FactorCatalog(**envelope, factors=[factor]),
        "strategy_catalog.json": models.StrategyCatalog(**envelope, strategies=[]),
        "loop_catalog.json": models.LoopCatalog(**envelope, loops=rows),
        "model_catalog.json": models.ModelCatalog(**envelope, models=[]),
        "alpha158_meta.json": models.AlphaMeta(**envelope, factors=alpha158_factors()[:3]),
    }
    for name, document in contents.items():
        documents.write(document, folder / name)
    return folder


@pytest.fixture
def configured(tmp_path: Path, address: str) -> Callable[..., Path]:
    """Writes a configuration whose folder is `exports`, and whose command is a Python program when one is given."""

    def write(program: str | None = None, command: str = "", **settings: Any) -> Path:
        values = {"folder": "exports", "address": address, "look_every": "20ms", "patience": "2s"} | settings
        lines = [f"{key} = {json.dumps(value)}" for key, value in values.items()]
        if program is not None:
            lines += ["[command]", f"argv = {json.dumps([sys.executable, '-c', program])}", command]
        path = tmp_path / "sync.toml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    """Rounds that were printed as JSON lines since the last question."""
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]
