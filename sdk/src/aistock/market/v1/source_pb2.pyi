# mypy: ignore-errors
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class BarFrequency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BAR_FREQUENCY_UNSPECIFIED: _ClassVar[BarFrequency]
    BAR_FREQUENCY_DAY: _ClassVar[BarFrequency]
    BAR_FREQUENCY_MINUTE: _ClassVar[BarFrequency]
    BAR_FREQUENCY_FIVE_MINUTES: _ClassVar[BarFrequency]

class SourceTable(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SOURCE_TABLE_UNSPECIFIED: _ClassVar[SourceTable]
    SOURCE_TABLE_BARS: _ClassVar[SourceTable]
    SOURCE_TABLE_ADJ_FACTOR: _ClassVar[SourceTable]
    SOURCE_TABLE_DAILY_BASIC: _ClassVar[SourceTable]
    SOURCE_TABLE_MONEYFLOW: _ClassVar[SourceTable]
    SOURCE_TABLE_INDUSTRIES: _ClassVar[SourceTable]
    SOURCE_TABLE_INDEX_WEIGHTS: _ClassVar[SourceTable]
BAR_FREQUENCY_UNSPECIFIED: BarFrequency
BAR_FREQUENCY_DAY: BarFrequency
BAR_FREQUENCY_MINUTE: BarFrequency
BAR_FREQUENCY_FIVE_MINUTES: BarFrequency
SOURCE_TABLE_UNSPECIFIED: SourceTable
SOURCE_TABLE_BARS: SourceTable
SOURCE_TABLE_ADJ_FACTOR: SourceTable
SOURCE_TABLE_DAILY_BASIC: SourceTable
SOURCE_TABLE_MONEYFLOW: SourceTable
SOURCE_TABLE_INDUSTRIES: SourceTable
SOURCE_TABLE_INDEX_WEIGHTS: SourceTable

class SourceOffer(_message.Message):
    __slots__ = ("table", "frequency", "columns", "delay_seconds", "delay_origin", "date_range")
    TABLE_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    DELAY_SECONDS_FIELD_NUMBER: _ClassVar[int]
    DELAY_ORIGIN_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    table: SourceTable
    frequency: BarFrequency
    columns: _containers.RepeatedScalarFieldContainer[str]
    delay_seconds: int
    delay_origin: str
    date_range: _types_pb2.DateRange
    def __init__(self, table: _Optional[_Union[SourceTable, str]] = ..., frequency: _Optional[_Union[BarFrequency, str]] = ..., columns: _Optional[_Iterable[str]] = ..., delay_seconds: _Optional[int] = ..., delay_origin: _Optional[str] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class SourceAttempt(_message.Message):
    __slots__ = ("source", "reason", "message")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    source: str
    reason: str
    message: str
    def __init__(self, source: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
