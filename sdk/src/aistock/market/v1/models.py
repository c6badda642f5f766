"""Values of the market part of the contract, version 1; derived from proto/aistock/market/v1, never edited."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from aistock.contract.model import ContractModel
from aistock.contract.types import (
    HexId,
    InstrumentCode,
    IsoDate,
    NotAmong,
    RawBytes,
    Sha256,
    Slug,
    UniqueItems,
    UtcInstant,
    UuidText,
)
from aistock.contract.v1.models import DateRange, FileRef


class DatasetKind(StrEnum):
    """What the files of a snapshot are."""

    BARS = "bars"
    """Daily bars in Parquet, unadjusted."""
    QLIB_BIN = "qlib_bin"
    """A Qlib bin directory in a tar archive."""
    DAILY_PV_H5 = "daily_pv_h5"
    """Prices and volumes as HDF5, key data."""
    MONEYFLOW_H5 = "moneyflow_h5"
    """Money flow as HDF5, key data."""
    DAILY_BASIC_H5 = "daily_basic_h5"
    """Daily valuation figures as HDF5, key data."""
    STATIC_FACTORS = "static_factors"
    """Precomputed factors in Parquet with their schema."""


class ColumnType(StrEnum):
    """Type of a column."""

    FLOAT32 = "float32"
    """IEEE single precision."""
    FLOAT64 = "float64"
    """IEEE double precision."""
    INT64 = "int64"
    """64-bit integer."""
    TEXT = "text"
    """UTF-8 text."""
    DATE = "date"
    """Calendar date."""
    BOOL = "bool"
    """True or false."""


class Unit(StrEnum):
    """Unit of a number."""

    NONE = "none"
    """Not a quantity, such as a code or a date."""
    CNY = "cny"
    """Yuan."""
    MILLS = "mills"
    """Thousandths of a yuan."""
    THOUSAND_CNY = "thousand_cny"
    """Thousands of yuan."""
    TEN_THOUSAND_CNY = "ten_thousand_cny"
    """Tens of thousands of yuan."""
    SHARES = "shares"
    """Shares."""
    HANDS = "hands"
    """Hundreds of shares."""
    TEN_THOUSAND_SHARES = "ten_thousand_shares"
    """Tens of thousands of shares."""
    FRACTION = "fraction"
    """A ratio; 0.1 is ten percent."""
    PERCENT = "percent"
    """A ratio times 100; sources only."""
    POINTS = "points"
    """Index points."""
    RATIO = "ratio"
    """A factor to multiply with."""


class Adjustment(StrEnum):
    """How corporate actions are worked into prices."""

    NONE = "none"
    """As printed by the exchange."""
    FORWARD = "forward"
    """Scaled so that the last known day keeps its printed price."""
    BACKWARD = "backward"
    """Multiplied by the cumulative factor since listing."""
    SNAPSHOT_FIRST = "snapshot_first"
    """Scaled so that the first day of the snapshot keeps its printed price; stable when days are appended."""


class MissingPolicy(StrEnum):
    """What a missing value means."""

    NEVER = "never"
    """There is none."""
    SUSPENDED = "suspended"
    """The instrument did not trade; nothing is carried forward."""
    UNKNOWN = "unknown"
    """The source does not say."""


class FindingSeverity(StrEnum):
    """How serious a finding is."""

    INFO = "info"
    """For the record."""
    WARNING = "warning"
    """Somebody should look."""
    ERROR = "error"
    """The data must not be used."""


class Board(StrEnum):
    """Market segment of a stock; it decides price limits, lots and order sizes."""

    MAIN = "main"
    """Main board of Shanghai or Shenzhen."""
    CHINEXT = "chinext"
    """ChiNext, Shenzhen 30xxxx."""
    STAR = "star"
    """STAR market, Shanghai 68xxxx."""
    BSE = "bse"
    """Beijing Stock Exchange."""


class InstrumentKind(StrEnum):
    """What a code names."""

    STOCK = "stock"
    """An A share."""
    INDEX = "index"
    """An index; it has prices and cannot be traded."""
    FUND = "fund"
    """A listed fund."""
    BOND = "bond"
    """A bond."""
    B_SHARE = "b_share"
    """A B share."""


class ListingStatus(StrEnum):
    """Standing of an instrument on its exchange."""

    LISTED = "listed"
    """Listed, nothing special."""
    ST = "st"
    """Under a risk warning (ST or *ST)."""
    DELISTING = "delisting"
    """In its delisting period."""
    DELISTED = "delisted"
    """No longer listed."""


class BarFrequency(StrEnum):
    """Length of a bar."""

    DAY = "day"
    """One trading day."""
    MINUTE = "minute"
    """One minute."""
    FIVE_MINUTES = "five_minutes"
    """Five minutes."""


class SourceKind(StrEnum):
    """What a source gives."""

    HISTORY = "history"
    """Bars of the past."""
    LIVE = "live"
    """Quotes as they arrive."""


class RiskStatus(StrEnum):
    """Standing of a share on a day, as far as trading rules depend on it."""

    NORMAL = "normal"
    """Nothing special."""
    ST = "st"
    """Under a risk warning (ST or *ST)."""
    DELISTING = "delisting"
    """In its delisting period."""


class LimitRounding(StrEnum):
    """How a limit price is brought to the tick."""

    HALF_UP = "half_up"
    """Half up on both sides."""
    INWARD = "inward"
    """The upper limit floored, the lower one ceiled."""


class TradingPhase(StrEnum):
    """What happens in a part of the trading day."""

    OPENING_CALL = "opening_call"
    """Opening call auction."""
    CONTINUOUS = "continuous"
    """Continuous trading."""
    CLOSING_CALL = "closing_call"
    """Closing call auction."""
    AFTER_HOURS = "after_hours"
    """Fixed-price trading at the close."""
    CLOSED = "closed"
    """No trading."""
    HALTED = "halted"
    """Trading is suspended for the moment."""


class ColumnSpec(ContractModel):
    """What one column of a dataset means."""

    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name of the column."""
    dtype: ColumnType
    """Type of the values."""
    unit: Unit
    """Unit of the values."""
    adjustment: Adjustment
    """How corporate actions are worked into the values."""
    missing: MissingPolicy
    """What a missing value means."""
    meaning: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """One sentence for a person."""
    origin: Annotated[StrictStr | None, Field(max_length=256, min_length=1)] = None
    """Vendor field or formula that it comes from; absent when it is the measurement itself."""


