"""Values of the experiments part of the contract, version 1; derived from proto/aistock/experiments/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr, StringConstraints
from typing_extensions import TypeAliasType

from aistock.contract.model import ContractModel
from aistock.contract.types import HexId, JsonObject, Sha256, Slug, UniqueItems, UtcInstant, UuidText
from aistock.contract.v1.models import DateRange, FileRef, Metric, NamedFile


class ConfigKind(StrEnum):
    """Kind of a stored configuration."""

    STRATEGY = "strategy"
    """A StrategyConfig."""
    FACTOR_SET = "factor_set"
    """A FactorSetConfig."""
    TRAIN_TEST = "train_test"
    """A TrainTestConfig."""
    PRESET = "preset"
    """A ConfigPreset."""


class ExperimentKind(StrEnum):
    """Why an experiment is run."""

    RESEARCH = "research"
    """To find something."""
    BENCHMARK = "benchmark"
    """To have a yardstick."""
    AB_TEST = "ab_test"
    """To compare two arms."""
    RETRAIN = "retrain"
    """To fit a known model to newer days."""
    DIRECTED = "directed"
    """To answer a LiveFeedback."""


class ResultStatus(StrEnum):
    """How an experiment ended."""

    SUCCEEDED = "succeeded"
    """It ran to its end."""
    FAILED = "failed"
    """A fault ended it; failure says which."""


class RunStage(StrEnum):
    """Stage of a run."""

    PREPARE = "prepare"
    """Fetching and checking data."""
    FEATURES = "features"
    """Computing features."""
    TRAIN = "train"
    """Fitting the model."""
    SIGNAL = "signal"
    """Predicting and measuring the signal."""
    BACKTEST = "backtest"
    """Backtesting the portfolio."""
    ARTIFACTS = "artifacts"
    """Writing and storing artifacts."""


class ExperimentState(StrEnum):
    """Where an experiment stands."""

    QUEUED = "queued"
    """Waits for a worker."""
    RUNNING = "running"
    """A worker holds its lease."""
    SUCCEEDED = "succeeded"
    """It ran to its end."""
    FAILED = "failed"
    """A fault ended it and no attempt is left."""
    CANCELLED = "cancelled"
    """A caller ended it."""


class StrategyType(StrEnum):
    """Family of a strategy."""

    LONG_ONLY = "long_only"
    """Holds cash and A shares, never short."""


class LinearEstimator(StrEnum):
    """Estimator of a linear model."""

    OLS = "ols"
    """Ordinary least squares."""
    RIDGE = "ridge"
    """Least squares with a squared penalty."""
    LASSO = "lasso"
    """Least squares with an absolute penalty."""
    NNLS = "nnls"
    """Least squares with non-negative coefficients."""


class Weighting(StrEnum):
    """How the weights of chosen names follow from their scores."""

    EQUAL = "equal"
    """The same weight for each."""
    RANK = "rank"
    """In proportion to rank, the best highest."""
    SCORE = "score"
    """In proportion to the score above the lowest chosen one."""


class Weekday(StrEnum):
    """Day of the week."""

    MONDAY = "monday"
    """Monday."""
    TUESDAY = "tuesday"
    """Tuesday."""
    WEDNESDAY = "wednesday"
    """Wednesday."""
    THURSDAY = "thursday"
    """Thursday."""
    FRIDAY = "friday"
    """Friday."""


class DealPrice(StrEnum):
    """Price at which a backtest deals."""

    CLOSE = "close"
    """The day's close."""
    OPEN = "open"
    """The day's open."""
    VWAP = "vwap"
    """The day's volume-weighted mean price."""


class Direction(StrEnum):
    """Direction of an objective."""

    MAXIMIZE = "maximize"
    """More is better."""
    MINIMIZE = "minimize"
    """Less is better."""


class Frequency(StrEnum):
    """Spacing of bars."""

    DAY = "1d"
    """One bar a trading day."""


