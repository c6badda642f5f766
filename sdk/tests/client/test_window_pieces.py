"""A window's messages are read as protobuf reads them, and its frame is the one that pandas would make of the table."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa
from google.protobuf.message import DecodeError
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.client._codec import wire
from aistock.client._tables import Window
from aistock.client._window_piece import Blocks, WindowPiece, piece_of
from aistock.market.v1 import market_data_service_pb2 as pb

HISTORY = wire("/aistock.market.v1.MarketDataService/GetHistoryWindow")
FACTORS = wire("/aistock.market.v1.MarketDataService/ComputeFactors")
edges = st.sampled_from([2**7, 2**14, 2**21]).flatmap(lambda edge: st.integers(edge - 2, edge + 1)).map(bytes)
contents = st.binary(max_size=300) | edges


@given(contents)
@settings(max_examples=100, deadline=None)
def test_a_message_of_bytes_alone_is_its_bytes(content: bytes) -> None:
    for call, kind in ((HISTORY, pb.GetHistoryWindowResponse), (FACTORS, pb.ComputeFactorsResponse)):
        found = call.from_pb(call.deserialize(kind(arrow_ipc=content).SerializeToString()))
        assert isinstance(found, WindowPiece)
        assert found.arrow_ipc == content


fragments = st.lists(st.sampled_from([b"\x12", b"\x0a", b"\x80", b"\x00", b"\x01", b"\x02"]) | st.binary(max_size=3), max_size=9)
longer_lengths = st.binary(max_size=5).map(lambda content: b"\x12" + bytes([len(content) | 0x80, 0]) + content)
two_fields = st.tuples(st.binary(max_size=5), st.binary(max_size=5)).map(
    lambda pair: b"".join(pb.GetHistoryWindowResponse(arrow_ipc=content).SerializeToString() for content in pair)
)


@given(st.binary(max_size=12) | fragments.map(b"".join) | longer_lengths | two_fields)
@settings(max_examples=400, deadline=None)
def test_any_bytes_are_read_as_protobuf_reads_them(content: bytes) -> None:
    try:
        expected = pb.GetHistoryWindowResponse.FromString(content)
    except DecodeError:
        assert piece_of(content) is None
        return
    found = HISTORY.deserialize(content)
    assert found == expected or found.arrow_ipc == expected.arrow_ipc
    if isinstance(found, WindowPiece):
        assert expected == pb.GetHistoryWindowResponse(arrow_ipc=expected.arrow_ipc)


def test_what_no_message_may_hold_is_left_to_the_model() -> None:
    assert piece_of(pb.GetHistoryWindowResponse(arrow_ipc=bytes(16 * 2**20 + 1)).SerializeToString()) is None


sizes = st.lists(st.sampled_from([0, 1, 65_535, 65_536, 65_537, 1 << 20, 8 << 20, (8 << 20) + 1]), max_size=12)


@given(sizes, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_what_is_kept_is_what_came_when_what_came_is_gone(lengths: list[int], random: Any) -> None:
    blocks, kept, wanted = Blocks(), [], []
    for length in lengths:
        came = bytearray(random.randbytes(16).ljust(length, b".")[:length])
        wanted.append(bytes(came))
        piece = WindowPiece(memoryview(came))
        found = blocks.kept(piece)
        kept.append(found)
        if found is not piece:
            came[:] = bytes(length)
    assert [bytes(one.arrow_ipc) for one in kept] == wanted
    first = SimpleNamespace(provenance="where from", arrow_ipc=None)
    assert blocks.kept(first) is first


rows = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.sampled_from(("000001.SZ", "600000.SH", "920001.BJ"))),
    unique=True, max_size=20,
)  # fmt: skip


def stream(values: list[tuple[date, str]], rows_a_batch: int) -> bytes:
    table = pa.table(
        {
            "date": pa.array([row[0] for row in values], pa.date32()),
            "instrument": pa.array([row[1] for row in values], pa.string()),
            "close": pa.array([number / 3 for number in range(len(values))], pa.float64()),
            "volume": pa.array(range(len(values)), pa.int64()),
        }
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table, max_chunksize=rows_a_batch)
    return bytes(sink.getvalue())


def window(content: bytes, size: int) -> Window:
    pieces: list[Any] = [SimpleNamespace(provenance=None, arrow_ipc=None)]
    pieces += [SimpleNamespace(provenance=None, arrow_ipc=content[at : at + size]) for at in range(0, len(content), size)]
    return Window(pieces)


@given(rows, st.booleans(), st.integers(1, 7), st.integers(1, 2000))
@settings(max_examples=80, deadline=None)
def test_the_cut_into_pieces_does_not_matter_and_the_frame_is_pandas_own(
    values: list[tuple[date, str]], in_order: bool, rows_a_batch: int, size: int
) -> None:
    content = stream(sorted(values) if in_order else values, rows_a_batch)
    table = pa.ipc.open_stream(content).read_all()
    found = window(content, size)
    assert found.to_arrow().equals(table)
    assert found.to_arrow().equals(table)
    frame = table.to_pandas(date_as_object=False)
    keys = [pd.to_datetime(frame.pop("date")), frame.pop("instrument")]
    expected = frame.set_index(pd.MultiIndex.from_arrays(keys, names=["datetime", "instrument"]))
    pd.testing.assert_frame_equal(found.to_pandas(), expected)
    for ours, theirs in zip(found.to_pandas().index.levels, expected.index.levels, strict=True):
        assert ours.equals(theirs)
        assert ours.dtype == theirs.dtype
