"""Daily price limits in fen (0.01 CNY), rounded as the Shanghai and Shenzhen exchanges round them."""

import numpy as np
from numpy.typing import NDArray

Fen = NDArray[np.int64]

LIMIT_PERCENT = {"main": 10, "chinext": 20, "star": 20}
"""Percent of the reference price for stocks that are not under risk warning."""


def limit_up(reference: Fen, percent: Fen) -> Fen:
    """The highest price of the day: half-up to the fen, and at least one tick above the reference."""
    return np.maximum(_half_up(reference * (100 + percent)), reference + 1)


def limit_down(reference: Fen, percent: Fen) -> Fen:
    """The lowest price of the day: half-up to the fen, at least one tick below the reference, never below one tick."""
    return np.maximum(np.minimum(_half_up(reference * (100 - percent)), reference - 1), 1)


def _half_up(hundredths: Fen) -> Fen:
    rounded: Fen = (hundredths + 50) // 100
    return rounded
