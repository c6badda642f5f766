# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from aistock.library.v1 import factor_catalog_pb2 as _factor_catalog_pb2
from aistock.library.v1 import library_types_pb2 as _library_types_pb2
from aistock.library.v1 import loop_catalog_pb2 as _loop_catalog_pb2
from aistock.library.v1 import model_catalog_pb2 as _model_catalog_pb2
from aistock.library.v1 import strategy_catalog_pb2 as _strategy_catalog_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    IMPORT_MODE_UNSPECIFIED: _ClassVar[ImportMode]
    IMPORT_MODE_FULL_SNAPSHOT: _ClassVar[ImportMode]
    IMPORT_MODE_UPSERT: _ClassVar[ImportMode]

class CatalogKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CATALOG_KIND_UNSPECIFIED: _ClassVar[CatalogKind]
    CATALOG_KIND_FACTOR: _ClassVar[CatalogKind]
    CATALOG_KIND_STRATEGY: _ClassVar[CatalogKind]
    CATALOG_KIND_LOOP: _ClassVar[CatalogKind]
    CATALOG_KIND_MODEL: _ClassVar[CatalogKind]

class CatalogFindingCode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CATALOG_FINDING_CODE_UNSPECIFIED: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_DANGLING_STRATEGY: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_DUPLICATE_KEY: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_REPEATED_ROW: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_STRATEGY_ID_MISMATCH: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_SNAPSHOT_MISMATCH: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_FEATURE_HASH_MISMATCH: _ClassVar[CatalogFindingCode]
    CATALOG_FINDING_CODE_MODEL_WITHOUT_LOOP: _ClassVar[CatalogFindingCode]

class CatalogSeverity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CATALOG_SEVERITY_UNSPECIFIED: _ClassVar[CatalogSeverity]
    CATALOG_SEVERITY_NOTE: _ClassVar[CatalogSeverity]
    CATALOG_SEVERITY_WARNING: _ClassVar[CatalogSeverity]
    CATALOG_SEVERITY_REFUSAL: _ClassVar[CatalogSeverity]

