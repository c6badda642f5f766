# mypy: ignore-errors
from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor
FIELD_FIELD_NUMBER: _ClassVar[int]
field: _descriptor.FieldDescriptor
UNION_FIELD_NUMBER: _ClassVar[int]
union: _descriptor.FieldDescriptor
VALUE_FIELD_NUMBER: _ClassVar[int]
value: _descriptor.FieldDescriptor
ERROR_FIELD_NUMBER: _ClassVar[int]
error: _descriptor.FieldDescriptor
MESSAGE_FIELD_NUMBER: _ClassVar[int]
message: _descriptor.FieldDescriptor
CALL_FIELD_NUMBER: _ClassVar[int]
call: _descriptor.FieldDescriptor

class FieldShape(_message.Message):
    __slots__ = ("json_object", "flatten", "since", "unique")
    JSON_OBJECT_FIELD_NUMBER: _ClassVar[int]
    FLATTEN_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    UNIQUE_FIELD_NUMBER: _ClassVar[int]
    json_object: bool
    flatten: bool
    since: str
    unique: bool
    def __init__(self, json_object: bool = ..., flatten: bool = ..., since: _Optional[str] = ..., unique: bool = ...) -> None: ...

class UnionShape(_message.Message):
    __slots__ = ("discriminator",)
    DISCRIMINATOR_FIELD_NUMBER: _ClassVar[int]
    discriminator: str
    def __init__(self, discriminator: _Optional[str] = ...) -> None: ...

class EnumValueShape(_message.Message):
    __slots__ = ("json_value",)
    JSON_VALUE_FIELD_NUMBER: _ClassVar[int]
    json_value: str
    def __init__(self, json_value: _Optional[str] = ...) -> None: ...

class MessageShape(_message.Message):
    __slots__ = ("document",)
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    document: str
    def __init__(self, document: _Optional[str] = ...) -> None: ...

class CallShape(_message.Message):
    __slots__ = ("mutation", "idempotency_field", "reasons")
    MUTATION_FIELD_NUMBER: _ClassVar[int]
    IDEMPOTENCY_FIELD_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    mutation: bool
    idempotency_field: str
    reasons: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, mutation: bool = ..., idempotency_field: _Optional[str] = ..., reasons: _Optional[_Iterable[str]] = ...) -> None: ...

class ErrorShape(_message.Message):
    __slots__ = ("code", "retryable", "remedy")
    CODE_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    code: str
    retryable: bool
    remedy: str
    def __init__(self, code: _Optional[str] = ..., retryable: bool = ..., remedy: _Optional[str] = ...) -> None: ...
