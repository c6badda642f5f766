"""Every rule of the contract applied to a model: those of its fields, and those between them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from aistock.contract.model import ContractModel
from aistock.contract.violations import shown
from aistock.errors import Violation


def violations(model: ContractModel) -> tuple[Violation, ...]:
    """What a model breaks, () when nothing.

    A model that exists keeps the rules of its fields, so what is found are rules between fields. They need protovalidate,
    which comes with `aistock-contract[client]`; without it the answer is (); `available()` tells the two apart.
    """
    if not available():
        return ()
    converters = import_module(type(model).__module__.removesuffix(".models") + ".converters")
    return broken_rules(converters.TO_PB[type(model)](model))


def available() -> bool:
    """Whether rules between fields can be checked here."""
    return _validator() is not None


def broken_rules(message: Any) -> tuple[Violation, ...]:
    """What a message breaks; () without protovalidate."""
    validator = _validator()
    if validator is None:
        return ()
    return tuple(_violation(item) for item in validator.collect_violations(message))


@cache
def _validator() -> Any:
    try:
        import protovalidate
    except ModuleNotFoundError:
        return None
    return protovalidate.Validator()


def _violation(item: Any) -> Violation:
    message = item.proto.message or item.proto.rule_id
    sentence, _, remedy = message.partition("; ")
    path = _path(item.proto.field.elements) if item.proto.field is not None else ""
    value = item.field_value
    whole = hasattr(value, "DESCRIPTOR") or value is None
    return Violation(
        path=path,
        rule=item.proto.rule_id,
        value="fields that contradict each other" if whole else shown(value),
        message=sentence,
        remedy=remedy or "correct the fields that the rule names",
    )


def _path(elements: Any) -> str:
    parts: list[str] = []
    for element in elements:
        subscript = element.subscript
        parts.append(element.field_name if subscript is None else f"{element.field_name}[{subscript.value!r}]")
    return ".".join(parts)
