"""Writes a Qlib provider directory from bars, for runs on a machine that has the bars at hand."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

FIELDS = ("open", "close", "high", "low", "volume", "factor", "change", "vwap")
"""Fields of every instrument: price = raw × factor, volume = raw / factor, change = close / pre_close − 1."""

_FUTURE_DAYS = 10


def write_provider(bars: pa.Table, calendar: Sequence[date], directory: Path, *, indices: Iterable[str] = ()) -> Path:
    """The directory, filled: calendars, instruments/all.txt without the indices, and little-endian float32 features."""
    days = {day: number for number, day in enumerate(calendar)}
    (directory / "calendars").mkdir(parents=True)
    (directory / "instruments").mkdir()
    _write_lines(directory / "calendars" / "day.txt", [day.isoformat() for day in calendar])
    _write_lines(
        directory / "calendars" / "day_future.txt", [day.isoformat() for day in [*calendar, *_weekdays_after(calendar[-1])]]
    )
    outside, spans = frozenset(indices), []
    for code, rows in bars.to_pandas().groupby("instrument", sort=True):
        if code not in outside:
            spans.append(f"{code}\t{rows['date'].iloc[0]}\t{rows['date'].iloc[-1]}")
        _write_features(directory / "features" / str(code).lower(), rows, days)
    _write_lines(directory / "instruments" / "all.txt", spans)
    return directory


def _write_features(folder: Path, rows: pd.DataFrame, days: dict[date, int]) -> None:
    folder.mkdir(parents=True)
    position = np.array([days[day] for day in rows["date"]])
    start = int(position[0])
    for field, values in _fields(rows).items():
        column = np.full(int(position[-1]) - start + 1, np.nan, dtype="<f4")
        column[position - start] = values
        np.concatenate([np.array([start], dtype="<f4"), column]).tofile(folder / f"{field}.day.bin")


def _fields(rows: pd.DataFrame) -> dict[str, NDArray[np.float64]]:
    raw = {name: rows[name].to_numpy(dtype="float64") for name in ("open", "close", "high", "low", "pre_close", "volume", "amount")}
    factor = rows["adj_factor"].to_numpy(dtype="float64") / float(rows["adj_factor"].iloc[0])
    # An index's amount and volume are those of its members, so their ratio is no price of the index.
    vwap = raw["amount"] / raw["volume"]
    inside = (vwap >= raw["low"] * 0.999) & (vwap <= raw["high"] * 1.001)
    return {
        **{name: raw[name] * factor for name in ("open", "close", "high", "low")},
        "volume": raw["volume"] / factor,
        "factor": factor,
        "change": raw["close"] / raw["pre_close"] - 1,
        "vwap": np.where(inside, vwap, raw["close"]) * factor,
    }


def _weekdays_after(last: date) -> list[date]:
    """Days that stand in for the sessions after the last one: Qlib's backtest looks one step past its end."""
    ahead = (last + timedelta(days=number) for number in range(1, 30))
    return [day for day in ahead if day.weekday() < 5][:_FUTURE_DAYS]


def _write_lines(path: Path, lines: Sequence[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
