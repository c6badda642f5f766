# mypy: ignore-errors
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Env(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ENV_UNSPECIFIED: _ClassVar[Env]
    ENV_PREVIEW: _ClassVar[Env]
    ENV_PAPER: _ClassVar[Env]
    ENV_LIVE: _ClassVar[Env]

class CostBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COST_BASIS_UNSPECIFIED: _ClassVar[CostBasis]
    COST_BASIS_WITH_COST: _ClassVar[CostBasis]
    COST_BASIS_WITHOUT_COST: _ClassVar[CostBasis]
    COST_BASIS_NONE: _ClassVar[CostBasis]

class ReturnBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RETURN_BASIS_UNSPECIFIED: _ClassVar[ReturnBasis]
    RETURN_BASIS_ABSOLUTE: _ClassVar[ReturnBasis]
    RETURN_BASIS_EXCESS: _ClassVar[ReturnBasis]
    RETURN_BASIS_NONE: _ClassVar[ReturnBasis]
ENV_UNSPECIFIED: Env
ENV_PREVIEW: Env
ENV_PAPER: Env
ENV_LIVE: Env
COST_BASIS_UNSPECIFIED: CostBasis
COST_BASIS_WITH_COST: CostBasis
COST_BASIS_WITHOUT_COST: CostBasis
COST_BASIS_NONE: CostBasis
RETURN_BASIS_UNSPECIFIED: ReturnBasis
RETURN_BASIS_ABSOLUTE: ReturnBasis
RETURN_BASIS_EXCESS: ReturnBasis
RETURN_BASIS_NONE: ReturnBasis

class FileRef(_message.Message):
    __slots__ = ("store", "path", "sha256", "size")
    STORE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    store: str
    path: str
    sha256: str
    size: int
    def __init__(self, store: _Optional[str] = ..., path: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class WorkspaceRef(_message.Message):
    __slots__ = ("store", "path")
    STORE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    store: str
    path: str
    def __init__(self, store: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class DateRange(_message.Message):
    __slots__ = ("start_date", "end_date")
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    start_date: str
    end_date: str
    def __init__(self, start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class MetricBasis(_message.Message):
    __slots__ = ("cost_basis", "return_basis", "benchmark", "days_per_year", "source_key")
    COST_BASIS_FIELD_NUMBER: _ClassVar[int]
    RETURN_BASIS_FIELD_NUMBER: _ClassVar[int]
    BENCHMARK_FIELD_NUMBER: _ClassVar[int]
    DAYS_PER_YEAR_FIELD_NUMBER: _ClassVar[int]
    SOURCE_KEY_FIELD_NUMBER: _ClassVar[int]
    cost_basis: CostBasis
    return_basis: ReturnBasis
    benchmark: str
    days_per_year: int
    source_key: str
    def __init__(self, cost_basis: _Optional[_Union[CostBasis, str]] = ..., return_basis: _Optional[_Union[ReturnBasis, str]] = ..., benchmark: _Optional[str] = ..., days_per_year: _Optional[int] = ..., source_key: _Optional[str] = ...) -> None: ...

class Metric(_message.Message):
    __slots__ = ("name", "value", "basis")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    BASIS_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: float
    basis: MetricBasis
    def __init__(self, name: _Optional[str] = ..., value: _Optional[float] = ..., basis: _Optional[_Union[MetricBasis, _Mapping]] = ...) -> None: ...

class NamedFile(_message.Message):
    __slots__ = ("name", "file", "media_type")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    MEDIA_TYPE_FIELD_NUMBER: _ClassVar[int]
    name: str
    file: FileRef
    media_type: str
    def __init__(self, name: _Optional[str] = ..., file: _Optional[_Union[FileRef, _Mapping]] = ..., media_type: _Optional[str] = ...) -> None: ...
