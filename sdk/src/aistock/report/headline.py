"""The top of the page: title, banner, one paragraph and the cards."""

from aistock.experiments.v1.models import ExperimentResult
from aistock.report import series, words
from aistock.report.contents import ReportContents
from aistock.report.markup import Html, chip, joined, tag, text

_ENVS = {"preview": "preview: nothing was matched", "paper": "paper trading", "live": "live money"}


def headline(contents: ReportContents) -> Html:
    """Everything above the first section."""
    feedback = contents.feedback
    period = f"{feedback.period.start_date} to {feedback.period.end_date}"
    line = tag(
        "p",
        chip("none", _ENVS.get(feedback.env.value, feedback.env.value)),
        f" account {feedback.account_id}, strategy instance {feedback.strategy_instance_id}, {period}",
        class_="quiet",
    )
    return joined([_banner(contents), tag("header", tag("h1", contents.title), line), _lead(contents), _cards(contents)])


def _banner(contents: ReportContents) -> Html:
    synthetic = contents.feedback.synthetic or (contents.manifest is not None and contents.manifest.synthetic)
    if not synthetic:
        return Html("")
    planted = f" Planted in it: {contents.planted_signal}." if contents.planted_signal else " No signal was planted in it."
    return tag(
        "div",
        tag("b", "SYNTHETIC MARKET"),
        "Every price here was made by a program from a seed; no security is real.",
        planted,
        class_="banner",
        role="note",
    )


def _lead(contents: ReportContents) -> Html:
    done, performance = contents.feedback.execution, contents.feedback.performance
    final = contents.nav[-1].nav_mills if contents.nav else contents.initial_cash_mills
    parts: list[object] = [
        "The account turned ",
        tag("b", f"CNY {words.short_money(contents.initial_cash_mills)} into {words.short_money(final)}"),
        f" in {performance.days} trading day{'' if performance.days == 1 else 's'} (",
        tag("b", words.percent(performance.total_return, signed=True)),
        ")",
    ]
    if performance.benchmark_return is not None:
        parts.append(f", while {performance.benchmark} returned {words.percent(performance.benchmark_return, signed=True)}")
    spent = words.short_money(done.cost_mills)
    parts.append(f". It sent {done.order_count:,} orders, {done.fill_count:,} fills came back, and trading cost CNY {spent}.")
    drifted = sum(1 for one in contents.feedback.drift if one.within_tolerance is False)
    if contents.feedback.drift:
        many = "every assumption" if not drifted else f"{drifted} of {len(contents.feedback.drift)} assumptions"
        parts.append(f" Of the backtest, {many} {'held' if not drifted else 'did not hold'}.")
    return tag("p", *parts, class_="lead")


def _cards(contents: ReportContents) -> Html:
    performance, done = contents.feedback.performance, contents.feedback.execution
    spent = series.costs(contents.fills)
    traded = done.bought_mills + done.sold_mills
    drifted = sum(1 for one in contents.feedback.drift if one.within_tolerance is False)
    cards = [
        _card("Total return", words.percent(performance.total_return, signed=True), _against(contents)),
        _card(
            "Annualised",
            words.percent(performance.annual_return, signed=True),
            f"volatility {words.percent(performance.volatility)}",
        ),
        _card("Deepest drawdown", words.percent(performance.max_drawdown), f"win rate {words.percent(performance.win_rate, 0)}"),
        _card("Sharpe", words.number(performance.sharpe), f"{performance.days_per_year} days a year"),
        *_signal(contents.result),
        _card("Turnover a day", words.percent(performance.turnover), "both sides, of account value"),
        _card("Costs in CNY", words.short_money(spent.total_mills or done.cost_mills), _share(done.cost_mills, traded)),
        _card("Fills", f"{done.fill_count:,}", f"{words.percent(done.fill_ratio, 1)} of ordered shares"),
        _card("Slippage", f"{words.number(done.avg_slippage_bps, 1)} bp", "against the close before the order"),
        _card("Drift", f"{drifted} of {len(contents.feedback.drift)}", "assumptions beyond tolerance"),
    ]
    return tag("div", *cards, class_="cards")


def _against(contents: ReportContents) -> str:
    performance = contents.feedback.performance
    if performance.benchmark_return is None:
        return "no benchmark"
    return f"{performance.benchmark} {words.percent(performance.benchmark_return, signed=True)}"


def _signal(result: ExperimentResult | None) -> list[Html]:
    found = {
        metric.name: metric.value for metric in (result.metrics if result else []) if metric.basis.return_basis.value == "none"
    }
    if "ic_mean" not in found:
        return []
    rank = f"rank IC {words.number(found.get('rank_ic_mean'), 3)}, ICIR {words.number(found.get('icir'))}"
    return [_card("IC", words.number(found["ic_mean"], 3), rank)]


def _share(cost_mills: int, traded_mills: int) -> str:
    return f"{words.percent(cost_mills / traded_mills, 3)} of traded value" if traded_mills else "nothing was traded"


def _card(name: str, value: str, note: str) -> Html:
    inside = [tag("div", name, class_="name"), tag("div", text(value), class_="value"), tag("div", note, class_="note")]
    return tag("div", *inside, class_="card")
