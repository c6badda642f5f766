"""Document, model, protobuf, bytes and JSON text hold the same values of the same types, for every message of the contract."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from aistock.contract import documents, plain_json
from aistock.library.v1 import converters as library
from aistock.library.v1.models import StrategyCatalog
from aistock_codegen import codec, verdicts
from aistock_codegen.converters import pb_module
from aistock_codegen.ir import Contract, Message

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def contract() -> Contract:
    return verdicts.contract_of(ROOT)


def typed(value: Any) -> Any:
    """The value with the type of every part: 1 is not 1.0, -0.0 is not 0.0, keys in any order."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else (type(value).__name__, repr(value))


def goes_round(contract: Contract, message: Message, value: dict[str, Any]) -> None:
    kind = getattr(import_module(f"aistock.{message.area}.v1.models"), message.name)
    derived = import_module(f"aistock.{message.area}.v1.converters")
    pb_type = getattr(import_module(f"aistock.{message.area}.v1.{pb_module(message.file)}"), message.name)
    model = TypeAdapter(kind).validate_python(value)
    reflected = pb_type()
    codec.fill(contract, message, value, reflected)
    pb = derived.TO_PB[kind](model)
    assert reflected == pb
    again = pb_type.FromString(pb.SerializeToString())
    assert model == derived.FROM_PB[pb_type](again)
    assert typed(value) == typed(codec.read(contract, message, again))
    if message.document:
        assert typed(value) == typed(documents.strict_loads(documents.canonical_json(model)))
        text = documents.canonical_json(derived.FROM_PB[pb_type](again))
        assert documents.canonical_json(model) == text
        assert model == documents.validate(kind, documents.strict_loads(text), between_fields=False)


@pytest.mark.parametrize("turn", [0, 1])
def test_every_message_goes_round_without_loss(contract: Contract, turn: int) -> None:
    asked = 0
    for message in contract.messages:
        for value in verdicts.drawn_values(contract, message, turn):
            goes_round(contract, message, value)
            asked += 1
    assert asked >= 1.5 * len(contract.messages)


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = {"": value} if level % 2 else [value]
    return value


NASTY: dict[str, Any] = {
    "integers": [2**53, 2**53 + 1, -(2**53) - 1, 2**63, 2**64 + 1, -(10**300), 210, 0, 1],
    "floats": [210.0, -0.0, 0.1, 1e300, 5e-324, 1.7976931348623157e308, 1e16, 123456789012345680.0],
    "": {"": {"": None}},
    "__class__": "x", "__dict__": {"__init__": []}, "kind": "kind", "model_config": {}, "self": True,
    "constructor": {"prototype": 1},
    "字": "é e\u0301 \U0001f600 \u2028 \u0000 \ufeff \uffff", "\u0000": 0, "\n": 1, "a.b": 1, "$ref": "#", "\U0010ffff": False,
    "empty": [[], {}, "", [[]], None],
}  # fmt: skip


@pytest.mark.parametrize("value", [NASTY, {"deep": nested(plain_json.MAX_DEPTH - 5)}, {"wide": list(range(5000))}])
def test_passed_through_json_comes_back_value_for_value(value: dict[str, Any]) -> None:
    row = {"task_run_id": "t", "loop_id": 0, "workspace_id": "w", "workspace_path": "w"}
    document = {
        "version": "v1", "generated_at_utc": "2025-01-01T00:00:00Z", "source": "s", "snapshot_id": None,
        "strategies": [{
            "strategy_id": "0" * 32, "scenario": None, "step_name": "s", "action": "model", "workspace_example": row,
            "template_files": [], "model_config": value, "data_config": value,
        }],
    }  # fmt: skip
    text = json.dumps(document).encode()
    model = documents.validate(StrategyCatalog, documents.strict_loads(text), between_fields=False)
    pb = library.strategy_catalog_to_pb(model)
    again = library.strategy_catalog_from_pb(type(pb).FromString(pb.SerializeToString()))
    for held in (model, again):
        written = documents.strict_loads(documents.canonical_json(held))["strategies"][0]
        assert typed(value) == typed(written["model_config"]) == typed(written["data_config"])