class FieldMapping(ContractModel):
    """How one field of a source becomes one standard field."""

    field: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Standard name, such as volume."""
    unit: Unit
    """Unit of the standard field."""
    source_field: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name at the source, such as vol."""
    source_unit: Unit
    """Unit at the source."""
    scale: Annotated[StrictFloat, Field(gt=0.0)]
    """Standard value = source value times this."""
    note: Annotated[StrictStr | None, Field(max_length=500, min_length=1)] = None
    """What a reader must know; absent when nothing."""


class FieldMap(ContractModel):
    """How the fields of a source are read as standard fields."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it, or vendor that it came from."""
    dialect: Slug
    """Name of the source, such as tushare.daily or xtdata."""
    mappings: Annotated[list[FieldMapping], Field(max_length=256, validate_default=True)] = []
    """Mappings in order of the standard name."""


class QualityFinding(ContractModel):
    """Something a reader of the data should know. Findings report; nothing is repaired."""

    rule: Slug
    """Name of the check, such as close_outside_limits."""
    severity: FindingSeverity
    """How serious it is."""
    instrument: InstrumentCode | None = None
    """Instrument concerned; absent when it concerns all."""
    date: IsoDate | None = None
    """First day concerned; absent when it concerns all."""
    field: Annotated[StrictStr | None, Field(max_length=128, min_length=1)] = None
    """Column concerned; absent when it concerns a row."""
    value: Annotated[StrictStr | None, Field(max_length=128, min_length=0)] = None
    """The value found, as text."""
    message: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """One sentence for a person, with the remedy."""
    occurrences: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """How often the check found it."""


