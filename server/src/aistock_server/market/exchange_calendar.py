"""The sessions that the exchanges held, from a library that keeps calendars; what data says is held against it."""

from datetime import date
from functools import lru_cache

#: The three exchanges of the mainland keep the same days.
MAINLAND = frozenset({"XSHG", "XSHE", "XBSE"})
_LIBRARY_NAME = "XSHG"
_OPENED = "1990-12-19"


@lru_cache(maxsize=1)
def sessions() -> frozenset[date]:
    """Every session since the Shanghai exchange opened, as far as its holidays are known; loads for seconds the first time."""
    import exchange_calendars

    return frozenset(day.date() for day in exchange_calendars.get_calendar(_LIBRARY_NAME, start=_OPENED).sessions)


def disagreements(named: str, days: frozenset[date], first: date, last: date) -> list[date]:
    """Days from first to last, both included, that only one of the two calls a session; none for a calendar that is not kept."""
    if named not in MAINLAND:
        return []
    kept = sessions()
    known = min(last, max(kept))
    return sorted(day for day in days ^ kept if first <= day <= known)
