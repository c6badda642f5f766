# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.experiments.v1 import experiment_request_pb2 as _experiment_request_pb2
from aistock.experiments.v1 import experiment_result_pb2 as _experiment_result_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExperimentState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXPERIMENT_STATE_UNSPECIFIED: _ClassVar[ExperimentState]
    EXPERIMENT_STATE_QUEUED: _ClassVar[ExperimentState]
    EXPERIMENT_STATE_RUNNING: _ClassVar[ExperimentState]
    EXPERIMENT_STATE_SUCCEEDED: _ClassVar[ExperimentState]
    EXPERIMENT_STATE_FAILED: _ClassVar[ExperimentState]
    EXPERIMENT_STATE_CANCELLED: _ClassVar[ExperimentState]
EXPERIMENT_STATE_UNSPECIFIED: ExperimentState
EXPERIMENT_STATE_QUEUED: ExperimentState
EXPERIMENT_STATE_RUNNING: ExperimentState
EXPERIMENT_STATE_SUCCEEDED: ExperimentState
EXPERIMENT_STATE_FAILED: ExperimentState
EXPERIMENT_STATE_CANCELLED: ExperimentState

class Progress(_message.Message):
    __slots__ = ("stage", "fraction", "message")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    FRACTION_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    stage: _experiment_result_pb2.RunStage
    fraction: float
    message: str
    def __init__(self, stage: _Optional[_Union[_experiment_result_pb2.RunStage, str]] = ..., fraction: _Optional[float] = ..., message: _Optional[str] = ...) -> None: ...

class Experiment(_message.Message):
    __slots__ = ("experiment_id", "request", "state", "attempts", "progress", "result", "worker_id", "submitted_at_utc", "updated_at_utc")
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    WORKER_ID_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    experiment_id: str
    request: _experiment_request_pb2.ExperimentRequest
    state: ExperimentState
    attempts: int
    progress: Progress
    result: _experiment_result_pb2.ExperimentResult
    worker_id: str
    submitted_at_utc: str
    updated_at_utc: str
    def __init__(self, experiment_id: _Optional[str] = ..., request: _Optional[_Union[_experiment_request_pb2.ExperimentRequest, _Mapping]] = ..., state: _Optional[_Union[ExperimentState, str]] = ..., attempts: _Optional[int] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ..., result: _Optional[_Union[_experiment_result_pb2.ExperimentResult, _Mapping]] = ..., worker_id: _Optional[str] = ..., submitted_at_utc: _Optional[str] = ..., updated_at_utc: _Optional[str] = ...) -> None: ...

class ExperimentLease(_message.Message):
    __slots__ = ("experiment_id", "fencing_token", "expires_at_utc", "worker_id")
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    FENCING_TOKEN_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    WORKER_ID_FIELD_NUMBER: _ClassVar[int]
    experiment_id: str
    fencing_token: int
    expires_at_utc: str
    worker_id: str
    def __init__(self, experiment_id: _Optional[str] = ..., fencing_token: _Optional[int] = ..., expires_at_utc: _Optional[str] = ..., worker_id: _Optional[str] = ...) -> None: ...

