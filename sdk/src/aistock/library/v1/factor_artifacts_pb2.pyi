# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.library.v1 import factor_catalog_pb2 as _factor_catalog_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FactorMeta(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "factors")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    factors: _containers.RepeatedCompositeFieldContainer[_factor_catalog_pb2.CatalogFactor]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., factors: _Optional[_Iterable[_Union[_factor_catalog_pb2.CatalogFactor, _Mapping]]] = ...) -> None: ...

class PerformanceWindow(_message.Message):
    __slots__ = ("name", "period", "annualized_return", "max_drawdown", "sharpe", "metrics", "metrics_basis")
    class MetricsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class MetricsBasisEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _types_pb2.MetricBasis
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_types_pb2.MetricBasis, _Mapping]] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    ANNUALIZED_RETURN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    SHARPE_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    METRICS_BASIS_FIELD_NUMBER: _ClassVar[int]
    name: str
    period: _types_pb2.DateRange
    annualized_return: float
    max_drawdown: float
    sharpe: float
    metrics: _containers.ScalarMap[str, float]
    metrics_basis: _containers.MessageMap[str, _types_pb2.MetricBasis]
    def __init__(self, name: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., annualized_return: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., sharpe: _Optional[float] = ..., metrics: _Optional[_Mapping[str, float]] = ..., metrics_basis: _Optional[_Mapping[str, _types_pb2.MetricBasis]] = ...) -> None: ...

class FactorPerformance(_message.Message):
    __slots__ = ("name", "ic_mean", "rank_ic_mean", "ic_ir", "coverage", "windows", "rank_ic_ir")
    NAME_FIELD_NUMBER: _ClassVar[int]
    IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    RANK_IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    IC_IR_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    WINDOWS_FIELD_NUMBER: _ClassVar[int]
    RANK_IC_IR_FIELD_NUMBER: _ClassVar[int]
    name: str
    ic_mean: float
    rank_ic_mean: float
    ic_ir: float
    coverage: float
    windows: _containers.RepeatedCompositeFieldContainer[PerformanceWindow]
    rank_ic_ir: float
    def __init__(self, name: _Optional[str] = ..., ic_mean: _Optional[float] = ..., rank_ic_mean: _Optional[float] = ..., ic_ir: _Optional[float] = ..., coverage: _Optional[float] = ..., windows: _Optional[_Iterable[_Union[PerformanceWindow, _Mapping]]] = ..., rank_ic_ir: _Optional[float] = ...) -> None: ...

class FactorCombination(_message.Message):
    __slots__ = ("name", "factor_names", "windows")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FACTOR_NAMES_FIELD_NUMBER: _ClassVar[int]
    WINDOWS_FIELD_NUMBER: _ClassVar[int]
    name: str
    factor_names: _containers.RepeatedScalarFieldContainer[str]
    windows: _containers.RepeatedCompositeFieldContainer[PerformanceWindow]
    def __init__(self, name: _Optional[str] = ..., factor_names: _Optional[_Iterable[str]] = ..., windows: _Optional[_Iterable[_Union[PerformanceWindow, _Mapping]]] = ...) -> None: ...

class FactorPerf(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "factors", "combinations")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    COMBINATIONS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    factors: _containers.RepeatedCompositeFieldContainer[FactorPerformance]
    combinations: _containers.RepeatedCompositeFieldContainer[FactorCombination]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., factors: _Optional[_Iterable[_Union[FactorPerformance, _Mapping]]] = ..., combinations: _Optional[_Iterable[_Union[FactorCombination, _Mapping]]] = ...) -> None: ...
