"""The market as an account sees it: its calendar, the last bars it may know, and the rules of its next session."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from aistock.market.trading_rules import NoTradingRuleError
from aistock_server.execution.exchange import DayRule, board_named, day_rule
from aistock_server.execution.model import Book
from aistock_server.execution.ports import Bar, DayBars, Standings
from aistock_server.kernel.errors import Invalid

_DAYS_KEPT = 4


class MarketView:
    """Never shows an account anything later than its own clock."""

    def __init__(self, bars: DayBars, standings: Standings) -> None:
        self._bars = bars
        # A call reads the same day several times, and a snapshot never changes.
        self._day = lru_cache(maxsize=_DAYS_KEPT)(bars.day)
        self._standings = standings

    def calendar(self, snapshot_id: str) -> Sequence[date]:
        """Trading days of a snapshot; NotFound when there is no such snapshot."""
        return self._bars.calendar(snapshot_id)

    def days_after(self, book: Book) -> Sequence[date]:
        """Trading days that the account has not settled yet."""
        days = self.calendar(_snapshot(book))
        if book.clock_date is not None:
            return days[bisect_right(days, book.clock_date) :]
        return days[bisect_left(days, book.terms.start_date or date.min) :]

    def last_day(self, book: Book) -> date | None:
        """Last day whose close the account knows: the one it settled last, or before its first the one before its start."""
        if book.clock_date is not None:
            return book.clock_date
        days = self.calendar(_snapshot(book))
        before = bisect_left(days, book.terms.start_date or date.min)
        return days[before - 1] if before else None

    def age(self, book: Book, day: date) -> int:
        """Trading days between a date and the last day the account knows; negative for a later date."""
        days, last = self.calendar(_snapshot(book)), self.last_day(book)
        known = bisect_right(days, last) if last is not None else 0
        return known - bisect_right(days, day) if last is None or day <= last else -1

    def last_bars(self, book: Book) -> Mapping[str, Bar]:
        """Bars of the last day the account knows."""
        day = self.last_day(book)
        return {} if day is None else self._day(_snapshot(book), day)

    def bars(self, book: Book, day: date) -> Mapping[str, Bar]:
        """Bars of a day that the account lives through."""
        return self._day(_snapshot(book), day)

    def next_rule(self, book: Book, code: str, last_close_mills: int | None) -> DayRule:
        """The rule of the account's next session, its limits reckoned from the last close."""
        later = self.days_after(book)
        day = later[0] if later else self.last_day(book) or book.terms.start_date or date.max
        try:
            return day_rule(code, day, self._standings.standing(_snapshot(book), code, day), last_close_mills)
        except NoTradingRuleError as missing:
            raise Invalid(
                "INVALID_FIELD",
                f"{code} has no trading rule on {day}: {missing}; choose a share whose board was open",
                field="instrument",
                value=code,
            ) from missing


def checked_share(code: str, field: str) -> str:
    """The code, when it is that of an A share; Invalid otherwise: nothing else is traded here."""
    try:
        board_named(code)
    except ValueError:
        raise Invalid("INVALID_FIELD", f"{code} is not an A share; only A shares are traded", field=field, value=code) from None
    return code


def _snapshot(book: Book) -> str:
    if book.terms.snapshot_id is None:
        raise RuntimeError(f"account {book.account_id} has no snapshot, and this server no other market")
    return book.terms.snapshot_id
