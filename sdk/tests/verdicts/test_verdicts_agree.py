"""Six readers of a document accept the same texts: the SDK, pydantic twice, jsonschema, jsonschema-rs, codec + protovalidate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aistock_codegen import verdicts
from aistock_codegen.ir import Contract

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def contract() -> Contract:
    return verdicts.contract_of(ROOT)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_two_readers_disagree_about_8000_texts(contract: Contract) -> None:
    tally = verdicts.run(contract, 8_000)
    print(tally)
    assert tally.disagreements[:5] == []
    assert tally.inputs == 8_000
    assert tally.accepted > 800
    assert min(tally.readers.values()) > 6_000 and len(tally.readers) == 6


def test_requests_and_responses_are_read_alike_too(contract: Contract) -> None:
    tally = verdicts.run(contract, 2_000, chosen=verdicts.messages_of(contract))
    assert tally.disagreements[:5] == []
    assert tally.accepted > 200 and len(tally.readers) == 4


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("generated_at_utc", "2025-01-01T00:00:00+08:00"),
        ("generated_at_utc", "0" * 10),
        ("generated_at_utc", "2025-01-01T00:00:00.1234567Z"),
        ("generated_at_utc", "2025-01-01T00:00:00Z\n"),
        ("loops", {}),
        ("loops", None),
        ("version", "v1\n"),
        ("snapshot_id", "a\n"),
        ("snapshot_id", 1),
    ],
)
def test_traps_are_refused_by_every_reader(contract: Contract, field: str, value: Any) -> None:
    message = next(item for item in contract.messages if item.document == "loop_catalog")
    readers = verdicts.Readers(contract, message)
    good = {"version": "v1", "generated_at_utc": "2025-01-01T00:00:00Z", "source": "s", "loops": [], "snapshot_id": None}
    assert {True} == set((readers.verdicts(json.dumps(good)) or {}).values())
    assert {False} == set((readers.verdicts(json.dumps(good | {field: value})) or {}).values())


def test_a_reader_that_differs_is_reported(contract: Contract) -> None:
    readers = verdicts.Readers(contract, next(item for item in contract.messages if item.document == "loop_catalog"))
    readers.all["careless"] = lambda _text, _value: True
    tally = verdicts.Tally()
    verdicts.count(readers, '{"version": "v2"}', tally)
    assert [(tally.disagreements[0].message, tally.disagreements[0].verdicts["careless"])] == [("LoopCatalog", True)]
