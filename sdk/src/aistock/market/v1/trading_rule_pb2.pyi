# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.market.v1 import instrument_pb2 as _instrument_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RiskStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RISK_STATUS_UNSPECIFIED: _ClassVar[RiskStatus]
    RISK_STATUS_NORMAL: _ClassVar[RiskStatus]
    RISK_STATUS_ST: _ClassVar[RiskStatus]
    RISK_STATUS_DELISTING: _ClassVar[RiskStatus]

class LimitRounding(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LIMIT_ROUNDING_UNSPECIFIED: _ClassVar[LimitRounding]
    LIMIT_ROUNDING_HALF_UP: _ClassVar[LimitRounding]
    LIMIT_ROUNDING_INWARD: _ClassVar[LimitRounding]

class TradingPhase(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRADING_PHASE_UNSPECIFIED: _ClassVar[TradingPhase]
    TRADING_PHASE_OPENING_CALL: _ClassVar[TradingPhase]
    TRADING_PHASE_CONTINUOUS: _ClassVar[TradingPhase]
    TRADING_PHASE_CLOSING_CALL: _ClassVar[TradingPhase]
    TRADING_PHASE_AFTER_HOURS: _ClassVar[TradingPhase]
    TRADING_PHASE_CLOSED: _ClassVar[TradingPhase]
    TRADING_PHASE_HALTED: _ClassVar[TradingPhase]
RISK_STATUS_UNSPECIFIED: RiskStatus
RISK_STATUS_NORMAL: RiskStatus
RISK_STATUS_ST: RiskStatus
RISK_STATUS_DELISTING: RiskStatus
LIMIT_ROUNDING_UNSPECIFIED: LimitRounding
LIMIT_ROUNDING_HALF_UP: LimitRounding
LIMIT_ROUNDING_INWARD: LimitRounding
TRADING_PHASE_UNSPECIFIED: TradingPhase
TRADING_PHASE_OPENING_CALL: TradingPhase
TRADING_PHASE_CONTINUOUS: TradingPhase
TRADING_PHASE_CLOSING_CALL: TradingPhase
TRADING_PHASE_AFTER_HOURS: TradingPhase
TRADING_PHASE_CLOSED: TradingPhase
TRADING_PHASE_HALTED: TradingPhase

class TradingCalendar(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "calendar", "date_range", "dates")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    DATES_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    calendar: str
    date_range: _types_pb2.DateRange
    dates: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., calendar: _Optional[str] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., dates: _Optional[_Iterable[str]] = ...) -> None: ...

class SessionPhase(_message.Message):
    __slots__ = ("phase", "start", "end")
    PHASE_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    phase: TradingPhase
    start: str
    end: str
    def __init__(self, phase: _Optional[_Union[TradingPhase, str]] = ..., start: _Optional[str] = ..., end: _Optional[str] = ...) -> None: ...

class TradingRule(_message.Message):
    __slots__ = ("board", "status", "effective_from", "effective_to", "limit_fraction", "limit_rounding", "tick_mills", "buy_lot", "buy_step", "min_buy", "max_order_quantity", "max_market_order_quantity", "unlimited_sessions", "first_session_up", "first_session_down", "phases", "source")
    BOARD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TO_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FRACTION_FIELD_NUMBER: _ClassVar[int]
    LIMIT_ROUNDING_FIELD_NUMBER: _ClassVar[int]
    TICK_MILLS_FIELD_NUMBER: _ClassVar[int]
    BUY_LOT_FIELD_NUMBER: _ClassVar[int]
    BUY_STEP_FIELD_NUMBER: _ClassVar[int]
    MIN_BUY_FIELD_NUMBER: _ClassVar[int]
    MAX_ORDER_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAX_MARKET_ORDER_QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UNLIMITED_SESSIONS_FIELD_NUMBER: _ClassVar[int]
    FIRST_SESSION_UP_FIELD_NUMBER: _ClassVar[int]
    FIRST_SESSION_DOWN_FIELD_NUMBER: _ClassVar[int]
    PHASES_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    board: _instrument_pb2.Board
    status: RiskStatus
    effective_from: str
    effective_to: str
    limit_fraction: float
    limit_rounding: LimitRounding
    tick_mills: int
    buy_lot: int
    buy_step: int
    min_buy: int
    max_order_quantity: int
    max_market_order_quantity: int
    unlimited_sessions: int
    first_session_up: float
    first_session_down: float
    phases: _containers.RepeatedCompositeFieldContainer[SessionPhase]
    source: str
    def __init__(self, board: _Optional[_Union[_instrument_pb2.Board, str]] = ..., status: _Optional[_Union[RiskStatus, str]] = ..., effective_from: _Optional[str] = ..., effective_to: _Optional[str] = ..., limit_fraction: _Optional[float] = ..., limit_rounding: _Optional[_Union[LimitRounding, str]] = ..., tick_mills: _Optional[int] = ..., buy_lot: _Optional[int] = ..., buy_step: _Optional[int] = ..., min_buy: _Optional[int] = ..., max_order_quantity: _Optional[int] = ..., max_market_order_quantity: _Optional[int] = ..., unlimited_sessions: _Optional[int] = ..., first_session_up: _Optional[float] = ..., first_session_down: _Optional[float] = ..., phases: _Optional[_Iterable[_Union[SessionPhase, _Mapping]]] = ..., source: _Optional[str] = ...) -> None: ...

class FeeSchedule(_message.Message):
    __slots__ = ("effective_from", "effective_to", "stamp_duty_sell_ppm", "transfer_fee_ppm", "commission_ppm", "commission_min_mills", "source")
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TO_FIELD_NUMBER: _ClassVar[int]
    STAMP_DUTY_SELL_PPM_FIELD_NUMBER: _ClassVar[int]
    TRANSFER_FEE_PPM_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_PPM_FIELD_NUMBER: _ClassVar[int]
    COMMISSION_MIN_MILLS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    effective_from: str
    effective_to: str
    stamp_duty_sell_ppm: int
    transfer_fee_ppm: int
    commission_ppm: int
    commission_min_mills: int
    source: str
    def __init__(self, effective_from: _Optional[str] = ..., effective_to: _Optional[str] = ..., stamp_duty_sell_ppm: _Optional[int] = ..., transfer_fee_ppm: _Optional[int] = ..., commission_ppm: _Optional[int] = ..., commission_min_mills: _Optional[int] = ..., source: _Optional[str] = ...) -> None: ...
