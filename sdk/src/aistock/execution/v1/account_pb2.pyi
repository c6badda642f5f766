# mypy: ignore-errors
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccountKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_KIND_UNSPECIFIED: _ClassVar[AccountKind]
    ACCOUNT_KIND_PAPER: _ClassVar[AccountKind]
    ACCOUNT_KIND_LIVE: _ClassVar[AccountKind]

class AccountState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACCOUNT_STATE_UNSPECIFIED: _ClassVar[AccountState]
    ACCOUNT_STATE_ACTIVE: _ClassVar[AccountState]
    ACCOUNT_STATE_HALTED: _ClassVar[AccountState]
ACCOUNT_KIND_UNSPECIFIED: AccountKind
ACCOUNT_KIND_PAPER: AccountKind
ACCOUNT_KIND_LIVE: AccountKind
ACCOUNT_STATE_UNSPECIFIED: AccountState
ACCOUNT_STATE_ACTIVE: AccountState
ACCOUNT_STATE_HALTED: AccountState

class FeePolicy(_message.Message):
    __slots__ = ("commission_rate", "min_commission_mills")
    COMMISSION_RATE_FIELD_NUMBER: _ClassVar[int]
    MIN_COMMISSION_MILLS_FIELD_NUMBER: _ClassVar[int]
    commission_rate: float
    min_commission_mills: int
    def __init__(self, commission_rate: _Optional[float] = ..., min_commission_mills: _Optional[int] = ...) -> None: ...

class Account(_message.Message):
    __slots__ = ("account_id", "kind", "env", "state", "halt_reason", "snapshot_id", "start_date", "clock_date", "initial_cash_mills", "cash_mills", "frozen_mills", "available_mills", "market_value_mills", "nav_mills", "position_count", "open_order_count", "fees", "max_volume_fraction", "last_seq", "journal_hash", "synthetic")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    HALT_REASON_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    CLOCK_DATE_FIELD_NUMBER: _ClassVar[int]
    INITIAL_CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    FROZEN_MILLS_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_MILLS_FIELD_NUMBER: _ClassVar[int]
    MARKET_VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    NAV_MILLS_FIELD_NUMBER: _ClassVar[int]
    POSITION_COUNT_FIELD_NUMBER: _ClassVar[int]
    OPEN_ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    MAX_VOLUME_FRACTION_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQ_FIELD_NUMBER: _ClassVar[int]
    JOURNAL_HASH_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    kind: AccountKind
    env: _types_pb2.Env
    state: AccountState
    halt_reason: str
    snapshot_id: str
    start_date: str
    clock_date: str
    initial_cash_mills: int
    cash_mills: int
    frozen_mills: int
    available_mills: int
    market_value_mills: int
    nav_mills: int
    position_count: int
    open_order_count: int
    fees: FeePolicy
    max_volume_fraction: float
    last_seq: int
    journal_hash: str
    synthetic: bool
    def __init__(self, account_id: _Optional[str] = ..., kind: _Optional[_Union[AccountKind, str]] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., state: _Optional[_Union[AccountState, str]] = ..., halt_reason: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., start_date: _Optional[str] = ..., clock_date: _Optional[str] = ..., initial_cash_mills: _Optional[int] = ..., cash_mills: _Optional[int] = ..., frozen_mills: _Optional[int] = ..., available_mills: _Optional[int] = ..., market_value_mills: _Optional[int] = ..., nav_mills: _Optional[int] = ..., position_count: _Optional[int] = ..., open_order_count: _Optional[int] = ..., fees: _Optional[_Union[FeePolicy, _Mapping]] = ..., max_volume_fraction: _Optional[float] = ..., last_seq: _Optional[int] = ..., journal_hash: _Optional[str] = ..., synthetic: bool = ...) -> None: ...

class Position(_message.Message):
    __slots__ = ("instrument", "quantity", "sellable_quantity", "frozen_quantity", "average_cost_mills", "last_price_mills", "market_value_mills")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SELLABLE_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FROZEN_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    LAST_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    MARKET_VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    quantity: int
    sellable_quantity: int
    frozen_quantity: int
    average_cost_mills: float
    last_price_mills: int
    market_value_mills: int
    def __init__(self, instrument: _Optional[str] = ..., quantity: _Optional[int] = ..., sellable_quantity: _Optional[int] = ..., frozen_quantity: _Optional[int] = ..., average_cost_mills: _Optional[float] = ..., last_price_mills: _Optional[int] = ..., market_value_mills: _Optional[int] = ...) -> None: ...

class NavPoint(_message.Message):
    __slots__ = ("trading_date", "cash_mills", "market_value_mills", "nav_mills", "bought_mills", "sold_mills", "cost_mills", "entitlement_mills", "position_count")
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    MARKET_VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    NAV_MILLS_FIELD_NUMBER: _ClassVar[int]
    BOUGHT_MILLS_FIELD_NUMBER: _ClassVar[int]
    SOLD_MILLS_FIELD_NUMBER: _ClassVar[int]
    COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    ENTITLEMENT_MILLS_FIELD_NUMBER: _ClassVar[int]
    POSITION_COUNT_FIELD_NUMBER: _ClassVar[int]
    trading_date: str
    cash_mills: int
    market_value_mills: int
    nav_mills: int
    bought_mills: int
    sold_mills: int
    cost_mills: int
    entitlement_mills: int
    position_count: int
    def __init__(self, trading_date: _Optional[str] = ..., cash_mills: _Optional[int] = ..., market_value_mills: _Optional[int] = ..., nav_mills: _Optional[int] = ..., bought_mills: _Optional[int] = ..., sold_mills: _Optional[int] = ..., cost_mills: _Optional[int] = ..., entitlement_mills: _Optional[int] = ..., position_count: _Optional[int] = ...) -> None: ...
