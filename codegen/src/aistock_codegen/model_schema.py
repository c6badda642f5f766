"""Contract → the one schema that datamodel-code-generator reads: every message of every area, with Python's conveniences.

It differs from the published schemas only where Python does: lists and maps default to empty, a constant defaults to itself, and
the limits that datamodel-code-generator cannot combine with a named type are left to `split`.
"""

from __future__ import annotations

from . import formats
from .ir import Contract, Enum, Field, Message
from .schema import DIALECT, Schema, message_schema, property_schema

ROOT = "EveryMessageOfTheContract"


def model_schema(contract: Contract) -> Schema:
    """All messages and enums under `$defs`."""
    definitions: Schema = {name: {"title": name} | formats.SCHEMAS[key] for key, name in formats.TYPES.items()}
    for enum in contract.enums:
        definitions[enum.name] = _enum(enum)
    for message in contract.messages:
        definitions[message.name] = _message(contract, message)
    return {"$schema": DIALECT, "title": ROOT, "type": "object", "$defs": definitions}


def _enum(enum: Enum) -> Schema:
    members = [
        {"const": value.json, "title": value.name.removeprefix(enum.prefix), "description": value.comment} for value in enum.legal
    ]
    return {"title": enum.name, "description": enum.comment, "type": "string", "oneOf": members}


def _message(contract: Contract, message: Message) -> Schema:
    schema = message_schema(contract, message)
    schema.pop("x-rules", None)
    if message.is_union:
        if len(message.fields) == 1:
            schema.pop("discriminator")
        return schema
    schema.pop("propertyNames", None)
    required = list(schema["required"])
    tag = contract.variant_tags().get(message.full_name)
    if tag:
        schema["properties"][tag[0]]["default"] = tag[1]
        required.remove(tag[0])
    for item in message.fields:
        if item.flatten:
            continue
        shape = _property(contract, item)
        schema["properties"][item.name] = shape
        if "default" in shape and item.name in required:
            required.remove(item.name)
    schema["required"] = required
    return schema


def _property(contract: Contract, item: Field) -> Schema:
    shape = property_schema(contract, item)
    shape.pop("not", None)
    for branch in shape.get("anyOf", ()):
        branch.pop("not", None)
    if item.cardinality == "list":
        shape["default"] = []
        shape["items"] = _plain(shape["items"])
        shape.pop("uniqueItems", None)
    elif item.cardinality == "map":
        shape["default"] = {}
        shape["additionalProperties"] = _plain(shape["additionalProperties"])
    elif item.value.const is not None and item.required:
        shape["default"] = item.value.const
    elif "$ref" in shape:
        shape = _plain(shape, keep=("description", "x-since"))
    elif "anyOf" in shape:
        shape["anyOf"] = [_plain(branch) for branch in shape["anyOf"]]
    return shape


def _plain(schema: Schema, keep: tuple[str, ...] = ()) -> Schema:
    """A reference without the limits beside it; anything else as it is."""
    if "$ref" not in schema:
        return schema
    return {key: value for key, value in schema.items() if key == "$ref" or key in keep}
