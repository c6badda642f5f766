"""Values of the feedback part of the contract, version 1; derived from proto/aistock/feedback/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, StringConstraints
from typing_extensions import TypeAliasType

from aistock.contract.model import ContractModel
from aistock.contract.types import HexId, InstrumentCode, IsoDate, Sha256, Slug, UtcInstant, UuidText
from aistock.contract.v1.models import DateRange, Env
from aistock.experiments.v1.models import ExperimentRequest


class Severity(StrEnum):
    """How serious an event was."""

    INFO = "info"
    """For the record."""
    WARNING = "warning"
    """Somebody should look."""
    CRITICAL = "critical"
    """Trading was hindered or stopped."""


class LiveEventType(StrEnum):
    """What kind of thing happened."""

    RISK_LIMIT_HIT = "risk_limit_hit"
    """A risk rule denied or cut an order."""
    DRAWDOWN_ALERT = "drawdown_alert"
    """Drawdown passed an alert level."""
    KILL_SWITCH = "kill_switch"
    """The kill switch was thrown."""
    QMT_ERROR = "qmt_error"
    """The broker terminal reported a fault."""
    ORDER_REJECTED = "order_rejected"
    """The venue rejected an order."""
    SUSPENSION = "suspension"
    """A held or wanted security did not trade."""
    LIMIT_LOCKED = "limit_locked"
    """An order could not fill because the price stood at its limit."""
    ENTITLEMENT = "entitlement"
    """A dividend, split or rights entitlement was booked."""


class AssumptionKind(StrEnum):
    """An assumption of the backtest that reality can contradict."""

    OPEN_COST = "open_cost"
    """Cost of buying as a fraction of traded value."""
    CLOSE_COST = "close_cost"
    """Cost of selling as a fraction of traded value."""
    FILL_PRICE = "fill_price"
    """Price at which the backtest deals, against the price really paid, in basis points; positive means worse than assumed."""
    FILL_RATIO = "fill_ratio"
    """Share of ordered quantity that fills."""
    TURNOVER = "turnover"
    """Mean daily turnover as a fraction of account value."""
    TOTAL_RETURN = "total_return"
    """Return over the period."""
    MAX_DRAWDOWN = "max_drawdown"
    """Largest fall from a peak, zero or negative."""
    PRICE_LIMIT = "price_limit"
    """Daily price limit as a fraction of the reference price."""
    CASH_SHARE = "cash_share"
    """Mean share of the account held in cash."""


class DriftUnit(StrEnum):
    """Unit of a drift's numbers."""

    FRACTION = "fraction"
    """Fraction, not percent."""
    BASIS_POINTS = "basis_points"
    """Hundredths of a percent."""


class PublishFeedbackResponse(ContractModel):
    """The feedback as stored."""

    feedback_id: HexId
    """Its id."""
    created: StrictBool
    """It was stored by this call; false when an equal one was there."""


class GetFeedbackRequest(ContractModel):
    """Name a feedback."""

    feedback_id: HexId
    """Its id."""


class ListFeedbackRequest(ContractModel):
    """List feedback, oldest first."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most feedback a page; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page; absence means the first."""
    strategy_instance_id: Slug | None = None
    """Only feedback of this instance; absence means all."""
    experiment_id: Slug | None = None
    """Only feedback of this experiment; absence means all."""


