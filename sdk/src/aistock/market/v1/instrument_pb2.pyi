# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Board(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    BOARD_UNSPECIFIED: _ClassVar[Board]
    BOARD_MAIN: _ClassVar[Board]
    BOARD_CHINEXT: _ClassVar[Board]
    BOARD_STAR: _ClassVar[Board]
    BOARD_BSE: _ClassVar[Board]

class InstrumentKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INSTRUMENT_KIND_UNSPECIFIED: _ClassVar[InstrumentKind]
    INSTRUMENT_KIND_STOCK: _ClassVar[InstrumentKind]
    INSTRUMENT_KIND_INDEX: _ClassVar[InstrumentKind]
    INSTRUMENT_KIND_FUND: _ClassVar[InstrumentKind]
    INSTRUMENT_KIND_BOND: _ClassVar[InstrumentKind]
    INSTRUMENT_KIND_B_SHARE: _ClassVar[InstrumentKind]

class ListingStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LISTING_STATUS_UNSPECIFIED: _ClassVar[ListingStatus]
    LISTING_STATUS_LISTED: _ClassVar[ListingStatus]
    LISTING_STATUS_ST: _ClassVar[ListingStatus]
    LISTING_STATUS_DELISTING: _ClassVar[ListingStatus]
    LISTING_STATUS_DELISTED: _ClassVar[ListingStatus]
BOARD_UNSPECIFIED: Board
BOARD_MAIN: Board
BOARD_CHINEXT: Board
BOARD_STAR: Board
BOARD_BSE: Board
INSTRUMENT_KIND_UNSPECIFIED: InstrumentKind
INSTRUMENT_KIND_STOCK: InstrumentKind
INSTRUMENT_KIND_INDEX: InstrumentKind
INSTRUMENT_KIND_FUND: InstrumentKind
INSTRUMENT_KIND_BOND: InstrumentKind
INSTRUMENT_KIND_B_SHARE: InstrumentKind
LISTING_STATUS_UNSPECIFIED: ListingStatus
LISTING_STATUS_LISTED: ListingStatus
LISTING_STATUS_ST: ListingStatus
LISTING_STATUS_DELISTING: ListingStatus
LISTING_STATUS_DELISTED: ListingStatus

class Instrument(_message.Message):
    __slots__ = ("code", "name", "kind", "board", "status", "listed_on", "delisted_on", "first_bar_on", "last_bar_on")
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    BOARD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    LISTED_ON_FIELD_NUMBER: _ClassVar[int]
    DELISTED_ON_FIELD_NUMBER: _ClassVar[int]
    FIRST_BAR_ON_FIELD_NUMBER: _ClassVar[int]
    LAST_BAR_ON_FIELD_NUMBER: _ClassVar[int]
    code: str
    name: str
    kind: InstrumentKind
    board: Board
    status: ListingStatus
    listed_on: str
    delisted_on: str
    first_bar_on: str
    last_bar_on: str
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[_Union[InstrumentKind, str]] = ..., board: _Optional[_Union[Board, str]] = ..., status: _Optional[_Union[ListingStatus, str]] = ..., listed_on: _Optional[str] = ..., delisted_on: _Optional[str] = ..., first_bar_on: _Optional[str] = ..., last_bar_on: _Optional[str] = ...) -> None: ...

class IndustryMember(_message.Message):
    __slots__ = ("instrument", "industry_code", "industry_name", "level", "effective_from", "effective_to")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    INDUSTRY_CODE_FIELD_NUMBER: _ClassVar[int]
    INDUSTRY_NAME_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TO_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    industry_code: str
    industry_name: str
    level: int
    effective_from: str
    effective_to: str
    def __init__(self, instrument: _Optional[str] = ..., industry_code: _Optional[str] = ..., industry_name: _Optional[str] = ..., level: _Optional[int] = ..., effective_from: _Optional[str] = ..., effective_to: _Optional[str] = ...) -> None: ...

class IndustryClassification(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "taxonomy", "members")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TAXONOMY_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    taxonomy: str
    members: _containers.RepeatedCompositeFieldContainer[IndustryMember]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., taxonomy: _Optional[str] = ..., members: _Optional[_Iterable[_Union[IndustryMember, _Mapping]]] = ...) -> None: ...

class IndexWeight(_message.Message):
    __slots__ = ("instrument", "weight")
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    instrument: str
    weight: float
    def __init__(self, instrument: _Optional[str] = ..., weight: _Optional[float] = ...) -> None: ...

class IndexWeights(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "index", "effective_from", "effective_to", "weights")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_FROM_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_TO_FIELD_NUMBER: _ClassVar[int]
    WEIGHTS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    index: str
    effective_from: str
    effective_to: str
    weights: _containers.RepeatedCompositeFieldContainer[IndexWeight]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., index: _Optional[str] = ..., effective_from: _Optional[str] = ..., effective_to: _Optional[str] = ..., weights: _Optional[_Iterable[_Union[IndexWeight, _Mapping]]] = ...) -> None: ...
