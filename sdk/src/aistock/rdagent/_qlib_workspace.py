"""A workspace as Qlib itself left it: its recorder's pickles, read as data."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from aistock.rdagent import _files as files
from aistock.rdagent._files import WorkspaceError
from aistock.rdagent._pickled import PickleRefused, value_in
from aistock.rdagent._pickled_frames import Frame, frame_in
from aistock.rdagent._sources import Sources
from aistock.rdagent._tables import Prediction, ReturnDay, in_order, instrument

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

RUNS = files.RECORDER
REPORT, PREDICTIONS, LABELS = "portfolio_analysis/report_normal_1day.pkl", "pred.pkl", "label.pkl"
DAILY_IC, TASK, MODEL = "sig_analysis/ic.pkl", "task", "params.pkl"

RECORDED = {
    PREDICTIONS: "predictions",
    LABELS: "labels",
    DAILY_IC: "predictions",
    "sig_analysis/ric.pkl": "predictions",
    REPORT: "backtest_curve",
    "portfolio_analysis/port_analysis_1day.pkl": "backtest_metrics",
    TASK: "config_snapshot",
    MODEL: "model",
}
"""Kind of each object of a recorder that belongs to a result."""

_MOST_BYTES = 512 << 20
_MOST_META = 64 << 10
_MOST_RUNS = 10_000
_FINISHED = frozenset({"3", "FINISHED"})
_LINE = re.compile(r"^([A-Za-z_]+):\s*(.*?)\s*$")
_MONEY = ("account", "value", "cash")
_AGAIN = "let Qlib write it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorder:
    """The run of mlflow that a workspace's figures come from: its folder, when it ended, and of how many it was taken."""

    folder: str
    end_time: int
    finished: int
    runs: int

    def path(self, name: str) -> str:
        """Where an object of it would be, relative to the workspace."""
        return f"{self.folder}/artifacts/{name}"


def recorder_of(sources: Sources) -> Recorder | None:
    """The finished run that ended last among those that were written in this workspace; None when there is none.

    Runs that were deleted, and runs whose artifacts mlflow wrote under another name, do not count.
    """
    found: list[tuple[int, str]] = []
    metas = sorted((sources.folder / RUNS).glob("*/*/meta.yaml"))
    metas = [meta for meta in metas if not meta.parent.parent.name.startswith(".")]
    if len(metas) > _MOST_RUNS:
        raise WorkspaceError(sources.path(RUNS), f"holds {len(metas)} runs, more than {_MOST_RUNS}", "keep those of this workspace")
    for meta in metas:
        name = meta.relative_to(sources.folder).as_posix()
        said = _said(sources.content(name, at_most=_MOST_META))
        if said.get("status") not in _FINISHED or not _is_own(said, name.rpartition("/")[0]):
            continue
        ended = said.get("end_time", "")
        if not re.fullmatch("[0-9]{1,18}", ended):
            raise WorkspaceError(meta, f"says that the run ended at {ended[:40]!r}", "restore it, or delete that run's folder")
        found.append((int(ended), name.rpartition("/")[0]))
    if not found:
        return None
    end_time, folder = max(found)
    return Recorder(folder=folder, end_time=end_time, finished=len(found), runs=len(metas))


def _said(content: bytes) -> dict[str, str]:
    lines = content.decode("utf-8", errors="replace").splitlines()
    return {match.group(1): match.group(2).strip("'\"") for line in lines if (match := _LINE.match(line))}


def _is_own(said: Mapping[str, str], folder: str) -> bool:
    """A run that is not deleted and whose artifacts lie beside its meta.yaml, wherever the workspace was then."""
    place = said.get("artifact_uri", "").replace("\\", "/").rstrip("/")
    experiment, run = folder.split("/")[-2:]
    return said.get("lifecycle_stage", "active") == "active" and (not place or place.endswith(f"/{experiment}/{run}/artifacts"))


def frame_of(sources: Sources, name: str) -> Frame:
    """The frame in a pickle of the workspace; nothing that the pickle names is imported or called."""
    content = sources.content(name, at_most=_MOST_BYTES)
    try:
        return frame_in(content)
    except (PickleRefused, RecursionError, MemoryError) as error:
        raise _refused(sources, name, error) from error


def task_of(sources: Sources, name: str) -> Any:
    """The value in the recorder's task, as the opcodes build it."""
    content = sources.content(name, at_most=_MOST_META << 6)
    try:
        return value_in(content)
    except (PickleRefused, RecursionError, MemoryError) as error:
        raise _refused(sources, name, error) from error


def _refused(sources: Sources, name: str, error: BaseException) -> WorkspaceError:
    text = str(error) or type(error).__name__
    return WorkspaceError(sources.path(name), text, f"{_AGAIN}; only frames of pandas and plain values are read")


