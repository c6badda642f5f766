"""Hypothesis strategies derived from the contract: JSON values that satisfy every rule of every field, not those between them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from .ir import INT32_MAX, JSON_MAX, Constraint, Contract, Field, Message

_HEX = "0123456789abcdef"
_TEXT = st.characters(codec="utf-8")
_INSTANTS = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31, 23, 59, 59), timezones=st.just(UTC))  # noqa: DTZ001
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(_TEXT, max_size=5)
_JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(_TEXT, max_size=5), inner, max_size=3)
)

_FORMATS: dict[str, SearchStrategy[Any]] = {
    "iso_date": st.dates(min_value=date(1, 1, 1)).map(date.isoformat),
    "utc_instant": _INSTANTS.map(lambda moment: moment.replace(tzinfo=None).isoformat() + "Z"),
    "relative_path": st.from_regex(r"[a-z0-9_-]{1,6}(/[a-z0-9_-]{1,6}){0,3}", fullmatch=True),
    "sha256": st.text(_HEX, min_size=64, max_size=64),
    "instrument_code": st.from_regex(r"[0-9]{6}\.(SH|SZ|BJ)", fullmatch=True),
    "hex_id": st.text(_HEX, min_size=32, max_size=32),
    "uuid_text": st.uuids().map(str),
    "slug": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,20}", fullmatch=True),
    "json_object": st.dictionaries(st.text(_TEXT, max_size=5), _JSON, max_size=3),
}


def values(contract: Contract, message: Message, depth: int = 8, *, full: bool = False) -> SearchStrategy[dict[str, Any]]:
    """JSON values of a message; optional parts are left out below `depth` levels, above it `full` leaves none out."""
    if message.is_union:
        return st.one_of([values(contract, contract.message(item.type_name), depth, full=full) for item in message.fields])
    tag = contract.variant_tags().get(message.full_name)
    keys: dict[str, SearchStrategy[Any]] = {tag[0]: st.just(tag[1])} if tag else {}
    for item in message.fields:
        if not item.flatten:
            keys[item.name] = _field(contract, item, depth, full)
    fixed = st.fixed_dictionaries(keys)
    entries = message.open_field
    if entries is None:
        return fixed
    names = _strings(entries.keys).filter(lambda name: name not in keys)
    inline = st.dictionaries(names, _value(contract, entries, depth, full), max_size=2)
    return st.builds(lambda one, two: one | two, fixed, inline)


def _field(contract: Contract, item: Field, depth: int, full: bool) -> SearchStrategy[Any]:
    low = item.min_items or (1 if full and depth > 0 and item.max_items != 0 else 0)
    high = max(low, min(item.max_items if item.max_items is not None else 2, 2))
    if depth <= 0 and not item.required and low == 0:
        return {"one": st.none(), "list": st.just([]), "map": st.just({})}[item.cardinality]
    value = _value(contract, item, depth - 1, full)
    if item.cardinality == "list":
        return st.lists(value, min_size=low, max_size=high, unique=item.unique)
    if item.cardinality == "map":
        return st.dictionaries(_strings(item.keys), value, min_size=low, max_size=high)
    return st.none() | value if item.nullable and not full else value


def _value(contract: Contract, item: Field, depth: int, full: bool) -> SearchStrategy[Any]:
    if item.kind == "message":
        return st.deferred(lambda: values(contract, contract.message(item.type_name), depth, full=full))
    if item.kind == "enum":
        return st.sampled_from([value.json for value in contract.enum(item.type_name).legal])
    if item.kind == "bool":
        return st.booleans()
    if item.kind == "bytes":
        return st.binary(min_size=item.value.min_len or 0, max_size=min(item.value.max_len or 8, (item.value.min_len or 0) + 8))
    if item.kind == "string":
        if item.format:
            limit = item.value.max_len or 10**6
            least = item.value.min_len or 0
            return _FORMATS[item.format].filter(lambda text: isinstance(text, dict) or least <= len(text) <= limit)
        return _strings(item.value)
    return _numbers(item.kind, item.value)


def _strings(value: Constraint) -> SearchStrategy[str]:
    if value.const is not None:
        return st.just(value.const)
    if value.choices:
        return st.sampled_from(value.choices)
    if value.format:
        return _FORMATS[value.format]
    low, high = value.min_len or 0, value.max_len if value.max_len is not None else 10**6
    if value.pattern is not None:
        found = st.from_regex(value.pattern, fullmatch=True, alphabet=_TEXT)
        return found.filter(lambda text: low <= len(text) <= high and text not in value.excluded)
    return st.text(_TEXT, min_size=low, max_size=min(high, low + 8)).filter(lambda text: text not in value.excluded)


def _numbers(kind: str, value: Constraint) -> SearchStrategy[Any]:
    if kind == "double":
        low = value.gte if value.gte is not None else value.gt
        high = value.lte if value.lte is not None else value.lt
        return st.floats(
            min_value=low,
            max_value=high,
            exclude_min=value.gt is not None and value.gte is None,
            exclude_max=value.lt is not None and value.lte is None,
            allow_nan=False,
            allow_infinity=False,
        )
    limit = INT32_MAX if kind == "int32" else JSON_MAX
    low = int(value.gte if value.gte is not None else value.gt + 1 if value.gt is not None else -limit)
    high = int(value.lte if value.lte is not None else value.lt - 1 if value.lt is not None else limit)
    return st.integers(min_value=low, max_value=high)
