"""JSON texts near a document: every key and value of it deleted, replaced, misspelled, doubled and pushed over its bounds."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from .ir import INT32_MAX, JSON_MAX, Constraint, Contract, Field, Message

Path = tuple[str | int, ...]

WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.5, -0.0, 1e300, 3.0, 2**31, 2**31 - 1, -(2**31), -(2**31) - 1),
    *(2**53, 2**53 - 1, 2**53 + 1, 2**63, -(2**53), -(2**63) - 1, 2**64, 10**300),
    *("", " ", "x", "x\n", "v1\n", "v1", "v2", "1", "null", "0" * 64, "0" * 32, "0" * 33, "a" * 5000, "A" * 64, "\u0131"),
    *("2025-01-01", "2023-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "0000-01-01", "0001-01-01", "9999-12-31"),
    *("2025-13-01", "2025-04-31", "2025-1-1", "20250101", "2025-01-01\n", "\n2025-01-01", "+2025-01-01", "10000-01-01"),
    *("2025-01-01T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T23:59:60Z", "2025-01-01T00:00:00.1234567Z"),
    *("2025-01-01T00:00:00.123456Z", "2025-01-01T00:00:00.Z", "2025-01-01T00:00:00,5Z", "2025-01-01t00:00:00z"),
    *("2025-01-01T00:00:00+08:00", "2025-02-30T00:00:00Z", "2025-01-01T00:00:00+00:00", "2025-01-01T00:00:00-00:00"),
    *("2025-01-01 00:00:00Z", "2025-01-01T00:00Z", "0000-01-01T00:00:00Z", "2025-01-01T00:00:00", "1735689600"),
    *(
        "../x",
        "/x",
        "a\\b",
        "C:/x",
        "c:",
        "a/b",
        "a//b",
        "a/",
        ".",
        "..",
        "a/..",
        "a/...",
        "..a",
        "a\u0000b",
        "a\x7f",
        "\u91cf\u4ef7/\u56e0\u5b50",
    ),
    *("600000.SH", "600000.sh", "600000.SH\n", "\u0663" * 6 + ".SH", "UNSPECIFIED", "0b9c3f0e8a554a399c5e2f1f6f3c8a10"),
    *("0B9C3F0E-8A55-4A39-9C5E-2F1F6F3C8A10", "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10", "{0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10}"),
    *("\N{GRINNING FACE}" * 129, "e\u0301", "\u2028", "\ufeff", "\uffff", "\U0010ffff", "\u0085", "a\u2029"),
    *([], {}, [None], [1], ["x"], ["x", "x"], [[]], [{}], {"x": 1}, {"kind": "x"}, {"kind": None}, {"x": None}, {"A B": 1.0}),
    *({"x": "y"}, {"": 1}, {"__class__": 1.0}, {"x": 10**300}, {"x": True}, {"x\n": 1.0}),
)
"""What is put in the place of a value."""

RAW = (
    *("1.0", "1e0", "1E+2", "1e-2", "-0", "-0.0", "0.0", "-1.0", "1" + "0" * 400, "1e400", "-1e400", "1e-400", "5e-324"),
    *("1.7976931348623157e308", "1.7976931348623159e308", "9007199254740993", "9007199254740993.0", "01", "1.", ".5", "+1"),
    *("NaN", "Infinity", "-Infinity", "nan", "True", "'x'", '"\\ud800"', '"\\udc00x"', '"\\ud83d\\ude00"', '"\\u0000"', '"a\tb"'),
    *('{"a":1,"a":2}', '{"a":1,"\\u0061":2}', "[1,]", "[" * 70 + "]" * 70, "1" + "0" * 308, "1797" + "0" * 305, "/**/1", ""),
)
"""Spellings that `json.dumps` does not write, put in the place of a value."""

_HOLE = "@@a raw text stands here@@"
_TWIN = "@@a key stands here twice@@"
_MOST_ADDED = 3_000


@dataclass(frozen=True, slots=True)
class Place:
    """A value inside a document; `field` is None for the whole, for tags and inside pass-through JSON."""

    path: Path
    value: Any
    field: Field | None
    is_element: bool


def places(contract: Contract, message: Message, value: Any, path: Path = ()) -> Iterator[Place]:
    """Every value that a document holds, the parts of a pass-through object left out."""
    if message.is_union:
        chosen = next(one for one in message.fields if one.name == value[message.discriminator])
        message = contract.message(chosen.type_name)
    named = {item.name: item for item in message.fields if not item.flatten}
    for key, found in value.items():
        item = named.get(key, message.open_field)
        yield Place((*path, key), found, item, item is not None and item.flatten)
        if item is None or found is None or item.flatten:
            continue
        inner: list[tuple[Path, Any]] = [((*path, key), found)]
        if item.cardinality != "one":
            pairs = enumerate(found) if isinstance(found, list) else found.items()
            inner = [((*path, key, step), element) for step, element in pairs]
            yield from (Place(where, element, item, True) for where, element in inner)
        if item.kind == "message":
            for where, element in inner:
                yield from places(contract, contract.message(item.type_name), element, where)


def mutant(random: Random, value: dict[str, Any], all_places: list[Place]) -> str:
    """The text of a document with one to three random edits."""
    for _ in range(random.choice((1, 1, 1, 1, 2, 3))):
        value = _EDITS[random.randrange(len(_EDITS))](random, value, random.choice(all_places))
    return text_of(value, random)


def text_of(value: Any, random: Random) -> str:
    """JSON text, holes filled with raw spellings."""
    text = json.dumps(value, ensure_ascii=random.random() < 0.5)
    if _HOLE in text:
        for _ in range(text.count(_HOLE)):
            text = text.replace(f'"{_HOLE}"', random.choice(RAW), 1)
    return text.replace(_TWIN, "")


def edges(place: Place) -> Iterator[Any]:
    """Values at and beside the bounds of a place."""
    item = place.field
    if item is None:
        return
    if item.cardinality != "one" and not place.is_element:
        yield from _sizes(place, item)
    elif item.kind in ("int32", "int64", "double"):
        yield from _numbers(item.kind, item.value)
    elif item.kind == "string" and not item.json_object:
        yield from _texts(item.value, place.value)


def edited(value: Any, path: Path, change: Callable[[Any], Any]) -> Any:
    """The value with a part changed; other parts are shared."""
    if not path:
        return change(value)
    if not isinstance(value, (dict, list)):
        return value  # an edit before this one took the place away
    copy: Any = value.copy()
    if path[0] in copy if isinstance(copy, dict) else isinstance(path[0], int) and path[0] < len(copy):
        copy[path[0]] = edited(copy[path[0]], path[1:], change)
    return copy


def _sizes(place: Place, item: Field) -> Iterator[Any]:
    for bound in (item.min_items, item.max_items):
        for size in () if bound is None else (bound - 1, bound, bound + 1):
            if not place.value or not 0 <= size <= _MOST_ADDED // (60 if item.kind == "message" else 1):
                continue
            if isinstance(place.value, list):
                first = place.value[0]
                alike = isinstance(first, str) and item.unique
                yield [f"{first}{n}" if alike and n else first for n in range(size)]
            else:
                first = next(iter(place.value.values()))
                yield {f"k{n}": first for n in range(size)}


def _numbers(kind: str, value: Constraint) -> Iterator[Any]:
    for bound in (
        value.gt,
        value.gte,
        value.lt,
        value.lte,
        *(() if kind == "double" else (INT32_MAX, -INT32_MAX, JSON_MAX, -JSON_MAX)),
    ):
        if bound is None:
            continue
        whole = int(bound)
        yield from (whole - 1, whole, whole + 1, float(bound))
        if kind == "double":
            yield from (math.nextafter(bound, -math.inf), math.nextafter(bound, math.inf))


def _texts(value: Constraint, now: Any) -> Iterator[str]:
    fill = now if isinstance(now, str) and now else "x"
    for bound in (value.min_len, value.max_len):
        for size in () if bound is None else (bound - 1, bound, bound + 1):
            if 0 <= size <= _MOST_ADDED * 10:
                yield (fill * (size // len(fill) + 1))[:size]
                yield "a" * size
                yield "\N{GRINNING FACE}" * size if size <= _MOST_ADDED else "b" * size
    yield from (*value.choices, *(choice.upper() for choice in value.choices), *value.excluded)


def _replace(random: Random, value: Any, place: Place) -> Any:
    found = random.choice(WRONG)
    return edited(value, place.path, lambda _: found)


def _raw(_: Random, value: Any, place: Place) -> Any:
    return edited(value, place.path, lambda _: _HOLE)


def _edge(random: Random, value: Any, place: Place) -> Any:
    found = [*edges(place)]
    if not found:
        return _misspell(random, value, place)
    chosen = random.choice(found)
    if isinstance(chosen, (list, dict, str)) and len(chosen) > 400 and random.random() < 0.9:
        chosen = found[0]
    return edited(value, place.path, lambda _: chosen)


def _delete(_: Random, value: Any, place: Place) -> Any:
    def without(parent: Any) -> Any:
        if isinstance(parent, dict):
            return {key: item for key, item in parent.items() if key != place.path[-1]}
        return [item for index, item in enumerate(parent) if index != place.path[-1]] if isinstance(parent, list) else parent

    return edited(value, place.path[:-1], without)


def _add(random: Random, value: Any, place: Place) -> Any:
    key = random.choice(("zz_unknown", "kind", "Upper", "version", "", "__class__", "model_config", "a" * 70, "x\n", "self"))
    found: Any = random.choice((1, 1.5, "x", None, {}, 2**60))
    where = random.choice((place.path, place.path[:-1]))
    return edited(value, where, lambda now: now | {key: found} if isinstance(now, dict) and key not in now else now)


def _twice(random: Random, value: Any, place: Place) -> Any:
    def again(now: Any) -> Any:
        if isinstance(now, list):
            return now * random.choice((2, 3, 40))
        if isinstance(now, dict) and now:
            key = random.choice([*now])
            return now | {f"{key}{_TWIN}": now[key]}
        return [now, now]

    return edited(value, place.path, again)


def _misspell(random: Random, value: Any, place: Place) -> Any:
    def other(now: Any) -> Any:
        if isinstance(now, str):
            forms = (
                now + "\n",
                now + " ",
                " " + now,
                now.upper(),
                now.title(),
                now[:-1],
                now + now,
                now + "\u0301",
                "\ufeff" + now,
            )
            return random.choice((*forms, now.replace("_", "-"), [now], now.encode().hex(), now[::-1]))
        if isinstance(now, bool):
            return random.choice((int(now), str(now), str(now).lower(), not now))
        if isinstance(now, (int, float)):
            forms_of = (str(now), now == 1, -now, now * 10, now + 1, now - 1, [now], {"value": now})
            return random.choice(forms_of if abs(now) > 1e300 else (*forms_of, float(now), int(now), now + 0.5))
        if isinstance(now, list):
            return random.choice(
                (now[0] if now else None, {str(n): item for n, item in enumerate(now)}, now[::-1], json.dumps(now)[:99])
            )
        if isinstance(now, dict):
            return random.choice(([now], [*now.items()], json.dumps(now)[:99], [*now]))
        return random.choice((0, "", "null", "None", [], {}, False))

    return edited(value, place.path, other)


def _nothing(_: Random, value: Any, place: Place) -> Any:
    return edited(value, place.path, lambda _: None)


_EDITS: tuple[Callable[[Random, Any, Place], Any], ...] = (
    *(_replace, _replace, _replace, _raw, _edge, _edge, _delete, _add, _twice, _misspell, _misspell, _nothing),
)
