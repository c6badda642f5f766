"""Files of a finished experiment, fetched from the vault by their hash, and the series in them."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from aistock.client import Client
from aistock.execution.v1.models import Signal
from aistock.experiments.v1.models import ExperimentResult
from aistock.report import BacktestDay, IcDay


def fetch_files(client: Client, result: ExperimentResult, folder: Path) -> dict[str, Path]:
    """Every file of the result in one folder under its own name; paths by role."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for one in result.files:
        path = folder / PurePosixPath(one.file.path).name
        client.artifacts.get(one.file.sha256, to=path)
        found[one.name] = path
    return found


def read_signals(path: Path) -> dict[date, list[Signal]]:
    """Scores by evening, in order of code."""
    by_day: dict[date, list[Signal]] = {}
    for row in _rows(path, "datetime", "instrument", "score"):
        day, code, score = row
        if score is not None and math.isfinite(score):
            by_day.setdefault(_day(day), []).append(Signal(instrument=code, score=score))
    return {day: sorted(signals, key=lambda one: one.instrument) for day, signals in sorted(by_day.items())}


def read_ic(path: Path) -> list[IcDay]:
    """Daily correlation; days whose label lies beyond the data have none and are left out."""
    rows = [
        IcDay(day=_day(day), ic=ic, rank_ic=rank_ic)
        for day, ic, rank_ic in _rows(path, "datetime", "ic", "rank_ic")
        if _known(ic) and _known(rank_ic)
    ]
    return sorted(rows, key=lambda row: row.day)


def read_backtest(path: Path, *, has_benchmark: bool) -> list[BacktestDay]:
    """Daily returns after costs, and the benchmark's."""
    rows = [
        BacktestDay(
            day=_day(day),
            net_return=value - (cost or 0.0),
            benchmark_return=bench if has_benchmark and _known(bench) else None,
        )
        for day, value, cost, bench in _rows(path, "datetime", "return", "cost", "bench")
        if _known(value)
    ]
    return sorted(rows, key=lambda row: row.day)


def _rows(path: Path, *names: str) -> Iterator[tuple[Any, ...]]:
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=list(names))
    return zip(*(table.column(name).to_pylist() for name in names), strict=True)


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
