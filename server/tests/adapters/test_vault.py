"""One suite for every kind of vault: content under its hash, whole or not at all, and uploads that go on where they stopped."""

import asyncio
import hashlib
import itertools
import logging
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import fs

from aistock.library.v1 import artifact_service_pb2 as pb
from aistock.library.v1.models import GetArtifactRequest, StatArtifactRequest
from aistock_server.adapters.filesystem.spool import OutOfPlace, Spool
from aistock_server.adapters.filesystem.vault import DirectoryVault
from aistock_server.adapters.memory.bundle_store import MemoryBundleStore
from aistock_server.adapters.object_store.address import bucket_of
from aistock_server.adapters.object_store.vault import ObjectVault
from aistock_server.kernel.clock import FixedClock
from aistock_server.kernel.errors import Exhausted, Invalid, NotFound
from aistock_server.library import Artifacts, Bundles, DamagedContent, Uploads, Vault, VaultUnavailable
from aistock_server.library.vault_file import open_content
from aistock_server.rpc.artifact import ArtifactServicer

UPLOAD = "1" * 32
KINDS = ("directory", "pyarrow", "s3")
NOW = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


class Kept(Vault, Uploads, Protocol):
    """Everything a server asks of its vault."""

    def sweep(self, before: datetime) -> int:
        """Throw away uploads that nobody went on with."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A vault of its own, with a way behind its back: names of what is stored, and damage to it."""

    vault: Kept
    incoming: Path
    system: fs.FileSystem
    root: str

    def stored(self) -> list[str]:
        """Names of everything but waiting uploads."""
        found = self.system.get_file_info(fs.FileSelector(self.root, allow_not_found=True, recursive=True))
        return sorted(item.base_name for item in found if item.type == fs.FileType.File and "/incoming/" not in item.path)

    def waiting(self) -> list[str]:
        """Names of waiting uploads."""
        return sorted(path.name for path in self.incoming.iterdir())

    def damage(self, sha256: str, content: bytes | None) -> None:
        """Change, or lose, what is stored."""
        key = f"{self.root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"
        self.system.delete_file(key)
        if content is not None:
            with self.system.open_output_stream(key) as stream:
                stream.write(content)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Where an S3-compatible store of this process listens; it has one bucket."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    secrets = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"}
    before = {name: os.environ.get(name) for name in secrets}
    os.environ.update(secrets)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    system = fs.S3FileSystem(endpoint_override=f"{host}:{port}", scheme="http", region="us-east-1", allow_bucket_creation=True)
    system.create_dir("aistock-vault")
    yield f"{host}:{port}"
    server.stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


Make = Callable[[], Stand]


