"""The committed trading rules and fees as messages of the contract."""

from datetime import date

from aistock.market import trading_rules as tables
from aistock.market.v1.models import (
    Board,
    FeeSchedule,
    GetTradingRulesRequest,
    GetTradingRulesResponse,
    LimitRounding,
    RiskStatus,
    SessionPhase,
    TradingPhase,
    TradingRule,
)


def rules_in_force(request: GetTradingRulesRequest) -> GetTradingRulesResponse:
    """Rules of the board and status asked for that hold on some day of the range, and the fees of that range."""
    window = request.date_range
    start, end = (window.start_date, window.end_date) if window else (date.min, date.max)
    rules = [
        _rule(rule)
        for rule in tables.all_rules()
        if (request.board is None or rule.board.value == request.board.value)
        and (request.status is None or rule.status.value == request.status.value)
        and _overlaps(rule.effective_from, rule.effective_to, start, end)
    ]
    fees = [_fees(fees) for fees in tables.all_fees() if _overlaps(fees.effective_from, fees.effective_to, start, end)]
    return GetTradingRulesResponse(rules=rules, fees=fees)


def _overlaps(begin: date, until: date | None, start: date, end: date) -> bool:
    """Whether a half-open interval and a closed one share a day."""
    return begin <= end and (until is None or start < until)


def _rule(rule: tables.TradingRule) -> TradingRule:
    """A rule as the contract writes it; its exact fractions become doubles."""
    return TradingRule(
        board=Board(rule.board.value),
        status=RiskStatus(rule.status.value),
        effective_from=rule.effective_from,
        effective_to=rule.effective_to,
        limit_fraction=None if rule.limit_fraction is None else float(rule.limit_fraction),
        limit_rounding=LimitRounding(rule.limit_rounding.value),
        tick_mills=rule.tick_mills,
        buy_lot=rule.buy_lot,
        buy_step=rule.buy_step,
        min_buy=rule.min_buy,
        max_order_quantity=rule.max_order_quantity,
        max_market_order_quantity=rule.max_market_order_quantity,
        unlimited_sessions=rule.unlimited_sessions,
        first_session_up=None if rule.first_session_up is None else float(rule.first_session_up),
        first_session_down=None if rule.first_session_down is None else float(rule.first_session_down),
        phases=[SessionPhase(phase=TradingPhase(one.phase), start=one.start, end=one.end) for one in rule.phases],
        source=rule.source,
    )


def _fees(fees: tables.FeeSchedule) -> FeeSchedule:
    """A fee schedule as the contract writes it."""
    return FeeSchedule(
        effective_from=fees.effective_from,
        effective_to=fees.effective_to,
        stamp_duty_sell_ppm=fees.stamp_duty_sell_ppm,
        transfer_fee_ppm=fees.transfer_fee_ppm,
        commission_ppm=fees.commission_ppm,
        commission_min_mills=fees.commission_min_mills,
        source=fees.source,
    )
