"""Pieces of an import are checked once: what is stored by the same bytes was checked then, all else is checked as it stands."""

import io
from collections.abc import Collection, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1 import library_service_pb2
from aistock.library.v1.converters import TO_PB
from aistock.library.v1.models import CatalogKind, CatalogRows, ImportCatalogStreamRequest
from aistock_server.adapters.memory.library_samples import sample_factor, sample_loop
from aistock_server.kernel.errors import Invalid
from aistock_server.library import Key
from aistock_server.rpc import validation
from aistock_server.rpc.catalog_stream import Spool

LOOPS = [library_service_pb2.StreamedCatalog(kind="CATALOG_KIND_LOOP", source="tools")]
FACTORS = [library_service_pb2.StreamedCatalog(kind="CATALOG_KIND_FACTOR", source="tools")]
BAD_TEXT = "x" * 200


def nothing(kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
    """A library that is empty."""
    return {}


def piece(**rows: Any) -> Any:
    """A message with rows of one catalog."""
    return TO_PB[ImportCatalogStreamRequest](ImportCatalogStreamRequest(rows=CatalogRows(catalog=0, **rows)))


def stored(message: Any, catalogs: list[Any]) -> dict[Key, str]:
    """Digests of all the rows of a message, as a library that took them would hold them."""
    spool = Spool(catalogs, io.BytesIO())
    spool.add(message.rows)
    return {offer.key: offer.digest for offer in spool.offers()[0]() if offer.digest is not None}


def refused(message: Any, digests: Any, catalogs: list[Any]) -> list[tuple[str, str]] | None:
    """Fields and rules that a piece breaks; None when it is taken."""
    try:
        Spool(catalogs, io.BytesIO()).take(message, digests)
    except Invalid as error:
        return [(one.field, one.rule) for one in error.violations]
    return None


def broken(message: Any, places: Collection[int]) -> Any:
    """The same piece, in which these rows break a rule."""
    made = type(message)()
    made.CopyFrom(message)
    for place in places:
        made.rows.loops[place].step_name = BAD_TEXT
    return made


places = st.sets(st.integers(0, 5))


@settings(deadline=None)
@given(bad=places, held=places)
def test_a_piece_is_refused_for_the_rows_that_are_not_stored_and_in_their_places(bad: set[int], held: set[int]) -> None:
    message = broken(piece(loops=[sample_loop(number) for number in range(6)]), bad)
    digests = stored(message, LOOPS)
    known = {key: digest for number, (key, digest) in enumerate(digests.items()) if number in held}

    found = refused(message, lambda kind, keys: {key: known[key] for key in keys if key in known}, LOOPS)

    if bad <= held:
        assert found is None
    else:
        # Whoever must correct the piece is told of every row of it.
        assert found == [(f"rows.loops[{number}].step_name", "string.max_len") for number in sorted(bad)]


def test_other_bytes_under_a_stored_key_are_checked() -> None:
    message = piece(loops=[sample_loop(0)])
    digests = stored(message, LOOPS)
    assert refused(broken(message, [0]), lambda kind, keys: digests, LOOPS) == [("rows.loops[0].step_name", "string.max_len")]


def test_a_piece_is_not_longer_for_being_known() -> None:
    one = piece(loops=[sample_loop(0)])
    many = type(one)()
    many.rows.catalog = 0
    many.rows.loops.extend([one.rows.loops[0]] * 1001)
    digests = stored(one, LOOPS)
    assert refused(many, lambda kind, keys: digests, LOOPS) == [("rows.loops", "repeated.max_items")]


def test_a_field_nobody_knows_is_refused_beside_known_rows() -> None:
    message = piece(loops=[sample_loop(0)])
    digests = stored(message, LOOPS)
    # Field 15 of a piece, which this contract does not have.
    rows = message.rows.SerializeToString() + b"\x78\x01"
    message.rows.ParseFromString(rows)
    assert refused(message, lambda kind, keys: digests, LOOPS) == [("rows.#15", "unknown_field")]


@pytest.mark.parametrize("change", [{"source": 0}, {"source": 99}, {"name": "a\0b"}, {"name": ""}])
def test_keys_that_cannot_be_stored_are_not_asked_for(change: dict[str, Any]) -> None:
    """What is wrong with them is said by the rules, whatever the library holds."""
    message = piece(factors=[sample_factor(0)])
    for field, value in change.items():
        setattr(message.rows.factors[0], field, value)

    def asked(kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, str]:
        assert all("\0" not in str(part) for key in keys for part in key)
        return {}

    try:
        validation.check(message)
    except Invalid as error:
        expected = [(one.field, one.rule) for one in error.violations]
        assert refused(message, asked, FACTORS) == expected
    else:
        assert refused(message, asked, FACTORS) is None


def test_a_message_without_anything_is_refused() -> None:
    empty = library_service_pb2.ImportCatalogStreamRequest()
    assert refused(empty, nothing, LOOPS) == [("", "import_catalog_stream_request.one_content")]
