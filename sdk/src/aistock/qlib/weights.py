"""Weights of the top names from their scores, under a cap."""

from collections.abc import Mapping, Sequence


def weigh(ranked: Sequence[tuple[str, float]], *, weighting: str, cap: float | None) -> dict[str, float]:
    """Weights of (name, score) pairs sorted from the best; they sum to 1 unless the cap forbids it."""
    if not ranked:
        return {}
    raw = _raw([score for _, score in ranked], weighting)
    total = sum(raw)
    shares = {name: share / total for (name, _), share in zip(ranked, raw, strict=True)}
    return shares if cap is None else capped(shares, cap)


def capped(shares: Mapping[str, float], cap: float) -> dict[str, float]:
    """The shares with none above the cap; what is cut goes to the others in proportion, as far as they have room."""
    fixed: dict[str, float] = {}
    free = dict(shares)
    while free:
        room = max(0.0, sum(shares.values()) - sum(fixed.values()))
        total = sum(free.values())
        scaled = {name: (share / total * room if total else 0.0) for name, share in free.items()}
        over = [name for name, share in scaled.items() if share > cap]
        if not over:
            return {name: fixed.get(name, scaled.get(name, 0.0)) for name in shares}
        fixed.update(dict.fromkeys(over, cap))
        free = {name: share for name, share in free.items() if name not in fixed}
    return {name: fixed[name] for name in shares}


def _raw(scores: Sequence[float], weighting: str) -> list[float]:
    count = len(scores)
    if weighting == "rank":
        return [float(count - place) for place in range(count)]
    if weighting == "score":
        lowest, highest = min(scores), max(scores)
        if highest > lowest:
            return [score - lowest for score in scores]
    return [1.0] * count
