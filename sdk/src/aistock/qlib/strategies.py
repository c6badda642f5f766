"""Strategies that Qlib does not have, written as Qlib strategies."""

from typing import Any

from qlib.contrib.strategy.signal_strategy import WeightStrategyBase

from aistock.qlib.weights import weigh


class WeightedTopkStrategy(WeightStrategyBase):  # type: ignore[misc]  # Qlib ships no types
    """Brings the account to score weights of the best names at each rebalance."""

    def __init__(self, *, topk: int, weighting: str, max_weight: float | None = None, **kwargs: Any) -> None:
        """Takes the names held, how their weights follow from scores, and a cap as a fraction of the account."""
        super().__init__(**kwargs)
        self._topk, self._weighting, self._max_weight = topk, weighting, max_weight

    def generate_target_weight_position(
        self, score: Any, current: Any, trade_start_time: Any, trade_end_time: Any
    ) -> dict[str, float]:
        """Weights of the invested part; Qlib multiplies them by risk_degree."""
        column = score.iloc[:, 0] if score.ndim == 2 else score
        ranked = [(str(code), float(value)) for code, value in column.dropna().items()]
        ranked.sort(key=lambda pair: (-pair[1], pair[0]))
        cap = None if self._max_weight is None else self._max_weight / self.risk_degree
        return weigh(ranked[: self._topk], weighting=self._weighting, cap=cap)
