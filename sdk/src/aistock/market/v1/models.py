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
    DAILY_BASIC = "daily_basic"
    """Daily valuation figures in Parquet, in standard columns and units."""
    MONEYFLOW = "moneyflow"
    """Daily money flow in Parquet, in standard columns and units."""
    MINUTE_BARS = "minute_bars"
    """Bars of one minute in Parquet, unadjusted."""
    FIVE_MINUTE_BARS = "five_minute_bars"
    """Bars of five minutes in Parquet, unadjusted."""


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


class SourceKind(StrEnum):
    """What a source gives."""

    HISTORY = "history"
    """Bars of the past."""
    LIVE = "live"
    """Quotes as they arrive."""


class WindowLayout(StrEnum):
    """The types in which a window's columns come."""

    PLAIN = "plain"
    """The instrument as text, counts of shares as int64, everything else as float64."""
    COMPACT = "compact"
    """
    The instrument as int32 places in a dictionary of text, which may be another one from batch to batch. Of the columns open, high, low, close and
    pre_close those whose every value is a whole number of ten-thousandths of a CNY come as int32 of them, and their field says so in its metadata: scale
    is 10000, by which a value is divided. Everything else as in plain.
    """


class QuoteSourceState(StrEnum):
    """Whether a live source can be relied on."""

    LIVE = "live"
    """Quotes come."""
    SILENT = "silent"
    """It is connected, and no quote came for longer than it may be silent inside a session."""
    UNREACHABLE = "unreachable"
    """There is no connection."""


class BarFrequency(StrEnum):
    """Length of a bar."""

    DAY = "day"
    """One trading day."""
    MINUTE = "minute"
    """One minute."""
    FIVE_MINUTES = "five_minutes"
    """Five minutes."""


class SourceTable(StrEnum):
    """What a row of a source tells of."""

    BARS = "bars"
    """Prices as printed, volume and amount."""
    ADJ_FACTOR = "adj_factor"
    """Cumulative back-adjustment factor of a day."""
    DAILY_BASIC = "daily_basic"
    """Valuation figures of a day."""
    MONEYFLOW = "moneyflow"
    """Money flow of a day, by size of order."""
    INDUSTRIES = "industries"
    """Which industry an instrument entered on a day, and when it left: the members of IndustryClassification."""
    INDEX_WEIGHTS = "index_weights"
    """Weights of instruments in indices on a day: those of IndexWeights."""


class DisagreementKind(StrEnum):
    """What sources disagree about."""

    ROW_MISSING = "row_missing"
    """Some have the row, and some do not."""
    VALUE_MISSING = "value_missing"
    """Some have a value, and some have a gap in its place."""
    VALUE_DIFFERS = "value_differs"
    """The values lie further apart than the tolerance."""


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
    """Rows, one for each instrument and day, or minute, that traded."""
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


class JoinedSnapshot(ContractModel):
    """A snapshot whose columns were joined to bars."""

    kind: DatasetKind
    """What it holds."""
    snapshot_id: Sha256
    """The snapshot."""


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
    joined: Annotated[list[JoinedSnapshot], Field(json_schema_extra={"x-since": "1.1"}, max_length=8, validate_default=True)] = []
    """Snapshots whose columns were joined; empty when none were asked for."""


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
    """
    Columns wanted beside date and instrument, in this order; empty means all of the bars. Columns of daily_basic and moneyflow are joined to bars of
    days, from the dataset's latest snapshots of them; they are null where those have no row.
    """
    frequency: BarFrequency | None = None
    """Length of a bar; absent means day. Minutes are served where the dataset has a snapshot of them."""
    adjustment: Adjustment | None = None
    """How corporate actions are worked into the prices; volume and amount stay as printed. Absent means none."""
    joined_snapshot_ids: Annotated[
        Annotated[list[Sha256], Field(json_schema_extra={"x-since": "1.1"}, max_length=8)], UniqueItems
    ] = []
    """Snapshots of daily_basic or moneyflow to join in place of the latest, one of a kind."""
    layout: Annotated[WindowLayout | None, Field(json_schema_extra={"x-since": "1.1"})] = None
    """Types of the columns; absent means plain."""


