"""What a change of the contract takes away from documents and peers of the earlier contract."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .ir import Constraint, Contract, Enum, Field, Message, Method
from .problems import Problem


def breaks(old: Contract, new: Contract) -> tuple[Problem, ...]:
    """Every way in which a valid value of `old` could be refused or read differently by `new`."""
    found: list[Problem] = []
    for message in old.messages:
        now = new.by_name.get(message.full_name)
        if not isinstance(now, Message):
            found.append(Problem(f"{message.file}: {message.name}", "message was removed or renamed"))
        else:
            found += [Problem(f"{now.file}: {message.name}{where}", text) for where, text in _message(message, now)]
    for enum in old.enums:
        other = new.by_name.get(enum.full_name)
        if not isinstance(other, Enum):
            found.append(Problem(f"{enum.file}: {enum.name}", "enum was removed or renamed"))
        else:
            found += [Problem(f"{other.file}: {enum.name}", text) for text in _enum(enum, other)]
    calls = {method.path: method for service in new.services for method in service.methods}
    for service in old.services:
        for method in service.methods:
            found += [Problem(f"{service.file}: {method.path}", text) for text in _method(method, calls.get(method.path))]
    return tuple(sorted(found))


def _message(old: Message, new: Message) -> Iterator[tuple[str, str]]:
    for name, was, now in (
        ("document name", old.document, new.document),
        ("discriminator", old.discriminator, new.discriminator),
    ):
        if was is not None and was != now:
            yield "", f"{name} changed from {was!r} to {now!r}"
    names = {item.name: item for item in new.fields}
    known = {item.name for item in old.fields}
    for item in old.fields:
        if item.name not in names:
            yield f".{item.name}", "field was removed or renamed"
        else:
            for text in _field(item, names[item.name]):
                yield f".{item.name}", text
    for item in new.fields:
        if item.name not in known and not item.in_union and not item.flatten:
            if item.required:
                yield f".{item.name}", "a required field was added; older documents do not have it"
            elif item.cardinality != "one" and item.since is None and _in_json(new):
                yield f".{item.name}", "a list or map was added without (field).since; older documents do not have it"
    yield from _rules(old, new, known)


def _rules(old: Message, new: Message, known: set[str]) -> Iterator[tuple[str, str]]:
    """A rule that went loosens; one that came may refuse older documents, unless it speaks only of a newer field."""
    rules = {rule.id: rule.expression for rule in old.rules}
    for rule in new.rules:
        if rule.id not in rules:
            if not _silent_without(rule.expression, {item.name for item in new.fields} - known):
                yield "", f"rule {rule.id} was added; older documents may break it"
        elif rules[rule.id] != rule.expression:
            yield "", f"rule {rule.id} says something else"


def _silent_without(expression: str, names: set[str]) -> bool:
    """Whether a rule begins with a chain of `!has(this.x) ||` that names one of the fields, so that it holds without that field."""
    if "?" in expression:
        return False
    chain = re.match(r"(?:!has\(this\.\w+\) \|\| )+", expression)
    return chain is not None and bool(set(re.findall(r"this\.(\w+)", chain[0])) & names)


def _in_json(message: Message) -> bool:
    return not message.name.endswith(("Request", "Response"))


def _field(old: Field, new: Field) -> Iterator[str]:
    for name in ("number", "kind", "type_name", "cardinality", "json_object", "flatten", "in_union"):
        if name == "kind" and (old.kind, new.kind) == ("int32", "int64"):
            continue
        if getattr(old, name) != getattr(new, name):
            yield f"{name.replace('_', ' ')} changed from {getattr(old, name)!r} to {getattr(new, name)!r}"
    if new.required and not old.required:
        yield "became required"
    if old.required and not new.required:
        yield "became nullable; older readers refuse null"
    if old.since is not None and new.since is None and new.cardinality != "one":
        yield "lost (field).since; documents from before it do not have the list or map"
    if new.unique and not old.unique:
        yield "elements must be unique now"
    yield from _bound("least number of elements", old.min_items, new.min_items, sign=1)
    yield from _bound("greatest number of elements", old.max_items, new.max_items, sign=-1)
    yield from _constraint("", old.value, new.value)
    yield from _constraint("keys: ", old.keys, new.keys)


def _constraint(where: str, old: Constraint, new: Constraint) -> Iterator[str]:
    for name in ("const", "pattern", "format"):
        was, now = getattr(old, name), getattr(new, name)
        if now is not None and was != now:
            yield f"{where}{name} changed from {was!r} to {now!r}"
    if old.const is not None and new.const is None:
        yield f"{where}const {old.const!r} was lifted; older readers refuse anything else"
    lower = (old.gte if old.gte is not None else old.gt), (new.gte if new.gte is not None else new.gt)
    upper = (old.lte if old.lte is not None else old.lt), (new.lte if new.lte is not None else new.lt)
    yield from _bound(f"{where}lower bound", *lower, sign=1, exclusive=(old.gte is None, new.gte is None))
    yield from _bound(f"{where}upper bound", *upper, sign=-1, exclusive=(old.lte is None, new.lte is None))
    yield from _bound(f"{where}least length", old.min_len, new.min_len, sign=1)
    yield from _bound(f"{where}greatest length", old.max_len, new.max_len, sign=-1)
    if new.excludes_zero and not old.excludes_zero:
        yield f"{where}0 is refused now"
    if new.finite and not old.finite:
        yield f"{where}must be finite now"
    if new.choices and (not old.choices or set(old.choices) - set(new.choices)):
        yield f"{where}allowed texts shrank from {old.choices!r} to {new.choices!r}"
    if set(new.excluded) - set(old.excluded):
        yield f"{where}more texts are excluded: {new.excluded!r}"


def _bound(
    name: str, old: float | None, new: float | None, *, sign: int, exclusive: tuple[bool, bool] = (False, False)
) -> Iterator[str]:
    """A bound may loosen (sign 1: a lower bound may fall), never tighten."""
    if new is None:
        return
    if old is None or sign * new > sign * old or (new == old and exclusive == (False, True)):
        yield f"{name} tightened from {old} to {new}"


def _enum(old: Enum, new: Enum) -> Iterator[str]:
    values = {value.name: value for value in new.values}
    for value in old.values:
        now = values.get(value.name)
        if now is None:
            yield f"value {value.name} was removed or renamed"
        elif (now.number, now.json) != (value.number, value.json):
            yield f"value {value.name} changed from {value.json!r} = {value.number} to {now.json!r} = {now.number}"
        elif value.error and now.error and (now.error.code, now.error.retryable) != (value.error.code, value.error.retryable):
            yield f"reason {value.name} changed its code or whether a retry helps"


def _method(old: Method, new: Method | None) -> Iterator[str]:
    if new is None:
        yield "call was removed or renamed"
        return
    for name in ("request", "response", "client_streaming", "server_streaming", "mutation", "idempotency_field"):
        if getattr(old, name) != getattr(new, name):
            yield f"{name.replace('_', ' ')} changed from {getattr(old, name)!r} to {getattr(new, name)!r}"
