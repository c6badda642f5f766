# mypy: ignore-errors
from aistock.contract.v1 import options_pb2 as _options_pb2
from aistock.contract.v1 import rules_pb2 as _rules_pb2
from aistock.library.v1 import archive_pb2 as _archive_pb2
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

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

class GetArchiveRequest(_message.Message):
    __slots__ = ("archive_id",)
    ARCHIVE_ID_FIELD_NUMBER: _ClassVar[int]
    archive_id: str
    def __init__(self, archive_id: _Optional[str] = ...) -> None: ...

class GetArchiveResponse(_message.Message):
    __slots__ = ("record", "recorded_at_utc")
    RECORD_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    record: _archive_pb2.ArchiveRecord
    recorded_at_utc: str
    def __init__(self, record: _Optional[_Union[_archive_pb2.ArchiveRecord, _Mapping]] = ..., recorded_at_utc: _Optional[str] = ...) -> None: ...

class ListArchivesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "subject", "subject_key", "level")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    subject: _archive_pb2.ArchiveSubject
    subject_key: str
    level: _archive_pb2.ArchiveLevel
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., subject: _Optional[_Union[_archive_pb2.ArchiveSubject, str]] = ..., subject_key: _Optional[str] = ..., level: _Optional[_Union[_archive_pb2.ArchiveLevel, str]] = ...) -> None: ...

class ArchiveEntry(_message.Message):
    __slots__ = ("archive_id", "subject", "subject_key", "level", "manifest_sha256", "file_count", "size", "recorded_at_utc")
    ARCHIVE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    FILE_COUNT_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    RECORDED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    archive_id: str
    subject: _archive_pb2.ArchiveSubject
    subject_key: str
    level: _archive_pb2.ArchiveLevel
    manifest_sha256: str
    file_count: int
    size: int
    recorded_at_utc: str
    def __init__(self, archive_id: _Optional[str] = ..., subject: _Optional[_Union[_archive_pb2.ArchiveSubject, str]] = ..., subject_key: _Optional[str] = ..., level: _Optional[_Union[_archive_pb2.ArchiveLevel, str]] = ..., manifest_sha256: _Optional[str] = ..., file_count: _Optional[int] = ..., size: _Optional[int] = ..., recorded_at_utc: _Optional[str] = ...) -> None: ...

class ListArchivesResponse(_message.Message):
    __slots__ = ("archives", "next_page_token")
    ARCHIVES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    archives: _containers.RepeatedCompositeFieldContainer[ArchiveEntry]
    next_page_token: str
    def __init__(self, archives: _Optional[_Iterable[_Union[ArchiveEntry, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

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

class RedeemDeletionPermitRequest(_message.Message):
    __slots__ = ("request_id", "permit_id", "manifest_sha256")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    PERMIT_ID_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    permit_id: str
    manifest_sha256: str
    def __init__(self, request_id: _Optional[str] = ..., permit_id: _Optional[str] = ..., manifest_sha256: _Optional[str] = ...) -> None: ...

class RedeemDeletionPermitResponse(_message.Message):
    __slots__ = ("archive_id", "subject", "subject_key", "redeemed_at_utc")
    ARCHIVE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    REDEEMED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    archive_id: str
    subject: _archive_pb2.ArchiveSubject
    subject_key: str
    redeemed_at_utc: str
    def __init__(self, archive_id: _Optional[str] = ..., subject: _Optional[_Union[_archive_pb2.ArchiveSubject, str]] = ..., subject_key: _Optional[str] = ..., redeemed_at_utc: _Optional[str] = ...) -> None: ...

class GetArchivePolicyRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetArchivePolicyResponse(_message.Message):
    __slots__ = ("policy",)
    POLICY_FIELD_NUMBER: _ClassVar[int]
    policy: _archive_pb2.ArchivePolicy
    def __init__(self, policy: _Optional[_Union[_archive_pb2.ArchivePolicy, _Mapping]] = ...) -> None: ...

class SetArchivePolicyRequest(_message.Message):
    __slots__ = ("request_id", "policy")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    policy: _archive_pb2.ArchivePolicy
    def __init__(self, request_id: _Optional[str] = ..., policy: _Optional[_Union[_archive_pb2.ArchivePolicy, _Mapping]] = ...) -> None: ...

class SetArchivePolicyResponse(_message.Message):
    __slots__ = ("policy",)
    POLICY_FIELD_NUMBER: _ClassVar[int]
    policy: _archive_pb2.ArchivePolicy
    def __init__(self, policy: _Optional[_Union[_archive_pb2.ArchivePolicy, _Mapping]] = ...) -> None: ...
