"""JSON that every reader understands alike: parsing text into it, and writing it back."""

from __future__ import annotations

import json
import math
import re
from typing import Any, Never

MAX_DEPTH = 64
MAX_BYTES = 256 * 1024 * 1024

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_INTEGER = 309


class PlainJsonError(ValueError):
    """Text that is not I-JSON; `rule` names what it breaks, `remedy` says what to do."""

    def __init__(self, rule: str, message: str, remedy: str, value: str = "") -> None:
        self.rule = rule
        self.message = message
        self.remedy = remedy
        self.value = value
        super().__init__(f"{message}; {remedy}")


def parse(text: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """The value of a JSON text; refuses what readers disagree about: NaN, infinities, duplicate keys, half characters."""
    if len(text) > max_bytes:
        raise PlainJsonError("json.size", f"is larger than {max_bytes} bytes", "split it", f"{len(text)} bytes")
    decoded = _decode(text) if isinstance(text, bytes) else text
    try:
        value = json.loads(decoded, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        remedy = "write the complete document as JSON"
        raise PlainJsonError("json.syntax", f"is not JSON: {error.msg} at {where}", remedy, _excerpt(decoded, error.pos)) from None
    except RecursionError:
        raise _too_deep(max_depth) from None
    needs_scan = _SURROGATE.search(decoded) or (not decoded.isascii() and isinstance(text, str))
    _check(value, max_depth, leaves=bool(needs_scan))
    return value


def problem_in(value: Any) -> str | None:
    """Why a Python value cannot stand in a document, or None."""
    try:
        _check(value, MAX_DEPTH, leaves=True)
    except PlainJsonError as problem:
        return problem.message
    return None


def canonical(value: Any) -> bytes:
    """The one text of a JSON value: keys sorted by code point, no spaces, UTF-8, shortest round-trip numbers."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def _decode(text: bytes) -> str:
    if text.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise PlainJsonError("json.encoding", "begins with a byte order mark", "write UTF-8 without one", text[:3].hex())
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        value = text[error.start : error.start + 4].hex()
        raise PlainJsonError("json.encoding", f"is not UTF-8 at byte {error.start}", "write UTF-8", value) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        again = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]  # add returns None
        raise PlainJsonError("json.duplicate_key", f"holds the key {again!r} twice", "keep one of them", again)
    return found


def _constant(name: str) -> Never:
    raise PlainJsonError("json.finite", f"holds {name}, which is not a JSON number", "write null or a finite number", name)


def _float(text: str) -> float:
    value = float(text)
    if value - value != 0.0:  # inf - inf is NaN
        raise _overflow(text)
    return value


def _int(text: str) -> int:
    if len(text) > _LONGEST_INTEGER:
        raise _overflow(text)
    return int(text)


def _overflow(text: str) -> PlainJsonError:
    short = text if len(text) <= 40 else text[:37] + "..."
    return PlainJsonError("json.finite", f"holds the number {short}, which no double can hold", "write a smaller number", short)


def _too_deep(max_depth: int) -> PlainJsonError:
    return PlainJsonError("json.depth", f"is nested deeper than {max_depth} levels", "flatten it", "")


def _excerpt(text: str, position: int) -> str:
    return repr(text[position : position + 20]) if position < len(text) else "end of text"


def _check(value: Any, depth: int, *, leaves: bool) -> None:
    kind = type(value)
    if kind is dict or kind is list:
        if depth <= 0:
            raise _too_deep(MAX_DEPTH)
        if kind is dict and leaves:
            for key in value:
                if type(key) is not str:
                    raise PlainJsonError("json.key", f"holds the key {key!r}, which is not a string", "use string keys", repr(key))
                _check_text(key)
        for item in value.values() if kind is dict else value:
            if leaves or type(item) in (dict, list):
                _check(item, depth - 1, leaves=leaves)
    elif leaves:
        _check_leaf(value)


def _check_leaf(value: Any) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is float:
        if not math.isfinite(value):
            raise PlainJsonError("json.finite", f"holds {value}", "write null or a finite number", str(value))
    elif kind is int:
        if value.bit_length() > 1023:
            raise _overflow(f"of {value.bit_length()} bits")
    elif value is not None and kind is not bool:
        raise PlainJsonError(
            "json.type", f"holds a {kind.__name__}", "use str, int, float, bool, None, dict and list", kind.__name__
        )


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        shown = ascii(text[:40])
        raise PlainJsonError("json.surrogate", "holds half of a surrogate pair", "write whole characters", shown) from None