class DatasetManifest(ContractModel):
    """What a snapshot of a dataset holds, how to read it, and what is wrong with it."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it, or vendor that it came from."""
    snapshot_id: Sha256
    """Identity of the content: the same content has the same id for ever."""
    name: Slug
    """Name of the dataset; a name has many snapshots, the last ingested is the latest."""
    kind: DatasetKind
    """What the files are."""
    parent_snapshot_id: Sha256 | None = None
    """Snapshot that an export was made from."""
    files: Annotated[list[FileRef], Field(max_length=256, validate_default=True)] = []
    """The files."""
    columns: Annotated[list[ColumnSpec], Field(max_length=512, validate_default=True)] = []
    """Meaning of the columns."""
    instrument_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Instruments with at least one row."""
    row_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Rows, one for each instrument and day that traded."""
    session_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Trading days of the calendar inside date_range."""
    date_range: DateRange
    """First and last day with a row."""
    calendar: Slug
    """Name of the trading calendar, such as XSHG."""
    adjustment: Adjustment
    """How corporate actions are worked into the prices."""
    synthetic: StrictBool
    """The market is not real."""
    benchmarks: Annotated[Annotated[list[InstrumentCode], Field(max_length=64)], UniqueItems] = []
    """Indices that stand for the market."""
    pools: Annotated[Annotated[list[Slug], Field(max_length=64)], UniqueItems] = []
    """Names of the instrument lists in the files, such as all; empty for bars."""
    info_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Findings for the record."""
    warning_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Findings that somebody should look at."""
    error_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Findings that make the data unusable."""
    findings: Annotated[list[QualityFinding], Field(max_length=1000, validate_default=True)] = []
    """The most serious findings first; the counts are of all."""


class DatasetSummary(ContractModel):
    """One line about a snapshot."""

    name: Slug
    """Name of the dataset."""
    snapshot_id: Sha256
    """The snapshot."""
    kind: DatasetKind
    """What the files are."""
    instrument_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Instruments with at least one row."""
    row_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Rows."""
    date_range: DateRange
    """First and last day with a row."""
    synthetic: StrictBool
    """The market is not real."""
    generated_at_utc: UtcInstant
    """When it was made."""
    latest: StrictBool
    """It is the latest snapshot of its name."""


class MarketProvenance(ContractModel):
    """Where an answer comes from."""

    dataset: Slug
    """Dataset that answered."""
    snapshot_id: Sha256
    """Snapshot that answered."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Vendor or program that the snapshot came from."""
    synthetic: StrictBool
    """The market is not real."""
    adjustment: Adjustment
    """How corporate actions are worked into the answer."""
    as_of_date: IsoDate
    """Last day that the answer knew."""
    answered_at_utc: UtcInstant
    """When it was answered."""


class Instrument(ContractModel):
    """A security or an index: what it is and when it could be traded."""

    code: InstrumentCode
    """Canonical code, such as 600000.SH."""
    name: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Name as the exchange writes it; absent when unknown."""
    kind: InstrumentKind
    """What the code names."""
    board: Board | None = None
    """Board of a stock; absent for everything else."""
    status: ListingStatus | None = None
    """Standing at the date of the answer; absent when unknown."""
    listed_on: IsoDate | None = None
    """First day of trading on the exchange; absent when unknown."""
    delisted_on: IsoDate | None = None
    """Last day of trading on the exchange; absent while listed or when unknown."""
    first_bar_on: IsoDate | None = None
    """First bar of the snapshot; the server sets it, absent in what is ingested."""
    last_bar_on: IsoDate | None = None
    """Last bar of the snapshot; the server sets it, absent in what is ingested."""


class IndustryMember(ContractModel):
    """One security in one industry over an interval of days."""

    instrument: InstrumentCode
    """The security."""
    industry_code: Annotated[StrictStr, Field(max_length=32, min_length=1)]
    """Code of the industry in the taxonomy, such as 801780.SI."""
    industry_name: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """Name of the industry; absent when unknown."""
    level: Annotated[StrictInt, Field(ge=1, le=9)]
    """Depth in the taxonomy, 1 is the coarsest."""
    effective_from: IsoDate
    """First day of the membership."""
    effective_to: IsoDate | None = None
    """First day on which it no longer holds; absent while it does."""


class IndustryClassification(ContractModel):
    """Which industry each security belonged to on which days."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it, or vendor that it came from."""
    taxonomy: Slug
    """Name of the taxonomy, such as sw2021."""
    members: Annotated[list[IndustryMember], Field(max_length=100000, validate_default=True)] = []
    """Memberships, in order of instrument, level and date."""


