# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.experiments.v1 import strategy_config_pb2 as _strategy_config_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ResultStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESULT_STATUS_UNSPECIFIED: _ClassVar[ResultStatus]
    RESULT_STATUS_SUCCEEDED: _ClassVar[ResultStatus]
    RESULT_STATUS_FAILED: _ClassVar[ResultStatus]

class RunStage(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RUN_STAGE_UNSPECIFIED: _ClassVar[RunStage]
    RUN_STAGE_PREPARE: _ClassVar[RunStage]
    RUN_STAGE_FEATURES: _ClassVar[RunStage]
    RUN_STAGE_TRAIN: _ClassVar[RunStage]
    RUN_STAGE_SIGNAL: _ClassVar[RunStage]
    RUN_STAGE_BACKTEST: _ClassVar[RunStage]
    RUN_STAGE_ARTIFACTS: _ClassVar[RunStage]
RESULT_STATUS_UNSPECIFIED: ResultStatus
RESULT_STATUS_SUCCEEDED: ResultStatus
RESULT_STATUS_FAILED: ResultStatus
RUN_STAGE_UNSPECIFIED: RunStage
RUN_STAGE_PREPARE: RunStage
RUN_STAGE_FEATURES: RunStage
RUN_STAGE_TRAIN: RunStage
RUN_STAGE_SIGNAL: RunStage
RUN_STAGE_BACKTEST: RunStage
RUN_STAGE_ARTIFACTS: RunStage

class RunFailure(_message.Message):
    __slots__ = ("stage", "reason", "message", "remedy", "retryable")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    stage: RunStage
    reason: str
    message: str
    remedy: str
    retryable: bool
    def __init__(self, stage: _Optional[_Union[RunStage, str]] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ..., retryable: bool = ...) -> None: ...

class RunHashes(_message.Message):
    __slots__ = ("code_sha256", "snapshot_id", "features_sha256", "model_sha256", "strategy_config_hash", "factor_set_hash", "train_test_hash")
    CODE_SHA256_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    FEATURES_SHA256_FIELD_NUMBER: _ClassVar[int]
    MODEL_SHA256_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    TRAIN_TEST_HASH_FIELD_NUMBER: _ClassVar[int]
    code_sha256: str
    snapshot_id: str
    features_sha256: str
    model_sha256: str
    strategy_config_hash: str
    factor_set_hash: str
    train_test_hash: str
    def __init__(self, code_sha256: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., features_sha256: _Optional[str] = ..., model_sha256: _Optional[str] = ..., strategy_config_hash: _Optional[str] = ..., factor_set_hash: _Optional[str] = ..., train_test_hash: _Optional[str] = ...) -> None: ...

class AssumptionSet(_message.Message):
    __slots__ = ("deal_price", "open_cost", "close_cost", "limit_threshold", "signal_lag_days", "turnover", "fill_ratio", "total_return", "max_drawdown", "cash_share")
    DEAL_PRICE_FIELD_NUMBER: _ClassVar[int]
    OPEN_COST_FIELD_NUMBER: _ClassVar[int]
    CLOSE_COST_FIELD_NUMBER: _ClassVar[int]
    LIMIT_THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_LAG_DAYS_FIELD_NUMBER: _ClassVar[int]
    TURNOVER_FIELD_NUMBER: _ClassVar[int]
    FILL_RATIO_FIELD_NUMBER: _ClassVar[int]
    TOTAL_RETURN_FIELD_NUMBER: _ClassVar[int]
    MAX_DRAWDOWN_FIELD_NUMBER: _ClassVar[int]
    CASH_SHARE_FIELD_NUMBER: _ClassVar[int]
    deal_price: _strategy_config_pb2.DealPrice
    open_cost: float
    close_cost: float
    limit_threshold: float
    signal_lag_days: int
    turnover: float
    fill_ratio: float
    total_return: float
    max_drawdown: float
    cash_share: float
    def __init__(self, deal_price: _Optional[_Union[_strategy_config_pb2.DealPrice, str]] = ..., open_cost: _Optional[float] = ..., close_cost: _Optional[float] = ..., limit_threshold: _Optional[float] = ..., signal_lag_days: _Optional[int] = ..., turnover: _Optional[float] = ..., fill_ratio: _Optional[float] = ..., total_return: _Optional[float] = ..., max_drawdown: _Optional[float] = ..., cash_share: _Optional[float] = ...) -> None: ...

class StageTiming(_message.Message):
    __slots__ = ("stage", "seconds")
    STAGE_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    stage: RunStage
    seconds: float
    def __init__(self, stage: _Optional[_Union[RunStage, str]] = ..., seconds: _Optional[float] = ...) -> None: ...

class ExperimentResult(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "experiment_id", "request_id", "status", "failure", "effective_config", "effective_config_sha256", "hashes", "seed", "package_versions", "metrics", "assumptions", "files", "features", "timings", "worker_id", "attempt", "started_at_utc", "ended_at_utc", "synthetic")
    class PackageVersionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_CONFIG_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_CONFIG_SHA256_FIELD_NUMBER: _ClassVar[int]
    HASHES_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    PACKAGE_VERSIONS_FIELD_NUMBER: _ClassVar[int]
    METRICS_FIELD_NUMBER: _ClassVar[int]
    ASSUMPTIONS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    FEATURES_FIELD_NUMBER: _ClassVar[int]
    TIMINGS_FIELD_NUMBER: _ClassVar[int]
    WORKER_ID_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    experiment_id: str
    request_id: str
    status: ResultStatus
    failure: RunFailure
    effective_config: str
    effective_config_sha256: str
    hashes: RunHashes
    seed: int
    package_versions: _containers.ScalarMap[str, str]
    metrics: _containers.RepeatedCompositeFieldContainer[_types_pb2.Metric]
    assumptions: AssumptionSet
    files: _containers.RepeatedCompositeFieldContainer[_types_pb2.NamedFile]
    features: _containers.RepeatedScalarFieldContainer[str]
    timings: _containers.RepeatedCompositeFieldContainer[StageTiming]
    worker_id: str
    attempt: int
    started_at_utc: str
    ended_at_utc: str
    synthetic: bool
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., experiment_id: _Optional[str] = ..., request_id: _Optional[str] = ..., status: _Optional[_Union[ResultStatus, str]] = ..., failure: _Optional[_Union[RunFailure, _Mapping]] = ..., effective_config: _Optional[str] = ..., effective_config_sha256: _Optional[str] = ..., hashes: _Optional[_Union[RunHashes, _Mapping]] = ..., seed: _Optional[int] = ..., package_versions: _Optional[_Mapping[str, str]] = ..., metrics: _Optional[_Iterable[_Union[_types_pb2.Metric, _Mapping]]] = ..., assumptions: _Optional[_Union[AssumptionSet, _Mapping]] = ..., files: _Optional[_Iterable[_Union[_types_pb2.NamedFile, _Mapping]]] = ..., features: _Optional[_Iterable[str]] = ..., timings: _Optional[_Iterable[_Union[StageTiming, _Mapping]]] = ..., worker_id: _Optional[str] = ..., attempt: _Optional[int] = ..., started_at_utc: _Optional[str] = ..., ended_at_utc: _Optional[str] = ..., synthetic: bool = ...) -> None: ...
