"""Values of every message made by rule, never by chance: smallest, largest, bounds, each variant, enum value and null."""

from __future__ import annotations

import hashlib
import re
import re._constants as sre  # type: ignore[import-not-found]
import re._parser as sre_parser  # type: ignore[import-not-found]
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from .ir import INT32_MAX, JSON_MAX, Constraint, Contract, Field, Message

Style = Literal["least", "shallow", "most", "low", "high"]
_DEEPEST = 7
_GREATEST = 1.7976931348623157e308
_WORDS = ('价格 "quoted" \\ back/slash 🚀 é\t', "second text, 第二", "third", "fourth")
_OBJECT: dict[str, Any] = {
    "": None,
    "number": 12345678901234567890,
    "list": [1, 0.1, True, {"键": "值 🚀"}],
    "nested": {"a": {"b": []}},
}


def samples(contract: Contract, message: Message) -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """Name of each sample, its value in JSON, and the key that it is about (which a repair must not touch)."""
    if message.is_union:
        for item in message.fields:
            variant = contract.message(item.type_name)
            yield f"variant.{item.name}.smallest", build(contract, variant, "least"), None
            yield f"variant.{item.name}.largest", build(contract, variant, "most"), None
        return
    yield "smallest", build(contract, message, "least"), None
    yield "largest", build(contract, message, "most"), None
    if any(item.kind in ("int32", "int64", "double", "string") for item in message.fields):
        yield "lowest", build(contract, message, "low"), None
        yield "highest", build(contract, message, "high"), None
    for item in message.fields:
        if item.nullable and not item.in_union:
            yield f"null.{item.name}", build(contract, message, "shallow") | {item.name: None}, item.name
        if item.kind == "enum":
            for value in contract.enum(item.type_name).legal:
                yield f"enum.{item.name}.{value.json}", _with_enum(contract, message, item, value.json), item.name


def build(contract: Contract, message: Message, style: Style, n: int = 0, depth: int = 0) -> dict[str, Any]:
    """The JSON value of a message in one style; `n` tells siblings apart."""
    if message.is_union:
        item = message.fields[n % len(message.fields)]
        return build(contract, contract.message(item.type_name), style, n, depth)
    tag = contract.variant_tags().get(message.full_name)
    value: dict[str, Any] = {tag[0]: tag[1]} if tag else {}
    for place, item in enumerate(message.fields):
        found = _field(contract, item, style, n + place if item.kind == "message" and item.cardinality == "one" else n, depth)
        if item.flatten:
            value = found | value
        else:
            value[item.name] = found
    return value


def _with_enum(contract: Contract, message: Message, item: Field, text: str) -> dict[str, Any]:
    value = build(contract, message, "least")
    if item.cardinality == "list":
        others = [other.json for other in contract.enum(item.type_name).legal if other.json != text]
        value[item.name] = [text, *others[: max(0, (item.min_items or 0) - 1)]]
    elif item.cardinality == "map":
        value[item.name] = {string(item.keys, "most", 0): text}
    else:
        value[item.name] = text
    return value


def _field(contract: Contract, item: Field, style: Style, n: int, depth: int) -> Any:
    inner: Style = "least" if style != "most" else style
    if item.cardinality == "one":
        if item.nullable and (style == "least" or (depth > _DEEPEST and item.kind == "message")):
            return None
        return element(contract, item, inner if item.kind == "message" else style, n, depth)
    count = item.min_items or 0
    if style != "least" and depth <= _DEEPEST:
        count = max(count, min(2, item.max_items if item.max_items is not None else 2))
    values = [
        element(contract, item, inner if index == 0 or item.kind != "message" else "least", n + index, depth)
        for index in range(count)
    ]
    if item.cardinality == "map":
        return {string(item.keys, "most", index): found for index, found in enumerate(values)}
    if item.unique and len(set(values)) < len(values):
        values = list(dict.fromkeys(element(contract, item, "shallow", n + index, depth) for index in range(count)))
    return values


def element(contract: Contract, item: Field, style: Style, n: int, depth: int = 0) -> Any:
    """One value of a field, or one element of a list or map."""
    if item.kind == "message":
        return build(contract, contract.message(item.type_name), style, n, depth + 1)
    if item.kind == "enum":
        legal = contract.enum(item.type_name).legal
        return legal[-1 if style == "high" else n % len(legal)].json
    if item.kind == "bool":
        return style not in ("least", "low")
    if item.kind == "bytes":
        return ("", "AAH_gA==")[style not in ("least", "low") or bool(item.value.min_len)]
    if item.kind == "string":
        return dict(_OBJECT) if item.json_object and style != "least" else {} if item.json_object else string(item.value, style, n)
    return number(item, style, n)


