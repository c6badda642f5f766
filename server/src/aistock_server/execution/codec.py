"""Frozen values to plain JSON values and back, by their type hints."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
_PLAIN = frozenset({str, int, float, bool})


def canonical(plain: object) -> str:
    """JSON text with sorted keys and without spaces."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def to_plain(value: Any) -> Any:
    """What JSON can say about a value: None members left out, dates as text, enums by value."""
    kind: Any = type(value)
    return _writer(kind)(value)


def from_plain(kind: type[Value], plain: Any) -> Value:
    """The value of that type; the exact inverse of `to_plain`."""
    hint: Any = kind
    made: Value = _reader(hint)(plain)
    return made


@cache
def _writer(kind: Any) -> Callable[[Any], Any]:
    """What turns a value of that type into a plain one; made once a type, for journals are long."""
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _members(tuple(field.name for field in fields(kind)))
        if issubclass(kind, Enum):
            return lambda value: value.value
        if issubclass(kind, date):
            return date.isoformat
        if issubclass(kind, tuple):
            return lambda value: [to_plain(item) for item in value]
        if issubclass(kind, Mapping):
            return lambda value: {key: to_plain(item) for key, item in value.items()}
    return lambda value: value


def _members(names: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    """What writes a dataclass with those fields."""

    def written(value: Any) -> dict[str, Any]:
        plain = {}
        for name in names:
            member = getattr(value, name)
            if member is not None:
                plain[name] = member if type(member) in _PLAIN else to_plain(member)
        return plain

    return written


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns a plain value into one of that type."""
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        inner = _reader(next(part for part in get_args(kind) if part is not type(None)))
        return lambda plain: None if plain is None else inner(plain)
    if origin is tuple:
        item = _reader(get_args(kind)[0])
        return lambda plain: tuple(item(part) for part in plain)
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(get_args(kind)[1])
        return lambda plain: {key: item(part) for key, part in plain.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        make: Callable[..., Any] = kind
        readers = [(field.name, _reader(hint)) for field, hint in _hints(kind)]
        return lambda plain: make(**{name: reader(plain.get(name)) for name, reader in readers})
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    return lambda plain: plain


def _hints(kind: Any) -> list[tuple[Any, Any]]:
    """The fields of a dataclass with their resolved types."""
    hints = get_type_hints(kind)
    return [(field, hints[field.name]) for field in fields(kind)]
