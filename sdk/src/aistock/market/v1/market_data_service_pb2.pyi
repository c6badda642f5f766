# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.market.v1 import dataset_pb2 as _dataset_pb2
from aistock.market.v1 import instrument_pb2 as _instrument_pb2
from aistock.market.v1 import quote_pb2 as _quote_pb2
from aistock.market.v1 import source_pb2 as _source_pb2
from aistock.market.v1 import trading_rule_pb2 as _trading_rule_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SourceKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SOURCE_KIND_UNSPECIFIED: _ClassVar[SourceKind]
    SOURCE_KIND_HISTORY: _ClassVar[SourceKind]
    SOURCE_KIND_LIVE: _ClassVar[SourceKind]

class WindowLayout(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    WINDOW_LAYOUT_UNSPECIFIED: _ClassVar[WindowLayout]
    WINDOW_LAYOUT_PLAIN: _ClassVar[WindowLayout]
    WINDOW_LAYOUT_COMPACT: _ClassVar[WindowLayout]

class QuoteSourceState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    QUOTE_SOURCE_STATE_UNSPECIFIED: _ClassVar[QuoteSourceState]
    QUOTE_SOURCE_STATE_LIVE: _ClassVar[QuoteSourceState]
    QUOTE_SOURCE_STATE_SILENT: _ClassVar[QuoteSourceState]
    QUOTE_SOURCE_STATE_UNREACHABLE: _ClassVar[QuoteSourceState]
SOURCE_KIND_UNSPECIFIED: SourceKind
SOURCE_KIND_HISTORY: SourceKind
SOURCE_KIND_LIVE: SourceKind
WINDOW_LAYOUT_UNSPECIFIED: WindowLayout
WINDOW_LAYOUT_PLAIN: WindowLayout
WINDOW_LAYOUT_COMPACT: WindowLayout
QUOTE_SOURCE_STATE_UNSPECIFIED: QuoteSourceState
QUOTE_SOURCE_STATE_LIVE: QuoteSourceState
QUOTE_SOURCE_STATE_SILENT: QuoteSourceState
QUOTE_SOURCE_STATE_UNREACHABLE: QuoteSourceState

class DatasetSelector(_message.Message):
    __slots__ = ("dataset", "snapshot_id", "as_of_date")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    dataset: str
    snapshot_id: str
    as_of_date: str
    def __init__(self, dataset: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., as_of_date: _Optional[str] = ...) -> None: ...

class ListInstrumentsRequest(_message.Message):
    __slots__ = ("dataset", "kind", "board", "codes", "page_size", "page_token")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    BOARD_FIELD_NUMBER: _ClassVar[int]
    CODES_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    dataset: DatasetSelector
    kind: _instrument_pb2.InstrumentKind
    board: _instrument_pb2.Board
    codes: _containers.RepeatedScalarFieldContainer[str]
    page_size: int
    page_token: str
    def __init__(self, dataset: _Optional[_Union[DatasetSelector, _Mapping]] = ..., kind: _Optional[_Union[_instrument_pb2.InstrumentKind, str]] = ..., board: _Optional[_Union[_instrument_pb2.Board, str]] = ..., codes: _Optional[_Iterable[str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListInstrumentsResponse(_message.Message):
    __slots__ = ("instruments", "next_page_token", "provenance")
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PROVENANCE_FIELD_NUMBER: _ClassVar[int]
    instruments: _containers.RepeatedCompositeFieldContainer[_instrument_pb2.Instrument]
    next_page_token: str
    provenance: _dataset_pb2.MarketProvenance
    def __init__(self, instruments: _Optional[_Iterable[_Union[_instrument_pb2.Instrument, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., provenance: _Optional[_Union[_dataset_pb2.MarketProvenance, _Mapping]] = ...) -> None: ...

class GetTradingCalendarRequest(_message.Message):
    __slots__ = ("dataset", "date_range")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    dataset: DatasetSelector
    date_range: _types_pb2.DateRange
    def __init__(self, dataset: _Optional[_Union[DatasetSelector, _Mapping]] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class GetTradingCalendarResponse(_message.Message):
    __slots__ = ("calendar",)
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    calendar: _trading_rule_pb2.TradingCalendar
    def __init__(self, calendar: _Optional[_Union[_trading_rule_pb2.TradingCalendar, _Mapping]] = ...) -> None: ...

class GetTradingRulesRequest(_message.Message):
    __slots__ = ("board", "status", "date_range")
    BOARD_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    board: _instrument_pb2.Board
    status: _trading_rule_pb2.RiskStatus
    date_range: _types_pb2.DateRange
    def __init__(self, board: _Optional[_Union[_instrument_pb2.Board, str]] = ..., status: _Optional[_Union[_trading_rule_pb2.RiskStatus, str]] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class GetTradingRulesResponse(_message.Message):
    __slots__ = ("rules", "fees")
    RULES_FIELD_NUMBER: _ClassVar[int]
    FEES_FIELD_NUMBER: _ClassVar[int]
    rules: _containers.RepeatedCompositeFieldContainer[_trading_rule_pb2.TradingRule]
    fees: _containers.RepeatedCompositeFieldContainer[_trading_rule_pb2.FeeSchedule]
    def __init__(self, rules: _Optional[_Iterable[_Union[_trading_rule_pb2.TradingRule, _Mapping]]] = ..., fees: _Optional[_Iterable[_Union[_trading_rule_pb2.FeeSchedule, _Mapping]]] = ...) -> None: ...

class GetHistoryWindowRequest(_message.Message):
    __slots__ = ("dataset", "instruments", "date_range", "bars", "columns", "frequency", "adjustment", "joined_snapshot_ids", "layout")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    JOINED_SNAPSHOT_IDS_FIELD_NUMBER: _ClassVar[int]
    LAYOUT_FIELD_NUMBER: _ClassVar[int]
    dataset: DatasetSelector
    instruments: _containers.RepeatedScalarFieldContainer[str]
    date_range: _types_pb2.DateRange
    bars: int
    columns: _containers.RepeatedScalarFieldContainer[str]
    frequency: _source_pb2.BarFrequency
    adjustment: _dataset_pb2.Adjustment
    joined_snapshot_ids: _containers.RepeatedScalarFieldContainer[str]
    layout: WindowLayout
    def __init__(self, dataset: _Optional[_Union[DatasetSelector, _Mapping]] = ..., instruments: _Optional[_Iterable[str]] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., bars: _Optional[int] = ..., columns: _Optional[_Iterable[str]] = ..., frequency: _Optional[_Union[_source_pb2.BarFrequency, str]] = ..., adjustment: _Optional[_Union[_dataset_pb2.Adjustment, str]] = ..., joined_snapshot_ids: _Optional[_Iterable[str]] = ..., layout: _Optional[_Union[WindowLayout, str]] = ...) -> None: ...

class GetHistoryWindowResponse(_message.Message):
    __slots__ = ("provenance", "arrow_ipc")
    PROVENANCE_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    provenance: _dataset_pb2.MarketProvenance
    arrow_ipc: bytes
    def __init__(self, provenance: _Optional[_Union[_dataset_pb2.MarketProvenance, _Mapping]] = ..., arrow_ipc: _Optional[bytes] = ...) -> None: ...

class GetSnapshotRequest(_message.Message):
    __slots__ = ("dataset", "instruments", "date")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    dataset: DatasetSelector
    instruments: _containers.RepeatedScalarFieldContainer[str]
    date: str
    def __init__(self, dataset: _Optional[_Union[DatasetSelector, _Mapping]] = ..., instruments: _Optional[_Iterable[str]] = ..., date: _Optional[str] = ...) -> None: ...

class GetSnapshotResponse(_message.Message):
    __slots__ = ("quotes", "provenance", "standings")
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    PROVENANCE_FIELD_NUMBER: _ClassVar[int]
    STANDINGS_FIELD_NUMBER: _ClassVar[int]
    quotes: _containers.RepeatedCompositeFieldContainer[_quote_pb2.Quote]
    provenance: _dataset_pb2.MarketProvenance
    standings: _containers.RepeatedCompositeFieldContainer[QuoteSourceStanding]
    def __init__(self, quotes: _Optional[_Iterable[_Union[_quote_pb2.Quote, _Mapping]]] = ..., provenance: _Optional[_Union[_dataset_pb2.MarketProvenance, _Mapping]] = ..., standings: _Optional[_Iterable[_Union[QuoteSourceStanding, _Mapping]]] = ...) -> None: ...

class StreamQuotesRequest(_message.Message):
    __slots__ = ("instruments", "cursor")
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    instruments: _containers.RepeatedScalarFieldContainer[str]
    cursor: str
    def __init__(self, instruments: _Optional[_Iterable[str]] = ..., cursor: _Optional[str] = ...) -> None: ...

class QuoteSourceStanding(_message.Message):
    __slots__ = ("source", "state", "since_utc", "message")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SINCE_UTC_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    source: str
    state: QuoteSourceState
    since_utc: str
    message: str
    def __init__(self, source: _Optional[str] = ..., state: _Optional[_Union[QuoteSourceState, str]] = ..., since_utc: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class StreamQuotesResponse(_message.Message):
    __slots__ = ("cursor", "quotes", "conflated", "standings")
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    QUOTES_FIELD_NUMBER: _ClassVar[int]
    CONFLATED_FIELD_NUMBER: _ClassVar[int]
    STANDINGS_FIELD_NUMBER: _ClassVar[int]
    cursor: str
    quotes: _containers.RepeatedCompositeFieldContainer[_quote_pb2.Quote]
    conflated: int
    standings: _containers.RepeatedCompositeFieldContainer[QuoteSourceStanding]
    def __init__(self, cursor: _Optional[str] = ..., quotes: _Optional[_Iterable[_Union[_quote_pb2.Quote, _Mapping]]] = ..., conflated: _Optional[int] = ..., standings: _Optional[_Iterable[_Union[QuoteSourceStanding, _Mapping]]] = ...) -> None: ...

class FactorExpression(_message.Message):
    __slots__ = ("name", "expression", "library_source")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    LIBRARY_SOURCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    expression: str
    library_source: str
    def __init__(self, name: _Optional[str] = ..., expression: _Optional[str] = ..., library_source: _Optional[str] = ...) -> None: ...

class ComputeFactorsRequest(_message.Message):
    __slots__ = ("dataset", "instruments", "date_range", "bars", "factors")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    BARS_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    dataset: DatasetSelector
    instruments: _containers.RepeatedScalarFieldContainer[str]
    date_range: _types_pb2.DateRange
    bars: int
    factors: _containers.RepeatedCompositeFieldContainer[FactorExpression]
    def __init__(self, dataset: _Optional[_Union[DatasetSelector, _Mapping]] = ..., instruments: _Optional[_Iterable[str]] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., bars: _Optional[int] = ..., factors: _Optional[_Iterable[_Union[FactorExpression, _Mapping]]] = ...) -> None: ...

class ComputeFactorsResponse(_message.Message):
    __slots__ = ("provenance", "arrow_ipc")
    PROVENANCE_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    provenance: _dataset_pb2.MarketProvenance
    arrow_ipc: bytes
    def __init__(self, provenance: _Optional[_Union[_dataset_pb2.MarketProvenance, _Mapping]] = ..., arrow_ipc: _Optional[bytes] = ...) -> None: ...

class MarketSource(_message.Message):
    __slots__ = ("name", "kind", "available", "dataset_count", "description", "offers")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    DATASET_COUNT_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    OFFERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: SourceKind
    available: bool
    dataset_count: int
    description: str
    offers: _containers.RepeatedCompositeFieldContainer[_source_pb2.SourceOffer]
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[SourceKind, str]] = ..., available: bool = ..., dataset_count: _Optional[int] = ..., description: _Optional[str] = ..., offers: _Optional[_Iterable[_Union[_source_pb2.SourceOffer, _Mapping]]] = ...) -> None: ...

class ListSourcesRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSourcesResponse(_message.Message):
    __slots__ = ("sources", "next_page_token")
    SOURCES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    sources: _containers.RepeatedCompositeFieldContainer[MarketSource]
    next_page_token: str
    def __init__(self, sources: _Optional[_Iterable[_Union[MarketSource, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ExportPool(_message.Message):
    __slots__ = ("name", "instruments")
    NAME_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    name: str
    instruments: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., instruments: _Optional[_Iterable[str]] = ...) -> None: ...

class ExportDatasetRequest(_message.Message):
    __slots__ = ("request_id", "snapshot_id", "format", "pools")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    POOLS_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    snapshot_id: str
    format: _dataset_pb2.DatasetKind
    pools: _containers.RepeatedCompositeFieldContainer[ExportPool]
    def __init__(self, request_id: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., format: _Optional[_Union[_dataset_pb2.DatasetKind, str]] = ..., pools: _Optional[_Iterable[_Union[ExportPool, _Mapping]]] = ...) -> None: ...

class ExportDatasetResponse(_message.Message):
    __slots__ = ("operation_id",)
    OPERATION_ID_FIELD_NUMBER: _ClassVar[int]
    operation_id: str
    def __init__(self, operation_id: _Optional[str] = ...) -> None: ...

class IngestHeader(_message.Message):
    __slots__ = ("request_id", "dataset", "source", "synthetic", "calendar", "dates", "instruments", "benchmarks", "content_sha256", "table", "frequency")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    DATASET_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    DATES_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENTS_FIELD_NUMBER: _ClassVar[int]
    BENCHMARKS_FIELD_NUMBER: _ClassVar[int]
    CONTENT_SHA256_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    FREQUENCY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    dataset: str
    source: str
    synthetic: bool
    calendar: str
    dates: _containers.RepeatedScalarFieldContainer[str]
    instruments: _containers.RepeatedCompositeFieldContainer[_instrument_pb2.Instrument]
    benchmarks: _containers.RepeatedScalarFieldContainer[str]
    content_sha256: str
    table: _source_pb2.SourceTable
    frequency: _source_pb2.BarFrequency
    def __init__(self, request_id: _Optional[str] = ..., dataset: _Optional[str] = ..., source: _Optional[str] = ..., synthetic: bool = ..., calendar: _Optional[str] = ..., dates: _Optional[_Iterable[str]] = ..., instruments: _Optional[_Iterable[_Union[_instrument_pb2.Instrument, _Mapping]]] = ..., benchmarks: _Optional[_Iterable[str]] = ..., content_sha256: _Optional[str] = ..., table: _Optional[_Union[_source_pb2.SourceTable, str]] = ..., frequency: _Optional[_Union[_source_pb2.BarFrequency, str]] = ...) -> None: ...

class IngestBarsRequest(_message.Message):
    __slots__ = ("header", "arrow_ipc")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    ARROW_IPC_FIELD_NUMBER: _ClassVar[int]
    header: IngestHeader
    arrow_ipc: bytes
    def __init__(self, header: _Optional[_Union[IngestHeader, _Mapping]] = ..., arrow_ipc: _Optional[bytes] = ...) -> None: ...

class IngestBarsResponse(_message.Message):
    __slots__ = ("manifest", "created")
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    manifest: _dataset_pb2.DatasetManifest
    created: bool
    def __init__(self, manifest: _Optional[_Union[_dataset_pb2.DatasetManifest, _Mapping]] = ..., created: bool = ...) -> None: ...

class ListDatasetsRequest(_message.Message):
    __slots__ = ("name", "kind", "latest_only", "page_size", "page_token")
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    LATEST_ONLY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    name: str
    kind: _dataset_pb2.DatasetKind
    latest_only: bool
    page_size: int
    page_token: str
    def __init__(self, name: _Optional[str] = ..., kind: _Optional[_Union[_dataset_pb2.DatasetKind, str]] = ..., latest_only: bool = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDatasetsResponse(_message.Message):
    __slots__ = ("datasets", "next_page_token")
    DATASETS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    datasets: _containers.RepeatedCompositeFieldContainer[_dataset_pb2.DatasetSummary]
    next_page_token: str
    def __init__(self, datasets: _Optional[_Iterable[_Union[_dataset_pb2.DatasetSummary, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetDatasetManifestRequest(_message.Message):
    __slots__ = ("dataset", "snapshot_id")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    dataset: str
    snapshot_id: str
    def __init__(self, dataset: _Optional[str] = ..., snapshot_id: _Optional[str] = ...) -> None: ...

class GetDatasetManifestResponse(_message.Message):
    __slots__ = ("manifest",)
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    manifest: _dataset_pb2.DatasetManifest
    def __init__(self, manifest: _Optional[_Union[_dataset_pb2.DatasetManifest, _Mapping]] = ...) -> None: ...
