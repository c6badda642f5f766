"""The windows of a run as sessions of the data: purged segments, the backtest, and the label they are purged for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from aistock.contract.v1.models import DateRange
from aistock.experiments.v1.models import TrainTestConfig
from aistock.qlib.expressions import ExpressionError, read_expression
from aistock.qlib.failures import RunError
from aistock.qlib.rhythm import Span, sessions_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """First and last session of each window; train and valid end `purge_days` sessions before what was asked."""

    train: Span
    valid: Span
    test: Span
    backtest: Span
    label: str


def windows_of(config: TrainTestConfig, calendar: Sequence[date]) -> Windows:
    """The windows, or a fault when one holds no session or the label sees further than it says."""
    label = _label(config)
    purge = config.purge_days
    return Windows(
        train=_span("train", config.train, calendar, purge),
        valid=_span("valid", config.valid, calendar, purge),
        test=_span("test", config.test, calendar, 0),
        backtest=_span("backtest", config.backtest or config.test, calendar, 0),
        label=label,
    )


def _label(config: TrainTestConfig) -> str:
    try:
        expression = read_expression(config.label.expression)
    except ExpressionError as error:
        raise RunError("prepare", "bad_expression", f"label: {error}", "correct the label's expression") from error
    if not 0 < expression.lookahead <= config.label.horizon_days:
        message = (
            f"label {expression.text!r} sees {expression.lookahead} sessions ahead, horizon_days says {config.label.horizon_days}"
        )
        raise RunError("prepare", "label_horizon_wrong", message, "set horizon_days to what the label sees, at least 1")
    return expression.text


def _span(name: str, asked: DateRange, calendar: Sequence[date], purge: int) -> Span:
    first, last = asked.start_date, asked.end_date
    sessions = sessions_in(calendar, (first, last))
    kept = sessions[: len(sessions) - purge]
    if not kept:
        message = f"{name} {first}–{last} holds {len(sessions)} sessions of the data and {purge} are purged"
        remedy = f"choose a longer window inside {calendar[0]}–{calendar[-1]}"
        raise RunError("prepare", "empty_window", message, remedy)
    return kept[0], kept[-1]
