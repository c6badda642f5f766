"""One trading day of an account: open, entitlements, the market, settlement."""

from collections.abc import Mapping
from datetime import date

from aistock_server.execution.entitlements import entitlements
from aistock_server.execution.events import CloseMark, DayOpened, DaySettled, Entry
from aistock_server.execution.ports import Bar, Gateway, Moment
from aistock_server.execution.recorder import Recorder


def live_through(recorder: Recorder, gateway: Gateway, day: date, bars: Mapping[str, Bar]) -> None:
    """Record everything a trading day brings to the account."""

    def record(entry: Entry, moment: Moment) -> None:
        recorder.record(entry, day=day, at_utc=gateway.instant(day, moment))

    record(DayOpened(session_number=recorder.book.sessions + 1), Moment.BEFORE_OPEN)
    for entitlement in entitlements(recorder.book.holdings.values(), bars):
        record(entitlement, Moment.BEFORE_OPEN)
    for moment, entry in gateway.trade(recorder.book, day, bars):
        record(entry, moment)
    record(settlement(recorder, bars), Moment.CLOSE)


def settlement(recorder: Recorder, bars: Mapping[str, Bar]) -> DaySettled:
    """The day's last word: every holding at its close, or at its last price when it did not trade."""
    book = recorder.book
    marks = []
    for code, holding in sorted(book.holdings.items()):
        bar = bars.get(code)
        marks.append(CloseMark(instrument=code, close_mills=holding.last_price_mills if bar is None else bar.close_mills))
    value = sum(book.holdings[mark.instrument].quantity * mark.close_mills for mark in marks)
    return DaySettled(
        marks=tuple(marks),
        cash_mills=book.cash_mills,
        market_value_mills=value,
        nav_mills=book.cash_mills + value,
        bought_mills=book.tally.bought_mills,
        sold_mills=book.tally.sold_mills,
        cost_mills=book.tally.cost_mills,
        entitlement_mills=book.tally.entitlement_mills,
    )
