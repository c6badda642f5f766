"""Wishes that follow from a drift, when nobody stated any."""

from collections.abc import Sequence

from aistock.feedback.v1.models import (
    AssumptionDrift,
    AssumptionKind,
    CorrectAssumption,
    ImprovementGoal,
    KeepReturn,
    LivePerformance,
    ReduceDrawdown,
    ReduceSlippage,
    ReduceTurnover,
)

_COSTS = (AssumptionKind.OPEN_COST, AssumptionKind.CLOSE_COST)


def derive(drift: Sequence[AssumptionDrift], performance: LivePerformance) -> list[ImprovementGoal]:
    """A bounded wish for each assumption that reality broke for the worse; none when all held."""
    goals: list[ImprovementGoal] = []
    for line in drift:
        if line.within_tolerance is not False or line.difference is None or line.assumed is None or line.measured is None:
            continue
        if line.kind in _COSTS and 0.0 <= line.measured <= 0.1:
            goals.append(CorrectAssumption(assumption=line.kind, value=line.measured))
        elif line.kind is AssumptionKind.MAX_DRAWDOWN and line.difference < 0:
            goals.append(ReduceDrawdown(floor=line.assumed))
        elif line.kind is AssumptionKind.TURNOVER and line.difference > 0:
            goals.append(ReduceTurnover(ceiling=line.assumed))
        elif line.kind is AssumptionKind.FILL_PRICE and line.difference > 0:
            goals.append(ReduceSlippage(ceiling_bps=line.tolerance or 0.0))
    if goals and performance.annual_return is not None:
        goals.append(KeepReturn(floor=min(performance.annual_return, 0.0)))
    return goals
