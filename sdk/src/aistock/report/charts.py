"""Charts as inline SVG whose colours are the page's own, so that they follow light and dark."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from typing import Any

from aistock.report.markup import Html, text
from aistock.report.series import Series

# Colours that stand for the page's own until the SVG is written; nothing else is drawn in them.
_INKS = {
    "text": "#010203",
    "grid": "#040506",
    "account": "#070809",
    "benchmark": "#0a0b0c",
    "backtest": "#0d0e0f",
    "fall": "#101112",
    "up": "#131415",
    "down": "#161718",
}
_WIDTH, _DPI = 10.4, 100
_FONT = 10.5
_POINTS = _WIDTH * 72 * 0.87
"""Width of the drawn field in points, of which a day gets its share."""


_DATES: dict[str, Any] = {
    "formats": ["%Y", "%b %Y", "%d %b", "%H:%M", "%H:%M", "%S"],
    "zero_formats": ["", "%Y", "%b %Y", "%d %b", "%H:%M", "%H:%M"],
    "show_offset": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A named line of a chart; `ink` is one of the page's colours."""

    label: str
    ink: str
    series: Series
    dashed: bool = False


def lines(name: str, drawn: Sequence[Line], *, title: str, height: float = 3.3) -> Html:
    """Lines over days."""

    def draw(axes: Any) -> None:
        for line in drawn:
            style = (0, (4, 2)) if line.dashed else "-"
            marker = "o" if len(line.series.days) == 1 else None
            axes.plot(
                line.series.days, line.series.values, label=line.label, color=_INKS[line.ink], lw=1.7, ls=style, marker=marker
            )
        axes.axhline(100.0, color=_INKS["grid"], lw=1.0)
        axes.legend(loc="upper left", frameon=False, fontsize=_FONT, labelcolor=_INKS["text"], ncols=max(1, len(drawn)))

    return _chart(name, title, [line.series for line in drawn], draw, height=height)


def area(name: str, series: Series, *, ink: str, title: str, height: float = 2.0) -> Html:
    """A filled line of fractions, shown in percent."""

    def draw(axes: Any) -> None:
        axes.fill_between(series.days, series.values, 0.0, color=_INKS[ink], alpha=0.28, lw=0)
        axes.plot(series.days, series.values, color=_INKS[ink], lw=1.4, marker="o" if len(series.days) == 1 else None)
        _percent(axes)

    return _chart(name, title, [series], draw, height=height)


def bars(
    name: str, series: Series, *, title: str, running: Series | None = None, percent: bool = False, height: float = 2.4
) -> Html:
    """Bars by day, and a running sum on an axis of its own when one is given."""

    def draw(axes: Any) -> None:
        colours = [_INKS["up"] if value >= 0 else _INKS["down"] for value in series.values]
        span = (series.days[-1] - series.days[0]).days + 2
        axes.vlines(series.days, 0.0, series.values, colors=colours, lw=min(24.0, 0.85 * _POINTS / span))
        axes.axhline(0.0, color=_INKS["grid"], lw=1.0)
        if percent:
            _percent(axes)
        if running is not None:
            right = axes.twinx()
            marker = "o" if len(running.days) == 1 else None
            right.plot(running.days, running.values, color=_INKS["account"], lw=1.7, marker=marker)
            _dress(right)
            right.grid(visible=False)

    return _chart(name, title, [series], draw, height=height)


def _chart(name: str, title: str, shown: Sequence[Series], draw: Callable[[Any], None], *, height: float) -> Html:
    import matplotlib as mpl
    from matplotlib import dates
    from matplotlib.figure import Figure

    plain_dates: Any = dates
    days = [day for one in shown for day in one.days]
    if not days:
        return Html(f'<p class="quiet">{text(title)}: there is nothing to draw.</p>')
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": name, "font.size": _FONT, "text.parse_math": False}
    with mpl.rc_context(settings):
        figure: Any = Figure(figsize=(_WIDTH, height), dpi=_DPI)
        figure.subplots_adjust(left=0.065, right=0.935, top=0.97, bottom=0.26 / height)
        figure.patch.set_alpha(0.0)
        axes = figure.add_subplot()
        draw(axes)
        margin = timedelta(days=max(1, (max(days) - min(days)).days // 60))
        axes.set_xlim(min(days) - margin, max(days) + margin)
        locator: Any = plain_dates.AutoDateLocator(minticks=3, maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(plain_dates.ConciseDateFormatter(locator, **_DATES))
        _dress(axes)
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return _inline(written.getvalue(), title)


def _dress(axes: Any) -> None:
    axes.set_facecolor("none")
    axes.grid(visible=True, axis="y", color=_INKS["grid"], lw=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_INKS["text"], length=0, labelsize=_FONT)
    axes.xaxis.get_offset_text().set_color(_INKS["text"])
    axes.yaxis.get_offset_text().set_color(_INKS["text"])
    for side in axes.spines.values():
        side.set_visible(False)


def _percent(axes: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    axes.yaxis.set_major_formatter(PercentFormatter(1.0))


def _inline(svg: str, title: str) -> Html:
    """The drawing alone: no prologue, no metadata, no fixed size, and the page's colours and font."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    view = re.search(r'viewBox="[^"]+"', body)
    opening = f'<svg role="img" {view.group(0) if view else ""}><title>{text(title)}</title>'
    body = opening + body[body.index(">") + 1 :]
    for name, colour in _INKS.items():
        body = body.replace(colour, f"var(--{name})")
    body = re.sub(r"font: (?:[a-z]+ )?([0-9.]+)px [^;\"]*", r"font: \1px var(--font)", body)
    body = re.sub(r"font-family: [^;\"]*", "font-family: var(--font)", body)
    body = re.sub(r"\n\s*", "\n", body)
    return Html(f"<figure>{body.strip()}<figcaption>{text(title)}</figcaption></figure>")