def number(item: Field, style: Style, n: int) -> int | float:
    """0 or the bound nearest to it, small numbers, or the bounds themselves."""
    value, whole = item.value, item.kind != "double"
    limit: float = _GREATEST if not whole else INT32_MAX if item.kind == "int32" else JSON_MAX
    step: float = 1 if whole else 1e-6
    low = value.gte if value.gte is not None else value.gt + step if value.gt is not None else -limit
    high = value.lte if value.lte is not None else value.lt - step if value.lt is not None else limit
    wanted: float = {"least": 0, "low": low, "high": high}.get(style, 1 + n if whole else 0.25 * (1 + n))
    found = min(max(wanted, low), high)
    return int(found) if whole else float(found)


def string(value: Constraint, style: Style, n: int) -> str:
    """A text that keeps the rules of one string."""
    if value.const is not None:
        return value.const
    if value.choices:
        return value.choices[n % len(value.choices)]
    if value.format:
        return _formatted(value, style, n)
    least, most = value.min_len or 0, value.max_len if value.max_len is not None else 200
    if value.pattern is not None:
        for attempt in range(n, n + 50):
            found = matching(value.pattern, attempt, long=style == "high" and attempt == n)
            if re.fullmatch(value.pattern, found) and least <= len(found) <= most and found not in value.excluded:
                return found
        raise ValueError(f"no text matches {value.pattern!r}")
    if style in ("least", "low"):
        return "a" * least
    text = "🚀" * min(most, 300) if style == "high" else _WORDS[n % len(_WORDS)][:most]
    return text + "b" * (least - len(text))


def _formatted(value: Constraint, style: Style, n: int) -> str:
    digest = hashlib.sha256(str(n).encode()).hexdigest()
    edge = {"low": 0, "high": 1}.get(style)
    dates = ("0001-01-01", "9999-12-31")
    match value.format:
        case "iso_date":
            return dates[edge] if edge is not None else (date(2024, 2, 29) + timedelta(days=n)).isoformat()
        case "utc_instant":
            times = ("T00:00:00Z", "T23:59:59.999999Z")
            return (
                dates[edge] + times[edge] if edge is not None else f"2025-12-25T08:30:{n % 60:02d}{'.000001' * (style != 'least')}Z"
            )
        case "sha256":
            return digest
        case "hex_id":
            return digest[:32]
        case "uuid_text":
            return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"
        case "instrument_code":
            return f"{600000 + n}.SH" if style != "high" else "999999.BJ"
        case "relative_path":
            return f"p{n}" if style in ("least", "low") else f"因子/p {n}/file.v{n}.parquet"
        case "slug":
            return f"s{n}" if style in ("least", "low") else f"S{n}:a.b_c/d-e" + "x" * (115 if style == "high" and n < 10 else 0)
    raise ValueError(f"no sample text for the format {value.format}")


def matching(pattern: str, n: int, *, long: bool = False) -> str:
    """A text that a pattern of literals, classes, groups, alternatives and repeats matches; `n` varies it."""
    return _pieces(sre_parser.parse(pattern), n, long)


def _pieces(parts: Any, n: int, long: bool) -> str:
    return "".join(_piece(op, argument, n, long) for op, argument in parts)


def _piece(op: Any, argument: Any, n: int, long: bool) -> str:
    if op is sre.LITERAL:
        return chr(argument)
    if op is sre.IN:
        return _from_class(argument, n)
    if op is sre.BRANCH:
        branches = argument[1]
        return _pieces(branches[n % len(branches)], n, long)
    if op is sre.SUBPATTERN:
        return _pieces(argument[-1], n, long)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        low, high, inner = argument
        count = int(min(high, 200) if long else min(high, low + (2 if n else 1)))
        return _pieces(inner, n, long) * count
    return ""


def _from_class(parts: Any, n: int) -> str:
    if parts[0][0] is sre.NEGATE:
        return "xyzuvw"[n % 6]
    first, second = parts[0]
    start, end = second if first is sre.RANGE else (second, second)
    return chr(start + n % (end - start + 1))
