"""Daily figures of features are those of scipy, and put together they are those of the combined factors."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from aistock.qlib.factor_daily import daily_figures


@pytest.fixture
def market() -> tuple[pd.DataFrame, "pd.Series[float]"]:
    dice = np.random.default_rng(4)
    index = pd.MultiIndex.from_product(
        [pd.date_range("2024-01-02", periods=6, freq="B"), [f"{n:06d}.SZ" for n in range(1, 12)]], names=["datetime", "instrument"]
    )
    label = pd.Series(dice.normal(size=len(index)), index=index)
    features = pd.DataFrame({"A": label + dice.normal(size=len(index)), "TIES": np.round(label), "FLAT": 1.0}, index=index)
    features.iloc[::5, 0] = np.nan
    features.iloc[:9, 1] = np.nan  # two stocks are left on the first day
    label.iloc[::7] = np.nan
    return features, label


def test_daily_figures_are_those_of_scipy(market: tuple[pd.DataFrame, "pd.Series[float]"]) -> None:
    features, label = market
    found = daily_figures(features, label).set_index(["datetime", "factor"])
    assert len(found) == 6 * 3
    for (day, name), row in found.iterrows():
        both = pd.DataFrame({"value": features.loc[day, name], "label": label.loc[day]})
        labelled = both.dropna(subset=["label"])
        valued = labelled.dropna()
        assert (row["labelled"], row["valued"]) == (len(labelled), len(valued))
        if name == "FLAT" or len(valued) < 3:
            assert np.isnan(row["ic"]) and np.isnan(row["rank_ic"])
        else:
            assert row["ic"] == pytest.approx(stats.pearsonr(valued["value"], valued["label"]).statistic)
            assert row["rank_ic"] == pytest.approx(stats.spearmanr(valued["value"], valued["label"]).statistic)
