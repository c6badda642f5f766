"""What the derived converters share; importing it registers buf.validate, which every contract module needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
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

__all__ = [
    "EnumNumbers",
    "elements",
    "entries",
    "entries_read",
    "inline",
    "json_object",
    "json_text",
    "read",
    "read_union",
    "utc_text",
]

T = TypeVar("T", bound=ContractModel)
E = TypeVar("E")
Reader = Callable[[Any], dict[str, Any]]
_ = _validate_pb2.DESCRIPTOR

_FEW = 16
"""Elements that are cheaper to hold at once than to ask for one by one."""


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


def entries(source: Mapping[str, E]) -> dict[str, E]:
    """The entries of a map; protobuf's maps are slow at items(), and fast at keys and look-ups."""
    return {key: source[key] for key in source}


def entries_read(reader: Callable[[Any], E], source: Mapping[str, Any]) -> dict[str, E]:
    """The entries of a map, each value read."""
    return {key: reader(source[key]) for key in source}


def elements(reader: Reader, source: Any) -> Any:
    """The messages of a repeated field, read: a few as a list, many one at a time."""
    return Lazily(reader, source) if len(source) > _FEW else [reader(item) for item in source]


class Lazily:
    """A list of messages that are read one by one, whenever it is walked: a model that is made of it needs one at a time."""

    __slots__ = ("_reader", "_values")

    def __init__(self, reader: Reader, values: Any) -> None:
        self._reader = reader
        self._values = values

    def __iter__(self) -> Iterator[Any]:
        return map(self._reader, self._values)


def inline(source: Mapping[str, Any], fixed: Collection[str]) -> dict[str, Any]:
    """Entries that stand inline beside fixed keys; an entry named like a fixed key would hide it, so it is refused."""
    inside = entries(source)
    if not inside.keys().isdisjoint(fixed):
        key = next(key for key in inside if key in fixed)
        what = "is the name of a fixed field and cannot name an open entry too"
        raise InvalidDocument([Violation(key, "map.collision", repr(key), what, "rename the entry, or set the field")])
    return inside


def read(kind: type[T], reader: Reader, pb: Any) -> T:
    """The model of a message."""
    return _made(kind.model_validate, kind.__name__, reader, pb)


def read_union(alias: Any, name: str, reader: Reader, pb: Any) -> Any:
    """The variant that a union message holds."""
    return _made(_adapter(alias).validate_python, name, reader, pb)


def _made(validate: Callable[[Any], E], name: str, reader: Reader, pb: Any) -> E:
    try:
        return validate(reader(pb))
    except ValidationError:
        pass
    # Again without laziness: so an error has the value to show, and what a reader raises is not hidden in pydantic's error.
    value = _walked(reader(pb))
    try:
        return validate(value)
    except ValidationError as error:
        raise refusal(error, value, name) from None


def _walked(value: Any) -> Any:
    """The value with lists in place of what is read lazily."""
    if isinstance(value, dict):
        return {key: _walked(item) for key, item in value.items()}
    return [_walked(item) for item in value] if isinstance(value, Lazily) else value


@cache
def _adapter(alias: Any) -> TypeAdapter[Any]:
    return TypeAdapter(alias)