class SubmitExperimentRequest(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _experiment_request_pb2.ExperimentRequest
    def __init__(self, request: _Optional[_Union[_experiment_request_pb2.ExperimentRequest, _Mapping]] = ...) -> None: ...

class SubmitExperimentResponse(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: Experiment
    def __init__(self, experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...

class GetExperimentRequest(_message.Message):
    __slots__ = ("experiment_id",)
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    experiment_id: str
    def __init__(self, experiment_id: _Optional[str] = ...) -> None: ...

class GetExperimentResponse(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: Experiment
    def __init__(self, experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...

class ListExperimentsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "state", "kind")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    state: ExperimentState
    kind: _experiment_request_pb2.ExperimentKind
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., state: _Optional[_Union[ExperimentState, str]] = ..., kind: _Optional[_Union[_experiment_request_pb2.ExperimentKind, str]] = ...) -> None: ...

class ListExperimentsResponse(_message.Message):
    __slots__ = ("experiments", "next_page_token")
    EXPERIMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    experiments: _containers.RepeatedCompositeFieldContainer[Experiment]
    next_page_token: str
    def __init__(self, experiments: _Optional[_Iterable[_Union[Experiment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CancelExperimentRequest(_message.Message):
    __slots__ = ("request_id", "experiment_id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    experiment_id: str
    def __init__(self, request_id: _Optional[str] = ..., experiment_id: _Optional[str] = ...) -> None: ...

class CancelExperimentResponse(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: Experiment
    def __init__(self, experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...

class WatchExperimentRequest(_message.Message):
    __slots__ = ("experiment_id", "cursor")
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    experiment_id: str
    cursor: str
    def __init__(self, experiment_id: _Optional[str] = ..., cursor: _Optional[str] = ...) -> None: ...

class WatchExperimentResponse(_message.Message):
    __slots__ = ("cursor", "at_utc", "state", "attempts", "worker_id", "progress", "failure")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    AT_UTC_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    WORKER_ID_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    cursor: str
    at_utc: str
    state: ExperimentState
    attempts: int
    worker_id: str
    progress: Progress
    failure: _experiment_result_pb2.RunFailure
    def __init__(self, cursor: _Optional[str] = ..., at_utc: _Optional[str] = ..., state: _Optional[_Union[ExperimentState, str]] = ..., attempts: _Optional[int] = ..., worker_id: _Optional[str] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ..., failure: _Optional[_Union[_experiment_result_pb2.RunFailure, _Mapping]] = ...) -> None: ...

class DraftFromStrategyRequest(_message.Message):
    __slots__ = ("strategy_id", "snapshot_id")
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    strategy_id: str
    snapshot_id: str
    def __init__(self, strategy_id: _Optional[str] = ..., snapshot_id: _Optional[str] = ...) -> None: ...

class DraftFromStrategyResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _experiment_request_pb2.ExperimentRequest
    def __init__(self, request: _Optional[_Union[_experiment_request_pb2.ExperimentRequest, _Mapping]] = ...) -> None: ...

class LeaseExperimentRequest(_message.Message):
    __slots__ = ("request_id", "worker_id", "ttl_seconds")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WORKER_ID_FIELD_NUMBER: _ClassVar[int]
    TTL_SECONDS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    worker_id: str
    ttl_seconds: int
    def __init__(self, request_id: _Optional[str] = ..., worker_id: _Optional[str] = ..., ttl_seconds: _Optional[int] = ...) -> None: ...

class LeaseExperimentResponse(_message.Message):
    __slots__ = ("lease", "experiment")
    LEASE_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    lease: ExperimentLease
    experiment: Experiment
    def __init__(self, lease: _Optional[_Union[ExperimentLease, _Mapping]] = ..., experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...

class HeartbeatExperimentRequest(_message.Message):
    __slots__ = ("experiment_id", "fencing_token", "progress")
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    FENCING_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    experiment_id: str
    fencing_token: int
    progress: Progress
    def __init__(self, experiment_id: _Optional[str] = ..., fencing_token: _Optional[int] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ...) -> None: ...

class HeartbeatExperimentResponse(_message.Message):
    __slots__ = ("lease", "cancelled")
    LEASE_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    lease: ExperimentLease
    cancelled: bool
    def __init__(self, lease: _Optional[_Union[ExperimentLease, _Mapping]] = ..., cancelled: bool = ...) -> None: ...

class CompleteExperimentRequest(_message.Message):
    __slots__ = ("request_id", "fencing_token", "result")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FENCING_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    fencing_token: int
    result: _experiment_result_pb2.ExperimentResult
    def __init__(self, request_id: _Optional[str] = ..., fencing_token: _Optional[int] = ..., result: _Optional[_Union[_experiment_result_pb2.ExperimentResult, _Mapping]] = ...) -> None: ...

class CompleteExperimentResponse(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: Experiment
    def __init__(self, experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...

class FailExperimentRequest(_message.Message):
    __slots__ = ("request_id", "fencing_token", "result")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FENCING_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RESULT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    fencing_token: int
    result: _experiment_result_pb2.ExperimentResult
    def __init__(self, request_id: _Optional[str] = ..., fencing_token: _Optional[int] = ..., result: _Optional[_Union[_experiment_result_pb2.ExperimentResult, _Mapping]] = ...) -> None: ...

class FailExperimentResponse(_message.Message):
    __slots__ = ("experiment",)
    EXPERIMENT_FIELD_NUMBER: _ClassVar[int]
    experiment: Experiment
    def __init__(self, experiment: _Optional[_Union[Experiment, _Mapping]] = ...) -> None: ...
