"""What the demo found, as figures for programs and as a table for people."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from aistock.demo.catalogs import LibraryGain
from aistock.demo.journal_laws import Violation, fill_count
from aistock.demo.markets import Market
from aistock.demo.options import Layout
from aistock.demo.paper import PaperRun
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult
from aistock.feedback.v1.models import LiveFeedback
from aistock.report import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Every headline figure; rates are fractions, money is mills."""

    market: str
    synthetic: bool
    planted_signal: str
    stocks: int
    sessions: int
    snapshot_id: str
    experiment_id: str
    metrics: dict[str, float]
    period: tuple[str, str]
    days: int
    total_return: float | None
    annual_return: float | None
    benchmark: str | None
    benchmark_return: float | None
    max_drawdown: float | None
    turnover: float | None
    orders: int
    denied: int
    fills: int
    cost_mills: int
    nav_mills: int
    journal_events: int
    journal_hash: str
    laws_checked_fills: int
    violations: list[str]
    drift: list[dict[str, Any]]
    goals: list[dict[str, Any]]
    proposal: str
    library: dict[str, int]
    seconds: dict[str, float]
    files: dict[str, str] = field(default_factory=dict)


def summarise(
    market: Market,
    result: ExperimentResult,
    feedback: LiveFeedback,
    *,
    paper: PaperRun,
    gain: LibraryGain,
    proposal: ExperimentRequest,
    violations: list[Violation],
    seconds: dict[str, float],
    layout: Layout,
) -> Summary:
    """The figures of a closed loop."""
    performance, done = feedback.performance, feedback.execution
    return Summary(
        market=market.name,
        synthetic=market.synthetic,
        planted_signal=market.planted_signal,
        stocks=len(market.stocks),
        sessions=len(market.calendar),
        snapshot_id=paper.account.snapshot_id or "",
        experiment_id=result.experiment_id,
        metrics=flat_metrics(result),
        period=(feedback.period.start_date.isoformat(), feedback.period.end_date.isoformat()),
        days=performance.days,
        total_return=performance.total_return,
        annual_return=performance.annual_return,
        benchmark=performance.benchmark,
        benchmark_return=performance.benchmark_return,
        max_drawdown=performance.max_drawdown,
        turnover=performance.turnover,
        orders=done.order_count,
        denied=paper.denied,
        fills=done.fill_count,
        cost_mills=done.cost_mills,
        nav_mills=paper.account.nav_mills,
        journal_events=len(paper.events),
        journal_hash=paper.account.journal_hash,
        laws_checked_fills=fill_count(paper.events),
        violations=[str(one) for one in violations],
        drift=[one.model_dump(mode="json") for one in feedback.drift],
        goals=[one.model_dump(mode="json") for one in feedback.goals],
        proposal=proposal.request_id,
        library=gain.inserted,
        seconds=seconds,
        files={
            "report": str(layout.report),
            "journal": str(layout.journal),
            "summary": str(layout.summary),
            "catalogs": str(layout.rdagent / "catalogs"),
            "registry": str(layout.rdagent / "registry.sqlite"),
            "server data": str(layout.server),
        },
    )


def flat_metrics(result: ExperimentResult) -> dict[str, float]:
    """Metrics by name; one that stands with several bases carries them in its name."""
    names = [metric.name for metric in result.metrics]
    found = {}
    for metric in result.metrics:
        basis = (metric.basis.return_basis.value, metric.basis.cost_basis.value)
        suffix = "" if names.count(metric.name) == 1 else "." + ".".join(part for part in basis if part != "none")
        found[metric.name + suffix] = metric.value
    return found


def write_summary(path: Path, summary: Summary) -> None:
    """The figures as JSON."""
    path.write_text(json.dumps(asdict(summary), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def print_summary(console: Console, summary: Summary, feedback: LiveFeedback) -> None:
    """Tables of the figures and of the drift, then where everything is."""
    console.print()
    console.print(_figures(summary))
    console.print(_drift(feedback))
    laws = f"laws checked: {summary.laws_checked_fills} fills, {len(summary.violations)} violations"
    console.print(f"[{'red' if summary.violations else 'green'}]{laws}[/]")
    for violation in summary.violations[:10]:
        console.print(f"  {violation}", markup=False)
    console.print(f"next experiment proposed: {summary.proposal} ({len(feedback.goals)} goals)", markup=False)
    console.print(f"journal of {summary.journal_events} events, hash {summary.journal_hash[:16]}…", markup=False)
    console.print("  ".join(f"{name} {taken:.1f} s" for name, taken in summary.seconds.items()), style="dim", markup=False)
    for name, path in summary.files.items():
        console.print(f"{name:<12} {path}", markup=False, soft_wrap=True)


def _figures(summary: Summary) -> Table:
    kind = "SYNTHETIC market" if summary.synthetic else "market"
    title = f"{kind} {summary.market}: {summary.stocks} stocks, {summary.sessions} sessions"
    table = Table(title=title, title_justify="left", title_style="bold", show_header=False, min_width=60)
    table.add_column(style="dim")
    table.add_column(justify="right")
    metrics = summary.metrics
    rows = (
        ("IC, rank IC", f"{words.number(metrics.get('ic_mean'), 4)}, {words.number(metrics.get('rank_ic_mean'), 4)}"),
        ("backtest return over the test segment", words.percent(metrics.get("total_return.absolute.with_cost"), signed=True)),
        (f"paper return, {summary.period[0]} to {summary.period[1]}", words.percent(summary.total_return, signed=True)),
        ("annualised", words.percent(summary.annual_return, signed=True)),
        (f"benchmark {summary.benchmark or ''}", words.percent(summary.benchmark_return, signed=True)),
        ("deepest drawdown", words.percent(summary.max_drawdown)),
        ("turnover a day, both sides", words.percent(summary.turnover)),
        ("orders, denied, fills", f"{summary.orders:,}, {summary.denied:,}, {summary.fills:,}"),
        ("costs in CNY", words.money(summary.cost_mills)),
        ("net value in CNY", words.money(summary.nav_mills)),
        ("taken into the library", ", ".join(f"{count} {name}" for name, count in summary.library.items() if count)),
    )
    for row in rows:
        table.add_row(*row)
    return table


def _drift(feedback: LiveFeedback) -> Table:
    table = Table(title="Assumptions of the backtest against the account", title_justify="left", title_style="bold", min_width=60)
    for heading, justify in (("assumption", "left"), ("assumed", "right"), ("measured", "right"), ("", "left")):
        table.add_column(heading, justify="right" if justify == "right" else "left")
    for one in feedback.drift:
        kind, _ = words.verdict(one)
        shown = {"good": "[green]held[/]", "warn": "[yellow]drifted[/]", "none": "[dim]open[/]"}[kind]
        name = words.ASSUMPTIONS.get(one.kind, one.kind.value)
        table.add_row(name, words.in_unit(one.assumed, one.unit), words.in_unit(one.measured, one.unit), shown)
    return table
