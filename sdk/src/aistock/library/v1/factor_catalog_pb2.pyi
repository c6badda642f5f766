# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.library.v1 import library_types_pb2 as _library_types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FactorFigures(_message.Message):
    __slots__ = ("ic_mean", "ic_ir", "rank_ic_mean", "rank_ic_ir", "coverage", "period")
    IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    IC_IR_FIELD_NUMBER: _ClassVar[int]
    RANK_IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    RANK_IC_IR_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    ic_mean: float
    ic_ir: float
    rank_ic_mean: float
    rank_ic_ir: float
    coverage: float
    period: _types_pb2.DateRange
    def __init__(self, ic_mean: _Optional[float] = ..., ic_ir: _Optional[float] = ..., rank_ic_mean: _Optional[float] = ..., rank_ic_ir: _Optional[float] = ..., coverage: _Optional[float] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class CatalogFactor(_message.Message):
    __slots__ = ("name", "expression", "source", "region", "tags", "description_cn", "formula_hint", "variables", "created_at_utc", "experiment_id", "freq", "align", "nan_policy", "input_schema", "impl_module", "impl_func", "impl_version", "interface_info", "legacy_no_impl", "best_performance", "best_performance_sharpe", "best_performance_ann_ret", "best_performance_mdd", "best_task_run_id", "best_loop_id", "origin_source", "figures")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_CN_FIELD_NUMBER: _ClassVar[int]
    FORMULA_HINT_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    FREQ_FIELD_NUMBER: _ClassVar[int]
    ALIGN_FIELD_NUMBER: _ClassVar[int]
    NAN_POLICY_FIELD_NUMBER: _ClassVar[int]
    INPUT_SCHEMA_FIELD_NUMBER: _ClassVar[int]
    IMPL_MODULE_FIELD_NUMBER: _ClassVar[int]
    IMPL_FUNC_FIELD_NUMBER: _ClassVar[int]
    IMPL_VERSION_FIELD_NUMBER: _ClassVar[int]
    INTERFACE_INFO_FIELD_NUMBER: _ClassVar[int]
    LEGACY_NO_IMPL_FIELD_NUMBER: _ClassVar[int]
    BEST_PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    BEST_PERFORMANCE_SHARPE_FIELD_NUMBER: _ClassVar[int]
    BEST_PERFORMANCE_ANN_RET_FIELD_NUMBER: _ClassVar[int]
    BEST_PERFORMANCE_MDD_FIELD_NUMBER: _ClassVar[int]
    BEST_TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    BEST_LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_SOURCE_FIELD_NUMBER: _ClassVar[int]
    FIGURES_FIELD_NUMBER: _ClassVar[int]
    name: str
    expression: str
    source: _library_types_pb2.FactorSource
    region: str
    tags: _containers.RepeatedScalarFieldContainer[str]
    description_cn: str
    formula_hint: str
    variables: str
    created_at_utc: str
    experiment_id: str
    freq: str
    align: str
    nan_policy: str
    input_schema: _library_types_pb2.InputSchema
    impl_module: str
    impl_func: str
    impl_version: str
    interface_info: _library_types_pb2.CallInterface
    legacy_no_impl: bool
    best_performance: str
    best_performance_sharpe: float
    best_performance_ann_ret: float
    best_performance_mdd: float
    best_task_run_id: str
    best_loop_id: int
    origin_source: str
    figures: FactorFigures
    def __init__(self, name: _Optional[str] = ..., expression: _Optional[str] = ..., source: _Optional[_Union[_library_types_pb2.FactorSource, str]] = ..., region: _Optional[str] = ..., tags: _Optional[_Iterable[str]] = ..., description_cn: _Optional[str] = ..., formula_hint: _Optional[str] = ..., variables: _Optional[str] = ..., created_at_utc: _Optional[str] = ..., experiment_id: _Optional[str] = ..., freq: _Optional[str] = ..., align: _Optional[str] = ..., nan_policy: _Optional[str] = ..., input_schema: _Optional[_Union[_library_types_pb2.InputSchema, _Mapping]] = ..., impl_module: _Optional[str] = ..., impl_func: _Optional[str] = ..., impl_version: _Optional[str] = ..., interface_info: _Optional[_Union[_library_types_pb2.CallInterface, _Mapping]] = ..., legacy_no_impl: bool = ..., best_performance: _Optional[str] = ..., best_performance_sharpe: _Optional[float] = ..., best_performance_ann_ret: _Optional[float] = ..., best_performance_mdd: _Optional[float] = ..., best_task_run_id: _Optional[str] = ..., best_loop_id: _Optional[int] = ..., origin_source: _Optional[str] = ..., figures: _Optional[_Union[FactorFigures, _Mapping]] = ...) -> None: ...

class FactorCatalog(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "factors", "snapshot_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    factors: _containers.RepeatedCompositeFieldContainer[CatalogFactor]
    snapshot_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., factors: _Optional[_Iterable[_Union[CatalogFactor, _Mapping]]] = ..., snapshot_id: _Optional[str] = ...) -> None: ...

class AlphaMeta(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "factors", "config_path", "snapshot_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    CONFIG_PATH_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    factors: _containers.RepeatedCompositeFieldContainer[CatalogFactor]
    config_path: str
    snapshot_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., factors: _Optional[_Iterable[_Union[CatalogFactor, _Mapping]]] = ..., config_path: _Optional[str] = ..., snapshot_id: _Optional[str] = ...) -> None: ...
