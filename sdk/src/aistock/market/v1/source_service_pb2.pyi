# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.market.v1 import dataset_pb2 as _dataset_pb2
from aistock.market.v1 import quote_pb2 as _quote_pb2
from aistock.market.v1 import source_pb2 as _source_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DisagreementKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DISAGREEMENT_KIND_UNSPECIFIED: _ClassVar[DisagreementKind]
    DISAGREEMENT_KIND_ROW_MISSING: _ClassVar[DisagreementKind]
    DISAGREEMENT_KIND_VALUE_MISSING: _ClassVar[DisagreementKind]
    DISAGREEMENT_KIND_VALUE_DIFFERS: _ClassVar[DisagreementKind]
DISAGREEMENT_KIND_UNSPECIFIED: DisagreementKind
DISAGREEMENT_KIND_ROW_MISSING: DisagreementKind
DISAGREEMENT_KIND_VALUE_MISSING: DisagreementKind
DISAGREEMENT_KIND_VALUE_DIFFERS: DisagreementKind

class SourceQuestion(_message.Message):
    __slots__ = ("table", "frequency", "date_range", "instruments", "columns", "as_of_utc", "expected_through_date", "skip_refused", "indices")
    TABLE_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    AS_OF_UTC_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    SKIP_REFUSED_FIELD_NUMBER: _ClassVar[int]
    INDICES_FIELD_NUMBER: _ClassVar[int]
    table: _source_pb2.SourceTable
    frequency: _source_pb2.BarFrequency
    date_range: _types_pb2.DateRange
    instruments: _containers.RepeatedScalarFieldContainer[str]
    columns: _containers.RepeatedScalarFieldContainer[str]
    as_of_utc: str
    expected_through_date: str
    skip_refused: bool
    indices: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, table: _Optional[_Union[_source_pb2.SourceTable, str]] = ..., frequency: _Optional[_Union[_source_pb2.BarFrequency, str]] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., instruments: _Optional[_Iterable[str]] = ..., columns: _Optional[_Iterable[str]] = ..., as_of_utc: _Optional[str] = ..., expected_through_date: _Optional[str] = ..., skip_refused: bool = ..., indices: _Optional[_Iterable[str]] = ...) -> None: ...

class SourceAnswer(_message.Message):
    __slots__ = ("source", "origin", "version", "observed_at_utc", "row_count", "units", "findings", "attempts")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    OBSERVED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    UNITS_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    source: str
    origin: str
    version: str
    observed_at_utc: str
    row_count: int
    units: _containers.RepeatedCompositeFieldContainer[_dataset_pb2.FieldMapping]
    findings: _containers.RepeatedCompositeFieldContainer[_dataset_pb2.QualityFinding]
    attempts: _containers.RepeatedCompositeFieldContainer[_source_pb2.SourceAttempt]
    def __init__(self, source: _Optional[str] = ..., origin: _Optional[str] = ..., version: _Optional[str] = ..., observed_at_utc: _Optional[str] = ..., row_count: _Optional[int] = ..., units: _Optional[_Iterable[_Union[_dataset_pb2.FieldMapping, _Mapping]]] = ..., findings: _Optional[_Iterable[_Union[_dataset_pb2.QualityFinding, _Mapping]]] = ..., attempts: _Optional[_Iterable[_Union[_source_pb2.SourceAttempt, _Mapping]]] = ...) -> None: ...

class GetSourceRowsRequest(_message.Message):
    __slots__ = ("question", "sources")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    question: SourceQuestion
    sources: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, question: _Optional[_Union[SourceQuestion, _Mapping]] = ..., sources: _Optional[_Iterable[str]] = ...) -> None: ...

class GetSourceRowsResponse(_message.Message):
    __slots__ = ("answer", "arrow_ipc")
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    answer: SourceAnswer
    arrow_ipc: bytes
    def __init__(self, answer: _Optional[_Union[SourceAnswer, _Mapping]] = ..., arrow_ipc: _Optional[bytes] = ...) -> None: ...

class SourceValue(_message.Message):
    __slots__ = ("source", "has_row", "value")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    HAS_ROW_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    source: str
    has_row: bool
    value: float
    def __init__(self, source: _Optional[str] = ..., has_row: bool = ..., value: _Optional[float] = ...) -> None: ...

