"""The two judges of the rules between fields say the same: CEL by protovalidate, and the twins in Python."""

from __future__ import annotations

import copy
import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, get_type_hints

import protovalidate
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import TypeAdapter

from aistock.contract.model import ContractModel
from aistock.contract.rules import broken, twins_of
from aistock.contract.v1.rule_table import RULES
from aistock.errors import InvalidDocument
from aistock.library.v1 import converters, library_types_pb2
from aistock.library.v1.models import LoopMetrics
from aistock_codegen import ir, load, protoc, strategies, third_party

ROOT = Path(__file__).resolve().parents[3]
AREAS = sorted({one.area for one in RULES.values()})
EXAMPLES = {area: json.loads((Path(__file__).parent / f"examples/{area}.json").read_text(encoding="utf-8")) for area in AREAS}
MESSAGES = [(area, name) for area in AREAS for name in EXAMPLES[area]]
CASES = [(area, name, rule) for area, name in MESSAGES for rule in EXAMPLES[area][name]["rules"]]
COUNT = int(os.environ.get("COUNT", "1500"))
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
UNWRITABLE = {"loop_metrics.extra_is_extra"}
"""No JSON document can break these, because the extra's key would be the field itself; a message on the wire can."""


class Verdicts(NamedTuple):
    """Ids of the rules between fields that a value breaks, by either judge."""

    cel: list[str]
    twins: list[str]


