"""Contract → JSON Schema 2020-12: what a reader of a document must find, one self-contained file per document."""

from __future__ import annotations

import re
from typing import Any

from . import formats
from .ir import INT32_MAX, JSON_MAX, Constraint, Contract, Enum, Field, Message

Schema = dict[str, Any]
_META = re.compile(r"[.^$*+?()\[\]{}|\\]")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def document_schemas(contract: Contract) -> dict[str, Schema]:
    """Path below `jsonschema/` → schema, for every document."""
    return {
        f"{message.area}/v1/{message.document}.schema.json": bundle(contract, message)
        for message in contract.messages
        if message.document
    }


def index(contract: Contract) -> Schema:
    """The list of documents with message name, path and comment."""
    documents = [
        {
            "document": message.document,
            "message": message.full_name,
            "schema": f"{message.area}/v1/{message.document}.schema.json",
            "description": message.comment,
        }
        for message in sorted(contract.messages, key=lambda item: (item.area, item.document or ""))
        if message.document
    ]
    return {"contract": "v1", "documents": documents}


def bundle(contract: Contract, root: Message) -> Schema:
    """The schema of a document with everything it refers to under `$defs`."""
    definitions = {_title(contract, name): _definition(contract, name) for name in _reachable(contract, root)}
    schema: Schema = {"$schema": DIALECT, "$id": f"https://aistock.invalid/{root.area}/v1/{root.document}.schema.json"}
    schema |= message_schema(contract, root)
    schema["$defs"] = dict(sorted(definitions.items()))
    return schema


def message_schema(contract: Contract, message: Message) -> Schema:
    """The JSON Schema of one message, with `$ref`s into `$defs`."""
    schema: Schema = {"title": message.name, "description": message.comment}
    if message.is_union:
        refs = [{"$ref": f"#/$defs/{contract.message(item.type_name).name}"} for item in message.fields]
        mapping = {item.name: ref["$ref"] for item, ref in zip(message.fields, refs, strict=True)}
        return schema | {"oneOf": refs, "discriminator": {"propertyName": message.discriminator, "mapping": mapping}}
    properties: Schema = {}
    required: list[str] = []
    tag = contract.variant_tags().get(message.full_name)
    if tag:
        properties[tag[0]] = {"const": tag[1], "type": "string", "description": "Names the variant."}
        required.append(tag[0])
    for item in message.fields:
        if not item.flatten:
            properties[item.name] = property_schema(contract, item)
            if item.required or (item.cardinality != "one" and item.since is None):
                required.append(item.name)
    schema |= {"type": "object", "properties": properties, "required": required}
    schema |= _open_keys(contract, message, properties)
    if message.rules:
        schema["x-rules"] = [{"id": rule.id, "cel": rule.expression, "message": rule.message} for rule in message.rules]
    return schema


def _open_keys(contract: Contract, message: Message, properties: Schema) -> Schema:
    entries = message.open_field
    if entries is None:
        return {"additionalProperties": False}
    closed: Schema = {"additionalProperties": element_schema(contract, entries)}
    if entries.keys.pattern:
        closed["propertyNames"] = {"anyOf": [{"pattern": entries.keys.pattern}, {"enum": sorted(properties)}]}
    return closed


def property_schema(contract: Contract, item: Field) -> Schema:
    """The schema of one key: its comment, its shape, and null where absence is allowed."""
    schema: Schema = {"description": item.comment}
    if item.since:
        schema["x-since"] = item.since
    element = element_schema(contract, item)
    if item.cardinality == "list":
        schema |= {"type": "array", "items": element} | _sizes(item, "minItems", "maxItems")
        return schema | ({"uniqueItems": True} if item.unique else {})
    if item.cardinality == "map":
        names: Schema = {"propertyNames": string_limits(item.keys)} if string_limits(item.keys) else {}
        return schema | {"type": "object", "additionalProperties": element} | names | _sizes(item, "minProperties", "maxProperties")
    return schema | (nullable(element) if item.nullable else element)


