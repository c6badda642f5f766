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

class PublishBundleRequest(_message.Message):
    __slots__ = ("request_id", "manifest")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    manifest: _archive_pb2.BundleManifest
    def __init__(self, request_id: _Optional[str] = ..., manifest: _Optional[_Union[_archive_pb2.BundleManifest, _Mapping]] = ...) -> None: ...

class StoredBundle(_message.Message):
    __slots__ = ("manifest", "published_at_utc", "size")
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_UTC_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    manifest: _archive_pb2.BundleManifest
    published_at_utc: str
    size: int
    def __init__(self, manifest: _Optional[_Union[_archive_pb2.BundleManifest, _Mapping]] = ..., published_at_utc: _Optional[str] = ..., size: _Optional[int] = ...) -> None: ...

class PublishBundleResponse(_message.Message):
    __slots__ = ("bundle",)
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    bundle: StoredBundle
    def __init__(self, bundle: _Optional[_Union[StoredBundle, _Mapping]] = ...) -> None: ...

class GetBundleRequest(_message.Message):
    __slots__ = ("asset_bundle_id",)
    ASSET_BUNDLE_ID_FIELD_NUMBER: _ClassVar[int]
    asset_bundle_id: str
    def __init__(self, asset_bundle_id: _Optional[str] = ...) -> None: ...

class GetBundleResponse(_message.Message):
    __slots__ = ("bundle",)
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    bundle: StoredBundle
    def __init__(self, bundle: _Optional[_Union[StoredBundle, _Mapping]] = ...) -> None: ...

class ListBundlesRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "task_run_id")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TASK_RUN_ID_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    task_run_id: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., task_run_id: _Optional[str] = ...) -> None: ...

class ListBundlesResponse(_message.Message):
    __slots__ = ("bundles", "next_page_token")
    BUNDLES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    bundles: _containers.RepeatedCompositeFieldContainer[StoredBundle]
    next_page_token: str
    def __init__(self, bundles: _Optional[_Iterable[_Union[StoredBundle, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
