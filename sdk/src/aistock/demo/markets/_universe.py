"""Which synthetic stocks exist, on which boards, when they trade and when they go ex-rights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aistock.demo.markets.limits import LIMIT_PERCENT, Fen

# First code, suffix, board, share of the universe.
_BOARDS = (
    (600501, ".SH", "main", 0.40),
    (2501, ".SZ", "main", 0.35),
    (300501, ".SZ", "chinext", 0.15),
    (688501, ".SH", "star", 0.10),
)
_LATE_LISTINGS = 0.04
_SUSPENSION_STARTS_PER_DAY = 0.0008
_LONGEST_SUSPENSION = 15
_SESSIONS_PER_YEAR = 242


@dataclass(frozen=True, slots=True, kw_only=True)
class Universe:
    """Constants of the stocks (axis: stock) and their planned events (axes: day, stock)."""

    codes: tuple[str, ...]
    boards: tuple[str, ...]
    limit_percent: Fen
    first_day: tuple[int, ...]
    last_day: tuple[int, ...]
    first_price: Fen
    shares: Fen
    beta: NDArray[np.float64]
    suspended: NDArray[np.bool_]
    dividend_yield: NDArray[np.float64]
    bonus_ratio: NDArray[np.float64]


def draw_universe(rng: np.random.Generator, *, stocks: int, days: int) -> Universe:
    """A universe of this many stocks over this many sessions."""
    codes, boards = _codes(stocks)
    first, last = _lifetimes(rng, stocks=stocks, days=days)
    dividend_yield, bonus_ratio = _ex_rights(rng, stocks=stocks, days=days)
    return Universe(
        codes=codes,
        boards=boards,
        limit_percent=np.array([LIMIT_PERCENT[board] for board in boards], dtype=np.int64),
        first_day=first,
        last_day=last,
        first_price=np.exp(rng.normal(np.log(1800.0), 0.6, stocks)).astype(np.int64) + 300,
        shares=np.exp(rng.normal(np.log(8e8), 0.8, stocks)).astype(np.int64),
        beta=rng.uniform(0.7, 1.3, stocks),
        suspended=_suspensions(rng, stocks=stocks, days=days),
        dividend_yield=dividend_yield,
        bonus_ratio=bonus_ratio,
    )


def _codes(stocks: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    counts = [round(stocks * share) for *_, share in _BOARDS]
    counts[0] += stocks - sum(counts)
    pairs = [
        (f"{first + number:06d}{suffix}", board)
        for (first, suffix, board, _), count in zip(_BOARDS, counts, strict=True)
        for number in range(count)
    ]
    return tuple(code for code, _ in pairs), tuple(board for _, board in pairs)


def _lifetimes(rng: np.random.Generator, *, stocks: int, days: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last session of each stock; a few list late, and one is delisted in the first third."""
    first, last = np.zeros(stocks, dtype=int), np.full(stocks, days - 1)
    chosen = rng.permutation(stocks)
    late = chosen[: max(1, int(stocks * _LATE_LISTINGS))]
    first[late] = rng.integers(days // 10, days // 3, len(late))
    last[chosen[-1]] = days // 3
    return tuple(first.tolist()), tuple(last.tolist())


def _suspensions(rng: np.random.Generator, *, stocks: int, days: int) -> NDArray[np.bool_]:
    starts = rng.random((days, stocks)) < _SUSPENSION_STARTS_PER_DAY
    lengths = rng.integers(1, _LONGEST_SUSPENSION + 1, (days, stocks))
    suspended = np.zeros((days, stocks), dtype=bool)
    for day, stock in np.argwhere(starts):
        suspended[day : day + lengths[day, stock], stock] = True
    return suspended


def _ex_rights(rng: np.random.Generator, *, stocks: int, days: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One ex-date a year for each stock, between the 85th and the 150th session of the year, as in May to August."""
    dividend, bonus = np.zeros((days, stocks)), np.zeros((days, stocks))
    for start in range(0, days, _SESSIONS_PER_YEAR):
        day = start + rng.integers(85, 150, stocks)
        cash, shares = (
            rng.uniform(0.003, 0.03, stocks),
            rng.choice([0.0, 0.1, 0.2, 0.3, 0.5], stocks, p=[0.8, 0.05, 0.05, 0.05, 0.05]),
        )
        inside = np.flatnonzero(day < days)
        dividend[day[inside], inside], bonus[day[inside], inside] = cash[inside], shares[inside]
    return dividend, bonus
