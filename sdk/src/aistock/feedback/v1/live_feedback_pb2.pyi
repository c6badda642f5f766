# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_INFO: _ClassVar[Severity]
    SEVERITY_WARNING: _ClassVar[Severity]
    SEVERITY_CRITICAL: _ClassVar[Severity]

class LiveEventType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIVE_EVENT_TYPE_UNSPECIFIED: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_RISK_LIMIT_HIT: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_DRAWDOWN_ALERT: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_KILL_SWITCH: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_QMT_ERROR: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_ORDER_REJECTED: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_SUSPENSION: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_LIMIT_LOCKED: _ClassVar[LiveEventType]
    LIVE_EVENT_TYPE_ENTITLEMENT: _ClassVar[LiveEventType]

class AssumptionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSUMPTION_KIND_UNSPECIFIED: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_OPEN_COST: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_CLOSE_COST: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_FILL_PRICE: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_FILL_RATIO: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_TURNOVER: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_TOTAL_RETURN: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_MAX_DRAWDOWN: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_PRICE_LIMIT: _ClassVar[AssumptionKind]
    ASSUMPTION_KIND_CASH_SHARE: _ClassVar[AssumptionKind]

class DriftUnit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DRIFT_UNIT_UNSPECIFIED: _ClassVar[DriftUnit]
    DRIFT_UNIT_FRACTION: _ClassVar[DriftUnit]
    DRIFT_UNIT_BASIS_POINTS: _ClassVar[DriftUnit]
SEVERITY_UNSPECIFIED: Severity
SEVERITY_INFO: Severity
SEVERITY_WARNING: Severity
SEVERITY_CRITICAL: Severity
LIVE_EVENT_TYPE_UNSPECIFIED: LiveEventType
LIVE_EVENT_TYPE_RISK_LIMIT_HIT: LiveEventType
LIVE_EVENT_TYPE_DRAWDOWN_ALERT: LiveEventType
LIVE_EVENT_TYPE_KILL_SWITCH: LiveEventType
LIVE_EVENT_TYPE_QMT_ERROR: LiveEventType
LIVE_EVENT_TYPE_ORDER_REJECTED: LiveEventType
LIVE_EVENT_TYPE_SUSPENSION: LiveEventType
LIVE_EVENT_TYPE_LIMIT_LOCKED: LiveEventType
LIVE_EVENT_TYPE_ENTITLEMENT: LiveEventType
ASSUMPTION_KIND_UNSPECIFIED: AssumptionKind
ASSUMPTION_KIND_OPEN_COST: AssumptionKind
ASSUMPTION_KIND_CLOSE_COST: AssumptionKind
ASSUMPTION_KIND_FILL_PRICE: AssumptionKind
ASSUMPTION_KIND_FILL_RATIO: AssumptionKind
ASSUMPTION_KIND_TURNOVER: AssumptionKind
ASSUMPTION_KIND_TOTAL_RETURN: AssumptionKind
ASSUMPTION_KIND_MAX_DRAWDOWN: AssumptionKind
ASSUMPTION_KIND_PRICE_LIMIT: AssumptionKind
ASSUMPTION_KIND_CASH_SHARE: AssumptionKind
DRIFT_UNIT_UNSPECIFIED: DriftUnit
DRIFT_UNIT_FRACTION: DriftUnit
DRIFT_UNIT_BASIS_POINTS: DriftUnit

