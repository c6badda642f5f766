# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.execution.v1 import account_event_pb2 as _account_event_pb2
from aistock.execution.v1 import order_pb2 as _order_pb2
from aistock.execution.v1 import portfolio_pb2 as _portfolio_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ChainLink(_message.Message):
    __slots__ = ("name", "id", "found")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    FOUND_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: str
    found: bool
    def __init__(self, name: _Optional[str] = ..., id: _Optional[str] = ..., found: bool = ...) -> None: ...

class OrderExplanation(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "order", "events", "plan_id", "signal_date", "target", "chain", "complete")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_DATE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CHAIN_FIELD_NUMBER: _ClassVar[int]
    COMPLETE_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    order: _order_pb2.Order
    events: _containers.RepeatedCompositeFieldContainer[_account_event_pb2.AccountEvent]
    plan_id: str
    signal_date: str
    target: _portfolio_pb2.TargetWeight
    chain: _containers.RepeatedCompositeFieldContainer[ChainLink]
    complete: bool
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., order: _Optional[_Union[_order_pb2.Order, _Mapping]] = ..., events: _Optional[_Iterable[_Union[_account_event_pb2.AccountEvent, _Mapping]]] = ..., plan_id: _Optional[str] = ..., signal_date: _Optional[str] = ..., target: _Optional[_Union[_portfolio_pb2.TargetWeight, _Mapping]] = ..., chain: _Optional[_Iterable[_Union[ChainLink, _Mapping]]] = ..., complete: bool = ...) -> None: ...
