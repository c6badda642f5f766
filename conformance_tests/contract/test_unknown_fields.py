"""What this contract does not know is refused with its path, at every depth of every request."""

from typing import Any

import pytest

from aistock.contract.v1.calls import CALLS
from aistock_conformance.target import Target
from aistock_conformance.wire import Wire, inside, is_list, request_pb, unknown_field

METHODS = sorted(CALLS)


@pytest.mark.parametrize("method", METHODS)
def test_an_unknown_field_is_refused(wire: Wire, target: Target, method: str) -> None:
    """A field number of another contract in the request, and in a message inside it."""
    if not target.serves(method):
        pytest.skip(f"{method} is not served here")
    answer = wire.send(method, unknown_field())

    assert (answer.code, answer.reason) == ("INVALID_ARGUMENT", "UNKNOWN_FIELD")
    assert answer.rules is not None and "#18000" in answer.rules
    for field in request_pb(method).DESCRIPTOR.fields:
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        answer = wire.send(method, inside(field.number, unknown_field()))
        assert answer.reason == "UNKNOWN_FIELD"
        assert answer.rules is not None and _path(field) in answer.rules, answer.rules


def test_a_deep_unknown_field_names_its_place(wire: Wire) -> None:
    """Three messages down, inside a list."""
    method = "/aistock.library.v1.LibraryService/ImportCatalogs"
    request = request_pb(method).DESCRIPTOR
    loops = request.fields_by_name["loops"]
    rows = loops.message_type.fields_by_name["loops"]
    metrics = rows.message_type.fields_by_name["metrics"]
    content = inside(loops.number, inside(rows.number, b"") + inside(rows.number, inside(metrics.number, unknown_field(77))))

    answer = wire.send(method, content)

    assert answer.reason == "UNKNOWN_FIELD"
    assert answer.rules is not None and list(answer.rules) == ["loops.loops[1].metrics.#77"]


def _path(field: Any) -> str:
    name = f"{field.name}[0]" if is_list(field) else field.name
    return f"{name}.#18000"