class ConfigPreset(ContractModel):
    """
    A named combination of stored configurations, to start requests from.
    A stored one never changes; its name is its content hash, which leaves out generated_at_utc, source, name and description.
    """

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name for people."""
    description: Annotated[StrictStr | None, Field(max_length=2000)] = None
    """A label for people; never an instruction."""
    strategy_hash: Sha256 | None = None
    """Version of a StrategyConfig; absence leaves it open."""
    factor_set_hash: Sha256 | None = None
    """Version of a FactorSetConfig; absence leaves it open."""
    train_test_hash: Sha256 | None = None
    """Version of a TrainTestConfig; absence leaves it open."""


class GetConfigRequest(ContractModel):
    """Name a version."""

    config_hash: Sha256
    """Content hash."""


class ListConfigsRequest(ContractModel):
    """List the newest version of each configuration, by name."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most configurations a page; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page; absence means the first."""
    kind: ConfigKind | None = None
    """Only this kind; absence means all."""


class ListConfigHistoryRequest(ContractModel):
    """List every version under a name, newest first."""

    kind: ConfigKind
    """Kind of the configuration."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name of the history."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most versions a page; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page; absence means the first."""


class MetricLimit(ContractModel):
    """A bound on a metric."""

    metric: Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]
    """Canonical metric name."""
    at_least: StrictFloat | None = None
    """Least value; absence means none."""
    at_most: StrictFloat | None = None
    """Most value; absence means none."""


class Budget(ContractModel):
    """What an experiment may use up."""

    max_seconds: Annotated[StrictInt, Field(ge=1, le=604800)]
    """Most wall seconds of one attempt."""
    max_attempts: Annotated[StrictInt | None, Field(ge=1, le=100)] = None
    """Most attempts, the first included; absence means 3."""
    max_cost_mills: Annotated[StrictInt | None, Field(ge=0, le=9007199254740991)] = None
    """Most money spent on language models, in mills; absence means no such cost is expected."""


class UserTrigger(ContractModel):
    """A person asked."""

    kind: Literal["user"] = "user"
    """Names the variant."""
    user: Slug
    """Name of the person or program."""


class FeedbackTrigger(ContractModel):
    """A LiveFeedback asked."""

    kind: Literal["feedback"] = "feedback"
    """Names the variant."""
    feedback_id: HexId
    """The feedback answered."""
    parent_experiment_id: Slug | None = None
    """The experiment whose live result it was; absence means none is known."""


TriggeredBy = TypeAliasType(
    "TriggeredBy", Annotated[UserTrigger | FeedbackTrigger, Field(discriminator="kind", title="TriggeredBy")]
)


"""Who or what asked."""


class RunFailure(ContractModel):
    """Why a run failed."""

    stage: RunStage
    """Stage it failed in."""
    reason: Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]
    """Machine name of the cause, such as missing_field, empty_universe, timeout, killed."""
    message: Annotated[StrictStr, Field(max_length=4000, min_length=1)]
    """What was wrong, with the value."""
    remedy: Annotated[StrictStr, Field(max_length=1000, min_length=1)]
    """What to do."""
    retryable: StrictBool
    """Running it again unchanged may help."""


class RunHashes(ContractModel):
    """Fingerprints of what went in and what came out."""

    code_sha256: Sha256
    """Code that ran."""
    snapshot_id: Sha256
    """Snapshot of the data."""
    features_sha256: Sha256
    """Ordered feature names."""
    model_sha256: Sha256 | None = None
    """The fitted model's file; absence means no model was fitted."""
    strategy_config_hash: Sha256
    """The StrategyConfig asked for."""
    factor_set_hash: Sha256
    """The FactorSetConfig asked for."""
    train_test_hash: Sha256
    """The TrainTestConfig asked for."""


