"""Pictures of a backtest: the return curve and the drawdown curve."""

import io
from collections.abc import Sequence
from datetime import date


def return_curve(dates: Sequence[date], net: Sequence[float], bench: Sequence[float | None]) -> bytes:
    """Sums of daily returns after costs, and of the benchmark where it is known, as fractions."""
    lines = [("portfolio, after costs", _sums(net))]
    if any(value is not None for value in bench):
        lines.append(("benchmark", _sums([value or 0.0 for value in bench])))
    return _drawn("Return", dates, lines)


def drawdown_curve(dates: Sequence[date], net: Sequence[float]) -> bytes:
    """Distance of the summed return from its highest point so far, zero or negative, as a fraction."""
    highest, falls = 0.0, []
    for value in _sums(net):
        highest = max(highest, value)
        falls.append(value - highest)
    return _drawn("Drawdown", dates, [("portfolio, after costs", falls)])


def _sums(values: Sequence[float]) -> list[float]:
    total, found = 0.0, []
    for value in values:
        total += value
        found.append(total)
    return found


def _drawn(title: str, dates: Sequence[date], lines: Sequence[tuple[str, Sequence[float]]]) -> bytes:
    """The picture as PNG; the same values give the same bytes."""
    # The object interface needs no display and shares no state with a plotting program around us.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), dpi=110, layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for label, values in lines:
        axes.plot([day.toordinal() for day in dates], list(values), label=label, linewidth=1.2)
    ticks = dates[:: max(1, len(dates) // 8)]
    axes.set_xticks([day.toordinal() for day in ticks], [day.isoformat() for day in ticks], rotation=30, ha="right")
    axes.set_title(title)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axes.grid(alpha=0.3)
    axes.legend(loc="best", frameon=False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()
