# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.execution.v1 import account_pb2 as _account_pb2
from aistock.execution.v1 import order_pb2 as _order_pb2
from aistock.execution.v1 import risk_policy_pb2 as _risk_policy_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AccountOpened(_message.Message):
    __slots__ = ("kind", "env", "snapshot_id", "start_date", "fees", "max_volume_fraction", "synthetic")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ENV_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    MAX_VOLUME_FRACTION_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    kind: _account_pb2.AccountKind
    env: _types_pb2.Env
    snapshot_id: str
    start_date: str
    fees: _account_pb2.FeePolicy
    max_volume_fraction: float
    synthetic: bool
    def __init__(self, kind: _Optional[_Union[_account_pb2.AccountKind, str]] = ..., env: _Optional[_Union[_types_pb2.Env, str]] = ..., snapshot_id: _Optional[str] = ..., start_date: _Optional[str] = ..., fees: _Optional[_Union[_account_pb2.FeePolicy, _Mapping]] = ..., max_volume_fraction: _Optional[float] = ..., synthetic: bool = ...) -> None: ...

class CashMoved(_message.Message):
    __slots__ = ("amount_mills", "note")
    AMOUNT_MILLS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    amount_mills: int
    note: str
    def __init__(self, amount_mills: _Optional[int] = ..., note: _Optional[str] = ...) -> None: ...

class RiskPolicyChanged(_message.Message):
    __slots__ = ("policy_hash",)
    POLICY_HASH_FIELD_NUMBER: _ClassVar[int]
    policy_hash: str
    def __init__(self, policy_hash: _Optional[str] = ...) -> None: ...