class AssumptionSet(ContractModel):
    """What the backtest took for granted of the market; live results are measured against it."""

    deal_price: DealPrice
    """Price at which it dealt."""
    open_cost: Annotated[StrictFloat, Field(ge=0.0, le=0.1)]
    """Cost of buying, a fraction."""
    close_cost: Annotated[StrictFloat, Field(ge=0.0, le=0.1)]
    """Cost of selling, a fraction."""
    limit_threshold: Annotated[StrictFloat, Field(gt=0.0, le=1.0)]
    """Move of a day beyond which nothing traded."""
    signal_lag_days: Annotated[StrictInt, Field(ge=0, le=10)]
    """Sessions between a signal's day and the deal."""
    turnover: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Mean daily turnover, both sides, over account value; absence means not measured."""
    fill_ratio: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Share of ordered quantity that filled; absence means not measured."""
    total_return: Annotated[StrictFloat | None, Field(ge=-1.0)] = None
    """Total return of the account after costs; absence means not measured."""
    max_drawdown: Annotated[StrictFloat | None, Field(ge=-1.0, le=0.0)] = None
    """Largest fall of the account from a peak, zero or negative; absence means not measured."""
    cash_share: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Mean share of the account in cash; absence means not measured."""


class StageTiming(ContractModel):
    """Wall time of a stage."""

    stage: RunStage
    """The stage."""
    seconds: Annotated[StrictFloat, Field(ge=0.0)]
    """Seconds it took."""


class ExperimentResult(ContractModel):
    """What an experiment really was and what came of it."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    experiment_id: Slug
    """The experiment."""
    request_id: UuidText
    """The request it answers."""
    status: ResultStatus
    """How it ended."""
    failure: RunFailure | None = None
    """Why it failed."""
    effective_config: Annotated[JsonObject, Field(max_length=1000000)] | None = None
    """The configuration that really ran, whole."""
    effective_config_sha256: Sha256 | None = None
    """SHA-256 of the canonical JSON of effective_config."""
    hashes: RunHashes | None = None
    """Fingerprints."""
    seed: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Seed that was used."""
    package_versions: Annotated[
        dict[
            Annotated[str, StringConstraints(min_length=1, max_length=128, strict=True)],
            Annotated[StrictStr, Field(max_length=64, min_length=1)],
        ],
        Field(max_length=500),
    ] = {}
    """Versions of the packages that computed it."""
    metrics: Annotated[list[Metric], Field(max_length=500, validate_default=True)] = []
    """Metrics, each with its basis."""
    assumptions: AssumptionSet | None = None
    """What the backtest took for granted."""
    files: Annotated[list[NamedFile], Field(max_length=500, validate_default=True)] = []
    """Stored files by role: predictions, returns, positions, model, effective_config and more."""
    features: Annotated[list[Annotated[StrictStr, Field(max_length=256, min_length=1)]], Field(max_length=10000)] = []
    """Ordered features the model saw."""
    timings: Annotated[list[StageTiming], Field(max_length=64, validate_default=True)] = []
    """Wall time of each stage."""
    worker_id: Slug
    """Worker that ran it."""
    attempt: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Attempt, 1 the first."""
    started_at_utc: UtcInstant
    """When the attempt began."""
    ended_at_utc: UtcInstant
    """When the attempt ended."""
    synthetic: StrictBool | None = None
    """The market is not real; absence means it is."""


class Progress(ContractModel):
    """How far a run has come."""

    stage: RunStage
    """Stage it is in."""
    fraction: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Share of the whole run that is done."""
    message: Annotated[StrictStr | None, Field(max_length=500, min_length=1)] = None
    """One sentence for a person."""


class ExperimentLease(ContractModel):
    """The right to run an experiment for a while."""

    experiment_id: Slug
    """The experiment."""
    fencing_token: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Grows with each lease of the experiment; a call with an older one is refused."""
    expires_at_utc: UtcInstant
    """When the lease ends unless a heartbeat comes."""
    worker_id: Slug
    """The worker that holds it."""


class GetExperimentRequest(ContractModel):
    """Name an experiment."""

    experiment_id: Slug
    """Id of the experiment."""


