"""Twins of the rules between fields of the market's messages."""

from __future__ import annotations

from itertools import pairwise

from aistock.contract.predicates import before, distinct, in_time_order, not_after
from aistock.contract.rules import rule
from aistock.market.v1.models import (
    Adjustment,
    BarFrequency,
    Board,
    ColumnSpec,
    ColumnType,
    ComputeFactorsRequest,
    DatasetKind,
    DatasetManifest,
    DatasetSelector,
    Disagreement,
    DisagreementKind,
    ExportDatasetRequest,
    FactorExpression,
    FeeSchedule,
    FieldMap,
    FieldMapping,
    GetDatasetManifestRequest,
    GetHistoryWindowRequest,
    GetSnapshotRequest,
    IndexWeights,
    IndustryMember,
    IngestBarsRequest,
    IngestHeader,
    Instrument,
    InstrumentKind,
    ListingStatus,
    ListInstrumentsRequest,
    QualityFinding,
    Quote,
    SessionPhase,
    SourceTable,
    TradingCalendar,
    TradingRule,
    Unit,
)

COMMISSION_CAP_PPM = 3000

#: Tables that are ingested; everything else is exported from them.
INGESTED = (
    DatasetKind.BARS,
    DatasetKind.DAILY_BASIC,
    DatasetKind.MONEYFLOW,
    DatasetKind.MINUTE_BARS,
    DatasetKind.FIVE_MINUTE_BARS,
)
_MINUTES = (DatasetKind.MINUTE_BARS, DatasetKind.FIVE_MINUTE_BARS)


@rule("column_spec.text_has_no_unit")
def column_spec_text_has_no_unit(column: ColumnSpec) -> bool:
    unmeasured = column.dtype in (ColumnType.TEXT, ColumnType.DATE, ColumnType.BOOL)
    return not unmeasured or column.unit is Unit.NONE


@rule("column_spec.only_prices_and_shares_adjust")
def column_spec_only_prices_and_shares_adjust(column: ColumnSpec) -> bool:
    return column.adjustment is Adjustment.NONE or column.unit in (Unit.CNY, Unit.SHARES)


@rule("field_mapping.same_unit_same_number")
def field_mapping_same_unit_same_number(mapping: FieldMapping) -> bool:
    return mapping.unit is not mapping.source_unit or mapping.scale == 1.0


@rule("field_map.mappings_unique")
def field_map_mappings_unique(table: FieldMap) -> bool:
    return distinct(mapping.field for mapping in table.mappings)


@rule("quality_finding.value_needs_field")
def quality_finding_value_needs_field(finding: QualityFinding) -> bool:
    return finding.value is None or finding.field is not None


@rule("quality_finding.field_needs_instrument")
def quality_finding_field_needs_instrument(finding: QualityFinding) -> bool:
    return finding.field is None or finding.instrument is not None


@rule("dataset_manifest.export_has_parent")
def dataset_manifest_export_has_parent(manifest: DatasetManifest) -> bool:
    return (manifest.kind in INGESTED) != (manifest.parent_snapshot_id is not None)


@rule("dataset_manifest.parent_is_another")
def dataset_manifest_parent_is_another(manifest: DatasetManifest) -> bool:
    return manifest.parent_snapshot_id != manifest.snapshot_id


@rule("dataset_manifest.columns_unique")
def dataset_manifest_columns_unique(manifest: DatasetManifest) -> bool:
    return distinct(column.name for column in manifest.columns)


@rule("dataset_manifest.rows_fit")
def dataset_manifest_rows_fit(manifest: DatasetManifest) -> bool:
    a_session = 256 if manifest.kind in _MINUTES else 1
    return manifest.row_count <= manifest.instrument_count * manifest.session_count * a_session


@rule("dataset_manifest.real_days_are_past")
def dataset_manifest_real_days_are_past(manifest: DatasetManifest) -> bool:
    return manifest.synthetic or manifest.date_range.end_date <= manifest.generated_at_utc.date()


@rule("dataset_manifest.findings_counted")
def dataset_manifest_findings_counted(manifest: DatasetManifest) -> bool:
    return len(manifest.findings) <= manifest.info_count + manifest.warning_count + manifest.error_count


