"""What the converters share: registering buf.validate, and passing JSON through text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from aistock.contract import wire
from aistock.errors import InvalidDocument

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