class ListExperimentsRequest(ContractModel):
    """List experiments, newest first."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Most experiments a page; absence means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page; absence means the first."""
    state: ExperimentState | None = None
    """Only experiments in this state; absence means all."""
    kind: ExperimentKind | None = None
    """Only experiments of this kind; absence means all."""


class CancelExperimentRequest(ContractModel):
    """End an experiment."""

    request_id: UuidText
    """Idempotency id."""
    experiment_id: Slug
    """Id of the experiment."""


class WatchExperimentRequest(ContractModel):
    """Follow an experiment."""

    experiment_id: Slug
    """Id of the experiment."""
    cursor: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Cursor of the last event seen; absence starts at the first."""


class WatchExperimentResponse(ContractModel):
    """A change of an experiment; the stream ends after the last one."""

    cursor: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Where to resume after this event."""
    at_utc: UtcInstant
    """When it happened."""
    state: ExperimentState
    """Where the experiment stands after it."""
    attempts: Annotated[StrictInt, Field(ge=0, le=1000)]
    """Attempts begun so far."""
    worker_id: Slug | None = None
    """Worker concerned; absent when none is."""
    progress: Progress | None = None
    """How far the attempt has come; absent when the event is no progress."""
    failure: RunFailure | None = None
    """Why an attempt ended early; absent when it did not."""


class DraftFromStrategyRequest(ContractModel):
    """Make a request from a strategy of the library."""

    strategy_id: HexId
    """Strategy in the library."""
    snapshot_id: Sha256
    """Snapshot to run on."""


class LeaseExperimentRequest(ContractModel):
    """Ask for work."""

    request_id: UuidText
    """Idempotency id."""
    worker_id: Slug
    """Name of the worker."""
    ttl_seconds: Annotated[StrictInt | None, Field(ge=1, le=3600)] = None
    """Seconds the lease lasts without a heartbeat; absence means 30."""


class HeartbeatExperimentRequest(ContractModel):
    """Keep a lease and report progress. Sending it again is harmless, so it needs no idempotency id."""

    experiment_id: Slug
    """The experiment."""
    fencing_token: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Token of the lease."""
    progress: Progress | None = None
    """How far the run has come; absence reports none."""


class HeartbeatExperimentResponse(ContractModel):
    """The lease after the heartbeat."""

    lease: ExperimentLease
    """The lease."""
    cancelled: StrictBool
    """The experiment was cancelled; stop at once."""


class CompleteExperimentRequest(ContractModel):
    """Report the end of a run that worked."""

    request_id: UuidText
    """Idempotency id."""
    fencing_token: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Token of the lease."""
    result: ExperimentResult
    """What came of it; names only files that the vault already holds."""


class FailExperimentRequest(ContractModel):
    """Report the end of a run that did not work."""

    request_id: UuidText
    """Idempotency id."""
    fencing_token: Annotated[StrictInt, Field(ge=1, le=1000)]
    """Token of the lease."""
    result: ExperimentResult
    """What came of it, with its failure."""


class FactorRef(ContractModel):
    """A factor by name and origin."""

    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name of the factor."""
    source: Slug
    """Where it comes from: qlib_alpha158, qlib_alpha360, rd_agent or external."""
    version: Slug | None = None
    """Version of its implementation; absence means the only one."""
    expression: Annotated[StrictStr | None, Field(max_length=4000, min_length=1)] = None
    """Qlib expression that computes it; absence means the source's own definition."""
    implementation: Annotated[StrictStr | None, Field(pattern="^[A-Za-z_][A-Za-z0-9_.]{0,200}:[A-Za-z_][A-Za-z0-9_]{0,100}$")] = (
        None
    )
    """Importable function that computes it, such as rd_factors_lib.generated:factor_x; absence means the expression does."""


class FactorTable(ContractModel):
    """A table of factor values made elsewhere."""

    name: Slug
    """Name of the table."""
    file: FileRef
    """Parquet file with columns datetime, instrument and one column a factor."""
    columns: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=5000, min_length=1)],
        UniqueItems,
    ] = []
    """Factor columns used."""


