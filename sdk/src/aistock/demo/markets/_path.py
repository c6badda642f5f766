"""Prices and volumes of the synthetic market, simulated session by session in whole fen."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aistock.demo.markets._universe import Universe
from aistock.demo.markets.limits import Fen, limit_down, limit_up

Floats = NDArray[np.float64]

SIGNAL_WINDOW = 60
SIGNAL_LAG = 2
SIGNAL_LOADING = 0.0012
_SIGNAL_CLIP = 2.5
_VOLUME_PERSISTENCE = 0.93
_DAILY_TURNOVER = 0.008


class Draws(NamedTuple):
    """Every random number of the path, drawn before it is walked so that the signal changes no draw."""

    market: Floats
    residual: Floats
    one_price: Floats
    gap: Floats
    up_wick: Floats
    down_wick: Floats
    vwap_place: Floats
    volume_state: Floats
    index_wick: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Prices in fen and amounts in fen (axes: day, stock); index levels in fen as open, high, low, close, previous close."""

    traded: NDArray[np.bool_]
    open: Fen
    high: Fen
    low: Fen
    close: Fen
    reference: Fen
    volume: Fen
    amount: Fen
    factor: Floats
    index: Fen


class Bars(NamedTuple):
    """One session's bars of all stocks, in fen."""

    open: Fen
    high: Fen
    low: Fen
    close: Fen
    one_price: NDArray[np.bool_]


def simulate(rng: np.random.Generator, universe: Universe, *, calendar: tuple[date, ...], signal: bool) -> Path:
    """Walk the sessions; with the signal, each return loads on what the bars of two sessions before showed."""
    days, stocks = len(calendar), len(universe.codes)
    draws = _draw(rng, days=days, stocks=stocks)
    path = _blank(universe, days=days)
    adjusted_volume = np.full((days, stocks), np.nan)
    close, factor = universe.first_price.copy(), np.round(rng.uniform(1.0, 40.0, stocks), 3)
    first_factor, worth = factor, (universe.shares * universe.first_price).astype(float)
    level = 100_000
    for day in range(days):
        traded = path.traded[day]
        reference = _ex_right(universe, day, close=close)
        factor = np.round(factor * close / reference, 6)
        drift = SIGNAL_LOADING * quiet_volume(adjusted_volume, day - SIGNAL_LAG) if signal else np.zeros(stocks)
        bars = _bars(universe, draws, day, reference=reference, drift=drift)
        volume, amount = _trades(universe, draws, day, bars=bars, reference=reference, split=factor / first_factor)
        level = _write_index(path, draws, day, level=level, worth=np.where(traded, worth, 0.0), bars=bars, reference=reference)
        worth = np.where(traded, worth * bars.close / reference, worth)
        close = np.where(traded, bars.close, reference)
        adjusted_volume[day] = np.where(traded, volume / factor, np.nan)
        for name, column in zip(("open", "high", "low", "close"), bars[:4], strict=True):
            getattr(path, name)[day] = column
        path.reference[day], path.volume[day], path.amount[day], path.factor[day] = reference, volume, amount, factor
    return path


