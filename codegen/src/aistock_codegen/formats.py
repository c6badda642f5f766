"""The named formats of contract/v1/rules.proto: their Python type and their JSON Schema."""

from __future__ import annotations

from typing import Any

_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?(Z|\\+00:00)"
_PART = "[^/\\\\\\x00-\\x1f]+"

TYPES = {
    "iso_date": "IsoDate",
    "utc_instant": "UtcInstant",
    "relative_path": "RelativePath",
    "sha256": "Sha256",
    "instrument_code": "InstrumentCode",
    "hex_id": "HexId",
    "uuid_text": "UuidText",
    "slug": "Slug",
    "json_object": "JsonObject",
    "bytes": "RawBytes",
}

SCHEMAS: dict[str, dict[str, Any]] = {
    "iso_date": {"type": "string", "format": "date", "pattern": f"^{_DATE}$", "not": {"pattern": "^0000"}},
    "utc_instant": {"type": "string", "format": "date-time", "pattern": f"^{_DATE}{_TIME}$", "not": {"pattern": "^0000"}},
    "relative_path": {
        "type": "string",
        "pattern": f"^{_PART}(/{_PART})*$",
        "not": {"anyOf": [{"pattern": "^[A-Za-z]:"}, {"pattern": "(^|/)\\.{1,2}(/|$)"}]},
    },
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "instrument_code": {"type": "string", "pattern": "^[0-9]{6}\\.(SH|SZ|BJ)$"},
    "hex_id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "uuid_text": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"},
    "slug": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$"},
    "json_object": {"type": "object"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}

MODULE = "aistock.contract.types"
