"""Brings a made value to the rules between fields: small changes, each tried in order, kept when fewer rules are broken."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

from . import corpus_values
from .ir import Contract, Field, Message

Broken = Callable[[dict[str, Any]], list[str]]
_ROUNDS, _PAIRS, _EACH, _DETOURS = 40, 300, 24, 8
_Edit = tuple[tuple[str, ...], Any]


def lawful(contract: Contract, message: Message, value: dict[str, Any], about: str | None, broken: Broken) -> dict[str, Any]:
    """The value changed until it breaks nothing, or as little as was found; the key it is about stays."""
    repair = _Repair(contract, message, about, broken)
    found = broken(value)
    for _ in range(_ROUNDS):
        better = repair.better(value, found, len(found), detours=2) if found else None
        if better is None:
            break
        value, found = better, broken(better)
    return value


class _Repair:
    def __init__(self, contract: Contract, message: Message, about: str | None, broken: Broken) -> None:
        self._contract, self._message, self._about, self._broken = contract, message, about, broken
        self._rules = {rule.id: (item, rule.expression) for item in contract.messages for rule in item.rules}

    def better(self, value: dict[str, Any], found: list[str], count: int, detours: int) -> dict[str, Any] | None:
        """The first change that leaves fewer than `count` rules broken; a detour breaks another rule instead, and mends that."""
        detoured: list[tuple[dict[str, Any], list[str]]] = []
        for name in dict.fromkeys(name for name in found if name in self._rules):
            owner, expression = self._rules[name]
            for place in [place for place, inside in places(self._contract, self._message, value) if inside is owner]:
                edits = _edits(self._contract, owner, at(value, place), expression, None if place else self._about)
                for chosen in _choices(edits):
                    attempt = copy.deepcopy(value)
                    for path, replacement in chosen:
                        _set(at(attempt, place), path, copy.deepcopy(replacement))
                    left = self._broken(attempt)
                    if len(left) < count:
                        return attempt
                    if len(left) == count and name not in left:
                        detoured.append((attempt, left))
        for attempt, left in detoured[:_DETOURS] if detours else ():
            better = self.better(attempt, left, count, detours - 1)
            if better is not None:
                return better
        return None


def _choices(edits: list[list[_Edit]]) -> Iterator[tuple[_Edit, ...]]:
    """One change; everything that is absent set at once; two changes."""
    yield from ((one,) for several in edits for one in several)
    fullest = [next((one for one in several if one[1] not in (None, [], {})), None) for several in edits]
    yield tuple(one for one in fullest if one is not None)
    two = itertools.combinations(edits, 2)
    yield from itertools.islice((pair for a, b in two for pair in itertools.product(a[:_EACH], b[:_EACH])), _PAIRS)


def places(
    contract: Contract, message: Message, value: Any, here: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Message]]:
    """Where each message stands inside a value."""
    if message.is_union:
        chosen = next(item for item in message.fields if item.name == value[message.discriminator or ""])
        yield from places(contract, contract.message(chosen.type_name), value, here)
        return
    yield here, message
    for item in message.fields:
        found = value.get(item.name)
        if item.kind != "message" or found is None or item.flatten:
            continue
        inner = contract.message(item.type_name)
        if item.cardinality == "one":
            yield from places(contract, inner, found, (*here, item.name))
        else:
            for key, one in enumerate(found) if item.cardinality == "list" else found.items():
                yield from places(contract, inner, one, (*here, item.name, key))


def _edits(contract: Contract, owner: Message, value: dict[str, Any], expression: str, about: str | None) -> list[list[_Edit]]:
    """For each field that a rule reads, the changes to try."""
    names = dict.fromkeys(re.findall(r"this\.([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)", expression))
    paths = [path for path in (_resolved(contract, owner, name.split(".")) for name in names) if path and path[0][0].name != about]
    texts = re.findall(r"'([^']*)'", expression)
    around = [found for path in paths if (found := _value(value, [item.name for item, _ in path])) is not None]
    numbers = [found for found in around if isinstance(found, (int, float)) and not isinstance(found, bool)]
    every: dict[tuple[str, ...], list[_Edit]] = {}
    for path in paths:
        for length in range(1, len(path) + 1):
            steps = tuple(item.name for item, _ in path[:length])
            if length > 1 and not isinstance(_value(value, steps[:-1]), dict):
                continue
            current = _value(value, steps)
            every.setdefault(
                steps, [(steps, one) for one in _candidates(contract, path[length - 1][0], current, around, numbers, texts)]
            )
    return list(every.values())


def _candidates(
    contract: Contract, item: Field, current: Any, around: list[Any], numbers: list[Any], texts: list[str]
) -> Iterator[Any]:
    if item.cardinality != "one":
        empty: Any = [] if item.cardinality == "list" else {}
        if not item.min_items:
            yield empty
        if current and item.cardinality == "list":
            yield current[:1]
            yield from ([one] for one in texts)
            yield [*texts]
            yield [*dict.fromkeys([*current, *texts])] if isinstance(current[0], str) else current[:1]
        yield [corpus_values.element(contract, item, "least", 0)] if item.cardinality == "list" else empty
        if item.cardinality == "list" and item.kind == "string":
            yield texts
            yield from ([one] for one in [*texts, *(one for one in around if isinstance(one, str))])
        return
    if item.nullable:
        yield None
    if item.kind == "bool":
        yield from (True, False)
    elif item.kind == "enum":
        yield from (one.json for one in contract.enum(item.type_name).legal)
    elif item.kind == "message":
        yield corpus_values.element(contract, item, "least", 0)
        yield corpus_values.element(contract, item, "shallow", 0)
    elif item.kind == "string":
        yield from (corpus_values.element(contract, item, "shallow", n) for n in (0, 1))
        yield corpus_values.element(contract, item, "low", 0)
        yield corpus_values.element(contract, item, "high", 0)
        yield from (one for one in around if isinstance(one, str) and one != current)
        yield from texts
    else:
        kind = float if item.kind == "double" else int
        pool = [0, 1, 2, *numbers, *(len(one) for one in around if isinstance(one, list))]
        pool += [a + b for a, b in itertools.combinations(numbers, 2)] + [a - b for a, b in itertools.permutations(numbers, 2)]
        pool += [a * b for a, b in itertools.combinations(numbers, 2) if abs(a * b) < 10**15]
        limits = [corpus_values.number(item, style, 0) for style in ("low", "high", "least", "shallow")]
        yield from dict.fromkeys(kind(one) for one in [*pool, *limits] if limits[0] <= one <= limits[1])


def _resolved(contract: Contract, owner: Message, names: list[str]) -> list[tuple[Field, Message]]:
    """The fields that a dotted name goes through; a CEL function at its end is left off."""
    found: list[tuple[Field, Message]] = []
    for name in names:
        item = next((item for item in owner.fields if item.name == name), None)
        if item is None:
            break
        found.append((item, owner))
        if item.kind != "message" or item.cardinality != "one":
            break
        owner = contract.message(item.type_name)
        if owner.is_union:
            break
    return found


def at(value: Any, place: tuple[Any, ...]) -> Any:
    """What stands at a place of a value."""
    for step in place:
        value = value[step]
    return value


def _value(value: Any, steps: Any) -> Any:
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _set(value: dict[str, Any], path: tuple[str, ...], found: Any) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = found