@rule("dataset_manifest.bars_have_no_errors")
def dataset_manifest_bars_have_no_errors(manifest: DatasetManifest) -> bool:
    return manifest.kind not in INGESTED or manifest.error_count == 0


@rule("instrument.stock_has_board")
def instrument_stock_has_board(instrument: Instrument) -> bool:
    return (instrument.kind is InstrumentKind.STOCK) == (instrument.board is not None)


@rule("instrument.board_matches_code")
def instrument_board_matches_code(instrument: Instrument) -> bool:
    board, code = instrument.board, instrument.code
    if board is None:
        return True
    star = code.startswith("68") and code.endswith(".SH")
    chinext = code.startswith("30") and code.endswith(".SZ")
    ranges = ((Board.BSE, code.endswith(".BJ")), (Board.STAR, star), (Board.CHINEXT, chinext))
    return all((board is one) == inside for one, inside in ranges)


@rule("instrument.life_ordered")
def instrument_life_ordered(instrument: Instrument) -> bool:
    return not_after(instrument.listed_on, instrument.delisted_on)


@rule("instrument.delisted_has_date")
def instrument_delisted_has_date(instrument: Instrument) -> bool:
    return instrument.status is not ListingStatus.DELISTED or instrument.delisted_on is not None


@rule("instrument.bars_ordered")
def instrument_bars_ordered(instrument: Instrument) -> bool:
    return not_after(instrument.first_bar_on, instrument.last_bar_on)


@rule("industry_member.interval_ordered")
def industry_member_interval_ordered(member: IndustryMember) -> bool:
    return before(member.effective_from, member.effective_to)


@rule("index_weights.interval_ordered")
def index_weights_interval_ordered(weights: IndexWeights) -> bool:
    return before(weights.effective_from, weights.effective_to)


@rule("index_weights.known_when_effective")
def index_weights_known_when_effective(weights: IndexWeights) -> bool:
    return weights.effective_from <= weights.generated_at_utc.date()


@rule("dataset_selector.one_name")
def dataset_selector_one_name(selector: DatasetSelector) -> bool:
    return (selector.dataset is None) != (selector.snapshot_id is None)


@rule("list_instruments_request.board_is_of_stocks")
def list_instruments_request_board_is_of_stocks(request: ListInstrumentsRequest) -> bool:
    return request.board is None or request.kind in (None, InstrumentKind.STOCK)


@rule("get_history_window_request.one_window")
def get_history_window_request_one_window(request: GetHistoryWindowRequest) -> bool:
    return (request.date_range is None) != (request.bars is None)


@rule("factor_expression.one_definition")
def factor_expression_one_definition(factor: FactorExpression) -> bool:
    return (factor.expression is None) != (factor.library_source is None)


@rule("compute_factors_request.one_window")
def compute_factors_request_one_window(request: ComputeFactorsRequest) -> bool:
    return (request.date_range is None) != (request.bars is None)


@rule("compute_factors_request.names_unique")
def compute_factors_request_names_unique(request: ComputeFactorsRequest) -> bool:
    return distinct(factor.name for factor in request.factors)


@rule("export_dataset_request.bars_are_no_export")
def export_dataset_request_bars_are_no_export(request: ExportDatasetRequest) -> bool:
    return request.format not in INGESTED


@rule("export_dataset_request.pools_unique")
def export_dataset_request_pools_unique(request: ExportDatasetRequest) -> bool:
    return distinct(pool.name for pool in request.pools)


@rule("ingest_header.table_is_kept")
def ingest_header_table_is_kept(header: IngestHeader) -> bool:
    if header.table in (None, SourceTable.BARS):
        return True
    return header.table in (SourceTable.DAILY_BASIC, SourceTable.MONEYFLOW) and header.frequency in (None, BarFrequency.DAY)


@rule("get_snapshot_request.day_needs_dataset")
def get_snapshot_request_day_needs_dataset(request: GetSnapshotRequest) -> bool:
    return request.date is None or request.dataset is not None


@rule("disagreement.value_names_column")
def disagreement_value_names_column(disagreement: Disagreement) -> bool:
    return (disagreement.kind is DisagreementKind.ROW_MISSING) != (disagreement.column is not None)


