"""A small invented market for trying things out: seeded walks with suspensions, one-price limit days and ex-right days."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random

from aistock.market.trading_rules import RiskStatus, board_of, limit_prices, rule_for
from aistock_server.market.model import DayBar

SNAPSHOT = "5" * 64
CODES = ("000001.SZ", "300001.SZ", "600000.SH", "688001.SH", "830001.BJ")


def weekdays(first: date, count: int) -> tuple[date, ...]:
    """That many weekdays from a date on."""
    days: list[date] = []
    day = first
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return tuple(days)


def invented_days(
    seed: int, days: Sequence[date], codes: Sequence[str] = CODES, *, volume: int = 2_000_000
) -> Mapping[date, Mapping[str, DayBar]]:
    """Bars of every day; of 48 stock-days about 4 are suspended, 4 have one price at a limit, and 3 are ex-right."""
    chance = Random(seed)
    closes = {code: chance.randrange(300, 6000) * 10 for code in codes}
    market: dict[date, dict[str, DayBar]] = {}
    for day in days:
        market[day] = {}
        for code in codes:
            bar = _bar(chance, code, day, closes[code], volume)
            if bar is not None:
                market[day][code] = bar
                closes[code] = bar.close_mills
    return market


def _bar(chance: Random, code: str, day: date, last_close: int, volume: int) -> DayBar | None:
    fate = chance.randrange(48)
    if fate < 4:
        return None
    reference = last_close if fate >= 7 else max(1000, last_close * chance.choice((5, 8, 9)) // 10 // 10 * 10)
    limits = limit_prices(reference, rule_for(board_of(code), RiskStatus.NORMAL, day))
    down, up = limits if limits is not None else (reference, reference)
    if fate in (8, 9, 10, 11):
        price = up if fate % 2 else down
        return _made(code, day, (price, price, price, price), reference, volume)
    prices = [chance.randrange(down // 10, up // 10 + 1) * 10 for _ in range(4)]
    opened, closed = prices[0], prices[1]
    return _made(code, day, (opened, max(prices), min(prices), closed), reference, chance.randrange(0, 2 * volume))


def _made(code: str, day: date, prices: tuple[int, int, int, int], reference: int, volume: int) -> DayBar:
    opened, high, low, closed = prices
    return DayBar(
        instrument=code,
        date=day,
        open_mills=opened,
        high_mills=high,
        low_mills=low,
        close_mills=closed,
        pre_close_mills=reference,
        volume=volume,
        amount_mills=volume * (high + low) // 2,
        adj_factor=1.0,
    )