def days_of(sources: Sources, name: str) -> list[ReturnDay]:
    """Days with a return, in order, from a pickled report of Qlib's backtest."""
    frame, path = frame_of(sources, name), sources.path(name)
    needed = ("account", "return", "turnover", "cost", "value", "cash")
    missing = [column for column in needed if column not in frame.columns]
    if missing or len(frame.levels) != 1:
        raise WorkspaceError(path, f"has no column {missing[0]!r}" if missing else "has an index of several levels", _AGAIN)
    columns = {
        column: _numbers(sources, name, values, column)
        for column, values in frame.columns.items()
        if column in (*needed, "bench")
    }  # fmt: skip
    found = []
    for row, day in enumerate(_level_days(sources, name, frame, 0)):
        earned = columns["return"][row]
        if earned is None:
            continue
        money = {column: columns[column][row] for column in _MONEY}
        lacking = next((column for column, value in money.items() if value is None), None)
        if lacking:
            raise WorkspaceError(path, f"has no {lacking} on {day}", _AGAIN)
        found.append(
            ReturnDay(
                day=day,
                daily_return=earned,
                cost=columns["cost"][row] or 0.0,
                turnover=columns["turnover"][row] or 0.0,
                bench=columns["bench"][row] if "bench" in columns else None,
                **{column: value or 0.0 for column, value in money.items()},
            )
        )
    return in_order(path, found)


def predictions_of(sources: Sources, name: str) -> list[Prediction]:
    """Day, instrument and score of every prediction of a pickle over (datetime, instrument)."""
    frame = frame_of(sources, name)
    days, codes, scores = _pairs(sources, name, frame)
    named = [instrument(code) for code in frame.levels[_place(frame, "instrument")].values.tolist()]
    return [(day, named[code], score) for day, code, score in zip(days, codes, scores, strict=True)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Labels:
    """What followed each day and instrument: `days` as days since 1970, `codes` as numbers of `instruments`, no value is NaN."""

    days: "Array"
    codes: "Array"
    instruments: tuple[str, ...]
    values: "Array"


def labels_of(sources: Sources, name: str) -> Labels:
    """The labels that there are in a pickle over (datetime, instrument)."""
    import numpy as np

    frame = frame_of(sources, name)
    days, codes, values = _pairs(sources, name, frame)
    value = np.array([math.nan if one is None else one for one in values], dtype=np.float64)
    kept = np.flatnonzero(~np.isnan(value))
    return Labels(
        days=np.array(days, dtype="datetime64[D]").astype(np.int64)[kept],
        codes=np.array(codes, dtype=np.int64)[kept],
        instruments=tuple(str(code) for code in frame.levels[_place(frame, "instrument")].values.tolist()),
        values=value[kept],
    )


def mean_of(sources: Sources, name: str) -> float | None:
    """The mean of a pickled series, without what is no number."""
    frame = frame_of(sources, name)
    column, values = next(iter(frame.columns.items()))
    found = [value for value in _numbers(sources, name, values, column) if value is not None]
    return math.fsum(found) / len(found) if found else None


def _place(frame: Frame, name: str) -> int:
    return [level.name for level in frame.levels].index(name)


def _pairs(sources: Sources, name: str, frame: Frame) -> tuple[list[date], list[int], Sequence[float | None]]:
    """Day, number of the instrument and first column of each row, whatever the order of the two levels."""
    path, names = sources.path(name), [level.name for level in frame.levels]
    if sorted(str(level) for level in names) != ["datetime", "instrument"] or not frame.columns:
        raise WorkspaceError(path, f"has the index {names}, not (datetime, instrument)", _AGAIN)
    days, codes = _level_days(sources, name, frame, _place(frame, "datetime")), frame.levels[_place(frame, "instrument")].codes
    if len(codes) and int(codes.min()) < 0:
        raise WorkspaceError(path, "has a row without an instrument", _AGAIN)
    column, values = next(iter(frame.columns.items()))
    numbered: list[int] = codes.tolist()
    return days, numbered, _numbers(sources, name, values, column)


def _level_days(sources: Sources, name: str, frame: Frame, place: int) -> list[date]:
    import numpy as np

    level, path = frame.levels[place], sources.path(name)
    if level.values.dtype.kind != "M":
        raise WorkspaceError(path, f"has an index of {level.values.dtype} where times belong", _AGAIN)
    days = level.values.astype("datetime64[D]")
    if bool(np.isnat(days).any()) or (len(level.codes) and int(level.codes.min()) < 0):
        raise WorkspaceError(path, "has a row without a day", _AGAIN)
    values: list[Any] = days.astype(object).tolist()
    if not all(isinstance(value, date) for value in values):
        raise WorkspaceError(path, "has a row of a day beyond the calendar", _AGAIN)
    return [values[code] for code in level.codes.tolist()]


def _numbers(sources: Sources, name: str, values: "Array", column: str) -> Sequence[float | None]:
    """Finite numbers, None for everything that is none."""
    if values.dtype.kind not in "fiu":
        raise WorkspaceError(sources.path(name), f"holds {values.dtype} in {column!r} where numbers belong", _AGAIN)
    return [float(value) if math.isfinite(value) else None for value in values.tolist()]