class FactorSetConfig(ContractModel):
    """
    The ordered factors a model sees.
    A stored one never changes; its name is its content hash, which leaves out generated_at_utc, source and name.
    """

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name for people."""
    libraries: Annotated[
        Annotated[list[Annotated[StrictStr, Field(pattern="^(qlib_alpha158|qlib_alpha360)$")]], Field(max_length=8)], UniqueItems
    ] = []
    """Whole factor libraries taken in their own order before the single factors, such as qlib_alpha158."""
    factors: Annotated[list[FactorRef], Field(max_length=2000, validate_default=True)] = []
    """Single factors."""
    feature_order: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=2000)], UniqueItems
    ] = []
    """Order of the single factors as the model sees them; empty means the order of factors."""
    tables: Annotated[list[FactorTable], Field(max_length=64, validate_default=True)] = []
    """Tables of factor values made elsewhere."""
    tags: Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64)] = []
    """Labels for people."""


class LightGbmModel(ContractModel):
    """Gradient-boosted trees (LightGBM)."""

    kind: Literal["light_gbm"] = "light_gbm"
    """Names the variant."""
    num_boost_round: Annotated[StrictInt | None, Field(ge=1, le=100000)] = None
    """Most boosting rounds; absence means 200."""
    early_stopping_rounds: Annotated[StrictInt | None, Field(ge=1, le=100000)] = None
    """Rounds without improvement on the validation segment after which training stops; absence means 20."""
    learning_rate: Annotated[StrictFloat | None, Field(gt=0.0, le=1.0)] = None
    """Shrinkage; absence means 0.1."""
    num_leaves: Annotated[StrictInt | None, Field(ge=2, le=131072)] = None
    """Most leaves a tree; absence means 64."""
    max_depth: Annotated[StrictInt | None, Field(ge=1, le=64)] = None
    """Most levels a tree; absence means 8."""
    lambda_l2: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Squared penalty; absence means 0."""
    feature_fraction: Annotated[StrictFloat | None, Field(gt=0.0, le=1.0)] = None
    """Share of features a tree sees; absence means 1."""


class LinearModel(ContractModel):
    """A linear model."""

    kind: Literal["linear"] = "linear"
    """Names the variant."""
    estimator: LinearEstimator
    """Estimator."""
    alpha: Annotated[StrictFloat | None, Field(ge=0.0)] = None
    """Strength of the penalty."""


class StoredSignal(ContractModel):
    """Scores that another program made and stored."""

    kind: Literal["stored"] = "stored"
    """Names the variant."""
    file: FileRef
    """Parquet file with columns datetime, instrument, score."""


SignalBlock = TypeAliasType(
    "SignalBlock", Annotated[LightGbmModel | LinearModel | StoredSignal, Field(discriminator="kind", title="SignalBlock")]
)


"""Where scores come from."""


class TopkDropout(ContractModel):
    """Holds the top names and replaces the worst few each time (Qlib's TopkDropoutStrategy)."""

    kind: Literal["topk_dropout"] = "topk_dropout"
    """Names the variant."""
    topk: Annotated[StrictInt, Field(ge=1, le=5000)]
    """Names held."""
    n_drop: Annotated[StrictInt, Field(ge=0, le=5000)]
    """Names replaced at each rebalance."""


class WeightedTopk(ContractModel):
    """Holds the top names at weights that follow from their scores."""

    kind: Literal["weighted_topk"] = "weighted_topk"
    """Names the variant."""
    topk: Annotated[StrictInt, Field(ge=1, le=5000)]
    """Names held."""
    weighting: Weighting
    """How weights follow from scores."""


