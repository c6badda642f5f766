"""A second implementation of JSON ↔ protobuf, by reflection: slow, and only there to be compared with the derived one."""

from __future__ import annotations

import json
from typing import Any

from .ir import Contract, Field, Message


def fill(contract: Contract, message: Message, value: dict[str, Any], pb: Any) -> None:
    """Set `pb` from the JSON value of a message."""
    if message.is_union:
        item = next(item for item in message.fields if item.name == value[message.discriminator or ""])
        variant = contract.message(item.type_name)
        getattr(pb, item.name).SetInParent()
        fill(
            contract,
            variant,
            {key: found for key, found in value.items() if key != message.discriminator},
            getattr(pb, item.name),
        )
        return
    named = {item.name: item for item in message.fields if not item.flatten}
    for key, found in value.items():
        if key in named:
            _fill_field(contract, named[key], found, pb)
        elif message.open_field is not None:
            getattr(pb, message.open_field.name)[key] = found
        elif key != contract.variant_tags().get(message.full_name, ("",))[0]:
            raise KeyError(key)


def read(contract: Contract, message: Message, pb: Any) -> dict[str, Any]:
    """The JSON value of a protobuf message."""
    if message.is_union:
        item = next(item for item in message.fields if pb.HasField(item.name))
        return read(contract, contract.message(item.type_name), getattr(pb, item.name))
    tag = contract.variant_tags().get(message.full_name)
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


def _fill_field(contract: Contract, item: Field, found: Any, pb: Any) -> None:
    target = getattr(pb, item.name)
    if item.cardinality == "list":
        for element in found:
            if item.kind == "message":
                fill(contract, contract.message(item.type_name), element, target.add())
            else:
                target.append(_scalar(contract, item, element))
    elif item.cardinality == "map":
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


def _scalar(contract: Contract, item: Field, found: Any) -> Any:
    if item.kind == "enum":
        return next(value.number for value in contract.enum(item.type_name).values if value.json == found)
    if item.json_object:
        return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return found


def _read_one(contract: Contract, item: Field, found: Any) -> Any:
    if item.kind == "message":
        return read(contract, contract.message(item.type_name), found)
    if item.kind == "enum":
        return next(value.json for value in contract.enum(item.type_name).values if value.number == found)
    return json.loads(found) if item.json_object else found
