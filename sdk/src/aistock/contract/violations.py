"""From what pydantic found to violations that name path, rule, value and remedy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from aistock.contract.types import RELATIVE_PATH
from aistock.contract.v1.document_table import DISCRIMINATORS
from aistock.errors import InvalidDocument, Violation

_RULES = {
    "missing": ("required", "add it"),
    "extra_forbidden": ("unknown_field", "remove it, or write it for the contract version that has it"),
    "string_too_long": ("string.max_len", "shorten it"),
    "string_too_short": ("string.min_len", "write more"),
    "string_pattern_mismatch": ("string.pattern", "write it in the form that the message names"),
    "too_long": ("repeated.max_items", "send fewer elements"),
    "too_short": ("repeated.min_items", "add elements"),
    "greater_than": ("number.gt", "use a value inside the bounds"),
    "greater_than_equal": ("number.gte", "use a value inside the bounds"),
    "less_than": ("number.lt", "use a value inside the bounds"),
    "less_than_equal": ("number.lte", "use a value inside the bounds"),
    "finite_number": ("double.finite", "write null or a finite number"),
    "enum": ("enum.defined_only", "use one of the values that the message lists"),
    "literal_error": ("const", "write the value that the message names"),
    "union_tag_not_found": ("oneof.required", "add the key that names the variant"),
    "union_tag_invalid": ("oneof.variant", "use one of the variants that the message lists"),
}

_PATTERNS = {RELATIVE_PATH: ("string.relative_path", "must be a relative path with forward slashes and without '..'")}
"""Expressions that nobody could read in a message: the rule that each stands for, and its words."""

_MOST_SHOWN = 200
_MOST_LISTED = 20_000


def refusal(error: ValidationError, value: Any, name: str) -> InvalidDocument:
    """The typed error for what pydantic found in `value`; a hostile document breaks a million rules, of which some are named."""
    if error.error_count() > _MOST_LISTED:
        many = "has too many problems to name each"
        return InvalidDocument([Violation("", "violations.many", f"{error.error_count()} problems", many, "write it anew")], name)
    listed = error.errors(include_url=False)
    found = [_violation(details, value) for details in listed[:_MOST_SHOWN]]
    if len(listed) > _MOST_SHOWN:
        rest = f"{len(listed) - _MOST_SHOWN} more"
        found.append(Violation("", "violations.many", rest, "breaks more rules than are named here", "correct these first"))
    return InvalidDocument(found, name)


def shown(value: Any) -> str:
    """A value as an error message shows it: short, and never a whole document."""
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def path_of(location: Sequence[int | str], value: Any) -> str:
    """`events[3].instrument`: where in `value` a location lies; tags that pydantic puts in for unions are left out."""
    path, node = "", value
    for part in location:
        if isinstance(part, int) and isinstance(node, (list, tuple)):
            path += f"[{part}]"
            node = node[part] if part < len(node) else None
        elif isinstance(node, dict) and part not in node and part in _tags(node):
            continue
        elif part != "[key]":
            path += f".{part}" if path else str(part)
            node = node.get(part) if isinstance(node, dict) else getattr(node, str(part), None)
    return path


def _tags(node: dict[str, Any]) -> set[str]:
    return {item for key, item in node.items() if key in DISCRIMINATORS and isinstance(item, str)}


def _violation(details: ErrorDetails, value: Any) -> Violation:
    kind = details["type"]
    absent = details["input"] is None and kind not in ("missing", "extra_forbidden")
    rule, remedy = ("required", "add it; it must not be null") if absent else _RULES.get(kind, (_rule(kind), "correct it"))
    message = "is required" if rule == "required" else details["msg"][:1].lower() + details["msg"][1:]
    if rule == "string.pattern":
        rule, message = _PATTERNS.get(details["ctx"]["pattern"], (rule, message))
    got = "nothing" if kind == "missing" else shown(details["input"])
    return Violation(path=path_of(details["loc"], value), rule=rule, value=got, message=message, remedy=remedy)


def _rule(kind: str) -> str:
    return kind if "." in kind else f"type.{kind.removesuffix('_type')}"
