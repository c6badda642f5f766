"""Importing in pieces: one import whatever the cut, whole or not at all, and nothing out of order is taken."""

import threading
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.errors import NotFound
from aistock.library.v1 import models
from aistock.library.v1.library_service_pb2 import ImportCatalogStreamRequest, ImportCatalogStreamResponse
from aistock_conformance import rows
from aistock_conformance.examples import examples
from aistock_conformance.target import Target, fresh_id, fresh_name
from aistock_conformance.wire import Answer, Wire, inside, pb_of

STREAM = "/aistock.library.v1.LibraryService/ImportCatalogStream"
KINDS = ("factor", "strategy", "loop", "model")
FIELDS = ("factors", "strategies", "loops", "models")
ROWS = 2_600


def _message(said: dict[str, Any]) -> ImportCatalogStreamRequest:
    made = pb_of(models.ImportCatalogStreamRequest.model_validate(said))
    assert isinstance(made, ImportCatalogStreamRequest)
    return made


def header(prefix: str, *kinds: str, request_id: str | None = None, **changes: Any) -> ImportCatalogStreamRequest:
    """The first message of an import of catalogs of one source."""
    catalogs = [{"kind": kind, "source": prefix} for kind in kinds or KINDS]
    said = {"request_id": request_id or fresh_id(), "mode": "upsert", "catalogs": catalogs, **changes}
    return _message({"header": said})


def piece(catalog: int, **given_rows: Any) -> ImportCatalogStreamRequest:
    """A message with rows of a catalog."""
    return _message({"rows": {"catalog": catalog, **given_rows}})


def report(answer: Answer) -> Any:
    """What the import did."""
    assert answer.ok, answer
    return ImportCatalogStreamResponse.FromString(answer.messages[0]).report


def tallies(done: Any) -> list[tuple[int, int, int, int, int]]:
    """Inserted, updated, unchanged, refused and retired, kind by kind."""
    return [(one.inserted, one.updated, one.unchanged, one.refused, one.retired) for one in done.tallies]


def absent(client: Client, prefix: str, number: int = 0) -> bool:
    """Whether the library lacks the factor with that number."""
    try:
        client.library.get_factor(f"{prefix}-F{number:03d}", source="rd_agent")
    except NotFound:
        return True
    return False


def test_a_large_catalog_goes_in_and_comes_back(client: Client) -> None:
    """More rows than one message takes, through the SDK: all inserted, all listed, then nothing changes."""
    prefix = fresh_name()
    catalog = rows.catalogs(prefix, 0)["loops"].model_copy(update={"loops": [rows.loop(prefix, n) for n in range(ROWS)]})

    first = client.library.import_catalogs("full_snapshot", loops=catalog)
    again = client.library.import_catalogs("full_snapshot", loops=catalog)

    assert tallies(first) == [(ROWS, 0, 0, 0, 0)]
    assert tallies(again) == [(0, 0, ROWS, 0, 0)] and not again.changed
    listed = list(client.library.list_loops(task_run_id=prefix, page_size=1000))
    assert [entry.loop for entry in listed] == sorted(catalog.loops, key=lambda one: one.loop_id or 0)
    # Every dangling strategy is told or counted.
    assert len(first.findings) + first.findings_left_off == ROWS


@given(cuts=st.lists(st.integers(0, 12), max_size=5))
@examples(8)
def test_any_cut_is_the_same_import(wire: Wire, client: Client, cuts: list[int]) -> None:
    """However the rows are cut into messages, empty ones too, the library holds them."""
    prefix, edges = fresh_name(), sorted([0, *cuts, 12])
    factors = [rows.factor(prefix, number) for number in range(12)]
    pieces = [piece(0, factors=factors[low:high]) for low, high in pairwise(edges)]

    done = report(wire.send(STREAM, header(prefix, "factor"), *pieces))

    assert tallies(done) == [(12, 0, 0, 0, 0)]
    assert [entry.factor for entry in client.library.list_factors(origin=prefix)] == factors


