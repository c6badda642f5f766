# mypy: ignore-errors
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.market.v1 import trading_rule_pb2 as _trading_rule_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BookLevel(_message.Message):
    __slots__ = ("price_mills", "quantity")
    PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    price_mills: int
    quantity: int
    def __init__(self, price_mills: _Optional[int] = ..., quantity: _Optional[int] = ...) -> None: ...

class Quote(_message.Message):
    __slots__ = ("instrument", "trading_date", "event_at_utc", "received_at_utc", "last_mills", "open_mills", "high_mills", "low_mills", "pre_close_mills", "limit_up_mills", "limit_down_mills", "volume", "amount_mills", "bids", "asks", "phase", "suspended", "source", "synthetic")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    LAST_MILLS_FIELD_NUMBER: _ClassVar[int]
    OPEN_MILLS_FIELD_NUMBER: _ClassVar[int]
    HIGH_MILLS_FIELD_NUMBER: _ClassVar[int]
    LOW_MILLS_FIELD_NUMBER: _ClassVar[int]
    PRE_CLOSE_MILLS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_UP_MILLS_FIELD_NUMBER: _ClassVar[int]
    LIMIT_DOWN_MILLS_FIELD_NUMBER: _ClassVar[int]
    VOLUME_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_MILLS_FIELD_NUMBER: _ClassVar[int]
    BIDS_FIELD_NUMBER: _ClassVar[int]
    ASKS_FIELD_NUMBER: _ClassVar[int]
    PHASE_FIELD_NUMBER: _ClassVar[int]
    SUSPENDED_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    trading_date: str
    event_at_utc: str
    received_at_utc: str
    last_mills: int
    open_mills: int
    high_mills: int
    low_mills: int
    pre_close_mills: int
    limit_up_mills: int
    limit_down_mills: int
    volume: int
    amount_mills: int
    bids: _containers.RepeatedCompositeFieldContainer[BookLevel]
    asks: _containers.RepeatedCompositeFieldContainer[BookLevel]
    phase: _trading_rule_pb2.TradingPhase
    suspended: bool
    source: str
    synthetic: bool
    def __init__(self, instrument: _Optional[str] = ..., trading_date: _Optional[str] = ..., event_at_utc: _Optional[str] = ..., received_at_utc: _Optional[str] = ..., last_mills: _Optional[int] = ..., open_mills: _Optional[int] = ..., high_mills: _Optional[int] = ..., low_mills: _Optional[int] = ..., pre_close_mills: _Optional[int] = ..., limit_up_mills: _Optional[int] = ..., limit_down_mills: _Optional[int] = ..., volume: _Optional[int] = ..., amount_mills: _Optional[int] = ..., bids: _Optional[_Iterable[_Union[BookLevel, _Mapping]]] = ..., asks: _Optional[_Iterable[_Union[BookLevel, _Mapping]]] = ..., phase: _Optional[_Union[_trading_rule_pb2.TradingPhase, str]] = ..., suspended: bool = ..., source: _Optional[str] = ..., synthetic: bool = ...) -> None: ...
