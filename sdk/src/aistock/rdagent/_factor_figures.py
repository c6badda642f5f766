"""How each factor predicts on its own: daily correlation of its values with the label, and what is made of it."""

import ast
import math
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from aistock.contract.v1.models import DateRange
from aistock.library.v1.models import FactorPerformance, PerformanceWindow
from aistock.rdagent._executed_config import ExecutedConfig
from aistock.rdagent._files import COMBINED_FACTORS, FACTOR_DAILY, WorkspaceError
from aistock.rdagent._qlib_workspace import labels_of
from aistock.rdagent._tables import read_table

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]

_FEWEST = 3
"""Stocks that a day needs, with value and label both, to count."""

_REMEDY = "let RD-Agent write it again, with the index (datetime, instrument)"


def factor_names(workspace: Path) -> list[str]:
    """Names of the combined factors in the order of their columns, which is the model's order; empty when there is no table."""
    path = workspace / COMBINED_FACTORS
    return list(_columns(path, read_table(path, ("datetime", "instrument")))) if path.exists() else []


def measured_factors(workspace: Path, config: ExecutedConfig | None) -> list[FactorPerformance]:
    """Features as the worker measured them day by day; without that, the combined factors against the recorder's labels.

    Windows are the segments of the configuration that ran, or the main window when it is not known.
    """
    spans = {} if config is None else config.segments
    windows = {name: (date.fromisoformat(first), date.fromisoformat(last)) for name, (first, last) in spans.items()}
    if (workspace / FACTOR_DAILY).exists():
        return _as_measured(workspace / FACTOR_DAILY, windows)
    labels = labels_of(workspace)
    if labels and not windows:
        windows = {"main_window": (min(day for day, _ in labels), max(day for day, _ in labels))}
    return factor_performances(workspace, labels, windows)


def _as_measured(path: Path, windows: Mapping[str, tuple[date, date]]) -> list[FactorPerformance]:
    """The worker's rows of day and feature, put together by feature in the order of their first row."""
    rows = read_table(path, ("datetime", "factor", "ic", "rank_ic", "valued", "labelled")).to_pylist()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(row["factor"], []).append(row)
    found = []
    for name, own in by_name.items():
        measured = sorted(
            (row["datetime"].date(), float(row["ic"]), float(row["rank_ic"]))
            for row in own
            if row["ic"] is not None and row["rank_ic"] is not None and math.isfinite(row["ic"] + row["rank_ic"])
        )
        labelled = sum(row["labelled"] for row in own)
        covered = sum(row["valued"] for row in own) / labelled if labelled else None
        found.append(_put_together(name, measured, covered, windows))
    return found


def factor_performances(
    workspace: Path, labels: Mapping[tuple[date, str], float], windows: Mapping[str, tuple[date, date]]
) -> list[FactorPerformance]:
    """Each combined factor measured on the days that have labels, over all of them and within each window.

    IC is Pearson's correlation of a day, rank IC that of ranks (ties share their mean rank); a day counts with three stocks or
    more and some spread. Coverage is the share of labelled stock-days with a value. Empty without labels: nothing is invented.
    """
    path = workspace / COMBINED_FACTORS
    if not labels or not path.exists():
        return []
    table = read_table(path, ("datetime", "instrument"))
    names = _columns(path, table)
    rows, days, label = _labelled(path, table, labels)
    return [_performance(name, _column(path, table, column)[rows], days, label, windows) for name, column in names.items()]


def _columns(path: Path, table: Any) -> dict[str, str]:
    """Column of the table by the factor's plain name."""
    found: dict[str, str] = {}
    for column in table.column_names:
        if column in ("datetime", "instrument"):
            continue
        name = _plain(column)
        if name in found:
            raise WorkspaceError(path, f"holds the factor {name!r} twice", _REMEDY)
        found[name] = column
    return found


def _plain(column: str) -> str:
    """`('feature', 'A')`, as pandas writes columns of several levels, is the factor A."""
    if not column.startswith("("):
        return column
    try:
        parts = ast.literal_eval(column)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return column
    return str(parts[-1]) if isinstance(parts, tuple) and parts else column


def _column(path: Path, table: Any, column: str) -> "Array":
    import numpy as np
    import pyarrow as pa

    values = table[column]
    if not (pa.types.is_floating(values.type) or pa.types.is_integer(values.type)):
        raise WorkspaceError(path, f"holds {values.type} in {column!r} where numbers belong", _REMEDY)
    found: Array = values.to_numpy(zero_copy_only=False).astype(np.float64)
    found[~np.isfinite(found)] = np.nan
    return found


