"""Reading straight from the text is reading by way of parsed JSON, but faster: the same models, and nothing more is accepted."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ConfigDict, Field

from aistock.contract import documents, plain_json
from aistock.contract.direct import is_closed, keys_in, straight
from aistock.contract.model import ContractModel
from aistock.contract.v1.models import DateRange
from aistock.errors import InvalidDocument
from aistock.experiments.v1.models import ExperimentRequest, ExperimentResult
from aistock.library.v1.models import LoopCatalog, PutArtifactRequest, StrategyCatalog
from aistock_codegen import mutants, verdicts
from aistock_codegen.ir import Contract, Message

ROOT = Path(__file__).resolve().parents[3]

SPACE = st.sampled_from(["", "", " ", "\n", "\t", "\r\n  "])
NASTY = st.sampled_from(['":', '"', ":", "\\", '\\"', '\\\\":', '{"a": 1}', ' :"', "a b", "a", "ab", "", "\n", "é"])
TEXTS = NASTY | st.lists(NASTY, max_size=3).map("".join) | st.text('":\\ a', max_size=4)


@pytest.fixture(scope="module")
def contract() -> Contract:
    return verdicts.contract_of(ROOT)


def model_of(message: Message) -> type[ContractModel]:
    kind: type[ContractModel] = getattr(import_module(f"aistock.{message.area}.v1.models"), message.name)
    return kind


def parsed(kind: type[ContractModel], text: bytes) -> ContractModel | None:
    try:
        return documents.validate(kind, documents.strict_loads(text), between_fields=False)
    except InvalidDocument:
        return None


def same(one: ContractModel, other: ContractModel) -> bool:
    """Equal to the type of every part, and made of the same keys."""
    return one == other and repr(one) == repr(other) and keys_in(one) == keys_in(other)


def number_of_keys(value: Any) -> int:
    if isinstance(value, dict):
        return len(value) + sum(map(number_of_keys, value.values()))
    return sum(map(number_of_keys, value)) if isinstance(value, list) else 0


@pytest.mark.parametrize("kind", [LoopCatalog, ExperimentRequest, DateRange])
def test_classes_whose_every_value_has_a_form_are_closed(kind: type[ContractModel]) -> None:
    assert is_closed(kind)


@pytest.mark.parametrize("kind", [StrategyCatalog, ExperimentResult, PutArtifactRequest])
def test_classes_that_hold_foreign_json_or_bytes_are_not_closed(kind: type[ContractModel]) -> None:
    assert not is_closed(kind)


class Tree(ContractModel):
    """Nests in itself, as deep as a text likes."""

    inner: Tree | None = None


class Loose(ContractModel):
    """Takes keys of any form."""

    model_config = ConfigDict(extra="allow")
    name: str


class Filled(ContractModel):
    """Has a default that holds keys which no text wrote."""

    span: dict[str, int] = Field({"a": 1})


@pytest.mark.parametrize("kind", [Tree, Loose, Filled])
def test_what_the_contract_does_not_have_today_is_not_closed_either(kind: type[ContractModel]) -> None:
    assert not is_closed(kind)


def test_every_closed_document_is_read_straight_and_alike(contract: Contract) -> None:
    asked = 0
    for message in verdicts.documents_of(contract):
        kind = model_of(message)
        for value in verdicts.drawn_values(contract, message, 0):
            for text in (
                json.dumps(value),
                json.dumps(value, ensure_ascii=False, indent=1),
                json.dumps(value, separators=(",", ":")),
            ):
                model, other = straight(kind, text.encode()), parsed(kind, text.encode())
                assert other is not None
                if not is_closed(kind):
                    assert model is None
                    continue
                asked += 1
                assert number_of_keys(value) == keys_in(other)
                assert model is None or same(model, other)
                assert model is not None or '":' in "".join(texts_in(value)) or any(one.startswith(":") for one in texts_in(value))
    assert asked > 60


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(text for item in value.values() for text in texts_in(item))]
    if isinstance(value, list):
        return [text for item in value for text in texts_in(item)]
    return [value] if isinstance(value, str) else []


def test_nothing_is_read_straight_that_parsing_refuses(contract: Contract) -> None:
    accepted = refused = 0
    for message in verdicts.documents_of(contract):
        kind, random = model_of(message), Random(message.name)
        if not is_closed(kind):
            continue
        for value in verdicts.drawn_values(contract, message, 1):
            places = [*mutants.places(contract, message, value)]
            for _ in range(30):
                text = mutants.mutant(random, value, places).encode("utf-8", "surrogatepass")
                model, other = straight(kind, text), parsed(kind, text)
                if model is None:
                    refused += 1
                    continue
                accepted += 1
                assert other is not None and same(model, other), text
    assert accepted > 100 and refused > 500


@st.composite
def objects(draw: st.DrawFn, depth: int = 2) -> tuple[str, int, bool]:
    """Text of an object with any spaces and any keys, how many different keys it holds, and whether one stands twice."""
    pairs, different, twice = [], 0, False
    keys = draw(st.lists(TEXTS, max_size=4))
    for key in keys:
        inner = draw(objects(depth - 1)) if depth and draw(st.booleans()) else (json.dumps(draw(TEXTS)), 0, False)
        different += inner[1]
        twice |= inner[2]
        written = "".join(f"\\u{ord(one):04x}" for one in key) if draw(st.booleans()) else key_text(key, draw(st.booleans()))
        pairs.append(f'{draw(SPACE)}"{written}"{draw(SPACE)}:{draw(SPACE)}{inner[0]}{draw(SPACE)}')
    return "{" + ",".join(pairs) + "}", different + len(set(keys)), twice or len(set(keys)) < len(keys)


def key_text(key: str, ascii_only: bool) -> str:
    return json.dumps(key, ensure_ascii=ascii_only)[1:-1]


@settings(max_examples=1500, deadline=None)
@given(objects())
@example(('{"a\\\\ ":1,"a\\\\ ":2}', 1, True))
@example(('{"a" :1,"b":2,"a" :3}', 2, True))
@example(('{"a":"\\":","b" \n:1,"b":2}', 2, True))
def test_a_key_that_stands_twice_is_never_missed(made: tuple[str, int, bool]) -> None:
    text, different, twice = made
    json.loads(text)
    assert not (twice and plain_json.holds_keys_once(text.encode(), different))


LEAVES = st.none() | st.sampled_from(['{"a": "b"}', "12:30", 'say "x"', "a : b"])


@settings(max_examples=500, deadline=None)
@given(st.recursive(LEAVES, lambda inner: st.dictionaries(st.sampled_from("abcd"), inner) | st.lists(inner)), SPACE)
def test_text_in_text_is_no_key(value: Any, space: str) -> None:
    text = json.dumps(value, separators=(f"{space},", f"{space}:{space}")).encode()
    assert plain_json.holds_keys_once(text, number_of_keys(value))


@pytest.mark.parametrize("space", ["", " ", "\n\t"])
@pytest.mark.parametrize("second", ["end_date", "\\u0065nd_date", "start_date"])
def test_a_document_with_a_key_twice_is_refused_by_name(space: str, second: str) -> None:
    text = f'{{"start_date": "2025-01-01", "end_date": "2025-01-02", "{second}"{space}: "2025-01-02"}}'.encode()
    assert straight(DateRange, text) is None
    with pytest.raises(InvalidDocument) as caught:
        documents.read(DateRange, text)
    assert [one.rule for one in caught.value.violations] == ["json.duplicate_key"]


def test_rules_between_fields_are_not_forgotten() -> None:
    text = b'{"start_date": "2025-01-02", "end_date": "2025-01-01"}'
    assert straight(DateRange, text) is not None
    with pytest.raises(InvalidDocument) as caught:
        documents.read(DateRange, text)
    assert [one.rule for one in caught.value.violations] == ["date_range.ordered"]
