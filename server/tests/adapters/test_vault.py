"""The vault keeps content under its hash, whole or not at all, and an upload goes on where it stopped."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aistock.library.v1 import artifact_service_pb2 as pb
from aistock.library.v1.models import GetArtifactRequest, StatArtifactRequest
from aistock_server.adapters.filesystem.vault import DirectoryVault, OutOfPlace
from aistock_server.adapters.memory.bundle_store import MemoryBundleStore
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Invalid, NotFound
from aistock_server.library import Artifacts, Bundles
from aistock_server.rpc.artifact import ArtifactServicer

UPLOAD = "1" * 32


@pytest.fixture
def vault(tmp_path: Path) -> DirectoryVault:
    return DirectoryVault(tmp_path / "vault")


def _bundles(vault: DirectoryVault) -> Bundles:
    return Bundles(vault=vault, store=MemoryBundleStore(), clock=FixedClock(datetime(2026, 1, 5, tzinfo=UTC)))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _files(vault_root: Path) -> list[Path]:
    return sorted(path for path in vault_root.rglob("*") if path.is_file())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=50), max_size=6), st.integers(0, 300))
def test_what_is_put_comes_back_from_any_offset(tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes], offset: int) -> None:
    root = tmp_path_factory.mktemp("vault")
    vault, content = DirectoryVault(root), b"".join(chunks)
    assert vault.put(chunks) == vault.put([content]) == (_hash(content), len(content))
    assert b"".join(vault.open(_hash(content), offset)) == content[offset:]
    assert vault.size_of(_hash(content)) == len(content)
    assert _files(root) == [root / _hash(content)[:2] / _hash(content)[2:4] / _hash(content)]


def test_content_that_is_not_what_was_expected_leaves_nothing(vault: DirectoryVault, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"has SHA-256 .*, not"):
        vault.put([b"abc"], expected="0" * 64)

    def broken() -> Any:
        yield b"abc"
        raise OSError("the source broke")

    with pytest.raises(OSError, match="broke"):
        vault.put(broken())
    assert _files(tmp_path / "vault") == []


def test_a_file_is_copied_and_missing_content_is_named(vault: DirectoryVault, tmp_path: Path) -> None:
    path = tmp_path / "model.txt"
    path.write_bytes(b"x" * 700_000)
    sha256, size = vault.put_file(path)
    path.write_bytes(b"changed")
    assert (size, b"".join(vault.open(sha256))) == (700_000, b"x" * 700_000)
    assert vault.size_of("0" * 64) is None
    with pytest.raises(NotFound, match="no artifact 000"):
        next(vault.open("0" * 64))


@settings(max_examples=40, deadline=None)
@given(st.binary(min_size=1, max_size=60), st.data())
def test_an_interrupted_upload_goes_on_where_it_stopped(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, data: st.DataObject
) -> None:
    vault = DirectoryVault(tmp_path_factory.mktemp("vault"))
    sha256, arrived = _hash(content), 0
    while arrived < len(content):
        wrong = data.draw(st.sampled_from([place for place in range(len(content) + 1) if place != arrived]))
        with pytest.raises(OutOfPlace, match=f"send from {arrived}"):
            vault.append(sha256, UPLOAD, size=len(content), offset=wrong, chunk=b"?")
        length = data.draw(st.integers(1, len(content) - arrived))
        vault.append(sha256, UPLOAD, size=len(content), offset=arrived, chunk=content[arrived : arrived + length])
        arrived += length
        assert vault.received(sha256, UPLOAD) == arrived
    vault.finish(sha256, UPLOAD, size=len(content))
    assert (vault.size_of(sha256), vault.received(sha256, UPLOAD)) == (len(content), 0)


def test_an_upload_of_something_else_is_thrown_away(vault: DirectoryVault) -> None:
    sha256 = _hash(b"right")
    vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"wrong")
    with pytest.raises(Invalid, match="has SHA-256"):
        vault.finish(sha256, UPLOAD, size=5)
    assert (vault.received(sha256, UPLOAD), vault.size_of(sha256)) == (0, None)
    with pytest.raises(Invalid, match="6 bytes came"):
        vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"righty")


def test_an_unfinished_upload_is_kept(vault: DirectoryVault) -> None:
    sha256 = _hash(b"right")
    vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"rig")
    with pytest.raises(Invalid, match="ended after 3 bytes"):
        vault.finish(sha256, UPLOAD, size=5)
    assert vault.received(sha256, UPLOAD) == 3


async def _put(servicer: ArtifactServicer, content: bytes, *, size: int | None = None, start: int = 0, step: int = 4) -> Any:
    async def pieces() -> AsyncIterator[pb.PutArtifactRequest]:
        for offset in range(start, max(len(content), start + 1), step):
            yield pb.PutArtifactRequest(
                upload_id=UPLOAD,
                sha256=_hash(content),
                size=len(content) if size is None else size,
                offset=offset,
                chunk=content[offset : offset + step],
            )

    return await servicer.PutArtifact(pieces(), None)


@pytest.mark.parametrize("content", [b"", b"abc", b"0123456789"])
def test_the_servicer_stores_a_stream_once(vault: DirectoryVault, content: bytes) -> None:
    artifacts = Artifacts(vault=vault, uploads=vault, largest=1000)
    servicer = ArtifactServicer(artifacts, _bundles(vault), vault, vault, None)  # type: ignore[arg-type]  # PutArtifact opens no unit of work
    answers = [asyncio.run(_put(servicer, content)) for _ in range(2)]
    assert [answer.already_stored for answer in answers] == [False, True]
    assert [(answer.sha256, answer.size) for answer in answers] == [(_hash(content), len(content))] * 2
    stat = artifacts.stat(StatArtifactRequest(sha256=_hash(content), upload_id=UPLOAD))
    assert (stat.stored, stat.size, stat.received_size) == (True, len(content), 0)
    pieces = list(artifacts.get(GetArtifactRequest(sha256=_hash(content), offset=min(2, len(content)))))
    assert b"".join(piece.chunk or b"" for piece in pieces) == content[2:]


def test_the_servicer_refuses_a_stream_that_is_short_or_mixed(vault: DirectoryVault) -> None:
    servicer = ArtifactServicer(Artifacts(vault=vault, uploads=vault, largest=1000), _bundles(vault), vault, vault, None)  # type: ignore[arg-type]  # as above
    with pytest.raises(Invalid, match="ended after 3 bytes, it names 9"):
        asyncio.run(_put(servicer, b"abc", size=9))

    async def mixed() -> AsyncIterator[pb.PutArtifactRequest]:
        yield pb.PutArtifactRequest(upload_id="2" * 32, sha256=_hash(b"ab"), size=2, offset=0, chunk=b"a")
        yield pb.PutArtifactRequest(upload_id="2" * 32, sha256=_hash(b"b"), size=2, offset=1, chunk=b"b")

    async def nothing() -> AsyncIterator[pb.PutArtifactRequest]:
        return
        yield

    with pytest.raises(Invalid, match="names another upload"):
        asyncio.run(servicer.PutArtifact(mixed(), None))
    with pytest.raises(Invalid, match="holds no message"):
        asyncio.run(servicer.PutArtifact(nothing(), None))


def test_what_is_asked_beyond_the_end_is_refused(vault: DirectoryVault) -> None:
    sha256, _ = vault.put([b"abc"])
    artifacts = Artifacts(vault=vault, uploads=vault, largest=1000)
    with pytest.raises(Invalid, match="offset 4 lies beyond"):
        artifacts.get(GetArtifactRequest(sha256=sha256, offset=4))
    with pytest.raises(NotFound, match="no artifact"):
        artifacts.get(GetArtifactRequest(sha256="0" * 64))
