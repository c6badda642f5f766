"""A synthetic A-share market: seeded, lawful bars, with or without one planted signal."""

from datetime import date

import numpy as np
import pandas as pd

from aistock.demo.markets._path import SIGNAL_WINDOW, Path, simulate
from aistock.demo.markets._universe import Universe, draw_universe
from aistock.demo.markets.market import Instrument, Market, to_bars
from aistock.demo.markets.sessions import LAST_YEAR, sessions_of

BENCHMARK = "000999.SH"
"""Code of the synthetic index; no real index bears it."""

PLANTED_SIGNAL = (
    f"quiet-volume premium: the return from the close of T+1 to the close of T+2 rises by 0.12 % per cross-sectional "
    f"standard deviation of log(mean adjusted volume of {SIGNAL_WINDOW} sessions / adjusted volume of T), clipped to "
    "±2.5; Alpha158's VMA60 is a monotone image of it"
)


def make_market(seed: int, stocks: int = 120, years: int = 3, signal: bool = True) -> Market:
    """The market of this seed: `years` calendar years up to 2023; the same arguments give the same bytes."""
    if stocks < 10 or not 1 <= years <= 3:
        raise ValueError(f"stocks={stocks}, years={years}: at least 10 stocks and 1 to 3 years; change the arguments")
    calendar = sessions_of(LAST_YEAR - years + 1, LAST_YEAR)
    rng = np.random.default_rng([seed, stocks, years])
    universe = draw_universe(rng, stocks=stocks, days=len(calendar))
    path = simulate(rng, universe, calendar=calendar, signal=signal)
    frame = pd.concat([_stock_rows(path, universe, calendar), _index_rows(path, calendar)], ignore_index=True)
    kind = "signal" if signal else "no-signal"
    return Market(
        name=f"synthetic-{kind}-seed{seed}",
        bars=to_bars(frame),
        instruments=_instruments(universe, calendar),
        calendar=calendar,
        benchmark=BENCHMARK,
        synthetic=True,
        planted_signal=PLANTED_SIGNAL if signal else "",
    )


def _stock_rows(path: Path, universe: Universe, calendar: tuple[date, ...]) -> pd.DataFrame:
    day, stock = np.nonzero(path.traded)
    cell = (day, stock)
    return pd.DataFrame(
        {
            "date": np.array(calendar, dtype=object)[day],
            "instrument": np.array(universe.codes, dtype=object)[stock],
            "open": path.open[cell] / 100,
            "high": path.high[cell] / 100,
            "low": path.low[cell] / 100,
            "close": path.close[cell] / 100,
            "pre_close": path.reference[cell] / 100,
            "volume": path.volume[cell],
            "amount": path.amount[cell] / 100,
            "adj_factor": path.factor[cell],
        }
    )


def _index_rows(path: Path, calendar: tuple[date, ...]) -> pd.DataFrame:
    level = path.index
    return pd.DataFrame(
        {
            "date": np.array(calendar, dtype=object),
            "instrument": BENCHMARK,
            "open": level[:, 0] / 100,
            "high": level[:, 1] / 100,
            "low": level[:, 2] / 100,
            "close": level[:, 3] / 100,
            "pre_close": level[:, 4] / 100,
            "volume": np.where(path.traded, path.volume, 0).sum(axis=1),
            "amount": np.where(path.traded, path.amount, 0).sum(axis=1) / 100,
            "adj_factor": 1.0,
        }
    )


def _instruments(universe: Universe, calendar: tuple[date, ...]) -> tuple[Instrument, ...]:
    listed = [
        Instrument(
            code=code,
            name=f"合成{number:03d}",
            board=board,
            kind="stock",
            list_date=calendar[first] if first else date(2010, 1, 4),
            delist_date=calendar[last] if last + 1 < len(calendar) else None,
        )
        for number, (code, board, first, last) in enumerate(
            zip(universe.codes, universe.boards, universe.first_day, universe.last_day, strict=True), start=1
        )
    ]
    index = Instrument(code=BENCHMARK, name="合成基准", board=None, kind="index", list_date=calendar[0], delist_date=None)
    return tuple(sorted([*listed, index], key=lambda one: one.code))