class KillSwitchThrown(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class KillSwitchReleased(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class PlanRecorded(_message.Message):
    __slots__ = ("plan_id", "signal_date", "signals_hash", "signal_count", "order_count", "instance_id")
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_DATE_FIELD_NUMBER: _ClassVar[int]
    SIGNALS_HASH_FIELD_NUMBER: _ClassVar[int]
    SIGNAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    ORDER_COUNT_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    plan_id: str
    signal_date: str
    signals_hash: str
    signal_count: int
    order_count: int
    instance_id: str
    def __init__(self, plan_id: _Optional[str] = ..., signal_date: _Optional[str] = ..., signals_hash: _Optional[str] = ..., signal_count: _Optional[int] = ..., order_count: _Optional[int] = ..., instance_id: _Optional[str] = ...) -> None: ...

class OrderSubmitted(_message.Message):
    __slots__ = ("client_order_id", "instrument", "side", "type", "time_in_force", "price_mills", "quantity", "reference_price_mills", "reserved_mills", "plan_id", "instance_id", "target_weight")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    TIME_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    RESERVED_MILLS_FIELD_NUMBER: _ClassVar[int]
    PLAN_ID_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    instrument: str
    side: _order_pb2.OrderSide
    type: _order_pb2.OrderType
    time_in_force: _order_pb2.TimeInForce
    price_mills: int
    quantity: int
    reference_price_mills: int
    reserved_mills: int
    plan_id: str
    instance_id: str
    target_weight: float
    def __init__(self, client_order_id: _Optional[str] = ..., instrument: _Optional[str] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., type: _Optional[_Union[_order_pb2.OrderType, str]] = ..., time_in_force: _Optional[_Union[_order_pb2.TimeInForce, str]] = ..., price_mills: _Optional[int] = ..., quantity: _Optional[int] = ..., reference_price_mills: _Optional[int] = ..., reserved_mills: _Optional[int] = ..., plan_id: _Optional[str] = ..., instance_id: _Optional[str] = ..., target_weight: _Optional[float] = ...) -> None: ...

class OrderDenied(_message.Message):
    __slots__ = ("client_order_id", "instrument", "verdict")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    instrument: str
    verdict: _risk_policy_pb2.RiskVerdict
    def __init__(self, client_order_id: _Optional[str] = ..., instrument: _Optional[str] = ..., verdict: _Optional[_Union[_risk_policy_pb2.RiskVerdict, _Mapping]] = ...) -> None: ...

class OrderAccepted(_message.Message):
    __slots__ = ("client_order_id", "venue_order_id")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    VENUE_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    venue_order_id: str
    def __init__(self, client_order_id: _Optional[str] = ..., venue_order_id: _Optional[str] = ...) -> None: ...

class OrderRejected(_message.Message):
    __slots__ = ("client_order_id", "reason", "message")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    reason: _order_pb2.OrderEndReason
    message: str
    def __init__(self, client_order_id: _Optional[str] = ..., reason: _Optional[_Union[_order_pb2.OrderEndReason, str]] = ..., message: _Optional[str] = ...) -> None: ...

class OrderFailed(_message.Message):
    __slots__ = ("client_order_id", "message")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    message: str
    def __init__(self, client_order_id: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class OrderOutcomeUnknown(_message.Message):
    __slots__ = ("client_order_id", "message")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    message: str
    def __init__(self, client_order_id: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class OrderFilled(_message.Message):
    __slots__ = ("client_order_id", "fill_id", "instrument", "side", "quantity", "price_mills", "commission_mills", "stamp_duty_mills", "transfer_fee_mills", "reference_price_mills")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    FILL_ID_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SIDE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_MILLS_FIELD_NUMBER: _ClassVar[int]
    STAMP_DUTY_MILLS_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FEE_MILLS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    fill_id: str
    instrument: str
    side: _order_pb2.OrderSide
    quantity: int
    price_mills: int
    commission_mills: int
    stamp_duty_mills: int
    transfer_fee_mills: int
    reference_price_mills: int
    def __init__(self, client_order_id: _Optional[str] = ..., fill_id: _Optional[str] = ..., instrument: _Optional[str] = ..., side: _Optional[_Union[_order_pb2.OrderSide, str]] = ..., quantity: _Optional[int] = ..., price_mills: _Optional[int] = ..., commission_mills: _Optional[int] = ..., stamp_duty_mills: _Optional[int] = ..., transfer_fee_mills: _Optional[int] = ..., reference_price_mills: _Optional[int] = ...) -> None: ...

class OrderCancelled(_message.Message):
    __slots__ = ("client_order_id", "reason")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    reason: _order_pb2.OrderEndReason
    def __init__(self, client_order_id: _Optional[str] = ..., reason: _Optional[_Union[_order_pb2.OrderEndReason, str]] = ...) -> None: ...

class OrderExpired(_message.Message):
    __slots__ = ("client_order_id", "reason")
    CLIENT_ORDER_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    client_order_id: str
    reason: _order_pb2.OrderEndReason
    def __init__(self, client_order_id: _Optional[str] = ..., reason: _Optional[_Union[_order_pb2.OrderEndReason, str]] = ...) -> None: ...

class DayOpened(_message.Message):
    __slots__ = ("session_number",)
    SESSION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    session_number: int
    def __init__(self, session_number: _Optional[int] = ...) -> None: ...

class EntitlementBooked(_message.Message):
    __slots__ = ("instrument", "quantity", "previous_close_mills", "reference_price_mills", "cash_mills", "value_equivalent")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_CLOSE_MILLS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_PRICE_MILLS_FIELD_NUMBER: _ClassVar[int]
    CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    VALUE_EQUIVALENT_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    quantity: int
    previous_close_mills: int
    reference_price_mills: int
    cash_mills: int
    value_equivalent: bool
    def __init__(self, instrument: _Optional[str] = ..., quantity: _Optional[int] = ..., previous_close_mills: _Optional[int] = ..., reference_price_mills: _Optional[int] = ..., cash_mills: _Optional[int] = ..., value_equivalent: bool = ...) -> None: ...

class CloseMark(_message.Message):
    __slots__ = ("instrument", "close_mills")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    CLOSE_MILLS_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    close_mills: int
    def __init__(self, instrument: _Optional[str] = ..., close_mills: _Optional[int] = ...) -> None: ...

class DaySettled(_message.Message):
    __slots__ = ("marks", "cash_mills", "market_value_mills", "nav_mills", "bought_mills", "sold_mills", "cost_mills", "entitlement_mills")
    MARKS_FIELD_NUMBER: _ClassVar[int]
    CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    MARKET_VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    NAV_MILLS_FIELD_NUMBER: _ClassVar[int]
    BOUGHT_MILLS_FIELD_NUMBER: _ClassVar[int]
    SOLD_MILLS_FIELD_NUMBER: _ClassVar[int]
    COST_MILLS_FIELD_NUMBER: _ClassVar[int]
    ENTITLEMENT_MILLS_FIELD_NUMBER: _ClassVar[int]
    marks: _containers.RepeatedCompositeFieldContainer[CloseMark]
    cash_mills: int
    market_value_mills: int
    nav_mills: int
    bought_mills: int
    sold_mills: int
    cost_mills: int
    entitlement_mills: int
    def __init__(self, marks: _Optional[_Iterable[_Union[CloseMark, _Mapping]]] = ..., cash_mills: _Optional[int] = ..., market_value_mills: _Optional[int] = ..., nav_mills: _Optional[int] = ..., bought_mills: _Optional[int] = ..., sold_mills: _Optional[int] = ..., cost_mills: _Optional[int] = ..., entitlement_mills: _Optional[int] = ...) -> None: ...

class JournalEntry(_message.Message):
    __slots__ = ("account_opened", "cash_moved", "risk_policy_changed", "kill_switch_thrown", "kill_switch_released", "plan_recorded", "order_submitted", "order_denied", "order_accepted", "order_rejected", "order_failed", "order_unknown", "order_filled", "order_cancelled", "order_expired", "day_opened", "entitlement_booked", "day_settled")
    ACCOUNT_OPENED_FIELD_NUMBER: _ClassVar[int]
    CASH_MOVED_FIELD_NUMBER: _ClassVar[int]
    RISK_POLICY_CHANGED_FIELD_NUMBER: _ClassVar[int]
    KILL_SWITCH_THROWN_FIELD_NUMBER: _ClassVar[int]
    KILL_SWITCH_RELEASED_FIELD_NUMBER: _ClassVar[int]
    PLAN_RECORDED_FIELD_NUMBER: _ClassVar[int]
    ORDER_SUBMITTED_FIELD_NUMBER: _ClassVar[int]
    ORDER_DENIED_FIELD_NUMBER: _ClassVar[int]
    ORDER_ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    ORDER_REJECTED_FIELD_NUMBER: _ClassVar[int]
    ORDER_FAILED_FIELD_NUMBER: _ClassVar[int]
    ORDER_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    ORDER_FILLED_FIELD_NUMBER: _ClassVar[int]
    ORDER_CANCELLED_FIELD_NUMBER: _ClassVar[int]
    ORDER_EXPIRED_FIELD_NUMBER: _ClassVar[int]
    DAY_OPENED_FIELD_NUMBER: _ClassVar[int]
    ENTITLEMENT_BOOKED_FIELD_NUMBER: _ClassVar[int]
    DAY_SETTLED_FIELD_NUMBER: _ClassVar[int]
    account_opened: AccountOpened
    cash_moved: CashMoved
    risk_policy_changed: RiskPolicyChanged
    kill_switch_thrown: KillSwitchThrown
    kill_switch_released: KillSwitchReleased
    plan_recorded: PlanRecorded
    order_submitted: OrderSubmitted
    order_denied: OrderDenied
    order_accepted: OrderAccepted
    order_rejected: OrderRejected
    order_failed: OrderFailed
    order_unknown: OrderOutcomeUnknown
    order_filled: OrderFilled
    order_cancelled: OrderCancelled
    order_expired: OrderExpired
    day_opened: DayOpened
    entitlement_booked: EntitlementBooked
    day_settled: DaySettled
    def __init__(self, account_opened: _Optional[_Union[AccountOpened, _Mapping]] = ..., cash_moved: _Optional[_Union[CashMoved, _Mapping]] = ..., risk_policy_changed: _Optional[_Union[RiskPolicyChanged, _Mapping]] = ..., kill_switch_thrown: _Optional[_Union[KillSwitchThrown, _Mapping]] = ..., kill_switch_released: _Optional[_Union[KillSwitchReleased, _Mapping]] = ..., plan_recorded: _Optional[_Union[PlanRecorded, _Mapping]] = ..., order_submitted: _Optional[_Union[OrderSubmitted, _Mapping]] = ..., order_denied: _Optional[_Union[OrderDenied, _Mapping]] = ..., order_accepted: _Optional[_Union[OrderAccepted, _Mapping]] = ..., order_rejected: _Optional[_Union[OrderRejected, _Mapping]] = ..., order_failed: _Optional[_Union[OrderFailed, _Mapping]] = ..., order_unknown: _Optional[_Union[OrderOutcomeUnknown, _Mapping]] = ..., order_filled: _Optional[_Union[OrderFilled, _Mapping]] = ..., order_cancelled: _Optional[_Union[OrderCancelled, _Mapping]] = ..., order_expired: _Optional[_Union[OrderExpired, _Mapping]] = ..., day_opened: _Optional[_Union[DayOpened, _Mapping]] = ..., entitlement_booked: _Optional[_Union[EntitlementBooked, _Mapping]] = ..., day_settled: _Optional[_Union[DaySettled, _Mapping]] = ...) -> None: ...

class AccountEvent(_message.Message):
    __slots__ = ("account_id", "seq", "trading_date", "at_utc", "entry", "previous_hash", "hash", "cursor")
    ACCOUNT_ID_FIELD_NUMBER: _ClassVar[int]
    SEQ_FIELD_NUMBER: _ClassVar[int]
    TRADING_DATE_FIELD_NUMBER: _ClassVar[int]
    AT_UTC_FIELD_NUMBER: _ClassVar[int]
    ENTRY_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_HASH_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    account_id: str
    seq: int
    trading_date: str
    at_utc: str
    entry: JournalEntry
    previous_hash: str
    hash: str
    cursor: str
    def __init__(self, account_id: _Optional[str] = ..., seq: _Optional[int] = ..., trading_date: _Optional[str] = ..., at_utc: _Optional[str] = ..., entry: _Optional[_Union[JournalEntry, _Mapping]] = ..., previous_hash: _Optional[str] = ..., hash: _Optional[str] = ..., cursor: _Optional[str] = ...) -> None: ...