class LivePerformance(_message.Message):
    __slots__ = ("total_return", "annual_return", "max_drawdown", "volatility", "sharpe", "win_rate", "turnover", "benchmark_return", "benchmark", "days", "days_per_year", "extra")
    class ExtraEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    TOTAL_RETURN_FIELD_NUMBER: _ClassVar[int]
    ANNUAL_RETURN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    VOLATILITY_FIELD_NUMBER: _ClassVar[int]
    SHARPE_FIELD_NUMBER: _ClassVar[int]
    WIN_RATE_FIELD_NUMBER: _ClassVar[int]
    TURNOVER_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_RETURN_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    DAYS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    EXTRA_FIELD_NUMBER: _ClassVar[int]
    total_return: float
    annual_return: float
    max_drawdown: float
    volatility: float
    sharpe: float
    win_rate: float
    turnover: float
    benchmark_return: float
    benchmark: str
    days: int
    days_per_year: int
    extra: _containers.ScalarMap[str, float]
    def __init__(self, total_return: _Optional[float] = ..., annual_return: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., volatility: _Optional[float] = ..., sharpe: _Optional[float] = ..., win_rate: _Optional[float] = ..., turnover: _Optional[float] = ..., benchmark_return: _Optional[float] = ..., benchmark: _Optional[str] = ..., days: _Optional[int] = ..., days_per_year: _Optional[int] = ..., extra: _Optional[_Mapping[str, float]] = ...) -> None: ...

class LiveExecution(_message.Message):
    __slots__ = ("avg_slippage_bps", "fill_ratio", "order_count", "fill_count", "order_reject_count", "risk_block_count", "ordered_quantity", "filled_quantity", "bought_mills", "sold_mills", "cost_mills")
    AVG_SLIPPAGE_BPS_FIELD_NUMBER: _ClassVar[int]
    FILL_RATIO_FIELD_NUMBER: _ClassVar[int]
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    FILL_COUNT_FIELD_NUMBER: _ClassVar[int]
    ORDER_REJECT_COUNT_FIELD_NUMBER: _ClassVar[int]
    RISK_BLOCK_COUNT_FIELD_NUMBER: _ClassVar[int]
    ORDERED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FILLED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    BOUGHT_MILLS_FIELD_NUMBER: _ClassVar[int]
    SOLD_MILLS_FIELD_NUMBER: _ClassVar[int]
    COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    avg_slippage_bps: float
    fill_ratio: float
    order_count: int
    fill_count: int
    order_reject_count: int
    risk_block_count: int
    ordered_quantity: int
    filled_quantity: int
    bought_mills: int
    sold_mills: int
    cost_mills: int
    def __init__(self, avg_slippage_bps: _Optional[float] = ..., fill_ratio: _Optional[float] = ..., order_count: _Optional[int] = ..., fill_count: _Optional[int] = ..., order_reject_count: _Optional[int] = ..., risk_block_count: _Optional[int] = ..., ordered_quantity: _Optional[int] = ..., filled_quantity: _Optional[int] = ..., bought_mills: _Optional[int] = ..., sold_mills: _Optional[int] = ..., cost_mills: _Optional[int] = ...) -> None: ...

