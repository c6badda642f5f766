"""A second implementation of JSON ↔ protobuf, by reflection: slow, and only there to be compared with the derived one."""

from __future__ import annotations

import json
from typing import Any

from .ir import Contract, Field, Message


class MismatchError(ValueError):
    """A JSON value that the message has no place for; bounds, patterns and formats are protovalidate's, not the codec's."""


def fill(contract: Contract, message: Message, value: Any, pb: Any) -> None:
    """Set `pb` from the JSON value of a message; raises MismatchError for a key or a type that the contract does not have."""
    if type(value) is not dict:
        raise MismatchError(f"{message.name} is an object, not {type(value).__name__}")
    if message.is_union:
        tag = value.get(message.discriminator)
        chosen = next((item for item in message.fields if item.name == tag), None)
        if chosen is None:
            raise MismatchError(f"{message.name} has no variant {tag!r}")
        getattr(pb, chosen.name).SetInParent()
        fill(contract, contract.message(chosen.type_name), value, getattr(pb, chosen.name))
        return
    named = {item.name: item for item in message.fields if not item.flatten}
    variant = _tag(contract, message)
    if variant and value.get(variant[0]) != variant[1]:
        raise MismatchError(f"{message.name} carries {variant[0]} = {variant[1]!r}")
    for item in named.values():
        if item.cardinality != "one" and item.since is None and item.name not in value:
            raise MismatchError(f"{message.name}.{item.name} is missing")
    for key, found in value.items():
        if key in named:
            _fill_field(contract, named[key], found, pb)
        elif variant and key == variant[0]:
            continue
        elif message.open_field is not None:
            getattr(pb, message.open_field.name)[key] = _scalar(contract, message.open_field, found)
        else:
            raise MismatchError(f"{message.name} has no key {key!r}")


def read(contract: Contract, message: Message, pb: Any) -> dict[str, Any]:
    """The JSON value of a protobuf message."""
    if message.is_union:
        item = next(item for item in message.fields if pb.HasField(item.name))
        return read(contract, contract.message(item.type_name), getattr(pb, item.name))
    tag = _tag(contract, message)
    value: dict[str, Any] = {tag[0]: tag[1]} if tag else {}
    for item in message.fields:
        found = getattr(pb, item.name)
        if item.flatten:
            value |= dict(found)
        elif item.cardinality == "list":
            value[item.name] = [_read_one(contract, item, element) for element in found]
        elif item.cardinality == "map":
            value[item.name] = {key: _read_one(contract, item, found[key]) for key in found}
        else:
            value[item.name] = _read_one(contract, item, found) if pb.HasField(item.name) else None
    return value


_TAGS: dict[int, tuple[Contract, dict[str, tuple[str, str]]]] = {}


def _tag(contract: Contract, message: Message) -> tuple[str, str] | None:
    """Discriminator and tag of a variant; remembered with its contract, which is not hashable."""
    if id(contract) not in _TAGS:
        _TAGS[id(contract)] = (contract, contract.variant_tags())
    return _TAGS[id(contract)][1].get(message.full_name)


def _fill_field(contract: Contract, item: Field, found: Any, pb: Any) -> None:
    target = getattr(pb, item.name)
    if item.cardinality == "list":
        _expect(item, found, list)
        if item.unique and len(set(map(repr, found))) != len(found):
            raise MismatchError(f"{item.name} repeats an element")
        for element in found:
            if item.kind == "message":
                fill(contract, contract.message(item.type_name), element, target.add())
            else:
                target.append(_scalar(contract, item, element))
    elif item.cardinality == "map":
        _expect(item, found, dict)
        for key, element in found.items():
            if item.kind == "message":
                fill(contract, contract.message(item.type_name), element, target[key])
            else:
                target[key] = _scalar(contract, item, element)
    elif found is not None and item.kind == "message":
        target.SetInParent()
        fill(contract, contract.message(item.type_name), found, target)
    elif found is not None:
        setattr(pb, item.name, _scalar(contract, item, found))


_RANGES = {"int32": 2**31, "int64": 2**63}


def _scalar(contract: Contract, item: Field, found: Any) -> Any:
    if item.json_object:
        _expect(item, found, dict)
        return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if item.kind == "enum":
        number = next((value.number for value in contract.enum(item.type_name).legal if value.json == found), None)
        if number is None:
            raise MismatchError(f"{item.name} has no value {found!r}")
        return number
    if item.kind in _RANGES:
        _expect(item, found, int)
        if not -_RANGES[item.kind] <= found < _RANGES[item.kind]:
            raise MismatchError(f"{item.name} is an {item.kind}")
        return found
    if item.kind == "double":
        _expect(item, found, float, int)
        return float(found)
    return _expect(item, found, {"string": str, "bool": bool, "bytes": bytes}[item.kind])


def _expect(item: Field, found: Any, *kinds: type) -> Any:
    if type(found) not in kinds:
        raise MismatchError(f"{item.name} is {kinds[0].__name__}, not {type(found).__name__}")
    return found


def _read_one(contract: Contract, item: Field, found: Any) -> Any:
    if item.kind == "message":
        return read(contract, contract.message(item.type_name), found)
    if item.kind == "enum":
        return next(value.json for value in contract.enum(item.type_name).values if value.number == found)
    return json.loads(found) if item.json_object else found
