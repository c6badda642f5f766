"""Metrics of a run with their basis: Qlib's own under their names, and absolute ones computed from the account.

Qlib's annualised return is the mean daily excess × 238, its drawdown the deepest fall of the summed excess; the absolute
ones compound, as an account does.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

QLIB_DAYS_PER_YEAR = 238
_SIGNAL = {"ic_mean": "IC", "icir": "ICIR", "rank_ic_mean": "Rank IC", "rank_icir": "Rank ICIR"}
_PORTFOLIO = {"annualized_return": QLIB_DAYS_PER_YEAR, "information_ratio": QLIB_DAYS_PER_YEAR, "max_drawdown": None}
_NO_BASIS = {"cost_basis": "none", "return_basis": "none"}

Metric = dict[str, Any]
"""The JSON object that a Metric is read from."""


def metrics_of(
    qlib_metrics: Mapping[str, float], returns: pd.DataFrame, positions: pd.DataFrame, *, benchmark: str | None, account: float
) -> list[Metric]:
    """Every metric that is a finite number; excess metrics only when there is a benchmark."""
    found = [*_signal(qlib_metrics), *_absolute(returns, positions, account=account)]
    if benchmark is not None:
        found += [*_excess(qlib_metrics, benchmark), _benchmark_return(returns, benchmark)]
    return [metric for metric in found if math.isfinite(metric["value"])]


def assumptions_of(config: Mapping[str, Any], returns: pd.DataFrame, orders: pd.DataFrame) -> dict[str, Any]:
    """What the backtest took for granted, and what it measured, as the JSON object of an AssumptionSet."""
    exchange = config["backtest"]["exchange_kwargs"]
    nav = net_value(returns, account=config["backtest"]["account"])
    ordered = float(orders["ordered_shares"].sum())
    filled = float(orders["filled_shares"].sum()) / ordered if ordered > 0 else None
    return {
        "deal_price": exchange["deal_price"],
        "open_cost": exchange["open_cost"],
        "close_cost": exchange["close_cost"],
        "limit_threshold": exchange["limit_threshold"],
        "signal_lag_days": 1,
        "turnover": float(returns["turnover"].mean()),
        "fill_ratio": None if filled is None else min(filled, 1.0),
        "total_return": float(nav.iloc[-1] - 1),
        "max_drawdown": drawdown(nav),
        "cash_share": min(max(float((returns["cash"] / returns["account"]).mean()), 0.0), 1.0),
    }


def net_value(returns: pd.DataFrame, *, account: float) -> "pd.Series[float]":
    """Account value after costs over what it started with."""
    return returns["account"] / account


def drawdown(nav: "pd.Series[float]") -> float:
    """The largest fall from a peak, the start counted as one; zero or negative."""
    peak = nav.cummax().clip(lower=1.0)
    return float(min((nav / peak - 1).min(), 0.0))


def compounded(daily: "pd.Series[float]") -> float:
    """Total of daily returns that compound."""
    return math.prod(1 + float(one) for one in daily) - 1


def _signal(qlib_metrics: Mapping[str, float]) -> Iterator[Metric]:
    for name, key in _SIGNAL.items():
        if key in qlib_metrics:
            yield _metric(name, qlib_metrics[key], _NO_BASIS, source_key=key)


def _excess(qlib_metrics: Mapping[str, float], benchmark: str) -> Iterator[Metric]:
    for cost in ("with_cost", "without_cost"):
        for name, days in _PORTFOLIO.items():
            key = f"1day.excess_return_{cost}.{name}"
            if key in qlib_metrics:
                basis = {"cost_basis": cost, "return_basis": "excess", "benchmark": benchmark}
                yield _metric(name, qlib_metrics[key], basis, source_key=key, days=days)


def _absolute(returns: pd.DataFrame, positions: pd.DataFrame, *, account: float) -> Iterator[Metric]:
    nav = net_value(returns, account=account)
    own = {"cost_basis": "with_cost", "return_basis": "absolute"}
    years = len(nav) / QLIB_DAYS_PER_YEAR
    daily = nav.pct_change().fillna(nav.iloc[0] - 1)
    yield _metric("total_return", float(nav.iloc[-1] - 1), own)
    yield _metric("annualized_return", float(nav.iloc[-1] ** (1 / years) - 1), own, days=QLIB_DAYS_PER_YEAR)
    yield _metric("volatility", float(daily.std() * math.sqrt(QLIB_DAYS_PER_YEAR)), own, days=QLIB_DAYS_PER_YEAR)
    yield _metric("max_drawdown", drawdown(nav), own)
    gross = compounded(returns["return"])
    yield _metric("total_return", gross, {"cost_basis": "without_cost", "return_basis": "absolute"})
    yield _metric("turnover", float(returns["turnover"].mean()), _NO_BASIS)
    yield _metric("cash_share", float((returns["cash"] / returns["account"]).mean()), _NO_BASIS)
    held = positions.groupby("date").size() if len(positions) else pd.Series([0])
    yield _metric("holdings", float(held.mean()), _NO_BASIS)


def _benchmark_return(returns: pd.DataFrame, benchmark: str) -> Metric:
    basis = {"cost_basis": "none", "return_basis": "absolute", "benchmark": benchmark}
    return _metric("benchmark_return", compounded(returns["bench"]), basis)


def _metric(name: str, value: float, basis: Mapping[str, str], *, source_key: str | None = None, days: int | None = None) -> Metric:
    extra = {"source_key": source_key, "days_per_year": days}
    return {
        "name": name,
        "value": float(value),
        "basis": {**basis, **{key: one for key, one in extra.items() if one is not None}},
    }
