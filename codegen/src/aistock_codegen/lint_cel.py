"""Every cross-field rule must hold when a field it reads is absent: each `this.x` it reads stands behind `has(this.x)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .ir import Contract, Message
from .problems import Problem

_PATH = re.compile(r"\bthis((?:\.[a-z_][a-z0-9_]*)+)(\s*\()?")
_TEXT = re.compile(r"r?'(?:[^'\\]|\\.)*'|r?\"(?:[^\"\\]|\\.)*\"")


def problems(contract: Contract, message: Message) -> Iterator[Problem]:
    """What is wrong with the rules of a message."""
    for rule in message.rules:
        where = f"{message.file}: {message.name} rule {rule.id}"
        if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", rule.id):
            yield Problem(where, "the id must be snake_message.rule", fatal=False)
        if not rule.message:
            yield Problem(where, "needs a message", fatal=False)
        expression = _TEXT.sub("''", rule.expression)
        for path in sorted(_reads(contract, message, expression)):
            if f"has({path})" not in expression:
                yield Problem(where, f"reads {path} without has({path})", fatal=False)


def _reads(contract: Contract, message: Message, expression: str) -> set[str]:
    """Paths with presence that an expression reads."""
    found: set[str] = set()
    for match in _PATH.finditer(expression):
        names = match.group(1).split(".")[1:]
        if match.group(2):
            names.pop()  # a method call such as this.name.size()
        current: Message | None = message
        path = "this"
        for name in names:
            field = next((item for item in current.fields if item.name == name), None) if current else None
            if field is None or field.cardinality != "one":
                break
            path = f"{path}.{name}"
            found.add(path)
            current = contract.message(field.type_name) if field.kind == "message" else None
    return found
