"""Rules between fields without protovalidate: a plain function for every CEL rule of the contract, applied to models."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, ForwardRef, NamedTuple, TypeVar, get_args

from typing_extensions import TypeAliasType

from aistock.contract.columns import columns
from aistock.contract.model import ContractModel
from aistock.contract.v1.rule_table import RULES
from aistock.contract.violations import shown
from aistock.errors import Violation

T = TypeVar("T", bound=ContractModel)
Twin = Callable[[Any], bool]

_TWINS: dict[str, Twin] = {}
_FIELD = re.compile(r"\bthis\.([a-z_0-9]+)")


def rule(rule_id: str) -> Callable[[Callable[[T], bool]], Callable[[T], bool]]:
    """Register the twin of a CEL rule: a function of the rule's message that says whether the rule is kept."""

    def register(twin: Callable[[T], bool]) -> Callable[[T], bool]:
        if rule_id in _TWINS:
            raise ValueError(f"rule {rule_id} has a twin already; remove one")
        _TWINS[rule_id] = twin
        return twin

    return register


def twins_of(area: str) -> Mapping[str, Twin]:
    """Every twin of an area's rules, by rule id."""
    import_module(f"aistock.{area}.cross_field")
    return {rule_id: twin for rule_id, twin in _TWINS.items() if rule_id not in RULES or RULES[rule_id].area == area}


def broken(model: ContractModel) -> tuple[Violation, ...]:
    """Every rule between fields that a model, or a model inside it, breaks; () when none."""
    if _keeps(model):
        return ()
    found: list[Violation] = []
    _collect(model, "", found)
    return tuple(found)


class _Plan(NamedTuple):
    """What there is to check of a class: its own rules, and the fields below which there are further ones."""

    rules: tuple[tuple[str, Twin], ...]
    twins: tuple[Twin, ...]
    nested: tuple[str, ...]


@cache
def _plan(kind: Any) -> _Plan:
    if not issubclass(kind, ContractModel):
        return _Plan((), (), ())
    area = kind.__module__.split(".")[1]
    ids = [rule_id for rule_id, one in RULES.items() if one.message == kind.__name__ and one.area == area]
    known = twins_of(area) if ids else {}
    nested = (name for name, kinds in _members(kind).items() if any(_has_rules(below) for one in kinds for below in _reach(one)))
    return _Plan(tuple((one, known[one]) for one in ids), tuple(known[one] for one in ids), tuple(nested))


def _nested(kind: Any) -> tuple[str, ...]:
    return _plan(kind).nested


@cache
def _has_rules(kind: type[ContractModel]) -> bool:
    area = kind.__module__.split(".")[1]
    return any(one.message == kind.__name__ and one.area == area for one in RULES.values())


@cache
def _reach(kind: type[ContractModel]) -> frozenset[type[ContractModel]]:
    """The class and every class that may stand below it."""
    seen = {kind}
    queue = [kind]
    while queue:
        fresh = {one for kinds in _members(queue.pop()).values() for one in kinds} - seen
        seen |= fresh
        queue += fresh
    return frozenset(seen)


@cache
def _members(kind: type[ContractModel]) -> dict[str, set[type[ContractModel]]]:
    """Fields that may hold models, and of which classes."""
    found = {name: set(_models_in(kind, field.annotation)) for name, field in kind.model_fields.items()}
    return {name: kinds for name, kinds in found.items() if kinds}


def _models_in(owner: type[ContractModel], annotation: Any) -> Iterable[type[ContractModel]]:
    if isinstance(annotation, ForwardRef):
        annotation = getattr(import_module(owner.__module__), annotation.__forward_arg__)
    if isinstance(annotation, TypeAliasType):
        annotation = annotation.__value__
    if isinstance(annotation, type) and issubclass(annotation, ContractModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(owner, argument)


def _keeps(model: ContractModel) -> bool:
    """Whether every rule is kept; says nothing about where, because most documents are clean."""
    return all(all(map(twin, same)) for kind, same in columns(model, _nested) for twin in _plan(kind).twins)


def _collect(model: ContractModel, path: str, found: list[Violation]) -> None:
    plan = _plan(type(model))
    found += [_violation(rule_id, model, path) for rule_id, twin in plan.rules if not twin(model)]
    for name in plan.nested:
        value = getattr(model, name)
        place = f"{path}.{_key(model, name)}" if path else _key(model, name)
        if isinstance(value, ContractModel):
            _collect(value, place, found)
        elif isinstance(value, dict):
            for key, item in value.items():
                _collect(item, f"{place}.{key}", found)
        else:
            for index, item in enumerate(value or ()):
                _collect(item, f"{place}[{index}]", found)


def _key(model: ContractModel, name: str) -> str:
    """The name that a field has in documents."""
    return type(model).model_fields[name].alias or name


def _violation(rule_id: str, model: ContractModel, path: str) -> Violation:
    told = RULES[rule_id]
    message, _, remedy = told.text.partition("; ")
    names = list(dict.fromkeys(_FIELD.findall(told.cel)))
    read = {name: getattr(model, name, getattr(model, f"{name}_", None)) for name in names}
    value = ", ".join(f"{name} {_brief(item)}" for name, item in read.items())
    return Violation(path, rule_id, value, message, remedy or f"correct {' or '.join(names)}")


def _brief(value: Any) -> str:
    if value is None:
        return "absent"
    if isinstance(value, (list, dict)):
        return f"with {len(value)} entries"
    return "present" if isinstance(value, ContractModel) else shown(str(value))
