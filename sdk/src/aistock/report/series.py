"""Series that the charts draw, computed from documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import isfinite

from aistock.execution.v1.models import Fill, NavPoint, OrderSide
from aistock.report.contents import BacktestDay

LARGEST = 1e12
"""Beyond this a value is drawn at the edge; no honest figure comes near it."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values by day."""

    days: tuple[date, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Money paid for trading, and what it was paid on, in mills."""

    commission_mills: int
    stamp_duty_mills: int
    transfer_fee_mills: int
    bought_mills: int
    sold_mills: int

    @property
    def total_mills(self) -> int:
        """All three fees."""
        return self.commission_mills + self.stamp_duty_mills + self.transfer_fee_mills


def series(pairs: Iterable[tuple[date, float]]) -> Series:
    """The pairs whose value is a number, kept inside what can be drawn."""
    kept = [(day, max(-LARGEST, min(LARGEST, value))) for day, value in pairs if isfinite(value)]
    return Series(tuple(day for day, _ in kept), tuple(value for _, value in kept))


def nav_index(points: Sequence[NavPoint], initial_cash_mills: int) -> Series:
    """Account value with the initial cash as 100."""
    return series((point.trading_date, 100.0 * point.nav_mills / max(initial_cash_mills, 1)) for point in points)


def backtest_index(days: Sequence[BacktestDay]) -> Series:
    """Value of 100 put into the backtest."""
    return _compounded((one.day, one.net_return) for one in days)


def benchmark_index(days: Sequence[BacktestDay], first: date | None) -> Series:
    """Value of 100 put into the benchmark at the close before `first`."""
    known = ((one.day, one.benchmark_return) for one in days if one.benchmark_return is not None)
    return _compounded((day, value) for day, value in known if first is None or day >= first)


def drawdown(values: Series, start: float = 100.0) -> Series:
    """Fall from the highest value so far, zero or negative; the start counts as one."""
    peaks = list(accumulate(values.values, max, initial=start))[1:]
    falls = (value / peak - 1.0 if peak > 0 else 0.0 for value, peak in zip(values.values, peaks, strict=True))
    return series(zip(values.days, falls, strict=True))


def running_sum(values: Series) -> Series:
    """Sum of all values so far."""
    return series(zip(values.days, accumulate(values.values), strict=True))


def turnover(points: Sequence[NavPoint]) -> Series:
    """Traded value of both sides over the account's value, by day."""
    return series(
        (point.trading_date, (point.bought_mills + point.sold_mills) / point.nav_mills) for point in points if point.nav_mills > 0
    )


def cash_share(points: Sequence[NavPoint]) -> Series:
    """Cash over the account's value, by day."""
    return series((point.trading_date, point.cash_mills / point.nav_mills) for point in points if point.nav_mills > 0)


def costs(fills: Sequence[Fill]) -> Costs:
    """Fees and values of all fills."""
    return Costs(
        commission_mills=sum(fill.commission_mills for fill in fills),
        stamp_duty_mills=sum(fill.stamp_duty_mills for fill in fills),
        transfer_fee_mills=sum(fill.transfer_fee_mills for fill in fills),
        bought_mills=sum(fill.value_mills for fill in fills if fill.side is OrderSide.BUY),
        sold_mills=sum(fill.value_mills for fill in fills if fill.side is OrderSide.SELL),
    )


def _compounded(returns: Iterable[tuple[date, float]]) -> Series:
    level, pairs = 100.0, []
    for day, value in returns:
        level *= 1.0 + value
        pairs.append((day, level))
    return series(pairs)
