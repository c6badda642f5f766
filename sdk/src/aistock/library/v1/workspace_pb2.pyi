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

class WorkspacePointers(_message.Message):
    __slots__ = ("meta_path", "summary_path", "manifest_path")
    META_PATH_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_PATH_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_PATH_FIELD_NUMBER: _ClassVar[int]
    meta_path: str
    summary_path: str
    manifest_path: str
    def __init__(self, meta_path: _Optional[str] = ..., summary_path: _Optional[str] = ..., manifest_path: _Optional[str] = ...) -> None: ...

class WorkspaceMeta(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "action", "step_name", "status", "has_result", "result_criteria", "workspace_role", "workspace_path", "workspace_store", "best_workspace_id", "experiment_type", "scenario", "experiment_id", "pointers")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    STEP_NAME_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HAS_RESULT_FIELD_NUMBER: _ClassVar[int]
    RESULT_CRITERIA_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ROLE_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_PATH_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_STORE_FIELD_NUMBER: _ClassVar[int]
    BEST_WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    SCENARIO_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    POINTERS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    action: _library_types_pb2.LoopAction
    step_name: str
    status: _library_types_pb2.LoopStatus
    has_result: bool
    result_criteria: _library_types_pb2.ResultCriteria
    workspace_role: _library_types_pb2.WorkspaceRole
    workspace_path: str
    workspace_store: str
    best_workspace_id: str
    experiment_type: str
    scenario: str
    experiment_id: str
    pointers: WorkspacePointers
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., step_name: _Optional[str] = ..., status: _Optional[_Union[_library_types_pb2.LoopStatus, str]] = ..., has_result: bool = ..., result_criteria: _Optional[_Union[_library_types_pb2.ResultCriteria, _Mapping]] = ..., workspace_role: _Optional[_Union[_library_types_pb2.WorkspaceRole, str]] = ..., workspace_path: _Optional[str] = ..., workspace_store: _Optional[str] = ..., best_workspace_id: _Optional[str] = ..., experiment_type: _Optional[str] = ..., scenario: _Optional[str] = ..., experiment_id: _Optional[str] = ..., pointers: _Optional[_Union[WorkspacePointers, _Mapping]] = ...) -> None: ...

class ExperimentSummary(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "action", "status", "has_result", "result_criteria", "key_metrics", "metrics_basis", "metrics", "files", "artifacts", "dataset_snapshot_id", "executed_config_hash", "experiment_id")
    class MetricsBasisEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _types_pb2.MetricBasis
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_types_pb2.MetricBasis, _Mapping]] = ...) -> None: ...
    class MetricsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    class FilesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HAS_RESULT_FIELD_NUMBER: _ClassVar[int]
    RESULT_CRITERIA_FIELD_NUMBER: _ClassVar[int]
    KEY_METRICS_FIELD_NUMBER: _ClassVar[int]
    METRICS_BASIS_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    DATASET_SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    EXECUTED_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    action: _library_types_pb2.LoopAction
    status: _library_types_pb2.LoopStatus
    has_result: bool
    result_criteria: _library_types_pb2.ResultCriteria
    key_metrics: _library_types_pb2.LoopMetrics
    metrics_basis: _containers.MessageMap[str, _types_pb2.MetricBasis]
    metrics: _containers.ScalarMap[str, float]
    files: _containers.ScalarMap[str, str]
    artifacts: _containers.RepeatedCompositeFieldContainer[_library_types_pb2.ArtifactEntry]
    dataset_snapshot_id: str
    executed_config_hash: str
    experiment_id: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., status: _Optional[_Union[_library_types_pb2.LoopStatus, str]] = ..., has_result: bool = ..., result_criteria: _Optional[_Union[_library_types_pb2.ResultCriteria, _Mapping]] = ..., key_metrics: _Optional[_Union[_library_types_pb2.LoopMetrics, _Mapping]] = ..., metrics_basis: _Optional[_Mapping[str, _types_pb2.MetricBasis]] = ..., metrics: _Optional[_Mapping[str, float]] = ..., files: _Optional[_Mapping[str, str]] = ..., artifacts: _Optional[_Iterable[_Union[_library_types_pb2.ArtifactEntry, _Mapping]]] = ..., dataset_snapshot_id: _Optional[str] = ..., executed_config_hash: _Optional[str] = ..., experiment_id: _Optional[str] = ...) -> None: ...

class ManifestFile(_message.Message):
    __slots__ = ("path", "sha256", "size", "kind")
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    path: str
    sha256: str
    size: int
    kind: str
    def __init__(self, path: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., kind: _Optional[str] = ...) -> None: ...

class WorkspaceManifest(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "files", "artifacts")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    ARTIFACTS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    files: _containers.RepeatedCompositeFieldContainer[ManifestFile]
    artifacts: _containers.RepeatedCompositeFieldContainer[_library_types_pb2.ArtifactEntry]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., files: _Optional[_Iterable[_Union[ManifestFile, _Mapping]]] = ..., artifacts: _Optional[_Iterable[_Union[_library_types_pb2.ArtifactEntry, _Mapping]]] = ...) -> None: ...

class DataSplit(_message.Message):
    __slots__ = ("train", "valid", "test")
    TRAIN_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    TEST_FIELD_NUMBER: _ClassVar[int]
    train: _types_pb2.DateRange
    valid: _types_pb2.DateRange
    test: _types_pb2.DateRange
    def __init__(self, train: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., valid: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., test: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class ColumnProfile(_message.Message):
    __slots__ = ("name", "row_count", "missing_ratio", "min", "max", "unit")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    MISSING_RATIO_FIELD_NUMBER: _ClassVar[int]
    MIN_FIELD_NUMBER: _ClassVar[int]
    MAX_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    name: str
    row_count: int
    missing_ratio: float
    min: float
    max: float
    unit: str
    def __init__(self, name: _Optional[str] = ..., row_count: _Optional[int] = ..., missing_ratio: _Optional[float] = ..., min: _Optional[float] = ..., max: _Optional[float] = ..., unit: _Optional[str] = ...) -> None: ...

class DataProfile(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "dataset_snapshot_id", "data_source", "market", "instrument_count", "day_count", "data_split", "columns", "feature_count", "initial_factor_library_size", "sota_factor_count")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    DATASET_SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_SOURCE_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    DAY_COUNT_FIELD_NUMBER: _ClassVar[int]
    DATA_SPLIT_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    FEATURE_COUNT_FIELD_NUMBER: _ClassVar[int]
    INITIAL_FACTOR_LIBRARY_SIZE_FIELD_NUMBER: _ClassVar[int]
    SOTA_FACTOR_COUNT_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    dataset_snapshot_id: str
    data_source: str
    market: str
    instrument_count: int
    day_count: int
    data_split: DataSplit
    columns: _containers.RepeatedCompositeFieldContainer[ColumnProfile]
    feature_count: int
    initial_factor_library_size: int
    sota_factor_count: int
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., dataset_snapshot_id: _Optional[str] = ..., data_source: _Optional[str] = ..., market: _Optional[str] = ..., instrument_count: _Optional[int] = ..., day_count: _Optional[int] = ..., data_split: _Optional[_Union[DataSplit, _Mapping]] = ..., columns: _Optional[_Iterable[_Union[ColumnProfile, _Mapping]]] = ..., feature_count: _Optional[int] = ..., initial_factor_library_size: _Optional[int] = ..., sota_factor_count: _Optional[int] = ...) -> None: ...
