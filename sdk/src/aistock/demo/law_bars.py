"""A market as the laws of a journal see it: whole mills, by day."""

from collections.abc import Collection
from datetime import date

from aistock.demo.journal_laws import LawBar, LawMarket
from aistock.demo.markets import Market
from aistock.demo.requests import listed_of

_PRICES = ("open", "high", "low", "close", "pre_close")


def law_market(market: Market, days: Collection[date]) -> LawMarket:
    """Sessions of the market, and its bars on these days."""
    bars: dict[date, dict[str, LawBar]] = {day: {} for day in days}
    if days:
        table = market.bars_between(min(days), max(days))
        columns = [table.column(name).to_pylist() for name in ("date", "instrument", *_PRICES, "volume")]
        for day, code, open_, high, low, close, pre_close, volume in zip(*columns, strict=True):
            if day in bars:
                bars[day][code] = LawBar(_mills(open_), _mills(high), _mills(low), _mills(close), _mills(pre_close), volume)
    return LawMarket(sessions=market.calendar, bars=bars, listed=listed_of(market))


def _mills(price: float) -> int:
    return round(price * 1000)
