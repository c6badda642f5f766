# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DatasetKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DATASET_KIND_UNSPECIFIED: _ClassVar[DatasetKind]
    DATASET_KIND_BARS: _ClassVar[DatasetKind]
    DATASET_KIND_QLIB_BIN: _ClassVar[DatasetKind]
    DATASET_KIND_DAILY_PV_H5: _ClassVar[DatasetKind]
    DATASET_KIND_MONEYFLOW_H5: _ClassVar[DatasetKind]
    DATASET_KIND_DAILY_BASIC_H5: _ClassVar[DatasetKind]
    DATASET_KIND_STATIC_FACTORS: _ClassVar[DatasetKind]
    DATASET_KIND_DAILY_BASIC: _ClassVar[DatasetKind]
    DATASET_KIND_MONEYFLOW: _ClassVar[DatasetKind]
    DATASET_KIND_MINUTE_BARS: _ClassVar[DatasetKind]
    DATASET_KIND_FIVE_MINUTE_BARS: _ClassVar[DatasetKind]

class ColumnType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COLUMN_TYPE_UNSPECIFIED: _ClassVar[ColumnType]
    COLUMN_TYPE_FLOAT32: _ClassVar[ColumnType]
    COLUMN_TYPE_FLOAT64: _ClassVar[ColumnType]
    COLUMN_TYPE_INT64: _ClassVar[ColumnType]
    COLUMN_TYPE_TEXT: _ClassVar[ColumnType]
    COLUMN_TYPE_DATE: _ClassVar[ColumnType]
    COLUMN_TYPE_BOOL: _ClassVar[ColumnType]

class Unit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    UNIT_UNSPECIFIED: _ClassVar[Unit]
    UNIT_NONE: _ClassVar[Unit]
    UNIT_CNY: _ClassVar[Unit]
    UNIT_MILLS: _ClassVar[Unit]
    UNIT_THOUSAND_CNY: _ClassVar[Unit]
    UNIT_TEN_THOUSAND_CNY: _ClassVar[Unit]
    UNIT_SHARES: _ClassVar[Unit]
    UNIT_HANDS: _ClassVar[Unit]
    UNIT_TEN_THOUSAND_SHARES: _ClassVar[Unit]
    UNIT_FRACTION: _ClassVar[Unit]
    UNIT_PERCENT: _ClassVar[Unit]
    UNIT_POINTS: _ClassVar[Unit]
    UNIT_RATIO: _ClassVar[Unit]

