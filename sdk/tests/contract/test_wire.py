"""What the converters share: registering buf.validate, passing JSON through text, and reading lists and maps."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.contract import wire
from aistock.contract.model import ContractModel
from aistock.errors import InvalidDocument, UnknownEnumValue
from aistock.library.v1.library_types_pb2 import LoopMetrics

FOREIGN = """
from google.protobuf import descriptor_pb2, descriptor_pool
file = descriptor_pb2.FileDescriptorProto(name="buf/validate/validate.proto", package="buf.validate")
file.message_type.add(name="Another")
descriptor_pool.Default().AddSerializedFile(file.SerializeToString())
from aistock.errors import ForeignValidateCopy
try:
    import aistock.feedback.v1.converters
except ForeignValidateCopy as error:
    print("named:", error)
"""


def test_a_foreign_copy_of_buf_validate_gives_a_named_error() -> None:
    outcome = subprocess.run([sys.executable, "-c", FOREIGN], capture_output=True, text=True, check=False)
    assert outcome.stdout.startswith("named: another package registered its own copy"), outcome.stderr


def test_passed_through_json_keeps_every_value() -> None:
    value = {"num_leaves": 210, "big": 9007199254740993, "rate": 0.1, "one": 1.0, "none": None, "deep": [{"a": [True]}]}
    again = wire.json_object(wire.json_text(value))
    assert again == value
    assert [type(item) for item in again.values()] == [type(value[key]) for key in again]


@pytest.mark.parametrize("text", ["", "{", '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_text_that_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(InvalidDocument):
        wire.json_object(text)


def test_a_list_read_lazily_is_read_anew_each_time_it_is_walked() -> None:
    listed = wire.Lazily(lambda number: {"number": number}, [1, 2])
    assert list(listed) == list(listed) == [{"number": 1}, {"number": 2}]


class Part(ContractModel):
    number: int


class Whole(ContractModel):
    parts: list[Part]


def read_part(number: int) -> dict[str, int]:
    if number == 99:
        raise UnknownEnumValue("Kind", number)
    return {"number": number} if number else {}


def read_whole(numbers: list[int]) -> dict[str, object]:
    return {"parts": wire.Lazily(read_part, numbers)}


@given(st.lists(st.integers(1, 98)))
def test_models_of_lists_read_lazily_are_those_of_lists(numbers: list[int]) -> None:
    made = wire.read(Whole, read_whole, numbers)
    assert made == Whole(parts=[Part(number=number) for number in numbers])
    assert type(made.parts) is list


@given(st.integers(0, 40))
def test_few_elements_and_many_are_read_alike(count: int) -> None:
    numbers = list(range(1, count + 1))
    made = wire.read(Whole, lambda pb: {"parts": wire.elements(read_part, pb)}, numbers)
    assert made == Whole(parts=[Part(number=number) for number in numbers])


@pytest.mark.parametrize("before", [1, 40])
def test_what_is_wrong_in_a_list_of_any_length_is_named_with_its_place(before: int) -> None:
    with pytest.raises(InvalidDocument) as caught:
        wire.read(Whole, lambda pb: {"parts": wire.elements(read_part, pb)}, [*range(1, before + 1), 0])
    assert [(one.path, one.rule) for one in caught.value.violations] == [(f"parts[{before}].number", "required")]
    with pytest.raises(UnknownEnumValue):
        wire.read(Whole, lambda pb: {"parts": wire.elements(read_part, pb)}, [*range(1, before + 1), 99])


def test_what_is_wrong_in_a_list_read_lazily_is_named_with_its_place() -> None:
    with pytest.raises(InvalidDocument) as caught:
        wire.read(Whole, read_whole, [1, 0])
    assert [(one.path, one.rule) for one in caught.value.violations] == [("parts[1].number", "required")]


def test_a_number_of_a_newer_enum_in_a_list_read_lazily_has_its_own_error() -> None:
    with pytest.raises(UnknownEnumValue) as caught:
        wire.read(Whole, read_whole, [1, 99])
    assert (caught.value.enum, caught.value.number) == ("Kind", 99)


@given(st.dictionaries(st.text(max_size=3), st.floats(allow_nan=False)))
def test_entries_of_a_map_are_its_entries(value: dict[str, float]) -> None:
    pb = LoopMetrics(extra=value)
    assert wire.entries(pb.extra) == value == wire.inline(pb.extra, ("no such key",))
    assert wire.entries_read(str, pb.extra) == {key: str(item) for key, item in value.items()}