class WatchFeedbackRequest(ContractModel):
    """Follow feedback as it is stored."""

    cursor: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Cursor of the last event seen; absence starts at the first."""
    strategy_instance_id: Slug | None = None
    """Only feedback of this instance; absence means all."""


class ProposeExperimentRequest(ContractModel):
    """Turn a feedback into a request."""

    feedback_id: HexId
    """The feedback."""


class LivePerformance(ContractModel):
    """How the strategy performed over the period; statistics of daily values of the account."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,63}$", strict=True)], StrictFloat]
    total_return: Annotated[StrictFloat | None, Field(ge=-1.0)] = None
    """Value at the end over value at the start, less one."""
    annual_return: StrictFloat | None = None
    """Arithmetic mean daily return times days_per_year; null when the period has fewer than two days."""
    max_drawdown: Annotated[StrictFloat | None, Field(ge=-1.0, le=0.0)] = None
    """Largest fall from a peak as a fraction of the peak."""
    volatility: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Standard deviation of daily returns (ddof 1) times the root of days_per_year."""
    sharpe: StrictFloat | None = None
    """annual_return over volatility; null when volatility is zero."""
    win_rate: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Share of days with a positive return."""
    turnover: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Mean daily traded value, both sides, over account value."""
    benchmark_return: Annotated[StrictFloat | None, Field(ge=-1.0)] = None
    """Return of the benchmark over the same days; null without a benchmark."""
    benchmark: Slug | None = None
    """Benchmark of benchmark_return."""
    days: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Trading days in the period."""
    days_per_year: Annotated[StrictInt, Field(ge=1, le=366)]
    """Days a year used for annual figures."""


class LiveExecution(ContractModel):
    """How orders were executed over the period."""

    avg_slippage_bps: StrictFloat | None = None
    """Mean, weighted by value, of the fill price against the reference price of the decision, in basis points; positive is a cost."""
    fill_ratio: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Shares filled over shares ordered; null when nothing was ordered."""
    order_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Orders sent to the venue."""
    fill_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Fills received."""
    order_reject_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Orders the venue rejected."""
    risk_block_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Orders our own risk gate denied."""
    ordered_quantity: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Shares ordered."""
    filled_quantity: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Shares filled."""
    bought_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value bought, in mills."""
    sold_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value sold, in mills."""
    cost_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Commission, stamp duty and transfer fee, in mills."""


class LiveEvent(ContractModel):
    """Something that happened at an instant."""

    timestamp_utc: UtcInstant
    """When it happened."""
    trading_date: IsoDate
    """Trading date it belongs to."""
    type: LiveEventType
    """What kind of thing happened."""
    severity: Severity
    """How serious it was."""
    instrument: InstrumentCode | None = None
    """Security concerned; null when it concerns the account."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """One sentence for a person."""


class AssumptionDrift(ContractModel):
    """One assumption of the backtest beside what was measured."""

    kind: AssumptionKind
    """Which assumption."""
    assumed: StrictFloat | None = None
    """What the backtest assumed or reported; null when it said nothing."""
    measured: StrictFloat | None = None
    """What was measured; null when the period has nothing to measure."""
    difference: StrictFloat | None = None
    """measured - assumed; null when either is."""
    unit: DriftUnit
    """Unit of the three numbers."""
    tolerance: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Largest absolute difference that is taken as agreement; null when none is set."""
    within_tolerance: StrictBool | None = None
    """The absolute difference does not exceed tolerance."""
    note: Annotated[StrictStr | None, Field(max_length=500)] = None
    """Where the assumption was read and how the measure was taken."""


class ReduceDrawdown(ContractModel):
    """Lower the largest drawdown."""

    kind: Literal["reduce_drawdown"] = "reduce_drawdown"
    """Names the variant."""
    floor: Annotated[StrictFloat, Field(ge=-1.0, le=0.0)]
    """Drawdown to stay above, a negative fraction such as -0.1."""


class ReduceTurnover(ContractModel):
    """Trade less."""

    kind: Literal["reduce_turnover"] = "reduce_turnover"
    """Names the variant."""
    ceiling: Annotated[StrictFloat, Field(ge=0.0)]
    """Mean daily turnover to stay below, as a fraction of account value."""


class ReduceSlippage(ContractModel):
    """Lose less between decision and fill."""

    kind: Literal["reduce_slippage"] = "reduce_slippage"
    """Names the variant."""
    ceiling_bps: Annotated[StrictFloat, Field(ge=0.0)]
    """Mean slippage to stay below, in basis points."""


