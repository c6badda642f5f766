"""Hold the k best names in equal weights."""

from aistock_server.execution.portfolio.weights import Present, Scores, Target, with_sales


def equal_weight(scores: Scores, present: Present, *, top_k: int, exposure: float, max_weight: float | None) -> tuple[Target, ...]:
    """Targets by security; with fewer names than k each gets more, up to the cap."""
    chosen = scores.ranked[:top_k]
    each = exposure / len(chosen) if chosen else 0.0
    weight = min(each, 1.0 if max_weight is None else max_weight)
    return with_sales(dict.fromkeys(chosen, weight), present)
