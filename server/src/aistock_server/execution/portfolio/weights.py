"""What a portfolio method is given and what it gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Signals by security, best first; equal scores stand in the order of their codes."""

    by_code: Mapping[str, float]
    ranked: tuple[str, ...]

    @staticmethod
    def of(by_code: Mapping[str, float]) -> "Scores":
        """The scores in order."""
        return Scores(by_code=by_code, ranked=tuple(sorted(by_code, key=lambda code: (-by_code[code], code))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What the account has now, as fractions of its value: weights by security, and cash."""

    weights: Mapping[str, float]
    cash: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Weight a security should have; `keep` means that its quantity stays as it is."""

    instrument: str
    weight: float
    keep: bool = False


def capped(weights: Mapping[str, float], max_weight: float | None) -> dict[str, float]:
    """Weights none of which exceeds the cap; what is cut off goes to the others in proportion, as far as they can take it."""
    if max_weight is None:
        return dict(weights)
    free, fixed = dict(weights), dict[str, float]()
    total = sum(weights.values())
    while free:
        room = total - sum(fixed.values())
        scale = room / sum(free.values()) if sum(free.values()) > 0 else 0.0
        over = [code for code, weight in sorted(free.items()) if weight * scale > max_weight]
        if not over:
            return fixed | {code: weight * scale for code, weight in free.items()}
        for code in over:
            fixed[code] = max_weight
            del free[code]
    return fixed


def with_sales(wanted: Mapping[str, float], present: Present) -> tuple[Target, ...]:
    """Targets by security: the wanted weights, and 0 for everything held that is not wanted."""
    codes: Sequence[str] = sorted({*wanted, *present.weights})
    return tuple(Target(instrument=code, weight=min(1.0, wanted.get(code, 0.0))) for code in codes)
