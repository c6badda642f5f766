# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StrategyType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STRATEGY_TYPE_UNSPECIFIED: _ClassVar[StrategyType]
    STRATEGY_TYPE_LONG_ONLY: _ClassVar[StrategyType]

class LinearEstimator(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LINEAR_ESTIMATOR_UNSPECIFIED: _ClassVar[LinearEstimator]
    LINEAR_ESTIMATOR_OLS: _ClassVar[LinearEstimator]
    LINEAR_ESTIMATOR_RIDGE: _ClassVar[LinearEstimator]
    LINEAR_ESTIMATOR_LASSO: _ClassVar[LinearEstimator]
    LINEAR_ESTIMATOR_NNLS: _ClassVar[LinearEstimator]

class Weighting(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WEIGHTING_UNSPECIFIED: _ClassVar[Weighting]
    WEIGHTING_EQUAL: _ClassVar[Weighting]
    WEIGHTING_RANK: _ClassVar[Weighting]
    WEIGHTING_SCORE: _ClassVar[Weighting]

class Weekday(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WEEKDAY_UNSPECIFIED: _ClassVar[Weekday]
    WEEKDAY_MONDAY: _ClassVar[Weekday]
    WEEKDAY_TUESDAY: _ClassVar[Weekday]
    WEEKDAY_WEDNESDAY: _ClassVar[Weekday]
    WEEKDAY_THURSDAY: _ClassVar[Weekday]
    WEEKDAY_FRIDAY: _ClassVar[Weekday]

class DealPrice(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DEAL_PRICE_UNSPECIFIED: _ClassVar[DealPrice]
    DEAL_PRICE_CLOSE: _ClassVar[DealPrice]
    DEAL_PRICE_OPEN: _ClassVar[DealPrice]
    DEAL_PRICE_VWAP: _ClassVar[DealPrice]

class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_UNSPECIFIED: _ClassVar[Direction]
    DIRECTION_MAXIMIZE: _ClassVar[Direction]
    DIRECTION_MINIMIZE: _ClassVar[Direction]
STRATEGY_TYPE_UNSPECIFIED: StrategyType
STRATEGY_TYPE_LONG_ONLY: StrategyType
LINEAR_ESTIMATOR_UNSPECIFIED: LinearEstimator
LINEAR_ESTIMATOR_OLS: LinearEstimator
LINEAR_ESTIMATOR_RIDGE: LinearEstimator
LINEAR_ESTIMATOR_LASSO: LinearEstimator
LINEAR_ESTIMATOR_NNLS: LinearEstimator
WEIGHTING_UNSPECIFIED: Weighting
WEIGHTING_EQUAL: Weighting
WEIGHTING_RANK: Weighting
WEIGHTING_SCORE: Weighting
WEEKDAY_UNSPECIFIED: Weekday
WEEKDAY_MONDAY: Weekday
WEEKDAY_TUESDAY: Weekday
WEEKDAY_WEDNESDAY: Weekday
WEEKDAY_THURSDAY: Weekday
WEEKDAY_FRIDAY: Weekday
DEAL_PRICE_UNSPECIFIED: DealPrice
DEAL_PRICE_CLOSE: DealPrice
DEAL_PRICE_OPEN: DealPrice
DEAL_PRICE_VWAP: DealPrice
DIRECTION_UNSPECIFIED: Direction
DIRECTION_MAXIMIZE: Direction
DIRECTION_MINIMIZE: Direction

class LightGbmModel(_message.Message):
    __slots__ = ("num_boost_round", "early_stopping_rounds", "learning_rate", "num_leaves", "max_depth", "lambda_l2", "feature_fraction")
    NUM_BOOST_ROUND_FIELD_NUMBER: _ClassVar[int]
    EARLY_STOPPING_ROUNDS_FIELD_NUMBER: _ClassVar[int]
    LEARNING_RATE_FIELD_NUMBER: _ClassVar[int]
    NUM_LEAVES_FIELD_NUMBER: _ClassVar[int]
    MAX_DEPTH_FIELD_NUMBER: _ClassVar[int]
    LAMBDA_L2_FIELD_NUMBER: _ClassVar[int]
    FEATURE_FRACTION_FIELD_NUMBER: _ClassVar[int]
    num_boost_round: int
    early_stopping_rounds: int
    learning_rate: float
    num_leaves: int
    max_depth: int
    lambda_l2: float
    feature_fraction: float
    def __init__(self, num_boost_round: _Optional[int] = ..., early_stopping_rounds: _Optional[int] = ..., learning_rate: _Optional[float] = ..., num_leaves: _Optional[int] = ..., max_depth: _Optional[int] = ..., lambda_l2: _Optional[float] = ..., feature_fraction: _Optional[float] = ...) -> None: ...

class LinearModel(_message.Message):
    __slots__ = ("estimator", "alpha")
    ESTIMATOR_FIELD_NUMBER: _ClassVar[int]
    ALPHA_FIELD_NUMBER: _ClassVar[int]
    estimator: LinearEstimator
    alpha: float
    def __init__(self, estimator: _Optional[_Union[LinearEstimator, str]] = ..., alpha: _Optional[float] = ...) -> None: ...

class StoredSignal(_message.Message):
    __slots__ = ("file",)
    FILE_FIELD_NUMBER: _ClassVar[int]
    file: _types_pb2.FileRef
    def __init__(self, file: _Optional[_Union[_types_pb2.FileRef, _Mapping]] = ...) -> None: ...

class SignalBlock(_message.Message):
    __slots__ = ("light_gbm", "linear", "stored")
    LIGHT_GBM_FIELD_NUMBER: _ClassVar[int]
    LINEAR_FIELD_NUMBER: _ClassVar[int]
    STORED_FIELD_NUMBER: _ClassVar[int]
    light_gbm: LightGbmModel
    linear: LinearModel
    stored: StoredSignal
    def __init__(self, light_gbm: _Optional[_Union[LightGbmModel, _Mapping]] = ..., linear: _Optional[_Union[LinearModel, _Mapping]] = ..., stored: _Optional[_Union[StoredSignal, _Mapping]] = ...) -> None: ...

class TopkDropout(_message.Message):
    __slots__ = ("topk", "n_drop")
    TOPK_FIELD_NUMBER: _ClassVar[int]
    N_DROP_FIELD_NUMBER: _ClassVar[int]
    topk: int
    n_drop: int
    def __init__(self, topk: _Optional[int] = ..., n_drop: _Optional[int] = ...) -> None: ...

class WeightedTopk(_message.Message):
    __slots__ = ("topk", "weighting")
    TOPK_FIELD_NUMBER: _ClassVar[int]
    WEIGHTING_FIELD_NUMBER: _ClassVar[int]
    topk: int
    weighting: Weighting
    def __init__(self, topk: _Optional[int] = ..., weighting: _Optional[_Union[Weighting, str]] = ...) -> None: ...

class EnhancedIndexing(_message.Message):
    __slots__ = ("tracking_error", "max_deviation")
    TRACKING_ERROR_FIELD_NUMBER: _ClassVar[int]
    MAX_DEVIATION_FIELD_NUMBER: _ClassVar[int]
    tracking_error: float
    max_deviation: float
    def __init__(self, tracking_error: _Optional[float] = ..., max_deviation: _Optional[float] = ...) -> None: ...

class ExternalYaml(_message.Message):
    __slots__ = ("file",)
    FILE_FIELD_NUMBER: _ClassVar[int]
    file: _types_pb2.FileRef
    def __init__(self, file: _Optional[_Union[_types_pb2.FileRef, _Mapping]] = ...) -> None: ...

class WeightBlock(_message.Message):
    __slots__ = ("topk_dropout", "weighted_topk", "enhanced_indexing", "external_yaml")
    TOPK_DROPOUT_FIELD_NUMBER: _ClassVar[int]
    WEIGHTED_TOPK_FIELD_NUMBER: _ClassVar[int]
    ENHANCED_INDEXING_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_YAML_FIELD_NUMBER: _ClassVar[int]
    topk_dropout: TopkDropout
    weighted_topk: WeightedTopk
    enhanced_indexing: EnhancedIndexing
    external_yaml: ExternalYaml
    def __init__(self, topk_dropout: _Optional[_Union[TopkDropout, _Mapping]] = ..., weighted_topk: _Optional[_Union[WeightedTopk, _Mapping]] = ..., enhanced_indexing: _Optional[_Union[EnhancedIndexing, _Mapping]] = ..., external_yaml: _Optional[_Union[ExternalYaml, _Mapping]] = ...) -> None: ...

class EveryDays(_message.Message):
    __slots__ = ("days",)
    DAYS_FIELD_NUMBER: _ClassVar[int]
    days: int
    def __init__(self, days: _Optional[int] = ...) -> None: ...

class Weekly(_message.Message):
    __slots__ = ("weekday",)
    WEEKDAY_FIELD_NUMBER: _ClassVar[int]
    weekday: Weekday
    def __init__(self, weekday: _Optional[_Union[Weekday, str]] = ...) -> None: ...

class Monthly(_message.Message):
    __slots__ = ("session",)
    SESSION_FIELD_NUMBER: _ClassVar[int]
    session: int
    def __init__(self, session: _Optional[int] = ...) -> None: ...

class RebalanceBlock(_message.Message):
    __slots__ = ("every_days", "weekly", "monthly")
    EVERY_DAYS_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_FIELD_NUMBER: _ClassVar[int]
    MONTHLY_FIELD_NUMBER: _ClassVar[int]
    every_days: EveryDays
    weekly: Weekly
    monthly: Monthly
    def __init__(self, every_days: _Optional[_Union[EveryDays, _Mapping]] = ..., weekly: _Optional[_Union[Weekly, _Mapping]] = ..., monthly: _Optional[_Union[Monthly, _Mapping]] = ...) -> None: ...

class PositionBlock(_message.Message):
    __slots__ = ("target_exposure", "max_weight", "min_cash_fraction")
    TARGET_EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    MAX_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    MIN_CASH_FRACTION_FIELD_NUMBER: _ClassVar[int]
    target_exposure: float
    max_weight: float
    min_cash_fraction: float
    def __init__(self, target_exposure: _Optional[float] = ..., max_weight: _Optional[float] = ..., min_cash_fraction: _Optional[float] = ...) -> None: ...

class RiskBlock(_message.Message):
    __slots__ = ("max_drawdown", "stop_loss", "max_turnover")
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    STOP_LOSS_FIELD_NUMBER: _ClassVar[int]
    MAX_TURNOVER_FIELD_NUMBER: _ClassVar[int]
    max_drawdown: float
    stop_loss: float
    max_turnover: float
    def __init__(self, max_drawdown: _Optional[float] = ..., stop_loss: _Optional[float] = ..., max_turnover: _Optional[float] = ...) -> None: ...

class CostBlock(_message.Message):
    __slots__ = ("open_cost", "close_cost", "min_cost_mills", "limit_threshold", "deal_price")
    OPEN_COST_FIELD_NUMBER: _ClassVar[int]
    CLOSE_COST_FIELD_NUMBER: _ClassVar[int]
    MIN_COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    DEAL_PRICE_FIELD_NUMBER: _ClassVar[int]
    open_cost: float
    close_cost: float
    min_cost_mills: int
    limit_threshold: float
    deal_price: DealPrice
    def __init__(self, open_cost: _Optional[float] = ..., close_cost: _Optional[float] = ..., min_cost_mills: _Optional[int] = ..., limit_threshold: _Optional[float] = ..., deal_price: _Optional[_Union[DealPrice, str]] = ...) -> None: ...

class Objective(_message.Message):
    __slots__ = ("primary_metric", "direction")
    PRIMARY_METRIC_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    primary_metric: str
    direction: Direction
    def __init__(self, primary_metric: _Optional[str] = ..., direction: _Optional[_Union[Direction, str]] = ...) -> None: ...

class StrategyConfig(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "name", "description", "strategy_type", "signal", "weight", "rebalance", "position", "risk", "costs", "benchmark", "objective", "prompt_template_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_TYPE_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    REBALANCE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    RISK_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    PROMPT_TEMPLATE_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    name: str
    description: str
    strategy_type: StrategyType
    signal: SignalBlock
    weight: WeightBlock
    rebalance: RebalanceBlock
    position: PositionBlock
    risk: RiskBlock
    costs: CostBlock
    benchmark: str
    objective: Objective
    prompt_template_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., strategy_type: _Optional[_Union[StrategyType, str]] = ..., signal: _Optional[_Union[SignalBlock, _Mapping]] = ..., weight: _Optional[_Union[WeightBlock, _Mapping]] = ..., rebalance: _Optional[_Union[RebalanceBlock, _Mapping]] = ..., position: _Optional[_Union[PositionBlock, _Mapping]] = ..., risk: _Optional[_Union[RiskBlock, _Mapping]] = ..., costs: _Optional[_Union[CostBlock, _Mapping]] = ..., benchmark: _Optional[str] = ..., objective: _Optional[_Union[Objective, _Mapping]] = ..., prompt_template_id: _Optional[str] = ...) -> None: ...