class Adjustment(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ADJUSTMENT_UNSPECIFIED: _ClassVar[Adjustment]
    ADJUSTMENT_NONE: _ClassVar[Adjustment]
    ADJUSTMENT_FORWARD: _ClassVar[Adjustment]
    ADJUSTMENT_BACKWARD: _ClassVar[Adjustment]
    ADJUSTMENT_SNAPSHOT_FIRST: _ClassVar[Adjustment]

class MissingPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MISSING_POLICY_UNSPECIFIED: _ClassVar[MissingPolicy]
    MISSING_POLICY_NEVER: _ClassVar[MissingPolicy]
    MISSING_POLICY_SUSPENDED: _ClassVar[MissingPolicy]
    MISSING_POLICY_UNKNOWN: _ClassVar[MissingPolicy]

class FindingSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FINDING_SEVERITY_UNSPECIFIED: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_INFO: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_WARNING: _ClassVar[FindingSeverity]
    FINDING_SEVERITY_ERROR: _ClassVar[FindingSeverity]
DATASET_KIND_UNSPECIFIED: DatasetKind
DATASET_KIND_BARS: DatasetKind
DATASET_KIND_QLIB_BIN: DatasetKind
DATASET_KIND_DAILY_PV_H5: DatasetKind
DATASET_KIND_MONEYFLOW_H5: DatasetKind
DATASET_KIND_DAILY_BASIC_H5: DatasetKind
DATASET_KIND_STATIC_FACTORS: DatasetKind
DATASET_KIND_DAILY_BASIC: DatasetKind
DATASET_KIND_MONEYFLOW: DatasetKind
DATASET_KIND_MINUTE_BARS: DatasetKind
DATASET_KIND_FIVE_MINUTE_BARS: DatasetKind
COLUMN_TYPE_UNSPECIFIED: ColumnType
COLUMN_TYPE_FLOAT32: ColumnType
COLUMN_TYPE_FLOAT64: ColumnType
COLUMN_TYPE_INT64: ColumnType
COLUMN_TYPE_TEXT: ColumnType
COLUMN_TYPE_DATE: ColumnType
COLUMN_TYPE_BOOL: ColumnType
UNIT_UNSPECIFIED: Unit
UNIT_NONE: Unit
UNIT_CNY: Unit
UNIT_MILLS: Unit
UNIT_THOUSAND_CNY: Unit
UNIT_TEN_THOUSAND_CNY: Unit
UNIT_SHARES: Unit
UNIT_HANDS: Unit
UNIT_TEN_THOUSAND_SHARES: Unit
UNIT_FRACTION: Unit
UNIT_PERCENT: Unit
UNIT_POINTS: Unit
UNIT_RATIO: Unit
ADJUSTMENT_UNSPECIFIED: Adjustment
ADJUSTMENT_NONE: Adjustment
ADJUSTMENT_FORWARD: Adjustment
ADJUSTMENT_BACKWARD: Adjustment
ADJUSTMENT_SNAPSHOT_FIRST: Adjustment
MISSING_POLICY_UNSPECIFIED: MissingPolicy
MISSING_POLICY_NEVER: MissingPolicy
MISSING_POLICY_SUSPENDED: MissingPolicy
MISSING_POLICY_UNKNOWN: MissingPolicy
FINDING_SEVERITY_UNSPECIFIED: FindingSeverity
FINDING_SEVERITY_INFO: FindingSeverity
FINDING_SEVERITY_WARNING: FindingSeverity
FINDING_SEVERITY_ERROR: FindingSeverity

class ColumnSpec(_message.Message):
    __slots__ = ("name", "dtype", "unit", "adjustment", "missing", "meaning", "origin")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DTYPE_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    MEANING_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    name: str
    dtype: ColumnType
    unit: Unit
    adjustment: Adjustment
    missing: MissingPolicy
    meaning: str
    origin: str
    def __init__(self, name: _Optional[str] = ..., dtype: _Optional[_Union[ColumnType, str]] = ..., unit: _Optional[_Union[Unit, str]] = ..., adjustment: _Optional[_Union[Adjustment, str]] = ..., missing: _Optional[_Union[MissingPolicy, str]] = ..., meaning: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class FieldMapping(_message.Message):
    __slots__ = ("field", "unit", "source_field", "source_unit", "scale", "note")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_FIELD_NUMBER: _ClassVar[int]
    SOURCE_UNIT_FIELD_NUMBER: _ClassVar[int]
    SCALE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    field: str
    unit: Unit
    source_field: str
    source_unit: Unit
    scale: float
    note: str
    def __init__(self, field: _Optional[str] = ..., unit: _Optional[_Union[Unit, str]] = ..., source_field: _Optional[str] = ..., source_unit: _Optional[_Union[Unit, str]] = ..., scale: _Optional[float] = ..., note: _Optional[str] = ...) -> None: ...

class FieldMap(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "dialect", "mappings")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    DIALECT_FIELD_NUMBER: _ClassVar[int]
    MAPPINGS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    dialect: str
    mappings: _containers.RepeatedCompositeFieldContainer[FieldMapping]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., dialect: _Optional[str] = ..., mappings: _Optional[_Iterable[_Union[FieldMapping, _Mapping]]] = ...) -> None: ...

class QualityFinding(_message.Message):
    __slots__ = ("rule", "severity", "instrument", "date", "field", "value", "message", "occurrences")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    OCCURRENCES_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: FindingSeverity
    instrument: str
    date: str
    field: str
    value: str
    message: str
    occurrences: int
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[FindingSeverity, str]] = ..., instrument: _Optional[str] = ..., date: _Optional[str] = ..., field: _Optional[str] = ..., value: _Optional[str] = ..., message: _Optional[str] = ..., occurrences: _Optional[int] = ...) -> None: ...

