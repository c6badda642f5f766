"""Hostile texts, cut messages and bottomless JSON: a refusal that says why, or an answer, and never a server that is down."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.contract.v1.calls import CALLS
from aistock_conformance import documents, rows
from aistock_conformance.examples import examples
from aistock_conformance.strategies import hostile_texts
from aistock_conformance.target import fresh_id, fresh_name
from aistock_conformance.wire import Answer, Wire, is_list, pb_of, request_pb

UNARY = sorted(path for path, call in CALLS.items() if not call.client_streaming and not call.server_streaming)
FAULTS = {"INTERNAL", "UNKNOWN", "DATA_LOSS"}
IMPORT = "/aistock.library.v1.LibraryService/ImportCatalogs"
SUBMIT = "/aistock.experiments.v1.ExperimentService/SubmitExperiment"


def alive(client: Client) -> bool:
    """The server still says what it is."""
    return bool(client.system.get_server_info().services)


def explained(answer: Answer) -> bool:
    """The call worked, or failed with a reason that is no fault of the server."""
    return answer.ok or (answer.code not in FAULTS and bool(answer.reason))


@given(method=st.sampled_from(UNARY), data=st.data())
@examples(40)
def test_hostile_texts(client: Client, wire: Wire, method: str, data: st.DataObject) -> None:
    """Every text of a request may be the worst; the ids are good, so that the request gets far."""
    request: Any = request_pb(method)()
    for field in request.DESCRIPTOR.fields:
        if field.cpp_type != field.CPPTYPE_STRING or field.type == field.TYPE_BYTES or is_list(field):
            continue
        good = fresh_id() if field.name in ("request_id", "client_order_id") else None
        text = data.draw(hostile_texts()) if good is None else good
        setattr(request, field.name, text.encode("utf-8", "replace").decode())

    assert explained(wire.send(method, request))
    assert alive(client)


@given(place=st.floats(0, 1), flip=st.integers(0, 255))
@examples(20)
def test_cut_and_flipped_messages(client: Client, wire: Wire, place: float, flip: int) -> None:
    """A legal request, cut at any byte or with any byte changed, does no harm."""
    asked = documents.experiment_request(snapshot_id="9" * 64)
    content = request_pb(SUBMIT)(request=pb_of(asked)).SerializeToString()
    at = min(int(place * len(content)), len(content) - 1)

    for broken in (content[:at], content[:at] + bytes([flip]) + content[at + 1 :]):
        assert not wire.send(SUBMIT, broken).ok
    assert alive(client)


@pytest.mark.parametrize("depth", [10, 10_000])
@pytest.mark.parametrize("shape", ["object", "list", "open"])
def test_bottomless_json(client: Client, wire: Wire, shape: str, depth: int) -> None:
    """Pass-through JSON ten thousand levels deep is refused, or kept; it does not bring the server down."""
    text = {
        "object": '{"a":' * depth + "1" + "}" * depth,
        "list": '{"a":' + "[" * depth + "]" * depth + "}",
        "open": '{"a":' * depth,
    }[shape]
    prefix = fresh_name()
    request: Any = request_pb(IMPORT)(request_id=fresh_id(), mode=2)
    request.strategies.CopyFrom(pb_of(rows.catalogs(prefix, 1)["strategies"]))
    request.strategies.strategies[0].model_config = text

    answer = wire.send(IMPORT, request)

    assert explained(answer), answer
    assert answer.ok == (depth == 10 and shape != "open")
    if answer.ok:
        kept = client.library.get_strategy(rows.strategy(prefix, 0).strategy_id).strategy.model_config_
        assert kept == json.loads(text)
    assert alive(client)
