"""buf.validate rules of one value, read into a Constraint; a rule that the JSON side could not follow is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .ir import Constraint

_NAMED = {"iso_date", "utc_instant", "relative_path", "sha256", "instrument_code", "hex_id", "uuid_text", "slug"}
_DIRECT = {"const", "pattern", "min_len", "max_len", "gt", "gte", "lt", "lte", "finite", "defined_only"}
_FORBIDDEN_REGEX = re.compile(r"\\[dDwWsSbBpP1-9]|\(\?(?!:)|[*+?}][+]|\\[AzZG]")


class UnsupportedRuleError(Exception):
    """A rule that the contract does not use."""


def read_constraint(rules: Any) -> Constraint:
    """The constraint that a FieldRules message (for one value) states."""
    kind = rules.WhichOneof("type")
    if kind is None or kind in ("repeated", "map"):
        return Constraint()
    found = Constraint()
    for descriptor, value in getattr(rules, kind).ListFields():
        found = _read(found, kind, descriptor, value)
    return found


def _read(found: Constraint, kind: str, descriptor: Any, value: Any) -> Constraint:
    name = descriptor.name
    if descriptor.is_extension:
        if name in _NAMED:
            return replace(found, format=name) if value else found
        if name == "json_safe":
            return replace(found, gte=-(2**53) + 1, lte=2**53 - 1) if value else found
    elif name == "not_in" and kind == "enum":
        return replace(found, excludes_zero=0 in value)
    elif name == "const" and kind != "string":
        raise UnsupportedRuleError(f"{kind}.const is not used in this contract; state bounds or an enum")
    elif name == "in" and kind == "string":
        return replace(found, choices=tuple(value))
    elif name == "not_in" and kind == "string":
        return replace(found, excluded=tuple(value))
    elif name == "len":
        return replace(found, min_len=value, max_len=value)
    elif name in _DIRECT:
        return replace(found, **{name: value})
    raise UnsupportedRuleError(
        f"rule {kind}.{name} has no counterpart on the JSON side; use an enum, a pattern, bounds or a named format"
    )


def regex_problem(pattern: str) -> str | None:
    """Why a pattern means different things in different regex engines, or None."""
    bad = _FORBIDDEN_REGEX.search(pattern)
    if bad:
        return f"pattern {pattern!r} uses {bad.group()!r}, which engines read differently; write character classes out, as in [0-9]"
    if not (pattern.startswith("^") and pattern.endswith("$")):
        return f"pattern {pattern!r} must begin with ^ and end with $"
    try:
        re.compile(pattern)
    except re.error as error:
        return f"pattern {pattern!r} does not compile: {error}"
    return None