class EnhancedIndexing(ContractModel):
    """Holds a benchmark tilted towards high scores."""

    kind: Literal["enhanced_indexing"] = "enhanced_indexing"
    """Names the variant."""
    tracking_error: Annotated[StrictFloat, Field(gt=0.0, le=1.0)]
    """Most tracking error a year, as a fraction."""
    max_deviation: Annotated[StrictFloat, Field(gt=0.0, le=1.0)]
    """Most deviation of one name's weight from the benchmark."""


class ExternalYaml(ContractModel):
    """A strategy that a Qlib YAML file describes."""

    kind: Literal["external_yaml"] = "external_yaml"
    """Names the variant."""
    file: FileRef
    """The file."""


WeightBlock = TypeAliasType(
    "WeightBlock",
    Annotated[TopkDropout | WeightedTopk | EnhancedIndexing | ExternalYaml, Field(discriminator="kind", title="WeightBlock")],
)


"""Which names are held and at what weight."""


class EveryDays(ContractModel):
    """Trades every so many trading days."""

    kind: Literal["every_days"] = "every_days"
    """Names the variant."""
    days: Annotated[StrictInt, Field(ge=1, le=250)]
    """Trading days between rebalances; 1 means each day."""


class Weekly(ContractModel):
    """Trades on one day of each week."""

    kind: Literal["weekly"] = "weekly"
    """Names the variant."""
    weekday: Weekday
    """The day; when it is no session, the next session of the week."""


class Monthly(ContractModel):
    """Trades once a month."""

    kind: Literal["monthly"] = "monthly"
    """Names the variant."""
    session: Annotated[StrictInt, Field(ge=1, le=23)]
    """Session of the month, 1 the first."""


RebalanceBlock = TypeAliasType(
    "RebalanceBlock", Annotated[EveryDays | Weekly | Monthly, Field(discriminator="kind", title="RebalanceBlock")]
)


"""When the portfolio is brought to its targets."""


class PositionBlock(ContractModel):
    """How much may be held."""

    target_exposure: Annotated[StrictFloat | None, Field(gt=0.0, le=1.0)] = None
    """Share of the account to invest (Qlib's risk_degree); absence means 0.95."""
    max_weight: Annotated[StrictFloat | None, Field(gt=0.0, le=1.0)] = None
    """Most weight of one name; absence means no cap."""
    min_cash_fraction: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Least share of the account kept in cash; absence means 0."""


class RiskBlock(ContractModel):
    """When the strategy protects itself."""

    max_drawdown: Annotated[StrictFloat | None, Field(ge=-1.0, lt=0.0)] = None
    """Drawdown at which the instance stops buying, a negative fraction; absence means never."""
    stop_loss: Annotated[StrictFloat | None, Field(ge=-1.0, lt=0.0)] = None
    """Loss at which a position is sold, a negative fraction; absence means never."""
    max_turnover: Annotated[StrictFloat | None, Field(gt=0.0, le=2.0)] = None
    """Most traded value a day over account value, both sides; absence means no cap."""


class CostBlock(ContractModel):
    """What the backtest assumes of the market."""

    open_cost: Annotated[StrictFloat, Field(ge=0.0, le=0.1)]
    """Cost of buying, a fraction of value."""
    close_cost: Annotated[StrictFloat, Field(ge=0.0, le=0.1)]
    """Cost of selling, a fraction of value."""
    min_cost_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Least cost of an order, in mills."""
    limit_threshold: Annotated[StrictFloat, Field(gt=0.0, le=1.0)]
    """Move of a day beyond which nothing trades, a fraction."""
    deal_price: DealPrice
    """Price at which the backtest deals."""


class Objective(ContractModel):
    """What an experiment is judged by."""

    primary_metric: Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]
    """Canonical metric name."""
    direction: Direction
    """Direction of the metric."""


