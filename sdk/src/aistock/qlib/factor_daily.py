"""How each feature predicts on its own, day by day, from the values before any processor."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NO_SPREAD = 1e-300
_FEWEST = 3
"""Stocks that a day needs, with value and label both, to count."""


def factor_daily(dataset: Any) -> pd.DataFrame:
    """One row a day and feature of the test segment: `ic` and `rank_ic` with the raw label, `valued` and `labelled` stock counts.

    A day with fewer than three stocks that have both, or without spread, has no correlation; its counts stand all the same.
    """
    from qlib.data.dataset.handler import DataHandlerLP

    raw = dataset.prepare("test", col_set=["feature", "label"], data_key=DataHandlerLP.DK_R)
    return daily_figures(raw["feature"], raw["label"].iloc[:, 0])


def daily_figures(features: pd.DataFrame, label: "pd.Series[float]") -> pd.DataFrame:
    """The same for features and a label over (datetime, instrument)."""
    found = []
    known = features[label.notna()]
    for day, values in known.groupby(level="datetime", sort=True):
        there = values.notna()
        # Each feature has the label of just the stocks that it has a value of, and ranks are among those.
        wanted = there.astype("float64").where(there).mul(label.loc[values.index], axis=0)
        valued = there.sum().to_numpy(dtype=np.int64)
        row = pd.DataFrame(
            {
                "datetime": pd.Timestamp(str(day)),
                "factor": values.columns,
                "ic": _correlations(values.to_numpy(dtype=np.float64), wanted.to_numpy()),
                "rank_ic": _correlations(values.rank().to_numpy(), wanted.rank().to_numpy()),
                "valued": valued,
                "labelled": len(values),
            }
        )
        found.append(row.assign(ic=row["ic"].where(valued >= _FEWEST), rank_ic=row["rank_ic"].where(valued >= _FEWEST)))
    columns = ["datetime", "factor", "ic", "rank_ic", "valued", "labelled"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _correlations(one: "NDArray[np.float64]", two: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Pearson's correlation of each pair of columns, which lack the same rows; NaN where one does not vary."""
    count = np.maximum((~np.isnan(one)).sum(axis=0), 1)
    left, right = (np.nan_to_num(values - np.nansum(values, axis=0) / count) for values in (one, two))
    spread = np.sqrt((left * left).sum(axis=0) * (right * right).sum(axis=0))
    varies = spread > _NO_SPREAD
    found: NDArray[np.float64] = np.where(varies, (left * right).sum(axis=0) / np.where(varies, spread, 1.0), np.nan)
    return np.clip(found, -1.0, 1.0)