class KeepReturn(ContractModel):
    """Do not give up return for the other goals."""

    kind: Literal["keep_return"] = "keep_return"
    """Names the variant."""
    floor: StrictFloat
    """Annual return to keep, as a fraction."""


class CorrectAssumption(ContractModel):
    """Assume what was measured, so that the next backtest is honest."""

    kind: Literal["correct_assumption"] = "correct_assumption"
    """Names the variant."""
    assumption: AssumptionKind
    """The assumption to correct."""
    value: StrictFloat
    """Value to assume, in the unit of the drift."""


ImprovementGoal = TypeAliasType(
    "ImprovementGoal",
    Annotated[
        ReduceDrawdown | ReduceTurnover | ReduceSlippage | KeepReturn | CorrectAssumption,
        Field(discriminator="kind", title="ImprovementGoal"),
    ],
)


"""A bounded wish for the next experiment."""


class LiveFeedback(ContractModel):
    """What a strategy instance really did over a period. AIstock writes it, RD-Agent reads it."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written; for a paper account, an instant after the period, whatever the account's own clock says."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    feedback_id: HexId
    """Id of this feedback; equal content gets an equal id."""
    strategy_instance_id: Slug
    """Strategy instance that traded."""
    experiment_id: Slug | None = None
    """Experiment that produced what was traded; null when the signals came from elsewhere."""
    account_id: Slug
    """Account that traded."""
    env: Env
    """Which money it moved."""
    period: DateRange
    """Trading days it speaks of."""
    performance: LivePerformance
    """How the strategy performed."""
    execution: LiveExecution
    """How orders were executed."""
    events: Annotated[list[LiveEvent], Field(max_length=100000, validate_default=True)] = []
    """What happened; writers put them in order of time."""
    drift: Annotated[list[AssumptionDrift], Field(max_length=64, validate_default=True)] = []
    """What the backtest assumed against what was measured."""
    goals: Annotated[list[ImprovementGoal], Field(max_length=16, validate_default=True)] = []
    """Bounded wishes for a next experiment."""
    strategy_config_hash: Sha256 | None = None
    """Content hash of the StrategyConfig; null when unknown."""
    factor_set_hash: Sha256 | None = None
    """Content hash of the FactorSetConfig; null when unknown."""
    synthetic: StrictBool | None = None
    """The market is not real; absence means it is."""


class BuildFeedbackRequest(ContractModel):
    """Measure what an instance did."""

    request_id: UuidText
    """Idempotency id."""
    strategy_instance_id: Slug
    """The instance."""
    period: DateRange | None = None
    """Days to measure; absence means every settled day of the instance."""
    goals: Annotated[list[ImprovementGoal], Field(max_length=16, validate_default=True)] = []
    """Wishes to carry; empty lets the server derive them from the drift."""
    benchmark: Slug | None = None
    """Benchmark of the account; absence means the strategy's own. An index of the account's snapshot, or equal_weight_universe."""


class BuildFeedbackResponse(ContractModel):
    """What the instance did."""

    feedback: LiveFeedback
    """The feedback, stored and ready to be listed and watched."""


class PublishFeedbackRequest(ContractModel):
    """Store a feedback that was measured elsewhere."""

    request_id: UuidText
    """Idempotency id."""
    feedback: LiveFeedback
    """The feedback."""


class GetFeedbackResponse(ContractModel):
    """A feedback."""

    feedback: LiveFeedback
    """The feedback."""


class ListFeedbackResponse(ContractModel):
    """A page of feedback."""

    feedback: Annotated[list[LiveFeedback], Field(max_length=1000, validate_default=True)] = []
    """The feedback."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent on the last."""


class WatchFeedbackResponse(ContractModel):
    """A feedback that was stored."""

    cursor: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Where to resume after this event."""
    feedback: LiveFeedback
    """The feedback."""


class ProposeExperimentResponse(ContractModel):
    """A bounded, directed request that nobody has submitted. The same feedback gives the same request, its request_id included."""

    request: ExperimentRequest
    """The request."""
