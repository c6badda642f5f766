"""A directory that keeps files under the SHA-256 of their content."""

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from aistock_server.kernel.errors import Invalid, NotFound, RoomError

_PIECE = 1 << 18
"""Bytes a piece: under gRPC's smallest default limit, and few enough to hold many at once."""


class OutOfPlace(RoomError):
    """A piece does not begin where the last one ended."""

    code = "OUT_OF_RANGE"


class DirectoryVault:
    """Content stands at ab/cd/<sha256>, whole or not at all; what has not been checked waits under incoming/."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def put(self, chunks: Iterable[bytes], *, expected: str | None = None) -> tuple[str, int]:
        """Store content and say its hash and size."""
        handle, name = tempfile.mkstemp(prefix="put-", dir=self._incoming)
        scratch, digest, size = Path(name), hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as stream:
                for chunk in chunks:
                    digest.update(chunk)
                    size += len(chunk)
                    stream.write(chunk)
                _settle(stream)
            sha256 = digest.hexdigest()
            if expected is not None and sha256 != expected:
                raise _mismatch(f"the content has SHA-256 {sha256}, not {expected}", expected)
            self._keep(scratch, sha256)
        finally:
            scratch.unlink(missing_ok=True)
        return sha256, size

    def put_file(self, path: Path) -> tuple[str, int]:
        """Store a copy of a file."""
        with path.open("rb") as stream:
            return self.put(iter(lambda: stream.read(_PIECE), b""))

    def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from an offset in pieces."""
        try:
            stream = self._place(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound("NOT_FOUND", f"no artifact {sha256}; ask StatArtifact what is stored", sha256=sha256) from None
        with stream:
            stream.seek(offset)
            while piece := stream.read(_PIECE):
                yield piece

    def size_of(self, sha256: str) -> int | None:
        """Size of stored content."""
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def received(self, sha256: str, upload_id: str) -> int:
        """Bytes of an upload that have arrived."""
        try:
            return self._part(sha256, upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, sha256: str, upload_id: str, *, size: int, offset: int, chunk: bytes) -> int:
        """Keep the next piece of an upload."""
        part = self._part(sha256, upload_id)
        with self._alone(part.name):
            arrived = self.received(sha256, upload_id)
            if offset != arrived:
                raise OutOfPlace(
                    "UPLOAD_OFFSET",
                    f"the piece begins at {offset}, {arrived} bytes of the upload have arrived; send from {arrived}",
                    received_size=arrived,
                )
            if arrived + len(chunk) > size:
                raise _mismatch(f"{arrived + len(chunk)} bytes came, the upload names {size}", sha256)
            with part.open("ab") as stream:
                stream.write(chunk)
            return arrived + len(chunk)

    def finish(self, sha256: str, upload_id: str, *, size: int) -> None:
        """Check a whole upload and store it."""
        part = self._part(sha256, upload_id)
        with self._alone(part.name):
            if not part.exists():
                part.touch()
            with part.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            arrived = part.stat().st_size
            if arrived != size:
                raise _mismatch(f"the upload ended after {arrived} bytes, it names {size}; send the rest from {arrived}", sha256)
            if digest != sha256:
                part.unlink()
                raise _mismatch(f"the content has SHA-256 {digest}, not {sha256}", sha256)
            with part.open("rb+") as stream:
                _settle(stream)
            self._keep(part, sha256)

    def _keep(self, scratch: Path, sha256: str) -> None:
        """Move a checked file to its place; a file that is there already has the same content."""
        place = self._place(sha256)
        if place.exists():
            scratch.unlink()
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch.chmod(0o444)
        scratch.replace(place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _part(self, sha256: str, upload_id: str) -> Path:
        return self._incoming / f"{sha256}.{upload_id}.part"

    def _alone(self, name: str) -> "_Alone":
        return _Alone(self._busy, self._lock, name)


class _Alone:
    """Holds an upload while one piece of it is written; a second sender of the same upload is refused."""

    def __init__(self, busy: set[str], lock: threading.Lock, name: str) -> None:
        self._busy, self._lock, self._name = busy, lock, name

    def __enter__(self) -> None:
        with self._lock:
            if self._name in self._busy:
                raise OutOfPlace("UPLOAD_OFFSET", "another connection sends the same upload; ask StatArtifact and go on there")
            self._busy.add(self._name)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._busy.discard(self._name)


def _settle(stream: BinaryIO) -> None:
    """What was written survives a power cut."""
    stream.flush()
    os.fsync(stream.fileno())


def _mismatch(what: str, sha256: str) -> Invalid:
    return Invalid("ARTIFACT_MISMATCH", f"{what}; read the file again and send it with its own hash and size", sha256=sha256)
