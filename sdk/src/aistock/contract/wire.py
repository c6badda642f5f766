"""What the derived converters share; importing it registers buf.validate, which every contract module needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from aistock.contract import plain_json
from aistock.contract.model import ContractModel
from aistock.contract.types import utc_text
from aistock.contract.violations import refusal
from aistock.errors import ForeignValidateCopy, InvalidDocument, UnknownEnumValue, Violation

try:
    from buf.validate import validate_pb2 as _validate_pb2
except TypeError as _error:
    raise ForeignValidateCopy(
        "another package registered its own copy of buf/validate/validate.proto, which differs from the one aistock ships "
        f"(protovalidate 2.1.0); import aistock first, or align that package's copy: {_error}"
    ) from _error

__all__ = ["EnumNumbers", "inline", "json_object", "json_text", "utc_text", "validated", "validated_union"]

T = TypeVar("T", bound=ContractModel)
E = TypeVar("E")
_ = _validate_pb2.DESCRIPTOR


class EnumNumbers(dict[int, E], Generic[E]):
    """Numbers of an enum to its values; a number that is not there is a value of a newer contract."""

    def __init__(self, name: str, numbers: Mapping[int, E]) -> None:
        super().__init__(numbers)
        self._name = name

    def __missing__(self, number: int) -> E:
        raise UnknownEnumValue(self._name, number)


def json_object(text: str) -> Any:
    """The JSON object that a string field holds the text of."""
    try:
        return plain_json.parse(text)
    except plain_json.PlainJsonError as problem:
        raise InvalidDocument(
            [Violation("", problem.rule, problem.value, problem.message, problem.remedy)], "JSON object"
        ) from None


def json_text(value: Mapping[str, Any]) -> str:
    """The text of a JSON object as a string field holds it."""
    return plain_json.canonical(value).decode("utf-8")


def inline(entries: Mapping[str, Any], fixed: Collection[str]) -> dict[str, Any]:
    """Entries that stand inline beside fixed keys; an entry named like a fixed key would hide it, so it is refused."""
    for key in entries:
        if key in fixed:
            what = "is the name of a fixed field and cannot name an open entry too"
            raise InvalidDocument([Violation(key, "map.collision", repr(key), what, "rename the entry, or set the field")])
    return dict(entries)


def validated(kind: type[T], value: dict[str, Any]) -> T:
    """The model of a converted message."""
    try:
        return kind.model_validate(value)
    except ValidationError as error:
        raise refusal(error, value, kind.__name__) from None


def validated_union(alias: Any, name: str, value: dict[str, Any]) -> Any:
    """The variant that a converted union message holds."""
    try:
        return _adapter(alias).validate_python(value)
    except ValidationError as error:
        raise refusal(error, value, name) from None


@cache
def _adapter(alias: Any) -> TypeAdapter[Any]:
    return TypeAdapter(alias)
