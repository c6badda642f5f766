# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class LoopAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOOP_ACTION_UNSPECIFIED: _ClassVar[LoopAction]
    LOOP_ACTION_FACTOR: _ClassVar[LoopAction]
    LOOP_ACTION_MODEL: _ClassVar[LoopAction]
    LOOP_ACTION_UNKNOWN: _ClassVar[LoopAction]

class LoopStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOOP_STATUS_UNSPECIFIED: _ClassVar[LoopStatus]
    LOOP_STATUS_RUNNING: _ClassVar[LoopStatus]
    LOOP_STATUS_SUCCESS: _ClassVar[LoopStatus]
    LOOP_STATUS_FAILED: _ClassVar[LoopStatus]
    LOOP_STATUS_ABORTED: _ClassVar[LoopStatus]
    LOOP_STATUS_SKIPPED: _ClassVar[LoopStatus]
    LOOP_STATUS_UNKNOWN: _ClassVar[LoopStatus]

class WorkspaceRole(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WORKSPACE_ROLE_UNSPECIFIED: _ClassVar[WorkspaceRole]
    WORKSPACE_ROLE_EXPERIMENT_WORKSPACE: _ClassVar[WorkspaceRole]
    WORKSPACE_ROLE_SUB_WORKSPACE: _ClassVar[WorkspaceRole]
    WORKSPACE_ROLE_OTHER: _ClassVar[WorkspaceRole]

class FactorSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACTOR_SOURCE_UNSPECIFIED: _ClassVar[FactorSource]
    FACTOR_SOURCE_QLIB_ALPHA158: _ClassVar[FactorSource]
    FACTOR_SOURCE_QLIB_ALPHA360: _ClassVar[FactorSource]
    FACTOR_SOURCE_RD_AGENT: _ClassVar[FactorSource]
    FACTOR_SOURCE_EXTERNAL: _ClassVar[FactorSource]

class MaterializationStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MATERIALIZATION_STATUS_UNSPECIFIED: _ClassVar[MaterializationStatus]
    MATERIALIZATION_STATUS_PENDING: _ClassVar[MaterializationStatus]
    MATERIALIZATION_STATUS_RUNNING: _ClassVar[MaterializationStatus]
    MATERIALIZATION_STATUS_DONE: _ClassVar[MaterializationStatus]
    MATERIALIZATION_STATUS_FAILED: _ClassVar[MaterializationStatus]

class SyncStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SYNC_STATUS_UNSPECIFIED: _ClassVar[SyncStatus]
    SYNC_STATUS_PENDING: _ClassVar[SyncStatus]
    SYNC_STATUS_SYNCED: _ClassVar[SyncStatus]

class OutputForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OUTPUT_FORM_UNSPECIFIED: _ClassVar[OutputForm]
    OUTPUT_FORM_SIGNAL: _ClassVar[OutputForm]
    OUTPUT_FORM_TARGET_WEIGHT: _ClassVar[OutputForm]

class CallForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CALL_FORM_UNSPECIFIED: _ClassVar[CallForm]
    CALL_FORM_CLASS: _ClassVar[CallForm]
    CALL_FORM_FUNCTION: _ClassVar[CallForm]
LOOP_ACTION_UNSPECIFIED: LoopAction
LOOP_ACTION_FACTOR: LoopAction
LOOP_ACTION_MODEL: LoopAction
LOOP_ACTION_UNKNOWN: LoopAction
LOOP_STATUS_UNSPECIFIED: LoopStatus
LOOP_STATUS_RUNNING: LoopStatus
LOOP_STATUS_SUCCESS: LoopStatus
LOOP_STATUS_FAILED: LoopStatus
LOOP_STATUS_ABORTED: LoopStatus
LOOP_STATUS_SKIPPED: LoopStatus
LOOP_STATUS_UNKNOWN: LoopStatus
WORKSPACE_ROLE_UNSPECIFIED: WorkspaceRole
WORKSPACE_ROLE_EXPERIMENT_WORKSPACE: WorkspaceRole
WORKSPACE_ROLE_SUB_WORKSPACE: WorkspaceRole
WORKSPACE_ROLE_OTHER: WorkspaceRole
FACTOR_SOURCE_UNSPECIFIED: FactorSource
FACTOR_SOURCE_QLIB_ALPHA158: FactorSource
FACTOR_SOURCE_QLIB_ALPHA360: FactorSource
FACTOR_SOURCE_RD_AGENT: FactorSource
FACTOR_SOURCE_EXTERNAL: FactorSource
MATERIALIZATION_STATUS_UNSPECIFIED: MaterializationStatus
MATERIALIZATION_STATUS_PENDING: MaterializationStatus
MATERIALIZATION_STATUS_RUNNING: MaterializationStatus
MATERIALIZATION_STATUS_DONE: MaterializationStatus
MATERIALIZATION_STATUS_FAILED: MaterializationStatus
SYNC_STATUS_UNSPECIFIED: SyncStatus
SYNC_STATUS_PENDING: SyncStatus
SYNC_STATUS_SYNCED: SyncStatus
OUTPUT_FORM_UNSPECIFIED: OutputForm
OUTPUT_FORM_SIGNAL: OutputForm
OUTPUT_FORM_TARGET_WEIGHT: OutputForm
CALL_FORM_UNSPECIFIED: CallForm
CALL_FORM_CLASS: CallForm
CALL_FORM_FUNCTION: CallForm

class CallInterface(_message.Message):
    __slots__ = ("type", "standard_wrapper")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    STANDARD_WRAPPER_FIELD_NUMBER: _ClassVar[int]
    type: CallForm
    standard_wrapper: str
    def __init__(self, type: _Optional[_Union[CallForm, str]] = ..., standard_wrapper: _Optional[str] = ...) -> None: ...

class InputSchema(_message.Message):
    __slots__ = ("required_fields", "optional_fields", "lookback_days", "index_type", "description")
    REQUIRED_FIELDS_FIELD_NUMBER: _ClassVar[int]
    OPTIONAL_FIELDS_FIELD_NUMBER: _ClassVar[int]
    LOOKBACK_DAYS_FIELD_NUMBER: _ClassVar[int]
    INDEX_TYPE_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    required_fields: _containers.RepeatedScalarFieldContainer[str]
    optional_fields: _containers.RepeatedScalarFieldContainer[str]
    lookback_days: int
    index_type: str
    description: str
    def __init__(self, required_fields: _Optional[_Iterable[str]] = ..., optional_fields: _Optional[_Iterable[str]] = ..., lookback_days: _Optional[int] = ..., index_type: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class LoopMetrics(_message.Message):
    __slots__ = ("annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score", "extra")
    class ExtraEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: float
        def __init__(self, key: _Optional[str] = ..., value: _Optional[float] = ...) -> None: ...
    ANNUALIZED_RETURN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    RANK_IC_MEAN_FIELD_NUMBER: _ClassVar[int]
    MULTI_SCORE_FIELD_NUMBER: _ClassVar[int]
    EXTRA_FIELD_NUMBER: _ClassVar[int]
    annualized_return: float
    max_drawdown: float
    ic_mean: float
    rank_ic_mean: float
    multi_score: float
    extra: _containers.ScalarMap[str, float]
    def __init__(self, annualized_return: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., ic_mean: _Optional[float] = ..., rank_ic_mean: _Optional[float] = ..., multi_score: _Optional[float] = ..., extra: _Optional[_Mapping[str, float]] = ...) -> None: ...

class EvidenceFile(_message.Message):
    __slots__ = ("name", "path", "sha256", "size")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    name: str
    path: str
    sha256: str
    size: int
    def __init__(self, name: _Optional[str] = ..., path: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class ResultCriteria(_message.Message):
    __slots__ = ("action", "required_files", "evidence", "has_result")
    ACTION_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FILES_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    HAS_RESULT_FIELD_NUMBER: _ClassVar[int]
    action: LoopAction
    required_files: _containers.RepeatedScalarFieldContainer[str]
    evidence: _containers.RepeatedCompositeFieldContainer[EvidenceFile]
    has_result: bool
    def __init__(self, action: _Optional[_Union[LoopAction, str]] = ..., required_files: _Optional[_Iterable[str]] = ..., evidence: _Optional[_Iterable[_Union[EvidenceFile, _Mapping]]] = ..., has_result: bool = ...) -> None: ...

class ArtifactEntry(_message.Message):
    __slots__ = ("artifact_id", "artifact_type", "name", "present", "entry_path", "files")
    ARTIFACT_ID_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PRESENT_FIELD_NUMBER: _ClassVar[int]
    ENTRY_PATH_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    artifact_id: str
    artifact_type: str
    name: str
    present: bool
    entry_path: str
    files: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, artifact_id: _Optional[str] = ..., artifact_type: _Optional[str] = ..., name: _Optional[str] = ..., present: bool = ..., entry_path: _Optional[str] = ..., files: _Optional[_Iterable[str]] = ...) -> None: ...