def _labelled(path: Path, table: Any, labels: Mapping[tuple[date, str], float]) -> tuple[Any, Any, "Array"]:
    """Rows of the table that have a label, in order of day; each row's day as a number, and its label."""
    import numpy as np
    import pyarrow as pa

    try:
        days = table["datetime"].cast(pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    except pa.ArrowException as error:
        raise WorkspaceError(path, f"holds no times in 'datetime' ({error})", _REMEDY) from error
    keys = zip(days.astype(object).tolist(), map(str, table["instrument"].to_pylist()), strict=True)
    label = np.array([labels.get(key, math.nan) for key in keys], dtype=np.float64)
    rows = np.flatnonzero(~np.isnan(label))
    rows = rows[np.argsort(days[rows], kind="stable")]
    return rows, days[rows].astype(np.int64), label[rows]


def _performance(
    name: str, values: "Array", days: Any, label: "Array", windows: Mapping[str, tuple[date, date]]
) -> FactorPerformance:
    covered = int((values == values).sum())
    return _put_together(name, _daily(values, days, label), covered / len(values) if len(values) else None, windows)


def _put_together(
    name: str,
    measured: Sequence[tuple[date, float, float]],
    coverage: float | None,
    windows: Mapping[str, tuple[date, date]],
) -> FactorPerformance:
    """Figures over all measured days, and over those of each window that has any."""
    whole = _summary(measured)
    spans = []
    for window, (first, last) in windows.items():
        inside = [one for one in measured if first <= one[0] <= last]
        if inside:
            period = DateRange(start_date=inside[0][0], end_date=inside[-1][0])
            spans.append(PerformanceWindow(name=window, period=period, metrics=_summary(inside)))
    return FactorPerformance(
        name=name,
        ic_mean=whole.get("ic_mean"),
        rank_ic_mean=whole.get("rank_ic_mean"),
        ic_ir=whole.get("ic_ir"),
        rank_ic_ir=whole.get("rank_ic_ir"),
        coverage=coverage,
        windows=spans,
    )


def _daily(values: "Array", days: Any, label: "Array") -> list[tuple[date, float, float]]:
    """Day, correlation and rank correlation of every day that counts."""
    import numpy as np

    found = []
    starts: list[int] = np.flatnonzero(np.r_[True, days[1:] != days[:-1]]).tolist() if len(days) else []
    for start, end in zip(starts, [*starts[1:], len(days)], strict=True):
        there = ~np.isnan(values[start:end])
        one, two = values[start:end][there], label[start:end][there]
        if len(one) < _FEWEST:
            continue
        plain, ranked = _correlation(one, two), _correlation(_ranks(one), _ranks(two))
        if plain is not None and ranked is not None:
            found.append((np.datetime64(int(days[start]), "D").astype(object), plain, ranked))
    return found


def _correlation(one: "Array", two: "Array") -> float | None:
    """Pearson's correlation; None where one of the two does not vary."""
    one, two = one - one.mean(), two - two.mean()
    # Scaled first, so that squares of huge or tiny values neither overflow nor vanish.
    scale_one, scale_two = abs(one).max(), abs(two).max()
    if not (0 < scale_one < math.inf and 0 < scale_two < math.inf):
        return None
    one, two = one / scale_one, two / scale_two
    found = float((one * two).sum() / math.sqrt(float((one * one).sum()) * float((two * two).sum())))
    return max(-1.0, min(1.0, found))


def _ranks(values: "Array") -> "Array":
    """Ranks from 1; equal values share their mean rank."""
    import numpy as np

    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last: Array = np.cumsum(counts).astype(np.float64)
    ranks: Array = (last - (counts - 1) / 2)[inverse]
    return ranks


def _summary(measured: Sequence[tuple[date, float, float]]) -> dict[str, float]:
    """Means, and means over standard deviations (of the sample) where there are two days or more that differ."""
    found: dict[str, float] = {}
    series = {"ic": [plain for _, plain, _ in measured], "rank_ic": [ranked for _, _, ranked in measured]}
    for kind, values in series.items():
        name, ratio = f"{kind}_mean", f"{kind}_ir"
        if not values:
            continue
        mean = math.fsum(values) / len(values)
        found[name] = max(-1.0, min(1.0, mean))
        spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)) if len(values) > 1 else 0.0
        if spread > 1e-12:
            found[ratio] = mean / spread
    return found
