# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.contract.v1 import types_pb2 as _types_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FactorRef(_message.Message):
    __slots__ = ("name", "source", "version", "expression", "implementation")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    IMPLEMENTATION_FIELD_NUMBER: _ClassVar[int]
    name: str
    source: str
    version: str
    expression: str
    implementation: str
    def __init__(self, name: _Optional[str] = ..., source: _Optional[str] = ..., version: _Optional[str] = ..., expression: _Optional[str] = ..., implementation: _Optional[str] = ...) -> None: ...

class FactorTable(_message.Message):
    __slots__ = ("name", "file", "columns")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    name: str
    file: _types_pb2.FileRef
    columns: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., file: _Optional[_Union[_types_pb2.FileRef, _Mapping]] = ..., columns: _Optional[_Iterable[str]] = ...) -> None: ...

class FactorSetConfig(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "name", "libraries", "factors", "feature_order", "tables", "tags")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    LIBRARIES_FIELD_NUMBER: _ClassVar[int]
    FACTORS_FIELD_NUMBER: _ClassVar[int]
    FEATURE_ORDER_FIELD_NUMBER: _ClassVar[int]
    TABLES_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    name: str
    libraries: _containers.RepeatedScalarFieldContainer[str]
    factors: _containers.RepeatedCompositeFieldContainer[FactorRef]
    feature_order: _containers.RepeatedScalarFieldContainer[str]
    tables: _containers.RepeatedCompositeFieldContainer[FactorTable]
    tags: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., name: _Optional[str] = ..., libraries: _Optional[_Iterable[str]] = ..., factors: _Optional[_Iterable[_Union[FactorRef, _Mapping]]] = ..., feature_order: _Optional[_Iterable[str]] = ..., tables: _Optional[_Iterable[_Union[FactorTable, _Mapping]]] = ..., tags: _Optional[_Iterable[str]] = ...) -> None: ...
