"""Messages of the market part to and from its models; derived, never edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aistock.contract import wire
from aistock.contract.v1 import converters as contract_converters
from aistock.market.v1 import (
    dataset_pb2,
    instrument_pb2,
    market_data_service_pb2,
    models,
    quote_pb2,
    source_pb2,
    source_service_pb2,
    trading_rule_pb2,
)

DATASET_KIND_FROM_PB: wire.EnumNumbers[models.DatasetKind] = wire.EnumNumbers(
    "DatasetKind",
    {
        1: models.DatasetKind.BARS,
        2: models.DatasetKind.QLIB_BIN,
        3: models.DatasetKind.DAILY_PV_H5,
        4: models.DatasetKind.MONEYFLOW_H5,
        5: models.DatasetKind.DAILY_BASIC_H5,
        6: models.DatasetKind.STATIC_FACTORS,
        7: models.DatasetKind.DAILY_BASIC,
        8: models.DatasetKind.MONEYFLOW,
        9: models.DatasetKind.MINUTE_BARS,
        10: models.DatasetKind.FIVE_MINUTE_BARS,
    },
)
DATASET_KIND_TO_PB: dict[models.DatasetKind, Any] = {
    models.DatasetKind.BARS: 1,
    models.DatasetKind.QLIB_BIN: 2,
    models.DatasetKind.DAILY_PV_H5: 3,
    models.DatasetKind.MONEYFLOW_H5: 4,
    models.DatasetKind.DAILY_BASIC_H5: 5,
    models.DatasetKind.STATIC_FACTORS: 6,
    models.DatasetKind.DAILY_BASIC: 7,
    models.DatasetKind.MONEYFLOW: 8,
    models.DatasetKind.MINUTE_BARS: 9,
    models.DatasetKind.FIVE_MINUTE_BARS: 10,
}


COLUMN_TYPE_FROM_PB: wire.EnumNumbers[models.ColumnType] = wire.EnumNumbers(
    "ColumnType",
    {
        1: models.ColumnType.FLOAT32,
        2: models.ColumnType.FLOAT64,
        3: models.ColumnType.INT64,
        4: models.ColumnType.TEXT,
        5: models.ColumnType.DATE,
        6: models.ColumnType.BOOL,
    },
)
COLUMN_TYPE_TO_PB: dict[models.ColumnType, Any] = {
    models.ColumnType.FLOAT32: 1,
    models.ColumnType.FLOAT64: 2,
    models.ColumnType.INT64: 3,
    models.ColumnType.TEXT: 4,
    models.ColumnType.DATE: 5,
    models.ColumnType.BOOL: 6,
}


UNIT_FROM_PB: wire.EnumNumbers[models.Unit] = wire.EnumNumbers(
    "Unit",
    {
        1: models.Unit.NONE,
        2: models.Unit.CNY,
        3: models.Unit.MILLS,
        4: models.Unit.THOUSAND_CNY,
        5: models.Unit.TEN_THOUSAND_CNY,
        6: models.Unit.SHARES,
        7: models.Unit.HANDS,
        8: models.Unit.TEN_THOUSAND_SHARES,
        9: models.Unit.FRACTION,
        10: models.Unit.PERCENT,
        11: models.Unit.POINTS,
        12: models.Unit.RATIO,
    },
)
UNIT_TO_PB: dict[models.Unit, Any] = {
    models.Unit.NONE: 1,
    models.Unit.CNY: 2,
    models.Unit.MILLS: 3,
    models.Unit.THOUSAND_CNY: 4,
    models.Unit.TEN_THOUSAND_CNY: 5,
    models.Unit.SHARES: 6,
    models.Unit.HANDS: 7,
    models.Unit.TEN_THOUSAND_SHARES: 8,
    models.Unit.FRACTION: 9,
    models.Unit.PERCENT: 10,
    models.Unit.POINTS: 11,
    models.Unit.RATIO: 12,
}


ADJUSTMENT_FROM_PB: wire.EnumNumbers[models.Adjustment] = wire.EnumNumbers(
    "Adjustment",
    {
        1: models.Adjustment.NONE,
        2: models.Adjustment.FORWARD,
        3: models.Adjustment.BACKWARD,
        4: models.Adjustment.SNAPSHOT_FIRST,
    },
)
ADJUSTMENT_TO_PB: dict[models.Adjustment, Any] = {
    models.Adjustment.NONE: 1,
    models.Adjustment.FORWARD: 2,
    models.Adjustment.BACKWARD: 3,
    models.Adjustment.SNAPSHOT_FIRST: 4,
}


MISSING_POLICY_FROM_PB: wire.EnumNumbers[models.MissingPolicy] = wire.EnumNumbers(
    "MissingPolicy",
    {
        1: models.MissingPolicy.NEVER,
        2: models.MissingPolicy.SUSPENDED,
        3: models.MissingPolicy.UNKNOWN,
    },
)
MISSING_POLICY_TO_PB: dict[models.MissingPolicy, Any] = {
    models.MissingPolicy.NEVER: 1,
    models.MissingPolicy.SUSPENDED: 2,
    models.MissingPolicy.UNKNOWN: 3,
}


FINDING_SEVERITY_FROM_PB: wire.EnumNumbers[models.FindingSeverity] = wire.EnumNumbers(
    "FindingSeverity",
    {
        1: models.FindingSeverity.INFO,
        2: models.FindingSeverity.WARNING,
        3: models.FindingSeverity.ERROR,
    },
)
FINDING_SEVERITY_TO_PB: dict[models.FindingSeverity, Any] = {
    models.FindingSeverity.INFO: 1,
    models.FindingSeverity.WARNING: 2,
    models.FindingSeverity.ERROR: 3,
}


BOARD_FROM_PB: wire.EnumNumbers[models.Board] = wire.EnumNumbers(
    "Board",
    {
        1: models.Board.MAIN,
        2: models.Board.CHINEXT,
        3: models.Board.STAR,
        4: models.Board.BSE,
    },
)
BOARD_TO_PB: dict[models.Board, Any] = {
    models.Board.MAIN: 1,
    models.Board.CHINEXT: 2,
    models.Board.STAR: 3,
    models.Board.BSE: 4,
}


INSTRUMENT_KIND_FROM_PB: wire.EnumNumbers[models.InstrumentKind] = wire.EnumNumbers(
    "InstrumentKind",
    {
        1: models.InstrumentKind.STOCK,
        2: models.InstrumentKind.INDEX,
        3: models.InstrumentKind.FUND,
        4: models.InstrumentKind.BOND,
        5: models.InstrumentKind.B_SHARE,
    },
)
INSTRUMENT_KIND_TO_PB: dict[models.InstrumentKind, Any] = {
    models.InstrumentKind.STOCK: 1,
    models.InstrumentKind.INDEX: 2,
    models.InstrumentKind.FUND: 3,
    models.InstrumentKind.BOND: 4,
    models.InstrumentKind.B_SHARE: 5,
}


LISTING_STATUS_FROM_PB: wire.EnumNumbers[models.ListingStatus] = wire.EnumNumbers(
    "ListingStatus",
    {
        1: models.ListingStatus.LISTED,
        2: models.ListingStatus.ST,
        3: models.ListingStatus.DELISTING,
        4: models.ListingStatus.DELISTED,
    },
)
LISTING_STATUS_TO_PB: dict[models.ListingStatus, Any] = {
    models.ListingStatus.LISTED: 1,
    models.ListingStatus.ST: 2,
    models.ListingStatus.DELISTING: 3,
    models.ListingStatus.DELISTED: 4,
}


SOURCE_KIND_FROM_PB: wire.EnumNumbers[models.SourceKind] = wire.EnumNumbers(
    "SourceKind",
    {
        1: models.SourceKind.HISTORY,
        2: models.SourceKind.LIVE,
    },
)
SOURCE_KIND_TO_PB: dict[models.SourceKind, Any] = {
    models.SourceKind.HISTORY: 1,
    models.SourceKind.LIVE: 2,
}


WINDOW_LAYOUT_FROM_PB: wire.EnumNumbers[models.WindowLayout] = wire.EnumNumbers(
    "WindowLayout",
    {
        1: models.WindowLayout.PLAIN,
        2: models.WindowLayout.COMPACT,
    },
)
WINDOW_LAYOUT_TO_PB: dict[models.WindowLayout, Any] = {
    models.WindowLayout.PLAIN: 1,
    models.WindowLayout.COMPACT: 2,
}


QUOTE_SOURCE_STATE_FROM_PB: wire.EnumNumbers[models.QuoteSourceState] = wire.EnumNumbers(
    "QuoteSourceState",
    {
        1: models.QuoteSourceState.LIVE,
        2: models.QuoteSourceState.SILENT,
        3: models.QuoteSourceState.UNREACHABLE,
    },
)
QUOTE_SOURCE_STATE_TO_PB: dict[models.QuoteSourceState, Any] = {
    models.QuoteSourceState.LIVE: 1,
    models.QuoteSourceState.SILENT: 2,
    models.QuoteSourceState.UNREACHABLE: 3,
}


BAR_FREQUENCY_FROM_PB: wire.EnumNumbers[models.BarFrequency] = wire.EnumNumbers(
    "BarFrequency",
    {
        1: models.BarFrequency.DAY,
        2: models.BarFrequency.MINUTE,
        3: models.BarFrequency.FIVE_MINUTES,
    },
)
BAR_FREQUENCY_TO_PB: dict[models.BarFrequency, Any] = {
    models.BarFrequency.DAY: 1,
    models.BarFrequency.MINUTE: 2,
    models.BarFrequency.FIVE_MINUTES: 3,
}


SOURCE_TABLE_FROM_PB: wire.EnumNumbers[models.SourceTable] = wire.EnumNumbers(
    "SourceTable",
    {
        1: models.SourceTable.BARS,
        2: models.SourceTable.ADJ_FACTOR,
        3: models.SourceTable.DAILY_BASIC,
        4: models.SourceTable.MONEYFLOW,
        5: models.SourceTable.INDUSTRIES,
        6: models.SourceTable.INDEX_WEIGHTS,
    },
)
SOURCE_TABLE_TO_PB: dict[models.SourceTable, Any] = {
    models.SourceTable.BARS: 1,
    models.SourceTable.ADJ_FACTOR: 2,
    models.SourceTable.DAILY_BASIC: 3,
    models.SourceTable.MONEYFLOW: 4,
    models.SourceTable.INDUSTRIES: 5,
    models.SourceTable.INDEX_WEIGHTS: 6,
}


DISAGREEMENT_KIND_FROM_PB: wire.EnumNumbers[models.DisagreementKind] = wire.EnumNumbers(
    "DisagreementKind",
    {
        1: models.DisagreementKind.ROW_MISSING,
        2: models.DisagreementKind.VALUE_MISSING,
        3: models.DisagreementKind.VALUE_DIFFERS,
    },
)
DISAGREEMENT_KIND_TO_PB: dict[models.DisagreementKind, Any] = {
    models.DisagreementKind.ROW_MISSING: 1,
    models.DisagreementKind.VALUE_MISSING: 2,
    models.DisagreementKind.VALUE_DIFFERS: 3,
}


RISK_STATUS_FROM_PB: wire.EnumNumbers[models.RiskStatus] = wire.EnumNumbers(
    "RiskStatus",
    {
        1: models.RiskStatus.NORMAL,
        2: models.RiskStatus.ST,
        3: models.RiskStatus.DELISTING,
    },
)
RISK_STATUS_TO_PB: dict[models.RiskStatus, Any] = {
    models.RiskStatus.NORMAL: 1,
    models.RiskStatus.ST: 2,
    models.RiskStatus.DELISTING: 3,
}


LIMIT_ROUNDING_FROM_PB: wire.EnumNumbers[models.LimitRounding] = wire.EnumNumbers(
    "LimitRounding",
    {
        1: models.LimitRounding.HALF_UP,
        2: models.LimitRounding.INWARD,
    },
)
LIMIT_ROUNDING_TO_PB: dict[models.LimitRounding, Any] = {
    models.LimitRounding.HALF_UP: 1,
    models.LimitRounding.INWARD: 2,
}


TRADING_PHASE_FROM_PB: wire.EnumNumbers[models.TradingPhase] = wire.EnumNumbers(
    "TradingPhase",
    {
        1: models.TradingPhase.OPENING_CALL,
        2: models.TradingPhase.CONTINUOUS,
        3: models.TradingPhase.CLOSING_CALL,
        4: models.TradingPhase.AFTER_HOURS,
        5: models.TradingPhase.CLOSED,
        6: models.TradingPhase.HALTED,
    },
)
TRADING_PHASE_TO_PB: dict[models.TradingPhase, Any] = {
    models.TradingPhase.OPENING_CALL: 1,
    models.TradingPhase.CONTINUOUS: 2,
    models.TradingPhase.CLOSING_CALL: 3,
    models.TradingPhase.AFTER_HOURS: 4,
    models.TradingPhase.CLOSED: 5,
    models.TradingPhase.HALTED: 6,
}


def column_spec_from_pb(pb: dataset_pb2.ColumnSpec) -> models.ColumnSpec:
    return wire.read(models.ColumnSpec, dict_column_spec, pb)


def column_spec_to_pb(value: models.ColumnSpec) -> dataset_pb2.ColumnSpec:
    pb = dataset_pb2.ColumnSpec()
    fill_column_spec(pb, value)
    return pb


def dict_column_spec(pb: dataset_pb2.ColumnSpec) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "dtype": COLUMN_TYPE_FROM_PB[got_dtype] if (got_dtype := pb.dtype) or has("dtype") else None,
        "unit": UNIT_FROM_PB[got_unit] if (got_unit := pb.unit) or has("unit") else None,
        "adjustment": ADJUSTMENT_FROM_PB[got_adjustment] if (got_adjustment := pb.adjustment) or has("adjustment") else None,
        "missing": MISSING_POLICY_FROM_PB[got_missing] if (got_missing := pb.missing) or has("missing") else None,
        "meaning": got_meaning if (got_meaning := pb.meaning) or has("meaning") else None,
    }
    if has("origin"):
        found["origin"] = pb.origin
    return found


def fill_column_spec(pb: dataset_pb2.ColumnSpec, value: models.ColumnSpec) -> None:
    pb.name = value.name
    pb.dtype = COLUMN_TYPE_TO_PB[value.dtype]
    pb.unit = UNIT_TO_PB[value.unit]
    pb.adjustment = ADJUSTMENT_TO_PB[value.adjustment]
    pb.missing = MISSING_POLICY_TO_PB[value.missing]
    pb.meaning = value.meaning
    if value.origin is not None:
        pb.origin = value.origin


def field_mapping_from_pb(pb: dataset_pb2.FieldMapping) -> models.FieldMapping:
    return wire.read(models.FieldMapping, dict_field_mapping, pb)


def field_mapping_to_pb(value: models.FieldMapping) -> dataset_pb2.FieldMapping:
    pb = dataset_pb2.FieldMapping()
    fill_field_mapping(pb, value)
    return pb


def dict_field_mapping(pb: dataset_pb2.FieldMapping) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "field": got_field if (got_field := pb.field) or has("field") else None,
        "unit": UNIT_FROM_PB[got_unit] if (got_unit := pb.unit) or has("unit") else None,
        "source_field": got_source_field if (got_source_field := pb.source_field) or has("source_field") else None,
        "source_unit": UNIT_FROM_PB[got_source_unit] if (got_source_unit := pb.source_unit) or has("source_unit") else None,
        "scale": got_scale if (got_scale := pb.scale) or has("scale") else None,
    }
    if has("note"):
        found["note"] = pb.note
    return found


def fill_field_mapping(pb: dataset_pb2.FieldMapping, value: models.FieldMapping) -> None:
    pb.field = value.field
    pb.unit = UNIT_TO_PB[value.unit]
    pb.source_field = value.source_field
    pb.source_unit = UNIT_TO_PB[value.source_unit]
    pb.scale = value.scale
    if value.note is not None:
        pb.note = value.note


def field_map_from_pb(pb: dataset_pb2.FieldMap) -> models.FieldMap:
    return wire.read(models.FieldMap, dict_field_map, pb)


def field_map_to_pb(value: models.FieldMap) -> dataset_pb2.FieldMap:
    pb = dataset_pb2.FieldMap()
    fill_field_map(pb, value)
    return pb


def dict_field_map(pb: dataset_pb2.FieldMap) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "dialect": got_dialect if (got_dialect := pb.dialect) or has("dialect") else None,
        "mappings": wire.elements(dict_field_mapping, got_mappings) if (got_mappings := pb.mappings) else [],
    }


def fill_field_map(pb: dataset_pb2.FieldMap, value: models.FieldMap) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.dialect = value.dialect
    for each_mappings in value.mappings:
        fill_field_mapping(pb.mappings.add(), each_mappings)


def quality_finding_from_pb(pb: dataset_pb2.QualityFinding) -> models.QualityFinding:
    return wire.read(models.QualityFinding, dict_quality_finding, pb)


def quality_finding_to_pb(value: models.QualityFinding) -> dataset_pb2.QualityFinding:
    pb = dataset_pb2.QualityFinding()
    fill_quality_finding(pb, value)
    return pb


def dict_quality_finding(pb: dataset_pb2.QualityFinding) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "rule": got_rule if (got_rule := pb.rule) or has("rule") else None,
        "severity": FINDING_SEVERITY_FROM_PB[got_severity] if (got_severity := pb.severity) or has("severity") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
        "occurrences": got_occurrences if (got_occurrences := pb.occurrences) or has("occurrences") else None,
    }
    if has("instrument"):
        found["instrument"] = pb.instrument
    if has("date"):
        found["date"] = pb.date
    if has("field"):
        found["field"] = pb.field
    if has("value"):
        found["value"] = pb.value
    return found


def fill_quality_finding(pb: dataset_pb2.QualityFinding, value: models.QualityFinding) -> None:
    pb.rule = value.rule
    pb.severity = FINDING_SEVERITY_TO_PB[value.severity]
    if value.instrument is not None:
        pb.instrument = value.instrument
    if value.date is not None:
        pb.date = value.date.isoformat()
    if value.field is not None:
        pb.field = value.field
    if value.value is not None:
        pb.value = value.value
    pb.message = value.message
    pb.occurrences = value.occurrences


def dataset_manifest_from_pb(pb: dataset_pb2.DatasetManifest) -> models.DatasetManifest:
    return wire.read(models.DatasetManifest, dict_dataset_manifest, pb)


def dataset_manifest_to_pb(value: models.DatasetManifest) -> dataset_pb2.DatasetManifest:
    pb = dataset_pb2.DatasetManifest()
    fill_dataset_manifest(pb, value)
    return pb


def dict_dataset_manifest(pb: dataset_pb2.DatasetManifest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "kind": DATASET_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "files": wire.elements(contract_converters.dict_file_ref, got_files) if (got_files := pb.files) else [],
        "columns": wire.elements(dict_column_spec, got_columns) if (got_columns := pb.columns) else [],
        "instrument_count": got_instrument_count
        if (got_instrument_count := pb.instrument_count) or has("instrument_count")
        else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "session_count": got_session_count if (got_session_count := pb.session_count) or has("session_count") else None,
        "date_range": contract_converters.dict_date_range(pb.date_range) if has("date_range") else None,
        "calendar": got_calendar if (got_calendar := pb.calendar) or has("calendar") else None,
        "adjustment": ADJUSTMENT_FROM_PB[got_adjustment] if (got_adjustment := pb.adjustment) or has("adjustment") else None,
        "synthetic": got_synthetic if (got_synthetic := pb.synthetic) or has("synthetic") else None,
        "benchmarks": pb.benchmarks[:],
        "pools": pb.pools[:],
        "info_count": got_info_count if (got_info_count := pb.info_count) or has("info_count") else None,
        "warning_count": got_warning_count if (got_warning_count := pb.warning_count) or has("warning_count") else None,
        "error_count": got_error_count if (got_error_count := pb.error_count) or has("error_count") else None,
        "findings": wire.elements(dict_quality_finding, got_findings) if (got_findings := pb.findings) else [],
    }
    if has("parent_snapshot_id"):
        found["parent_snapshot_id"] = pb.parent_snapshot_id
    return found


def fill_dataset_manifest(pb: dataset_pb2.DatasetManifest, value: models.DatasetManifest) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.snapshot_id = value.snapshot_id
    pb.name = value.name
    pb.kind = DATASET_KIND_TO_PB[value.kind]
    if value.parent_snapshot_id is not None:
        pb.parent_snapshot_id = value.parent_snapshot_id
    for each_files in value.files:
        contract_converters.fill_file_ref(pb.files.add(), each_files)
    for each_columns in value.columns:
        fill_column_spec(pb.columns.add(), each_columns)
    pb.instrument_count = value.instrument_count
    pb.row_count = value.row_count
    pb.session_count = value.session_count
    pb.date_range.SetInParent()
    contract_converters.fill_date_range(pb.date_range, value.date_range)
    pb.calendar = value.calendar
    pb.adjustment = ADJUSTMENT_TO_PB[value.adjustment]
    pb.synthetic = value.synthetic
    pb.benchmarks.extend(value.benchmarks)
    pb.pools.extend(value.pools)
    pb.info_count = value.info_count
    pb.warning_count = value.warning_count
    pb.error_count = value.error_count
    for each_findings in value.findings:
        fill_quality_finding(pb.findings.add(), each_findings)


def dataset_summary_from_pb(pb: dataset_pb2.DatasetSummary) -> models.DatasetSummary:
    return wire.read(models.DatasetSummary, dict_dataset_summary, pb)


def dataset_summary_to_pb(value: models.DatasetSummary) -> dataset_pb2.DatasetSummary:
    pb = dataset_pb2.DatasetSummary()
    fill_dataset_summary(pb, value)
    return pb


def dict_dataset_summary(pb: dataset_pb2.DatasetSummary) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "kind": DATASET_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "instrument_count": got_instrument_count
        if (got_instrument_count := pb.instrument_count) or has("instrument_count")
        else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "date_range": contract_converters.dict_date_range(pb.date_range) if has("date_range") else None,
        "synthetic": got_synthetic if (got_synthetic := pb.synthetic) or has("synthetic") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "latest": got_latest if (got_latest := pb.latest) or has("latest") else None,
    }


def fill_dataset_summary(pb: dataset_pb2.DatasetSummary, value: models.DatasetSummary) -> None:
    pb.name = value.name
    pb.snapshot_id = value.snapshot_id
    pb.kind = DATASET_KIND_TO_PB[value.kind]
    pb.instrument_count = value.instrument_count
    pb.row_count = value.row_count
    pb.date_range.SetInParent()
    contract_converters.fill_date_range(pb.date_range, value.date_range)
    pb.synthetic = value.synthetic
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.latest = value.latest


def joined_snapshot_from_pb(pb: dataset_pb2.JoinedSnapshot) -> models.JoinedSnapshot:
    return wire.read(models.JoinedSnapshot, dict_joined_snapshot, pb)


def joined_snapshot_to_pb(value: models.JoinedSnapshot) -> dataset_pb2.JoinedSnapshot:
    pb = dataset_pb2.JoinedSnapshot()
    fill_joined_snapshot(pb, value)
    return pb


def dict_joined_snapshot(pb: dataset_pb2.JoinedSnapshot) -> dict[str, Any]:
    has = pb.HasField
    return {
        "kind": DATASET_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
    }


def fill_joined_snapshot(pb: dataset_pb2.JoinedSnapshot, value: models.JoinedSnapshot) -> None:
    pb.kind = DATASET_KIND_TO_PB[value.kind]
    pb.snapshot_id = value.snapshot_id


def market_provenance_from_pb(pb: dataset_pb2.MarketProvenance) -> models.MarketProvenance:
    return wire.read(models.MarketProvenance, dict_market_provenance, pb)


def market_provenance_to_pb(value: models.MarketProvenance) -> dataset_pb2.MarketProvenance:
    pb = dataset_pb2.MarketProvenance()
    fill_market_provenance(pb, value)
    return pb


def dict_market_provenance(pb: dataset_pb2.MarketProvenance) -> dict[str, Any]:
    has = pb.HasField
    return {
        "dataset": got_dataset if (got_dataset := pb.dataset) or has("dataset") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "synthetic": got_synthetic if (got_synthetic := pb.synthetic) or has("synthetic") else None,
        "adjustment": ADJUSTMENT_FROM_PB[got_adjustment] if (got_adjustment := pb.adjustment) or has("adjustment") else None,
        "as_of_date": got_as_of_date if (got_as_of_date := pb.as_of_date) or has("as_of_date") else None,
        "answered_at_utc": got_answered_at_utc if (got_answered_at_utc := pb.answered_at_utc) or has("answered_at_utc") else None,
        "joined": wire.elements(dict_joined_snapshot, got_joined) if (got_joined := pb.joined) else [],
    }


def fill_market_provenance(pb: dataset_pb2.MarketProvenance, value: models.MarketProvenance) -> None:
    pb.dataset = value.dataset
    pb.snapshot_id = value.snapshot_id
    pb.source = value.source
    pb.synthetic = value.synthetic
    pb.adjustment = ADJUSTMENT_TO_PB[value.adjustment]
    pb.as_of_date = value.as_of_date.isoformat()
    pb.answered_at_utc = wire.utc_text(value.answered_at_utc)
    for each_joined in value.joined:
        fill_joined_snapshot(pb.joined.add(), each_joined)


def instrument_from_pb(pb: instrument_pb2.Instrument) -> models.Instrument:
    return wire.read(models.Instrument, dict_instrument, pb)


def instrument_to_pb(value: models.Instrument) -> instrument_pb2.Instrument:
    pb = instrument_pb2.Instrument()
    fill_instrument(pb, value)
    return pb


def dict_instrument(pb: instrument_pb2.Instrument) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "code": got_code if (got_code := pb.code) or has("code") else None,
        "kind": INSTRUMENT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
    }
    if has("name"):
        found["name"] = pb.name
    if has("board"):
        found["board"] = BOARD_FROM_PB[pb.board]
    if has("status"):
        found["status"] = LISTING_STATUS_FROM_PB[pb.status]
    if has("listed_on"):
        found["listed_on"] = pb.listed_on
    if has("delisted_on"):
        found["delisted_on"] = pb.delisted_on
    if has("first_bar_on"):
        found["first_bar_on"] = pb.first_bar_on
    if has("last_bar_on"):
        found["last_bar_on"] = pb.last_bar_on
    return found


def fill_instrument(pb: instrument_pb2.Instrument, value: models.Instrument) -> None:
    pb.code = value.code
    if value.name is not None:
        pb.name = value.name
    pb.kind = INSTRUMENT_KIND_TO_PB[value.kind]
    if value.board is not None:
        pb.board = BOARD_TO_PB[value.board]
    if value.status is not None:
        pb.status = LISTING_STATUS_TO_PB[value.status]
    if value.listed_on is not None:
        pb.listed_on = value.listed_on.isoformat()
    if value.delisted_on is not None:
        pb.delisted_on = value.delisted_on.isoformat()
    if value.first_bar_on is not None:
        pb.first_bar_on = value.first_bar_on.isoformat()
    if value.last_bar_on is not None:
        pb.last_bar_on = value.last_bar_on.isoformat()


def industry_member_from_pb(pb: instrument_pb2.IndustryMember) -> models.IndustryMember:
    return wire.read(models.IndustryMember, dict_industry_member, pb)


def industry_member_to_pb(value: models.IndustryMember) -> instrument_pb2.IndustryMember:
    pb = instrument_pb2.IndustryMember()
    fill_industry_member(pb, value)
    return pb


def dict_industry_member(pb: instrument_pb2.IndustryMember) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "industry_code": got_industry_code if (got_industry_code := pb.industry_code) or has("industry_code") else None,
        "level": got_level if (got_level := pb.level) or has("level") else None,
        "effective_from": got_effective_from if (got_effective_from := pb.effective_from) or has("effective_from") else None,
    }
    if has("industry_name"):
        found["industry_name"] = pb.industry_name
    if has("effective_to"):
        found["effective_to"] = pb.effective_to
    return found


def fill_industry_member(pb: instrument_pb2.IndustryMember, value: models.IndustryMember) -> None:
    pb.instrument = value.instrument
    pb.industry_code = value.industry_code
    if value.industry_name is not None:
        pb.industry_name = value.industry_name
    pb.level = value.level
    pb.effective_from = value.effective_from.isoformat()
    if value.effective_to is not None:
        pb.effective_to = value.effective_to.isoformat()


def industry_classification_from_pb(pb: instrument_pb2.IndustryClassification) -> models.IndustryClassification:
    return wire.read(models.IndustryClassification, dict_industry_classification, pb)


def industry_classification_to_pb(value: models.IndustryClassification) -> instrument_pb2.IndustryClassification:
    pb = instrument_pb2.IndustryClassification()
    fill_industry_classification(pb, value)
    return pb


def dict_industry_classification(pb: instrument_pb2.IndustryClassification) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "taxonomy": got_taxonomy if (got_taxonomy := pb.taxonomy) or has("taxonomy") else None,
        "members": wire.elements(dict_industry_member, got_members) if (got_members := pb.members) else [],
    }


def fill_industry_classification(pb: instrument_pb2.IndustryClassification, value: models.IndustryClassification) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.taxonomy = value.taxonomy
    for each_members in value.members:
        fill_industry_member(pb.members.add(), each_members)


def index_weight_from_pb(pb: instrument_pb2.IndexWeight) -> models.IndexWeight:
    return wire.read(models.IndexWeight, dict_index_weight, pb)


def index_weight_to_pb(value: models.IndexWeight) -> instrument_pb2.IndexWeight:
    pb = instrument_pb2.IndexWeight()
    fill_index_weight(pb, value)
    return pb


def dict_index_weight(pb: instrument_pb2.IndexWeight) -> dict[str, Any]:
    has = pb.HasField
    return {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "weight": got_weight if (got_weight := pb.weight) or has("weight") else None,
    }


def fill_index_weight(pb: instrument_pb2.IndexWeight, value: models.IndexWeight) -> None:
    pb.instrument = value.instrument
    pb.weight = value.weight


def index_weights_from_pb(pb: instrument_pb2.IndexWeights) -> models.IndexWeights:
    return wire.read(models.IndexWeights, dict_index_weights, pb)


def index_weights_to_pb(value: models.IndexWeights) -> instrument_pb2.IndexWeights:
    pb = instrument_pb2.IndexWeights()
    fill_index_weights(pb, value)
    return pb


def dict_index_weights(pb: instrument_pb2.IndexWeights) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "index": got_index if (got_index := pb.index) or has("index") else None,
        "effective_from": got_effective_from if (got_effective_from := pb.effective_from) or has("effective_from") else None,
        "weights": wire.elements(dict_index_weight, got_weights) if (got_weights := pb.weights) else [],
    }
    if has("effective_to"):
        found["effective_to"] = pb.effective_to
    return found


def fill_index_weights(pb: instrument_pb2.IndexWeights, value: models.IndexWeights) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.index = value.index
    pb.effective_from = value.effective_from.isoformat()
    if value.effective_to is not None:
        pb.effective_to = value.effective_to.isoformat()
    for each_weights in value.weights:
        fill_index_weight(pb.weights.add(), each_weights)


def dataset_selector_from_pb(pb: market_data_service_pb2.DatasetSelector) -> models.DatasetSelector:
    return wire.read(models.DatasetSelector, dict_dataset_selector, pb)


def dataset_selector_to_pb(value: models.DatasetSelector) -> market_data_service_pb2.DatasetSelector:
    pb = market_data_service_pb2.DatasetSelector()
    fill_dataset_selector(pb, value)
    return pb


def dict_dataset_selector(pb: market_data_service_pb2.DatasetSelector) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("dataset"):
        found["dataset"] = pb.dataset
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    if has("as_of_date"):
        found["as_of_date"] = pb.as_of_date
    return found


def fill_dataset_selector(pb: market_data_service_pb2.DatasetSelector, value: models.DatasetSelector) -> None:
    if value.dataset is not None:
        pb.dataset = value.dataset
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id
    if value.as_of_date is not None:
        pb.as_of_date = value.as_of_date.isoformat()


def list_instruments_request_from_pb(pb: market_data_service_pb2.ListInstrumentsRequest) -> models.ListInstrumentsRequest:
    return wire.read(models.ListInstrumentsRequest, dict_list_instruments_request, pb)


def list_instruments_request_to_pb(value: models.ListInstrumentsRequest) -> market_data_service_pb2.ListInstrumentsRequest:
    pb = market_data_service_pb2.ListInstrumentsRequest()
    fill_list_instruments_request(pb, value)
    return pb


def dict_list_instruments_request(pb: market_data_service_pb2.ListInstrumentsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"dataset": dict_dataset_selector(pb.dataset) if has("dataset") else None, "codes": pb.codes[:]}
    if has("kind"):
        found["kind"] = INSTRUMENT_KIND_FROM_PB[pb.kind]
    if has("board"):
        found["board"] = BOARD_FROM_PB[pb.board]
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_instruments_request(
    pb: market_data_service_pb2.ListInstrumentsRequest, value: models.ListInstrumentsRequest
) -> None:
    pb.dataset.SetInParent()
    fill_dataset_selector(pb.dataset, value.dataset)
    if value.kind is not None:
        pb.kind = INSTRUMENT_KIND_TO_PB[value.kind]
    if value.board is not None:
        pb.board = BOARD_TO_PB[value.board]
    pb.codes.extend(value.codes)
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_instruments_response_from_pb(pb: market_data_service_pb2.ListInstrumentsResponse) -> models.ListInstrumentsResponse:
    return wire.read(models.ListInstrumentsResponse, dict_list_instruments_response, pb)


def list_instruments_response_to_pb(value: models.ListInstrumentsResponse) -> market_data_service_pb2.ListInstrumentsResponse:
    pb = market_data_service_pb2.ListInstrumentsResponse()
    fill_list_instruments_response(pb, value)
    return pb


def dict_list_instruments_response(pb: market_data_service_pb2.ListInstrumentsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "instruments": wire.elements(dict_instrument, got_instruments) if (got_instruments := pb.instruments) else [],
        "provenance": dict_market_provenance(pb.provenance) if has("provenance") else None,
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_instruments_response(
    pb: market_data_service_pb2.ListInstrumentsResponse, value: models.ListInstrumentsResponse
) -> None:
    for each_instruments in value.instruments:
        fill_instrument(pb.instruments.add(), each_instruments)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token
    pb.provenance.SetInParent()
    fill_market_provenance(pb.provenance, value.provenance)


def get_trading_calendar_request_from_pb(
    pb: market_data_service_pb2.GetTradingCalendarRequest,
) -> models.GetTradingCalendarRequest:
    return wire.read(models.GetTradingCalendarRequest, dict_get_trading_calendar_request, pb)


def get_trading_calendar_request_to_pb(
    value: models.GetTradingCalendarRequest,
) -> market_data_service_pb2.GetTradingCalendarRequest:
    pb = market_data_service_pb2.GetTradingCalendarRequest()
    fill_get_trading_calendar_request(pb, value)
    return pb


def dict_get_trading_calendar_request(pb: market_data_service_pb2.GetTradingCalendarRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"dataset": dict_dataset_selector(pb.dataset) if has("dataset") else None}
    if has("date_range"):
        found["date_range"] = contract_converters.dict_date_range(pb.date_range)
    return found


def fill_get_trading_calendar_request(
    pb: market_data_service_pb2.GetTradingCalendarRequest, value: models.GetTradingCalendarRequest
) -> None:
    pb.dataset.SetInParent()
    fill_dataset_selector(pb.dataset, value.dataset)
    if value.date_range is not None:
        pb.date_range.SetInParent()
        contract_converters.fill_date_range(pb.date_range, value.date_range)


def get_trading_calendar_response_from_pb(
    pb: market_data_service_pb2.GetTradingCalendarResponse,
) -> models.GetTradingCalendarResponse:
    return wire.read(models.GetTradingCalendarResponse, dict_get_trading_calendar_response, pb)


def get_trading_calendar_response_to_pb(
    value: models.GetTradingCalendarResponse,
) -> market_data_service_pb2.GetTradingCalendarResponse:
    pb = market_data_service_pb2.GetTradingCalendarResponse()
    fill_get_trading_calendar_response(pb, value)
    return pb


def dict_get_trading_calendar_response(pb: market_data_service_pb2.GetTradingCalendarResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"calendar": dict_trading_calendar(pb.calendar) if has("calendar") else None}


def fill_get_trading_calendar_response(
    pb: market_data_service_pb2.GetTradingCalendarResponse, value: models.GetTradingCalendarResponse
) -> None:
    pb.calendar.SetInParent()
    fill_trading_calendar(pb.calendar, value.calendar)


def get_trading_rules_request_from_pb(pb: market_data_service_pb2.GetTradingRulesRequest) -> models.GetTradingRulesRequest:
    return wire.read(models.GetTradingRulesRequest, dict_get_trading_rules_request, pb)


def get_trading_rules_request_to_pb(value: models.GetTradingRulesRequest) -> market_data_service_pb2.GetTradingRulesRequest:
    pb = market_data_service_pb2.GetTradingRulesRequest()
    fill_get_trading_rules_request(pb, value)
    return pb


def dict_get_trading_rules_request(pb: market_data_service_pb2.GetTradingRulesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("board"):
        found["board"] = BOARD_FROM_PB[pb.board]
    if has("status"):
        found["status"] = RISK_STATUS_FROM_PB[pb.status]
    if has("date_range"):
        found["date_range"] = contract_converters.dict_date_range(pb.date_range)
    return found


def fill_get_trading_rules_request(
    pb: market_data_service_pb2.GetTradingRulesRequest, value: models.GetTradingRulesRequest
) -> None:
    if value.board is not None:
        pb.board = BOARD_TO_PB[value.board]
    if value.status is not None:
        pb.status = RISK_STATUS_TO_PB[value.status]
    if value.date_range is not None:
        pb.date_range.SetInParent()
        contract_converters.fill_date_range(pb.date_range, value.date_range)


def get_trading_rules_response_from_pb(pb: market_data_service_pb2.GetTradingRulesResponse) -> models.GetTradingRulesResponse:
    return wire.read(models.GetTradingRulesResponse, dict_get_trading_rules_response, pb)


def get_trading_rules_response_to_pb(value: models.GetTradingRulesResponse) -> market_data_service_pb2.GetTradingRulesResponse:
    pb = market_data_service_pb2.GetTradingRulesResponse()
    fill_get_trading_rules_response(pb, value)
    return pb


def dict_get_trading_rules_response(pb: market_data_service_pb2.GetTradingRulesResponse) -> dict[str, Any]:
    return {
        "rules": wire.elements(dict_trading_rule, got_rules) if (got_rules := pb.rules) else [],
        "fees": wire.elements(dict_fee_schedule, got_fees) if (got_fees := pb.fees) else [],
    }


def fill_get_trading_rules_response(
    pb: market_data_service_pb2.GetTradingRulesResponse, value: models.GetTradingRulesResponse
) -> None:
    for each_rules in value.rules:
        fill_trading_rule(pb.rules.add(), each_rules)
    for each_fees in value.fees:
        fill_fee_schedule(pb.fees.add(), each_fees)


def get_history_window_request_from_pb(pb: market_data_service_pb2.GetHistoryWindowRequest) -> models.GetHistoryWindowRequest:
    return wire.read(models.GetHistoryWindowRequest, dict_get_history_window_request, pb)


def get_history_window_request_to_pb(value: models.GetHistoryWindowRequest) -> market_data_service_pb2.GetHistoryWindowRequest:
    pb = market_data_service_pb2.GetHistoryWindowRequest()
    fill_get_history_window_request(pb, value)
    return pb


def dict_get_history_window_request(pb: market_data_service_pb2.GetHistoryWindowRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "dataset": dict_dataset_selector(pb.dataset) if has("dataset") else None,
        "instruments": pb.instruments[:],
        "columns": pb.columns[:],
        "joined_snapshot_ids": pb.joined_snapshot_ids[:],
    }
    if has("date_range"):
        found["date_range"] = contract_converters.dict_date_range(pb.date_range)
    if has("bars"):
        found["bars"] = pb.bars
    if has("frequency"):
        found["frequency"] = BAR_FREQUENCY_FROM_PB[pb.frequency]
    if has("adjustment"):
        found["adjustment"] = ADJUSTMENT_FROM_PB[pb.adjustment]
    if has("layout"):
        found["layout"] = WINDOW_LAYOUT_FROM_PB[pb.layout]
    return found


def fill_get_history_window_request(
    pb: market_data_service_pb2.GetHistoryWindowRequest, value: models.GetHistoryWindowRequest
) -> None:
    pb.dataset.SetInParent()
    fill_dataset_selector(pb.dataset, value.dataset)
    pb.instruments.extend(value.instruments)
    if value.date_range is not None:
        pb.date_range.SetInParent()
        contract_converters.fill_date_range(pb.date_range, value.date_range)
    if value.bars is not None:
        pb.bars = value.bars
    pb.columns.extend(value.columns)
    if value.frequency is not None:
        pb.frequency = BAR_FREQUENCY_TO_PB[value.frequency]
    if value.adjustment is not None:
        pb.adjustment = ADJUSTMENT_TO_PB[value.adjustment]
    pb.joined_snapshot_ids.extend(value.joined_snapshot_ids)
    if value.layout is not None:
        pb.layout = WINDOW_LAYOUT_TO_PB[value.layout]


def get_history_window_response_from_pb(pb: market_data_service_pb2.GetHistoryWindowResponse) -> models.GetHistoryWindowResponse:
    return wire.read(models.GetHistoryWindowResponse, dict_get_history_window_response, pb)


def get_history_window_response_to_pb(value: models.GetHistoryWindowResponse) -> market_data_service_pb2.GetHistoryWindowResponse:
    pb = market_data_service_pb2.GetHistoryWindowResponse()
    fill_get_history_window_response(pb, value)
    return pb


def dict_get_history_window_response(pb: market_data_service_pb2.GetHistoryWindowResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("provenance"):
        found["provenance"] = dict_market_provenance(pb.provenance)
    if has("arrow_ipc"):
        found["arrow_ipc"] = pb.arrow_ipc
    return found


def fill_get_history_window_response(
    pb: market_data_service_pb2.GetHistoryWindowResponse, value: models.GetHistoryWindowResponse
) -> None:
    if value.provenance is not None:
        pb.provenance.SetInParent()
        fill_market_provenance(pb.provenance, value.provenance)
    if value.arrow_ipc is not None:
        pb.arrow_ipc = value.arrow_ipc


def get_snapshot_request_from_pb(pb: market_data_service_pb2.GetSnapshotRequest) -> models.GetSnapshotRequest:
    return wire.read(models.GetSnapshotRequest, dict_get_snapshot_request, pb)


def get_snapshot_request_to_pb(value: models.GetSnapshotRequest) -> market_data_service_pb2.GetSnapshotRequest:
    pb = market_data_service_pb2.GetSnapshotRequest()
    fill_get_snapshot_request(pb, value)
    return pb


def dict_get_snapshot_request(pb: market_data_service_pb2.GetSnapshotRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"instruments": pb.instruments[:]}
    if has("dataset"):
        found["dataset"] = dict_dataset_selector(pb.dataset)
    if has("date"):
        found["date"] = pb.date
    return found


def fill_get_snapshot_request(pb: market_data_service_pb2.GetSnapshotRequest, value: models.GetSnapshotRequest) -> None:
    if value.dataset is not None:
        pb.dataset.SetInParent()
        fill_dataset_selector(pb.dataset, value.dataset)
    pb.instruments.extend(value.instruments)
    if value.date is not None:
        pb.date = value.date.isoformat()


def get_snapshot_response_from_pb(pb: market_data_service_pb2.GetSnapshotResponse) -> models.GetSnapshotResponse:
    return wire.read(models.GetSnapshotResponse, dict_get_snapshot_response, pb)


def get_snapshot_response_to_pb(value: models.GetSnapshotResponse) -> market_data_service_pb2.GetSnapshotResponse:
    pb = market_data_service_pb2.GetSnapshotResponse()
    fill_get_snapshot_response(pb, value)
    return pb


def dict_get_snapshot_response(pb: market_data_service_pb2.GetSnapshotResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "quotes": wire.elements(dict_quote, got_quotes) if (got_quotes := pb.quotes) else [],
        "standings": wire.elements(dict_quote_source_standing, got_standings) if (got_standings := pb.standings) else [],
    }
    if has("provenance"):
        found["provenance"] = dict_market_provenance(pb.provenance)
    return found


def fill_get_snapshot_response(pb: market_data_service_pb2.GetSnapshotResponse, value: models.GetSnapshotResponse) -> None:
    for each_quotes in value.quotes:
        fill_quote(pb.quotes.add(), each_quotes)
    if value.provenance is not None:
        pb.provenance.SetInParent()
        fill_market_provenance(pb.provenance, value.provenance)
    for each_standings in value.standings:
        fill_quote_source_standing(pb.standings.add(), each_standings)


def stream_quotes_request_from_pb(pb: market_data_service_pb2.StreamQuotesRequest) -> models.StreamQuotesRequest:
    return wire.read(models.StreamQuotesRequest, dict_stream_quotes_request, pb)


def stream_quotes_request_to_pb(value: models.StreamQuotesRequest) -> market_data_service_pb2.StreamQuotesRequest:
    pb = market_data_service_pb2.StreamQuotesRequest()
    fill_stream_quotes_request(pb, value)
    return pb


def dict_stream_quotes_request(pb: market_data_service_pb2.StreamQuotesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"instruments": pb.instruments[:]}
    if has("cursor"):
        found["cursor"] = pb.cursor
    return found


def fill_stream_quotes_request(pb: market_data_service_pb2.StreamQuotesRequest, value: models.StreamQuotesRequest) -> None:
    pb.instruments.extend(value.instruments)
    if value.cursor is not None:
        pb.cursor = value.cursor


def quote_source_standing_from_pb(pb: market_data_service_pb2.QuoteSourceStanding) -> models.QuoteSourceStanding:
    return wire.read(models.QuoteSourceStanding, dict_quote_source_standing, pb)


def quote_source_standing_to_pb(value: models.QuoteSourceStanding) -> market_data_service_pb2.QuoteSourceStanding:
    pb = market_data_service_pb2.QuoteSourceStanding()
    fill_quote_source_standing(pb, value)
    return pb


def dict_quote_source_standing(pb: market_data_service_pb2.QuoteSourceStanding) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "state": QUOTE_SOURCE_STATE_FROM_PB[got_state] if (got_state := pb.state) or has("state") else None,
        "since_utc": got_since_utc if (got_since_utc := pb.since_utc) or has("since_utc") else None,
    }
    if has("message"):
        found["message"] = pb.message
    return found


def fill_quote_source_standing(pb: market_data_service_pb2.QuoteSourceStanding, value: models.QuoteSourceStanding) -> None:
    pb.source = value.source
    pb.state = QUOTE_SOURCE_STATE_TO_PB[value.state]
    pb.since_utc = wire.utc_text(value.since_utc)
    if value.message is not None:
        pb.message = value.message


def stream_quotes_response_from_pb(pb: market_data_service_pb2.StreamQuotesResponse) -> models.StreamQuotesResponse:
    return wire.read(models.StreamQuotesResponse, dict_stream_quotes_response, pb)


def stream_quotes_response_to_pb(value: models.StreamQuotesResponse) -> market_data_service_pb2.StreamQuotesResponse:
    pb = market_data_service_pb2.StreamQuotesResponse()
    fill_stream_quotes_response(pb, value)
    return pb


def dict_stream_quotes_response(pb: market_data_service_pb2.StreamQuotesResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "cursor": got_cursor if (got_cursor := pb.cursor) or has("cursor") else None,
        "quotes": wire.elements(dict_quote, got_quotes) if (got_quotes := pb.quotes) else [],
        "conflated": got_conflated if (got_conflated := pb.conflated) or has("conflated") else None,
        "standings": wire.elements(dict_quote_source_standing, got_standings) if (got_standings := pb.standings) else [],
    }


def fill_stream_quotes_response(pb: market_data_service_pb2.StreamQuotesResponse, value: models.StreamQuotesResponse) -> None:
    pb.cursor = value.cursor
    for each_quotes in value.quotes:
        fill_quote(pb.quotes.add(), each_quotes)
    pb.conflated = value.conflated
    for each_standings in value.standings:
        fill_quote_source_standing(pb.standings.add(), each_standings)


def factor_expression_from_pb(pb: market_data_service_pb2.FactorExpression) -> models.FactorExpression:
    return wire.read(models.FactorExpression, dict_factor_expression, pb)


def factor_expression_to_pb(value: models.FactorExpression) -> market_data_service_pb2.FactorExpression:
    pb = market_data_service_pb2.FactorExpression()
    fill_factor_expression(pb, value)
    return pb


def dict_factor_expression(pb: market_data_service_pb2.FactorExpression) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"name": got_name if (got_name := pb.name) or has("name") else None}
    if has("expression"):
        found["expression"] = pb.expression
    if has("library_source"):
        found["library_source"] = pb.library_source
    return found


def fill_factor_expression(pb: market_data_service_pb2.FactorExpression, value: models.FactorExpression) -> None:
    pb.name = value.name
    if value.expression is not None:
        pb.expression = value.expression
    if value.library_source is not None:
        pb.library_source = value.library_source


def compute_factors_request_from_pb(pb: market_data_service_pb2.ComputeFactorsRequest) -> models.ComputeFactorsRequest:
    return wire.read(models.ComputeFactorsRequest, dict_compute_factors_request, pb)


def compute_factors_request_to_pb(value: models.ComputeFactorsRequest) -> market_data_service_pb2.ComputeFactorsRequest:
    pb = market_data_service_pb2.ComputeFactorsRequest()
    fill_compute_factors_request(pb, value)
    return pb


def dict_compute_factors_request(pb: market_data_service_pb2.ComputeFactorsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "dataset": dict_dataset_selector(pb.dataset) if has("dataset") else None,
        "instruments": pb.instruments[:],
        "factors": wire.elements(dict_factor_expression, got_factors) if (got_factors := pb.factors) else [],
    }
    if has("date_range"):
        found["date_range"] = contract_converters.dict_date_range(pb.date_range)
    if has("bars"):
        found["bars"] = pb.bars
    return found


def fill_compute_factors_request(pb: market_data_service_pb2.ComputeFactorsRequest, value: models.ComputeFactorsRequest) -> None:
    pb.dataset.SetInParent()
    fill_dataset_selector(pb.dataset, value.dataset)
    pb.instruments.extend(value.instruments)
    if value.date_range is not None:
        pb.date_range.SetInParent()
        contract_converters.fill_date_range(pb.date_range, value.date_range)
    if value.bars is not None:
        pb.bars = value.bars
    for each_factors in value.factors:
        fill_factor_expression(pb.factors.add(), each_factors)


def compute_factors_response_from_pb(pb: market_data_service_pb2.ComputeFactorsResponse) -> models.ComputeFactorsResponse:
    return wire.read(models.ComputeFactorsResponse, dict_compute_factors_response, pb)


def compute_factors_response_to_pb(value: models.ComputeFactorsResponse) -> market_data_service_pb2.ComputeFactorsResponse:
    pb = market_data_service_pb2.ComputeFactorsResponse()
    fill_compute_factors_response(pb, value)
    return pb


def dict_compute_factors_response(pb: market_data_service_pb2.ComputeFactorsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("provenance"):
        found["provenance"] = dict_market_provenance(pb.provenance)
    if has("arrow_ipc"):
        found["arrow_ipc"] = pb.arrow_ipc
    return found


def fill_compute_factors_response(
    pb: market_data_service_pb2.ComputeFactorsResponse, value: models.ComputeFactorsResponse
) -> None:
    if value.provenance is not None:
        pb.provenance.SetInParent()
        fill_market_provenance(pb.provenance, value.provenance)
    if value.arrow_ipc is not None:
        pb.arrow_ipc = value.arrow_ipc


def market_source_from_pb(pb: market_data_service_pb2.MarketSource) -> models.MarketSource:
    return wire.read(models.MarketSource, dict_market_source, pb)


def market_source_to_pb(value: models.MarketSource) -> market_data_service_pb2.MarketSource:
    pb = market_data_service_pb2.MarketSource()
    fill_market_source(pb, value)
    return pb


def dict_market_source(pb: market_data_service_pb2.MarketSource) -> dict[str, Any]:
    has = pb.HasField
    return {
        "name": got_name if (got_name := pb.name) or has("name") else None,
        "kind": SOURCE_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "available": got_available if (got_available := pb.available) or has("available") else None,
        "dataset_count": got_dataset_count if (got_dataset_count := pb.dataset_count) or has("dataset_count") else None,
        "description": got_description if (got_description := pb.description) or has("description") else None,
        "offers": wire.elements(dict_source_offer, got_offers) if (got_offers := pb.offers) else [],
    }


def fill_market_source(pb: market_data_service_pb2.MarketSource, value: models.MarketSource) -> None:
    pb.name = value.name
    pb.kind = SOURCE_KIND_TO_PB[value.kind]
    pb.available = value.available
    pb.dataset_count = value.dataset_count
    pb.description = value.description
    for each_offers in value.offers:
        fill_source_offer(pb.offers.add(), each_offers)


def list_sources_request_from_pb(pb: market_data_service_pb2.ListSourcesRequest) -> models.ListSourcesRequest:
    return wire.read(models.ListSourcesRequest, dict_list_sources_request, pb)


def list_sources_request_to_pb(value: models.ListSourcesRequest) -> market_data_service_pb2.ListSourcesRequest:
    pb = market_data_service_pb2.ListSourcesRequest()
    fill_list_sources_request(pb, value)
    return pb


def dict_list_sources_request(pb: market_data_service_pb2.ListSourcesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_sources_request(pb: market_data_service_pb2.ListSourcesRequest, value: models.ListSourcesRequest) -> None:
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_sources_response_from_pb(pb: market_data_service_pb2.ListSourcesResponse) -> models.ListSourcesResponse:
    return wire.read(models.ListSourcesResponse, dict_list_sources_response, pb)


def list_sources_response_to_pb(value: models.ListSourcesResponse) -> market_data_service_pb2.ListSourcesResponse:
    pb = market_data_service_pb2.ListSourcesResponse()
    fill_list_sources_response(pb, value)
    return pb


def dict_list_sources_response(pb: market_data_service_pb2.ListSourcesResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"sources": wire.elements(dict_market_source, got_sources) if (got_sources := pb.sources) else []}
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_sources_response(pb: market_data_service_pb2.ListSourcesResponse, value: models.ListSourcesResponse) -> None:
    for each_sources in value.sources:
        fill_market_source(pb.sources.add(), each_sources)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def export_pool_from_pb(pb: market_data_service_pb2.ExportPool) -> models.ExportPool:
    return wire.read(models.ExportPool, dict_export_pool, pb)


def export_pool_to_pb(value: models.ExportPool) -> market_data_service_pb2.ExportPool:
    pb = market_data_service_pb2.ExportPool()
    fill_export_pool(pb, value)
    return pb


def dict_export_pool(pb: market_data_service_pb2.ExportPool) -> dict[str, Any]:
    has = pb.HasField
    return {"name": got_name if (got_name := pb.name) or has("name") else None, "instruments": pb.instruments[:]}


def fill_export_pool(pb: market_data_service_pb2.ExportPool, value: models.ExportPool) -> None:
    pb.name = value.name
    pb.instruments.extend(value.instruments)


def export_dataset_request_from_pb(pb: market_data_service_pb2.ExportDatasetRequest) -> models.ExportDatasetRequest:
    return wire.read(models.ExportDatasetRequest, dict_export_dataset_request, pb)


def export_dataset_request_to_pb(value: models.ExportDatasetRequest) -> market_data_service_pb2.ExportDatasetRequest:
    pb = market_data_service_pb2.ExportDatasetRequest()
    fill_export_dataset_request(pb, value)
    return pb


def dict_export_dataset_request(pb: market_data_service_pb2.ExportDatasetRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "snapshot_id": got_snapshot_id if (got_snapshot_id := pb.snapshot_id) or has("snapshot_id") else None,
        "format": DATASET_KIND_FROM_PB[got_format] if (got_format := pb.format) or has("format") else None,
        "pools": wire.elements(dict_export_pool, got_pools) if (got_pools := pb.pools) else [],
    }


def fill_export_dataset_request(pb: market_data_service_pb2.ExportDatasetRequest, value: models.ExportDatasetRequest) -> None:
    pb.request_id = value.request_id
    pb.snapshot_id = value.snapshot_id
    pb.format = DATASET_KIND_TO_PB[value.format]
    for each_pools in value.pools:
        fill_export_pool(pb.pools.add(), each_pools)


def export_dataset_response_from_pb(pb: market_data_service_pb2.ExportDatasetResponse) -> models.ExportDatasetResponse:
    return wire.read(models.ExportDatasetResponse, dict_export_dataset_response, pb)


def export_dataset_response_to_pb(value: models.ExportDatasetResponse) -> market_data_service_pb2.ExportDatasetResponse:
    pb = market_data_service_pb2.ExportDatasetResponse()
    fill_export_dataset_response(pb, value)
    return pb


def dict_export_dataset_response(pb: market_data_service_pb2.ExportDatasetResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None}


def fill_export_dataset_response(pb: market_data_service_pb2.ExportDatasetResponse, value: models.ExportDatasetResponse) -> None:
    pb.operation_id = value.operation_id


def ingest_header_from_pb(pb: market_data_service_pb2.IngestHeader) -> models.IngestHeader:
    return wire.read(models.IngestHeader, dict_ingest_header, pb)


def ingest_header_to_pb(value: models.IngestHeader) -> market_data_service_pb2.IngestHeader:
    pb = market_data_service_pb2.IngestHeader()
    fill_ingest_header(pb, value)
    return pb


def dict_ingest_header(pb: market_data_service_pb2.IngestHeader) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "dataset": got_dataset if (got_dataset := pb.dataset) or has("dataset") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "synthetic": got_synthetic if (got_synthetic := pb.synthetic) or has("synthetic") else None,
        "calendar": got_calendar if (got_calendar := pb.calendar) or has("calendar") else None,
        "dates": pb.dates[:],
        "instruments": wire.elements(dict_instrument, got_instruments) if (got_instruments := pb.instruments) else [],
        "benchmarks": pb.benchmarks[:],
        "content_sha256": got_content_sha256 if (got_content_sha256 := pb.content_sha256) or has("content_sha256") else None,
    }
    if has("table"):
        found["table"] = SOURCE_TABLE_FROM_PB[pb.table]
    if has("frequency"):
        found["frequency"] = BAR_FREQUENCY_FROM_PB[pb.frequency]
    return found


def fill_ingest_header(pb: market_data_service_pb2.IngestHeader, value: models.IngestHeader) -> None:
    pb.request_id = value.request_id
    pb.dataset = value.dataset
    pb.source = value.source
    pb.synthetic = value.synthetic
    pb.calendar = value.calendar
    pb.dates.extend(item.isoformat() for item in value.dates)
    for each_instruments in value.instruments:
        fill_instrument(pb.instruments.add(), each_instruments)
    pb.benchmarks.extend(value.benchmarks)
    pb.content_sha256 = value.content_sha256
    if value.table is not None:
        pb.table = SOURCE_TABLE_TO_PB[value.table]
    if value.frequency is not None:
        pb.frequency = BAR_FREQUENCY_TO_PB[value.frequency]


def ingest_bars_request_from_pb(pb: market_data_service_pb2.IngestBarsRequest) -> models.IngestBarsRequest:
    return wire.read(models.IngestBarsRequest, dict_ingest_bars_request, pb)


def ingest_bars_request_to_pb(value: models.IngestBarsRequest) -> market_data_service_pb2.IngestBarsRequest:
    pb = market_data_service_pb2.IngestBarsRequest()
    fill_ingest_bars_request(pb, value)
    return pb


def dict_ingest_bars_request(pb: market_data_service_pb2.IngestBarsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("header"):
        found["header"] = dict_ingest_header(pb.header)
    if has("arrow_ipc"):
        found["arrow_ipc"] = pb.arrow_ipc
    return found


def fill_ingest_bars_request(pb: market_data_service_pb2.IngestBarsRequest, value: models.IngestBarsRequest) -> None:
    if value.header is not None:
        pb.header.SetInParent()
        fill_ingest_header(pb.header, value.header)
    if value.arrow_ipc is not None:
        pb.arrow_ipc = value.arrow_ipc


def ingest_bars_response_from_pb(pb: market_data_service_pb2.IngestBarsResponse) -> models.IngestBarsResponse:
    return wire.read(models.IngestBarsResponse, dict_ingest_bars_response, pb)


def ingest_bars_response_to_pb(value: models.IngestBarsResponse) -> market_data_service_pb2.IngestBarsResponse:
    pb = market_data_service_pb2.IngestBarsResponse()
    fill_ingest_bars_response(pb, value)
    return pb


def dict_ingest_bars_response(pb: market_data_service_pb2.IngestBarsResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "manifest": dict_dataset_manifest(pb.manifest) if has("manifest") else None,
        "created": got_created if (got_created := pb.created) or has("created") else None,
    }


def fill_ingest_bars_response(pb: market_data_service_pb2.IngestBarsResponse, value: models.IngestBarsResponse) -> None:
    pb.manifest.SetInParent()
    fill_dataset_manifest(pb.manifest, value.manifest)
    pb.created = value.created


def list_datasets_request_from_pb(pb: market_data_service_pb2.ListDatasetsRequest) -> models.ListDatasetsRequest:
    return wire.read(models.ListDatasetsRequest, dict_list_datasets_request, pb)


def list_datasets_request_to_pb(value: models.ListDatasetsRequest) -> market_data_service_pb2.ListDatasetsRequest:
    pb = market_data_service_pb2.ListDatasetsRequest()
    fill_list_datasets_request(pb, value)
    return pb


def dict_list_datasets_request(pb: market_data_service_pb2.ListDatasetsRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("name"):
        found["name"] = pb.name
    if has("kind"):
        found["kind"] = DATASET_KIND_FROM_PB[pb.kind]
    if has("latest_only"):
        found["latest_only"] = pb.latest_only
    if has("page_size"):
        found["page_size"] = pb.page_size
    if has("page_token"):
        found["page_token"] = pb.page_token
    return found


def fill_list_datasets_request(pb: market_data_service_pb2.ListDatasetsRequest, value: models.ListDatasetsRequest) -> None:
    if value.name is not None:
        pb.name = value.name
    if value.kind is not None:
        pb.kind = DATASET_KIND_TO_PB[value.kind]
    if value.latest_only is not None:
        pb.latest_only = value.latest_only
    if value.page_size is not None:
        pb.page_size = value.page_size
    if value.page_token is not None:
        pb.page_token = value.page_token


def list_datasets_response_from_pb(pb: market_data_service_pb2.ListDatasetsResponse) -> models.ListDatasetsResponse:
    return wire.read(models.ListDatasetsResponse, dict_list_datasets_response, pb)


def list_datasets_response_to_pb(value: models.ListDatasetsResponse) -> market_data_service_pb2.ListDatasetsResponse:
    pb = market_data_service_pb2.ListDatasetsResponse()
    fill_list_datasets_response(pb, value)
    return pb


def dict_list_datasets_response(pb: market_data_service_pb2.ListDatasetsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "datasets": wire.elements(dict_dataset_summary, got_datasets) if (got_datasets := pb.datasets) else []
    }
    if has("next_page_token"):
        found["next_page_token"] = pb.next_page_token
    return found


def fill_list_datasets_response(pb: market_data_service_pb2.ListDatasetsResponse, value: models.ListDatasetsResponse) -> None:
    for each_datasets in value.datasets:
        fill_dataset_summary(pb.datasets.add(), each_datasets)
    if value.next_page_token is not None:
        pb.next_page_token = value.next_page_token


def get_dataset_manifest_request_from_pb(
    pb: market_data_service_pb2.GetDatasetManifestRequest,
) -> models.GetDatasetManifestRequest:
    return wire.read(models.GetDatasetManifestRequest, dict_get_dataset_manifest_request, pb)


def get_dataset_manifest_request_to_pb(
    value: models.GetDatasetManifestRequest,
) -> market_data_service_pb2.GetDatasetManifestRequest:
    pb = market_data_service_pb2.GetDatasetManifestRequest()
    fill_get_dataset_manifest_request(pb, value)
    return pb


def dict_get_dataset_manifest_request(pb: market_data_service_pb2.GetDatasetManifestRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("dataset"):
        found["dataset"] = pb.dataset
    if has("snapshot_id"):
        found["snapshot_id"] = pb.snapshot_id
    return found


def fill_get_dataset_manifest_request(
    pb: market_data_service_pb2.GetDatasetManifestRequest, value: models.GetDatasetManifestRequest
) -> None:
    if value.dataset is not None:
        pb.dataset = value.dataset
    if value.snapshot_id is not None:
        pb.snapshot_id = value.snapshot_id


def get_dataset_manifest_response_from_pb(
    pb: market_data_service_pb2.GetDatasetManifestResponse,
) -> models.GetDatasetManifestResponse:
    return wire.read(models.GetDatasetManifestResponse, dict_get_dataset_manifest_response, pb)


def get_dataset_manifest_response_to_pb(
    value: models.GetDatasetManifestResponse,
) -> market_data_service_pb2.GetDatasetManifestResponse:
    pb = market_data_service_pb2.GetDatasetManifestResponse()
    fill_get_dataset_manifest_response(pb, value)
    return pb


def dict_get_dataset_manifest_response(pb: market_data_service_pb2.GetDatasetManifestResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"manifest": dict_dataset_manifest(pb.manifest) if has("manifest") else None}


def fill_get_dataset_manifest_response(
    pb: market_data_service_pb2.GetDatasetManifestResponse, value: models.GetDatasetManifestResponse
) -> None:
    pb.manifest.SetInParent()
    fill_dataset_manifest(pb.manifest, value.manifest)


def book_level_from_pb(pb: quote_pb2.BookLevel) -> models.BookLevel:
    return wire.read(models.BookLevel, dict_book_level, pb)


def book_level_to_pb(value: models.BookLevel) -> quote_pb2.BookLevel:
    pb = quote_pb2.BookLevel()
    fill_book_level(pb, value)
    return pb


def dict_book_level(pb: quote_pb2.BookLevel) -> dict[str, Any]:
    has = pb.HasField
    return {
        "price_mills": got_price_mills if (got_price_mills := pb.price_mills) or has("price_mills") else None,
        "quantity": got_quantity if (got_quantity := pb.quantity) or has("quantity") else None,
    }


def fill_book_level(pb: quote_pb2.BookLevel, value: models.BookLevel) -> None:
    pb.price_mills = value.price_mills
    pb.quantity = value.quantity


def quote_from_pb(pb: quote_pb2.Quote) -> models.Quote:
    return wire.read(models.Quote, dict_quote, pb)


def quote_to_pb(value: models.Quote) -> quote_pb2.Quote:
    pb = quote_pb2.Quote()
    fill_quote(pb, value)
    return pb


def dict_quote(pb: quote_pb2.Quote) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "trading_date": got_trading_date if (got_trading_date := pb.trading_date) or has("trading_date") else None,
        "event_at_utc": got_event_at_utc if (got_event_at_utc := pb.event_at_utc) or has("event_at_utc") else None,
        "pre_close_mills": got_pre_close_mills if (got_pre_close_mills := pb.pre_close_mills) or has("pre_close_mills") else None,
        "volume": got_volume if (got_volume := pb.volume) or has("volume") else None,
        "amount_mills": got_amount_mills if (got_amount_mills := pb.amount_mills) or has("amount_mills") else None,
        "bids": wire.elements(dict_book_level, got_bids) if (got_bids := pb.bids) else [],
        "asks": wire.elements(dict_book_level, got_asks) if (got_asks := pb.asks) else [],
        "suspended": got_suspended if (got_suspended := pb.suspended) or has("suspended") else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "synthetic": got_synthetic if (got_synthetic := pb.synthetic) or has("synthetic") else None,
    }
    if has("received_at_utc"):
        found["received_at_utc"] = pb.received_at_utc
    if has("last_mills"):
        found["last_mills"] = pb.last_mills
    if has("open_mills"):
        found["open_mills"] = pb.open_mills
    if has("high_mills"):
        found["high_mills"] = pb.high_mills
    if has("low_mills"):
        found["low_mills"] = pb.low_mills
    if has("limit_up_mills"):
        found["limit_up_mills"] = pb.limit_up_mills
    if has("limit_down_mills"):
        found["limit_down_mills"] = pb.limit_down_mills
    if has("phase"):
        found["phase"] = TRADING_PHASE_FROM_PB[pb.phase]
    return found


def fill_quote(pb: quote_pb2.Quote, value: models.Quote) -> None:
    pb.instrument = value.instrument
    pb.trading_date = value.trading_date.isoformat()
    pb.event_at_utc = wire.utc_text(value.event_at_utc)
    if value.received_at_utc is not None:
        pb.received_at_utc = wire.utc_text(value.received_at_utc)
    if value.last_mills is not None:
        pb.last_mills = value.last_mills
    if value.open_mills is not None:
        pb.open_mills = value.open_mills
    if value.high_mills is not None:
        pb.high_mills = value.high_mills
    if value.low_mills is not None:
        pb.low_mills = value.low_mills
    pb.pre_close_mills = value.pre_close_mills
    if value.limit_up_mills is not None:
        pb.limit_up_mills = value.limit_up_mills
    if value.limit_down_mills is not None:
        pb.limit_down_mills = value.limit_down_mills
    pb.volume = value.volume
    pb.amount_mills = value.amount_mills
    for each_bids in value.bids:
        fill_book_level(pb.bids.add(), each_bids)
    for each_asks in value.asks:
        fill_book_level(pb.asks.add(), each_asks)
    if value.phase is not None:
        pb.phase = TRADING_PHASE_TO_PB[value.phase]
    pb.suspended = value.suspended
    pb.source = value.source
    pb.synthetic = value.synthetic


def source_offer_from_pb(pb: source_pb2.SourceOffer) -> models.SourceOffer:
    return wire.read(models.SourceOffer, dict_source_offer, pb)


def source_offer_to_pb(value: models.SourceOffer) -> source_pb2.SourceOffer:
    pb = source_pb2.SourceOffer()
    fill_source_offer(pb, value)
    return pb


def dict_source_offer(pb: source_pb2.SourceOffer) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "table": SOURCE_TABLE_FROM_PB[got_table] if (got_table := pb.table) or has("table") else None,
        "frequency": BAR_FREQUENCY_FROM_PB[got_frequency] if (got_frequency := pb.frequency) or has("frequency") else None,
        "columns": pb.columns[:],
        "delay_seconds": got_delay_seconds if (got_delay_seconds := pb.delay_seconds) or has("delay_seconds") else None,
        "delay_origin": got_delay_origin if (got_delay_origin := pb.delay_origin) or has("delay_origin") else None,
    }
    if has("date_range"):
        found["date_range"] = contract_converters.dict_date_range(pb.date_range)
    return found


def fill_source_offer(pb: source_pb2.SourceOffer, value: models.SourceOffer) -> None:
    pb.table = SOURCE_TABLE_TO_PB[value.table]
    pb.frequency = BAR_FREQUENCY_TO_PB[value.frequency]
    pb.columns.extend(value.columns)
    pb.delay_seconds = value.delay_seconds
    pb.delay_origin = value.delay_origin
    if value.date_range is not None:
        pb.date_range.SetInParent()
        contract_converters.fill_date_range(pb.date_range, value.date_range)


def source_attempt_from_pb(pb: source_pb2.SourceAttempt) -> models.SourceAttempt:
    return wire.read(models.SourceAttempt, dict_source_attempt, pb)


def source_attempt_to_pb(value: models.SourceAttempt) -> source_pb2.SourceAttempt:
    pb = source_pb2.SourceAttempt()
    fill_source_attempt(pb, value)
    return pb


def dict_source_attempt(pb: source_pb2.SourceAttempt) -> dict[str, Any]:
    has = pb.HasField
    return {
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "reason": got_reason if (got_reason := pb.reason) or has("reason") else None,
        "message": got_message if (got_message := pb.message) or has("message") else None,
    }


def fill_source_attempt(pb: source_pb2.SourceAttempt, value: models.SourceAttempt) -> None:
    pb.source = value.source
    pb.reason = value.reason
    pb.message = value.message


def source_question_from_pb(pb: source_service_pb2.SourceQuestion) -> models.SourceQuestion:
    return wire.read(models.SourceQuestion, dict_source_question, pb)


def source_question_to_pb(value: models.SourceQuestion) -> source_service_pb2.SourceQuestion:
    pb = source_service_pb2.SourceQuestion()
    fill_source_question(pb, value)
    return pb


def dict_source_question(pb: source_service_pb2.SourceQuestion) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "table": SOURCE_TABLE_FROM_PB[got_table] if (got_table := pb.table) or has("table") else None,
        "date_range": contract_converters.dict_date_range(pb.date_range) if has("date_range") else None,
        "instruments": pb.instruments[:],
        "columns": pb.columns[:],
        "indices": pb.indices[:],
    }
    if has("frequency"):
        found["frequency"] = BAR_FREQUENCY_FROM_PB[pb.frequency]
    if has("as_of_utc"):
        found["as_of_utc"] = pb.as_of_utc
    if has("expected_through_date"):
        found["expected_through_date"] = pb.expected_through_date
    if has("skip_refused"):
        found["skip_refused"] = pb.skip_refused
    return found


def fill_source_question(pb: source_service_pb2.SourceQuestion, value: models.SourceQuestion) -> None:
    pb.table = SOURCE_TABLE_TO_PB[value.table]
    if value.frequency is not None:
        pb.frequency = BAR_FREQUENCY_TO_PB[value.frequency]
    pb.date_range.SetInParent()
    contract_converters.fill_date_range(pb.date_range, value.date_range)
    pb.instruments.extend(value.instruments)
    pb.columns.extend(value.columns)
    if value.as_of_utc is not None:
        pb.as_of_utc = wire.utc_text(value.as_of_utc)
    if value.expected_through_date is not None:
        pb.expected_through_date = value.expected_through_date.isoformat()
    if value.skip_refused is not None:
        pb.skip_refused = value.skip_refused
    pb.indices.extend(value.indices)


def source_answer_from_pb(pb: source_service_pb2.SourceAnswer) -> models.SourceAnswer:
    return wire.read(models.SourceAnswer, dict_source_answer, pb)


def source_answer_to_pb(value: models.SourceAnswer) -> source_service_pb2.SourceAnswer:
    pb = source_service_pb2.SourceAnswer()
    fill_source_answer(pb, value)
    return pb


def dict_source_answer(pb: source_service_pb2.SourceAnswer) -> dict[str, Any]:
    has = pb.HasField
    return {
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "origin": got_origin if (got_origin := pb.origin) or has("origin") else None,
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "observed_at_utc": got_observed_at_utc if (got_observed_at_utc := pb.observed_at_utc) or has("observed_at_utc") else None,
        "row_count": got_row_count if (got_row_count := pb.row_count) or has("row_count") else None,
        "units": wire.elements(dict_field_mapping, got_units) if (got_units := pb.units) else [],
        "findings": wire.elements(dict_quality_finding, got_findings) if (got_findings := pb.findings) else [],
        "attempts": wire.elements(dict_source_attempt, got_attempts) if (got_attempts := pb.attempts) else [],
    }


def fill_source_answer(pb: source_service_pb2.SourceAnswer, value: models.SourceAnswer) -> None:
    pb.source = value.source
    pb.origin = value.origin
    pb.version = value.version
    pb.observed_at_utc = wire.utc_text(value.observed_at_utc)
    pb.row_count = value.row_count
    for each_units in value.units:
        fill_field_mapping(pb.units.add(), each_units)
    for each_findings in value.findings:
        fill_quality_finding(pb.findings.add(), each_findings)
    for each_attempts in value.attempts:
        fill_source_attempt(pb.attempts.add(), each_attempts)


def get_source_rows_request_from_pb(pb: source_service_pb2.GetSourceRowsRequest) -> models.GetSourceRowsRequest:
    return wire.read(models.GetSourceRowsRequest, dict_get_source_rows_request, pb)


def get_source_rows_request_to_pb(value: models.GetSourceRowsRequest) -> source_service_pb2.GetSourceRowsRequest:
    pb = source_service_pb2.GetSourceRowsRequest()
    fill_get_source_rows_request(pb, value)
    return pb


def dict_get_source_rows_request(pb: source_service_pb2.GetSourceRowsRequest) -> dict[str, Any]:
    has = pb.HasField
    return {"question": dict_source_question(pb.question) if has("question") else None, "sources": pb.sources[:]}


def fill_get_source_rows_request(pb: source_service_pb2.GetSourceRowsRequest, value: models.GetSourceRowsRequest) -> None:
    pb.question.SetInParent()
    fill_source_question(pb.question, value.question)
    pb.sources.extend(value.sources)


def get_source_rows_response_from_pb(pb: source_service_pb2.GetSourceRowsResponse) -> models.GetSourceRowsResponse:
    return wire.read(models.GetSourceRowsResponse, dict_get_source_rows_response, pb)


def get_source_rows_response_to_pb(value: models.GetSourceRowsResponse) -> source_service_pb2.GetSourceRowsResponse:
    pb = source_service_pb2.GetSourceRowsResponse()
    fill_get_source_rows_response(pb, value)
    return pb


def dict_get_source_rows_response(pb: source_service_pb2.GetSourceRowsResponse) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {}
    if has("answer"):
        found["answer"] = dict_source_answer(pb.answer)
    if has("arrow_ipc"):
        found["arrow_ipc"] = pb.arrow_ipc
    return found


def fill_get_source_rows_response(pb: source_service_pb2.GetSourceRowsResponse, value: models.GetSourceRowsResponse) -> None:
    if value.answer is not None:
        pb.answer.SetInParent()
        fill_source_answer(pb.answer, value.answer)
    if value.arrow_ipc is not None:
        pb.arrow_ipc = value.arrow_ipc


def source_value_from_pb(pb: source_service_pb2.SourceValue) -> models.SourceValue:
    return wire.read(models.SourceValue, dict_source_value, pb)


def source_value_to_pb(value: models.SourceValue) -> source_service_pb2.SourceValue:
    pb = source_service_pb2.SourceValue()
    fill_source_value(pb, value)
    return pb


def dict_source_value(pb: source_service_pb2.SourceValue) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "has_row": got_has_row if (got_has_row := pb.has_row) or has("has_row") else None,
    }
    if has("value"):
        found["value"] = pb.value
    return found


def fill_source_value(pb: source_service_pb2.SourceValue, value: models.SourceValue) -> None:
    pb.source = value.source
    pb.has_row = value.has_row
    if value.value is not None:
        pb.value = value.value


def disagreement_from_pb(pb: source_service_pb2.Disagreement) -> models.Disagreement:
    return wire.read(models.Disagreement, dict_disagreement, pb)


def disagreement_to_pb(value: models.Disagreement) -> source_service_pb2.Disagreement:
    pb = source_service_pb2.Disagreement()
    fill_disagreement(pb, value)
    return pb


def dict_disagreement(pb: source_service_pb2.Disagreement) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "kind": DISAGREEMENT_KIND_FROM_PB[got_kind] if (got_kind := pb.kind) or has("kind") else None,
        "instrument": got_instrument if (got_instrument := pb.instrument) or has("instrument") else None,
        "event_at_utc": got_event_at_utc if (got_event_at_utc := pb.event_at_utc) or has("event_at_utc") else None,
        "values": wire.elements(dict_source_value, got_values) if (got_values := pb.values) else [],
    }
    if has("column"):
        found["column"] = pb.column
    return found


def fill_disagreement(pb: source_service_pb2.Disagreement, value: models.Disagreement) -> None:
    pb.kind = DISAGREEMENT_KIND_TO_PB[value.kind]
    pb.instrument = value.instrument
    pb.event_at_utc = wire.utc_text(value.event_at_utc)
    if value.column is not None:
        pb.column = value.column
    for each_values in value.values:
        fill_source_value(pb.values.add(), each_values)


def disagreement_count_from_pb(pb: source_service_pb2.DisagreementCount) -> models.DisagreementCount:
    return wire.read(models.DisagreementCount, dict_disagreement_count, pb)


def disagreement_count_to_pb(value: models.DisagreementCount) -> source_service_pb2.DisagreementCount:
    pb = source_service_pb2.DisagreementCount()
    fill_disagreement_count(pb, value)
    return pb


def dict_disagreement_count(pb: source_service_pb2.DisagreementCount) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "compared": got_compared if (got_compared := pb.compared) or has("compared") else None,
        "disagreeing": got_disagreeing if (got_disagreeing := pb.disagreeing) or has("disagreeing") else None,
    }
    if has("column"):
        found["column"] = pb.column
    return found


def fill_disagreement_count(pb: source_service_pb2.DisagreementCount, value: models.DisagreementCount) -> None:
    if value.column is not None:
        pb.column = value.column
    pb.compared = value.compared
    pb.disagreeing = value.disagreeing


def compare_sources_request_from_pb(pb: source_service_pb2.CompareSourcesRequest) -> models.CompareSourcesRequest:
    return wire.read(models.CompareSourcesRequest, dict_compare_sources_request, pb)


def compare_sources_request_to_pb(value: models.CompareSourcesRequest) -> source_service_pb2.CompareSourcesRequest:
    pb = source_service_pb2.CompareSourcesRequest()
    fill_compare_sources_request(pb, value)
    return pb


def dict_compare_sources_request(pb: source_service_pb2.CompareSourcesRequest) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {"question": dict_source_question(pb.question) if has("question") else None, "sources": pb.sources[:]}
    if has("relative_tolerance"):
        found["relative_tolerance"] = pb.relative_tolerance
    if has("limit"):
        found["limit"] = pb.limit
    return found


def fill_compare_sources_request(pb: source_service_pb2.CompareSourcesRequest, value: models.CompareSourcesRequest) -> None:
    pb.question.SetInParent()
    fill_source_question(pb.question, value.question)
    pb.sources.extend(value.sources)
    if value.relative_tolerance is not None:
        pb.relative_tolerance = value.relative_tolerance
    if value.limit is not None:
        pb.limit = value.limit


def compare_sources_response_from_pb(pb: source_service_pb2.CompareSourcesResponse) -> models.CompareSourcesResponse:
    return wire.read(models.CompareSourcesResponse, dict_compare_sources_response, pb)


def compare_sources_response_to_pb(value: models.CompareSourcesResponse) -> source_service_pb2.CompareSourcesResponse:
    pb = source_service_pb2.CompareSourcesResponse()
    fill_compare_sources_response(pb, value)
    return pb


def dict_compare_sources_response(pb: source_service_pb2.CompareSourcesResponse) -> dict[str, Any]:
    return {
        "answers": wire.elements(dict_source_answer, got_answers) if (got_answers := pb.answers) else [],
        "counts": wire.elements(dict_disagreement_count, got_counts) if (got_counts := pb.counts) else [],
        "disagreements": wire.elements(dict_disagreement, got_disagreements) if (got_disagreements := pb.disagreements) else [],
    }


def fill_compare_sources_response(pb: source_service_pb2.CompareSourcesResponse, value: models.CompareSourcesResponse) -> None:
    for each_answers in value.answers:
        fill_source_answer(pb.answers.add(), each_answers)
    for each_counts in value.counts:
        fill_disagreement_count(pb.counts.add(), each_counts)
    for each_disagreements in value.disagreements:
        fill_disagreement(pb.disagreements.add(), each_disagreements)


def ingest_from_source_request_from_pb(pb: source_service_pb2.IngestFromSourceRequest) -> models.IngestFromSourceRequest:
    return wire.read(models.IngestFromSourceRequest, dict_ingest_from_source_request, pb)


def ingest_from_source_request_to_pb(value: models.IngestFromSourceRequest) -> source_service_pb2.IngestFromSourceRequest:
    pb = source_service_pb2.IngestFromSourceRequest()
    fill_ingest_from_source_request(pb, value)
    return pb


def dict_ingest_from_source_request(pb: source_service_pb2.IngestFromSourceRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "request_id": got_request_id if (got_request_id := pb.request_id) or has("request_id") else None,
        "dataset": got_dataset if (got_dataset := pb.dataset) or has("dataset") else None,
        "question": dict_source_question(pb.question) if has("question") else None,
        "sources": pb.sources[:],
        "benchmarks": pb.benchmarks[:],
    }


def fill_ingest_from_source_request(
    pb: source_service_pb2.IngestFromSourceRequest, value: models.IngestFromSourceRequest
) -> None:
    pb.request_id = value.request_id
    pb.dataset = value.dataset
    pb.question.SetInParent()
    fill_source_question(pb.question, value.question)
    pb.sources.extend(value.sources)
    pb.benchmarks.extend(value.benchmarks)


def ingest_from_source_response_from_pb(pb: source_service_pb2.IngestFromSourceResponse) -> models.IngestFromSourceResponse:
    return wire.read(models.IngestFromSourceResponse, dict_ingest_from_source_response, pb)


def ingest_from_source_response_to_pb(value: models.IngestFromSourceResponse) -> source_service_pb2.IngestFromSourceResponse:
    pb = source_service_pb2.IngestFromSourceResponse()
    fill_ingest_from_source_response(pb, value)
    return pb


def dict_ingest_from_source_response(pb: source_service_pb2.IngestFromSourceResponse) -> dict[str, Any]:
    has = pb.HasField
    return {"operation_id": got_operation_id if (got_operation_id := pb.operation_id) or has("operation_id") else None}


def fill_ingest_from_source_response(
    pb: source_service_pb2.IngestFromSourceResponse, value: models.IngestFromSourceResponse
) -> None:
    pb.operation_id = value.operation_id


def publish_quotes_request_from_pb(pb: source_service_pb2.PublishQuotesRequest) -> models.PublishQuotesRequest:
    return wire.read(models.PublishQuotesRequest, dict_publish_quotes_request, pb)


def publish_quotes_request_to_pb(value: models.PublishQuotesRequest) -> source_service_pb2.PublishQuotesRequest:
    pb = source_service_pb2.PublishQuotesRequest()
    fill_publish_quotes_request(pb, value)
    return pb


def dict_publish_quotes_request(pb: source_service_pb2.PublishQuotesRequest) -> dict[str, Any]:
    has = pb.HasField
    return {
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "quotes": wire.elements(dict_quote, got_quotes) if (got_quotes := pb.quotes) else [],
    }


def fill_publish_quotes_request(pb: source_service_pb2.PublishQuotesRequest, value: models.PublishQuotesRequest) -> None:
    pb.source = value.source
    for each_quotes in value.quotes:
        fill_quote(pb.quotes.add(), each_quotes)


def publish_quotes_response_from_pb(pb: source_service_pb2.PublishQuotesResponse) -> models.PublishQuotesResponse:
    return wire.read(models.PublishQuotesResponse, dict_publish_quotes_response, pb)


def publish_quotes_response_to_pb(value: models.PublishQuotesResponse) -> source_service_pb2.PublishQuotesResponse:
    pb = source_service_pb2.PublishQuotesResponse()
    fill_publish_quotes_response(pb, value)
    return pb


def dict_publish_quotes_response(pb: source_service_pb2.PublishQuotesResponse) -> dict[str, Any]:
    has = pb.HasField
    return {
        "taken": got_taken if (got_taken := pb.taken) or has("taken") else None,
        "outdated": got_outdated if (got_outdated := pb.outdated) or has("outdated") else None,
    }


def fill_publish_quotes_response(pb: source_service_pb2.PublishQuotesResponse, value: models.PublishQuotesResponse) -> None:
    pb.taken = value.taken
    pb.outdated = value.outdated


def trading_calendar_from_pb(pb: trading_rule_pb2.TradingCalendar) -> models.TradingCalendar:
    return wire.read(models.TradingCalendar, dict_trading_calendar, pb)


def trading_calendar_to_pb(value: models.TradingCalendar) -> trading_rule_pb2.TradingCalendar:
    pb = trading_rule_pb2.TradingCalendar()
    fill_trading_calendar(pb, value)
    return pb


def dict_trading_calendar(pb: trading_rule_pb2.TradingCalendar) -> dict[str, Any]:
    has = pb.HasField
    return {
        "version": got_version if (got_version := pb.version) or has("version") else None,
        "generated_at_utc": got_generated_at_utc
        if (got_generated_at_utc := pb.generated_at_utc) or has("generated_at_utc")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
        "calendar": got_calendar if (got_calendar := pb.calendar) or has("calendar") else None,
        "date_range": contract_converters.dict_date_range(pb.date_range) if has("date_range") else None,
        "dates": pb.dates[:],
    }


def fill_trading_calendar(pb: trading_rule_pb2.TradingCalendar, value: models.TradingCalendar) -> None:
    pb.version = value.version
    pb.generated_at_utc = wire.utc_text(value.generated_at_utc)
    pb.source = value.source
    pb.calendar = value.calendar
    pb.date_range.SetInParent()
    contract_converters.fill_date_range(pb.date_range, value.date_range)
    pb.dates.extend(item.isoformat() for item in value.dates)


def session_phase_from_pb(pb: trading_rule_pb2.SessionPhase) -> models.SessionPhase:
    return wire.read(models.SessionPhase, dict_session_phase, pb)


def session_phase_to_pb(value: models.SessionPhase) -> trading_rule_pb2.SessionPhase:
    pb = trading_rule_pb2.SessionPhase()
    fill_session_phase(pb, value)
    return pb


def dict_session_phase(pb: trading_rule_pb2.SessionPhase) -> dict[str, Any]:
    has = pb.HasField
    return {
        "phase": TRADING_PHASE_FROM_PB[got_phase] if (got_phase := pb.phase) or has("phase") else None,
        "start": got_start if (got_start := pb.start) or has("start") else None,
        "end": got_end if (got_end := pb.end) or has("end") else None,
    }


def fill_session_phase(pb: trading_rule_pb2.SessionPhase, value: models.SessionPhase) -> None:
    pb.phase = TRADING_PHASE_TO_PB[value.phase]
    pb.start = value.start
    pb.end = value.end


def trading_rule_from_pb(pb: trading_rule_pb2.TradingRule) -> models.TradingRule:
    return wire.read(models.TradingRule, dict_trading_rule, pb)


def trading_rule_to_pb(value: models.TradingRule) -> trading_rule_pb2.TradingRule:
    pb = trading_rule_pb2.TradingRule()
    fill_trading_rule(pb, value)
    return pb


def dict_trading_rule(pb: trading_rule_pb2.TradingRule) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "board": BOARD_FROM_PB[got_board] if (got_board := pb.board) or has("board") else None,
        "status": RISK_STATUS_FROM_PB[got_status] if (got_status := pb.status) or has("status") else None,
        "effective_from": got_effective_from if (got_effective_from := pb.effective_from) or has("effective_from") else None,
        "tick_mills": got_tick_mills if (got_tick_mills := pb.tick_mills) or has("tick_mills") else None,
        "buy_lot": got_buy_lot if (got_buy_lot := pb.buy_lot) or has("buy_lot") else None,
        "buy_step": got_buy_step if (got_buy_step := pb.buy_step) or has("buy_step") else None,
        "min_buy": got_min_buy if (got_min_buy := pb.min_buy) or has("min_buy") else None,
        "max_order_quantity": got_max_order_quantity
        if (got_max_order_quantity := pb.max_order_quantity) or has("max_order_quantity")
        else None,
        "unlimited_sessions": got_unlimited_sessions
        if (got_unlimited_sessions := pb.unlimited_sessions) or has("unlimited_sessions")
        else None,
        "phases": wire.elements(dict_session_phase, got_phases) if (got_phases := pb.phases) else [],
        "source": got_source if (got_source := pb.source) or has("source") else None,
    }
    if has("effective_to"):
        found["effective_to"] = pb.effective_to
    if has("limit_fraction"):
        found["limit_fraction"] = pb.limit_fraction
    if has("limit_rounding"):
        found["limit_rounding"] = LIMIT_ROUNDING_FROM_PB[pb.limit_rounding]
    if has("max_market_order_quantity"):
        found["max_market_order_quantity"] = pb.max_market_order_quantity
    if has("first_session_up"):
        found["first_session_up"] = pb.first_session_up
    if has("first_session_down"):
        found["first_session_down"] = pb.first_session_down
    return found


def fill_trading_rule(pb: trading_rule_pb2.TradingRule, value: models.TradingRule) -> None:
    pb.board = BOARD_TO_PB[value.board]
    pb.status = RISK_STATUS_TO_PB[value.status]
    pb.effective_from = value.effective_from.isoformat()
    if value.effective_to is not None:
        pb.effective_to = value.effective_to.isoformat()
    if value.limit_fraction is not None:
        pb.limit_fraction = value.limit_fraction
    if value.limit_rounding is not None:
        pb.limit_rounding = LIMIT_ROUNDING_TO_PB[value.limit_rounding]
    pb.tick_mills = value.tick_mills
    pb.buy_lot = value.buy_lot
    pb.buy_step = value.buy_step
    pb.min_buy = value.min_buy
    pb.max_order_quantity = value.max_order_quantity
    if value.max_market_order_quantity is not None:
        pb.max_market_order_quantity = value.max_market_order_quantity
    pb.unlimited_sessions = value.unlimited_sessions
    if value.first_session_up is not None:
        pb.first_session_up = value.first_session_up
    if value.first_session_down is not None:
        pb.first_session_down = value.first_session_down
    for each_phases in value.phases:
        fill_session_phase(pb.phases.add(), each_phases)
    pb.source = value.source


def fee_schedule_from_pb(pb: trading_rule_pb2.FeeSchedule) -> models.FeeSchedule:
    return wire.read(models.FeeSchedule, dict_fee_schedule, pb)


def fee_schedule_to_pb(value: models.FeeSchedule) -> trading_rule_pb2.FeeSchedule:
    pb = trading_rule_pb2.FeeSchedule()
    fill_fee_schedule(pb, value)
    return pb


def dict_fee_schedule(pb: trading_rule_pb2.FeeSchedule) -> dict[str, Any]:
    has = pb.HasField
    found: dict[str, Any] = {
        "effective_from": got_effective_from if (got_effective_from := pb.effective_from) or has("effective_from") else None,
        "stamp_duty_sell_ppm": got_stamp_duty_sell_ppm
        if (got_stamp_duty_sell_ppm := pb.stamp_duty_sell_ppm) or has("stamp_duty_sell_ppm")
        else None,
        "transfer_fee_ppm": got_transfer_fee_ppm
        if (got_transfer_fee_ppm := pb.transfer_fee_ppm) or has("transfer_fee_ppm")
        else None,
        "commission_ppm": got_commission_ppm if (got_commission_ppm := pb.commission_ppm) or has("commission_ppm") else None,
        "commission_min_mills": got_commission_min_mills
        if (got_commission_min_mills := pb.commission_min_mills) or has("commission_min_mills")
        else None,
        "source": got_source if (got_source := pb.source) or has("source") else None,
    }
    if has("effective_to"):
        found["effective_to"] = pb.effective_to
    return found


def fill_fee_schedule(pb: trading_rule_pb2.FeeSchedule, value: models.FeeSchedule) -> None:
    pb.effective_from = value.effective_from.isoformat()
    if value.effective_to is not None:
        pb.effective_to = value.effective_to.isoformat()
    pb.stamp_duty_sell_ppm = value.stamp_duty_sell_ppm
    pb.transfer_fee_ppm = value.transfer_fee_ppm
    pb.commission_ppm = value.commission_ppm
    pb.commission_min_mills = value.commission_min_mills
    pb.source = value.source


TO_PB: dict[Any, Callable[[Any], Any]] = {
    models.ColumnSpec: column_spec_to_pb,
    models.FieldMapping: field_mapping_to_pb,
    models.FieldMap: field_map_to_pb,
    models.QualityFinding: quality_finding_to_pb,
    models.DatasetManifest: dataset_manifest_to_pb,
    models.DatasetSummary: dataset_summary_to_pb,
    models.JoinedSnapshot: joined_snapshot_to_pb,
    models.MarketProvenance: market_provenance_to_pb,
    models.Instrument: instrument_to_pb,
    models.IndustryMember: industry_member_to_pb,
    models.IndustryClassification: industry_classification_to_pb,
    models.IndexWeight: index_weight_to_pb,
    models.IndexWeights: index_weights_to_pb,
    models.DatasetSelector: dataset_selector_to_pb,
    models.ListInstrumentsRequest: list_instruments_request_to_pb,
    models.ListInstrumentsResponse: list_instruments_response_to_pb,
    models.GetTradingCalendarRequest: get_trading_calendar_request_to_pb,
    models.GetTradingCalendarResponse: get_trading_calendar_response_to_pb,
    models.GetTradingRulesRequest: get_trading_rules_request_to_pb,
    models.GetTradingRulesResponse: get_trading_rules_response_to_pb,
    models.GetHistoryWindowRequest: get_history_window_request_to_pb,
    models.GetHistoryWindowResponse: get_history_window_response_to_pb,
    models.GetSnapshotRequest: get_snapshot_request_to_pb,
    models.GetSnapshotResponse: get_snapshot_response_to_pb,
    models.StreamQuotesRequest: stream_quotes_request_to_pb,
    models.QuoteSourceStanding: quote_source_standing_to_pb,
    models.StreamQuotesResponse: stream_quotes_response_to_pb,
    models.FactorExpression: factor_expression_to_pb,
    models.ComputeFactorsRequest: compute_factors_request_to_pb,
    models.ComputeFactorsResponse: compute_factors_response_to_pb,
    models.MarketSource: market_source_to_pb,
    models.ListSourcesRequest: list_sources_request_to_pb,
    models.ListSourcesResponse: list_sources_response_to_pb,
    models.ExportPool: export_pool_to_pb,
    models.ExportDatasetRequest: export_dataset_request_to_pb,
    models.ExportDatasetResponse: export_dataset_response_to_pb,
    models.IngestHeader: ingest_header_to_pb,
    models.IngestBarsRequest: ingest_bars_request_to_pb,
    models.IngestBarsResponse: ingest_bars_response_to_pb,
    models.ListDatasetsRequest: list_datasets_request_to_pb,
    models.ListDatasetsResponse: list_datasets_response_to_pb,
    models.GetDatasetManifestRequest: get_dataset_manifest_request_to_pb,
    models.GetDatasetManifestResponse: get_dataset_manifest_response_to_pb,
    models.BookLevel: book_level_to_pb,
    models.Quote: quote_to_pb,
    models.SourceOffer: source_offer_to_pb,
    models.SourceAttempt: source_attempt_to_pb,
    models.SourceQuestion: source_question_to_pb,
    models.SourceAnswer: source_answer_to_pb,
    models.GetSourceRowsRequest: get_source_rows_request_to_pb,
    models.GetSourceRowsResponse: get_source_rows_response_to_pb,
    models.SourceValue: source_value_to_pb,
    models.Disagreement: disagreement_to_pb,
    models.DisagreementCount: disagreement_count_to_pb,
    models.CompareSourcesRequest: compare_sources_request_to_pb,
    models.CompareSourcesResponse: compare_sources_response_to_pb,
    models.IngestFromSourceRequest: ingest_from_source_request_to_pb,
    models.IngestFromSourceResponse: ingest_from_source_response_to_pb,
    models.PublishQuotesRequest: publish_quotes_request_to_pb,
    models.PublishQuotesResponse: publish_quotes_response_to_pb,
    models.TradingCalendar: trading_calendar_to_pb,
    models.SessionPhase: session_phase_to_pb,
    models.TradingRule: trading_rule_to_pb,
    models.FeeSchedule: fee_schedule_to_pb,
}
FROM_PB: dict[type[Any], Callable[[Any], Any]] = {
    dataset_pb2.ColumnSpec: column_spec_from_pb,
    dataset_pb2.FieldMapping: field_mapping_from_pb,
    dataset_pb2.FieldMap: field_map_from_pb,
    dataset_pb2.QualityFinding: quality_finding_from_pb,
    dataset_pb2.DatasetManifest: dataset_manifest_from_pb,
    dataset_pb2.DatasetSummary: dataset_summary_from_pb,
    dataset_pb2.JoinedSnapshot: joined_snapshot_from_pb,
    dataset_pb2.MarketProvenance: market_provenance_from_pb,
    instrument_pb2.Instrument: instrument_from_pb,
    instrument_pb2.IndustryMember: industry_member_from_pb,
    instrument_pb2.IndustryClassification: industry_classification_from_pb,
    instrument_pb2.IndexWeight: index_weight_from_pb,
    instrument_pb2.IndexWeights: index_weights_from_pb,
    market_data_service_pb2.DatasetSelector: dataset_selector_from_pb,
    market_data_service_pb2.ListInstrumentsRequest: list_instruments_request_from_pb,
    market_data_service_pb2.ListInstrumentsResponse: list_instruments_response_from_pb,
    market_data_service_pb2.GetTradingCalendarRequest: get_trading_calendar_request_from_pb,
    market_data_service_pb2.GetTradingCalendarResponse: get_trading_calendar_response_from_pb,
    market_data_service_pb2.GetTradingRulesRequest: get_trading_rules_request_from_pb,
    market_data_service_pb2.GetTradingRulesResponse: get_trading_rules_response_from_pb,
    market_data_service_pb2.GetHistoryWindowRequest: get_history_window_request_from_pb,
    market_data_service_pb2.GetHistoryWindowResponse: get_history_window_response_from_pb,
    market_data_service_pb2.GetSnapshotRequest: get_snapshot_request_from_pb,
    market_data_service_pb2.GetSnapshotResponse: get_snapshot_response_from_pb,
    market_data_service_pb2.StreamQuotesRequest: stream_quotes_request_from_pb,
    market_data_service_pb2.QuoteSourceStanding: quote_source_standing_from_pb,
    market_data_service_pb2.StreamQuotesResponse: stream_quotes_response_from_pb,
    market_data_service_pb2.FactorExpression: factor_expression_from_pb,
    market_data_service_pb2.ComputeFactorsRequest: compute_factors_request_from_pb,
    market_data_service_pb2.ComputeFactorsResponse: compute_factors_response_from_pb,
    market_data_service_pb2.MarketSource: market_source_from_pb,
    market_data_service_pb2.ListSourcesRequest: list_sources_request_from_pb,
    market_data_service_pb2.ListSourcesResponse: list_sources_response_from_pb,
    market_data_service_pb2.ExportPool: export_pool_from_pb,
    market_data_service_pb2.ExportDatasetRequest: export_dataset_request_from_pb,
    market_data_service_pb2.ExportDatasetResponse: export_dataset_response_from_pb,
    market_data_service_pb2.IngestHeader: ingest_header_from_pb,
    market_data_service_pb2.IngestBarsRequest: ingest_bars_request_from_pb,
    market_data_service_pb2.IngestBarsResponse: ingest_bars_response_from_pb,
    market_data_service_pb2.ListDatasetsRequest: list_datasets_request_from_pb,
    market_data_service_pb2.ListDatasetsResponse: list_datasets_response_from_pb,
    market_data_service_pb2.GetDatasetManifestRequest: get_dataset_manifest_request_from_pb,
    market_data_service_pb2.GetDatasetManifestResponse: get_dataset_manifest_response_from_pb,
    quote_pb2.BookLevel: book_level_from_pb,
    quote_pb2.Quote: quote_from_pb,
    source_pb2.SourceOffer: source_offer_from_pb,
    source_pb2.SourceAttempt: source_attempt_from_pb,
    source_service_pb2.SourceQuestion: source_question_from_pb,
    source_service_pb2.SourceAnswer: source_answer_from_pb,
    source_service_pb2.GetSourceRowsRequest: get_source_rows_request_from_pb,
    source_service_pb2.GetSourceRowsResponse: get_source_rows_response_from_pb,
    source_service_pb2.SourceValue: source_value_from_pb,
    source_service_pb2.Disagreement: disagreement_from_pb,
    source_service_pb2.DisagreementCount: disagreement_count_from_pb,
    source_service_pb2.CompareSourcesRequest: compare_sources_request_from_pb,
    source_service_pb2.CompareSourcesResponse: compare_sources_response_from_pb,
    source_service_pb2.IngestFromSourceRequest: ingest_from_source_request_from_pb,
    source_service_pb2.IngestFromSourceResponse: ingest_from_source_response_from_pb,
    source_service_pb2.PublishQuotesRequest: publish_quotes_request_from_pb,
    source_service_pb2.PublishQuotesResponse: publish_quotes_response_from_pb,
    trading_rule_pb2.TradingCalendar: trading_calendar_from_pb,
    trading_rule_pb2.SessionPhase: session_phase_from_pb,
    trading_rule_pb2.TradingRule: trading_rule_from_pb,
    trading_rule_pb2.FeeSchedule: fee_schedule_from_pb,
}