class IndexWeight(ContractModel):
    """Weight of one security in an index."""

    instrument: InstrumentCode
    """The security."""
    weight: Annotated[StrictFloat, Field(ge=0.0, le=1.0)]
    """Weight as a fraction of the index."""


class IndexWeights(ContractModel):
    """Constituents of an index with their weights, from one day on."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it, or vendor that it came from."""
    index: InstrumentCode
    """Code of the index, such as 000300.SH."""
    effective_from: IsoDate
    """First day on which the weights hold."""
    effective_to: IsoDate | None = None
    """First day on which they no longer hold; absent while they do."""
    weights: Annotated[list[IndexWeight], Field(max_length=5000, validate_default=True)] = []
    """Constituents in order of code; the weights add up to 1 within rounding."""


class DatasetSelector(ContractModel):
    """Which snapshot a read is answered from, and how much of it existed."""

    dataset: Slug | None = None
    """Name of a dataset; its latest snapshot answers."""
    snapshot_id: Sha256 | None = None
    """A snapshot."""
    as_of_date: IsoDate | None = None
    """Later days do not exist for the answer; absent means all that the snapshot has."""


class ListInstrumentsRequest(ContractModel):
    """Asks for the instruments of a snapshot."""

    dataset: DatasetSelector
    """The snapshot."""
    kind: InstrumentKind | None = None
    """Only this kind; absent means every kind."""
    board: Board | None = None
    """Only this board; absent means every board."""
    codes: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Only these codes; empty means all. An unknown code is refused."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Items wanted at most; absent means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page before; absent asks for the first page."""


class ListInstrumentsResponse(ContractModel):
    """A page of instruments in order of code."""

    instruments: Annotated[list[Instrument], Field(max_length=1000, validate_default=True)] = []
    """The instruments."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent at the end."""
    provenance: MarketProvenance
    """Where the answer comes from."""


class GetTradingCalendarRequest(ContractModel):
    """Asks for trading days."""

    dataset: DatasetSelector
    """Snapshot whose calendar answers."""
    date_range: DateRange | None = None
    """Range wanted; absent means the whole snapshot."""


class GetTradingRulesRequest(ContractModel):
    """Asks for the trading rules in force."""

    board: Board | None = None
    """Only this board; absent means every board."""
    status: RiskStatus | None = None
    """Only this status; absent means every status."""
    date_range: DateRange | None = None
    """Only rules that hold on some day of it; absent means all rules known."""


class GetHistoryWindowRequest(ContractModel):
    """Asks for bars: the days of date_range, or the last bars days that the snapshot knows."""

    dataset: DatasetSelector
    """The snapshot."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all of the snapshot. An unknown code is refused."""
    date_range: DateRange | None = None
    """Days wanted."""
    bars: Annotated[StrictInt | None, Field(ge=1, le=100000)] = None
    """Last trading days wanted, counted in the calendar."""
    columns: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64)], UniqueItems
    ] = []
    """Columns wanted beside date and instrument, in this order; empty means all."""
    frequency: BarFrequency | None = None
    """Length of a bar; absent means day."""
    adjustment: Adjustment | None = None
    """How corporate actions are worked into the prices; volume and amount stay as printed. Absent means none."""


class GetHistoryWindowResponse(ContractModel):
    """A piece of the answer. The bytes of all messages, put together in order, are one Arrow IPC stream, sorted by date and instrument."""

    provenance: MarketProvenance | None = None
    """Where the answer comes from; in the first message only."""
    arrow_ipc: RawBytes | None = None
    """Next bytes of the stream."""


class GetSnapshotRequest(ContractModel):
    """Asks for quotes of many instruments at one moment."""

    dataset: DatasetSelector
    """The snapshot."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all. An unknown code is refused."""
    date: IsoDate | None = None
    """Trading day wanted; absent means the last one known."""


