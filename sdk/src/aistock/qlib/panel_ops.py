"""Qlib's operators on whole panels (axes: session, instrument): the same arithmetic, once for all instruments.

Windows keep every row of the calendar, need one number, and count rows without a bar; element-wise steps stay in float32
as Qlib's do, windows are float64.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Panel = pd.DataFrame

_FLAT = 2e-05
"""Standard deviation below which Qlib calls a window constant."""


def rolling(method: str) -> Callable[[Panel, int], Panel]:
    """A window's statistic that pandas has itself."""

    def apply(panel: Panel, window: int) -> Panel:
        found: Panel = getattr(panel.rolling(window, min_periods=1), method)()
        return found

    return apply


def ref(panel: Panel, window: int) -> Panel:
    """The value of `window` sessions ago; negative looks ahead."""
    return panel.shift(window)


def delta(panel: Panel, window: int) -> Panel:
    """Change since `window` sessions ago."""
    return panel - panel.shift(window)


def quantile(panel: Panel, window: int, share: float) -> Panel:
    """The quantile of the window."""
    return panel.rolling(window, min_periods=1).quantile(share)


def rank(panel: Panel, window: int) -> Panel:
    """Rank of the last value in its window, as a fraction."""
    return panel.rolling(window, min_periods=1).rank(pct=True)


def corr(left: Panel, right: Panel, window: int) -> Panel:
    """Correlation in the window; none where one side is constant. The formula, with its order of steps, is pandas' own."""
    x, y = (left + 0 * right).astype("float64"), (right + 0 * left).astype("float64")

    def mean(panel: Panel) -> Panel:
        return panel.rolling(window, min_periods=1).mean()

    count = (x + y).notna().astype("float64").rolling(window, min_periods=0).sum()
    spread = (x.rolling(window, min_periods=1).var() * y.rolling(window, min_periods=1).var()) ** 0.5
    with np.errstate(all="ignore"):
        found = (mean(x * y) - mean(x) * mean(y)) * (count / (count - 1)) / spread
    flat = _flat(left, window) | _flat(right, window)
    return found.mask(flat)


def regression(name: str) -> Callable[[Panel, int], Panel]:
    """Slope, rsquare or resi of a line through the window, by Qlib's own compiled loop."""

    def apply(panel: Panel, window: int) -> Panel:
        from qlib.data._libs import rolling as compiled

        loop = getattr(compiled, f"rolling_{name}")
        values = panel.to_numpy(dtype="float64")
        columns = [loop(np.ascontiguousarray(values[:, number]), window) for number in range(values.shape[1])]
        found = pd.DataFrame(np.column_stack(columns), index=panel.index, columns=panel.columns)
        return found.mask(_flat(panel, window)) if name == "rsquare" else found

    return apply


def place_of(extreme: Callable[..., Any]) -> Callable[[Panel, int], Panel]:
    """Place of the extreme in the window, 1 the oldest; a window is shorter at the start of an instrument's life."""

    def apply(panel: Panel, window: int) -> Panel:
        values = panel.to_numpy(dtype="float64")
        found = np.full(values.shape, np.nan)
        first = first_rows(values)
        for start in np.unique(first):
            columns = np.flatnonzero(first == start)
            if start < len(values):
                found[start:, columns] = _places(values[start:, columns], window, extreme)
        counted = panel.rolling(window, min_periods=1).count()
        return pd.DataFrame(found, index=panel.index, columns=panel.columns).where(counted > 0)

    return apply


def first_rows(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """The first row of each column that holds a number; the length of the panel when none does."""
    known = np.isfinite(values)
    return np.where(known.any(axis=0), known.argmax(axis=0), len(values))


def _places(block: NDArray[np.float64], window: int, extreme: Callable[..., Any]) -> NDArray[np.float64]:
    head = min(window - 1, len(block))
    early = [extreme(block[: number + 1], axis=0) + 1 for number in range(head)]
    parts = [np.array(early, dtype="float64").reshape(head, block.shape[1])]
    if len(block) >= window:
        parts.append(extreme(np.lib.stride_tricks.sliding_window_view(block, window, axis=0), axis=-1) + 1.0)
    return np.concatenate(parts)


def _flat(panel: Panel, window: int) -> NDArray[np.bool_]:
    return np.isclose(panel.rolling(window, min_periods=1).std(), 0, atol=_FLAT)


ROLLING: dict[str, Callable[..., Panel]] = {
    **{name: rolling(name.lower()) for name in ("Mean", "Sum", "Std", "Var", "Skew", "Kurt", "Max", "Min", "Count")},
    **{name: regression(name.lower()) for name in ("Slope", "Rsquare", "Resi")},
    "Med": rolling("median"),
    "Rank": rank,
    "Quantile": quantile,
    "Delta": delta,
    "Ref": ref,
    "Corr": corr,
    "IdxMax": place_of(np.argmax),
    "IdxMin": place_of(np.argmin),
}

ELEMENTWISE: dict[str, Callable[..., Any]] = {
    "Abs": np.abs,
    "Sign": np.sign,
    "Log": np.log,
    "Power": np.power,
    "Add": np.add,
    "Sub": np.subtract,
    "Mul": np.multiply,
    "Div": np.divide,
    "Greater": np.maximum,
    "Less": np.minimum,
}

COMPARISONS: dict[str, Callable[..., Any]] = {
    "Gt": np.greater,
    "Ge": np.greater_equal,
    "Lt": np.less,
    "Le": np.less_equal,
    "Eq": np.equal,
    "Ne": np.not_equal,
}


def supports(names: Sequence[str]) -> bool:
    """Every operator is known here."""
    return all(name in ROLLING or name in ELEMENTWISE or name in COMPARISONS for name in names)
