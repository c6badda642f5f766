"""A directory that keeps files under the SHA-256 of their content."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from aistock_server.adapters.filesystem.spool import OutOfPlace, Spool
from aistock_server.kernel.errors import NotFound
from aistock_server.library import DamagedContent

__all__ = ["DirectoryVault", "OutOfPlace"]

_PIECE = 1 << 18
"""Bytes a piece: under gRPC's smallest default limit, and few enough to hold many at once."""


class DirectoryVault:
    """Content stands at ab/cd/<sha256>, whole or not at all; what has not been checked waits under incoming/."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._spool = Spool(root / "incoming")

    def put(self, chunks: Iterable[bytes], *, expected: str | None = None) -> tuple[str, int]:
        """Store content and say its hash and size."""
        with self._spool.written(chunks, expected) as (scratch, sha256, size):
            self._keep(scratch, sha256)
        return sha256, size

    def put_file(self, path: Path) -> tuple[str, int]:
        """Store a copy of a file."""
        with path.open("rb") as stream:
            return self.put(iter(lambda: stream.read(_PIECE), b""))

    def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from an offset in pieces; content that is read whole is checked on the way."""
        try:
            stream = self._place(sha256).open("rb")
        except FileNotFoundError:
            raise NotFound("NOT_FOUND", f"no artifact {sha256}; ask StatArtifact what is stored", sha256=sha256) from None
        digest = hashlib.sha256()
        with stream:
            stream.seek(offset)
            while piece := stream.read(_PIECE):
                digest.update(piece)
                yield piece
        if offset == 0 and digest.hexdigest() != sha256:
            raise DamagedContent(sha256, digest.hexdigest())

    def size_of(self, sha256: str) -> int | None:
        """Size of stored content."""
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError:
            return None

    def received(self, sha256: str, upload_id: str) -> int:
        """Bytes of an upload that have arrived."""
        return self._spool.received(sha256, upload_id)

    def append(self, sha256: str, upload_id: str, *, size: int, offset: int, chunk: bytes) -> int:
        """Keep the next piece of an upload."""
        return self._spool.append(sha256, upload_id, size=size, offset=offset, chunk=chunk)

    def finish(self, sha256: str, upload_id: str, *, size: int) -> None:
        """Check a whole upload and store it."""
        with self._spool.finished(sha256, upload_id, size=size) as part:
            self._keep(part, sha256)

    def sweep(self, before: datetime) -> int:
        """Remove uploads that nobody went on with since an instant."""
        return self._spool.sweep(before)

    def _keep(self, scratch: Path, sha256: str) -> None:
        """Move a checked file to its place; one that is there already has the same content, unless it is damaged."""
        place = self._place(sha256)
        if self.size_of(sha256) == scratch.stat().st_size:
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