class StrategyConfig(ContractModel):
    """
    A complete strategy: where scores come from, what is held, when it trades, and what the backtest assumes.
    A stored one never changes; its name is its content hash, which leaves out generated_at_utc, source, name and description.
    """

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name for people."""
    description: Annotated[StrictStr | None, Field(max_length=2000)] = None
    """A label for people; never an instruction."""
    strategy_type: StrategyType
    """Family."""
    signal: SignalBlock
    """Where scores come from."""
    weight: WeightBlock
    """What is held."""
    rebalance: RebalanceBlock
    """When it trades."""
    position: PositionBlock | None = None
    """How much may be held; absence means the defaults of each field."""
    risk: RiskBlock | None = None
    """When it protects itself; absence means never."""
    costs: CostBlock
    """What the backtest assumes."""
    benchmark: Slug | None = None
    """Benchmark: an index code, or equal_weight_universe; absence means none."""
    objective: Objective | None = None
    """What it is judged by; absence means the request's objective."""
    prompt_template_id: Slug | None = None
    """Prompt template the agent works from; absence means its default."""


class LabelSpec(ContractModel):
    """What a model learns to predict."""

    expression: Annotated[StrictStr, Field(max_length=1000, min_length=1)]
    """Qlib expression, such as Ref($close, -2)/Ref($close, -1) - 1."""
    horizon_days: Annotated[StrictInt, Field(ge=1, le=250)]
    """Sessions after the signal's day that the expression looks ahead."""


class TrainTestConfig(ContractModel):
    """
    Data and windows of an experiment; every window of an experiment stands here and nowhere else.
    A stored one never changes; its name is its content hash, which leaves out generated_at_utc, source and name.
    """

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name for people."""
    universe: Slug
    """Pool of instruments in the dataset, such as all or csi300."""
    snapshot_id: Sha256
    """Snapshot of the dataset that is used."""
    frequency: Frequency
    """Spacing of bars."""
    train: DateRange
    """Days the model learns from."""
    valid: DateRange
    """Days that stop training."""
    test: DateRange
    """Days the model never saw."""
    backtest: DateRange | None = None
    """Days of the backtest; absence means test."""
    label: LabelSpec
    """What the model learns to predict."""
    purge_days: Annotated[StrictInt, Field(ge=0, le=250)]
    """Sessions dropped from the end of train and of valid, so that no label reaches the next segment."""


class ConfigDocument(ContractModel):
    """A configuration of any kind: exactly one of the fields is set."""

    strategy: StrategyConfig | None = None
    """A strategy."""
    factor_set: FactorSetConfig | None = None
    """A factor set."""
    train_test: TrainTestConfig | None = None
    """Data and windows."""
    preset: ConfigPreset | None = None
    """A named combination of stored versions."""


class StoredConfig(ContractModel):
    """An immutable version of a configuration."""

    config_hash: Sha256
    """Content hash that names the version."""
    kind: ConfigKind
    """Kind of the configuration."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name under which its versions are one history."""
    revision: Annotated[StrictInt, Field(ge=1, le=2147483647)]
    """Place in that history, 1 the first."""
    stored_at_utc: UtcInstant
    """When it was stored."""
    document: ConfigDocument
    """The configuration."""


class PutConfigRequest(ContractModel):
    """Store a configuration."""

    request_id: UuidText
    """Idempotency id."""
    document: ConfigDocument
    """The configuration; its name says which history it continues."""


class PutConfigResponse(ContractModel):
    """The version that holds the configuration."""

    config: StoredConfig
    """The version; an equal content gets the version that exists."""


class GetConfigResponse(ContractModel):
    """A version."""

    config: StoredConfig
    """The version."""


class ListConfigsResponse(ContractModel):
    """A page of configurations."""

    configs: Annotated[list[StoredConfig], Field(max_length=1000, validate_default=True)] = []
    """The configurations."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent on the last."""


class ListConfigHistoryResponse(ContractModel):
    """A page of versions."""

    configs: Annotated[list[StoredConfig], Field(max_length=1000, validate_default=True)] = []
    """The versions."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent on the last."""


