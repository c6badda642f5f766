# mypy: ignore-errors
from buf.validate import validate_pb2 as _validate_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
ISO_DATE_FIELD_NUMBER: _ClassVar[int]
iso_date: _descriptor.FieldDescriptor
UTC_INSTANT_FIELD_NUMBER: _ClassVar[int]
utc_instant: _descriptor.FieldDescriptor
RELATIVE_PATH_FIELD_NUMBER: _ClassVar[int]
relative_path: _descriptor.FieldDescriptor
SHA256_FIELD_NUMBER: _ClassVar[int]
sha256: _descriptor.FieldDescriptor
INSTRUMENT_CODE_FIELD_NUMBER: _ClassVar[int]
instrument_code: _descriptor.FieldDescriptor
HEX_ID_FIELD_NUMBER: _ClassVar[int]
hex_id: _descriptor.FieldDescriptor
UUID_TEXT_FIELD_NUMBER: _ClassVar[int]
uuid_text: _descriptor.FieldDescriptor
SLUG_FIELD_NUMBER: _ClassVar[int]
slug: _descriptor.FieldDescriptor
JSON_SAFE_FIELD_NUMBER: _ClassVar[int]
json_safe: _descriptor.FieldDescriptor
