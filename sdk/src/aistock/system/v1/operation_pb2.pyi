# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.market.v1 import source_pb2 as _source_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OperationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OPERATION_STATE_UNSPECIFIED: _ClassVar[OperationState]
    OPERATION_STATE_PENDING: _ClassVar[OperationState]
    OPERATION_STATE_RUNNING: _ClassVar[OperationState]
    OPERATION_STATE_SUCCEEDED: _ClassVar[OperationState]
    OPERATION_STATE_FAILED: _ClassVar[OperationState]
    OPERATION_STATE_CANCELLED: _ClassVar[OperationState]

class OperationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OPERATION_KIND_UNSPECIFIED: _ClassVar[OperationKind]
    OPERATION_KIND_EXPORT_DATASET: _ClassVar[OperationKind]
    OPERATION_KIND_INGEST_FROM_SOURCE: _ClassVar[OperationKind]
OPERATION_STATE_UNSPECIFIED: OperationState
OPERATION_STATE_PENDING: OperationState
OPERATION_STATE_RUNNING: OperationState
OPERATION_STATE_SUCCEEDED: OperationState
OPERATION_STATE_FAILED: OperationState
OPERATION_STATE_CANCELLED: OperationState
OPERATION_KIND_UNSPECIFIED: OperationKind
OPERATION_KIND_EXPORT_DATASET: OperationKind
OPERATION_KIND_INGEST_FROM_SOURCE: OperationKind

class Operation(_message.Message):
    __slots__ = ("operation_id", "kind", "state", "fraction", "stage", "created_at_utc", "updated_at_utc", "result", "error_reason", "error_message")
    OPERATION_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    FRACTION_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    ERROR_REASON_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    operation_id: str
    kind: OperationKind
    state: OperationState
    fraction: float
    stage: str
    created_at_utc: str
    updated_at_utc: str
    result: OperationResult
    error_reason: str
    error_message: str
    def __init__(self, operation_id: _Optional[str] = ..., kind: _Optional[_Union[OperationKind, str]] = ..., state: _Optional[_Union[OperationState, str]] = ..., fraction: _Optional[float] = ..., stage: _Optional[str] = ..., created_at_utc: _Optional[str] = ..., updated_at_utc: _Optional[str] = ..., result: _Optional[_Union[OperationResult, _Mapping]] = ..., error_reason: _Optional[str] = ..., error_message: _Optional[str] = ...) -> None: ...

class ExportedDataset(_message.Message):
    __slots__ = ("snapshot_id", "artifact_sha256", "artifact_size", "manifest_sha256")
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_SHA256_FIELD_NUMBER: _ClassVar[int]
    ARTIFACT_SIZE_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    snapshot_id: str
    artifact_sha256: str
    artifact_size: int
    manifest_sha256: str
    def __init__(self, snapshot_id: _Optional[str] = ..., artifact_sha256: _Optional[str] = ..., artifact_size: _Optional[int] = ..., manifest_sha256: _Optional[str] = ...) -> None: ...

class IngestedDataset(_message.Message):
    __slots__ = ("snapshot_id", "source", "row_count", "created", "attempts")
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    snapshot_id: str
    source: str
    row_count: int
    created: bool
    attempts: _containers.RepeatedCompositeFieldContainer[_source_pb2.SourceAttempt]
    def __init__(self, snapshot_id: _Optional[str] = ..., source: _Optional[str] = ..., row_count: _Optional[int] = ..., created: bool = ..., attempts: _Optional[_Iterable[_Union[_source_pb2.SourceAttempt, _Mapping]]] = ...) -> None: ...

class OperationResult(_message.Message):
    __slots__ = ("exported_dataset", "ingested_dataset")
    EXPORTED_DATASET_FIELD_NUMBER: _ClassVar[int]
    INGESTED_DATASET_FIELD_NUMBER: _ClassVar[int]
    exported_dataset: ExportedDataset
    ingested_dataset: IngestedDataset
    def __init__(self, exported_dataset: _Optional[_Union[ExportedDataset, _Mapping]] = ..., ingested_dataset: _Optional[_Union[IngestedDataset, _Mapping]] = ...) -> None: ...
