"""Which sessions a strategy trades on, and so on which evenings its scores count."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import groupby

Span = tuple[date, date]
"""First and last session, both included."""


def sessions_in(calendar: Sequence[date], span: Span) -> Sequence[date]:
    """Sessions of the calendar inside the span."""
    return calendar[bisect_left(calendar, span[0]) : bisect_right(calendar, span[1])]


def trading_sessions(sessions: Sequence[date], *, kind: str, number: int) -> tuple[date, ...]:
    """Sessions of the window on which it trades.

    every_days: each `number`-th, from the first; weekly: `number` is the weekday, Monday 0, or the next session of that
    week; monthly: the `number`-th session of each month of the window, or the month's last when it has fewer.
    """
    if kind == "every_days":
        return tuple(sessions[::number])
    if kind == "weekly":
        weeks = (list(days) for _, days in groupby(sessions, key=lambda day: day.isocalendar()[:2]))
        return tuple(chosen for days in weeks if (chosen := next((day for day in days if day.weekday() >= number), None)))
    months = (list(days) for _, days in groupby(sessions, key=lambda day: (day.year, day.month)))
    return tuple(days[min(number, len(days)) - 1] for days in months)


def signal_days(calendar: Sequence[date], trading: Sequence[date]) -> frozenset[date]:
    """The session before each trading session: its scores are those that are traded."""
    place = {day: number for number, day in enumerate(calendar)}
    return frozenset(calendar[place[day] - 1] for day in trading if place.get(day, 0) > 0)
