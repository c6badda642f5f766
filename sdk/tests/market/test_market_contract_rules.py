"""Each cross-field rule of the market's messages holds for a good message, and fires on the one field that breaks it."""

import re
from typing import Any

import pytest

from aistock.contract import wire  # noqa: F401  registers buf.validate before any message of the contract
from aistock.market.v1 import dataset_pb2, instrument_pb2, market_data_service_pb2, quote_pb2, trading_rule_pb2

pytest.importorskip("protovalidate")

MODULES = (dataset_pb2, instrument_pb2, market_data_service_pb2, quote_pb2, trading_rule_pb2)
A, B = "a" * 64, "b" * 64
ID = "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10"
AT = 'version: "v1" generated_at_utc: "2025-06-02T08:00:00Z" source: "test"'
RANGE = 'start_date: "2024-01-02" end_date: "2024-12-31"'
GOOD = {
    "Instrument": 'code: "600000.SH" kind: INSTRUMENT_KIND_STOCK board: BOARD_MAIN status: LISTING_STATUS_DELISTED '
    'listed_on: "2000-01-04" delisted_on: "2024-06-03" first_bar_on: "2024-01-02" last_bar_on: "2024-06-03"',
    "IndustryMember": 'instrument: "600000.SH" industry_code: "801780.SI" level: 1 '
    'effective_from: "2024-01-02" effective_to: "2024-02-01"',
    "IndexWeights": f'{AT} index: "000300.SH" effective_from: "2024-01-02" effective_to: "2024-07-01"',
    "TradingCalendar": f'{AT} calendar: "XSHG" date_range {{ {RANGE} }} dates: "2024-01-02" dates: "2024-12-31"',
    "SessionPhase": 'phase: TRADING_PHASE_CONTINUOUS start: "09:30" end: "11:30"',
    "TradingRule": 'board: BOARD_MAIN status: RISK_STATUS_NORMAL effective_from: "2023-04-10" effective_to: "2026-07-06" '
    "limit_fraction: 0.1 limit_rounding: LIMIT_ROUNDING_HALF_UP tick_mills: 10 buy_lot: 100 buy_step: 100 min_buy: 100 "
    "max_order_quantity: 1000000 max_market_order_quantity: 1000000 unlimited_sessions: 0 first_session_up: 0.44 "
    'first_session_down: 0.36 source: "test"',
    "FeeSchedule": 'effective_from: "2023-08-28" effective_to: "2030-01-01" stamp_duty_sell_ppm: 500 transfer_fee_ppm: 10 '
    'commission_ppm: 250 commission_min_mills: 5000 source: "test"',
    "Quote": 'instrument: "600000.SH" trading_date: "2024-01-02" event_at_utc: "2024-01-02T07:00:00Z" '
    'received_at_utc: "2024-01-02T07:00:01Z" last_mills: 10000 open_mills: 9900 high_mills: 10100 low_mills: 9800 '
    "pre_close_mills: 9900 limit_up_mills: 10890 limit_down_mills: 8910 volume: 100 amount_mills: 1000000 "
    "bids { price_mills: 9990 quantity: 1 } bids { price_mills: 9980 quantity: 1 } "
    "asks { price_mills: 10000 quantity: 1 } asks { price_mills: 10010 quantity: 1 } "
    'suspended: false source: "test" synthetic: true',
    "ColumnSpec": 'name: "close" dtype: COLUMN_TYPE_FLOAT64 unit: UNIT_CNY adjustment: ADJUSTMENT_FORWARD '
    'missing: MISSING_POLICY_NEVER meaning: "Last price."',
    "FieldMapping": 'field: "volume" unit: UNIT_SHARES source_field: "vol" source_unit: UNIT_HANDS scale: 100',
    "FieldMap": f'{AT} dialect: "tushare.daily"',
    "QualityFinding": 'rule: "zero_volume" severity: FINDING_SEVERITY_WARNING instrument: "600000.SH" field: "volume" value: "0" '
    'message: "No volume." occurrences: 1',
    "DatasetManifest": f'{AT} snapshot_id: "{A}" name: "sample" kind: DATASET_KIND_QLIB_BIN parent_snapshot_id: "{B}" '
    f"instrument_count: 2 row_count: 484 session_count: 242 date_range {{ {RANGE} }} "
    'calendar: "XSHG" adjustment: ADJUSTMENT_SNAPSHOT_FIRST synthetic: false info_count: 0 warning_count: 0 error_count: 0',
    "DatasetSelector": 'dataset: "sample"',
    "ListInstrumentsRequest": 'dataset { dataset: "sample" } kind: INSTRUMENT_KIND_STOCK board: BOARD_MAIN',
    "GetHistoryWindowRequest": 'dataset { dataset: "sample" } bars: 5',
    "FactorExpression": 'name: "f" expression: "$close"',
    "ComputeFactorsRequest": 'dataset { dataset: "sample" } bars: 5 factors { name: "f" expression: "$close" }',
    "ExportDatasetRequest": f'request_id: "{ID}" snapshot_id: "{A}" format: DATASET_KIND_QLIB_BIN',
    "IngestBarsRequest": 'arrow_ipc: "x"',
    "GetDatasetManifestRequest": 'dataset: "sample"',
}
COLUMN = "columns { " + GOOD["ColumnSpec"] + " }"
FINDING = "findings { " + GOOD["QualityFinding"] + " }"
MAPPING = "mappings { " + GOOD["FieldMapping"] + " }"
POOL = 'pools { name: "pair" instruments: "600000.SH" }'
#: What is merged into the good message; a leading "-name" first clears the field.
BROKEN = {
    "instrument.stock_has_board": "-board",
    "instrument.board_matches_code": "board: BOARD_STAR",
    "instrument.life_ordered": 'listed_on: "2024-06-04"',
    "instrument.delisted_has_date": "-delisted_on",
    "instrument.bars_ordered": 'first_bar_on: "2024-06-04"',
    "industry_member.interval_ordered": 'effective_from: "2024-02-01"',
    "index_weights.interval_ordered": 'effective_to: "2024-01-02"',
    "index_weights.known_when_effective": '-effective_to effective_from: "2025-06-03"',
    "trading_calendar.dates_inside_range": 'dates: "2025-01-02"',
    "session_phase.ordered": 'end: "09:30"',
    "trading_rule.interval_ordered": 'effective_to: "2023-04-10"',
    "trading_rule.limit_has_rounding": "-limit_rounding",
    "trading_rule.smallest_order_fits": "max_order_quantity: 99 max_market_order_quantity: 99",
    "trading_rule.step_divides_lot": "buy_step: 30",
    "trading_rule.market_order_not_larger": "max_market_order_quantity: 1000001",
    "trading_rule.first_session_paired": "-first_session_down",
    "trading_rule.first_session_is_limited": "unlimited_sessions: 5",
    "fee_schedule.interval_ordered": 'effective_to: "2023-08-28"',
    "fee_schedule.commission_within_cap": "commission_ppm: 3001",
    "quote.low_below_high": "-last_mills low_mills: 10101",
    "quote.last_in_range": "last_mills: 10101",
    "quote.last_within_limits": "-high_mills last_mills: 10891",
    "quote.limits_paired": "-limit_up_mills",
    "quote.bids_descend": "bids { price_mills: 9985 quantity: 1 }",
    "quote.asks_ascend": "asks { price_mills: 10010 quantity: 1 }",
    "quote.book_not_crossed": "-asks asks { price_mills: 9980 quantity: 1 }",
    "quote.suspended_has_no_volume": "suspended: true",
    "quote.received_after_event": 'received_at_utc: "2024-01-02T06:59:59Z"',
    "column_spec.text_has_no_unit": "dtype: COLUMN_TYPE_TEXT",
    "column_spec.only_prices_and_shares_adjust": "unit: UNIT_RATIO",
    "field_mapping.same_unit_same_number": "source_unit: UNIT_SHARES",
    "field_map.mappings_unique": f"{MAPPING} {MAPPING}",
    "quality_finding.value_needs_field": "-field",
    "quality_finding.field_needs_instrument": "-instrument",
    "dataset_manifest.export_has_parent": "-parent_snapshot_id",
    "dataset_manifest.parent_is_another": f'parent_snapshot_id: "{A}"',
    "dataset_manifest.columns_unique": f"{COLUMN} {COLUMN}",
    "dataset_manifest.rows_fit": "row_count: 485",
    "dataset_manifest.real_days_are_past": 'date_range { end_date: "2025-06-03" }',
    "dataset_manifest.findings_counted": FINDING,
    "dataset_manifest.bars_have_no_errors": "-parent_snapshot_id kind: DATASET_KIND_BARS error_count: 1",
    "dataset_selector.one_name": f'snapshot_id: "{A}"',
    "list_instruments_request.board_is_of_stocks": "kind: INSTRUMENT_KIND_INDEX",
    "get_history_window_request.one_window": f"date_range {{ {RANGE} }}",
    "factor_expression.one_definition": 'library_source: "rdagent_generated"',
    "compute_factors_request.one_window": "-bars",
    "compute_factors_request.names_unique": 'factors { name: "f" expression: "$open" }',
    "export_dataset_request.bars_are_no_export": "format: DATASET_KIND_BARS",
    "export_dataset_request.pools_unique": f"{POOL} {POOL}",
    "ingest_bars_request.one_content": "-arrow_ipc",
    "get_dataset_manifest_request.one_name": "-dataset",
}


