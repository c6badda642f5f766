"""A market small enough to reason about: nine codes, sixty days, and one of each thing that trips a trader."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from aistock.client import Client
from aistock.market.v1.models import Board, Instrument, InstrumentKind

DATASET = "conformance-market"
SOURCE = "aistock_conformance"
AS_OF = date(2025, 6, 30)
"""Later than every day of the cases, and gone by: reads that want everything name it, for some servers insist on a day."""
INDEX = "000300.SH"
STOCKS = ("000001.SZ", "000002.SZ", "300001.SZ", "600001.SH", "600002.SH", "600003.SH", "600004.SH", "688001.SH")
SUSPENDED = ("600002.SH", 20, 23)
"""This share does not trade on these sessions (end excluded), counted from 0."""
LOCKED_UP = ("000002.SZ", 15)
"""This share stands at its upper limit, at one price, all day."""
LOCKED_DOWN = ("600004.SH", 18)
"""This share stands at its lower limit, at one price, all day."""
EX_RIGHTS = ("600003.SH", 25, 50)
"""This share goes ex-dividend on a session by so many fen."""
THIN = "600004.SH"
"""This share trades few enough lots that the account's share of the volume binds."""

_BOARDS = {"30": Board.CHINEXT, "68": Board.STAR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day of one code, prices in mills as they were traded; `pre_close` is the day's ex-right reference price."""

    day: date
    instrument: str
    open: int
    high: int
    low: int
    close: int
    pre_close: int
    volume: int
    adj_factor: float

    @property
    def one_price(self) -> bool:
        """The whole day had one price."""
        return self.low == self.high

    def row(self) -> dict[str, Any]:
        """The bar as the contract's columns."""
        prices = {name: getattr(self, name) / 1000 for name in ("open", "high", "low", "close", "pre_close")}
        amount = round(self.volume * (self.low + self.high) / 2000, 2)
        return {
            "date": self.day, "instrument": self.instrument, **prices, "volume": self.volume, "amount": amount,
            "adj_factor": self.adj_factor,
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """What was ingested, and the snapshot that it became."""

    snapshot_id: str
    days: tuple[date, ...]
    bars: Mapping[tuple[date, str], Bar]

    def bar(self, day: date, instrument: str) -> Bar | None:
        """The bar of a day; None when the code did not trade."""
        return self.bars.get((day, instrument))


def sessions(count: int = 60, start: date = date(2024, 1, 2)) -> tuple[date, ...]:
    """Weekdays from a date on."""
    days = (start + timedelta(days=number) for number in range(count * 2 + 7))
    return tuple(day for day in days if day.weekday() < 5)[:count]


def bars_of(code: str, days: Iterable[date], seed: int) -> list[Bar]:
    """A walk of whole fen inside the price limits, with the code's own accidents."""
    dice = random.Random(f"{seed}/{code}")
    fen, factor, found = dice.randrange(800, 3000), 1.0, []
    for number, day in enumerate(days):
        paid = EX_RIGHTS[2] if (code, number) == EX_RIGHTS[:2] else 0
        reference = fen - paid
        factor = factor * fen / reference
        prices = _prices(code, number, reference, dice)
        opening, high, low, fen = prices
        volume = dice.randrange(20, 60) * 100 if code == THIN else dice.randrange(5_000, 50_000) * 100
        if code == SUSPENDED[0] and SUSPENDED[1] <= number < SUSPENDED[2]:
            fen = reference
            continue
        found.append(
            Bar(
                day=day, instrument=code, open=opening * 10, high=high * 10, low=low * 10, close=fen * 10, pre_close=reference * 10,
                volume=volume, adj_factor=round(factor, 9),
            )
        )  # fmt: skip
    return found


def instruments(codes: Iterable[str] = (*STOCKS, INDEX)) -> list[Instrument]:
    """What the codes are."""
    return [
        Instrument(code=code, kind=InstrumentKind.INDEX)
        if code == INDEX
        else Instrument(code=code, kind=InstrumentKind.STOCK, board=_BOARDS.get(code[:2], Board.MAIN))
        for code in codes
    ]


def table(bars: Iterable[Bar]) -> Any:
    """The bars as an Arrow table."""
    import pyarrow as pa

    return pa.Table.from_pylist([bar.row() for bar in bars])


def ingested(client: Client, dataset: str = DATASET, *, seed: int = 7, days: tuple[date, ...] | None = None) -> Market:
    """The market on a server; sending it again finds the same snapshot."""
    calendar = days or sessions()
    bars = [bar for code in (*STOCKS, INDEX) for bar in bars_of(code, calendar, seed)]
    answer = client.market.ingest_bars(
        dataset, table(bars), instruments(), source=SOURCE, synthetic=True, dates=calendar, benchmarks=[INDEX]
    )
    snapshot = answer.manifest.snapshot_id
    return Market(snapshot_id=snapshot, days=calendar, bars={(bar.day, bar.instrument): bar for bar in bars})


def _prices(code: str, number: int, reference: int, dice: random.Random) -> tuple[int, int, int, int]:
    """Open, high, low and close in fen, for a reference price in fen."""
    if (code, number) == LOCKED_UP:
        return (_limit(reference, 11),) * 4
    if (code, number) == LOCKED_DOWN:
        return (_limit(reference, 9),) * 4
    # Inside 4 percent, so that no share of any status ever meets its limit by chance.
    drawn = sorted(reference + dice.randrange(-reference * 4 // 100, reference * 4 // 100 + 1) for _ in range(4))
    middle = drawn[1:3]
    dice.shuffle(middle)
    return middle[0], drawn[3], drawn[0], middle[1]


def _limit(reference: int, tenths: int) -> int:
    """A tenth up or down, half a fen counting as a whole one."""
    return (reference * tenths + 5) // 10
