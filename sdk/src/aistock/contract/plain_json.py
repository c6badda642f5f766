"""JSON that every reader understands alike: parsing text into it, and writing it back."""

from __future__ import annotations

import json
import math
import re
from itertools import chain
from typing import Any, Never

try:
    import jiter as _jiter
except ModuleNotFoundError:  # the extra `fast`; everything below says the same without it
    _jiter = None  # type: ignore[assignment]

MAX_DEPTH = 64
MAX_BYTES = 64 * 1024 * 1024
MAX_VALUES = 4_000_000

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_INTEGER = 310
_BITS_OF_EVERY_DOUBLE = 1023
_JITER_DEPTH = 201
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
_NUMBERS = frozenset({float, int})
_CONTAINERS = frozenset({dict, list})


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
    if isinstance(text, bytes):
        try:
            value = quick(text, max_bytes=max_bytes, max_depth=max_depth)
        except ValueError:
            return parse_slowly(text, max_bytes=max_bytes, max_depth=max_depth)
        if numbers_fit(value):
            return value
    return parse_slowly(text, max_bytes=max_bytes, max_depth=max_depth)


def quick(text: bytes, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """What `parse` gives, but numbers that no double can hold pass; ValueError when only `parse` can say, or jiter is absent."""
    if _jiter is None or is_too_large(text, max_bytes) or not 0 < max_depth <= _JITER_DEPTH:
        raise ValueError("needs the slow reader")
    # jiter's depth is fixed, so the text is put that much deeper; one element on each level proves that it stayed inside.
    around = _JITER_DEPTH - max_depth
    wrapped = b"[" * around + text + b"]" * around
    value = _jiter.from_json(wrapped, allow_inf_nan=False, cache_mode="keys", catch_duplicate_keys=True)
    for _ in range(around):
        if type(value) is not list or len(value) != 1:
            raise ValueError("is more than one value")
        value = value[0]
    return value


def is_too_large(text: bytes, max_bytes: int = MAX_BYTES) -> bool:
    """Whether a text has more bytes or more values than may be read."""
    return len(text) > max_bytes or (len(text) > MAX_VALUES and text.count(b",") > MAX_VALUES)


def holds_keys_once(text: bytes, different: int) -> bool:
    """Whether no object of a JSON text holds a key twice, given how many different keys its objects hold together.

    False also when that cannot be told so cheaply. A key ends in a quotation mark and a colon. So they are counted, at least
    once each; were a key held twice, they would be more than the different keys.
    """
    packed = text.translate(None, b" \t\n\r")
    ends = packed.count(b'":')
    if ends != different and b"\\" in packed:
        # Text in text, such as {\"a\": 1}: a mark behind one backslash ends no key; behind two of them it may.
        ends += packed.count(b'\\\\":') - packed.count(b'\\":')
    return ends == different


def parse_slowly(text: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """What `parse` gives, by Python's own reader; the words of every refusal are its words."""
    if len(text) > max_bytes:
        raise PlainJsonError("json.size", f"is larger than {max_bytes} bytes", "split it", f"{len(text)} bytes")
    decoded = _decode(text) if isinstance(text, bytes) else text
    if decoded.count(",") > MAX_VALUES:
        # Small values are far larger in memory than in a file, so their number has a limit of its own.
        found = f"{decoded.count(',')} commas"
        raise PlainJsonError("json.values", f"holds more than {MAX_VALUES} values", "split it", found)
    try:
        value = json.loads(decoded, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno} column {error.colno}"
        remedy = "write the complete document as JSON"
        raise PlainJsonError("json.syntax", f"is not JSON: {error.msg} at {where}", remedy, _excerpt(decoded, error.pos)) from None
    except RecursionError:
        raise _too_deep(max_depth) from None
    needs_scan = _SURROGATE.search(decoded) or (not decoded.isascii() and isinstance(text, str))
    _check(value, max_depth, max_depth, leaves=bool(needs_scan))
    return value


def numbers_fit(value: Any) -> bool:
    """Whether doubles can hold all numbers; level by level, so that the loops run inside the interpreter's own code."""
    level = [value]
    while level:
        kinds = set(map(type, level))
        if kinds & _NUMBERS:
            numbers = [item for item in level if type(item) in _NUMBERS]
            if not all(math.isfinite(item) if type(item) is float else _fits(item) for item in numbers):
                return False
        if not kinds & _CONTAINERS:
            return True
        dicts = (item.values() for item in level if type(item) is dict)
        level = [*chain.from_iterable(dicts), *chain.from_iterable(item for item in level if type(item) is list)]
    return True


def problem_in(value: Any) -> str | None:
    """Why a Python value cannot stand in a document, or None."""
    try:
        _check(value, MAX_DEPTH, MAX_DEPTH, leaves=True)
    except PlainJsonError as problem:
        return problem.message
    return None


def canonical(value: Any) -> bytes:
    """The one text of a JSON value: keys sorted by code point, no spaces, UTF-8, shortest round-trip numbers."""
    return _CANONICAL.encode(value).encode("utf-8")


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
        short = _short(again)
        raise PlainJsonError("json.duplicate_key", f"holds the key {short!r} twice", "keep one of them", short)
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
    value = int(text)
    if not _fits(value):
        raise _overflow(text)
    return value


def _fits(value: int) -> bool:
    if value.bit_length() <= _BITS_OF_EVERY_DOUBLE:
        return True
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _overflow(text: str) -> PlainJsonError:
    short = _short(text)
    return PlainJsonError("json.finite", f"holds the number {short}, which no double can hold", "write a smaller number", short)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."


def _too_deep(max_depth: int) -> PlainJsonError:
    return PlainJsonError("json.depth", f"is nested deeper than {max_depth} levels", "flatten it", "")


def _excerpt(text: str, position: int) -> str:
    return repr(text[position : position + 20]) if position < len(text) else "end of text"


def _check(value: Any, depth: int, max_depth: int, *, leaves: bool) -> None:
    kind = type(value)
    if kind is not dict and kind is not list:
        if leaves:
            _check_leaf(value)
        return
    if depth <= 0:
        raise _too_deep(max_depth)
    if kind is dict and leaves:
        for key in value:
            if type(key) is not str:
                raise PlainJsonError("json.key", f"holds the key {key!r}, which is not a string", "use string keys", repr(key))
            if not key.isascii():
                _check_text(key)
    for item in value.values() if kind is dict else value:
        inner = type(item)
        if inner is dict or inner is list:
            _check(item, depth - 1, max_depth, leaves=leaves)
        elif leaves and not (inner is str and item.isascii()):
            _check_leaf(item)


def _check_leaf(value: Any) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is float:
        if not math.isfinite(value):
            raise PlainJsonError("json.finite", f"holds {value}", "write null or a finite number", str(value))
    elif kind is int:
        if not _fits(value):
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