def test_pieces_and_one_message_are_one_import(wire: Wire, client: Client) -> None:
    """What one form brought is unchanged for the other, in both directions."""
    for pieces_first in (True, False):
        prefix = fresh_name()
        catalogs = rows.catalogs(prefix, 3)

        def in_pieces(prefix: str = prefix, catalogs: dict[str, Any] = catalogs) -> Any:
            sent = [piece(n, **{field: getattr(catalogs[field], field)}) for n, field in enumerate(FIELDS)]
            return report(wire.send(STREAM, header(prefix, mode="full_snapshot"), *sent))

        def in_one(catalogs: dict[str, Any] = catalogs) -> Any:
            return client.library.import_catalogs("full_snapshot", **catalogs)

        calls = (in_pieces, in_one) if pieces_first else (in_one, in_pieces)
        assert tallies(calls[0]()) == [(3, 0, 0, 0, 0)] * 4
        assert tallies(calls[1]()) == [(0, 0, 3, 0, 0)] * 4


def _refused(prefix: str) -> dict[str, list[ImportCatalogStreamRequest]]:
    factor, strategy = rows.factor(prefix, 0), rows.strategy(prefix, 0)
    good, both = piece(0, factors=[factor]), header(prefix, "factor", "strategy")
    return {
        "no message": [],
        "no header": [good],
        "a second header": [both, good, both],
        "a catalog beyond the header": [both, good, piece(2, loops=[rows.loop(prefix, 0)])],
        "an earlier catalog again": [both, good, piece(1, strategies=[strategy]), good],
        "rows of another kind": [both, good, piece(0, strategies=[strategy])],
        "rows of two kinds": [both, good, piece(1, strategies=[strategy], factors=[factor])],
    }


@pytest.mark.parametrize("what", list(_refused("any")))
def test_what_does_not_follow_the_header_is_refused(wire: Wire, client: Client, what: str) -> None:
    """The caller's fault, with the field named, and the good rows before it are not taken."""
    prefix = fresh_name()

    answer = wire.send(STREAM, *_refused(prefix)[what])

    assert (answer.code, answer.reason) == ("INVALID_ARGUMENT", "INVALID_FIELD"), answer
    assert answer.rules
    assert absent(client, prefix)


def test_a_catalog_below_the_first_is_refused(wire: Wire, client: Client) -> None:
    """A negative place breaks the field's own rule; no model would let it be sent."""
    prefix = fresh_name()
    request = piece(0, factors=[rows.factor(prefix, 0)])
    request.rows.catalog = -1

    answer = wire.send(STREAM, header(prefix, "factor"), request)

    assert (answer.code, answer.reason) == ("INVALID_ARGUMENT", "INVALID_FIELD")
    assert absent(client, prefix)


def test_the_same_id_gives_the_same_answer(wire: Wire) -> None:
    """Byte for byte, also when the rows are cut otherwise: the answer is the one that was given, not another import's."""
    prefix, request_id = fresh_name(), fresh_id()
    first, second = rows.factor(prefix, 0), rows.factor(prefix, 1)
    head = header(prefix, "factor", request_id=request_id)

    one = wire.send(STREAM, head, piece(0, factors=[first, second]))
    same = wire.send(STREAM, head, piece(0, factors=[first, second]))
    cut = wire.send(STREAM, head, piece(0, factors=[first]), piece(0, factors=[second]))

    assert tallies(report(one)) == [(2, 0, 0, 0, 0)]
    assert one.messages == same.messages == cut.messages


@pytest.mark.parametrize("other", ["rows", "header"])
def test_the_same_id_with_another_body_is_refused(wire: Wire, client: Client, other: str) -> None:
    """Whether the rows or the header differ; nothing of the second is taken."""
    prefix, request_id = fresh_name(), fresh_id()
    head = header(prefix, "factor", request_id=request_id)
    report(wire.send(STREAM, head, piece(0, factors=[rows.factor(prefix, 0)])))
    changed = header(prefix, "factor", request_id=request_id, mode="full_snapshot")

    number = 1 if other == "rows" else 0
    answer = wire.send(STREAM, head if other == "rows" else changed, piece(0, factors=[rows.factor(prefix, number)]))

    assert answer.reason == "REQUEST_ID_REUSED", answer
    assert absent(client, prefix, 1)


