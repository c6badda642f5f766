"""A vault on any file system of pyarrow, S3-compatible stores among them."""

import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from pyarrow import fs

from aistock_server.kernel.errors import NotFound
from aistock_server.library import DamagedContent, VaultUnavailable

_PIECE = 1 << 18
_RANGE = 1 << 22
"""Bytes asked of the store at once; each asking is a request."""


class Waiting(Protocol):
    """A local place where uploads wait until they are whole and checked."""

    def written(self, chunks: Iterable[bytes], expected: str | None) -> AbstractContextManager[tuple[Path, str, int]]:
        """A scratch file with the content, its hash and size."""
        ...

    def received(self, sha256: str, upload_id: str) -> int:
        """Bytes of an upload that have arrived."""
        ...

    def append(self, sha256: str, upload_id: str, *, size: int, offset: int, chunk: bytes) -> int:
        """Keep the next piece of an upload."""
        ...

    def finished(self, sha256: str, upload_id: str, *, size: int) -> AbstractContextManager[Path]:
        """A whole upload, checked."""
        ...

    def sweep(self, before: datetime) -> int:
        """Remove what was last written before an instant."""
        ...


class ObjectVault:
    """Content stands under prefix/ab/cd/<sha256>; it is sent whole, read back with its hash, and only then counts.

    A store whose objects appear at once takes them under their name; on any other (`renames`) they are written beside and moved.
    """

    def __init__(self, system: fs.FileSystem, prefix: str, waiting: Waiting, *, renames: bool) -> None:
        self._system = system
        self._prefix = prefix.rstrip("/")
        self._waiting = waiting
        self._renames = renames
        self._unproved: dict[str, int] = {}
        self._lock = threading.Lock()

    def put(self, chunks: Iterable[bytes], *, expected: str | None = None) -> tuple[str, int]:
        """Store content and say its hash and size."""
        with self._waiting.written(chunks, expected) as (scratch, sha256, size):
            self._keep(scratch, sha256, size)
        return sha256, size

    def put_file(self, path: Path) -> tuple[str, int]:
        """Store a copy of a file."""
        with path.open("rb") as stream:
            return self.put(iter(lambda: stream.read(_PIECE), b""))

    def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from an offset in pieces; content that is read whole is checked on the way."""
        if self.size_of(sha256) is None:
            raise NotFound("NOT_FOUND", f"no artifact {sha256}; ask StatArtifact what is stored", sha256=sha256)
        return self._read(self._key(sha256), sha256, offset)

    def size_of(self, sha256: str) -> int | None:
        """Size of stored content; what is being read back does not count yet."""
        if sha256 in self._unproved:
            return None
        with _told("look for", sha256):
            found = self._system.get_file_info(self._key(sha256))
        return int(found.size) if found.type == fs.FileType.File else None

    def received(self, sha256: str, upload_id: str) -> int:
        """Bytes of an upload that have arrived."""
        return self._waiting.received(sha256, upload_id)

    def append(self, sha256: str, upload_id: str, *, size: int, offset: int, chunk: bytes) -> int:
        """Keep the next piece of an upload."""
        return self._waiting.append(sha256, upload_id, size=size, offset=offset, chunk=chunk)

    def finish(self, sha256: str, upload_id: str, *, size: int) -> None:
        """Check a whole upload, send it, and read it back."""
        with self._waiting.finished(sha256, upload_id, size=size) as part:
            self._keep(part, sha256, size)

    def sweep(self, before: datetime) -> int:
        """Remove uploads that nobody went on with since an instant."""
        return self._waiting.sweep(before)

    def _keep(self, scratch: Path, sha256: str, size: int) -> None:
        if self.size_of(sha256) == size:
            return
        with self._proving(sha256):
            key = f"{self._key(sha256)}.incoming" if self._renames else self._key(sha256)
            try:
                with _told("send", sha256):
                    self._send(scratch, key)
                for _ in self._read(key, sha256, 0):
                    pass
                if self._renames:
                    with _told("name", sha256):
                        self._system.move(key, self._key(sha256))
            except BaseException:
                self._forget(key)
                raise

    def _send(self, scratch: Path, key: str) -> None:
        if self._renames:
            self._system.create_dir(key.rpartition("/")[0], recursive=True)
        with scratch.open("rb") as source, self._system.open_output_stream(key) as target:
            while piece := source.read(_RANGE):
                target.write(piece)

    def _read(self, key: str, sha256: str, offset: int) -> Iterator[bytes]:
        digest = hashlib.sha256()
        with _told("read", sha256):
            stream: Any = self._system.open_input_file(key)
        with stream:
            with _told("read", sha256):
                stream.seek(offset)
            while piece := self._next(stream, sha256):
                digest.update(piece)
                yield from (piece[start : start + _PIECE] for start in range(0, len(piece), _PIECE))
        if offset == 0 and digest.hexdigest() != sha256:
            raise DamagedContent(sha256, digest.hexdigest())

    def _next(self, stream: Any, sha256: str) -> bytes:
        with _told("read", sha256):
            return bytes(stream.read(_RANGE))

    def _forget(self, key: str) -> None:
        """Take back what was sent and not proved; what cannot be taken back is overwritten by the next sender."""
        try:
            self._system.delete_file(key)
        except OSError:
            return

    @contextmanager
    def _proving(self, sha256: str) -> Iterator[None]:
        with self._lock:
            self._unproved[sha256] = self._unproved.get(sha256, 0) + 1
        try:
            yield
        finally:
            with self._lock:
                self._unproved[sha256] -= 1
                if not self._unproved[sha256]:
                    del self._unproved[sha256]

    def _key(self, sha256: str) -> str:
        return f"{self._prefix}/{sha256[:2]}/{sha256[2:4]}/{sha256}"


@contextmanager
def _told(what: str, sha256: str) -> Iterator[None]:
    """Failures of the store as this project's errors; FileNotFoundError is one of content that vanished."""
    try:
        yield
    except FileNotFoundError:
        raise NotFound("NOT_FOUND", f"no artifact {sha256}; ask StatArtifact what is stored", sha256=sha256) from None
    except OSError as error:
        raise VaultUnavailable(f"cannot {what} {sha256} ({str(error)[:300]}); look after the store and call again") from error
