"""The message that is written by hand is protobuf's own, byte for byte."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.market.v1 import market_data_service_pb2 as pb
from aistock.market.v1.models import GetHistoryWindowResponse
from aistock_server.market.model import ArrowPiece
from aistock_server.rpc.window_message import window_message

#: Lengths around those at which the length itself takes another byte.
edges = st.sampled_from([2**7, 2**14, 2**21]).flatmap(lambda edge: st.integers(edge - 2, edge + 1)).map(bytes)


@given(st.lists(st.binary(max_size=300) | edges, max_size=4), st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_piece_is_written_as_protobuf_writes_it(parts: list[bytes], viewed: bool) -> None:
    content = b"".join(parts)
    message = window_message(ArrowPiece([memoryview(part) if viewed else part for part in parts]))
    written = message.SerializeToString()
    assert written == pb.GetHistoryWindowResponse(arrow_ipc=content).SerializeToString()
    assert pb.GetHistoryWindowResponse.FromString(written).arrow_ipc == message.arrow_ipc == content


def test_a_part_counts_in_bytes_whatever_its_items_are() -> None:
    message = window_message(ArrowPiece([memoryview(bytes(64)).cast("d")]))
    assert message.SerializeToString() == pb.GetHistoryWindowResponse(arrow_ipc=bytes(64)).SerializeToString()


def test_anything_else_is_written_by_protobuf() -> None:
    assert window_message(GetHistoryWindowResponse(arrow_ipc=b"x")) == pb.GetHistoryWindowResponse(arrow_ipc=b"x")