class Constraints(ContractModel):
    """What a model may be and how far results may go."""

    model_allowlist: Annotated[
        Annotated[list[Annotated[StrictStr, Field(pattern="^[a-z][a-z0-9_]{0,63}$")]], Field(max_length=64)], UniqueItems
    ] = []
    """Models that may be used, such as light_gbm or linear; empty means any."""
    factor_allowlist: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=128, min_length=1)]], Field(max_length=5000)], UniqueItems
    ] = []
    """Factors that may be used, by name; empty means any."""
    limits: Annotated[list[MetricLimit], Field(max_length=64, validate_default=True)] = []
    """Bounds on metrics."""


class ExperimentRequest(ContractModel):
    """What RD-Agent is asked to run. It holds structure only: no field carries instructions in natural language."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it."""
    request_id: UuidText
    """Idempotency id of the request."""
    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name for people."""
    description: Annotated[StrictStr | None, Field(max_length=2000)] = None
    """A label for people; never an instruction."""
    kind: ExperimentKind
    """Why it is run."""
    priority: Annotated[StrictInt | None, Field(ge=-100, le=100)] = None
    """Urgency, higher first; absence means 0."""
    strategy: StrategyConfig
    """The strategy."""
    factor_set: FactorSetConfig
    """The factors."""
    train_test: TrainTestConfig
    """Data and windows."""
    objective: Objective
    """What the result is judged by."""
    constraints: Constraints | None = None
    """How far it may go; absence means no further limits."""
    budget: Budget
    """What it may use up."""
    seed: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Seed of everything random."""
    triggered_by: TriggeredBy
    """Who or what asked."""
    strategy_id: HexId | None = None
    """Strategy in the library it was drafted from; absence means none."""
    user_tags: Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64)] = []
    """Labels for people."""


class Experiment(ContractModel):
    """An experiment as the queue knows it."""

    experiment_id: Slug
    """Id of the experiment."""
    request: ExperimentRequest
    """What was asked."""
    state: ExperimentState
    """Where it stands."""
    attempts: Annotated[StrictInt, Field(ge=0, le=1000)]
    """Attempts begun so far."""
    progress: Progress | None = None
    """How far the running attempt has come; absent unless it runs."""
    result: ExperimentResult | None = None
    """What came of it; absent until an attempt ended."""
    worker_id: Slug | None = None
    """Worker that holds or last held the lease; absent before the first."""
    submitted_at_utc: UtcInstant
    """When it was submitted."""
    updated_at_utc: UtcInstant
    """When it last changed."""


class SubmitExperimentRequest(ContractModel):
    """Put an experiment into the queue."""

    request: ExperimentRequest
    """What to run; its own request_id makes submitting twice the same as once."""


class SubmitExperimentResponse(ContractModel):
    """The experiment that was queued, now or by the first call with this request_id."""

    experiment: Experiment
    """The experiment as it was queued."""


class GetExperimentResponse(ContractModel):
    """An experiment as it stands."""

    experiment: Experiment
    """The experiment."""


class ListExperimentsResponse(ContractModel):
    """A page of experiments."""

    experiments: Annotated[list[Experiment], Field(max_length=1000, validate_default=True)] = []
    """The experiments."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent on the last."""


class CancelExperimentResponse(ContractModel):
    """The experiment after the call."""

    experiment: Experiment
    """The experiment; one that had ended stays as it ended."""


class DraftFromStrategyResponse(ContractModel):
    """A request that nobody has submitted."""

    request: ExperimentRequest
    """The draft."""


class LeaseExperimentResponse(ContractModel):
    """Work, when there is some."""

    lease: ExperimentLease | None = None
    """The lease; absent when the queue is empty."""
    experiment: Experiment | None = None
    """The experiment to run; absent when the queue is empty."""


class CompleteExperimentResponse(ContractModel):
    """The experiment after the call."""

    experiment: Experiment
    """The experiment."""


class FailExperimentResponse(ContractModel):
    """The experiment after the call: queued again when the failure is retryable and attempts are left."""

    experiment: Experiment
    """The experiment."""
