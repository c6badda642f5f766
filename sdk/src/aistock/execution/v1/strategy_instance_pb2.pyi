# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.execution.v1 import portfolio_pb2 as _portfolio_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InstanceState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INSTANCE_STATE_UNSPECIFIED: _ClassVar[InstanceState]
    INSTANCE_STATE_CREATED: _ClassVar[InstanceState]
    INSTANCE_STATE_RUNNING: _ClassVar[InstanceState]
    INSTANCE_STATE_STOPPED: _ClassVar[InstanceState]

class RebalanceSchedule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REBALANCE_SCHEDULE_UNSPECIFIED: _ClassVar[RebalanceSchedule]
    REBALANCE_SCHEDULE_DAILY: _ClassVar[RebalanceSchedule]
    REBALANCE_SCHEDULE_WEEKLY: _ClassVar[RebalanceSchedule]
    REBALANCE_SCHEDULE_MONTHLY: _ClassVar[RebalanceSchedule]
    REBALANCE_SCHEDULE_ON_DEMAND: _ClassVar[RebalanceSchedule]
INSTANCE_STATE_UNSPECIFIED: InstanceState
INSTANCE_STATE_CREATED: InstanceState
INSTANCE_STATE_RUNNING: InstanceState
INSTANCE_STATE_STOPPED: InstanceState
REBALANCE_SCHEDULE_UNSPECIFIED: RebalanceSchedule
REBALANCE_SCHEDULE_DAILY: RebalanceSchedule
REBALANCE_SCHEDULE_WEEKLY: RebalanceSchedule
REBALANCE_SCHEDULE_MONTHLY: RebalanceSchedule
REBALANCE_SCHEDULE_ON_DEMAND: RebalanceSchedule

class StrategyInstance(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "instance_id", "account_id", "env", "experiment_id", "strategy_config_hash", "factor_set_hash", "model_hash", "method", "schedule", "state", "started_at_utc", "stopped_at_utc", "label")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    MODEL_HASH_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    STOPPED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    instance_id: str
    account_id: str
    env: _types_pb2.Env
    experiment_id: str
    strategy_config_hash: str
    factor_set_hash: str
    model_hash: str
    method: _portfolio_pb2.PortfolioMethod
    schedule: RebalanceSchedule
    state: InstanceState
    started_at_utc: str
    stopped_at_utc: str
    label: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., instance_id: _Optional[str] = ..., account_id: _Optional[str] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., experiment_id: _Optional[str] = ..., strategy_config_hash: _Optional[str] = ..., factor_set_hash: _Optional[str] = ..., model_hash: _Optional[str] = ..., method: _Optional[_Union[_portfolio_pb2.PortfolioMethod, _Mapping]] = ..., schedule: _Optional[_Union[RebalanceSchedule, str]] = ..., state: _Optional[_Union[InstanceState, str]] = ..., started_at_utc: _Optional[str] = ..., stopped_at_utc: _Optional[str] = ..., label: _Optional[str] = ...) -> None: ...
