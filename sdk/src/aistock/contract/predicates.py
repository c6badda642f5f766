"""Questions that many rules between fields ask; an absent value never says no."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date, datetime
from typing import TypeVar

C = TypeVar("C", date, datetime, float, str)

TOLERANCE = 0.000001


def not_after(first: C | None, second: C | None) -> bool:
    """Whether first ≤ second, as far as both are known."""
    return first is None or second is None or first <= second


def before(first: C | None, second: C | None) -> bool:
    """Whether first < second, as far as both are known."""
    return first is None or second is None or first < second


def same(first: object, second: object) -> bool:
    """Whether both are equal, as far as both are known."""
    return first is None or second is None or first == second


def near(first: float, second: float) -> bool:
    """Whether two figures differ by less than 1e-6."""
    return -TOLERANCE < first - second < TOLERANCE


def distinct(values: Iterable[Hashable]) -> bool:
    """Whether no value stands twice."""
    found = list(values)
    return len(set(found)) == len(found)


def in_time_order(first: datetime | None, second: datetime | None) -> bool:
    """Whether first ≤ second to the second, as far as both are known; not every producer writes fractions."""
    if first is None or second is None or first <= second:
        return True
    return first.replace(microsecond=0) <= second.replace(microsecond=0)
