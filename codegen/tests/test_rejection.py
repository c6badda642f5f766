"""Schemas and models refuse the same mutants: what one reader of a document refuses, the other does."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aistock.contract import documents
from aistock.errors import InvalidDocument
from aistock_codegen import ir, load, protoc, strategies, third_party

ROOT = Path(__file__).resolve().parents[2]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]
WRONG: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.5, -0.0, 1e300, 3.0, 2**31, 2**53, 2**63, -(2**53)),
    *("", " ", "x", "x\n", "v1\n", "1", "null", "0" * 64, "0" * 32, "a" * 5000, "\N{GRINNING FACE}" * 129),
    *("2025-01-01", "2023-02-29", "0000-01-01", "2025-13-01", "2025-01-01\n", "2025-01-01T00:00:00Z", "2025-01-01T24:00:00Z"),
    *("2025-01-01T00:00:00.1234567Z", "2025-01-01T00:00:00+08:00", "2025-02-30T00:00:00Z", "2025-01-01T00:00:00+00:00"),
    *("../x", "/x", "a\\b", "C:/x", "a/b", "600000.SH", "600000.sh", "٣٣٣٣٣٣.SH", "UNSPECIFIED"),
    *("0B9C3F0E-8A55-4A39-9C5E-2F1F6F3C8A10", "0b9c3f0e-8a55-4a39-9c5e-2f1f6f3c8a10", "0b9c3f0e8a554a399c5e2f1f6f3c8a10"),
    *([], {}, [None], [1], ["x"], ["x", "x"], [[]], [{}], {"x": 1}, {"kind": "x"}, {"x": None}, {"A B": 1.0}, {"x": "y"}),
]


def _format_checker() -> jsonschema.FormatChecker:
    checker = jsonschema.FormatChecker(formats=())

    @checker.checks("date", raises=ValueError)
    def _date(value: object) -> bool:
        return not isinstance(value, str) or bool(datetime.strptime(value[:10], "%Y-%m-%d"))  # noqa: DTZ007

    @checker.checks("date-time", raises=ValueError)
    def _instant(value: object) -> bool:
        return not isinstance(value, str) or bool(datetime.strptime(value[:10], "%Y-%m-%d"))  # noqa: DTZ007

    return checker


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[jsonschema.ValidationError]:
    anchored = pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(anchored, instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


_TYPES = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: type(value) is int)
ALIGNED = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": _pattern}, type_checker=_TYPES)


@pytest.fixture(scope="session")
def contract(tmp_path_factory: pytest.TempPathFactory) -> ir.Contract:
    return load.load(protoc.descriptors(ROOT, third_party.provide(ROOT), tmp_path_factory.mktemp("descriptors")))


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


def _mutant(data: st.DataObject, value: dict[str, Any]) -> dict[str, Any]:
    whole = copy.deepcopy(value)
    *above, last = data.draw(st.sampled_from([path for path in _places(value) if path]))
    node: Any = whole
    for key in above:
        node = node[key]
    verb = data.draw(st.sampled_from(["replace", "replace", "replace", "delete", "add", "twice"]))
    if verb == "delete":
        del node[last]
    elif verb == "replace":
        node[last] = copy.deepcopy(data.draw(st.sampled_from(WRONG)))
    elif verb == "add" and isinstance(node, dict):
        node[data.draw(st.sampled_from(["zz_unknown", "kind", "Upper", "version"]))] = data.draw(
            st.sampled_from([1, 1.5, "x", None])
        )
    elif isinstance(node, list):
        node.extend(copy.deepcopy(node) * data.draw(st.sampled_from([1, 40])))
    return whole


@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(data=st.data())
def test_schema_and_model_give_the_same_verdict(contract: ir.Contract, data: st.DataObject) -> None:
    message = data.draw(st.sampled_from([item for item in contract.messages if item.document]))
    model = getattr(import_module(f"aistock.{message.area}.v1.models"), message.name)
    schema = json.loads((ROOT / f"jsonschema/{message.area}/v1/{message.document}.schema.json").read_text(encoding="utf-8"))
    validator = ALIGNED(schema, format_checker=_format_checker())
    whole = data.draw(strategies.values(contract, message, depth=3))
    for _ in range(12):
        value = _mutant(data, whole)
        complaints = [error.message for error in validator.iter_errors(value)]
        try:
            documents.validate(model, documents.strict_loads(json.dumps(value)))
            verdict = ""
        except InvalidDocument as error:
            verdict = str(error)
        assert bool(complaints) == bool(verdict), (complaints, verdict)
