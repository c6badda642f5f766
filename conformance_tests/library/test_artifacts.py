"""Files by their hash: every size, in pieces, interrupted, wrong, and twice."""

import hashlib
import uuid
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aistock.client import Client
from aistock.errors import InvalidArgument, NotFound
from aistock.library.v1.artifact_service_pb2 import PutArtifactRequest, PutArtifactResponse
from aistock_conformance.examples import examples
from aistock_conformance.wire import Answer, Wire

PUT = "/aistock.library.v1.ArtifactService/PutArtifact"
CHUNK = 1024 * 1024


def content(size: int) -> bytes:
    """Bytes of that size that nobody has stored."""
    return (uuid.uuid4().bytes * (size // 16 + 1))[:size]


def piece(upload: str, whole: bytes, offset: int, length: int, *, sha256: str | None = None) -> PutArtifactRequest:
    """One message of an upload."""
    return PutArtifactRequest(
        upload_id=upload,
        sha256=sha256 or hashlib.sha256(whole).hexdigest(),
        size=len(whole),
        offset=offset,
        chunk=whole[offset : offset + length] or None,
    )


@pytest.mark.parametrize("size", [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_put_and_get(client: Client, size: int) -> None:
    """What was stored comes back byte for byte, by its hash, from any offset."""
    whole = content(size)

    stored = client.artifacts.put(whole)

    assert (stored.sha256, stored.size) == (hashlib.sha256(whole).hexdigest(), size)
    assert client.artifacts.get(stored.sha256) == whole
    for offset in {0, size // 2, size}:
        assert b"".join(client.artifacts.read(stored.sha256, offset=offset)) == whole[offset:]
    stat = client.artifacts.stat(stored.sha256)
    assert stat.stored and stat.size == size


def test_storing_again_changes_nothing(client: Client) -> None:
    """The second time it is there already."""
    whole = content(100)
    assert not client.artifacts.put(whole).already_stored
    assert client.artifacts.put(whole).already_stored


@given(cuts=st.lists(st.integers(1, 5000), max_size=6))
@examples(8)
def test_any_cut_of_an_upload(wire: Wire, client: Client, cuts: list[int]) -> None:
    """The pieces may be of any size."""
    whole, upload = content(5000), uuid.uuid4().hex
    edges = sorted({0, *(cut for cut in cuts if cut < 5000), 5000})
    pieces = [piece(upload, whole, low, high - low) for low, high in pairwise(edges)]

    answer = wire.send(PUT, *pieces)

    assert answer.ok, answer
    assert not PutArtifactResponse.FromString(answer.messages[0]).already_stored
    assert client.artifacts.get(hashlib.sha256(whole).hexdigest()) == whole


def test_an_interrupted_upload_goes_on(wire: Wire, client: Client) -> None:
    """The server tells how much it has; the rest completes it; nothing is visible before."""
    whole, upload = content(5000), uuid.uuid4().hex
    sha256 = hashlib.sha256(whole).hexdigest()

    cut = wire.send(PUT, piece(upload, whole, 0, 2000))
    known = client.artifacts.stat(sha256, upload_id=upload)
    rest = wire.send(PUT, piece(upload, whole, known.received_size, 5000))

    assert not cut.ok and cut.reason
    assert (known.stored, known.received_size) == (False, 2000)
    assert rest.ok and client.artifacts.get(sha256) == whole


def test_a_hole_is_refused(wire: Wire, client: Client) -> None:
    """A piece that does not begin where the server's part ends."""
    whole, upload = content(5000), uuid.uuid4().hex

    answer = wire.send(PUT, piece(upload, whole, 0, 1000), piece(upload, whole, 3000, 2000))

    assert (answer.code, answer.reason) == ("OUT_OF_RANGE", "UPLOAD_OFFSET")
    assert not client.artifacts.stat(hashlib.sha256(whole).hexdigest()).stored


def test_a_wrong_hash_stores_nothing(wire: Wire, client: Client) -> None:
    """Neither under the hash that was named nor under the real one; and the upload starts afresh."""
    whole, upload, named = content(3000), uuid.uuid4().hex, hashlib.sha256(content(10)).hexdigest()

    answer = wire.send(PUT, piece(upload, whole, 0, 3000, sha256=named))

    assert (answer.code, answer.reason) == ("INVALID_ARGUMENT", "ARTIFACT_MISMATCH")
    for sha256 in (named, hashlib.sha256(whole).hexdigest()):
        assert not client.artifacts.stat(sha256).stored
        with pytest.raises(NotFound):
            client.artifacts.get(sha256)


def test_too_many_bytes_store_nothing(wire: Wire, client: Client) -> None:
    """A chunk beyond the size that was named."""
    whole, upload = content(3000), uuid.uuid4().hex
    longer = piece(upload, whole, 0, 3000)
    longer.size = 2000

    answer = wire.send(PUT, longer)

    assert _refused(answer)
    assert not client.artifacts.stat(hashlib.sha256(whole).hexdigest()).stored


def test_an_empty_stream_is_refused(wire: Wire) -> None:
    """An upload without a message has nothing to store."""
    assert _refused(wire.send(PUT))


def test_an_offset_behind_the_end(client: Client) -> None:
    """Asking beyond the file is a mistake, not an empty file."""
    stored = client.artifacts.put(content(10))
    with pytest.raises(InvalidArgument):
        list(client.artifacts.read(stored.sha256, offset=11))


def _refused(answer: Answer) -> bool:
    return answer.code in ("INVALID_ARGUMENT", "OUT_OF_RANGE") and bool(answer.reason)


def test_a_file_beyond_the_limit_keeps_nothing(wire: Wire, client: Client) -> None:
    """It is refused before its first byte is kept; one of exactly the limit may begin."""
    largest = client.system.get_server_info().max_artifact_bytes
    if largest is None:
        pytest.skip("this server stores files of any size")
    whole, upload = content(1000), uuid.uuid4().hex
    sha256 = hashlib.sha256(whole).hexdigest()
    first = piece(upload, whole, 0, 1000)
    first.size = largest + 1

    answer = wire.send(PUT, first)

    assert (answer.code, answer.reason) == ("RESOURCE_EXHAUSTED", "TOO_LARGE")
    assert answer.details is not None and answer.details["max_artifact_bytes"] == str(largest)
    assert client.artifacts.stat(sha256, upload_id=upload).received_size == 0
    first.size = largest
    assert wire.send(PUT, first).reason == "ARTIFACT_MISMATCH"
    assert client.artifacts.stat(sha256, upload_id=upload).received_size == 1000
