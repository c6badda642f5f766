"""Hold k names and replace at most the n worst of them, as Qlib's TopkDropoutStrategy decides."""

from aistock_server.execution.portfolio.weights import Present, Scores, Target


def swaps(scores: Scores, held: frozenset[str], *, top_k: int, n_drop: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names to sell and names to buy. A held name without a score counts as the worst, as it does in Qlib."""
    kept = [code for code in scores.ranked if code in held]
    last = kept + sorted(held - set(kept))
    fresh = [code for code in scores.ranked if code not in held]
    today = fresh[: max(0, n_drop + top_k - len(last))]
    union = {*last, *today}
    together = [code for code in scores.ranked if code in union] + [code for code in last if code not in scores.by_code]
    worst = set(together[max(0, len(together) - n_drop) :])
    sell = tuple(code for code in last if code in worst)
    buy = tuple(today[: max(0, len(sell) + top_k - len(last))])
    return sell, buy


def topk_dropout(
    scores: Scores, present: Present, *, top_k: int, n_drop: int, exposure: float, max_weight: float | None
) -> tuple[Target, ...]:
    """Targets by security: kept names keep their quantity, sales go to 0, and buys share `exposure` of the cash equally."""
    sell, buy = swaps(scores, frozenset(present.weights), top_k=top_k, n_drop=n_drop)
    cash = max(0.0, present.cash + sum(present.weights[code] for code in sell))
    share = cash * exposure / len(buy) if buy else 0.0
    each = min(share, 1.0 if max_weight is None else max_weight)
    targets = {code: Target(instrument=code, weight=min(1.0, weight), keep=True) for code, weight in present.weights.items()}
    targets |= {code: Target(instrument=code, weight=0.0) for code in sell}
    targets |= {code: Target(instrument=code, weight=each) for code in buy}
    return tuple(targets[code] for code in sorted(targets))
