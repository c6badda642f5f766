# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RiskRule(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RISK_RULE_UNSPECIFIED: _ClassVar[RiskRule]
    RISK_RULE_KILL_SWITCH: _ClassVar[RiskRule]
    RISK_RULE_BLACKLIST: _ClassVar[RiskRule]
    RISK_RULE_SUSPENDED: _ClassVar[RiskRule]
    RISK_RULE_LOTS: _ClassVar[RiskRule]
    RISK_RULE_LIMITS: _ClassVar[RiskRule]
    RISK_RULE_T_PLUS_ONE: _ClassVar[RiskRule]
    RISK_RULE_ORDER_SIZE: _ClassVar[RiskRule]
    RISK_RULE_CASH: _ClassVar[RiskRule]
    RISK_RULE_POSITION_CAP: _ClassVar[RiskRule]
    RISK_RULE_POSITION_COUNT: _ClassVar[RiskRule]
    RISK_RULE_TURNOVER: _ClassVar[RiskRule]
RISK_RULE_UNSPECIFIED: RiskRule
RISK_RULE_KILL_SWITCH: RiskRule
RISK_RULE_BLACKLIST: RiskRule
RISK_RULE_SUSPENDED: RiskRule
RISK_RULE_LOTS: RiskRule
RISK_RULE_LIMITS: RiskRule
RISK_RULE_T_PLUS_ONE: RiskRule
RISK_RULE_ORDER_SIZE: RiskRule
RISK_RULE_CASH: RiskRule
RISK_RULE_POSITION_CAP: RiskRule
RISK_RULE_POSITION_COUNT: RiskRule
RISK_RULE_TURNOVER: RiskRule

class RiskPolicy(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "max_position_fraction", "max_positions", "max_order_mills", "min_cash_fraction", "max_turnover", "blacklist")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    MAX_POSITION_FRACTION_FIELD_NUMBER: _ClassVar[int]
    MAX_POSITIONS_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_MILLS_FIELD_NUMBER: _ClassVar[int]
    MIN_CASH_FRACTION_FIELD_NUMBER: _ClassVar[int]
    MAX_TURNOVER_FIELD_NUMBER: _ClassVar[int]
    BLACKLIST_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    max_position_fraction: float
    max_positions: int
    max_order_mills: int
    min_cash_fraction: float
    max_turnover: float
    blacklist: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., max_position_fraction: _Optional[float] = ..., max_positions: _Optional[int] = ..., max_order_mills: _Optional[int] = ..., min_cash_fraction: _Optional[float] = ..., max_turnover: _Optional[float] = ..., blacklist: _Optional[_Iterable[str]] = ...) -> None: ...

class RiskVerdict(_message.Message):
    __slots__ = ("rule_id", "value", "limit", "remedy")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    rule_id: RiskRule
    value: str
    limit: str
    remedy: str
    def __init__(self, rule_id: _Optional[_Union[RiskRule, str]] = ..., value: _Optional[str] = ..., limit: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...

class RiskEvent(_message.Message):
    __slots__ = ("account_id", "seq", "trading_date", "at_utc", "rule_id", "client_order_id", "instrument", "message")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    AT_UTC_FIELD_NUMBER: _ClassVar[int]
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    seq: int
    trading_date: str
    at_utc: str
    rule_id: RiskRule
    client_order_id: str
    instrument: str
    message: str
    def __init__(self, account_id: _Optional[str] = ..., seq: _Optional[int] = ..., trading_date: _Optional[str] = ..., at_utc: _Optional[str] = ..., rule_id: _Optional[_Union[RiskRule, str]] = ..., client_order_id: _Optional[str] = ..., instrument: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class OrderReadback(_message.Message):
    __slots__ = ("client_order_id", "cancelled")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    cancelled: bool
    def __init__(self, client_order_id: _Optional[str] = ..., cancelled: bool = ...) -> None: ...
