# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.experiments.v1 import factor_set_config_pb2 as _factor_set_config_pb2
from aistock.experiments.v1 import strategy_config_pb2 as _strategy_config_pb2
from aistock.experiments.v1 import train_test_config_pb2 as _train_test_config_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExperimentKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EXPERIMENT_KIND_UNSPECIFIED: _ClassVar[ExperimentKind]
    EXPERIMENT_KIND_RESEARCH: _ClassVar[ExperimentKind]
    EXPERIMENT_KIND_BENCHMARK: _ClassVar[ExperimentKind]
    EXPERIMENT_KIND_AB_TEST: _ClassVar[ExperimentKind]
    EXPERIMENT_KIND_RETRAIN: _ClassVar[ExperimentKind]
    EXPERIMENT_KIND_DIRECTED: _ClassVar[ExperimentKind]
EXPERIMENT_KIND_UNSPECIFIED: ExperimentKind
EXPERIMENT_KIND_RESEARCH: ExperimentKind
EXPERIMENT_KIND_BENCHMARK: ExperimentKind
EXPERIMENT_KIND_AB_TEST: ExperimentKind
EXPERIMENT_KIND_RETRAIN: ExperimentKind
EXPERIMENT_KIND_DIRECTED: ExperimentKind

class Constraints(_message.Message):
    __slots__ = ("model_allowlist", "factor_allowlist", "limits")
    MODEL_ALLOWLIST_FIELD_NUMBER: _ClassVar[int]
    FACTOR_ALLOWLIST_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    model_allowlist: _containers.RepeatedScalarFieldContainer[str]
    factor_allowlist: _containers.RepeatedScalarFieldContainer[str]
    limits: _containers.RepeatedCompositeFieldContainer[MetricLimit]
    def __init__(self, model_allowlist: _Optional[_Iterable[str]] = ..., factor_allowlist: _Optional[_Iterable[str]] = ..., limits: _Optional[_Iterable[_Union[MetricLimit, _Mapping]]] = ...) -> None: ...

class MetricLimit(_message.Message):
    __slots__ = ("metric", "at_least", "at_most")
    METRIC_FIELD_NUMBER: _ClassVar[int]
    AT_LEAST_FIELD_NUMBER: _ClassVar[int]
    AT_MOST_FIELD_NUMBER: _ClassVar[int]
    metric: str
    at_least: float
    at_most: float
    def __init__(self, metric: _Optional[str] = ..., at_least: _Optional[float] = ..., at_most: _Optional[float] = ...) -> None: ...

class Budget(_message.Message):
    __slots__ = ("max_seconds", "max_attempts", "max_cost_mills")
    MAX_SECONDS_FIELD_NUMBER: _ClassVar[int]
    MAX_ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    MAX_COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    max_seconds: int
    max_attempts: int
    max_cost_mills: int
    def __init__(self, max_seconds: _Optional[int] = ..., max_attempts: _Optional[int] = ..., max_cost_mills: _Optional[int] = ...) -> None: ...

class UserTrigger(_message.Message):
    __slots__ = ("user",)
    USER_FIELD_NUMBER: _ClassVar[int]
    user: str
    def __init__(self, user: _Optional[str] = ...) -> None: ...

class FeedbackTrigger(_message.Message):
    __slots__ = ("feedback_id", "parent_experiment_id")
    FEEDBACK_ID_FIELD_NUMBER: _ClassVar[int]
    PARENT_EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    feedback_id: str
    parent_experiment_id: str
    def __init__(self, feedback_id: _Optional[str] = ..., parent_experiment_id: _Optional[str] = ...) -> None: ...

class TriggeredBy(_message.Message):
    __slots__ = ("user", "feedback")
    USER_FIELD_NUMBER: _ClassVar[int]
    FEEDBACK_FIELD_NUMBER: _ClassVar[int]
    user: UserTrigger
    feedback: FeedbackTrigger
    def __init__(self, user: _Optional[_Union[UserTrigger, _Mapping]] = ..., feedback: _Optional[_Union[FeedbackTrigger, _Mapping]] = ...) -> None: ...

class ExperimentRequest(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "request_id", "name", "description", "kind", "priority", "strategy", "factor_set", "train_test", "objective", "constraints", "budget", "seed", "triggered_by", "strategy_id", "user_tags")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_FIELD_NUMBER: _ClassVar[int]
    TRAIN_TEST_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVE_FIELD_NUMBER: _ClassVar[int]
    CONSTRAINTS_FIELD_NUMBER: _ClassVar[int]
    BUDGET_FIELD_NUMBER: _ClassVar[int]
    SEED_FIELD_NUMBER: _ClassVar[int]
    TRIGGERED_BY_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    USER_TAGS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    request_id: str
    name: str
    description: str
    kind: ExperimentKind
    priority: int
    strategy: _strategy_config_pb2.StrategyConfig
    factor_set: _factor_set_config_pb2.FactorSetConfig
    train_test: _train_test_config_pb2.TrainTestConfig
    objective: _strategy_config_pb2.Objective
    constraints: Constraints
    budget: Budget
    seed: int
    triggered_by: TriggeredBy
    strategy_id: str
    user_tags: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., request_id: _Optional[str] = ..., name: _Optional[str] = ..., description: _Optional[str] = ..., kind: _Optional[_Union[ExperimentKind, str]] = ..., priority: _Optional[int] = ..., strategy: _Optional[_Union[_strategy_config_pb2.StrategyConfig, _Mapping]] = ..., factor_set: _Optional[_Union[_factor_set_config_pb2.FactorSetConfig, _Mapping]] = ..., train_test: _Optional[_Union[_train_test_config_pb2.TrainTestConfig, _Mapping]] = ..., objective: _Optional[_Union[_strategy_config_pb2.Objective, _Mapping]] = ..., constraints: _Optional[_Union[Constraints, _Mapping]] = ..., budget: _Optional[_Union[Budget, _Mapping]] = ..., seed: _Optional[int] = ..., triggered_by: _Optional[_Union[TriggeredBy, _Mapping]] = ..., strategy_id: _Optional[str] = ..., user_tags: _Optional[_Iterable[str]] = ...) -> None: ...
