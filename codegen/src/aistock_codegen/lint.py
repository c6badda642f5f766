"""What buf does not check: the conventions that make JSON, Python and the wire agree."""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterator

from aistock.contract.model import ContractModel

from . import lint_cel
from .constraints import regex_problem
from .ir import JSON_MAX, Contract, Enum, Field, Message, Service
from .problems import CompileError, Problem

_TAKEN = {name for name in dir(ContractModel) if not name.startswith("_")} - {"model_config"}
_SCALARS = ("string", "bool", "int32", "int64", "double", "bytes", "enum")


def check(contract: Contract) -> tuple[Problem, ...]:
    """Every problem that lets files be derived; raises CompileError with all problems when one of them does not."""
    problems = [*_names(contract)]
    for enum in contract.enums:
        problems += _enum(enum)
    for message in contract.messages:
        problems += _message(contract, message)
        problems += lint_cel.problems(contract, message)
    for service in contract.services:
        problems += _service(contract, service)
    problems += _documents(contract)
    found = tuple(sorted(set(problems)))
    if any(problem.fatal for problem in found):
        raise CompileError(*found)
    return found


def _at(item: Message | Enum | Service, name: str = "") -> str:
    return f"{item.file}: {item.name}" + (f".{name}" if name else "")


def _names(contract: Contract) -> Iterator[Problem]:
    items = list(contract.by_name.values())
    counts = Counter(item.name for item in items)
    for item in items:
        if counts[item.name] > 1:
            others = sorted(other.file for other in items if other.name == item.name)
            yield Problem(_at(item), f"the name stands in {', '.join(others)}; names are unique over the whole contract")
        if not item.comment:
            yield Problem(_at(item), "needs a comment", fatal=False)
    ids = Counter(rule.id for message in contract.messages for rule in message.rules)
    for message in contract.messages:
        for rule in message.rules:
            if ids[rule.id] > 1:
                yield Problem(_at(message), f"rule id {rule.id} is not unique")


def _enum(enum: Enum) -> Iterator[Problem]:
    zero = [value for value in enum.values if value.number == 0]
    if not zero or zero[0].name != enum.prefix + "UNSPECIFIED":
        yield Problem(_at(enum), f"the value 0 must be {enum.prefix}UNSPECIFIED")
    if not enum.legal:
        yield Problem(_at(enum), "has no value beside 0")
    texts = Counter(value.json for value in enum.legal)
    for value in enum.values:
        if not value.comment:
            yield Problem(_at(enum, value.name), "needs a comment", fatal=False)
        if texts[value.json] > 1:
            yield Problem(_at(enum, value.name), f"JSON text {value.json!r} is not unique")
        if enum.name == "ErrorReason" and value.number and (value.error is None or not value.error.remedy or not value.error.code):
            yield Problem(_at(enum, value.name), "needs (aistock.contract.v1.error) with code and remedy")


def _message(contract: Contract, message: Message) -> Iterator[Problem]:
    if message.oneof_names and not message.is_union:
        yield Problem(_at(message), "a oneof needs (aistock.contract.v1.union).discriminator, and the message nothing else")
    if message.is_union:
        yield from _union(contract, message)
    if sum(item.flatten for item in message.fields) > 1:
        yield Problem(_at(message), "only one map can stand inline")
    for item in message.fields:
        for text in _field(contract, message, item):
            yield Problem(_at(message, item.name), text)
        for text in _value(contract, message, item):
            yield Problem(_at(message, item.name), text, fatal=False)


def _union(contract: Contract, message: Message) -> Iterator[Problem]:
    if len(message.oneof_names) != 1 or not all(item.in_union for item in message.fields):
        yield Problem(_at(message), "a union holds one oneof and nothing else")
    if message.document:
        yield Problem(_at(message), "a document cannot be a union")
    for item in message.fields:
        if item.kind != "message":
            yield Problem(_at(message, item.name), "variants are messages")
            continue
        users = [
            f"{other.name}.{use.name}"
            for other in contract.messages
            for use in other.fields
            if use.type_name == item.type_name and (other.full_name, use.name) != (message.full_name, item.name)
        ]
        if users:
            yield Problem(_at(message, item.name), f"its type is also used by {', '.join(users)}; a variant has no other use")
        variant = contract.message(item.type_name)
        if variant.is_union or any(field.name == message.discriminator for field in variant.fields):
            yield Problem(_at(message, item.name), f"a variant is no union and has no field {message.discriminator!r} of its own")


def _field(contract: Contract, message: Message, item: Field) -> Iterator[str]:
    if keyword.iskeyword(item.name) or item.name in _TAKEN or item.name.startswith("_"):
        yield "the name is taken in Python; choose another"
    if item.cardinality == "one" and item.kind in _SCALARS and not item.has_optional and not item.in_union:
        yield "a singular scalar or enum must be `optional`"
    if item.type_name and item.type_name not in contract.by_name:
        yield f"type {item.type_name} is not a message or enum of the contract"
    elif item.kind in ("message", "enum") and (item.kind == "enum") != isinstance(contract.by_name[item.type_name or ""], Enum):
        yield "type mismatch"
    if item.flatten and (item.cardinality != "map" or item.kind not in ("double", "string", "int32", "int64")):
        yield "only a map of numbers or strings can stand inline"
    if item.flatten and (item.max_items, item.min_items, item.keys.min_len, item.keys.max_len) != (None,) * 4:
        yield "JSON cannot count inline keys nor bound their length beside fixed ones; give the keys a pattern, or no rule"
    if item.json_object and (item.kind != "string" or item.cardinality != "one"):
        yield "json_object is for singular strings"
    if item.unique and item.kind not in ("string", "enum"):
        yield "unique lists are lists of strings or enums"