def changed(value: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The value with other parts: {key: part}, where `a.b` is the key of a part of a part."""
    result = copy.deepcopy(value)
    for key, part in change.items():
        *path, last = key.split(".")
        node = result
        for name in path:
            node = node[name]
        node[last] = part
    return result


def read(area: str, name: str, value: dict[str, Any]) -> ContractModel:
    """The model of a JSON value."""
    kind: type[ContractModel] = getattr(import_module(f"aistock.{area}.v1.models"), name)
    return kind.model_validate_json(json.dumps(value))


def cel_verdict(message: Any) -> list[str]:
    """What protovalidate finds broken between fields."""
    return sorted(one.proto.rule_id for one in protovalidate.collect_violations(message) if one.proto.rule_id in RULES)


def judged(area: str, model: ContractModel) -> Verdicts:
    """What both judges say."""
    message = import_module(f"aistock.{area}.v1.converters").TO_PB[type(model)](model)
    return Verdicts(cel_verdict(message), sorted(one.rule for one in broken(model)))


def test_every_rule_has_one_twin_and_one_pair_of_examples() -> None:
    assert sorted(RULES) == sorted(rule for area in AREAS for rule in twins_of(area))
    assert sorted(RULES) == sorted(rule for *_, rule in CASES)
    assert {rule: (one.area, one.message) for rule, one in RULES.items()} == {rule: (area, name) for area, name, rule in CASES}


@pytest.mark.parametrize("area", AREAS)
def test_a_twin_is_named_after_its_rule_and_takes_its_message(area: str) -> None:
    for rule, twin in twins_of(area).items():
        hints = get_type_hints(twin)
        assert rule.replace(".", "_") == twin.__name__  # type: ignore[attr-defined]  # twins are plain functions
        assert hints.pop("return") is bool
        assert [getattr(import_module(f"aistock.{area}.v1.models"), RULES[rule].message)] == list(hints.values())


@pytest.mark.parametrize(("area", "name"), MESSAGES)
def test_the_valid_value_breaks_nothing(area: str, name: str) -> None:
    assert Verdicts([], []) == judged(area, read(area, name, EXAMPLES[area][name]["valid"]))


@pytest.mark.parametrize(("area", "name", "rule"), CASES, ids=[rule for *_, rule in CASES])
def test_accepted_passes_and_refused_breaks_this_rule_alone(area: str, name: str, rule: str) -> None:
    valid, example = EXAMPLES[area][name]["valid"], EXAMPLES[area][name]["rules"][rule]
    assert Verdicts([], []) == judged(area, read(area, name, changed(valid, example["accepted"])))
    assert (example["refused"] is None) == (rule in UNWRITABLE)
    if rule not in UNWRITABLE:
        assert Verdicts([rule], [rule]) == judged(area, read(area, name, changed(valid, example["refused"])))


def test_an_extra_named_like_a_field_is_refused_on_the_wire_by_either_judge() -> None:
    message = library_types_pb2.LoopMetrics(extra={"max_drawdown": -0.1})
    assert cel_verdict(message) == ["loop_metrics.extra_is_extra"]
    with pytest.raises(InvalidDocument) as refused:
        converters.loop_metrics_from_pb(message)
    assert [one.rule for one in refused.value.violations] == ["map.collision"]
    model = LoopMetrics()
    assert model.model_extra is not None
    model.model_extra["max_drawdown"] = -0.1
    assert [one.rule for one in broken(model)] == ["loop_metrics.extra_is_extra"]


@pytest.mark.parametrize(("area", "name"), MESSAGES, ids=[name for _, name in MESSAGES])
def test_an_absent_field_breaks_only_rules_that_ask_for_presence(area: str, name: str) -> None:
    module = import_module(f"aistock.{area}.v1.converters")
    kind = next(kind for kind in module.FROM_PB if kind.DESCRIPTOR.name == name)
    assert [rule for rule in cel_verdict(kind()) if RULES[rule].cel.startswith("!has(")] == []


@pytest.fixture(scope="session")
def contract(tmp_path_factory: pytest.TempPathFactory) -> ir.Contract:
    return load.load(protoc.descriptors(ROOT, third_party.provide(ROOT), tmp_path_factory.mktemp("descriptors")))


def near_examples(
    contract: ir.Contract, message: ir.Message, fresh: SearchStrategy[dict[str, Any]]
) -> SearchStrategy[dict[str, Any]]:
    """Values at the edge of the rules: an example with some keys drawn anew, or given the value of a key of the same kind."""
    rows = EXAMPLES[message.area][message.name]
    changes = [{}, *(one for pair in rows["rules"].values() for one in pair.values() if one)]
    fields = [item for item in message.fields if not item.flatten]
    twins = [(one.name, two.name) for one in fields for two in fields if one != two and _kind(one) == _kind(two)]

    @st.composite
    def build(draw: DrawFn) -> dict[str, Any]:
        value = changed(rows["valid"], draw(st.sampled_from(changes)))
        if fields and draw(st.integers(0, 1)):
            new = draw(fresh)
            value |= {name: new[name] for name in draw(st.sets(st.sampled_from([item.name for item in fields]), max_size=3))}
        if twins and draw(st.integers(0, 1)):
            target, origin = draw(st.sampled_from(twins))
            if value[origin] is not None:
                value[target] = value[origin]
        return value

    return build()


def _kind(item: ir.Field) -> tuple[Any, ...]:
    return item.kind, item.type_name, item.cardinality, item.value, item.keys, item.min_items, item.max_items, item.json_object


@pytest.mark.parametrize(("area", "name"), MESSAGES, ids=[name for _, name in MESSAGES])
def test_cel_and_twins_agree(contract: ir.Contract, area: str, name: str) -> None:
    message = next(one for one in contract.messages if (one.area, one.name) == (area, name))
    fresh = strategies.values(contract, message, 3)
    kind = TypeAdapter(getattr(import_module(f"aistock.{area}.v1.models"), name))

    @settings(max_examples=max(1, COUNT // len(MESSAGES)), deadline=None, suppress_health_check=QUIET)
    @given(value=fresh | near_examples(contract, message, fresh) | near_examples(contract, message, fresh))
    def agree(value: dict[str, Any]) -> None:
        model = kind.validate_python(value) if _holds_bytes(value) else kind.validate_json(json.dumps(value))
        cel, twins = judged(area, model)
        assert cel == twins

    agree()


def _holds_bytes(value: dict[str, Any]) -> bool:
    return any(isinstance(part, bytes) for part in value.values())
