# mypy: ignore-errors
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.execution.v1 import risk_policy_pb2 as _risk_policy_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OrderSide(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_SIDE_UNSPECIFIED: _ClassVar[OrderSide]
    ORDER_SIDE_BUY: _ClassVar[OrderSide]
    ORDER_SIDE_SELL: _ClassVar[OrderSide]

class OrderType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_TYPE_UNSPECIFIED: _ClassVar[OrderType]
    ORDER_TYPE_LIMIT: _ClassVar[OrderType]
    ORDER_TYPE_MARKET_OPEN: _ClassVar[OrderType]

class TimeInForce(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIME_IN_FORCE_UNSPECIFIED: _ClassVar[TimeInForce]
    TIME_IN_FORCE_DAY: _ClassVar[TimeInForce]
    TIME_IN_FORCE_GOOD_TILL_CANCELLED: _ClassVar[TimeInForce]

class OrderState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_STATE_UNSPECIFIED: _ClassVar[OrderState]
    ORDER_STATE_SUBMITTED: _ClassVar[OrderState]
    ORDER_STATE_ACCEPTED: _ClassVar[OrderState]
    ORDER_STATE_PARTLY_FILLED: _ClassVar[OrderState]
    ORDER_STATE_FILLED: _ClassVar[OrderState]
    ORDER_STATE_CANCELLED: _ClassVar[OrderState]
    ORDER_STATE_EXPIRED: _ClassVar[OrderState]
    ORDER_STATE_DENIED: _ClassVar[OrderState]
    ORDER_STATE_REJECTED: _ClassVar[OrderState]
    ORDER_STATE_FAILED: _ClassVar[OrderState]
    ORDER_STATE_UNKNOWN: _ClassVar[OrderState]

class OrderEndReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDER_END_REASON_UNSPECIFIED: _ClassVar[OrderEndReason]
    ORDER_END_REASON_DAY_ENDED: _ClassVar[OrderEndReason]
    ORDER_END_REASON_SUSPENDED: _ClassVar[OrderEndReason]
    ORDER_END_REASON_LIMIT_LOCKED: _ClassVar[OrderEndReason]
    ORDER_END_REASON_PRICE_NOT_REACHED: _ClassVar[OrderEndReason]
    ORDER_END_REASON_NO_VOLUME: _ClassVar[OrderEndReason]
    ORDER_END_REASON_CASH_SHORT: _ClassVar[OrderEndReason]
    ORDER_END_REASON_NOTHING_SELLABLE: _ClassVar[OrderEndReason]
    ORDER_END_REASON_PRICE_OUTSIDE_LIMITS: _ClassVar[OrderEndReason]
    ORDER_END_REASON_QUANTITY_RULE: _ClassVar[OrderEndReason]
    ORDER_END_REASON_BY_REQUEST: _ClassVar[OrderEndReason]
    ORDER_END_REASON_KILL_SWITCH: _ClassVar[OrderEndReason]
    ORDER_END_REASON_GATEWAY_FAULT: _ClassVar[OrderEndReason]
    ORDER_END_REASON_NO_ANSWER: _ClassVar[OrderEndReason]
ORDER_SIDE_UNSPECIFIED: OrderSide
ORDER_SIDE_BUY: OrderSide
ORDER_SIDE_SELL: OrderSide
ORDER_TYPE_UNSPECIFIED: OrderType
ORDER_TYPE_LIMIT: OrderType
ORDER_TYPE_MARKET_OPEN: OrderType
TIME_IN_FORCE_UNSPECIFIED: TimeInForce
TIME_IN_FORCE_DAY: TimeInForce
TIME_IN_FORCE_GOOD_TILL_CANCELLED: TimeInForce
ORDER_STATE_UNSPECIFIED: OrderState
ORDER_STATE_SUBMITTED: OrderState
ORDER_STATE_ACCEPTED: OrderState
ORDER_STATE_PARTLY_FILLED: OrderState
ORDER_STATE_FILLED: OrderState
ORDER_STATE_CANCELLED: OrderState
ORDER_STATE_EXPIRED: OrderState
ORDER_STATE_DENIED: OrderState
ORDER_STATE_REJECTED: OrderState
ORDER_STATE_FAILED: OrderState
ORDER_STATE_UNKNOWN: OrderState
ORDER_END_REASON_UNSPECIFIED: OrderEndReason
ORDER_END_REASON_DAY_ENDED: OrderEndReason
ORDER_END_REASON_SUSPENDED: OrderEndReason
ORDER_END_REASON_LIMIT_LOCKED: OrderEndReason
ORDER_END_REASON_PRICE_NOT_REACHED: OrderEndReason
ORDER_END_REASON_NO_VOLUME: OrderEndReason
ORDER_END_REASON_CASH_SHORT: OrderEndReason
ORDER_END_REASON_NOTHING_SELLABLE: OrderEndReason
ORDER_END_REASON_PRICE_OUTSIDE_LIMITS: OrderEndReason
ORDER_END_REASON_QUANTITY_RULE: OrderEndReason
ORDER_END_REASON_BY_REQUEST: OrderEndReason
ORDER_END_REASON_KILL_SWITCH: OrderEndReason
ORDER_END_REASON_GATEWAY_FAULT: OrderEndReason
ORDER_END_REASON_NO_ANSWER: OrderEndReason

class Order(_message.Message):
    __slots__ = ("account_id", "client_order_id", "instrument", "side", "type", "time_in_force", "price_mills", "quantity", "filled_quantity", "average_price_mills", "cost_mills", "reference_price_mills", "state", "end_reason", "verdict", "decided_date", "ended_date", "plan_id", "instance_id", "submitted_seq", "updated_seq")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TIME_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    FILLED_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    AVERAGE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    DECIDED_DATE_FIELD_NUMBER: _ClassVar[int]
    ENDED_DATE_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_SEQ_FIELD_NUMBER: _ClassVar[int]
    UPDATED_SEQ_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    client_order_id: str
    instrument: str
    side: OrderSide
    type: OrderType
    time_in_force: TimeInForce
    price_mills: int
    quantity: int
    filled_quantity: int
    average_price_mills: float
    cost_mills: int
    reference_price_mills: int
    state: OrderState
    end_reason: OrderEndReason
    verdict: _risk_policy_pb2.RiskVerdict
    decided_date: str
    ended_date: str
    plan_id: str
    instance_id: str
    submitted_seq: int
    updated_seq: int
    def __init__(self, account_id: _Optional[str] = ..., client_order_id: _Optional[str] = ..., instrument: _Optional[str] = ..., side: _Optional[_Union[OrderSide, str]] = ..., type: _Optional[_Union[OrderType, str]] = ..., time_in_force: _Optional[_Union[TimeInForce, str]] = ..., price_mills: _Optional[int] = ..., quantity: _Optional[int] = ..., filled_quantity: _Optional[int] = ..., average_price_mills: _Optional[float] = ..., cost_mills: _Optional[int] = ..., reference_price_mills: _Optional[int] = ..., state: _Optional[_Union[OrderState, str]] = ..., end_reason: _Optional[_Union[OrderEndReason, str]] = ..., verdict: _Optional[_Union[_risk_policy_pb2.RiskVerdict, _Mapping]] = ..., decided_date: _Optional[str] = ..., ended_date: _Optional[str] = ..., plan_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., submitted_seq: _Optional[int] = ..., updated_seq: _Optional[int] = ...) -> None: ...

class Fill(_message.Message):
    __slots__ = ("account_id", "fill_id", "client_order_id", "trading_date", "at_utc", "instrument", "side", "quantity", "price_mills", "value_mills", "commission_mills", "stamp_duty_mills", "transfer_fee_mills", "reference_price_mills", "seq")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    FILL_ID_FIELD_NUMBER: _ClassVar[int]
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    AT_UTC_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_MILLS_FIELD_NUMBER: _ClassVar[int]
    STAMP_DUTY_MILLS_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FEE_MILLS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    fill_id: str
    client_order_id: str
    trading_date: str
    at_utc: str
    instrument: str
    side: OrderSide
    quantity: int
    price_mills: int
    value_mills: int
    commission_mills: int
    stamp_duty_mills: int
    transfer_fee_mills: int
    reference_price_mills: int
    seq: int
    def __init__(self, account_id: _Optional[str] = ..., fill_id: _Optional[str] = ..., client_order_id: _Optional[str] = ..., trading_date: _Optional[str] = ..., at_utc: _Optional[str] = ..., instrument: _Optional[str] = ..., side: _Optional[_Union[OrderSide, str]] = ..., quantity: _Optional[int] = ..., price_mills: _Optional[int] = ..., value_mills: _Optional[int] = ..., commission_mills: _Optional[int] = ..., stamp_duty_mills: _Optional[int] = ..., transfer_fee_mills: _Optional[int] = ..., reference_price_mills: _Optional[int] = ..., seq: _Optional[int] = ...) -> None: ...
