"""Hold the k best names in proportion to their lead over the best name left out."""

from aistock_server.execution.portfolio.weights import Present, Scores, Target, capped, with_sales


def score_weight(scores: Scores, present: Present, *, top_k: int, exposure: float, max_weight: float | None) -> tuple[Target, ...]:
    """Targets by security; equal scores get equal weights, and so do all when nobody leads."""
    chosen = scores.ranked[:top_k]
    if not chosen:
        return with_sales({}, present)
    left_out = scores.ranked[top_k : top_k + 1] or chosen[-1:]
    floor = scores.by_code[left_out[0]]
    leads = {code: scores.by_code[code] - floor for code in chosen}
    largest = max(leads.values())
    shares = {code: lead / largest if largest > 0 else 1.0 for code, lead in leads.items()}
    total = sum(shares.values())
    return with_sales(capped({code: exposure * share / total for code, share in shares.items()}, max_weight), present)
