# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SignalRow(_message.Message):
    __slots__ = ("trade_date", "effective_date", "instrument", "score", "rank", "target_weight")
    TRADE_DATE_FIELD_NUMBER: _ClassVar[int]
    EFFECTIVE_DATE_FIELD_NUMBER: _ClassVar[int]
    INSTRUMENT_FIELD_NUMBER: _ClassVar[int]
    SCORE_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    TARGET_WEIGHT_FIELD_NUMBER: _ClassVar[int]
    trade_date: str
    effective_date: str
    instrument: str
    score: float
    rank: int
    target_weight: float
    def __init__(self, trade_date: _Optional[str] = ..., effective_date: _Optional[str] = ..., instrument: _Optional[str] = ..., score: _Optional[float] = ..., rank: _Optional[int] = ..., target_weight: _Optional[float] = ...) -> None: ...

class SignalSet(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "freq", "top_k", "n_drop", "weight_method", "row_count", "rows", "table_file", "table_sha256")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FREQ_FIELD_NUMBER: _ClassVar[int]
    TOP_K_FIELD_NUMBER: _ClassVar[int]
    N_DROP_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_METHOD_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    TABLE_FILE_FIELD_NUMBER: _ClassVar[int]
    TABLE_SHA256_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    freq: str
    top_k: int
    n_drop: int
    weight_method: str
    row_count: int
    rows: _containers.RepeatedCompositeFieldContainer[SignalRow]
    table_file: str
    table_sha256: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., freq: _Optional[str] = ..., top_k: _Optional[int] = ..., n_drop: _Optional[int] = ..., weight_method: _Optional[str] = ..., row_count: _Optional[int] = ..., rows: _Optional[_Iterable[_Union[SignalRow, _Mapping]]] = ..., table_file: _Optional[str] = ..., table_sha256: _Optional[str] = ...) -> None: ...

class ReturnRow(_message.Message):
    __slots__ = ("date", "daily_return", "cost", "bench", "turnover", "account_mills", "value_mills", "cash_mills")
    DATE_FIELD_NUMBER: _ClassVar[int]
    DAILY_RETURN_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    BENCH_FIELD_NUMBER: _ClassVar[int]
    TURNOVER_FIELD_NUMBER: _ClassVar[int]
    ACCOUNT_MILLS_FIELD_NUMBER: _ClassVar[int]
    VALUE_MILLS_FIELD_NUMBER: _ClassVar[int]
    CASH_MILLS_FIELD_NUMBER: _ClassVar[int]
    date: str
    daily_return: float
    cost: float
    bench: float
    turnover: float
    account_mills: int
    value_mills: int
    cash_mills: int
    def __init__(self, date: _Optional[str] = ..., daily_return: _Optional[float] = ..., cost: _Optional[float] = ..., bench: _Optional[float] = ..., turnover: _Optional[float] = ..., account_mills: _Optional[int] = ..., value_mills: _Optional[int] = ..., cash_mills: _Optional[int] = ...) -> None: ...

class ReturnsSchema(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "task_run_id", "loop_id", "workspace_id", "freq", "benchmark", "row_count", "rows", "table_file", "table_sha256")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    FREQ_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    ROW_COUNT_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    TABLE_FILE_FIELD_NUMBER: _ClassVar[int]
    TABLE_SHA256_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    task_run_id: str
    loop_id: int
    workspace_id: str
    freq: str
    benchmark: str
    row_count: int
    rows: _containers.RepeatedCompositeFieldContainer[ReturnRow]
    table_file: str
    table_sha256: str
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., workspace_id: _Optional[str] = ..., freq: _Optional[str] = ..., benchmark: _Optional[str] = ..., row_count: _Optional[int] = ..., rows: _Optional[_Iterable[_Union[ReturnRow, _Mapping]]] = ..., table_file: _Optional[str] = ..., table_sha256: _Optional[str] = ...) -> None: ...
