"""Twins of the rules between fields of the feedback documents."""

from __future__ import annotations

from aistock.contract.predicates import distinct, near
from aistock.contract.rules import rule
from aistock.feedback.v1.models import AssumptionDrift, LiveExecution, LiveFeedback, LivePerformance


@rule("live_performance.benchmark_named")
def live_performance_benchmark_named(figures: LivePerformance) -> bool:
    return figures.benchmark_return is None or figures.benchmark is not None


@rule("live_performance.sharpe_is_ratio")
def live_performance_sharpe_is_ratio(figures: LivePerformance) -> bool:
    if figures.sharpe is None or figures.annual_return is None or figures.volatility is None or figures.volatility <= 0.0:
        return True
    return near(figures.sharpe, figures.annual_return / figures.volatility)


@rule("live_execution.filled_within_ordered")
def live_execution_filled_within_ordered(execution: LiveExecution) -> bool:
    return execution.filled_quantity <= execution.ordered_quantity


@rule("live_execution.fill_ratio_matches")
def live_execution_fill_ratio_matches(execution: LiveExecution) -> bool:
    if execution.fill_ratio is None or execution.ordered_quantity == 0:
        return True
    return near(execution.fill_ratio, execution.filled_quantity / execution.ordered_quantity)


@rule("live_execution.no_fills_without_orders")
def live_execution_no_fills_without_orders(execution: LiveExecution) -> bool:
    return execution.order_count > 0 or execution.fill_count == 0


@rule("assumption_drift.difference_matches")
def assumption_drift_difference_matches(drift: AssumptionDrift) -> bool:
    if drift.difference is None or drift.measured is None or drift.assumed is None:
        return True
    return near(drift.difference, drift.measured - drift.assumed)


@rule("assumption_drift.flag_needs_tolerance")
def assumption_drift_flag_needs_tolerance(drift: AssumptionDrift) -> bool:
    return drift.within_tolerance is None or drift.tolerance is not None


@rule("live_feedback.events_inside_period")
def live_feedback_events_inside_period(feedback: LiveFeedback) -> bool:
    start, end = feedback.period.start_date, feedback.period.end_date
    return all(start <= event.trading_date <= end for event in feedback.events)


@rule("live_feedback.generated_after_period")
def live_feedback_generated_after_period(feedback: LiveFeedback) -> bool:
    return feedback.generated_at_utc.date() >= feedback.period.end_date


@rule("live_feedback.drift_kinds_unique")
def live_feedback_drift_kinds_unique(feedback: LiveFeedback) -> bool:
    return distinct(drift.kind for drift in feedback.drift)
