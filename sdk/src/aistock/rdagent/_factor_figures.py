"""How each factor predicts on its own: daily correlation of its values with the label, and what is made of it."""

import ast
import math
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from aistock.contract.v1.models import DateRange
from aistock.library.v1.models import FactorPerformance, PerformanceWindow
from aistock.rdagent._files import COMBINED_FACTORS, FACTOR_DAILY, WorkspaceError
from aistock.rdagent._qlib_workspace import Labels
from aistock.rdagent._sources import Sources, told
from aistock.rdagent._tables import opened_table, read_table

if TYPE_CHECKING:
    import numpy as np

    Array: TypeAlias = np.ndarray[Any, np.dtype[np.float64]]
    Days: TypeAlias = np.ndarray[Any, np.dtype[np.int64]]

Windows: TypeAlias = Mapping[str, tuple[date, date]]

_FEWEST = 3
"""Stocks that a day needs, with value and label both, to count."""

_INDEX = ("datetime", "instrument")
_REMEDY = "let RD-Agent write it again, with the index (datetime, instrument)"


def factor_names(sources: Sources) -> list[str]:
    """Names of the combined factors in the order of their columns, which is the model's order; empty when there is no table."""
    if not sources.has(COMBINED_FACTORS):
        return []
    with opened_table(sources, COMBINED_FACTORS, _INDEX) as file:
        found = list(_columns(sources.path(COMBINED_FACTORS), file.schema_arrow.names))
        if not found or not file.metadata.num_rows:
            raise WorkspaceError(sources.path(COMBINED_FACTORS), "holds no factor or no row", _REMEDY)
        return found


def measured_factors(sources: Sources, labels: Labels | None, segments: Mapping[str, tuple[str, str]]) -> list[FactorPerformance]:
    """Features as the worker measured them day by day; without that, the combined factors against the recorder's labels.

    Windows are the segments of the configuration that ran, or the main window when they are not known.
    """
    windows = _windows(segments)
    if sources.has(FACTOR_DAILY):
        return _as_measured(sources, windows)
    if labels is None or not len(labels.days):
        return []
    if not windows:
        windows = {"main_window": (_date(int(labels.days.min())), _date(int(labels.days.max())))}
    return factor_performances(sources, labels, windows)


def _windows(segments: Mapping[str, tuple[str, str]]) -> dict[str, tuple[date, date]]:
    """Segments whose ends are days; an end that is open has no bound."""
    found = {}
    for name, (first, last) in segments.items():
        with suppress(ValueError):
            found[name] = (date.fromisoformat(first) if first else date.min, date.fromisoformat(last) if last else date.max)
    return found


def _as_measured(sources: Sources, windows: Windows) -> list[FactorPerformance]:
    """The worker's rows of day and feature, put together by feature in the order of their first row."""
    rows = read_table(sources, FACTOR_DAILY, ("datetime", "factor", "ic", "rank_ic", "valued", "labelled")).to_pylist()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(row["factor"], []).append(row)
    found = []
    with told(sources.path(FACTOR_DAILY), "holds what is no figure of a day", "run the experiment again"):
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


def factor_performances(sources: Sources, labels: Labels, windows: Windows) -> list[FactorPerformance]:
    """Each combined factor measured on the days that have labels, over all of them and within each window.

    IC is Pearson's correlation of a day, rank IC that of ranks (ties share their mean rank); a day counts with three stocks or
    more and some spread. Coverage is the share of labelled stock-days with a value, also where the table has no row.
    """
    if not sources.has(COMBINED_FACTORS) or not len(labels.days):
        return []
    path = sources.path(COMBINED_FACTORS)
    with opened_table(sources, COMBINED_FACTORS, _INDEX) as file:
        rows, days, label = _labelled(path, file.read(columns=[*_INDEX]), labels)
        names, found = _columns(path, file.schema_arrow.names), []
        # One column at a time, so that memory does not grow with their number.
        for name, column in names.items():
            values = _column(path, file.read(columns=[column]), column)[rows]
            covered = int((values == values).sum())
            found.append(_put_together(name, _daily(values, days, label), covered / len(labels.days), windows))
    return found


def _columns(path: Path, columns: Sequence[str]) -> dict[str, str]:
    """Column of the table by the factor's plain name."""
    found: dict[str, str] = {}
    for column in columns:
        if column in _INDEX:
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

    # A name with a dot would be taken for a field inside another column.
    values = table.column(0) if table.num_columns == 1 else table[column]
    if not (pa.types.is_floating(values.type) or pa.types.is_integer(values.type)):
        raise WorkspaceError(path, f"holds {values.type} in {column!r} where numbers belong", _REMEDY)
    found: Array = values.to_numpy(zero_copy_only=False).astype(np.float64)
    found[~np.isfinite(found)] = np.nan
    return found


def _labelled(path: Path, index: Any, labels: Labels) -> tuple[Any, "Days", "Array"]:
    """Rows of the table that have a label, in order of day; each row's day as days since 1970, and its label."""
    import numpy as np
    import pyarrow as pa

    if index["instrument"].null_count:
        raise WorkspaceError(path, "has a row without an instrument", _REMEDY)
    with told(path, "has no index of times and instruments", _REMEDY):
        days = index["datetime"].cast(pa.timestamp("us")).to_numpy(zero_copy_only=False).astype("datetime64[D]")
        coded = index["instrument"].cast(pa.string()).combine_chunks().dictionary_encode()
        numbers = {code: number for number, code in enumerate(labels.instruments)}
        known = np.array([numbers.get(code, -1) for code in coded.dictionary.to_pylist()] or [-1], dtype=np.int64)
        codes = known[coded.indices.to_numpy(zero_copy_only=False)]
    width = max(len(labels.instruments), 1)
    wanted = labels.days * width + labels.codes
    order = np.argsort(wanted, kind="stable")
    wanted, values = wanted[order], labels.values[order]
    keys = days.astype(np.int64) * width + codes
    places = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    rows = np.flatnonzero((codes >= 0) & ~np.isnat(days) & (wanted[places] == keys))
    if len(np.unique(keys[rows])) != len(rows) or len(np.unique(wanted)) != len(wanted):
        raise WorkspaceError(path, "or the recorder's label.pkl names a day and an instrument twice", _REMEDY)
    rows = rows[np.argsort(days[rows], kind="stable")]
    found: Days = days[rows].astype(np.int64)
    return rows, found, values[places[rows]]


def _date(days: int) -> date:
    return date.fromordinal(days + date(1970, 1, 1).toordinal())


def _put_together(
    name: str,
    measured: Sequence[tuple[date, float, float]],
    coverage: float | None,
    windows: Windows,
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


def _daily(values: "Array", days: "Days", label: "Array") -> list[tuple[date, float, float]]:
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
            found.append((_date(int(days[start])), plain, ranked))
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
