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

class ArchiveLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ARCHIVE_LEVEL_UNSPECIFIED: _ClassVar[ArchiveLevel]
    ARCHIVE_LEVEL_NONE: _ClassVar[ArchiveLevel]
    ARCHIVE_LEVEL_MINIMAL: _ClassVar[ArchiveLevel]
    ARCHIVE_LEVEL_FULL: _ClassVar[ArchiveLevel]

class ArchiveSubject(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ARCHIVE_SUBJECT_UNSPECIFIED: _ClassVar[ArchiveSubject]
    ARCHIVE_SUBJECT_LOOP: _ClassVar[ArchiveSubject]
    ARCHIVE_SUBJECT_EXPERIMENT: _ClassVar[ArchiveSubject]
    ARCHIVE_SUBJECT_STRATEGY: _ClassVar[ArchiveSubject]
    ARCHIVE_SUBJECT_FACTOR_SET: _ClassVar[ArchiveSubject]
    ARCHIVE_SUBJECT_LOG: _ClassVar[ArchiveSubject]
ARCHIVE_LEVEL_UNSPECIFIED: ArchiveLevel
ARCHIVE_LEVEL_NONE: ArchiveLevel
ARCHIVE_LEVEL_MINIMAL: ArchiveLevel
ARCHIVE_LEVEL_FULL: ArchiveLevel
ARCHIVE_SUBJECT_UNSPECIFIED: ArchiveSubject
ARCHIVE_SUBJECT_LOOP: ArchiveSubject
ARCHIVE_SUBJECT_EXPERIMENT: ArchiveSubject
ARCHIVE_SUBJECT_STRATEGY: ArchiveSubject
ARCHIVE_SUBJECT_FACTOR_SET: ArchiveSubject
ARCHIVE_SUBJECT_LOG: ArchiveSubject

class PrimaryAssets(_message.Message):
    __slots__ = ("factor_entry_relpath", "model_weight_relpath", "config_relpath")
    FACTOR_ENTRY_RELPATH_FIELD_NUMBER: _ClassVar[int]
    MODEL_WEIGHT_RELPATH_FIELD_NUMBER: _ClassVar[int]
    CONFIG_RELPATH_FIELD_NUMBER: _ClassVar[int]
    factor_entry_relpath: str
    model_weight_relpath: str
    config_relpath: str
    def __init__(self, factor_entry_relpath: _Optional[str] = ..., model_weight_relpath: _Optional[str] = ..., config_relpath: _Optional[str] = ...) -> None: ...

class BundleFile(_message.Message):
    __slots__ = ("path", "sha256", "size")
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    path: str
    sha256: str
    size: int
    def __init__(self, path: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class BundleManifest(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "asset_bundle_id", "task_run_id", "loop_id", "primary_workspace_id", "primary_assets", "files")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ASSET_BUNDLE_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    LOOP_ID_FIELD_NUMBER: _ClassVar[int]
    PRIMARY_WORKSPACE_ID_FIELD_NUMBER: _ClassVar[int]
    PRIMARY_ASSETS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    asset_bundle_id: str
    task_run_id: str
    loop_id: int
    primary_workspace_id: str
    primary_assets: PrimaryAssets
    files: _containers.RepeatedCompositeFieldContainer[BundleFile]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., asset_bundle_id: _Optional[str] = ..., task_run_id: _Optional[str] = ..., loop_id: _Optional[int] = ..., primary_workspace_id: _Optional[str] = ..., primary_assets: _Optional[_Union[PrimaryAssets, _Mapping]] = ..., files: _Optional[_Iterable[_Union[BundleFile, _Mapping]]] = ...) -> None: ...

class ArchiveFile(_message.Message):
    __slots__ = ("path", "sha256", "size")
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    path: str
    sha256: str
    size: int
    def __init__(self, path: _Optional[str] = ..., sha256: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class ArchiveManifest(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "subject", "subject_key", "folder", "files")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    FOLDER_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    subject: ArchiveSubject
    subject_key: str
    folder: _types_pb2.WorkspaceRef
    files: _containers.RepeatedCompositeFieldContainer[ArchiveFile]
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., subject: _Optional[_Union[ArchiveSubject, str]] = ..., subject_key: _Optional[str] = ..., folder: _Optional[_Union[_types_pb2.WorkspaceRef, _Mapping]] = ..., files: _Optional[_Iterable[_Union[ArchiveFile, _Mapping]]] = ...) -> None: ...

class ArchiveEvidence(_message.Message):
    __slots__ = ("file", "read_sha256", "verified_at_utc")
    FILE_FIELD_NUMBER: _ClassVar[int]
    READ_SHA256_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    file: _types_pb2.FileRef
    read_sha256: str
    verified_at_utc: str
    def __init__(self, file: _Optional[_Union[_types_pb2.FileRef, _Mapping]] = ..., read_sha256: _Optional[str] = ..., verified_at_utc: _Optional[str] = ...) -> None: ...

class ArchiveRecord(_message.Message):
    __slots__ = ("version", "generated_at_utc", "source", "archive_id", "subject", "subject_key", "level", "evidence", "manifest_sha256", "permits_log_deletion", "permits_workspace_deletion")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    GENERATED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ARCHIVE_ID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KEY_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_SHA256_FIELD_NUMBER: _ClassVar[int]
    PERMITS_LOG_DELETION_FIELD_NUMBER: _ClassVar[int]
    PERMITS_WORKSPACE_DELETION_FIELD_NUMBER: _ClassVar[int]
    version: str
    generated_at_utc: str
    source: str
    archive_id: str
    subject: ArchiveSubject
    subject_key: str
    level: ArchiveLevel
    evidence: _containers.RepeatedCompositeFieldContainer[ArchiveEvidence]
    manifest_sha256: str
    permits_log_deletion: bool
    permits_workspace_deletion: bool
    def __init__(self, version: _Optional[str] = ..., generated_at_utc: _Optional[str] = ..., source: _Optional[str] = ..., archive_id: _Optional[str] = ..., subject: _Optional[_Union[ArchiveSubject, str]] = ..., subject_key: _Optional[str] = ..., level: _Optional[_Union[ArchiveLevel, str]] = ..., evidence: _Optional[_Iterable[_Union[ArchiveEvidence, _Mapping]]] = ..., manifest_sha256: _Optional[str] = ..., permits_log_deletion: bool = ..., permits_workspace_deletion: bool = ...) -> None: ...

class ArchivePolicy(_message.Message):
    __slots__ = ("log_level", "minimum_age_seconds", "permit_seconds", "held_keys")
    LOG_LEVEL_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_AGE_SECONDS_FIELD_NUMBER: _ClassVar[int]
    PERMIT_SECONDS_FIELD_NUMBER: _ClassVar[int]
    HELD_KEYS_FIELD_NUMBER: _ClassVar[int]
    log_level: ArchiveLevel
    minimum_age_seconds: int
    permit_seconds: int
    held_keys: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, log_level: _Optional[_Union[ArchiveLevel, str]] = ..., minimum_age_seconds: _Optional[int] = ..., permit_seconds: _Optional[int] = ..., held_keys: _Optional[_Iterable[str]] = ...) -> None: ...