def quiet_volume(adjusted_volume: Floats, day: int) -> Floats:
    """Cross-sectional z-score of log(mean volume of the window / volume of the day), clipped; 0 where it is unknown."""
    stocks = adjusted_volume.shape[1]
    if day < SIGNAL_WINDOW // 3:
        return np.zeros(stocks)
    window = adjusted_volume[max(0, day - SIGNAL_WINDOW + 1) : day + 1]
    known = np.isfinite(window)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, window, 0.0).sum(axis=0) / count
    valid = known[-1] & (count >= SIGNAL_WINDOW // 3)
    quiet = np.where(valid, np.log(np.where(valid, mean, 1.0) / np.where(valid, window[-1], 1.0)), np.nan)
    spread = np.nanstd(quiet) if valid.sum() > 2 else 0.0
    if spread == 0.0:
        return np.zeros(stocks)
    scored = np.clip((quiet - np.nanmean(quiet)) / spread, -_SIGNAL_CLIP, _SIGNAL_CLIP)
    return np.where(valid, scored, 0.0)


def _draw(rng: np.random.Generator, *, days: int, stocks: int) -> Draws:
    shape = (days, stocks)
    residual = rng.standard_t(5, shape) * (0.017 / np.sqrt(5 / 3))
    jumps = rng.random(shape) < 0.004
    residual += np.where(jumps, rng.choice([-1.0, 1.0], shape) * rng.uniform(0.05, 0.14, shape), 0.0)
    state = np.empty(shape)
    state[0] = rng.normal(0, 0.45, stocks)
    shocks = rng.normal(0, 0.45 * np.sqrt(1 - _VOLUME_PERSISTENCE**2), shape)
    for day in range(1, days):
        state[day] = _VOLUME_PERSISTENCE * state[day - 1] + shocks[day]
    return Draws(
        market=rng.normal(0.0002, 0.010, days),
        residual=residual,
        one_price=np.where(rng.random(shape) < 0.0012, rng.choice([-1.0, 1.0], shape), 0.0),
        gap=rng.normal(0, 0.004, shape),
        up_wick=np.abs(rng.normal(0, 0.006, shape)),
        down_wick=np.abs(rng.normal(0, 0.006, shape)),
        vwap_place=rng.beta(4, 4, shape),
        volume_state=state + rng.normal(0, 0.15, shape),
        index_wick=np.abs(rng.normal(0, 0.002, (days, 2))),
    )


def _live(universe: Universe, day: int) -> NDArray[np.bool_]:
    """Which stocks are listed and past their first session, so that an ex-right event can touch them."""
    return (np.array(universe.first_day) < day) & (np.array(universe.last_day) >= day)


def _blank(universe: Universe, *, days: int) -> Path:
    shape = (days, len(universe.codes))
    number = np.arange(days)[:, None]
    listed = (number >= np.array(universe.first_day)) & (number <= np.array(universe.last_day))
    # A stock trades on its first and last session, whatever suspension was drawn, so that its dates are those of its rows.
    edge = (number == np.array(universe.first_day)) | (number == np.array(universe.last_day))
    return Path(
        traded=listed & (~universe.suspended | edge),
        **{name: np.zeros(shape, dtype=np.int64) for name in ("open", "high", "low", "close", "reference", "volume", "amount")},
        factor=np.ones(shape),
        index=np.zeros((days, 5), dtype=np.int64),
    )


def _ex_right(universe: Universe, day: int, *, close: Fen) -> Fen:
    """The reference price of the day: the last close less dividend and dilution; rounded half-up."""
    live = _live(universe, day)
    cash = np.floor(universe.dividend_yield[day] * close)
    reference = np.maximum(np.floor((close - cash) / (1 + universe.bonus_ratio[day]) + 0.5), 1).astype(np.int64)
    return np.where(live, reference, close)


def _bars(universe: Universe, draws: Draws, day: int, *, reference: Fen, drift: Floats) -> Bars:
    top, bottom = limit_up(reference, universe.limit_percent), limit_down(reference, universe.limit_percent)
    move = np.clip(universe.beta * draws.market[day] + draws.residual[day] + drift, -0.5, 0.5)

    def priced(change: Floats) -> Fen:
        return np.clip(np.floor(reference * (1 + change) + 0.5).astype(np.int64), bottom, top)

    sided = draws.one_price[day]
    one_price = sided != 0.0
    stuck = np.where(sided > 0, top, bottom)
    close, open_ = priced(move), priced(0.35 * move + draws.gap[day])
    high = np.minimum(np.ceil(np.maximum(open_, close) * (1 + draws.up_wick[day])).astype(np.int64), top)
    low = np.maximum(np.floor(np.minimum(open_, close) * (1 - draws.down_wick[day])).astype(np.int64), bottom)

    def printed(price: Fen) -> Fen:
        return np.where(one_price, stuck, price)

    return Bars(printed(open_), printed(high), printed(low), printed(close), one_price)


def _trades(universe: Universe, draws: Draws, day: int, *, bars: Bars, reference: Fen, split: Floats) -> tuple[Fen, Fen]:
    """Volume in shares and amount in fen; volume grows with the size of the move and with splits, the vwap lies in range."""
    size = np.abs(bars.close / reference - 1)
    level = universe.shares * _DAILY_TURNOVER * split * np.exp(draws.volume_state[day] + 6 * size)
    volume = np.maximum(np.where(bars.one_price, 0.15, 1.0) * level, 10_000.0).astype(np.int64) // 100 * 100
    vwap = bars.low + draws.vwap_place[day] * (bars.high - bars.low)
    amount = np.clip(np.floor(vwap * volume).astype(np.int64), bars.low * volume, bars.high * volume)
    return volume, amount


def _write_index(path: Path, draws: Draws, day: int, *, level: int, worth: Floats, bars: Bars, reference: Fen) -> int:
    """The capitalisation-weighted index of the day's trading stocks; its close in fen is returned."""
    weight = worth / worth.sum()
    close = int(np.floor(level * (1 + (weight * (bars.close / reference - 1)).sum()) + 0.5))
    open_ = int(np.floor(level * (1 + (weight * (bars.open / reference - 1)).sum()) + 0.5))
    high = int(np.ceil(max(open_, close) * (1 + draws.index_wick[day, 0])))
    low = int(np.floor(min(open_, close) * (1 - draws.index_wick[day, 1])))
    path.index[day] = (open_, high, low, close, level)
    return close
