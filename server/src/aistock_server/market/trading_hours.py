"""Whether the exchanges trade at an instant: the hours of the rules, on the days that the exchanges hold."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from threading import Lock

from aistock.market.codes import Board
from aistock.market.trading_rules import NoTradingRuleError, RiskStatus, rule_for
from aistock_server.market.selection import SHANGHAI

_CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trading:
    """Continuous trading that goes on: when it began, and why the day may be none of trading after all (None: it is one)."""

    began: datetime
    doubt: str | None = None


Hours = Callable[[datetime], Trading | None]
"""The trading that goes on at an instant; None when nobody trades. May be called on any thread, and waits for nothing."""


class TradingHours:
    """The continuous trading of Shanghai's and Shenzhen's main boards.

    `load` gives every session that is known. It takes a second and much memory, and who asks holds a lock or an event loop: so
    it is called once, when a weekday's hours are first asked about, and through `aside`, which need not wait for it. Until the
    sessions are there nobody is said to trade. Beyond the last of them, or without any, each weekday counts, with a doubt.
    """

    def __init__(self, load: Callable[[], frozenset[date]], aside: Callable[[Callable[[], None]], object]) -> None:
        self._load = load
        self._aside = aside
        self._asked = False
        self._lock = Lock()
        self._known: tuple[frozenset[date], date] | str | None = None

    def __call__(self, now: datetime) -> Trading | None:
        """The trading that goes on at an instant."""
        began = _weekday_hours(now)
        if began is None:
            return None
        known, day = self._sessions(), began.date()
        if known is None:
            return None
        if isinstance(known, str):
            return Trading(began=began, doubt=f"{day} may be a holiday: {known}; install exchange-calendars anew and start again")
        sessions, last = known
        if day > last:
            doubt = f"{day} may be a holiday: the sessions known end on {last}; install a newer exchange-calendars and start again"
            return Trading(began=began, doubt=doubt)
        return Trading(began=began) if day in sessions else None

    def _sessions(self) -> tuple[frozenset[date], date] | str | None:
        """The sessions and the last of them, why there are none, or None while nobody knows yet."""
        with self._lock:
            first, self._asked = not self._asked, True
        if first:
            self._aside(self._learn)
        return self._known

    def _learn(self) -> None:
        try:
            sessions = self._load()
            self._known = sessions, max(sessions)
        except Exception as error:
            # A broken library must not hide a source that fell silent.
            self._known = f"the exchanges' sessions cannot be read ({error})"


def _weekday_hours(now: datetime) -> datetime | None:
    """When the hours that an instant lies in began, if its day were one of trading; None out of hours and on weekends."""
    local = now.astimezone(SHANGHAI)
    if local.weekday() >= 5:
        return None
    clock = local.time()
    for start, end in _phases(local.date()):
        if start <= clock < end:
            return datetime.combine(local.date(), start, SHANGHAI)
    return None


@lru_cache(maxsize=8)
def _phases(day: date) -> tuple[tuple[time, time], ...]:
    try:
        rule = rule_for(Board.MAIN, RiskStatus.NORMAL, day)
    except NoTradingRuleError:
        return ()
    continuous = [one for one in rule.phases if one.phase == _CONTINUOUS]
    return tuple((time.fromisoformat(one.start), time.fromisoformat(one.end)) for one in continuous)