class Disagreement(_message.Message):
    __slots__ = ("kind", "instrument", "event_at_utc", "column", "values")
    KIND_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    EVENT_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    kind: DisagreementKind
    instrument: str
    event_at_utc: str
    column: str
    values: _containers.RepeatedCompositeFieldContainer[SourceValue]
    def __init__(self, kind: _Optional[_Union[DisagreementKind, str]] = ..., instrument: _Optional[str] = ..., event_at_utc: _Optional[str] = ..., column: _Optional[str] = ..., values: _Optional[_Iterable[_Union[SourceValue, _Mapping]]] = ...) -> None: ...

class DisagreementCount(_message.Message):
    __slots__ = ("column", "compared", "disagreeing")
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    COMPARED_FIELD_NUMBER: _ClassVar[int]
    DISAGREEING_FIELD_NUMBER: _ClassVar[int]
    column: str
    compared: int
    disagreeing: int
    def __init__(self, column: _Optional[str] = ..., compared: _Optional[int] = ..., disagreeing: _Optional[int] = ...) -> None: ...

class CompareSourcesRequest(_message.Message):
    __slots__ = ("question", "sources", "relative_tolerance", "limit")
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    RELATIVE_TOLERANCE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    question: SourceQuestion
    sources: _containers.RepeatedScalarFieldContainer[str]
    relative_tolerance: float
    limit: int
    def __init__(self, question: _Optional[_Union[SourceQuestion, _Mapping]] = ..., sources: _Optional[_Iterable[str]] = ..., relative_tolerance: _Optional[float] = ..., limit: _Optional[int] = ...) -> None: ...

class CompareSourcesResponse(_message.Message):
    __slots__ = ("answers", "counts", "disagreements")
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    DISAGREEMENTS_FIELD_NUMBER: _ClassVar[int]
    answers: _containers.RepeatedCompositeFieldContainer[SourceAnswer]
    counts: _containers.RepeatedCompositeFieldContainer[DisagreementCount]
    disagreements: _containers.RepeatedCompositeFieldContainer[Disagreement]
    def __init__(self, answers: _Optional[_Iterable[_Union[SourceAnswer, _Mapping]]] = ..., counts: _Optional[_Iterable[_Union[DisagreementCount, _Mapping]]] = ..., disagreements: _Optional[_Iterable[_Union[Disagreement, _Mapping]]] = ...) -> None: ...

class IngestFromSourceRequest(_message.Message):
    __slots__ = ("request_id", "dataset", "question", "sources", "benchmarks")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DATASET_FIELD_NUMBER: _ClassVar[int]
    QUESTION_FIELD_NUMBER: _ClassVar[int]
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    BENCHMARKS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dataset: str
    question: SourceQuestion
    sources: _containers.RepeatedScalarFieldContainer[str]
    benchmarks: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, request_id: _Optional[str] = ..., dataset: _Optional[str] = ..., question: _Optional[_Union[SourceQuestion, _Mapping]] = ..., sources: _Optional[_Iterable[str]] = ..., benchmarks: _Optional[_Iterable[str]] = ...) -> None: ...

class IngestFromSourceResponse(_message.Message):
    __slots__ = ("operation_id",)
    OPERATION_ID_FIELD_NUMBER: _ClassVar[int]
    operation_id: str
    def __init__(self, operation_id: _Optional[str] = ...) -> None: ...

class PublishQuotesRequest(_message.Message):
    __slots__ = ("source", "quotes")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    source: str
    quotes: _containers.RepeatedCompositeFieldContainer[_quote_pb2.Quote]
    def __init__(self, source: _Optional[str] = ..., quotes: _Optional[_Iterable[_Union[_quote_pb2.Quote, _Mapping]]] = ...) -> None: ...

class PublishQuotesResponse(_message.Message):
    __slots__ = ("taken", "outdated")
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    OUTDATED_FIELD_NUMBER: _ClassVar[int]
    taken: int
    outdated: int
    def __init__(self, taken: _Optional[int] = ..., outdated: _Optional[int] = ...) -> None: ...