@rule("ingest_bars_request.one_content")
def ingest_bars_request_one_content(request: IngestBarsRequest) -> bool:
    return (request.header is None) != (request.arrow_ipc is None)


@rule("get_dataset_manifest_request.one_name")
def get_dataset_manifest_request_one_name(request: GetDatasetManifestRequest) -> bool:
    return (request.dataset is None) != (request.snapshot_id is None)


@rule("quote.low_below_high")
def quote_low_below_high(quote: Quote) -> bool:
    return not_after(quote.low_mills, quote.high_mills)


@rule("quote.last_in_range")
def quote_last_in_range(quote: Quote) -> bool:
    return _between(quote.low_mills, quote.last_mills, quote.high_mills)


@rule("quote.last_within_limits")
def quote_last_within_limits(quote: Quote) -> bool:
    return _between(quote.limit_down_mills, quote.last_mills, quote.limit_up_mills)


def _between(low: int | None, value: int | None, high: int | None) -> bool:
    """Whether a price lies between two others; an absent one leaves nothing to compare."""
    return low is None or value is None or high is None or low <= value <= high


@rule("quote.limits_paired")
def quote_limits_paired(quote: Quote) -> bool:
    return (quote.limit_down_mills is None) == (quote.limit_up_mills is None)


@rule("quote.bids_descend")
def quote_bids_descend(quote: Quote) -> bool:
    return all(worse.price_mills < better.price_mills for better, worse in pairwise(quote.bids))


@rule("quote.asks_ascend")
def quote_asks_ascend(quote: Quote) -> bool:
    return all(worse.price_mills > better.price_mills for better, worse in pairwise(quote.asks))


@rule("quote.book_not_crossed")
def quote_book_not_crossed(quote: Quote) -> bool:
    return not quote.bids or not quote.asks or quote.bids[0].price_mills <= quote.asks[0].price_mills


@rule("quote.suspended_has_no_volume")
def quote_suspended_has_no_volume(quote: Quote) -> bool:
    return not quote.suspended or quote.volume is None or quote.volume == 0


@rule("quote.received_after_event")
def quote_received_after_event(quote: Quote) -> bool:
    return in_time_order(quote.event_at_utc, quote.received_at_utc)


@rule("trading_calendar.dates_inside_range")
def trading_calendar_dates_inside_range(calendar: TradingCalendar) -> bool:
    span, dates = calendar.date_range, calendar.dates
    return not dates or (dates[0] >= span.start_date and dates[-1] <= span.end_date)


@rule("session_phase.ordered")
def session_phase_ordered(phase: SessionPhase) -> bool:
    return phase.start < phase.end


@rule("trading_rule.interval_ordered")
def trading_rule_interval_ordered(row: TradingRule) -> bool:
    return before(row.effective_from, row.effective_to)


@rule("trading_rule.limit_has_rounding")
def trading_rule_limit_has_rounding(row: TradingRule) -> bool:
    return row.limit_fraction is None or row.limit_rounding is not None


@rule("trading_rule.smallest_order_fits")
def trading_rule_smallest_order_fits(row: TradingRule) -> bool:
    return not_after(row.min_buy, row.max_order_quantity)


@rule("trading_rule.step_divides_lot")
def trading_rule_step_divides_lot(row: TradingRule) -> bool:
    return row.buy_lot % row.buy_step == 0


@rule("trading_rule.market_order_not_larger")
def trading_rule_market_order_not_larger(row: TradingRule) -> bool:
    return not_after(row.max_market_order_quantity, row.max_order_quantity)


@rule("trading_rule.first_session_paired")
def trading_rule_first_session_paired(row: TradingRule) -> bool:
    return (row.first_session_up is None) == (row.first_session_down is None)


@rule("trading_rule.first_session_is_limited")
def trading_rule_first_session_is_limited(row: TradingRule) -> bool:
    return row.first_session_up is None or row.unlimited_sessions == 0


@rule("fee_schedule.interval_ordered")
def fee_schedule_interval_ordered(schedule: FeeSchedule) -> bool:
    return before(schedule.effective_from, schedule.effective_to)


@rule("fee_schedule.commission_within_cap")
def fee_schedule_commission_within_cap(schedule: FeeSchedule) -> bool:
    return schedule.commission_ppm <= COMMISSION_CAP_PPM
