"""Text that is nearly JSON: NaN, duplicate keys and half characters are read, and each is an issue."""

from __future__ import annotations

import json
import math
from typing import Any

from aistock.contract.plain_json import MAX_BYTES, MAX_DEPTH
from aistock.rdagent.legacy.draft import escaped
from aistock.rdagent.legacy.issue import Action, Code, Issue, Severity

_BOM = b"\xef\xbb\xbf"
_LONGEST_INTEGER = 309


class Unreadable(Exception):
    """Bytes that hold no JSON value; the text says why."""


class _Odd:
    """A number that JSON does not have, as it was written."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Pairs:
    """An object with all its pairs, so that a key that stands twice is seen."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def load(content: bytes) -> tuple[Any, list[Issue]]:
    """The value of a text, and what was wrong with the text; raises Unreadable."""
    if len(content) > MAX_BYTES:
        raise Unreadable(f"it is larger than {MAX_BYTES} bytes; split it")
    issues: list[Issue] = []
    if content.startswith(_BOM):
        issues.append(Issue("", Code.BYTE_ORDER_MARK, Severity.INFO, Action.CONVERTED, "efbbbf", "begins with a byte order mark"))
        content = content[len(_BOM) :]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8 at byte {error.start}; write UTF-8") from None
    try:
        value = json.loads(text, object_pairs_hook=_Pairs, parse_constant=_Odd, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        raise Unreadable(f"it is not JSON: {error.msg} at line {error.lineno} column {error.colno}") from None
    except RecursionError:
        raise Unreadable(f"it is nested deeper than {MAX_DEPTH} levels; flatten it") from None
    return _clean(value, "", MAX_DEPTH, issues), issues


def _float(text: str) -> Any:
    value = float(text)
    return value if math.isfinite(value) else _Odd(text)


def _int(text: str) -> Any:
    if len(text) > _LONGEST_INTEGER or int(text).bit_length() > 1023:
        return _Odd(text)
    return int(text)


def _clean(value: Any, at: str, depth: int, issues: list[Issue]) -> Any:
    if isinstance(value, (_Pairs, list)) and depth <= 0:
        raise Unreadable(f"it is nested deeper than {MAX_DEPTH} levels; flatten it")
    if isinstance(value, _Pairs):
        return _cleaned_object(value, at, depth, issues)
    if isinstance(value, list):
        return [_clean(item, f"{at}/{index}", depth - 1, issues) for index, item in enumerate(value)]
    if isinstance(value, _Odd):
        message = f"{value.text[:40]} is no number that JSON and a double can hold; read as null"
        issues.append(Issue(at, Code.NOT_FINITE, Severity.WARNING, Action.CONVERTED, value.text, message))
        return None
    return _whole(value, at, issues) if isinstance(value, str) else value


def _cleaned_object(value: _Pairs, at: str, depth: int, issues: list[Issue]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for written, item in value.pairs:
        key = _whole(written, at, issues)
        place = f"{at}/{escaped(key)}"
        if key in found:
            message = f"the key {key!r} stands twice; this value came first and the last one counts"
            issues.append(Issue(place, Code.DUPLICATE_KEY, Severity.WARNING, Action.DROPPED, found[key], message))
        found[key] = _clean(item, place, depth - 1, issues)
    return found


def _whole(text: str, at: str, issues: list[Issue]) -> str:
    """The text with each half of a surrogate pair replaced."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        message = "holds half of a surrogate pair; it became U+FFFD"
        issues.append(Issue(at, Code.HALF_CHARACTER, Severity.WARNING, Action.CONVERTED, ascii(text), message))
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
