"""Fits a rewritten document to its model of v1: whatever still does not fit is taken out, and named."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from aistock.contract import documents
from aistock.contract.model import ContractModel
from aistock.contract.violations import refusal
from aistock.errors import InvalidDocument, Violation
from aistock.rdagent.legacy.draft import Arr, Draft, Obj, plain
from aistock.rdagent.legacy.issue import Action, Code, Severity
from aistock.validation import available, violations

Location = tuple[int | str, ...]

MOST_ROUNDS = 200
_PART = re.compile(r"\[(\d+)\]|\[('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\]|([^.\[\]]+)")


def settled(draft: Draft, kind: type[ContractModel]) -> ContractModel | None:
    """The valid document, None when nothing valid is left; every value that is taken out is an issue of the draft."""
    for _ in range(MOST_ROUNDS):
        if not isinstance(draft.root, Obj):
            return None
        value = plain(draft.root)
        try:
            model = kind.model_validate(value, by_alias=True, by_name=False)
        except ValidationError as error:
            _take_out(draft, value, error, kind.__name__)
            continue
        try:
            documents.validate(kind, value, between_fields=False)
        except InvalidDocument as error:
            _fill_in(draft, model, error.violations)
            continue
        broken = violations(model)
        if not broken:
            _say_if_unchecked(draft)
            return model
        _refuse_broken(draft, broken)
    _refuse(draft, (), Code.INVALID_VALUE, "the document cannot be made valid")
    return None


def _say_if_unchecked(draft: Draft) -> None:
    if not available():
        message = "rules between fields were not checked; install aistock-contract[client]"
        draft.note("", Code.RULES_UNCHECKED, Severity.WARNING, Action.KEPT, None, message)


def _take_out(draft: Draft, value: Any, error: ValidationError, name: str) -> None:
    """Remove what pydantic refuses: a field, an item, or, for a field that is missing, the object that lacks it."""
    found: dict[Location, tuple[str, str]] = {}
    details = error.errors(include_url=False)
    for detail, violation in zip(details, refusal(error, value, name).violations, strict=True):
        location = _resolved(draft.root, detail["loc"])
        kind = detail["type"]
        if kind in ("missing", "union_tag_not_found"):
            parent = location[:-1] if kind == "missing" else location
            lacks = ".".join(str(part) for part in detail["loc"][-1:])
            found.setdefault(parent, ("incomplete", f"{violation.message}: {lacks}" if kind == "missing" else violation.message))
        else:
            found.setdefault(location, (kind, violation.message))
    # From the end, so that the places of earlier items of a list still hold; what lies inside something removed goes with it.
    for location in sorted(found, key=_order, reverse=True):
        kind, message = found[location]
        if kind == "repeated.unique":
            _once(draft, location)
        elif kind == "incomplete":
            _refuse(draft, location, Code.INCOMPLETE, message)
        elif kind == "extra_forbidden":
            _remove(draft, location, Code.UNKNOWN_FIELD, Severity.WARNING, Action.DROPPED, "v1 has no such field")
        else:
            _remove(draft, location, Code.INVALID_VALUE, Severity.WARNING, Action.DROPPED, message)


def _order(location: Location) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(part, str), part if isinstance(part, int) else 0, str(part)) for part in location)


def _resolved(root: Any, location: tuple[int | str, ...]) -> Location:
    """The part of a location of pydantic that leads through values of the draft; tags of unions and `[key]` are left out."""
    found: list[int | str] = []
    node = root
    last = len(location) - 1
    for position, part in enumerate(location):
        if _leads(node, part):
            node = node[part]
        elif not (isinstance(node, Obj) and position == last and part != "[key]"):
            continue
        found.append(part)
    return tuple(found)


def _leads(node: Any, part: int | str) -> bool:
    """Whether a part of a location names something inside a value."""
    if isinstance(node, Arr):
        return isinstance(part, int) and part < len(node)
    return isinstance(node, Obj) and isinstance(part, str) and part in node


def _node(root: Any, location: Location) -> Any:
    node = root
    for part in location:
        if not _leads(node, part):
            return None
        node = node[part]
    return node


def _remove(draft: Draft, location: Location, code: Code, severity: Severity, action: Action, message: str) -> None:
    """Take the value at a location out of the draft; at the root nothing is left."""
    if not location:
        draft.note("", code, Severity.ERROR, Action.REFUSED, draft.root, message)
        draft.root = None
        return
    parent, key = _node(draft.root, location[:-1]), location[-1]
    if isinstance(parent, Arr) and isinstance(key, int) and key < len(parent):
        draft.note(parent.places[key], code, severity, action, parent[key], message)
        parent.remove_at(key)
    elif isinstance(parent, Obj) and isinstance(key, str) and key in parent:
        pointer, value = parent.pointer(key), parent.pop(key)
        # A null that stands for something already named is not named again.
        if value is not None or pointer not in draft.named:
            draft.note(pointer, code, severity, action, value, message)
    elif isinstance(draft.root, Obj):
        _remove(draft, location[:-1], code, Severity.ERROR, Action.REFUSED, message)


def _refuse(draft: Draft, location: Location, code: Code, message: str) -> None:
    _remove(draft, location, code, Severity.ERROR, Action.REFUSED, message)


def _once(draft: Draft, location: Location) -> None:
    """Leave each element of a list once."""
    items = _node(draft.root, location)
    if not isinstance(items, Arr):
        return
    twice = [index for index in range(len(items)) if items.index(items[index]) != index]
    for index in reversed(twice):
        what = "stands twice in the list"
        draft.note(items.places[index], Code.REPEATED_ITEM, Severity.WARNING, Action.DROPPED, items[index], what)
        items.remove_at(index)


def _fill_in(draft: Draft, model: ContractModel, left_out: tuple[Violation, ...]) -> None:
    """Write the empty lists and the constants that every document must hold."""
    for violation in left_out:
        *parents, key = parts_of(violation.path)
        owner: Any = model
        for part in parents:
            owner = owner[part] if isinstance(part, int) or isinstance(owner, dict) else getattr(owner, part)
        row = _node(draft.root, tuple(parents))
        value = owner.model_dump(mode="json", by_alias=True)[str(key)]
        if isinstance(row, Obj):
            what = "written as empty" if value in ([], {}) else f"written as {value!r}"
            draft.default(row, str(key), value, f"was absent; {what}")
        else:
            _refuse(draft, (), Code.INCOMPLETE, f"{violation.path} {violation.message}")
            return


def _refuse_broken(draft: Draft, broken: tuple[Violation, ...]) -> None:
    """Take out the objects whose fields contradict each other, innermost first."""
    found: dict[Location, str] = {}
    for violation in broken:
        found.setdefault(parts_of(violation.path), f"{violation.message} ({violation.rule})")
    for location in sorted(found, key=_order, reverse=True):
        if isinstance(draft.root, Obj) and (not location or _node(draft.root, location) is not None):
            _refuse(draft, location, Code.RULE_BROKEN, found[location])
        elif isinstance(draft.root, Obj):
            # A field that was absent or filled in: what contradicts is the object that lacks it.
            _refuse(draft, location[:-1], Code.RULE_BROKEN, found[location])


def parts_of(path: str) -> Location:
    """`loops[3].metrics_basis['x']` as the parts it consists of."""
    found: list[int | str] = []
    for index, quoted, name in _PART.findall(path):
        if index:
            found.append(int(index))
        else:
            found.append(quoted[1:-1].replace("\\'", "'").replace("\\\\", "\\") if quoted else name)
    return tuple(found)
