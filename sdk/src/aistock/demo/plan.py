"""Which days the demo learns from, stops on, tests on and trades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

HORIZON = 2
"""Sessions that the label sees ahead: from the close of T+1 to the close of T+2."""

WARM_UP = 60
"""Sessions before the train segment, so that the longest Alpha158 window is filled."""

FEWEST_SESSIONS = WARM_UP + 60
_LONGEST_TEST, _LONGEST_VALID = 120, 90

Span = tuple[date, date]
"""First and last session, both included."""


class PlanError(ValueError):
    """A calendar that is too short for the demo; the text says how long it must be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Windows in order, without a gap; the last `purge` sessions of train and valid are dropped by whoever trains."""

    train: Span
    valid: Span
    test: Span
    purge: int
    signal_days: tuple[date, ...]
    """Evenings whose scores are traded."""
    trading_days: tuple[date, ...]
    """The session after each of them."""


def plan_windows(calendar: Sequence[date]) -> Plan:
    """After the warm-up: the last third tests, at most 120 sessions; a sixth before it validates, at most 90; the rest trains."""
    if len(calendar) < FEWEST_SESSIONS:
        raise PlanError(
            f"the market has {len(calendar)} sessions; the demo needs at least {FEWEST_SESSIONS}: {WARM_UP} to warm up first"
        )
    usable = calendar[WARM_UP:]
    test = len(usable) - min(_LONGEST_TEST, len(usable) // 3)
    valid = test - min(_LONGEST_VALID, len(usable) // 6)
    tested = tuple(usable[test:])
    return Plan(
        train=(usable[0], usable[valid - 1]),
        valid=(usable[valid], usable[test - 1]),
        test=(tested[0], tested[-1]),
        purge=HORIZON,
        signal_days=tested[:-1],
        trading_days=tested[1:],
    )