class FactorOrder(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACTOR_ORDER_UNSPECIFIED: _ClassVar[FactorOrder]
    FACTOR_ORDER_NAME: _ClassVar[FactorOrder]
    FACTOR_ORDER_CHANGED: _ClassVar[FactorOrder]
    FACTOR_ORDER_SHARPE: _ClassVar[FactorOrder]
    FACTOR_ORDER_IC_MEAN: _ClassVar[FactorOrder]
    FACTOR_ORDER_RANK_IC_MEAN: _ClassVar[FactorOrder]

class FactorFigure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACTOR_FIGURE_UNSPECIFIED: _ClassVar[FactorFigure]
    FACTOR_FIGURE_SHARPE: _ClassVar[FactorFigure]
    FACTOR_FIGURE_ANN_RET: _ClassVar[FactorFigure]
    FACTOR_FIGURE_MDD: _ClassVar[FactorFigure]
    FACTOR_FIGURE_IC_MEAN: _ClassVar[FactorFigure]
    FACTOR_FIGURE_RANK_IC_MEAN: _ClassVar[FactorFigure]
    FACTOR_FIGURE_IC_IR: _ClassVar[FactorFigure]
    FACTOR_FIGURE_COVERAGE: _ClassVar[FactorFigure]

class LoopOrder(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOOP_ORDER_UNSPECIFIED: _ClassVar[LoopOrder]
    LOOP_ORDER_KEY: _ClassVar[LoopOrder]
    LOOP_ORDER_CHANGED: _ClassVar[LoopOrder]
    LOOP_ORDER_ANNUALIZED_RETURN: _ClassVar[LoopOrder]
    LOOP_ORDER_MAX_DRAWDOWN: _ClassVar[LoopOrder]
    LOOP_ORDER_IC_MEAN: _ClassVar[LoopOrder]
    LOOP_ORDER_RANK_IC_MEAN: _ClassVar[LoopOrder]
    LOOP_ORDER_MULTI_SCORE: _ClassVar[LoopOrder]
    LOOP_ORDER_STARTED: _ClassVar[LoopOrder]

class LoopFigure(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LOOP_FIGURE_UNSPECIFIED: _ClassVar[LoopFigure]
    LOOP_FIGURE_ANNUALIZED_RETURN: _ClassVar[LoopFigure]
    LOOP_FIGURE_MAX_DRAWDOWN: _ClassVar[LoopFigure]
    LOOP_FIGURE_IC_MEAN: _ClassVar[LoopFigure]
    LOOP_FIGURE_RANK_IC_MEAN: _ClassVar[LoopFigure]
    LOOP_FIGURE_MULTI_SCORE: _ClassVar[LoopFigure]

class FactorAsset(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FACTOR_ASSET_UNSPECIFIED: _ClassVar[FactorAsset]
    FACTOR_ASSET_TABLE: _ClassVar[FactorAsset]
    FACTOR_ASSET_CODE: _ClassVar[FactorAsset]
IMPORT_MODE_UNSPECIFIED: ImportMode
IMPORT_MODE_FULL_SNAPSHOT: ImportMode
IMPORT_MODE_UPSERT: ImportMode
CATALOG_KIND_UNSPECIFIED: CatalogKind
CATALOG_KIND_FACTOR: CatalogKind
CATALOG_KIND_STRATEGY: CatalogKind
CATALOG_KIND_LOOP: CatalogKind
CATALOG_KIND_MODEL: CatalogKind
CATALOG_FINDING_CODE_UNSPECIFIED: CatalogFindingCode
CATALOG_FINDING_CODE_DANGLING_STRATEGY: CatalogFindingCode
CATALOG_FINDING_CODE_DUPLICATE_KEY: CatalogFindingCode
CATALOG_FINDING_CODE_REPEATED_ROW: CatalogFindingCode
CATALOG_FINDING_CODE_STRATEGY_ID_MISMATCH: CatalogFindingCode
CATALOG_FINDING_CODE_SNAPSHOT_MISMATCH: CatalogFindingCode
CATALOG_FINDING_CODE_FEATURE_HASH_MISMATCH: CatalogFindingCode
CATALOG_FINDING_CODE_MODEL_WITHOUT_LOOP: CatalogFindingCode
CATALOG_SEVERITY_UNSPECIFIED: CatalogSeverity
CATALOG_SEVERITY_NOTE: CatalogSeverity
CATALOG_SEVERITY_WARNING: CatalogSeverity
CATALOG_SEVERITY_REFUSAL: CatalogSeverity
FACTOR_ORDER_UNSPECIFIED: FactorOrder
FACTOR_ORDER_NAME: FactorOrder
FACTOR_ORDER_CHANGED: FactorOrder
FACTOR_ORDER_SHARPE: FactorOrder
FACTOR_ORDER_IC_MEAN: FactorOrder
FACTOR_ORDER_RANK_IC_MEAN: FactorOrder
FACTOR_FIGURE_UNSPECIFIED: FactorFigure
FACTOR_FIGURE_SHARPE: FactorFigure
FACTOR_FIGURE_ANN_RET: FactorFigure
FACTOR_FIGURE_MDD: FactorFigure
FACTOR_FIGURE_IC_MEAN: FactorFigure
FACTOR_FIGURE_RANK_IC_MEAN: FactorFigure
FACTOR_FIGURE_IC_IR: FactorFigure
FACTOR_FIGURE_COVERAGE: FactorFigure
LOOP_ORDER_UNSPECIFIED: LoopOrder
LOOP_ORDER_KEY: LoopOrder
LOOP_ORDER_CHANGED: LoopOrder
LOOP_ORDER_ANNUALIZED_RETURN: LoopOrder
LOOP_ORDER_MAX_DRAWDOWN: LoopOrder
LOOP_ORDER_IC_MEAN: LoopOrder
LOOP_ORDER_RANK_IC_MEAN: LoopOrder
LOOP_ORDER_MULTI_SCORE: LoopOrder
LOOP_ORDER_STARTED: LoopOrder
LOOP_FIGURE_UNSPECIFIED: LoopFigure
LOOP_FIGURE_ANNUALIZED_RETURN: LoopFigure
LOOP_FIGURE_MAX_DRAWDOWN: LoopFigure
LOOP_FIGURE_IC_MEAN: LoopFigure
LOOP_FIGURE_RANK_IC_MEAN: LoopFigure
LOOP_FIGURE_MULTI_SCORE: LoopFigure
FACTOR_ASSET_UNSPECIFIED: FactorAsset
FACTOR_ASSET_TABLE: FactorAsset
FACTOR_ASSET_CODE: FactorAsset

class CatalogFinding(_message.Message):
    __slots__ = ("severity", "code", "kind", "key", "message")
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    severity: CatalogSeverity
    code: CatalogFindingCode
    kind: CatalogKind
    key: str
    message: str
    def __init__(self, severity: _Optional[_Union[CatalogSeverity, str]] = ..., code: _Optional[_Union[CatalogFindingCode, str]] = ..., kind: _Optional[_Union[CatalogKind, str]] = ..., key: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...

class ImportTally(_message.Message):
    __slots__ = ("kind", "inserted", "updated", "unchanged", "refused", "retired")
    KIND_FIELD_NUMBER: _ClassVar[int]
    INSERTED_FIELD_NUMBER: _ClassVar[int]
    UPDATED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    REFUSED_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    kind: CatalogKind
    inserted: int
    updated: int
    unchanged: int
    refused: int
    retired: int
    def __init__(self, kind: _Optional[_Union[CatalogKind, str]] = ..., inserted: _Optional[int] = ..., updated: _Optional[int] = ..., unchanged: _Optional[int] = ..., refused: _Optional[int] = ..., retired: _Optional[int] = ...) -> None: ...

class ImportReport(_message.Message):
    __slots__ = ("dry_run", "tallies", "findings", "findings_left_off", "changed", "snapshot_id")
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    TALLIES_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_LEFT_OFF_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    dry_run: bool
    tallies: _containers.RepeatedCompositeFieldContainer[ImportTally]
    findings: _containers.RepeatedCompositeFieldContainer[CatalogFinding]
    findings_left_off: int
    changed: bool
    snapshot_id: str
    def __init__(self, dry_run: bool = ..., tallies: _Optional[_Iterable[_Union[ImportTally, _Mapping]]] = ..., findings: _Optional[_Iterable[_Union[CatalogFinding, _Mapping]]] = ..., findings_left_off: _Optional[int] = ..., changed: bool = ..., snapshot_id: _Optional[str] = ...) -> None: ...

class ImportCatalogsRequest(_message.Message):
    __slots__ = ("request_id", "factors", "strategies", "loops", "models", "alpha", "mode", "dry_run", "allow_partial")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    LOOPS_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    ALPHA_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ALLOW_PARTIAL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    factors: _factor_catalog_pb2.FactorCatalog
    strategies: _strategy_catalog_pb2.StrategyCatalog
    loops: _loop_catalog_pb2.LoopCatalog
    models: _model_catalog_pb2.ModelCatalog
    alpha: _factor_catalog_pb2.AlphaMeta
    mode: ImportMode
    dry_run: bool
    allow_partial: bool
    def __init__(self, request_id: _Optional[str] = ..., factors: _Optional[_Union[_factor_catalog_pb2.FactorCatalog, _Mapping]] = ..., strategies: _Optional[_Union[_strategy_catalog_pb2.StrategyCatalog, _Mapping]] = ..., loops: _Optional[_Union[_loop_catalog_pb2.LoopCatalog, _Mapping]] = ..., models: _Optional[_Union[_model_catalog_pb2.ModelCatalog, _Mapping]] = ..., alpha: _Optional[_Union[_factor_catalog_pb2.AlphaMeta, _Mapping]] = ..., mode: _Optional[_Union[ImportMode, str]] = ..., dry_run: bool = ..., allow_partial: bool = ...) -> None: ...

class ImportCatalogsResponse(_message.Message):
    __slots__ = ("report",)
    REPORT_FIELD_NUMBER: _ClassVar[int]
    report: ImportReport
    def __init__(self, report: _Optional[_Union[ImportReport, _Mapping]] = ...) -> None: ...

class LibraryRow(_message.Message):
    __slots__ = ("content_hash", "snapshot_id", "origin", "first_seen_at_utc", "changed_at_utc", "retired")
    CONTENT_HASH_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    FIRST_SEEN_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    RETIRED_FIELD_NUMBER: _ClassVar[int]
    content_hash: str
    snapshot_id: str
    origin: str
    first_seen_at_utc: str
    changed_at_utc: str
    retired: bool
    def __init__(self, content_hash: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., origin: _Optional[str] = ..., first_seen_at_utc: _Optional[str] = ..., changed_at_utc: _Optional[str] = ..., retired: bool = ...) -> None: ...

class FactorEntry(_message.Message):
    __slots__ = ("factor", "row", "asset_sha256")
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    ASSET_SHA256_FIELD_NUMBER: _ClassVar[int]
    factor: _factor_catalog_pb2.CatalogFactor
    row: LibraryRow
    asset_sha256: str
    def __init__(self, factor: _Optional[_Union[_factor_catalog_pb2.CatalogFactor, _Mapping]] = ..., row: _Optional[_Union[LibraryRow, _Mapping]] = ..., asset_sha256: _Optional[str] = ...) -> None: ...

class StrategyEntry(_message.Message):
    __slots__ = ("strategy", "row", "loop_count", "asset_sha256")
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    LOOP_COUNT_FIELD_NUMBER: _ClassVar[int]
    ASSET_SHA256_FIELD_NUMBER: _ClassVar[int]
    strategy: _strategy_catalog_pb2.CatalogStrategy
    row: LibraryRow
    loop_count: int
    asset_sha256: str
    def __init__(self, strategy: _Optional[_Union[_strategy_catalog_pb2.CatalogStrategy, _Mapping]] = ..., row: _Optional[_Union[LibraryRow, _Mapping]] = ..., loop_count: _Optional[int] = ..., asset_sha256: _Optional[str] = ...) -> None: ...

class LoopEntry(_message.Message):
    __slots__ = ("loop", "row", "strategy_known")
    LOOP_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_KNOWN_FIELD_NUMBER: _ClassVar[int]
    loop: _loop_catalog_pb2.CatalogLoop
    row: LibraryRow
    strategy_known: bool
    def __init__(self, loop: _Optional[_Union[_loop_catalog_pb2.CatalogLoop, _Mapping]] = ..., row: _Optional[_Union[LibraryRow, _Mapping]] = ..., strategy_known: bool = ...) -> None: ...

class ModelEntry(_message.Message):
    __slots__ = ("model", "row")
    MODEL_FIELD_NUMBER: _ClassVar[int]
    ROW_FIELD_NUMBER: _ClassVar[int]
    model: _model_catalog_pb2.CatalogModel
    row: LibraryRow
    def __init__(self, model: _Optional[_Union[_model_catalog_pb2.CatalogModel, _Mapping]] = ..., row: _Optional[_Union[LibraryRow, _Mapping]] = ...) -> None: ...

class FactorBound(_message.Message):
    __slots__ = ("figure", "least", "most")
    FIGURE_FIELD_NUMBER: _ClassVar[int]
    LEAST_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    figure: FactorFigure
    least: float
    most: float
    def __init__(self, figure: _Optional[_Union[FactorFigure, str]] = ..., least: _Optional[float] = ..., most: _Optional[float] = ...) -> None: ...

class ListFactorsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "source", "tags", "text", "include_retired", "order", "bounds", "origin", "period")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RETIRED_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    BOUNDS_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    source: _library_types_pb2.FactorSource
    tags: _containers.RepeatedScalarFieldContainer[str]
    text: str
    include_retired: bool
    order: FactorOrder
    bounds: _containers.RepeatedCompositeFieldContainer[FactorBound]
    origin: str
    period: _types_pb2.DateRange
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., source: _Optional[_Union[_library_types_pb2.FactorSource, str]] = ..., tags: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ..., include_retired: bool = ..., order: _Optional[_Union[FactorOrder, str]] = ..., bounds: _Optional[_Iterable[_Union[FactorBound, _Mapping]]] = ..., origin: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class ListFactorsResponse(_message.Message):
    __slots__ = ("factors", "next_page_token")
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    factors: _containers.RepeatedCompositeFieldContainer[FactorEntry]
    next_page_token: str
    def __init__(self, factors: _Optional[_Iterable[_Union[FactorEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetFactorRequest(_message.Message):
    __slots__ = ("name", "source")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    source: _library_types_pb2.FactorSource
    def __init__(self, name: _Optional[str] = ..., source: _Optional[_Union[_library_types_pb2.FactorSource, str]] = ...) -> None: ...

class GetFactorResponse(_message.Message):
    __slots__ = ("factor", "loop_count", "best_loops")
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    LOOP_COUNT_FIELD_NUMBER: _ClassVar[int]
    BEST_LOOPS_FIELD_NUMBER: _ClassVar[int]
    factor: FactorEntry
    loop_count: int
    best_loops: _containers.RepeatedCompositeFieldContainer[LoopEntry]
    def __init__(self, factor: _Optional[_Union[FactorEntry, _Mapping]] = ..., loop_count: _Optional[int] = ..., best_loops: _Optional[_Iterable[_Union[LoopEntry, _Mapping]]] = ...) -> None: ...

class ListStrategiesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "action", "config_hash", "text", "include_retired", "bounds", "origin", "period", "market")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RETIRED_FIELD_NUMBER: _ClassVar[int]
    BOUNDS_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    MARKET_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    action: _library_types_pb2.LoopAction
    config_hash: str
    text: str
    include_retired: bool
    bounds: _containers.RepeatedCompositeFieldContainer[MetricBound]
    origin: str
    period: _types_pb2.DateRange
    market: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., config_hash: _Optional[str] = ..., text: _Optional[str] = ..., include_retired: bool = ..., bounds: _Optional[_Iterable[_Union[MetricBound, _Mapping]]] = ..., origin: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ..., market: _Optional[str] = ...) -> None: ...

class ListStrategiesResponse(_message.Message):
    __slots__ = ("strategies", "next_page_token")
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    strategies: _containers.RepeatedCompositeFieldContainer[StrategyEntry]
    next_page_token: str
    def __init__(self, strategies: _Optional[_Iterable[_Union[StrategyEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetStrategyRequest(_message.Message):
    __slots__ = ("strategy_id",)
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    strategy_id: str
    def __init__(self, strategy_id: _Optional[str] = ...) -> None: ...

class GetStrategyResponse(_message.Message):
    __slots__ = ("strategy",)
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    strategy: StrategyEntry
    def __init__(self, strategy: _Optional[_Union[StrategyEntry, _Mapping]] = ...) -> None: ...

class MetricBound(_message.Message):
    __slots__ = ("metric", "least", "most")
    METRIC_FIELD_NUMBER: _ClassVar[int]
    LEAST_FIELD_NUMBER: _ClassVar[int]
    MOST_FIELD_NUMBER: _ClassVar[int]
    metric: LoopFigure
    least: float
    most: float
    def __init__(self, metric: _Optional[_Union[LoopFigure, str]] = ..., least: _Optional[float] = ..., most: _Optional[float] = ...) -> None: ...

class ListLoopsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "task_run_id", "strategy_id", "action", "status", "has_result", "decision", "factor_name", "bounds", "text", "include_retired", "order", "config_hash", "origin", "period")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    HAS_RESULT_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    FACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    BOUNDS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RETIRED_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CONFIG_HASH_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    task_run_id: str
    strategy_id: str
    action: _library_types_pb2.LoopAction
    status: _library_types_pb2.LoopStatus
    has_result: bool
    decision: bool
    factor_name: str
    bounds: _containers.RepeatedCompositeFieldContainer[MetricBound]
    text: str
    include_retired: bool
    order: LoopOrder
    config_hash: str
    origin: str
    period: _types_pb2.DateRange
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., task_run_id: _Optional[str] = ..., strategy_id: _Optional[str] = ..., action: _Optional[_Union[_library_types_pb2.LoopAction, str]] = ..., status: _Optional[_Union[_library_types_pb2.LoopStatus, str]] = ..., has_result: bool = ..., decision: bool = ..., factor_name: _Optional[str] = ..., bounds: _Optional[_Iterable[_Union[MetricBound, _Mapping]]] = ..., text: _Optional[str] = ..., include_retired: bool = ..., order: _Optional[_Union[LoopOrder, str]] = ..., config_hash: _Optional[str] = ..., origin: _Optional[str] = ..., period: _Optional[_Union[_types_pb2.DateRange, _Mapping]] = ...) -> None: ...

class ListLoopsResponse(_message.Message):
    __slots__ = ("loops", "next_page_token")
    LOOPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    loops: _containers.RepeatedCompositeFieldContainer[LoopEntry]
    next_page_token: str
    def __init__(self, loops: _Optional[_Iterable[_Union[LoopEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetLoopRequest(_message.Message):
    __slots__ = ("task_run_id", "loop_id", "workspace_id")
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    task_run_id: str
    loop_id: int
    workspace_id: str
    def __init__(self, task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ...) -> None: ...

class GetLoopResponse(_message.Message):
    __slots__ = ("loop",)
    LOOP_FIELD_NUMBER: _ClassVar[int]
    loop: LoopEntry
    def __init__(self, loop: _Optional[_Union[LoopEntry, _Mapping]] = ...) -> None: ...

class ListModelsRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "task_run_id", "strategy_id", "model_type", "include_retired", "feature_hash", "origin")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_ID_FIELD_NUMBER: _ClassVar[int]
    MODEL_TYPE_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_RETIRED_FIELD_NUMBER: _ClassVar[int]
    FEATURE_HASH_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    task_run_id: str
    strategy_id: str
    model_type: str
    include_retired: bool
    feature_hash: str
    origin: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., task_run_id: _Optional[str] = ..., strategy_id: _Optional[str] = ..., model_type: _Optional[str] = ..., include_retired: bool = ..., feature_hash: _Optional[str] = ..., origin: _Optional[str] = ...) -> None: ...

class ListModelsResponse(_message.Message):
    __slots__ = ("models", "next_page_token")
    MODELS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    models: _containers.RepeatedCompositeFieldContainer[ModelEntry]
    next_page_token: str
    def __init__(self, models: _Optional[_Iterable[_Union[ModelEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class GetModelRequest(_message.Message):
    __slots__ = ("model_id",)
    MODEL_ID_FIELD_NUMBER: _ClassVar[int]
    model_id: str
    def __init__(self, model_id: _Optional[str] = ...) -> None: ...

class GetModelResponse(_message.Message):
    __slots__ = ("model",)
    MODEL_FIELD_NUMBER: _ClassVar[int]
    model: ModelEntry
    def __init__(self, model: _Optional[_Union[ModelEntry, _Mapping]] = ...) -> None: ...

class PublishLoopRequest(_message.Message):
    __slots__ = ("request_id", "source", "loop", "strategy", "factors", "model")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    LOOP_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    MODEL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    source: str
    loop: _loop_catalog_pb2.CatalogLoop
    strategy: _strategy_catalog_pb2.CatalogStrategy
    factors: _containers.RepeatedCompositeFieldContainer[_factor_catalog_pb2.CatalogFactor]
    model: _model_catalog_pb2.CatalogModel
    def __init__(self, request_id: _Optional[str] = ..., source: _Optional[str] = ..., loop: _Optional[_Union[_loop_catalog_pb2.CatalogLoop, _Mapping]] = ..., strategy: _Optional[_Union[_strategy_catalog_pb2.CatalogStrategy, _Mapping]] = ..., factors: _Optional[_Iterable[_Union[_factor_catalog_pb2.CatalogFactor, _Mapping]]] = ..., model: _Optional[_Union[_model_catalog_pb2.CatalogModel, _Mapping]] = ...) -> None: ...

class PublishLoopResponse(_message.Message):
    __slots__ = ("report",)
    REPORT_FIELD_NUMBER: _ClassVar[int]
    report: ImportReport
    def __init__(self, report: _Optional[_Union[ImportReport, _Mapping]] = ...) -> None: ...

class RegisterFactorRequest(_message.Message):
    __slots__ = ("request_id", "factor", "asset_sha256", "asset_kind")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    ASSET_SHA256_FIELD_NUMBER: _ClassVar[int]
    ASSET_KIND_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    factor: _factor_catalog_pb2.CatalogFactor
    asset_sha256: str
    asset_kind: FactorAsset
    def __init__(self, request_id: _Optional[str] = ..., factor: _Optional[_Union[_factor_catalog_pb2.CatalogFactor, _Mapping]] = ..., asset_sha256: _Optional[str] = ..., asset_kind: _Optional[_Union[FactorAsset, str]] = ...) -> None: ...

class RegisterFactorResponse(_message.Message):
    __slots__ = ("factor",)
    FACTOR_FIELD_NUMBER: _ClassVar[int]
    factor: FactorEntry
    def __init__(self, factor: _Optional[_Union[FactorEntry, _Mapping]] = ...) -> None: ...

class RegisterStrategyRequest(_message.Message):
    __slots__ = ("request_id", "strategy", "asset_sha256")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    ASSET_SHA256_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    strategy: _strategy_catalog_pb2.CatalogStrategy
    asset_sha256: str
    def __init__(self, request_id: _Optional[str] = ..., strategy: _Optional[_Union[_strategy_catalog_pb2.CatalogStrategy, _Mapping]] = ..., asset_sha256: _Optional[str] = ...) -> None: ...

class RegisterStrategyResponse(_message.Message):
    __slots__ = ("strategy",)
    STRATEGY_FIELD_NUMBER: _ClassVar[int]
    strategy: StrategyEntry
    def __init__(self, strategy: _Optional[_Union[StrategyEntry, _Mapping]] = ...) -> None: ...

class StreamedCatalog(_message.Message):
    __slots__ = ("kind", "source", "snapshot_id", "alpha")
    KIND_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_ID_FIELD_NUMBER: _ClassVar[int]
    ALPHA_FIELD_NUMBER: _ClassVar[int]
    kind: CatalogKind
    source: str
    snapshot_id: str
    alpha: bool
    def __init__(self, kind: _Optional[_Union[CatalogKind, str]] = ..., source: _Optional[str] = ..., snapshot_id: _Optional[str] = ..., alpha: bool = ...) -> None: ...

class ImportHeader(_message.Message):
    __slots__ = ("request_id", "catalogs", "mode", "dry_run", "allow_partial")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CATALOGS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ALLOW_PARTIAL_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    catalogs: _containers.RepeatedCompositeFieldContainer[StreamedCatalog]
    mode: ImportMode
    dry_run: bool
    allow_partial: bool
    def __init__(self, request_id: _Optional[str] = ..., catalogs: _Optional[_Iterable[_Union[StreamedCatalog, _Mapping]]] = ..., mode: _Optional[_Union[ImportMode, str]] = ..., dry_run: bool = ..., allow_partial: bool = ...) -> None: ...

class CatalogRows(_message.Message):
    __slots__ = ("catalog", "factors", "strategies", "loops", "models")
    CATALOG_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    STRATEGIES_FIELD_NUMBER: _ClassVar[int]
    LOOPS_FIELD_NUMBER: _ClassVar[int]
    MODELS_FIELD_NUMBER: _ClassVar[int]
    catalog: int
    factors: _containers.RepeatedCompositeFieldContainer[_factor_catalog_pb2.CatalogFactor]
    strategies: _containers.RepeatedCompositeFieldContainer[_strategy_catalog_pb2.CatalogStrategy]
    loops: _containers.RepeatedCompositeFieldContainer[_loop_catalog_pb2.CatalogLoop]
    models: _containers.RepeatedCompositeFieldContainer[_model_catalog_pb2.CatalogModel]
    def __init__(self, catalog: _Optional[int] = ..., factors: _Optional[_Iterable[_Union[_factor_catalog_pb2.CatalogFactor, _Mapping]]] = ..., strategies: _Optional[_Iterable[_Union[_strategy_catalog_pb2.CatalogStrategy, _Mapping]]] = ..., loops: _Optional[_Iterable[_Union[_loop_catalog_pb2.CatalogLoop, _Mapping]]] = ..., models: _Optional[_Iterable[_Union[_model_catalog_pb2.CatalogModel, _Mapping]]] = ...) -> None: ...

class ImportCatalogStreamRequest(_message.Message):
    __slots__ = ("header", "rows")
    HEADER_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    header: ImportHeader
    rows: CatalogRows
    def __init__(self, header: _Optional[_Union[ImportHeader, _Mapping]] = ..., rows: _Optional[_Union[CatalogRows, _Mapping]] = ...) -> None: ...

class ImportCatalogStreamResponse(_message.Message):
    __slots__ = ("report",)
    REPORT_FIELD_NUMBER: _ClassVar[int]
    report: ImportReport
    def __init__(self, report: _Optional[_Union[ImportReport, _Mapping]] = ...) -> None: ...
