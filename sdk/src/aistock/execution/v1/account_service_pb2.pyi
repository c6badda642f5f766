# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.execution.v1 import account_pb2 as _account_pb2
from aistock.execution.v1 import order_pb2 as _order_pb2
from aistock.execution.v1 import portfolio_pb2 as _portfolio_pb2
from aistock.execution.v1 import strategy_instance_pb2 as _strategy_instance_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DifferenceKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIFFERENCE_KIND_UNSPECIFIED: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_CHAIN_BROKEN: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_GAP: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_UNLAWFUL: _ClassVar[DifferenceKind]
    DIFFERENCE_KIND_VIEW_DIFFERS: _ClassVar[DifferenceKind]
DIFFERENCE_KIND_UNSPECIFIED: DifferenceKind
DIFFERENCE_KIND_CHAIN_BROKEN: DifferenceKind
DIFFERENCE_KIND_GAP: DifferenceKind
DIFFERENCE_KIND_UNLAWFUL: DifferenceKind
DIFFERENCE_KIND_VIEW_DIFFERS: DifferenceKind

class LedgerDifference(_message.Message):
    __slots__ = ("kind", "seq", "subject", "expected", "found")
    KIND_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    FOUND_FIELD_NUMBER: _ClassVar[int]
    kind: DifferenceKind
    seq: int
    subject: str
    expected: str
    found: str
    def __init__(self, kind: _Optional[_Union[DifferenceKind, str]] = ..., seq: _Optional[int] = ..., subject: _Optional[str] = ..., expected: _Optional[str] = ..., found: _Optional[str] = ...) -> None: ...

class OpenAccountRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "kind", "env", "snapshot_id", "start_date", "initial_cash_mills", "fees", "max_volume_fraction", "synthetic")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    MAX_VOLUME_FRACTION_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    kind: _account_pb2.AccountKind
    env: _types_pb2.Env
    snapshot_id: str
    start_date: str
    initial_cash_mills: int
    fees: _account_pb2.FeePolicy
    max_volume_fraction: float
    synthetic: bool
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., kind: _Optional[_Union[_account_pb2.AccountKind, str]] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., snapshot_id: _Optional[str] = ..., start_date: _Optional[str] = ..., initial_cash_mills: _Optional[int] = ..., fees: _Optional[_Union[_account_pb2.FeePolicy, _Mapping]] = ..., max_volume_fraction: _Optional[float] = ..., synthetic: bool = ...) -> None: ...

class OpenAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class GetAccountRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class GetAccountResponse(_message.Message):
    __slots__ = ("account",)
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class ListAccountsRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAccountsResponse(_message.Message):
    __slots__ = ("accounts", "next_page_token")
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[_account_pb2.Account]
    next_page_token: str
    def __init__(self, accounts: _Optional[_Iterable[_Union[_account_pb2.Account, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListPositionsRequest(_message.Message):
    __slots__ = ("account_id", "page_size", "page_token")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    page_size: int
    page_token: str
    def __init__(self, account_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPositionsResponse(_message.Message):
    __slots__ = ("positions", "next_page_token", "as_of_seq")
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    AS_OF_SEQ_FIELD_NUMBER: _ClassVar[int]
    positions: _containers.RepeatedCompositeFieldContainer[_account_pb2.Position]
    next_page_token: str
    as_of_seq: int
    def __init__(self, positions: _Optional[_Iterable[_Union[_account_pb2.Position, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., as_of_seq: _Optional[int] = ...) -> None: ...

class ListFillsRequest(_message.Message):
    __slots__ = ("account_id", "start_date", "end_date", "instrument", "page_size", "page_token")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    start_date: str
    end_date: str
    instrument: str
    page_size: int
    page_token: str
    def __init__(self, account_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., instrument: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListFillsResponse(_message.Message):
    __slots__ = ("fills", "next_page_token")
    FILLS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fills: _containers.RepeatedCompositeFieldContainer[_order_pb2.Fill]
    next_page_token: str
    def __init__(self, fills: _Optional[_Iterable[_Union[_order_pb2.Fill, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListNavRequest(_message.Message):
    __slots__ = ("account_id", "start_date", "end_date", "page_size", "page_token")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    start_date: str
    end_date: str
    page_size: int
    page_token: str
    def __init__(self, account_id: _Optional[str] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListNavResponse(_message.Message):
    __slots__ = ("points", "next_page_token")
    POINTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    points: _containers.RepeatedCompositeFieldContainer[_account_pb2.NavPoint]
    next_page_token: str
    def __init__(self, points: _Optional[_Iterable[_Union[_account_pb2.NavPoint, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ReconcileRequest(_message.Message):
    __slots__ = ("account_id",)
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    def __init__(self, account_id: _Optional[str] = ...) -> None: ...

class ReconcileResponse(_message.Message):
    __slots__ = ("consistent", "differences", "event_count", "journal_hash", "account")
    CONSISTENT_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    EVENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_HASH_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    consistent: bool
    differences: _containers.RepeatedCompositeFieldContainer[LedgerDifference]
    event_count: int
    journal_hash: str
    account: _account_pb2.Account
    def __init__(self, consistent: bool = ..., differences: _Optional[_Iterable[_Union[LedgerDifference, _Mapping]]] = ..., event_count: _Optional[int] = ..., journal_hash: _Optional[str] = ..., account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ...) -> None: ...

class AdvanceAccountRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "to_date", "days")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    to_date: str
    days: int
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., to_date: _Optional[str] = ..., days: _Optional[int] = ...) -> None: ...

class AdvanceAccountResponse(_message.Message):
    __slots__ = ("account", "points", "first_seq", "last_seq", "fill_count")
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    FIRST_SEQ_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQ_FIELD_NUMBER: _ClassVar[int]
    FILL_COUNT_FIELD_NUMBER: _ClassVar[int]
    account: _account_pb2.Account
    points: _containers.RepeatedCompositeFieldContainer[_account_pb2.NavPoint]
    first_seq: int
    last_seq: int
    fill_count: int
    def __init__(self, account: _Optional[_Union[_account_pb2.Account, _Mapping]] = ..., points: _Optional[_Iterable[_Union[_account_pb2.NavPoint, _Mapping]]] = ..., first_seq: _Optional[int] = ..., last_seq: _Optional[int] = ..., fill_count: _Optional[int] = ...) -> None: ...

class CreateInstanceRequest(_message.Message):
    __slots__ = ("request_id", "instance_id", "account_id", "env", "experiment_id", "strategy_config_hash", "factor_set_hash", "model_hash", "method", "schedule", "label")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    EXPERIMENT_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    FACTOR_SET_HASH_FIELD_NUMBER: _ClassVar[int]
    MODEL_HASH_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    SCHEDULE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    instance_id: str
    account_id: str
    env: _types_pb2.Env
    experiment_id: str
    strategy_config_hash: str
    factor_set_hash: str
    model_hash: str
    method: _portfolio_pb2.PortfolioMethod
    schedule: _strategy_instance_pb2.RebalanceSchedule
    label: str
    def __init__(self, request_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., account_id: _Optional[str] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., experiment_id: _Optional[str] = ..., strategy_config_hash: _Optional[str] = ..., factor_set_hash: _Optional[str] = ..., model_hash: _Optional[str] = ..., method: _Optional[_Union[_portfolio_pb2.PortfolioMethod, _Mapping]] = ..., schedule: _Optional[_Union[_strategy_instance_pb2.RebalanceSchedule, str]] = ..., label: _Optional[str] = ...) -> None: ...

class CreateInstanceResponse(_message.Message):
    __slots__ = ("instance",)
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    instance: _strategy_instance_pb2.StrategyInstance
    def __init__(self, instance: _Optional[_Union[_strategy_instance_pb2.StrategyInstance, _Mapping]] = ...) -> None: ...

class StartInstanceRequest(_message.Message):
    __slots__ = ("request_id", "instance_id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    instance_id: str
    def __init__(self, request_id: _Optional[str] = ..., instance_id: _Optional[str] = ...) -> None: ...

class StartInstanceResponse(_message.Message):
    __slots__ = ("instance",)
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    instance: _strategy_instance_pb2.StrategyInstance
    def __init__(self, instance: _Optional[_Union[_strategy_instance_pb2.StrategyInstance, _Mapping]] = ...) -> None: ...

class StopInstanceRequest(_message.Message):
    __slots__ = ("request_id", "instance_id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    instance_id: str
    def __init__(self, request_id: _Optional[str] = ..., instance_id: _Optional[str] = ...) -> None: ...

class StopInstanceResponse(_message.Message):
    __slots__ = ("instance",)
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    instance: _strategy_instance_pb2.StrategyInstance
    def __init__(self, instance: _Optional[_Union[_strategy_instance_pb2.StrategyInstance, _Mapping]] = ...) -> None: ...

class GetInstanceRequest(_message.Message):
    __slots__ = ("instance_id",)
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    instance_id: str
    def __init__(self, instance_id: _Optional[str] = ...) -> None: ...

class GetInstanceResponse(_message.Message):
    __slots__ = ("instance",)
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    instance: _strategy_instance_pb2.StrategyInstance
    def __init__(self, instance: _Optional[_Union[_strategy_instance_pb2.StrategyInstance, _Mapping]] = ...) -> None: ...

class ListInstancesRequest(_message.Message):
    __slots__ = ("account_id", "page_size", "page_token")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    page_size: int
    page_token: str
    def __init__(self, account_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListInstancesResponse(_message.Message):
    __slots__ = ("instances", "next_page_token")
    INSTANCES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    instances: _containers.RepeatedCompositeFieldContainer[_strategy_instance_pb2.StrategyInstance]
    next_page_token: str
    def __init__(self, instances: _Optional[_Iterable[_Union[_strategy_instance_pb2.StrategyInstance, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
