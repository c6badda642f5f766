"""The named types of the contract: what Python holds where JSON and the wire hold formatted text."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Strict, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from aistock.contract.plain_json import problem_in

_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|\+00:00)"
_NAME = r"[^/\\\x00-\x1f]"
_DOTTED = rf"\.[^./\\\x00-\x1f]{_NAME}*|\.\.{_NAME}+"
"""A segment that begins with a dot and is neither `.` nor `..`."""

RELATIVE_PATH = (
    rf"^([^A-Za-z./\\\x00-\x1f]{_NAME}*|[A-Za-z]([^:/\\\x00-\x1f]{_NAME}*)?|{_DOTTED})"
    rf"(/([^./\\\x00-\x1f]{_NAME}*|{_DOTTED}))*$"
)
"""Segments between single slashes, none of them `.` or `..`, and no drive letter; one expression, because documents hold
thousands of paths and a function of Python's own costs ten times as much as the expression."""


def _text_or(text: core_schema.CoreSchema, value: core_schema.CoreSchema) -> core_schema.CoreSchema:
    """In JSON only the text: a strict date schema would read other texts there, digits as seconds among them."""
    either = core_schema.union_schema([text, value], mode="left_to_right")
    return core_schema.json_or_python_schema(json_schema=text, python_schema=either)


class _DateForm:
    """Text in exactly one form, or a date; built from pydantic's own schemas, because documents hold many dates."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: Any) -> core_schema.CoreSchema:
        text = core_schema.chain_schema([core_schema.str_schema(strict=True, pattern=_DATE + "$"), core_schema.date_schema()])
        return core_schema.custom_error_schema(
            _text_or(text, core_schema.date_schema(strict=True)),
            custom_error_type="string.iso_date",
            custom_error_message="must be a calendar date YYYY-MM-DD",
        )


class _InstantForm:
    """Text in exactly one form, or an aware datetime, which is turned to UTC."""

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: Any) -> core_schema.CoreSchema:
        aware = core_schema.datetime_schema(tz_constraint="aware")
        text = core_schema.chain_schema([core_schema.str_schema(strict=True, pattern=_DATE + _TIME + "$"), aware])
        given = core_schema.datetime_schema(strict=True, tz_constraint="aware")
        turned = core_schema.no_info_after_validator_function(lambda value: value.astimezone(UTC), given)
        return core_schema.custom_error_schema(
            _text_or(text, turned),
            custom_error_type="string.utc_instant",
            custom_error_message="must be an RFC 3339 instant in UTC, such as 2025-12-25T08:30:00Z",
        )


#: How `isoformat` ends for UTC.
_BEFORE_OFFSET = -len("+00:00")


def utc_text(value: datetime) -> str:
    """An instant as the contract writes it: `2025-12-25T08:30:00Z`, with six fraction digits when it has a fraction."""
    return value.astimezone(UTC).isoformat()[:_BEFORE_OFFSET] + "Z"


def _plain(value: Any) -> dict[str, Any]:
    problem = problem_in(value)
    if problem or not isinstance(value, dict):
        raise PydanticCustomError("json_object", "must be a JSON object: {problem}", {"problem": problem or type(value).__name__})
    return value


def _unique(value: list[Any]) -> list[Any]:
    if len(value) > 1 and len(set(value)) != len(value):
        seen: set[Any] = set()
        again = next(item for item in value if item in seen or seen.add(item))  # type: ignore[func-returns-value]  # add returns None
        raise PydanticCustomError(
            "repeated.unique", "must not repeat an element, but {again} stands twice", {"again": repr(again)[:80]}
        )
    return value


def _text(pattern: str) -> Any:
    return StringConstraints(pattern=pattern, strict=True)


IsoDate = Annotated[date, _DateForm]
"""A calendar date; text `YYYY-MM-DD`."""

UtcInstant = Annotated[datetime, _InstantForm]
"""An instant in UTC, to the microsecond; a naive datetime is refused."""

RelativePath = Annotated[str, _text(RELATIVE_PATH)]
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
