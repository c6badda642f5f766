"""What a report is made from: documents of the contract and three small series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aistock.execution.v1.models import Fill, NavPoint
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult
from aistock.feedback.v1.models import LiveFeedback
from aistock.market.v1.models import DatasetManifest


@dataclass(frozen=True, slots=True, kw_only=True)
class IcDay:
    """Correlation of one day's scores with what the label turned out to be."""

    day: date
    ic: float
    rank_ic: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BacktestDay:
    """One day of the backtest: return after costs, and the benchmark's return or None when there is no benchmark."""

    day: date
    net_return: float
    benchmark_return: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSummary:
    """How many fills were held against the trading laws, and the sentences of those that broke one."""

    fills: int
    violations: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContents:
    """Everything the page shows; what is not known is None or empty and its part of the page says so or is left out."""

    title: str
    feedback: LiveFeedback
    initial_cash_mills: int
    """Cash that the account was opened with."""
    nav: Sequence[NavPoint]
    fills: Sequence[Fill]
    manifest: DatasetManifest | None = None
    request: ExperimentRequest | None = None
    result: ExperimentResult | None = None
    ic: Sequence[IcDay] = ()
    backtest: Sequence[BacktestDay] = ()
    proposal: ExperimentRequest | None = None
    laws: LawSummary | None = None
    planted_signal: str = ""
    """What was planted in a synthetic market, in words."""
