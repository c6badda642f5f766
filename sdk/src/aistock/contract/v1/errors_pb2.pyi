from aistock.contract.v1 import options_pb2 as _options_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor

class ErrorReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ERROR_REASON_UNSPECIFIED: _ClassVar[ErrorReason]
    ERROR_REASON_INVALID_FIELD: _ClassVar[ErrorReason]
    ERROR_REASON_UNKNOWN_FIELD: _ClassVar[ErrorReason]
    ERROR_REASON_UNREADABLE: _ClassVar[ErrorReason]
    ERROR_REASON_REQUEST_ID_REUSED: _ClassVar[ErrorReason]
    ERROR_REASON_NOT_FOUND: _ClassVar[ErrorReason]
    ERROR_REASON_NOT_SERVED: _ClassVar[ErrorReason]
    ERROR_REASON_INTERNAL: _ClassVar[ErrorReason]
    ERROR_REASON_DRAINING: _ClassVar[ErrorReason]
    ERROR_REASON_CURSOR_OUT_OF_RANGE: _ClassVar[ErrorReason]
    ERROR_REASON_SNAPSHOT_UNKNOWN: _ClassVar[ErrorReason]
    ERROR_REASON_STRATEGY_NOT_DRAFTABLE: _ClassVar[ErrorReason]
    ERROR_REASON_LEASE_LOST: _ClassVar[ErrorReason]
    ERROR_REASON_ARTIFACT_MISSING: _ClassVar[ErrorReason]
    ERROR_REASON_PERIOD_EMPTY: _ClassVar[ErrorReason]
    ERROR_REASON_FEEDBACK_DIFFERS: _ClassVar[ErrorReason]
    ERROR_REASON_FEEDBACK_HAS_NO_PARENT: _ClassVar[ErrorReason]
    ERROR_REASON_TOO_LARGE: _ClassVar[ErrorReason]
ERROR_REASON_UNSPECIFIED: ErrorReason
ERROR_REASON_INVALID_FIELD: ErrorReason
ERROR_REASON_UNKNOWN_FIELD: ErrorReason
ERROR_REASON_UNREADABLE: ErrorReason
ERROR_REASON_REQUEST_ID_REUSED: ErrorReason
ERROR_REASON_NOT_FOUND: ErrorReason
ERROR_REASON_NOT_SERVED: ErrorReason
ERROR_REASON_INTERNAL: ErrorReason
ERROR_REASON_DRAINING: ErrorReason
ERROR_REASON_CURSOR_OUT_OF_RANGE: ErrorReason
ERROR_REASON_SNAPSHOT_UNKNOWN: ErrorReason
ERROR_REASON_STRATEGY_NOT_DRAFTABLE: ErrorReason
ERROR_REASON_LEASE_LOST: ErrorReason
ERROR_REASON_ARTIFACT_MISSING: ErrorReason
ERROR_REASON_PERIOD_EMPTY: ErrorReason
ERROR_REASON_FEEDBACK_DIFFERS: ErrorReason
ERROR_REASON_FEEDBACK_HAS_NO_PARENT: ErrorReason
ERROR_REASON_TOO_LARGE: ErrorReason