class GetHistoryWindowResponse(ContractModel):
    """A piece of the answer. The bytes of all messages, put together in order, are one Arrow IPC stream, sorted by date and instrument."""

    provenance: MarketProvenance | None = None
    """Where the answer comes from; in the first message only."""
    arrow_ipc: RawBytes | None = None
    """Next bytes of the stream."""


class GetSnapshotRequest(ContractModel):
    """Asks for quotes of many instruments at one moment: at the close of a day of a snapshot, or now."""

    dataset: DatasetSelector | None = None
    """The snapshot; absent asks the live sources for the quotes of now."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all. An unknown code is refused."""
    date: IsoDate | None = None
    """Trading day wanted; absent means the last one known."""


class StreamQuotesRequest(ContractModel):
    """Asks for quotes as they arrive."""

    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all."""
    cursor: Annotated[StrictStr | None, Field(max_length=256)] = None
    """Where to go on; absent means the last quote of each instrument, then what comes."""


class QuoteSourceStanding(ContractModel):
    """How a live source stands."""

    source: Slug
    """Name of the source."""
    state: QuoteSourceState
    """Its state."""
    since_utc: UtcInstant
    """Since when."""
    message: Annotated[StrictStr | None, Field(max_length=500, min_length=1)] = None
    """What is wrong, for a person; absent when it is live."""


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


class ListSourcesRequest(ContractModel):
    """Asks which sources the server has."""

    page_size: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Items wanted at most; absent means 100."""
    page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the page before; absent asks for the first page."""


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
    """What the rows that follow are."""

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
    table: SourceTable | None = None
    """What the rows tell of; absent means bars."""
    frequency: BarFrequency | None = None
    """Length of what a row tells of; absent means day."""


class IngestBarsRequest(ContractModel):
    """
    One message of an upload: the header first, then bytes of one Arrow IPC stream. Bars of days have the columns date, instrument, open, high, low,
    close, pre_close, volume, amount and adj_factor; bars of minutes have event_time (a timestamp, the end of the bar) in place of date, and no pre_close
    and adj_factor; daily_basic and moneyflow have date, instrument and any of their columns, where null is missing. The instrument is text, or places in a
    dictionary of text.
    """

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


class SourceOffer(ContractModel):
    """A table at a frequency that a source has."""

    table: SourceTable
    """The table."""
    frequency: BarFrequency
    """Length of what a row tells of."""
    columns: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64, min_length=1)], UniqueItems
    ] = []
    """Columns beside instrument, event_time and available_at."""
    delay_seconds: Annotated[StrictInt, Field(ge=0, le=2147483647)]
    """Seconds after its event at which a row is available."""
    delay_origin: Annotated[StrictStr, Field(max_length=500, min_length=1)]
    """Who says so."""
    date_range: DateRange | None = None
    """Days that it holds; absent where it does not know without asking."""


class SourceAttempt(ContractModel):
    """A source that could not answer, so that the next was asked."""

    source: Slug
    """Name of the source."""
    reason: Annotated[StrictStr, Field(max_length=128, min_length=1)]
    """Why, as in ErrorReason without prefix."""
    message: Annotated[StrictStr, Field(max_length=2000, min_length=1)]
    """What went wrong, for a person."""


class SourceQuestion(ContractModel):
    """Rows of one table between two trading days of Shanghai, both included."""

    table: SourceTable
    """The table."""
    frequency: BarFrequency | None = None
    """Length of what a row tells of; absent means day."""
    date_range: DateRange
    """Trading days wanted."""
    instruments: Annotated[Annotated[list[InstrumentCode], Field(max_length=10000)], UniqueItems] = []
    """Instruments wanted; empty means all that the source has."""
    columns: Annotated[
        Annotated[list[Annotated[StrictStr, Field(max_length=64, min_length=1)]], Field(max_length=64)], UniqueItems
    ] = []
    """
    Columns wanted, in this order; empty means all that the source offers of the table. Those that tell rows of one instrument and event
    apart (taxonomy and level, or index) come first when they are not named.
    """
    as_of_utc: UtcInstant | None = None
    """Rows that became available later are left out, and an effective_to that became known later is missing; absent means all."""
    expected_through_date: IsoDate | None = None
    """A session that the answer must reach, else it is stale; absent means that nothing is called stale."""
    skip_refused: StrictBool | None = None
    """An instrument that cannot be served becomes an error finding instead of an error; absent means false."""
    indices: Annotated[
        Annotated[list[InstrumentCode], Field(json_schema_extra={"x-since": "1.1"}, max_length=64)], UniqueItems
    ] = []
    """Indices whose weights are wanted, of index_weights only; empty means all that the source has."""


class SourceAnswer(ContractModel):
    """Who answered, and who could not."""

    source: Slug
    """Name of the source that answered."""
    origin: Annotated[StrictStr, Field(max_length=2000, min_length=1)]
    """File or request that its rows came from; the first when there were many."""
    version: Annotated[StrictStr, Field(max_length=256, min_length=0)]
    """Version of what was read, as far as the source tells: time of change, hash, or version of the vendor's program."""
    observed_at_utc: UtcInstant
    """When it was read."""
    row_count: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Rows of the answer."""
    units: Annotated[list[FieldMapping], Field(max_length=256, validate_default=True)] = []
    """How the source's fields became standard fields."""
    findings: Annotated[list[QualityFinding], Field(max_length=1000, validate_default=True)] = []
    """What the source had to decide, the most serious first."""
    attempts: Annotated[list[SourceAttempt], Field(max_length=64, validate_default=True)] = []
    """Sources that were asked before and could not answer, in order."""


