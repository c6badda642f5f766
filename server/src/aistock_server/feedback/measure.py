"""Statistics of a ledger: how the strategy performed and how its orders were executed."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

from aistock.feedback.v1.models import LiveEvent, LiveEventType, LiveExecution, LivePerformance, Severity
from aistock_server.feedback.ledger import Day, Ledger

#: Trading days a year of the SSE and SZSE, as the contract's live figures use them.
DAYS_PER_YEAR = 242
#: Drawdowns that are worth an event, once each.
ALERTS = (-0.05, -0.10, -0.15, -0.20, -0.30)


def daily_returns(ledger: Ledger) -> list[float]:
    """Return of each day on the value it started from; money that came or went is not a return."""
    start = ledger.opening_nav_mills
    returns = []
    for day in ledger.days:
        base = start + day.flow_mills
        returns.append(day.nav_mills / base - 1.0 if base > 0 else 0.0)
        start = day.nav_mills
    return returns


def wealth(returns: Sequence[float]) -> list[float]:
    """Value of one unit after each day."""
    value, path = 1.0, []
    for daily in returns:
        value *= 1.0 + daily
        path.append(value)
    return path


def max_drawdown(path: Sequence[float]) -> float:
    """Largest fall from a peak as a fraction of it; the start counts as a peak."""
    peak, worst = 1.0, 0.0
    for value in path:
        peak = max(peak, value)
        worst = min(worst, value / peak - 1.0)
    return worst


def performance(ledger: Ledger, benchmark: str | None, benchmark_returns: Sequence[float] | None) -> LivePerformance:
    """The performance block of a feedback."""
    returns = daily_returns(ledger)
    path = wealth(returns)
    many = len(returns) >= 2
    annual = fmean(returns) * DAYS_PER_YEAR if many else None
    volatility = stdev(returns) * sqrt(DAYS_PER_YEAR) if many else None
    return LivePerformance(  # type: ignore[call-arg]  # further statistics stand inline
        total_return=path[-1] - 1.0,
        annual_return=annual,
        max_drawdown=max_drawdown(path),
        volatility=volatility,
        sharpe=annual / volatility if annual is not None and volatility else None,
        win_rate=sum(daily > 0 for daily in returns) / len(returns),
        turnover=turnover(ledger),
        benchmark_return=None if benchmark_returns is None else wealth(benchmark_returns)[-1] - 1.0,
        benchmark=None if benchmark_returns is None else benchmark,
        days=len(returns),
        days_per_year=DAYS_PER_YEAR,
        mean_cash_share=cash_share(ledger),
        cost_per_traded=_cost_per_traded(ledger),
    )


def turnover(ledger: Ledger) -> float:
    """Mean daily traded value, both sides, over account value at the close."""
    return fmean(day.traded_mills / day.nav_mills if day.nav_mills else 0.0 for day in ledger.days)


def cash_share(ledger: Ledger) -> float:
    """Mean share of the account in cash at the close."""
    return fmean(day.cash_mills / day.nav_mills if day.nav_mills else 1.0 for day in ledger.days)


def _cost_per_traded(ledger: Ledger) -> float:
    traded = sum(fill.value_mills for fill in ledger.fills)
    return sum(fill.cost_mills for fill in ledger.fills) / traded if traded else 0.0


def execution(ledger: Ledger) -> LiveExecution:
    """The execution block of a feedback."""
    filled = sum(fill.quantity for fill in ledger.fills)
    ordered = max(ledger.ordered_quantity, filled)
    return LiveExecution(
        avg_slippage_bps=slippage_bps(ledger),
        fill_ratio=filled / ordered if ordered else None,
        order_count=ledger.order_count,
        fill_count=len(ledger.fills),
        order_reject_count=ledger.reject_count,
        risk_block_count=ledger.denied_count,
        ordered_quantity=ordered,
        filled_quantity=filled,
        bought_mills=sum(fill.value_mills for fill in ledger.fills if fill.buy),
        sold_mills=sum(fill.value_mills for fill in ledger.fills if not fill.buy),
        cost_mills=sum(fill.cost_mills for fill in ledger.fills),
    )


def slippage_bps(ledger: Ledger) -> float | None:
    """Mean of fill against decision price weighted by value, in basis points; positive is a cost."""
    weighted = weight = 0.0
    for fill in ledger.fills:
        if fill.reference_price_mills > 0:
            move = (fill.price_mills / fill.reference_price_mills - 1.0) * (1.0 if fill.buy else -1.0)
            weighted += move * fill.value_mills
            weight += fill.value_mills
    return weighted / weight * 10_000 if weight else None


def drawdown_alerts(days: Sequence[Day], path: Sequence[float]) -> list[LiveEvent]:
    """An event for the first day below each alert level."""
    alerts, peak, left = [], 1.0, list(ALERTS)
    for day, value in zip(days, path, strict=True):
        peak = max(peak, value)
        fall = value / peak - 1.0
        while left and fall <= left[0]:
            alerts.append(
                LiveEvent(
                    timestamp_utc=day.at,
                    trading_date=day.on,
                    type=LiveEventType.DRAWDOWN_ALERT,
                    severity=Severity.WARNING,
                    message=f"drawdown {fall:.4f} passed {left.pop(0):.2f}",
                )
            )
    return alerts