class StreamQuotesRequest(ContractModel):
    """Asks for quotes as they arrive."""

    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all."""
    cursor: Annotated[StrictStr | None, Field(max_length=256)] = None
    """Where to go on; absent means from now on."""


class FactorExpression(ContractModel):
    """A factor to compute: an expression, or a factor of the library."""

    name: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Name of the result column."""
    expression: Annotated[StrictStr | None, Field(max_length=4000, min_length=1)] = None
    """Expression over standard fields, such as Mean($close, 5) / $close - 1."""
    library_source: Slug | None = None
    """Source of the registered factor of that name, such as rdagent_generated."""


class ComputeFactorsRequest(ContractModel):
    """Asks for factor values on a window of bars."""

    dataset: DatasetSelector
    """The snapshot."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all."""
    date_range: DateRange | None = None
    """Days wanted."""
    bars: Annotated[StrictInt | None, Field(ge=1, le=100000)] = None
    """Last trading days wanted."""
    factors: Annotated[list[FactorExpression], Field(max_length=256, min_length=1, validate_default=True)] = []
    """The factors."""


class ComputeFactorsResponse(ContractModel):
    """A piece of the answer, as in GetHistoryWindowResponse."""

    provenance: MarketProvenance | None = None
    """Where the answer comes from; in the first message only."""
    arrow_ipc: RawBytes | None = None
    """Next bytes of the Arrow IPC stream."""


class MarketSource(ContractModel):
    """A place that market data comes from."""

    name: Slug
    """Name of the source, such as parquet."""
    kind: SourceKind
    """What it gives."""
    available: StrictBool
    """It would answer now."""
    dataset_count: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Datasets it holds; 0 for a live source."""
    description: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """One sentence for a person."""


class ListSourcesRequest(ContractModel):
    """Asks which sources the server has."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Items wanted at most; absent means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page before; absent asks for the first page."""


class ListSourcesResponse(ContractModel):
    """Sources in order of name."""

    sources: Annotated[list[MarketSource], Field(max_length=1000, validate_default=True)] = []
    """The sources."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent at the end."""


class ExportPool(ContractModel):
    """A named list of instruments inside an export."""

    name: Annotated[Annotated[StrictStr, Field(pattern="^[a-z0-9][a-z0-9_]{0,31}$")], NotAmong(*("all",))]
    """Name of the list; a lower-case file stem other than all."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000, min_length=1)], UniqueItems] = []
    """Members."""


class ExportDatasetRequest(ContractModel):
    """Asks for a snapshot in another format. The export runs as an operation whose result is a DatasetManifest."""

    request_id: UuidText
    """Id of this request; sending it again changes nothing."""
    snapshot_id: Sha256
    """Snapshot of bars to export."""
    format: DatasetKind
    """Format wanted."""
    pools: Annotated[list[ExportPool], Field(max_length=32, validate_default=True)] = []
    """Further instrument lists; the list all holds every stock and is always made."""


class ExportDatasetResponse(ContractModel):
    """The export has begun."""

    operation_id: HexId
    """Operation to watch."""


class IngestHeader(ContractModel):
    """What the bars that follow are."""

    request_id: UuidText
    """Id of this request; sending it again changes nothing."""
    dataset: Slug
    """Name of the dataset that gets a snapshot."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Vendor or program that the bars come from."""
    synthetic: StrictBool
    """The market is not real."""
    calendar: Slug
    """Name of the trading calendar, such as XSHG."""
    dates: Annotated[Annotated[list[IsoDate], Field(max_length=20000)], UniqueItems] = []
    """Trading days of the calendar, ascending; every day with a bar is among them, and days after the last bar are taken as known to come."""
    instruments: Annotated[list[Instrument], Field(max_length=20000, validate_default=True)] = []
    """Every instrument that has bars, in any order."""
    benchmarks: Annotated[Annotated[list[InstrumentCode], Field(max_length=64)], UniqueItems] = []
    """Instruments of kind index that stand for the market; empty means none."""
    content_sha256: Sha256
    """SHA-256 of the Arrow IPC bytes that follow, all messages together."""


class IngestBarsRequest(ContractModel):
    """One message of an upload: the header first, then bytes of one Arrow IPC stream with the columns date, instrument, open, high, low, close, pre_close, volume, amount and adj_factor."""

    header: IngestHeader | None = None
    """The header; in the first message only."""
    arrow_ipc: RawBytes | None = None
    """Next bytes of the Arrow IPC stream."""


