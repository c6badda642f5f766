"""What was traded, what it cost, and which laws the fills were held against."""

from collections.abc import Sequence

from aistock.execution.v1.models import Fill, OrderSide
from aistock.report import charts, series, words
from aistock.report.contents import ReportContents
from aistock.report.markup import Html, chip, joined, section, table, tag
from aistock.report.series import Costs

_SHOWN = 12


def trading_section(contents: ReportContents) -> Html:
    """Turnover, costs and laws."""
    spent = series.costs(contents.fills)
    return section(
        "trading",
        "Trading and its costs",
        _laws(contents),
        charts.bars(
            "turnover",
            series.turnover(contents.nav),
            percent=True,
            title="Turnover by day: value of both sides over account value",
        ),
        charts.area("cash", series.cash_share(contents.nav), ink="benchmark", title="Share of the account in cash", height=1.7),
        tag("h3", "Costs"),
        _costs(spent),
    )


def _laws(contents: ReportContents) -> Html:
    laws = contents.laws
    if laws is None:
        return Html("")
    broken = len(laws.violations)
    sentence = (
        f"{laws.fills:,} fills were held against the day's range, one-price limit days, lots, T+1, the calendar, price limits "
        f"and the cash of the account to the mill: {'no law was broken' if not broken else f'{broken} laws were broken'}."
    )
    state = chip("good", "lawful") if not broken else chip("bad", "unlawful")
    listed = tag("ul", *(tag("li", one) for one in laws.violations[:20])) if broken else ""
    return joined([tag("p", state, " ", sentence), listed])


def _costs(spent: Costs) -> Html:
    total = max(spent.total_mills, 1)
    parts = (
        ("one", "Commission", spent.commission_mills),
        ("two", "Stamp duty (sells only)", spent.stamp_duty_mills),
        ("three", "Transfer fee", spent.transfer_fee_mills),
    )
    bar = tag("div", *(tag("i", class_=ink, style=f"width:{100 * mills / total:.3f}%") for ink, _, mills in parts), class_="stack")
    key = [
        tag("span", tag("i", class_=ink), f"{name}: CNY {words.money(mills)} ({words.percent(mills / total, 1)})")
        for ink, name, mills in parts
    ]
    traded = spent.bought_mills + spent.sold_mills
    rate = words.percent(spent.total_mills / traded, 3) if traded else words.NOTHING
    bought, sold, fees = (words.money(mills) for mills in (spent.bought_mills, spent.sold_mills, spent.total_mills))
    line = f"CNY {bought} bought, {sold} sold; fees of {fees} are {rate} of it."
    return tag("div", bar, tag("div", *key, class_="key"), tag("p", line, class_="quiet"))


def fills_section(contents: ReportContents) -> Html:
    """The first, last and largest fills."""
    fills = contents.fills
    if not fills:
        return section("fills", "Fills", tag("p", "Nothing was filled.", class_="quiet"))
    largest = sorted(fills, key=lambda fill: (-fill.value_mills, fill.seq))
    parts = [tag("p", f"{len(fills):,} in all; the whole journal stands beside this page.", class_="quiet")]
    for title, chosen, opened in (
        ("Last fills", fills[-_SHOWN:][::-1], True),
        ("First fills", fills[:_SHOWN], False),
        ("Largest fills", largest[:_SHOWN], False),
    ):
        attributes = {"open": ""} if opened else {}
        parts.append(tag("details", tag("summary", title), _fills(chosen), **attributes))
    return section("fills", "Fills", *parts)


def _fills(fills: Sequence[Fill]) -> Html:
    heads = ["day", "security", "side", "shares", "price", "value", "fees", "against reference"]
    rows = [
        (
            fill.trading_date,
            fill.instrument,
            chip("none", fill.side.value),
            f"{fill.quantity:,}",
            words.money(fill.price_mills),
            words.money(fill.value_mills),
            words.money(fill.commission_mills + fill.stamp_duty_mills + fill.transfer_fee_mills),
            _against(fill),
        )
        for fill in fills
    ]
    return table(heads, rows, right=range(3, 8))


def _against(fill: Fill) -> str:
    """How much worse than the reference price, in basis points; positive is a cost."""
    if fill.reference_price_mills <= 0:
        return words.NOTHING
    move = fill.price_mills / fill.reference_price_mills - 1.0
    return f"{words.number(10_000 * (move if fill.side is OrderSide.BUY else -move), 0)} bp"
