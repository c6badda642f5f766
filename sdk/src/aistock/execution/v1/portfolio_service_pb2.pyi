# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.execution.v1 import order_pb2 as _order_pb2
from aistock.execution.v1 import portfolio_pb2 as _portfolio_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BuildPortfolioRequest(_message.Message):
    __slots__ = ("account_id", "instance_id", "method", "signals")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    SIGNALS_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    instance_id: str
    method: _portfolio_pb2.PortfolioMethod
    signals: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.Signal]
    def __init__(self, account_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., method: _Optional[_Union[_portfolio_pb2.PortfolioMethod, _Mapping]] = ..., signals: _Optional[_Iterable[_Union[_portfolio_pb2.Signal, _Mapping]]] = ...) -> None: ...

class BuildPortfolioResponse(_message.Message):
    __slots__ = ("weights", "exposure", "cash_fraction")
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    EXPOSURE_FIELD_NUMBER: _ClassVar[int]
    CASH_FRACTION_FIELD_NUMBER: _ClassVar[int]
    weights: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.TargetWeight]
    exposure: float
    cash_fraction: float
    def __init__(self, weights: _Optional[_Iterable[_Union[_portfolio_pb2.TargetWeight, _Mapping]]] = ..., exposure: _Optional[float] = ..., cash_fraction: _Optional[float] = ...) -> None: ...

class PreviewOrdersRequest(_message.Message):
    __slots__ = ("account_id", "instance_id", "method", "signal_date", "signals", "max_signal_age_days")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_DATE_FIELD_NUMBER: _ClassVar[int]
    SIGNALS_FIELD_NUMBER: _ClassVar[int]
    MAX_SIGNAL_AGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    instance_id: str
    method: _portfolio_pb2.PortfolioMethod
    signal_date: str
    signals: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.Signal]
    max_signal_age_days: int
    def __init__(self, account_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., method: _Optional[_Union[_portfolio_pb2.PortfolioMethod, _Mapping]] = ..., signal_date: _Optional[str] = ..., signals: _Optional[_Iterable[_Union[_portfolio_pb2.Signal, _Mapping]]] = ..., max_signal_age_days: _Optional[int] = ...) -> None: ...

class PreviewOrdersResponse(_message.Message):
    __slots__ = ("weights", "orders")
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    weights: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.TargetWeight]
    orders: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.PlannedOrder]
    def __init__(self, weights: _Optional[_Iterable[_Union[_portfolio_pb2.TargetWeight, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[_portfolio_pb2.PlannedOrder, _Mapping]]] = ...) -> None: ...

class RebalanceRequest(_message.Message):
    __slots__ = ("request_id", "account_id", "instance_id", "method", "signal_date", "signals", "max_signal_age_days")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_DATE_FIELD_NUMBER: _ClassVar[int]
    SIGNALS_FIELD_NUMBER: _ClassVar[int]
    MAX_SIGNAL_AGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    instance_id: str
    method: _portfolio_pb2.PortfolioMethod
    signal_date: str
    signals: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.Signal]
    max_signal_age_days: int
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., method: _Optional[_Union[_portfolio_pb2.PortfolioMethod, _Mapping]] = ..., signal_date: _Optional[str] = ..., signals: _Optional[_Iterable[_Union[_portfolio_pb2.Signal, _Mapping]]] = ..., max_signal_age_days: _Optional[int] = ...) -> None: ...

class RebalanceResponse(_message.Message):
    __slots__ = ("plan_id", "weights", "orders", "denied_count")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    DENIED_COUNT_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    weights: _containers.RepeatedCompositeFieldContainer[_portfolio_pb2.TargetWeight]
    orders: _containers.RepeatedCompositeFieldContainer[_order_pb2.Order]
    denied_count: int
    def __init__(self, plan_id: _Optional[str] = ..., weights: _Optional[_Iterable[_Union[_portfolio_pb2.TargetWeight, _Mapping]]] = ..., orders: _Optional[_Iterable[_Union[_order_pb2.Order, _Mapping]]] = ..., denied_count: _Optional[int] = ...) -> None: ...

class FlattenRequest(_message.Message):
    __slots__ = ("request_id", "account_id")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    account_id: str
    def __init__(self, request_id: _Optional[str] = ..., account_id: _Optional[str] = ...) -> None: ...

class FlattenResponse(_message.Message):
    __slots__ = ("orders", "cancelled_count")
    ORDERS_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_COUNT_FIELD_NUMBER: _ClassVar[int]
    orders: _containers.RepeatedCompositeFieldContainer[_order_pb2.Order]
    cancelled_count: int
    def __init__(self, orders: _Optional[_Iterable[_Union[_order_pb2.Order, _Mapping]]] = ..., cancelled_count: _Optional[int] = ...) -> None: ...
