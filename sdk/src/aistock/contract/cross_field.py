"""Twins of the rules between fields of the messages that every part of the contract shares."""

from __future__ import annotations

from aistock.contract.rules import rule
from aistock.contract.v1.models import CostBasis, DateRange, MetricBasis, ReturnBasis

# A catalog holds thousands of these, and to look an enum's member up takes longer than a comparison.
EXCESS = ReturnBasis.EXCESS
NO_RETURN = ReturnBasis.NONE
NO_COST = CostBasis.NONE


@rule("date_range.ordered")
def date_range_ordered(span: DateRange) -> bool:
    return span.start_date <= span.end_date


@rule("metric_basis.excess_has_benchmark")
def metric_basis_excess_has_benchmark(basis: MetricBasis) -> bool:
    return basis.return_basis is not EXCESS or basis.benchmark is not None


@rule("metric_basis.non_return_has_no_cost")
def metric_basis_non_return_has_no_cost(basis: MetricBasis) -> bool:
    return basis.return_basis is not NO_RETURN or basis.cost_basis is NO_COST