class DatasetManifest(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "snapshot_id", "name", "kind", "parent_snapshot_id", "files", "columns", "instrument_count", "row_count", "session_count", "date_range", "calendar", "adjustment", "synthetic", "benchmarks", "pools", "info_count", "warning_count", "error_count", "findings")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PARENT_SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    SESSION_COUNT_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    CALENDAR_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    BENCHMARKS_FIELD_NUMBER: _ClassVar[int]
    POOLS_FIELD_NUMBER: _ClassVar[int]
    INFO_COUNT_FIELD_NUMBER: _ClassVar[int]
    WARNING_COUNT_FIELD_NUMBER: _ClassVar[int]
    ERROR_COUNT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    snapshot_id: str
    name: str
    kind: DatasetKind
    parent_snapshot_id: str
    files: _containers.RepeatedCompositeFieldContainer[_types_pb2.FileRef]
    columns: _containers.RepeatedCompositeFieldContainer[ColumnSpec]
    instrument_count: int
    row_count: int
    session_count: int
    date_range: _types_pb2.DateRange
    calendar: str
    adjustment: Adjustment
    synthetic: bool
    benchmarks: _containers.RepeatedScalarFieldContainer[str]
    pools: _containers.RepeatedScalarFieldContainer[str]
    info_count: int
    warning_count: int
    error_count: int
    findings: _containers.RepeatedCompositeFieldContainer[QualityFinding]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., name: _Optional[str] = ..., kind: _Optional[_Union[DatasetKind, str]] = ..., parent_snapshot_id: _Optional[str] = ..., files: _Optional[_Iterable[_Union[_types_pb2.FileRef, _Mapping]]] = ..., columns: _Optional[_Iterable[_Union[ColumnSpec, _Mapping]]] = ..., instrument_count: _Optional[int] = ..., row_count: _Optional[int] = ..., session_count: _Optional[int] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., calendar: _Optional[str] = ..., adjustment: _Optional[_Union[Adjustment, str]] = ..., synthetic: bool = ..., benchmarks: _Optional[_Iterable[str]] = ..., pools: _Optional[_Iterable[str]] = ..., info_count: _Optional[int] = ..., warning_count: _Optional[int] = ..., error_count: _Optional[int] = ..., findings: _Optional[_Iterable[_Union[QualityFinding, _Mapping]]] = ...) -> None: ...

class DatasetSummary(_message.Message):
    __slots__ = ("name", "snapshot_id", "kind", "instrument_count", "row_count", "date_range", "synthetic", "generated_at_utc", "latest")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    DATE_RANGE_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    name: str
    snapshot_id: str
    kind: DatasetKind
    instrument_count: int
    row_count: int
    date_range: _types_pb2.DateRange
    synthetic: bool
    generated_at_utc: str
    latest: bool
    def __init__(self, name: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., kind: _Optional[_Union[DatasetKind, str]] = ..., instrument_count: _Optional[int] = ..., row_count: _Optional[int] = ..., date_range: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., synthetic: bool = ..., generated_at_utc: _Optional[str] = ..., latest: bool = ...) -> None: ...

class JoinedSnapshot(_message.Message):
    __slots__ = ("kind", "snapshot_id")
    KIND_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    kind: DatasetKind
    snapshot_id: str
    def __init__(self, kind: _Optional[_Union[DatasetKind, str]] = ..., snapshot_id: _Optional[str] = ...) -> None: ...

class MarketProvenance(_message.Message):
    __slots__ = ("dataset", "snapshot_id", "source", "synthetic", "adjustment", "as_of_date", "answered_at_utc", "joined")
    DATASET_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SYNTHETIC_FIELD_NUMBER: _ClassVar[int]
    ADJUSTMENT_FIELD_NUMBER: _ClassVar[int]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    JOINED_FIELD_NUMBER: _ClassVar[int]
    dataset: str
    snapshot_id: str
    source: str
    synthetic: bool
    adjustment: Adjustment
    as_of_date: str
    answered_at_utc: str
    joined: _containers.RepeatedCompositeFieldContainer[JoinedSnapshot]
    def __init__(self, dataset: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., source: _Optional[str] = ..., synthetic: bool = ..., adjustment: _Optional[_Union[Adjustment, str]] = ..., as_of_date: _Optional[str] = ..., answered_at_utc: _Optional[str] = ..., joined: _Optional[_Iterable[_Union[JoinedSnapshot, _Mapping]]] = ...) -> None: ...
