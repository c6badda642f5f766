"""Derived converters against the reflective codec, the schemas and protovalidate, on values drawn from the protos."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import protovalidate
import pytest
from google.protobuf.message import Message as PbMessage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from aistock.contract import documents
from aistock.contract.v1.rule_table import RULES
from aistock_codegen import codec, converters, ir, load, protoc, strategies, third_party

ROOT = Path(__file__).resolve().parents[2]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.fixture(scope="session")
def contract(tmp_path_factory: pytest.TempPathFactory) -> ir.Contract:
    return load.load(protoc.descriptors(ROOT, third_party.provide(ROOT), tmp_path_factory.mktemp("descriptors")))


def _pb(message: ir.Message) -> type[PbMessage]:
    module = import_module(f"aistock.{message.area}.v1.{converters.pb_module(message.file)}")
    found: type[PbMessage] = getattr(module, message.name)
    return found


def _model(message: ir.Message) -> Any:
    return getattr(import_module(f"aistock.{message.area}.v1.models"), message.name)


@settings(max_examples=100, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_derived_converters_agree_with_the_reflective_codec(contract: ir.Contract, data: st.DataObject) -> None:
    message = data.draw(st.sampled_from(contract.messages))
    value = data.draw(strategies.values(contract, message))
    module = import_module(f"aistock.{message.area}.v1.converters")
    model = TypeAdapter(_model(message)).validate_python(value)
    pb = module.TO_PB[_model(message)](model)
    expected = _pb(message)()
    codec.fill(contract, message, value, expected)
    assert expected == pb
    again = module.FROM_PB[_pb(message)](_pb(message).FromString(pb.SerializeToString()))
    assert model == again
    assert value == codec.read(contract, message, pb)


@settings(max_examples=50, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_documents_survive_json_and_satisfy_their_schema(contract: ir.Contract, data: st.DataObject) -> None:
    message = data.draw(st.sampled_from([item for item in contract.messages if item.document]))
    value = data.draw(strategies.values(contract, message))
    text = json.dumps(value).encode()
    model = documents.validate(_model(message), documents.strict_loads(text), between_fields=False)
    assert value == documents.strict_loads(documents.canonical_json(model))
    schema = json.loads((ROOT / f"jsonschema/{message.area}/v1/{message.document}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)


@settings(max_examples=50, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_protovalidate_finds_only_cross_field_rules_broken(contract: ir.Contract, data: st.DataObject) -> None:
    message = data.draw(st.sampled_from(contract.messages))
    pb = _pb(message)()
    codec.fill(contract, message, data.draw(strategies.values(contract, message)), pb)
    broken = {violation.proto.rule_id for violation in protovalidate.collect_violations(pb)}
    assert broken - set(RULES) == set()


def test_every_rule_compiles_and_evaluates(contract: ir.Contract) -> None:
    rules = {rule.id for message in contract.messages for rule in message.rules}
    assert rules == set(RULES)
    for message in contract.messages:
        protovalidate.collect_violations(_pb(message)())  # raises when a rule does not compile or cannot be evaluated