class IngestBarsResponse(ContractModel):
    """What became of the upload."""

    manifest: DatasetManifest
    """The snapshot."""
    created: StrictBool
    """The snapshot is new; false means the same content was there before."""


class ListDatasetsRequest(ContractModel):
    """Asks for the snapshots that the server holds."""

    name: Slug | None = None
    """Only this dataset; absent means all."""
    kind: DatasetKind | None = None
    """Only this kind; absent means all."""
    latest_only: StrictBool | None = None
    """Only the latest snapshot of each name and kind; absent means all snapshots."""
    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Items wanted at most; absent means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page before; absent asks for the first page."""


class ListDatasetsResponse(ContractModel):
    """Snapshots in order of name, then the newest first."""

    datasets: Annotated[list[DatasetSummary], Field(max_length=1000, validate_default=True)] = []
    """The snapshots."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent at the end."""


class GetDatasetManifestRequest(ContractModel):
    """Asks for the manifest of a snapshot."""

    dataset: Slug | None = None
    """Name of a dataset; its latest snapshot of bars answers."""
    snapshot_id: Sha256 | None = None
    """A snapshot of any kind."""


class GetDatasetManifestResponse(ContractModel):
    """The manifest."""

    manifest: DatasetManifest
    """The manifest."""


class BookLevel(ContractModel):
    """One price level of the order book."""

    price_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Price in mills."""
    quantity: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Shares waiting at the price."""


class Quote(ContractModel):
    """What a market showed for one instrument at one instant. Prices are mills; index points are mills of a point."""

    instrument: InstrumentCode
    """The instrument."""
    trading_date: IsoDate
    """Trading day it belongs to."""
    event_at_utc: UtcInstant
    """When the market showed it."""
    received_at_utc: UtcInstant | None = None
    """When the source received it; absent when unknown."""
    last_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Last traded price; absent before the first trade."""
    open_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """First traded price of the day; absent before the first trade."""
    high_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Highest price of the day; absent before the first trade."""
    low_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Lowest price of the day; absent before the first trade."""
    pre_close_mills: Annotated[StrictInt, Field(ge=1, le=9007199254740991)]
    """Ex-right reference price of the day, from which limits are computed."""
    limit_up_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Highest legal price of the day; absent when the day has no limit or it is unknown."""
    limit_down_mills: Annotated[StrictInt | None, Field(ge=1, le=9007199254740991)] = None
    """Lowest legal price of the day; absent when the day has no limit or it is unknown."""
    volume: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Shares traded since the day began."""
    amount_mills: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Value traded since the day began, in mills."""
    bids: Annotated[list[BookLevel], Field(max_length=5, validate_default=True)] = []
    """Best five buy levels, best first; empty when there is none or the source has no book."""
    asks: Annotated[list[BookLevel], Field(max_length=5, validate_default=True)] = []
    """Best five sell levels, best first; empty when there is none or the source has no book."""
    phase: TradingPhase | None = None
    """Part of the day; absent when unknown."""
    suspended: StrictBool
    """The instrument does not trade that day."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Who answered."""
    synthetic: StrictBool
    """The market is not real."""


