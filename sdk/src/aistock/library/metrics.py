"""Metrics as a producer named them, turned into the contract's names with what each number means."""

from collections.abc import Mapping

from aistock.contract.v1.models import CostBasis, MetricBasis, ReturnBasis

QLIB_DAYS_PER_YEAR = 238
"""Days by which Qlib annualises."""

_CANONICAL = {
    "annualized_return": "1day.excess_return_with_cost.annualized_return",
    "max_drawdown": "1day.excess_return_with_cost.max_drawdown",
    "ic_mean": "IC",
    "rank_ic_mean": "Rank IC",
    "multi_score": "multi_score",
}
"""Named figure → the Qlib key it is read from; returns and drawdowns are those after costs, against the benchmark."""

NAMED_FIGURES = tuple(_CANONICAL)

_CORRELATIONS = ("IC", "ICIR", "Rank IC", "Rank ICIR")
_COSTS = {"excess_return_with_cost": CostBasis.WITH_COST, "excess_return_without_cost": CostBasis.WITHOUT_COST}
_ANNUAL = ("annualized_return", "information_ratio")


def named_figures(source: Mapping[str, float]) -> dict[str, float]:
    """The named figures that the source's keys hold."""
    return {name: source[key] for name, key in _CANONICAL.items() if key in source}


def further_figures(source: Mapping[str, float]) -> dict[str, float]:
    """Everything that has no name of the contract, under its own key."""
    taken = frozenset(_CANONICAL.values())
    return {key: value for key, value in source.items() if key not in taken}


def basis_of(source: Mapping[str, float], benchmark: str | None) -> dict[str, MetricBasis]:
    """What each figure means, by the name under which the two functions above give it; unknown keys have no entry."""
    names = {key: name for name, key in _CANONICAL.items()}
    found = ((names.get(key, key), _meaning(key, benchmark)) for key in source)
    return {name: meaning for name, meaning in found if meaning is not None}


def _meaning(key: str, benchmark: str | None) -> MetricBasis | None:
    if key in _CORRELATIONS:
        return MetricBasis(
            cost_basis=CostBasis.NONE, return_basis=ReturnBasis.NONE, benchmark=None, days_per_year=None, source_key=key
        )
    kind, _, figure = key.removeprefix("1day.").partition(".")
    if not key.startswith("1day.") or kind not in _COSTS:
        return None
    return MetricBasis(
        cost_basis=_COSTS[kind],
        # Without a benchmark Qlib subtracts zeros, and the figure is the portfolio's own.
        return_basis=ReturnBasis.EXCESS if benchmark else ReturnBasis.ABSOLUTE,
        benchmark=benchmark,
        days_per_year=QLIB_DAYS_PER_YEAR if figure in _ANNUAL else None,
        source_key=key,
    )