@pytest.fixture(params=KINDS)
def make(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes vaults of one kind, each of its own."""
    numbers = itertools.count()

    def made() -> Stand:
        folder = tmp_path_factory.mktemp("stand")
        if request.param == "s3":
            endpoint = request.getfixturevalue("endpoint")
            bucket = bucket_of(
                f"s3://aistock-vault/{folder.name}-{next(numbers)}/deep?endpoint_override={endpoint}&scheme=http&region=us-east-1"
            )
            system = bucket.opened()
            vault: Kept = ObjectVault(system, bucket.place, Spool(folder / "incoming"), renames=False)
            return Stand(vault=vault, incoming=folder / "incoming", system=system, root=bucket.place)
        system, root = fs.LocalFileSystem(), str(folder / "objects")
        if request.param == "pyarrow":
            vault = ObjectVault(system, root, Spool(folder / "incoming"), renames=True)
            return Stand(vault=vault, incoming=folder / "incoming", system=system, root=root)
        return Stand(vault=DirectoryVault(Path(root)), incoming=Path(root) / "incoming", system=system, root=root)

    return made


@pytest.fixture
def one(make: Make) -> Stand:
    """One vault."""
    return make()


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_what_is_put_comes_back_from_any_offset(make: Make) -> None:
    @settings(max_examples=25, deadline=None, database=None)
    @given(st.lists(st.binary(max_size=50), max_size=6), st.integers(0, 300))
    def law(chunks: list[bytes], offset: int) -> None:
        one, content = make(), b"".join(chunks)
        assert one.vault.put(chunks) == one.vault.put([content]) == (_hash(content), len(content))
        assert b"".join(one.vault.open(_hash(content), min(offset, len(content)))) == content[offset:]
        assert one.vault.size_of(_hash(content)) == len(content)
        assert (one.stored(), one.waiting()) == ([_hash(content)], [])

    law()


def test_content_that_is_not_what_was_expected_leaves_nothing(one: Stand) -> None:
    with pytest.raises(Invalid, match=r"has SHA-256 .*, not"):
        one.vault.put([b"abc"], expected="0" * 64)

    def broken() -> Any:
        yield b"abc"
        raise OSError("the source broke")

    with pytest.raises(OSError, match="broke"):
        one.vault.put(broken())
    assert (one.stored(), one.waiting()) == ([], [])


def test_a_file_is_copied_and_missing_content_is_named(one: Stand, tmp_path: Path) -> None:
    path = tmp_path / "model.txt"
    path.write_bytes(b"x" * 9_000_001)
    sha256, size = one.vault.put_file(path)
    path.write_bytes(b"changed")
    assert (size, b"".join(one.vault.open(sha256))) == (9_000_001, b"x" * 9_000_001)
    assert max(map(len, one.vault.open(sha256))) <= 1 << 20
    assert b"".join(one.vault.open(sha256, 9_000_000)) == b"x"
    assert one.vault.size_of("0" * 64) is None
    with pytest.raises(NotFound, match="no artifact 000"):
        next(one.vault.open("0" * 64))


def test_content_that_vanished_or_changed_is_told(one: Stand) -> None:
    sha256, _ = one.vault.put([b"right"])
    one.damage(sha256, b"wrong")
    with pytest.raises(DamagedContent, match="restore it"):
        list(one.vault.open(sha256))
    one.damage(sha256, b"cut")
    assert one.vault.put([b"right"]) == (sha256, 5)
    assert b"".join(one.vault.open(sha256)) == b"right"
    one.damage(sha256, None)
    assert one.vault.size_of(sha256) is None
    with pytest.raises(NotFound):
        next(one.vault.open(sha256))


def test_an_interrupted_upload_goes_on_where_it_stopped(make: Make) -> None:
    @settings(max_examples=20, deadline=None, database=None)
    @given(st.binary(min_size=1, max_size=60), st.data())
    def law(content: bytes, data: st.DataObject) -> None:
        one = make()
        sha256, arrived = _hash(content), 0
        while arrived < len(content):
            wrong = data.draw(st.sampled_from([place for place in range(len(content) + 1) if place != arrived]))
            with pytest.raises(OutOfPlace, match=f"send from {arrived}"):
                one.vault.append(sha256, UPLOAD, size=len(content), offset=wrong, chunk=b"?")
            length = data.draw(st.integers(1, len(content) - arrived))
            one.vault.append(sha256, UPLOAD, size=len(content), offset=arrived, chunk=content[arrived : arrived + length])
            arrived += length
            assert one.vault.received(sha256, UPLOAD) == arrived
            assert one.vault.size_of(sha256) is None
        one.vault.finish(sha256, UPLOAD, size=len(content))
        assert (one.vault.size_of(sha256), one.vault.received(sha256, UPLOAD)) == (len(content), 0)
        assert (one.stored(), one.waiting()) == ([sha256], [])

    law()


def test_an_upload_of_something_else_is_thrown_away(one: Stand) -> None:
    sha256 = _hash(b"right")
    one.vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"wrong")
    with pytest.raises(Invalid, match="has SHA-256"):
        one.vault.finish(sha256, UPLOAD, size=5)
    assert (one.vault.received(sha256, UPLOAD), one.vault.size_of(sha256)) == (0, None)
    with pytest.raises(Invalid, match="6 bytes came"):
        one.vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"righty")


def test_an_unfinished_upload_is_kept(one: Stand) -> None:
    sha256 = _hash(b"right")
    one.vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"rig")
    with pytest.raises(Invalid, match="ended after 3 bytes"):
        one.vault.finish(sha256, UPLOAD, size=5)
    assert one.vault.received(sha256, UPLOAD) == 3


def test_a_second_sender_of_an_upload_is_refused_while_the_first_is_at_work(one: Stand) -> None:
    spool = Spool(one.incoming)
    sha256 = _hash(b"right")
    spool.append(sha256, UPLOAD, size=5, offset=0, chunk=b"right")
    with spool.finished(sha256, UPLOAD, size=5), pytest.raises(OutOfPlace, match="another connection"):
        spool.append(sha256, UPLOAD, size=5, offset=5, chunk=b"")


def test_what_nobody_went_on_with_is_swept(one: Stand) -> None:
    """By when it was last written, against the clock that is handed in; what was written since stays and goes on."""
    old, young = _hash(b"old"), _hash(b"young")
    one.vault.append(old, UPLOAD, size=3, offset=0, chunk=b"ol")
    one.vault.append(young, UPLOAD, size=5, offset=0, chunk=b"you")
    yesterday = time.time() - 86_400 * 1.5
    os.utime(one.incoming / f"{old}.{UPLOAD}.part", (yesterday, yesterday))
    (one.incoming / "put-crashed").write_bytes(b"a scratch file of a server that died")
    os.utime(one.incoming / "put-crashed", (yesterday, yesterday))

    assert one.vault.sweep(datetime.now(UTC) - timedelta(days=1)) == 2
    assert one.waiting() == [f"{young}.{UPLOAD}.part"]
    assert one.vault.sweep(datetime.now(UTC) - timedelta(days=1)) == 0
    one.vault.append(young, UPLOAD, size=5, offset=3, chunk=b"ng")
    one.vault.finish(young, UPLOAD, size=5)
    assert one.vault.size_of(young) == 5


def test_a_file_over_the_vault_seeks(one: Stand) -> None:
    content = bytes(range(256)) * 5000
    sha256, size = one.vault.put([content])
    with open_content(one.vault, sha256, size) as file:
        assert file.read(4) == content[:4]
        assert file.seek(-8, os.SEEK_END) == size - 8
        assert file.read() == content[-8:]
        assert file.seek(700_000) == 700_000
        assert file.read(300_000) == content[700_000:1_000_000]
        assert file.seek(10, os.SEEK_CUR) == 1_000_010
        assert file.read(5) == content[1_000_010:1_000_015]
        assert (file.seek(size + 10), file.read(1)) == (size + 10, b"")


def test_content_that_is_sent_wrong_never_counts(endpoint: str, tmp_path: Path) -> None:
    """A store that takes bytes and gives others back: nothing is stored, and the upload can be sent again."""

    class Mangled(ObjectVault):
        def _send(self, scratch: Path, key: str) -> None:
            with self._system.open_output_stream(key) as target:
                target.write(b"something else")

    bucket = bucket_of(f"s3://aistock-vault/mangled?endpoint_override={endpoint}&scheme=http&region=us-east-1")
    vault = Mangled(bucket.opened(), bucket.place, Spool(tmp_path), renames=False)
    sha256 = _hash(b"right")
    vault.append(sha256, UPLOAD, size=5, offset=0, chunk=b"right")
    with pytest.raises(DamagedContent):
        vault.finish(sha256, UPLOAD, size=5)
    assert (vault.size_of(sha256), vault.received(sha256, UPLOAD)) == (None, 5)
    sound = ObjectVault(bucket.opened(), bucket.place, Spool(tmp_path), renames=False)
    sound.finish(sha256, UPLOAD, size=5)
    assert sound.size_of(sha256) == 5


def test_a_store_that_does_not_answer_is_a_fault_of_its_own(tmp_path: Path) -> None:
    system = fs.S3FileSystem(
        endpoint_override="127.0.0.1:1",
        scheme="http",
        region="us-east-1",
        access_key="test",
        secret_key="test",
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=1),
    )
    vault = ObjectVault(system, "bucket/prefix", Spool(tmp_path), renames=False)
    with pytest.raises(VaultUnavailable, match="cannot look for"):
        vault.size_of("0" * 64)
    with pytest.raises(VaultUnavailable):
        vault.put([b"abc"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "s3://AKIA:hunter2@bucket/prefix",
        "s3://bucket/prefix?secret_key=hunter2",
        "s3://bucket/prefix?session_token=hunter2",
        "s3://bucket?region=a&region=b",
        "s3://bucket?unknown=hunter2",
        "s3://bucket?scheme=ftp",
        "s3:///prefix",
        "gs://bucket",
        "s3://bucket#hunter2",
    ],
)
def test_an_address_that_is_none_is_refused_without_its_secrets(address: str) -> None:
    with pytest.raises(Invalid) as refused:
        bucket_of(address)
    assert "hunter2" not in str(refused.value)


def test_an_address_says_where() -> None:
    bucket = bucket_of("s3://desk-vault/a/b/?endpoint_override=minio:9000&scheme=http&region=cn")
    assert (bucket.place, bucket.endpoint_override, bucket.scheme, bucket.region) == ("desk-vault/a/b", "minio:9000", "http", "cn")
    assert bucket_of("s3://desk-vault").place == "desk-vault"


def test_a_bucket_that_is_not_there_is_told(endpoint: str) -> None:
    with pytest.raises(Invalid, match="there is no bucket"):
        bucket_of(f"s3://nowhere-to-be-found?endpoint_override={endpoint}&scheme=http&region=us-east-1").opened()
    with pytest.raises(Invalid, match="cannot be reached"):
        bucket_of("s3://bucket?endpoint_override=127.0.0.1:1&scheme=http&region=us-east-1").opened()


def _servicer(vault: Kept, largest: int = 1000) -> ArtifactServicer:
    artifacts = Artifacts(vault=vault, uploads=vault, largest=largest)
    bundles = Bundles(vault=vault, store=MemoryBundleStore(), clock=FixedClock(NOW))
    return ArtifactServicer(artifacts, bundles, vault, vault, None)  # type: ignore[arg-type]  # PutArtifact opens no unit of work


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
def test_the_servicer_stores_a_stream_once(one: Stand, content: bytes) -> None:
    artifacts, servicer = Artifacts(vault=one.vault, uploads=one.vault, largest=1000), _servicer(one.vault)
    answers = [asyncio.run(_put(servicer, content)) for _ in range(2)]
    assert [answer.already_stored for answer in answers] == [False, True]
    assert [(answer.sha256, answer.size) for answer in answers] == [(_hash(content), len(content))] * 2
    stat = artifacts.stat(StatArtifactRequest(sha256=_hash(content), upload_id=UPLOAD))
    assert (stat.stored, stat.size, stat.received_size) == (True, len(content), 0)
    pieces = list(artifacts.get(GetArtifactRequest(sha256=_hash(content), offset=min(2, len(content)))))
    assert b"".join(piece.chunk or b"" for piece in pieces) == content[2:]


def test_the_servicer_refuses_a_stream_that_is_short_or_mixed(one: Stand) -> None:
    servicer = _servicer(one.vault)
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


def test_what_is_too_large_keeps_nothing(one: Stand) -> None:
    with pytest.raises(Exhausted, match="11 bytes, and this server stores files of at most 10"):
        asyncio.run(_put(_servicer(one.vault, largest=10), b"01234567890"))
    assert (one.stored(), one.waiting()) == ([], [])
    assert asyncio.run(_put(_servicer(one.vault, largest=11), b"01234567890")).size == 11


def test_what_is_asked_beyond_the_end_is_refused(one: Stand) -> None:
    sha256, _ = one.vault.put([b"abc"])
    artifacts = Artifacts(vault=one.vault, uploads=one.vault, largest=1000)
    with pytest.raises(Invalid, match="offset 4 lies beyond"):
        artifacts.get(GetArtifactRequest(sha256=sha256, offset=4))
    with pytest.raises(NotFound, match="no artifact"):
        artifacts.get(GetArtifactRequest(sha256="0" * 64))