class TradingCalendar(ContractModel):
    """The trading days of a market inside a range."""

    version: Literal["v1"] = "v1"
    """Contract version; "v1"."""
    generated_at_utc: UtcInstant
    """When it was written."""
    source: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Program that wrote it, or vendor that it came from."""
    calendar: Slug
    """Name of the calendar, such as XSHG."""
    date_range: DateRange
    """Range that the list answers completely."""
    dates: Annotated[Annotated[list[IsoDate], Field(max_length=20000)], UniqueItems] = []
    """Trading days inside the range, ascending and without repetition."""


class SessionPhase(ContractModel):
    """A part of the trading day, Shanghai wall time, start included and end excluded."""

    phase: TradingPhase
    """What happens in it."""
    start: Annotated[StrictStr, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    """Begin, HH:MM."""
    end: Annotated[StrictStr, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    """End, HH:MM."""


class TradingRule(ContractModel):
    """What an order in a share of one board and status must obey over an interval of days."""

    board: Board
    """Board it holds for."""
    status: RiskStatus
    """Standing of the share it holds for."""
    effective_from: IsoDate
    """First day on which it holds."""
    effective_to: IsoDate | None = None
    """First day on which it no longer holds; absent while in force."""
    limit_fraction: Annotated[StrictFloat | None, Field(gt=0.0, lt=1.0)] = None
    """Largest daily move from the ex-right reference price, as a fraction; absent means no limit."""
    limit_rounding: LimitRounding | None = None
    """How a limit price is brought to the tick."""
    tick_mills: Annotated[StrictInt, Field(ge=1, le=1000000)]
    """Smallest price step in mills."""
    buy_lot: Annotated[StrictInt, Field(ge=1, le=1000000)]
    """Lot in shares; a holding smaller than it is sold only as a whole."""
    buy_step: Annotated[StrictInt, Field(ge=1, le=1000000)]
    """Step in shares between legal buy quantities."""
    min_buy: Annotated[StrictInt, Field(ge=1, le=1000000)]
    """Smallest buy in shares."""
    max_order_quantity: Annotated[StrictInt, Field(ge=1, le=1000000000)]
    """Largest order in shares."""
    max_market_order_quantity: Annotated[StrictInt | None, Field(ge=1, le=1000000000)] = None
    """Largest order without a price in shares; absent means max_order_quantity."""
    unlimited_sessions: Annotated[StrictInt, Field(ge=0, le=100)]
    """Sessions after listing (or after the delisting period began) that have no limit."""
    first_session_up: Annotated[StrictFloat | None, Field(gt=0.0, lt=10.0)] = None
    """Largest rise against the issue price on the first session; absent means the ordinary limit."""
    first_session_down: Annotated[StrictFloat | None, Field(gt=0.0, lt=1.0)] = None
    """Largest fall against the issue price on the first session, a positive fraction; absent means the ordinary limit."""
    phases: Annotated[list[SessionPhase], Field(max_length=16, validate_default=True)] = []
    """Phases of the trading day in order; empty when unknown."""
    source: Annotated[StrictStr, Field(max_length=4000, min_length=1)]
    """Where the rule stands: publisher, title, address, record."""


class FeeSchedule(ContractModel):
    """What a trade costs over an interval of days, in parts per million of its value."""

    effective_from: IsoDate
    """First day on which it holds."""
    effective_to: IsoDate | None = None
    """First day on which it no longer holds; absent while in force."""
    stamp_duty_sell_ppm: Annotated[StrictInt, Field(ge=0, le=1000000)]
    """Stamp duty on sells."""
    transfer_fee_ppm: Annotated[StrictInt, Field(ge=0, le=1000000)]
    """Transfer fee on both sides."""
    commission_ppm: Annotated[StrictInt, Field(ge=0, le=1000000)]
    """Default commission on both sides; an account may pay another."""
    commission_min_mills: Annotated[StrictInt, Field(ge=0, le=1000000000)]
    """Smallest commission of an order, in mills."""
    source: Annotated[StrictStr, Field(max_length=4000, min_length=1)]
    """Where the numbers stand: publisher, title, address, record."""


class GetTradingCalendarResponse(ContractModel):
    """Trading days."""

    calendar: TradingCalendar
    """The days."""


class GetTradingRulesResponse(ContractModel):
    """Trading rules and fees by date."""

    rules: Annotated[list[TradingRule], Field(max_length=1000, validate_default=True)] = []
    """Rules in order of board, status and date."""
    fees: Annotated[list[FeeSchedule], Field(max_length=100, validate_default=True)] = []
    """Fee schedules in order of date."""


class GetSnapshotResponse(ContractModel):
    """Quotes in order of code."""

    quotes: Annotated[list[Quote], Field(max_length=20000, validate_default=True)] = []
    """The quotes; an instrument without a bar that day is marked suspended, one without any bar so far is left out."""
    provenance: MarketProvenance
    """Where the answer comes from."""


class StreamQuotesResponse(ContractModel):
    """A batch of quotes."""

    cursor: Annotated[StrictStr, Field(max_length=256)]
    """Where a later stream can go on."""
    quotes: Annotated[list[Quote], Field(max_length=20000, validate_default=True)] = []
    """Quotes since the batch before, the last one of each instrument."""
    conflated: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Quotes left out because the client was slow."""
