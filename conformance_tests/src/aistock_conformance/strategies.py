"""Hypothesis strategies derived from the contract's descriptors: messages that keep every rule, and edits that keep them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import protovalidate
from google.protobuf.descriptor import FieldDescriptor
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from aistock.contract.v1 import options_pb2, rules_pb2
from aistock_conformance.wire import is_list
from buf.validate import validate_pb2

_HEX = "0123456789abcdef"
_LARGEST = 2**53 - 1
_TEXT = st.characters(codec="utf-8", exclude_characters="\x00")
_INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
_LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-1e9, 1e9) | st.text(_TEXT, max_size=8)
_OBJECTS = st.dictionaries(st.text(_TEXT, max_size=6), _LEAVES | st.lists(_LEAVES, max_size=2), max_size=3)

FORMATS: dict[str, SearchStrategy[str]] = {
    "iso_date": st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(date.isoformat),
    "utc_instant": _INSTANTS.map(lambda moment: moment.replace(tzinfo=None).isoformat() + "Z"),
    "relative_path": st.from_regex(r"[a-z0-9_-]{1,6}(/[a-z0-9_-]{1,6}){0,3}", fullmatch=True),
    "sha256": st.text(_HEX, min_size=64, max_size=64),
    "instrument_code": st.from_regex(r"60[0-9]{4}\.SH|00[0-9]{4}\.SZ", fullmatch=True),
    "hex_id": st.text(_HEX, min_size=32, max_size=32),
    "uuid_text": st.uuids().map(str),
    "slug": st.from_regex(r"[a-z][a-z0-9._-]{0,12}", fullmatch=True),
}
"""Texts of each named format of the contract."""

_KIND = {
    FieldDescriptor.CPPTYPE_INT32: "int32",
    FieldDescriptor.CPPTYPE_INT64: "int64",
    FieldDescriptor.CPPTYPE_DOUBLE: "double",
    FieldDescriptor.CPPTYPE_STRING: "string",
    FieldDescriptor.CPPTYPE_BOOL: "bool",
    FieldDescriptor.CPPTYPE_ENUM: "enum",
}


@st.composite
def edited(draw: DrawFn, message: Any, *, keep: frozenset[str] = frozenset(), edits: int = 6) -> Any:
    """The message with some scalar fields set anew, as far as every rule still holds; fields named in `keep` stay."""
    result = type(message)()
    result.CopyFrom(message)
    for _ in range(draw(st.integers(0, edits))):
        part = draw(st.sampled_from(_parts(result)))
        fields = [one for one in part.DESCRIPTOR.fields if _is_scalar(one) and one.name not in keep]
        if not fields:
            continue
        chosen = draw(st.sampled_from(fields))
        before = type(result)()
        before.CopyFrom(result)
        value = draw(scalar(chosen))
        if chosen.has_presence and not _rules(chosen).required and draw(st.integers(0, 3)) == 0:
            part.ClearField(chosen.name)
        else:
            setattr(part, chosen.name, value)
        if protovalidate.collect_violations(result):
            result.CopyFrom(before)
    return result


def scalar(field: Any) -> SearchStrategy[Any]:
    """Values of a scalar field that keep its own rules."""
    rules, kind = _rules(field), _KIND[field.cpp_type]
    if kind == "bool":
        return st.booleans()
    if kind == "enum":
        return st.sampled_from([value.number for value in field.enum_type.values if value.number])
    if kind == "string":
        if field.GetOptions().Extensions[options_pb2.field].json_object:
            return _OBJECTS.map(lambda value: json.dumps(value, ensure_ascii=False))
        return _strings(rules.string)
    return _numbers(kind, getattr(rules, kind))


def hostile_texts() -> SearchStrategy[str]:
    """Texts that break careless programs."""
    return st.sampled_from(
        [
            "", " ", "\x00", "a\x00b", "\u202e", "\ufeff", "💥" * 40, "é" * 5000, "../../etc/passwd", "..\\..\\x", "C:\\x",
            "'; drop table accounts; --", "%s%n{0}", "${jndi:ldap://x}", "\r\n\r\nHTTP/1.1", "NaN", "-0", "1e999", "null",
            "0" * 64, "9" * 400, "2024-02-30", "2024-01-01T00:00:00", "a" * 100_000,
        ]
    ) | st.text(_TEXT, max_size=30)  # fmt: skip


def _strings(rules: Any) -> SearchStrategy[str]:
    if rules.HasField("const"):
        return st.just(rules.const)
    choices = list(getattr(rules, "in"))
    if choices:
        return st.sampled_from(choices)
    low, high = int(rules.min_len), int(rules.max_len) if rules.HasField("max_len") else 64
    for name, found in FORMATS.items():
        if rules.Extensions[getattr(rules_pb2, name)]:
            return found.filter(lambda text: low <= len(text) <= max(high, low))
    if rules.pattern:
        return st.from_regex(rules.pattern, fullmatch=True).filter(lambda text: low <= len(text) <= high and text.isascii())
    return st.text(_TEXT, min_size=low, max_size=min(high, low + 20))


def _numbers(kind: str, rules: Any) -> SearchStrategy[Any]:
    if kind == "double":
        low = rules.gte if rules.HasField("gte") else rules.gt if rules.HasField("gt") else -1e9
        high = rules.lte if rules.HasField("lte") else rules.lt if rules.HasField("lt") else 1e9
        return st.floats(low, high, exclude_min=rules.HasField("gt"), exclude_max=rules.HasField("lt"), allow_nan=False)
    top = 2**31 - 1 if kind == "int32" else _LARGEST
    low = rules.gte if rules.HasField("gte") else rules.gt + 1 if rules.HasField("gt") else -top
    high = rules.lte if rules.HasField("lte") else rules.lt - 1 if rules.HasField("lt") else top
    return st.integers(low, high)


def _parts(message: Any) -> list[Any]:
    """The message and every message inside it."""
    found = [message]
    for field, value in message.ListFields():
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        inner = [value] if not is_list(field) else list(value)
        for one in inner:
            found += _parts(one)
    return found


def _is_scalar(field: Any) -> bool:
    return not is_list(field) and field.cpp_type in _KIND


def _rules(field: Any) -> Any:
    return field.GetOptions().Extensions[validate_pb2.field]
