"""A document straight from its text into models: no value of Python's own stands between, and no check is left out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, get_args, get_origin

from pydantic import ValidationError

from aistock.contract import plain_json
from aistock.contract.columns import columns
from aistock.contract.model import ContractModel, complete_validator

T = TypeVar("T", bound=ContractModel)
_KEYS_GIVEN = attrgetter("__pydantic_fields_set__")


def straight(kind: type[T], text: bytes) -> T | None:
    """The complete model of a JSON text, rules between fields aside; None when it is refused, or only parsing can tell.

    Into a closed class pydantic lets nothing that the gate for JSON refuses, save a key that stands twice: of such it keeps
    the last. So keys are counted in the text and in the models.
    """
    if not is_closed(kind) or plain_json.is_too_large(text):
        return None
    try:
        model = cast(T, complete_validator(kind).validate_json(text, by_alias=True, by_name=False))
    except ValidationError:
        return None
    return model if plain_json.holds_keys_once(text, keys_in(model)) else None


def keys_in(model: ContractModel) -> int:
    """How many keys of a document a model was made of, those of models and maps inside it too."""
    count = 0
    for kind, same in columns(model, _nesting):
        if kind is dict:
            count += sum(map(len, same))
        elif _is_model(kind):
            count += sum(map(len, map(_KEYS_GIVEN, same)))
    return count


@cache
def _nesting(kind: Any) -> tuple[str, ...]:
    """Fields that may hold further keys."""
    if not _is_model(kind):
        return ()
    return tuple(name for name, field in kind.model_fields.items() if name in kind.keys_that_nest or _is_map(field.annotation))


@cache
def _is_model(kind: Any) -> bool:
    """Cached, because to ask an abstract class takes long."""
    return issubclass(kind, ContractModel)


def _is_map(annotation: Any) -> bool:
    return get_origin(annotation) is dict or any(map(_is_map, get_args(annotation)))


@cache
def is_closed(kind: type[ContractModel]) -> bool:
    """Whether the contract names the form of every value inside: no foreign JSON, no bytes, nothing that nests in itself."""
    kind.model_rebuild()
    return _is_closed(kind.__pydantic_core_schema__, {}, frozenset())


_SCALARS = frozenset({"str", "int", "float", "bool", "enum", "literal", "date", "datetime"})


def _is_closed(schema: Any, named: Mapping[str, Any], around: frozenset[str]) -> bool:
    """Whether a part of pydantic's schema is; `named` are parts that others refer to, `around` those that this one stands in."""
    match schema:
        case {"type": str(form)} if form in _SCALARS:
            return True
        case {"type": "definitions", "schema": whole, "definitions": list(others)}:
            return _is_closed(whole, {one["ref"]: one for one in others}, around)
        case {"type": "definition-ref", "schema_ref": str(ref)}:
            return ref not in around and _is_closed(named.get(ref), named, around | {ref})
        case _:
            parts = _parts(schema)
            return parts is not None and all(_is_closed(part, named, around) for part in parts)


def _parts(schema: Any) -> list[Any] | None:
    """What a form of pydantic's schema is made of; None for a form that closed classes do not have."""
    match schema:
        case {"type": "model", "schema": fields, "config": {"extra_fields_behavior": "forbid"}}:
            return [fields]
        case {"type": "model", "schema": {"extras_schema": extras} as fields}:
            return [fields, extras]
        case {"type": "model-fields", "fields": dict(fields)}:
            return [field["schema"] for field in fields.values()]
        case {"type": "default", "schema": inner, "default": value} if not value or isinstance(value, str):
            return [inner]  # any other default might hold keys that the text does not
        case {"type": "nullable" | "function-after" | "custom-error", "schema": inner}:
            return [inner]
        case {"type": "list", "items_schema": items}:
            return [items]
        case {"type": "dict", "values_schema": values}:
            return [values]
        case {"type": "chain", "steps": list(steps)}:
            return steps
        case {"type": "json-or-python", "json_schema": inner}:
            return [inner]
        case {"type": "tagged-union", "choices": dict(choices)}:
            return list(choices.values())
    return None
