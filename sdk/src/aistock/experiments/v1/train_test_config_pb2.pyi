# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Frequency(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FREQUENCY_UNSPECIFIED: _ClassVar[Frequency]
    FREQUENCY_DAY: _ClassVar[Frequency]
FREQUENCY_UNSPECIFIED: Frequency
FREQUENCY_DAY: Frequency

class LabelSpec(_message.Message):
    __slots__ = ("expression", "horizon_days")
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    HORIZON_DAYS_FIELD_NUMBER: _ClassVar[int]
    expression: str
    horizon_days: int
    def __init__(self, expression: _Optional[str] = ..., horizon_days: _Optional[int] = ...) -> None: ...

class TrainTestConfig(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "name", "universe", "snapshot_id", "frequency", "train", "valid", "test", "backtest", "label", "purge_days")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIVERSE_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    TRAIN_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    TEST_FIELD_NUMBER: _ClassVar[int]
    BACKTEST_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    PURGE_DAYS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    name: str
    universe: str
    snapshot_id: str
    frequency: Frequency
    train: _types_pb2.DateRange
    valid: _types_pb2.DateRange
    test: _types_pb2.DateRange
    backtest: _types_pb2.DateRange
    label: LabelSpec
    purge_days: int
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., name: _Optional[str] = ..., universe: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., frequency: _Optional[_Union[Frequency, str]] = ..., train: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., valid: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., test: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., backtest: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., label: _Optional[_Union[LabelSpec, _Mapping]] = ..., purge_days: _Optional[int] = ...) -> None: ...