def _sizes(item: Field, low: str, high: str) -> Schema:
    sizes: Schema = {}
    if item.min_items is not None:
        sizes[low] = item.min_items
    if item.max_items is not None:
        sizes[high] = item.max_items
    return sizes


def nullable(schema: Schema) -> Schema:
    """The schema, or null."""
    if set(schema) <= {"type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern"}:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def element_schema(contract: Contract, item: Field) -> Schema:
    """The schema of a field's value, or of each element of a list or map."""
    if item.kind in ("message", "enum"):
        return {"$ref": f"#/$defs/{contract.by_name[item.type_name or ''].name}"}
    if item.kind == "bytes":
        return {"$ref": "#/$defs/RawBytes"}
    if item.kind == "bool":
        return {"type": "boolean"}
    if item.kind == "string":
        if item.format:
            limits = string_limits(item.value)
            return {"$ref": f"#/$defs/{formats.TYPES[item.format]}"} | limits
        return {"type": "string"} | string_limits(item.value)
    return number_schema(item.kind, item.value)


def string_limits(value: Constraint) -> Schema:
    """What a string must satisfy beside its named format."""
    limits: Schema = {}
    if value.const is not None:
        limits["const"] = value.const
    if value.min_len is not None:
        limits["minLength"] = value.min_len
    if value.max_len is not None:
        limits["maxLength"] = value.max_len
    if value.pattern is not None:
        limits["pattern"] = value.pattern
    if value.choices:
        limits["pattern"] = "^(" + "|".join(_META.sub(r"\\\g<0>", choice) for choice in value.choices) + ")$"
    if value.excluded:
        limits["not"] = {"enum": list(value.excluded)}
    return limits


def number_schema(kind: str, value: Constraint) -> Schema:
    """A number with its bounds; integers always have both."""
    schema: Schema = {"type": "number" if kind == "double" else "integer"}
    convert = float if kind == "double" else int
    for name, bound in (
        ("minimum", value.gte),
        ("exclusiveMinimum", value.gt),
        ("maximum", value.lte),
        ("exclusiveMaximum", value.lt),
    ):
        if bound is not None:
            schema[name] = convert(bound)
    if kind != "double":
        limit = INT32_MAX if kind == "int32" else JSON_MAX
        if "minimum" not in schema and "exclusiveMinimum" not in schema:
            schema["minimum"] = -limit - (kind == "int32")
        if "maximum" not in schema and "exclusiveMaximum" not in schema:
            schema["maximum"] = limit
    return schema


def enum_schema(enum: Enum) -> Schema:
    """The texts of an enum with the meaning of each."""
    meanings = {value.json: value.comment for value in enum.legal}
    return {
        "title": enum.name,
        "description": enum.comment,
        "type": "string",
        "enum": [value.json for value in enum.legal],
        "x-meanings": meanings,
    }


_FORMAT_OF = {name: key for key, name in formats.TYPES.items()}


def _title(contract: Contract, name: str) -> str:
    return name if name in _FORMAT_OF else contract.by_name[name].name


def _definition(contract: Contract, name: str) -> Schema:
    if name in _FORMAT_OF:
        return {"title": name} | formats.SCHEMAS[_FORMAT_OF[name]]
    found = contract.by_name[name]
    return enum_schema(found) if isinstance(found, Enum) else message_schema(contract, found)


def _reachable(contract: Contract, root: Message) -> set[str]:
    """Full names of messages and enums, and names of format types, that a document needs beside itself."""
    seen: set[str] = set()
    queue: list[Message] = [root]
    while queue:
        for item in queue.pop().fields:
            if item.kind in ("message", "enum"):
                name = item.type_name or ""
                found = contract.by_name[name]
                if name not in seen and isinstance(found, Message):
                    queue.append(found)
                seen.add(name)
            elif item.kind == "bytes":
                seen.add("RawBytes")
            elif item.format:
                seen.add(formats.TYPES[item.format])
    return seen