class LiveEvent(_message.Message):
    __slots__ = ("timestamp_utc", "trading_date", "type", "severity", "instrument", "message")
    TIMESTAMP_UTC_FIELD_NUMBER: _ClassVar[int]
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    timestamp_utc: str
    trading_date: str
    type: LiveEventType
    severity: Severity
    instrument: str
    message: str
    def __init__(self, timestamp_utc: _Optional[str] = ..., trading_date: _Optional[str] = ..., type: _Optional[_Union[LiveEventType, str]] = ..., severity: _Optional[_Union[Severity, str]] = ..., instrument: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class AssumptionDrift(_message.Message):
    __slots__ = ("kind", "assumed", "measured", "difference", "unit", "tolerance", "within_tolerance", "note")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ASSUMED_FIELD_NUMBER: _ClassVar[int]
    MEASURED_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    WITHIN_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    kind: AssumptionKind
    assumed: float
    measured: float
    difference: float
    unit: DriftUnit
    tolerance: float
    within_tolerance: bool
    note: str
    def __init__(self, kind: _Optional[_Union[AssumptionKind, str]] = ..., assumed: _Optional[float] = ..., measured: _Optional[float] = ..., difference: _Optional[float] = ..., unit: _Optional[_Union[DriftUnit, str]] = ..., tolerance: _Optional[float] = ..., within_tolerance: bool = ..., note: _Optional[str] = ...) -> None: ...

class ReduceDrawdown(_message.Message):
    __slots__ = ("floor",)
    FLOOR_FIELD_NUMBER: _ClassVar[int]
    floor: float
    def __init__(self, floor: _Optional[float] = ...) -> None: ...

class ReduceTurnover(_message.Message):
    __slots__ = ("ceiling",)
    CEILING_FIELD_NUMBER: _ClassVar[int]
    ceiling: float
    def __init__(self, ceiling: _Optional[float] = ...) -> None: ...

class ReduceSlippage(_message.Message):
    __slots__ = ("ceiling_bps",)
    CEILING_BPS_FIELD_NUMBER: _ClassVar[int]
    ceiling_bps: float
    def __init__(self, ceiling_bps: _Optional[float] = ...) -> None: ...

class KeepReturn(_message.Message):
    __slots__ = ("floor",)
    FLOOR_FIELD_NUMBER: _ClassVar[int]
    floor: float
    def __init__(self, floor: _Optional[float] = ...) -> None: ...

class CorrectAssumption(_message.Message):
    __slots__ = ("assumption", "value")
    ASSUMPTION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    assumption: AssumptionKind
    value: float
    def __init__(self, assumption: _Optional[_Union[AssumptionKind, str]] = ..., value: _Optional[float] = ...) -> None: ...

class ImprovementGoal(_message.Message):
    __slots__ = ("reduce_drawdown", "reduce_turnover", "reduce_slippage", "keep_return", "correct_assumption")
    REDUCE_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    REDUCE_TURNOVER_FIELD_NUMBER: _ClassVar[int]
    REDUCE_SLIPPAGE_FIELD_NUMBER: _ClassVar[int]
    KEEP_RETURN_FIELD_NUMBER: _ClassVar[int]
    CORRECT_ASSUMPTION_FIELD_NUMBER: _ClassVar[int]
    reduce_drawdown: ReduceDrawdown
    reduce_turnover: ReduceTurnover
    reduce_slippage: ReduceSlippage
    keep_return: KeepReturn
    correct_assumption: CorrectAssumption
    def __init__(self, reduce_drawdown: _Optional[_Union[ReduceDrawdown, _Mapping]] = ..., reduce_turnover: _Optional[_Union[ReduceTurnover, _Mapping]] = ..., reduce_slippage: _Optional[_Union[ReduceSlippage, _Mapping]] = ..., keep_return: _Optional[_Union[KeepReturn, _Mapping]] = ..., correct_assumption: _Optional[_Union[CorrectAssumption, _Mapping]] = ...) -> None: ...

class LiveFeedback(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "feedback_id", "strategy_instance_id", "experiment_id", "account_id", "env", "period", "performance", "execution", "events", "drift", "goals", "strategy_config_hash", "factor_set_hash", "synthetic")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    EXECUTION_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    DRIFT_FIELD_NUMBER: _ClassVar[int]
    GOALS_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    feedback_id: str
    strategy_instance_id: str
    experiment_id: str
    account_id: str
    env: _types_pb2.Env
    period: _types_pb2.DateRange
    performance: LivePerformance
    execution: LiveExecution
    events: _containers.RepeatedCompositeFieldContainer[LiveEvent]
    drift: _containers.RepeatedCompositeFieldContainer[AssumptionDrift]
    goals: _containers.RepeatedCompositeFieldContainer[ImprovementGoal]
    strategy_config_hash: str
    factor_set_hash: str
    synthetic: bool
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., feedback_id: _Optional[str] = ..., strategy_instance_id: _Optional[str] = ..., experiment_id: _Optional[str] = ..., account_id: _Optional[str] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., performance: _Optional[_Union[LivePerformance, _Mapping]] = ..., execution: _Optional[_Union[LiveExecution, _Mapping]] = ..., events: _Optional[_Iterable[_Union[LiveEvent, _Mapping]]] = ..., drift: _Optional[_Iterable[_Union[AssumptionDrift, _Mapping]]] = ..., goals: _Optional[_Iterable[_Union[ImprovementGoal, _Mapping]]] = ..., strategy_config_hash: _Optional[str] = ..., factor_set_hash: _Optional[str] = ..., synthetic: bool = ...) -> None: ...