def _value(contract: Contract, message: Message, item: Field) -> Iterator[str]:
    value = item.value
    if not item.comment:
        yield "needs a comment"
    if item.unique and not item.unique_rule:
        yield "say repeated.unique = true beside (field).unique, so that servers refuse repeated elements too"
    if item.kind == "enum" and not (value.defined_only and value.excludes_zero):
        yield "an enum field needs the rule enum = {defined_only: true, not_in: [0]} (for lists and maps, on the elements)"
    if item.kind == "double" and not value.finite:
        yield "a double needs the rule finite: true (for lists and maps, on the elements)"
    if item.kind == "int64":
        low, high = value.gte if value.gte is not None else value.gt, value.lte if value.lte is not None else value.lt
        if low is None or high is None or low < -JSON_MAX or high > JSON_MAX:
            yield f"an int64 needs bounds within ±{JSON_MAX}, or json_safe"
    if item.kind == "string" and not item.json_object and not _bounded(item):
        yield "a string needs max_len (for lists and maps, on the elements)"
    if item.cardinality != "one" and item.max_items is None and not item.flatten:
        yield "a list needs max_items, a map max_pairs"
    if value.excluded and item.cardinality != "one":
        yield "string.not_in is for singular strings"
    for pattern in (value.pattern, item.keys.pattern):
        if pattern is not None and (problem := regex_problem(pattern)):
            yield problem
    if item.cardinality == "map" and not item.flatten and not (item.keys.pattern or item.keys.max_len or item.keys.format):
        yield "map keys need a pattern or max_len"
    if item.kind == "bytes" and any(found.full_name == message.full_name for found in _in_documents(contract)):
        yield "bytes have no place in documents"


def _bounded(item: Field) -> bool:
    value = item.value
    if value.max_len is not None or value.const is not None or value.choices:
        return True
    if value.format is not None:
        return value.format != "relative_path"
    return value.pattern is not None and not re.search(r"(?<!\\)[*+]|\{[0-9]+,\}", value.pattern)


def _service(contract: Contract, service: Service) -> Iterator[Problem]:
    reasons = {
        value.name.removeprefix(enum.prefix) for enum in contract.enums if enum.name == "ErrorReason" for value in enum.legal
    }
    if not service.comment:
        yield Problem(_at(service), "needs a comment", fatal=False)
    for method in service.methods:
        where = _at(service, method.name)
        if not method.comment:
            yield Problem(where, "needs a comment", fatal=False)
        for reason in method.reasons:
            if reason not in reasons:
                yield Problem(where, f"reason {reason} is not a value of ErrorReason", fatal=False)
        if method.request not in contract.by_name or method.response not in contract.by_name:
            yield Problem(where, "request and response must be messages of the contract")
        elif method.idempotency_field and (text := _idempotency(contract, method.request, method.idempotency_field)):
            yield Problem(where, text, fatal=False)


def _idempotency(contract: Contract, request: str, path: str) -> str | None:
    message = contract.message(request)
    if message.is_union:
        message, path = contract.message(message.fields[0].type_name), path.removeprefix(message.fields[0].name + ".")
    for name in path.split(".")[:-1]:
        step = next((item for item in message.fields if item.name == name), None)
        if step is None or step.kind != "message" or step.cardinality != "one":
            return f"idempotency field {path}: {message.name} has no message field {name}"
        message = contract.message(step.type_name)
    last = next((item for item in message.fields if item.name == path.split(".")[-1]), None)
    if last is None or last.kind != "string" or not last.required:
        return f"a mutation needs its idempotency field: {message.name} has no required string {path.split('.')[-1]!r}"
    return None


def _in_documents(contract: Contract) -> list[Message]:
    seen: dict[str, Message] = {}
    queue = [message for message in contract.messages if message.document]
    while queue:
        message = queue.pop()
        if message.full_name not in seen:
            seen[message.full_name] = message
            queue += [contract.message(item.type_name) for item in message.fields if item.kind == "message"]
    return list(seen.values())


def _documents(contract: Contract) -> Iterator[Problem]:
    stems = Counter(message.document for message in contract.messages if message.document)
    for message in contract.messages:
        if not message.document:
            continue
        if stems[message.document] > 1:
            yield Problem(_at(message), f"document name {message.document} is not unique")
        fields = {item.name: item for item in message.fields}
        version = fields.get("version")
        if version is None or version.value.const != "v1" or not version.required:
            yield Problem(_at(message), 'a document needs a required `version` with const "v1"')
        for name in ("generated_at_utc", "source"):
            if name not in fields:
                yield Problem(_at(message), f"a document needs `{name}`")