def test_a_dry_run_tells_and_writes_nothing(wire: Wire, client: Client) -> None:
    """The report is that of the import that follows."""
    prefix = fresh_name()
    sent = piece(0, factors=[rows.factor(prefix, 0)])

    dry = report(wire.send(STREAM, header(prefix, "factor", dry_run=True), sent))
    before = absent(client, prefix)
    wet = report(wire.send(STREAM, header(prefix, "factor"), sent))

    assert dry.dry_run and before
    assert not wet.dry_run and tallies(wet) == tallies(dry) == [(1, 0, 0, 0, 0)]


def test_a_refused_row_refuses_all_or_only_itself(wire: Wire, client: Client) -> None:
    """A contradiction pieces apart: without allow_partial nothing is taken, with it the rest is."""
    prefix = fresh_name()
    sent = [
        piece(0, factors=[rows.factor(prefix, 0)]),
        piece(0, factors=[rows.factor(prefix, 1)]),
        piece(0, factors=[rows.factor(prefix, 0, expression="$open")]),
    ]

    whole = wire.send(STREAM, header(prefix, "factor"), *sent)
    nothing = absent(client, prefix) and absent(client, prefix, 1)
    partial = report(wire.send(STREAM, header(prefix, "factor", allow_partial=True), *sent))

    assert (whole.code, whole.reason) == ("INVALID_ARGUMENT", "CATALOG_REFUSED") and nothing
    assert tallies(partial) == [(2, 0, 0, 1, 0)]
    assert client.library.get_factor(f"{prefix}-F000", source="rd_agent").factor.factor == rows.factor(prefix, 0)


def test_a_full_snapshot_retires_what_no_piece_brought(wire: Wire, client: Client) -> None:
    """Across pieces, only of the header's kinds and source; an empty catalog retires all of its kind."""
    prefix, other = fresh_name(), fresh_name()
    client.library.import_catalogs("upsert", **rows.catalogs(prefix, 3))
    client.library.import_catalogs("upsert", factors=rows.catalogs(other, 1)["factors"])
    sent = [piece(0, factors=[rows.factor(prefix, 0)]), piece(0, factors=[rows.factor(prefix, 2)])]

    done = report(wire.send(STREAM, header(prefix, "factor", "strategy", mode="full_snapshot"), *sent))

    assert tallies(done) == [(0, 0, 2, 0, 1), (0, 0, 0, 0, 3)]
    assert client.library.get_factor(f"{prefix}-F001", source="rd_agent").factor.row.retired
    assert not client.library.get_factor(f"{other}-F000", source="rd_agent").factor.row.retired
    assert len(list(client.library.list_loops(task_run_id=prefix))) == 3
    assert list(client.library.list_strategies(origin=prefix)) == []


def test_a_torn_message_leaves_nothing(wire: Wire, client: Client) -> None:
    """Bytes that are no message, after good rows."""
    prefix = fresh_name()
    # The field of the rows says that more bytes follow than there are.
    torn = inside(2, b"\x08\x00")[:-1]

    answer = wire.send(STREAM, header(prefix, "factor"), piece(0, factors=[rows.factor(prefix, 0)]), torn)

    assert (answer.code, bool(answer.reason)) == ("INVALID_ARGUMENT", True), answer
    assert absent(client, prefix)


def test_a_stream_that_is_left_leaves_nothing(target: Target, wire: Wire, client: Client) -> None:
    """The caller goes away after the rows and before the end; the same id may be used again, and works."""
    prefix, request_id = fresh_name(), fresh_id()
    sent = [header(prefix, "factor", request_id=request_id), piece(0, factors=[rows.factor(prefix, 0)])]
    taken, left = threading.Event(), threading.Event()

    def requests() -> Iterator[bytes]:
        for message in sent:
            yield message.SerializeToString()
        taken.set()
        left.wait(30.0)

    with grpc.insecure_channel(target.address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        call = channel.stream_unary(STREAM, lambda content: content, lambda content: content).future(requests())
        assert taken.wait(30.0)
        call.cancel()  # type: ignore[no-untyped-call]  # grpc says no types
        left.set()
    gone = absent(client, prefix)
    done = report(wire.send(STREAM, *sent))

    assert gone
    assert tallies(done) == [(1, 0, 0, 0, 0)]
