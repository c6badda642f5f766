"""What the backtest assumed beside what was measured."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from aistock.experiments.v1.models import AssumptionSet, DealPrice
from aistock.feedback.v1.models import AssumptionDrift, AssumptionKind, DriftUnit, LiveExecution, LivePerformance
from aistock.market.trading_rules import RiskStatus, board_of, rule_for
from aistock_server.feedback import measure
from aistock_server.feedback.ledger import Ledger, LedgerFill
from aistock_server.market.model import DayBar

DayBars = Callable[[date], Mapping[str, DayBar]]

#: Largest differences that count as agreement, in the unit of the drift.
TOLERANCE = {
    AssumptionKind.OPEN_COST: 0.0002,
    AssumptionKind.CLOSE_COST: 0.0002,
    AssumptionKind.FILL_PRICE: 5.0,
    AssumptionKind.FILL_RATIO: 0.05,
    AssumptionKind.TURNOVER: 0.02,
    AssumptionKind.TOTAL_RETURN: 0.05,
    AssumptionKind.MAX_DRAWDOWN: 0.02,
    AssumptionKind.PRICE_LIMIT: 0.005,
    AssumptionKind.CASH_SHARE: 0.05,
}


def _drift(kind: AssumptionKind, assumed: float | None, measured: float | None, note: str) -> AssumptionDrift:
    difference = None if assumed is None or measured is None else measured - assumed
    tolerance = TOLERANCE[kind]
    return AssumptionDrift(
        kind=kind,
        assumed=assumed,
        measured=measured,
        difference=difference,
        unit=DriftUnit.BASIS_POINTS if kind is AssumptionKind.FILL_PRICE else DriftUnit.FRACTION,
        tolerance=tolerance,
        within_tolerance=None if difference is None else abs(difference) <= tolerance,
        note=note,
    )


def _cost_rate(fills: Sequence[LedgerFill]) -> float | None:
    value = sum(fill.value_mills for fill in fills)
    return sum(fill.cost_mills for fill in fills) / value if value else None


def _dealt_at(bar: DayBar, deal: DealPrice) -> float:
    if deal is DealPrice.OPEN:
        return float(bar.open_mills)
    if deal is DealPrice.VWAP and bar.volume > 0:
        return bar.amount_mills / bar.volume
    return float(bar.close_mills)


def _against_deal_price(fills: Sequence[LedgerFill], deal: DealPrice, bars: DayBars) -> float | None:
    weighted = weight = 0.0
    for fill in fills:
        bar = bars(fill.on).get(fill.instrument)
        if bar is not None:
            move = (fill.price_mills / _dealt_at(bar, deal) - 1.0) * (1.0 if fill.buy else -1.0)
            weighted += move * fill.value_mills
            weight += fill.value_mills
    return weighted / weight * 10_000 if weight else None


def _price_limit(fills: Sequence[LedgerFill]) -> float | None:
    weighted = weight = 0.0
    for fill in fills:
        limit = rule_for(board_of(fill.instrument), RiskStatus.NORMAL, fill.on).limit_fraction
        if limit is not None:
            weighted += float(limit) * fill.value_mills
            weight += fill.value_mills
    return weighted / weight if weight else None


def drift(
    assumed: AssumptionSet, ledger: Ledger, performance: LivePerformance, execution: LiveExecution, bars: DayBars
) -> list[AssumptionDrift]:
    """Every assumption the result states, in the order of AssumptionKind."""
    buys = [fill for fill in ledger.fills if fill.buy]
    sells = [fill for fill in ledger.fills if not fill.buy]
    deal = assumed.deal_price
    basis = "value-weighted over the period's fills"
    whole = "the backtest's own window may differ from the period"
    kinds = AssumptionKind
    return [
        _drift(kinds.OPEN_COST, assumed.open_cost, _cost_rate(buys), f"fees over bought value, {basis}"),
        _drift(kinds.CLOSE_COST, assumed.close_cost, _cost_rate(sells), f"fees and stamp duty over sold value, {basis}"),
        _drift(
            kinds.FILL_PRICE,
            0.0,
            _against_deal_price(ledger.fills, deal, bars),
            f"price paid against the {deal.value} of the same day, which the backtest deals at, {basis}",
        ),
        _drift(kinds.FILL_RATIO, assumed.fill_ratio, execution.fill_ratio, "shares filled over shares ordered"),
        _drift(kinds.TURNOVER, assumed.turnover, performance.turnover, "mean daily traded value over account value"),
        _drift(kinds.TOTAL_RETURN, assumed.total_return, performance.total_return, f"after costs; {whole}"),
        _drift(kinds.MAX_DRAWDOWN, assumed.max_drawdown, performance.max_drawdown, f"of the account; {whole}"),
        _drift(kinds.PRICE_LIMIT, assumed.limit_threshold, _price_limit(ledger.fills), f"daily limits by rule, {basis}"),
        _drift(kinds.CASH_SHARE, assumed.cash_share, measure.cash_share(ledger), "mean share of the account in cash"),
    ]
