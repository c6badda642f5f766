"""Value, drawdown and signal of the page, drawn."""

from aistock.report import charts, series, words
from aistock.report.charts import Line
from aistock.report.contents import ReportContents
from aistock.report.markup import Html, section, table, tag


def value_section(contents: ReportContents) -> Html:
    """Account against benchmark and backtest, and how far it fell."""
    account = series.nav_index(contents.nav, contents.initial_cash_mills)
    first = account.days[0] if account.days else None
    benchmark = contents.feedback.performance.benchmark or "benchmark"
    drawn = [Line(label="paper account", ink="account", series=account)]
    market = series.benchmark_index(contents.backtest, first)
    if market.days:
        drawn.append(Line(label=benchmark, ink="benchmark", series=market))
    backtest = series.backtest_index(contents.backtest)
    if backtest.days:
        drawn.append(Line(label="backtest", ink="backtest", series=backtest, dashed=True))
    return section(
        "value",
        "Value",
        tag("p", _told(contents), class_="quiet"),
        charts.lines(
            "value", drawn, title="Value of 100 put in: the account after costs, its benchmark, and what the backtest promised"
        ),
        charts.area(
            "drawdown", series.drawdown(account), ink="fall", title="Drawdown of the account from its highest value so far"
        ),
    )


def _told(contents: ReportContents) -> str:
    if not contents.nav:
        return "The account has no settled day yet."
    best = max(contents.nav, key=lambda point: point.nav_mills)
    worst = min(contents.nav, key=lambda point: point.nav_mills)
    high, low = words.short_money(best.nav_mills), words.short_money(worst.nav_mills)
    return (
        f"Highest close {high} on {best.trading_date}, lowest {low} on {worst.trading_date}. "
        "Securities without a bar keep their last close; ex-rights days are booked at their worth in cash."
    )


def signal_section(contents: ReportContents) -> Html:
    """Daily and cumulative IC, and every metric with its basis."""
    ic = series.series((one.day, one.ic) for one in contents.ic)
    parts: list[object] = []
    if ic.days:
        wins = sum(1 for value in ic.values if value > 0) / len(ic.values)
        often = f"{words.percent(wins, 0)} of {len(ic.values)} days"
        said = f"Correlation of each evening's scores with the return they foretold; it was above zero on {often}."
        parts.append(tag("p", said, class_="quiet"))
        title = "Information coefficient by day (bars, left) and its running sum (line, right)"
        parts.append(charts.bars("ic", ic, running=series.running_sum(ic), title=title))
    if contents.result is not None and contents.result.metrics:
        rows = [
            (
                metric.name.replace("_", " "),
                words.number(metric.value, 4),
                _basis(metric.basis.cost_basis.value, metric.basis.return_basis.value),
                metric.basis.benchmark or "",
                metric.basis.source_key or "",
            )
            for metric in contents.result.metrics
        ]
        listed = table(["metric", "value", "basis", "benchmark", "as the backtest calls it"], rows, right=[1])
        parts.append(tag("details", tag("summary", f"All {len(rows)} metrics of the experiment"), listed))
    return section("signal", "Signal and backtest", *(parts or [tag("p", "No experiment result was given.", class_="quiet")]))


def _basis(cost: str, kind: str) -> str:
    words_ = [word.replace("_", " ") for word in (kind, cost) if word != "none"]
    return ", ".join(words_)