def message_types() -> dict[str, Any]:
    return {name: getattr(module, name) for module in MODULES for name in module.DESCRIPTOR.message_types_by_name}


def rules() -> dict[str, str]:
    """Id of every rule over a whole message, and the message it stands on."""
    from buf.validate import validate_pb2

    return {
        rule.id: name
        for name, kind in message_types().items()
        for rule in kind.DESCRIPTOR.GetOptions().Extensions[validate_pb2.message].cel
    }


def broken_rules(message: Any) -> set[str]:
    import protovalidate

    return {violation.proto.rule_id for violation in protovalidate.Validator().collect_violations(message)}


def test_every_rule_is_tried() -> None:
    assert set(BROKEN) == set(rules())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_message_breaks_nothing(name: str) -> None:
    from google.protobuf import text_format

    assert broken_rules(text_format.Parse(GOOD[name], message_types()[name]())) == set()


@pytest.mark.parametrize("rule", BROKEN)
def test_the_rule_fires_alone(rule: str) -> None:
    from google.protobuf import text_format

    name = rules()[rule]
    message = text_format.Parse(GOOD[name], message_types()[name]())
    cleared, change = re.findall(r"(?:^|(?<= ))-([a-z_]+)", BROKEN[rule]), re.sub(r"(^|(?<= ))-[a-z_]+", "", BROKEN[rule])
    for field in cleared:
        message.ClearField(field)
    message.MergeFrom(text_format.Parse(change, type(message)()))
    assert broken_rules(message) == {rule}


@pytest.mark.parametrize("name", GOOD)
def test_no_rule_fires_on_an_absent_field(name: str) -> None:
    """Only rules that say which fields come together may speak of an empty message."""
    alone = {rule for rule in broken_rules(message_types()[name]()) if "." in rule and rule in BROKEN}
    assert alone <= {rule for rule in BROKEN if rule.split(".")[1] in ("one_name", "one_window", "one_content", "one_definition")}
