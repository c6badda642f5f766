# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.library.v1 import archive_pb2 as _archive_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PutArtifactRequest(_message.Message):
    __slots__ = ("upload_id", "sha256", "size", "offset", "chunk")
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    upload_id: str
    sha256: str
    size: int
    offset: int
    chunk: bytes
    def __init__(self, upload_id: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ..., offset: _Optional[int] = ..., chunk: _Optional[bytes] = ...) -> None: ...

class PutArtifactResponse(_message.Message):
    __slots__ = ("sha256", "size", "already_stored")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ALREADY_STORED_FIELD_NUMBER: _ClassVar[int]
    sha256: str
    size: int
    already_stored: bool
    def __init__(self, sha256: _Optional[str] = ..., size: _Optional[int] = ..., already_stored: bool = ...) -> None: ...

class GetArtifactRequest(_message.Message):
    __slots__ = ("sha256", "offset")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    sha256: str
    offset: int
    def __init__(self, sha256: _Optional[str] = ..., offset: _Optional[int] = ...) -> None: ...

class GetArtifactResponse(_message.Message):
    __slots__ = ("offset", "chunk", "size")
    OFFSET_FIELD_NUMBER: _ClassVar[int]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    offset: int
    chunk: bytes
    size: int
    def __init__(self, offset: _Optional[int] = ..., chunk: _Optional[bytes] = ..., size: _Optional[int] = ...) -> None: ...

class StatArtifactRequest(_message.Message):
    __slots__ = ("sha256", "upload_id")
    SHA256_FIELD_NUMBER: _ClassVar[int]
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    sha256: str
    upload_id: str
    def __init__(self, sha256: _Optional[str] = ..., upload_id: _Optional[str] = ...) -> None: ...

class StatArtifactResponse(_message.Message):
    __slots__ = ("stored", "size", "received_size")
    STORED_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_SIZE_FIELD_NUMBER: _ClassVar[int]
    stored: bool
    size: int
    received_size: int
    def __init__(self, stored: bool = ..., size: _Optional[int] = ..., received_size: _Optional[int] = ...) -> None: ...

class RecordArchiveRequest(_message.Message):
    __slots__ = ("request_id", "record")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    record: _archive_pb2.ArchiveRecord
    def __init__(self, request_id: _Optional[str] = ..., record: _Optional[_Union[_archive_pb2.ArchiveRecord, _Mapping]] = ...) -> None: ...

class RecordArchiveResponse(_message.Message):
    __slots__ = ("record",)
    RECORD_FIELD_NUMBER: _ClassVar[int]
    record: _archive_pb2.ArchiveRecord
    def __init__(self, record: _Optional[_Union[_archive_pb2.ArchiveRecord, _Mapping]] = ...) -> None: ...

class GetDeletionPermitRequest(_message.Message):
    __slots__ = ("request_id", "archive_id", "manifest_sha256")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    ARCHIVE_ID_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    archive_id: str
    manifest_sha256: str
    def __init__(self, request_id: _Optional[str] = ..., archive_id: _Optional[str] = ..., manifest_sha256: _Optional[str] = ...) -> None: ...

class GetDeletionPermitResponse(_message.Message):
    __slots__ = ("permit_id", "manifest_sha256", "expires_at_utc")
    PERMIT_ID_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    EXPIRES_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    permit_id: str
    manifest_sha256: str
    expires_at_utc: str
    def __init__(self, permit_id: _Optional[str] = ..., manifest_sha256: _Optional[str] = ..., expires_at_utc: _Optional[str] = ...) -> None: ...
