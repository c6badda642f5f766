"""Fits a rewritten document to its model of v1: whatever still does not fit is taken out, and named."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from aistock.contract.model import ContractModel
from aistock.errors import Violation
from aistock.rdagent.legacy.draft import Arr, Draft, Obj, plain
from aistock.rdagent.legacy.issue import Action, Code, Severity
from aistock.validation import violations

Location = tuple[int | str, ...]

MOST_ROUNDS = 200
_PART = re.compile(r"\[(\d+)\]|\[('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\]|([^.\[\]]+)")


def settled(draft: Draft, kind: type[ContractModel]) -> ContractModel | None:
    """The valid document, None when nothing valid is left; every value that is taken out is an issue of the draft."""
    for _ in range(MOST_ROUNDS):
        if not isinstance(draft.root, Obj):
            return None
        try:
            model = kind.model_validate(plain(draft.root), by_alias=True, by_name=False)
        except ValidationError as error:
            _take_out(draft, error)
            continue
        if _fill_in(draft, model, draft.root):
            continue
        broken = violations(model)
        if not broken:
            return model
        _refuse_broken(draft, broken)
    _refuse(draft, (), Code.INVALID_VALUE, "the document cannot be made valid")
    return None


def _take_out(draft: Draft, error: ValidationError) -> None:
    """Remove what pydantic refuses: a field, an item, or, for a field that is missing, the object that lacks it."""
    found: dict[Location, tuple[str, str]] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        location, kind = _resolved(draft.root, detail["loc"]), detail["type"]
        message = detail["msg"][:1].lower() + detail["msg"][1:]
        if kind == "missing":
            found.setdefault(location[:-1], ("incomplete", f"lacks {detail['loc'][-1]}, which v1 requires"))
        elif kind == "union_tag_not_found":
            found.setdefault(location, ("incomplete", message))
        else:
            found.setdefault(location, (kind, message))
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


def _fill_in(draft: Draft, model: ContractModel, row: Any) -> bool:
    """Write the empty lists and the constants that every document must hold; whether there were any to write."""
    if not isinstance(row, Obj):
        return False
    changed = False
    for name in sorted(model.keys_with_defaults - model.model_fields_set):
        key, value = _key(model, name), getattr(model, name)
        what = "written as empty" if value in ([], {}) else f"written as {value!r}"
        draft.default(row, key, value, f"was absent; {what}")
        changed = True
    for name in model.keys_that_nest:
        value, below = getattr(model, name), row.get(_key(model, name))
        pairs: Any = [(value, below)]
        if isinstance(value, list) and isinstance(below, Arr):
            pairs = zip(value, below, strict=True)
        elif isinstance(value, dict) and isinstance(below, Obj):
            pairs = [(item, below[key]) for key, item in value.items()]
        for item, place in pairs:
            if isinstance(item, ContractModel):
                changed |= _fill_in(draft, item, place)
    return changed


def _key(model: ContractModel, name: str) -> str:
    return type(model).model_fields[name].alias or name


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
