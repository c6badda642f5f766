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

class SummaryTexts(_message.Message):
    __slots__ = ("execution", "value_feedback", "shape_feedback")
    EXECUTION_FIELD_NUMBER: _ClassVar[int]
    VALUE_FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    SHAPE_FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    execution: str
    value_feedback: str
    shape_feedback: str
    def __init__(self, execution: _Optional[str] = ..., value_feedback: _Optional[str] = ..., shape_feedback: _Optional[str] = ...) -> None: ...

class LoopPaths(_message.Message):
    __slots__ = ("factor_meta", "factor_perf", "feedback", "ret_curve", "dd_curve")
    FACTOR_META_FIELD_NUMBER: _ClassVar[int]
    FACTOR_PERF_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    RET_CURVE_FIELD_NUMBER: _ClassVar[int]
    DD_CURVE_FIELD_NUMBER: _ClassVar[int]
    factor_meta: str
    factor_perf: str
    feedback: str
    ret_curve: str
    dd_curve: str
    def __init__(self, factor_meta: _Optional[str] = ..., factor_perf: _Optional[str] = ..., feedback: _Optional[str] = ..., ret_curve: _Optional[str] = ..., dd_curve: _Optional[str] = ...) -> None: ...

class CatalogLoop(_message.Message):
    __slots__ = ("task_run_id", "loop_id", "workspace_id", "scenario", "step_name", "action", "status", "has_result", "strategy_id", "factor_names", "metrics", "decision", "summary_texts", "paths", "metrics_basis", "workspace_path", "workspace_store", "workspace_ref", "workspace_role", "log_dir", "materialization_status", "materialization_error", "asset_bundle_id", "is_solidified", "sync_status", "model_id", "config_hash", "experiment_id", "started_at_utc", "ended_at_utc", "period", "files")
    class MetricsBasisEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _types_pb2.MetricBasis
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_types_pb2.MetricBasis, _Mapping]] = ...) -> None: ...
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    STEP_NAME_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HAS_RESULT_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    FACTOR_NAMES_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_TEXTS_FIELD_NUMBER: _ClassVar[int]
    PATHS_FIELD_NUMBER: _ClassVar[int]
    METRICS_BASIS_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_PATH_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_STORE_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_REF_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ROLE_FIELD_NUMBER: _ClassVar[int]
    LOG_DIR_FIELD_NUMBER: _ClassVar[int]
    MATERIALIZATION_STATUS_FIELD_NUMBER: _ClassVar[int]
    MATERIALIZATION_ERROR_FIELD_NUMBER: _ClassVar[int]
    ASSET_BUNDLE_ID_FIELD_NUMBER: _ClassVar[int]
    IS_SOLIDIFIED_FIELD_NUMBER: _ClassVar[int]
    SYNC_STATUS_FIELD_NUMBER: _ClassVar[int]
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    task_run_id: str
    loop_id: int
    workspace_id: str
    scenario: str
    step_name: str
    action: _library_types_pb2.LoopAction
    status: _library_types_pb2.LoopStatus
    has_result: bool
    strategy_id: str
    factor_names: _containers.RepeatedScalarFieldContainer[str]
    metrics: _library_types_pb2.LoopMetrics
    decision: bool
    summary_texts: SummaryTexts
    paths: LoopPaths
    metrics_basis: _containers.MessageMap[str, _types_pb2.MetricBasis]
    workspace_path: str
    workspace_store: str
    workspace_ref: _types_pb2.WorkspaceRef
    workspace_role: _library_types_pb2.WorkspaceRole
    log_dir: str
    materialization_status: _library_types_pb2.MaterializationStatus
    materialization_error: str
    asset_bundle_id: str
    is_solidified: bool
    sync_status: _library_types_pb2.SyncStatus
    model_id: str
    config_hash: str
    experiment_id: str
    started_at_utc: str
    ended_at_utc: str
    period: _types_pb2.DateRange
    files: _containers.RepeatedCompositeFieldContainer[_types_pb2.NamedFile]
    def __init__(self, task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., scenario: _Optional[str] = ..., step_name: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., status: _Optional[_Union[_library_types_pb2.LoopStatus, str]] = ..., has_result: bool = ..., strategy_id: _Optional[str] = ..., factor_names: _Optional[_Iterable[str]] = ..., metrics: _Optional[_Union[_library_types_pb2.LoopMetrics, _Mapping]] = ..., decision: bool = ..., summary_texts: _Optional[_Union[SummaryTexts, _Mapping]] = ..., paths: _Optional[_Union[LoopPaths, _Mapping]] = ..., metrics_basis: _Optional[_Mapping[str, _types_pb2.MetricBasis]] = ..., workspace_path: _Optional[str] = ..., workspace_store: _Optional[str] = ..., workspace_ref: _Optional[_Union[_types_pb2.WorkspaceRef, _Mapping]] = ..., workspace_role: _Optional[_Union[_library_types_pb2.WorkspaceRole, str]] = ..., log_dir: _Optional[str] = ..., materialization_status: _Optional[_Union[_library_types_pb2.MaterializationStatus, str]] = ..., materialization_error: _Optional[str] = ..., asset_bundle_id: _Optional[str] = ..., is_solidified: bool = ..., sync_status: _Optional[_Union[_library_types_pb2.SyncStatus, str]] = ..., model_id: _Optional[str] = ..., config_hash: _Optional[str] = ..., experiment_id: _Optional[str] = ..., started_at_utc: _Optional[str] = ..., ended_at_utc: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., files: _Optional[_Iterable[_Union[_types_pb2.NamedFile, _Mapping]]] = ...) -> None: ...

class LoopCatalog(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "loops", "snapshot_id")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    LOOPS_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    loops: _containers.RepeatedCompositeFieldContainer[CatalogLoop]
    snapshot_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., loops: _Optional[_Iterable[_Union[CatalogLoop, _Mapping]]] = ..., snapshot_id: _Optional[str] = ...) -> None: ...