class GetSourceRowsRequest(ContractModel):
    """Asks for rows of a source, as they are there now."""

    question: SourceQuestion
    """The question."""
    sources: Annotated[Annotated[list[Slug], Field(max_length=64)], UniqueItems] = []
    """Sources to ask, in this order, until one answers; empty means the server's own order."""


class GetSourceRowsResponse(ContractModel):
    """
    A piece of the answer. The bytes of all messages, put together in order, are one Arrow IPC stream with the columns instrument, event_time,
    available_at (timestamps in microseconds UTC) and those asked for, sorted as the source sorts them: numbers as float64 or int64, text as
    utf8, days as date32. Null is missing.
    """

    answer: SourceAnswer | None = None
    """Where the answer comes from; in the first message only."""
    arrow_ipc: RawBytes | None = None
    """Next bytes of the stream."""


class SourceValue(ContractModel):
    """What one source says at a place where sources disagree."""

    source: Slug
    """Name of the source."""
    has_row: StrictBool
    """It has the row."""
    value: StrictFloat | None = None
    """Its value; absent where it has none."""


class Disagreement(ContractModel):
    """A place where sources disagree."""

    kind: DisagreementKind
    """What they disagree about."""
    instrument: InstrumentCode
    """The instrument."""
    event_at_utc: UtcInstant
    """Event of the row."""
    column: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """The column; absent when the row itself is missing."""
    values: Annotated[list[SourceValue], Field(max_length=8, min_length=2, validate_default=True)] = []
    """What each source says, in the order in which they were named."""


class DisagreementCount(ContractModel):
    """How often sources disagree about one column."""

    column: Annotated[StrictStr | None, Field(max_length=64, min_length=1)] = None
    """The column; absent for rows."""
    compared: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Places compared."""
    disagreeing: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Places where they disagree."""


