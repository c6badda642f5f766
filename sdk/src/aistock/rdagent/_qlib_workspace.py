"""A workspace as Qlib itself left it: its recorder's pickles, read as data."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._pickled import PickleRefused
from aistock.rdagent._pickled_frames import Frame, frame_in
from aistock.rdagent._sources import Sources
from aistock.rdagent._tables import ReturnDay

RUNS = "mlruns"
_REPORT = "portfolio_analysis/report_normal_1day.pkl"
_PREDICTIONS, _LABELS = "pred.pkl", "label.pkl"
_MOST_BYTES = 512 << 20
_MOST_META = 64 << 10
_FINISHED = frozenset({"3", "FINISHED"})
_LINE = re.compile(r"^([A-Za-z_]+):\s*(.*?)\s*$")
_MONEY = ("account", "value", "cash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """The run of mlflow that a workspace's figures come from: its folder, when it ended, and how many finished runs there are."""

    folder: str
    end_time: int
    finished: int


def recorder_of(workspace: Path) -> Recorder | None:
    """The finished run that ended last among those inside the workspace; None when there is none."""
    found: list[tuple[int, str]] = []
    sources = Sources(workspace)
    for meta in sorted((workspace / RUNS).glob("*/*/meta.yaml")):
        name = meta.relative_to(workspace).as_posix()
        lines = sources.content(name, at_most=_MOST_META).decode("utf-8", errors="replace").splitlines()
        said = {match.group(1): match.group(2).strip("'\"") for line in lines if (match := _LINE.match(line))}
        if said.get("status") in _FINISHED:
            ended = said.get("end_time", "")
            if not ended.isdecimal():
                raise WorkspaceError(meta, f"says that the run ended at {ended[:40]!r}", "restore it, or delete that run's folder")
            found.append((int(ended), name.rpartition("/")[0]))
    if not found:
        return None
    end_time, folder = max(found)
    return Recorder(folder=folder, end_time=end_time, finished=len(found))


def frame_of(workspace: Path, name: str) -> Frame:
    """The frame in a pickle of the workspace; nothing that the pickle names is imported or called."""
    content = Sources(workspace).content(name, at_most=_MOST_BYTES)
    try:
        return frame_in(content)
    except (PickleRefused, RecursionError, MemoryError) as error:
        text = str(error) or type(error).__name__
        raise WorkspaceError(workspace / name, text, "let Qlib write it again; only frames of pandas are read") from error


def returns_of(workspace: Path) -> list[ReturnDay]:
    """Days with a return, in order, from ret.pkl or the recorder's report; empty when neither is there."""
    name = files.RETURNS_PICKLE if Sources(workspace).has(files.RETURNS_PICKLE) else _artifact(workspace, _REPORT)
    return [] if name is None else _days(workspace / name, frame_of(workspace, name))


def predictions_of(workspace: Path) -> list[tuple[date, str, float | None]]:
    """Day, instrument and score of every prediction of the recorder; empty when there is none."""
    name = _artifact(workspace, _PREDICTIONS)
    return [] if name is None else list(_values(workspace / name, frame_of(workspace, name)))


def labels_of(workspace: Path) -> dict[tuple[date, str], float]:
    """The label of every day and instrument that has one, as the recorder kept it; empty when there is none."""
    name = _artifact(workspace, _LABELS)
    if name is None:
        return {}
    return {(day, code): value for day, code, value in _values(workspace / name, frame_of(workspace, name)) if value is not None}


def _artifact(workspace: Path, name: str) -> str | None:
    recorder = recorder_of(workspace)
    path = f"{recorder.folder}/artifacts/{name}" if recorder else None
    return path if path and Sources(workspace).has(path) else None


def _days(path: Path, frame: Frame) -> list[ReturnDay]:
    needed = ("account", "return", "turnover", "cost", "value", "cash")
    missing = [name for name in needed if name not in frame.columns]
    if missing or len(frame.levels) != 1:
        raise WorkspaceError(path, f"has no column {missing[0]!r}" if missing else "has an index of several levels",
                             "let Qlib write its report again")  # fmt: skip
    columns = {name: _numbers(path, values, name) for name, values in frame.columns.items() if name in (*needed, "bench")}
    found = []
    for row, day in enumerate(_level_days(path, frame, 0)):
        if (earned := columns["return"][row]) is None:
            continue
        money = [columns[name][row] for name in _MONEY]
        if any(value is None for value in money):
            raise WorkspaceError(path, f"has no {_MONEY[money.index(None)]} on {day}", "let Qlib write its report again")
        found.append(
            ReturnDay(
                day=day,
                daily_return=earned,
                cost=columns["cost"][row] or 0.0,
                turnover=columns["turnover"][row] or 0.0,
                bench=columns["bench"][row] if "bench" in columns else None,
                account=money[0] or 0.0,
                value=money[1] or 0.0,
                cash=money[2] or 0.0,
            )
        )
    return sorted(found, key=lambda one: one.day)


def _values(path: Path, frame: Frame) -> Iterator[tuple[date, str, float | None]]:
    """Day, instrument and first column of a frame over (datetime, instrument), whatever the order of the two levels."""
    names = [level.name for level in frame.levels]
    if sorted(str(name) for name in names) != ["datetime", "instrument"] or not frame.columns:
        raise WorkspaceError(path, f"has the index {names}, not (datetime, instrument)", "let Qlib write it again")
    days, level = _level_days(path, frame, names.index("datetime")), frame.levels[names.index("instrument")]
    scores = _numbers(path, next(iter(frame.columns.values())), next(iter(frame.columns)))
    for day, code, score in zip(days, level.codes.tolist(), scores, strict=True):
        if code < 0:
            raise WorkspaceError(path, f"has a row of {day} without an instrument", "let Qlib write it again")
        yield day, str(level.values[code]), score


def _level_days(path: Path, frame: Frame, place: int) -> list[date]:
    import numpy as np

    level = frame.levels[place]
    if level.values.dtype.kind != "M":
        raise WorkspaceError(path, f"has an index of {level.values.dtype} where times belong", "let Qlib write it again")
    days = level.values.astype("datetime64[D]")
    if bool(np.isnat(days).any()) or (len(level.codes) and int(level.codes.min()) < 0):
        raise WorkspaceError(path, "has a row without a day", "let Qlib write it again")
    values: list[date] = days.astype(object).tolist()
    return [values[code] for code in level.codes.tolist()]


def _numbers(path: Path, values: Any, name: str) -> list[float | None]:
    """Finite numbers, None for everything that is none."""
    if values.dtype.kind not in "fiu":
        raise WorkspaceError(path, f"holds {values.dtype} in {name!r} where numbers belong", "let Qlib write it again")
    return [float(value) if math.isfinite(value) else None for value in values.tolist()]
