"""Daily returns of what a strategy is measured against."""

from collections.abc import Sequence
from datetime import date
from statistics import fmean

from aistock_server.feedback.ports import Bars

EQUAL_WEIGHT = "equal_weight_universe"


def daily_returns(bars: Bars, snapshot_id: str, benchmark: str, days: Sequence[date]) -> list[float] | None:
    """Return of the benchmark on each day; None when the snapshot does not hold it on every day.

    Closes are taken against the day's reference price, so that ex-rights days count as they should.
    """
    returns = []
    for on in days:
        bar_of = bars.day(snapshot_id, on)
        if benchmark == EQUAL_WEIGHT:
            names = [name for name in sorted(bar_of) if not bars.is_index(snapshot_id, name)]
        else:
            names = [benchmark] if benchmark in bar_of else []
        moves = [bar_of[name].close_mills / bar_of[name].pre_close_mills - 1.0 for name in names if bar_of[name].pre_close_mills]
        if not moves:
            return None
        returns.append(fmean(moves))
    return returns