class CompareSourcesRequest(ContractModel):
    """Asks several sources the same and compares their answers."""

    question: SourceQuestion
    """The question; without columns, those that every source offers."""
    sources: Annotated[Annotated[list[Slug], Field(max_length=8, min_length=2)], UniqueItems] = []
    """Sources to compare."""
    relative_tolerance: Annotated[StrictFloat | None, Field(ge=0.0, le=1.0)] = None
    """Values whose distance is at most this share of the larger one agree; absent means 0.000001."""
    limit: Annotated[StrictInt | None, Field(ge=0, le=1000)] = None
    """Disagreements listed at most; absent means 100. All are counted."""


class CompareSourcesResponse(ContractModel):
    """Where sources disagree."""

    answers: Annotated[list[SourceAnswer], Field(max_length=8, validate_default=True)] = []
    """What each source answered, in the order in which they were named."""
    counts: Annotated[list[DisagreementCount], Field(max_length=65, validate_default=True)] = []
    """Counts by column, rows first."""
    disagreements: Annotated[list[Disagreement], Field(max_length=1000, validate_default=True)] = []
    """The first disagreements by instrument, event and column."""


class IngestFromSourceRequest(ContractModel):
    """Asks the server to read a source and to store what it gives as a snapshot. The work runs as an operation whose result is an IngestedDataset."""

    request_id: UuidText
    """Id of this request; sending it again changes nothing."""
    dataset: Slug
    """Name of the dataset that gets a snapshot."""
    question: SourceQuestion
    """The question; its columns are left empty."""
    sources: Annotated[Annotated[list[Slug], Field(max_length=64)], UniqueItems] = []
    """Sources to ask, in this order, until one answers; empty means the server's own order."""
    benchmarks: Annotated[Annotated[list[InstrumentCode], Field(max_length=64)], UniqueItems] = []
    """Indices among the instruments that stand for the market."""


class IngestFromSourceResponse(ContractModel):
    """The work has begun."""

    operation_id: HexId
    """Operation to watch."""


class PublishQuotesRequest(ContractModel):
    """Quotes from a program that stands beside a terminal."""

    source: Slug
    """Name of the live source that the quotes come from; the same in every message of a stream."""
    quotes: Annotated[list[Quote], Field(max_length=20000, validate_default=True)] = []
    """Quotes as they came; none means that the source is alive and has nothing to say."""


class PublishQuotesResponse(ContractModel):
    """What became of the quotes."""

    taken: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Quotes that were newer than what was known."""
    outdated: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Quotes that were left out: older than, or the same as, what was known of the instrument."""


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
    """The quotes; an instrument without a bar that day is marked suspended, one without any bar or quote so far is left out."""
    provenance: MarketProvenance | None = None
    """Where the answer comes from; absent for quotes of now, which name their source themselves."""
    standings: Annotated[
        list[QuoteSourceStanding], Field(json_schema_extra={"x-since": "1.1"}, max_length=64, validate_default=True)
    ] = []
    """How the live sources stand; empty for a snapshot."""


class StreamQuotesResponse(ContractModel):
    """A batch of quotes."""

    cursor: Annotated[StrictStr, Field(max_length=256)]
    """Where a later stream can go on."""
    quotes: Annotated[list[Quote], Field(max_length=20000, validate_default=True)] = []
    """Quotes since the batch before, the last one of each instrument."""
    conflated: Annotated[StrictInt, Field(ge=0, le=9007199254740991)]
    """Quotes left out because a newer one of the same instrument came before the client took them."""
    standings: Annotated[
        list[QuoteSourceStanding], Field(json_schema_extra={"x-since": "1.1"}, max_length=64, validate_default=True)
    ] = []
    """How the live sources stand; in the first message, and again when one changes."""


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
    offers: Annotated[list[SourceOffer], Field(json_schema_extra={"x-since": "1.1"}, max_length=64, validate_default=True)] = []
    """Tables that it can be asked for with GetSourceRows; empty when none."""


class ListSourcesResponse(ContractModel):
    """Sources in order of name."""

    sources: Annotated[list[MarketSource], Field(max_length=1000, validate_default=True)] = []
    """The sources."""
    next_page_token: Annotated[StrictStr | None, Field(max_length=1024)] = None
    """Token of the next page; absent at the end."""
