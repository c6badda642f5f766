"""The named types of the contract: what Python holds where JSON and the wire hold formatted text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, PlainSerializer, Strict, StringConstraints
from pydantic_core import PydanticCustomError

from aistock.contract.plain_json import problem_in

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|\+00:00)")
_LEAVES_ROOT = re.compile(r"^[A-Za-z]:|(^|/)\.{1,2}(/|$)")


def _to_date(value: Any) -> date:
    if type(value) is date:
        return value
    if type(value) is str and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("string.iso_date", "must be a calendar date YYYY-MM-DD")


def _to_instant(value: Any) -> datetime:
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value.astimezone(UTC)
    if type(value) is str and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        except ValueError:
            pass
    raise PydanticCustomError("string.utc_instant", "must be an RFC 3339 instant in UTC, such as 2025-12-25T08:30:00Z")


def utc_text(value: datetime) -> str:
    """An instant as the contract writes it: `2025-12-25T08:30:00Z`, with six fraction digits when it has a fraction."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _inside_root(value: str) -> str:
    if _LEAVES_ROOT.search(value):
        raise PydanticCustomError("string.relative_path", "must be a relative path with forward slashes and without '..'")
    return value


def _plain(value: Any) -> dict[str, Any]:
    problem = problem_in(value)
    if problem or not isinstance(value, dict):
        raise PydanticCustomError("json_object", "must be a JSON object: {problem}", {"problem": problem or type(value).__name__})
    return value


def _unique(value: list[Any]) -> list[Any]:
    if len(set(value)) != len(value):
        again = next(item for index, item in enumerate(value) if item in value[:index])
        raise PydanticCustomError("repeated.unique", "must not repeat an element, but {again} stands twice", {"again": repr(again)})
    return value


def _text(pattern: str) -> Any:
    return StringConstraints(pattern=pattern, strict=True)


IsoDate = Annotated[date, BeforeValidator(_to_date), PlainSerializer(date.isoformat, when_used="json", return_type=str)]
"""A calendar date; text `YYYY-MM-DD`."""

UtcInstant = Annotated[datetime, BeforeValidator(_to_instant), PlainSerializer(utc_text, when_used="json", return_type=str)]
"""An instant in UTC, to the microsecond; a naive datetime is refused."""

RelativePath = Annotated[str, _text(r"^[^/\\\x00-\x1f]+(/[^/\\\x00-\x1f]+)*$"), AfterValidator(_inside_root)]
"""A path with forward slashes that never leaves its root."""

Sha256 = Annotated[str, _text("^[0-9a-f]{64}$")]
"""SHA-256 as 64 lower-case hex digits."""

InstrumentCode = Annotated[str, _text(r"^[0-9]{6}\.(SH|SZ|BJ)$")]
"""A security with its exchange, such as 600000.SH."""

HexId = Annotated[str, _text("^[0-9a-f]{32}$")]
"""A UUID as 32 lower-case hex digits."""

UuidText = Annotated[str, _text("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
"""A UUID in its dashed lower-case form."""

Slug = Annotated[str, _text("^[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}$")]
"""A short machine name."""

JsonObject = Annotated[dict[str, Any], BeforeValidator(_plain)]
"""A JSON object that is passed through, value for value."""

RawBytes = Annotated[bytes, Strict()]
"""Bytes; only in messages of services, never in documents."""

UniqueItems = AfterValidator(_unique)
"""No two elements of the list are equal."""


def NotAmong(*words: str) -> AfterValidator:
    """The text is none of these words."""

    def refuse(value: str | None) -> str | None:
        if value in words:
            raise PydanticCustomError("string.not_in", "must not be {value}, which has a fixed meaning", {"value": repr(value)})
        return value

    return AfterValidator(refuse)
