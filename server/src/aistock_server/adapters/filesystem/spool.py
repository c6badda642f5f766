"""A local folder where uploads wait until they are whole and checked."""

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from aistock_server.kernel.errors import Invalid, RoomError


class OutOfPlace(RoomError):
    """A piece does not begin where the last one ended."""

    code = "OUT_OF_RANGE"


class Spool:
    """Parts of uploads by hash and upload id, and scratch files; what is in it has not been checked and does not count."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def written(self, chunks: Iterable[bytes], expected: str | None) -> Iterator[tuple[Path, str, int]]:
        """A scratch file with the content, its hash and size; it may be moved away, and is gone at the end."""
        handle, name = tempfile.mkstemp(prefix="put-", dir=self._folder)
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
            yield scratch, sha256, size
        finally:
            scratch.unlink(missing_ok=True)

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

    @contextmanager
    def finished(self, sha256: str, upload_id: str, *, size: int) -> Iterator[Path]:
        """A whole upload, checked and settled; it may be moved away, and is gone at the end unless keeping it failed."""
        part = self._part(sha256, upload_id)
        with self._alone(part.name):
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
            yield part
            part.unlink(missing_ok=True)

    def sweep(self, before: datetime) -> int:
        """Remove parts and scratch files last written before an instant, and say how many."""
        removed = 0
        for path in self._folder.iterdir():
            try:
                if path.is_file() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
                    with self._alone(path.name):
                        path.unlink()
                    removed += 1
            except (FileNotFoundError, OutOfPlace):
                continue
        return removed

    def _part(self, sha256: str, upload_id: str) -> Path:
        return self._folder / f"{sha256}.{upload_id}.part"

    @contextmanager
    def _alone(self, name: str) -> Iterator[None]:
        """Hold an upload while one piece of it is written; a second sender of the same upload is refused."""
        with self._lock:
            if name in self._busy:
                raise OutOfPlace("UPLOAD_OFFSET", "another connection sends the same upload; ask StatArtifact and go on there")
            self._busy.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(name)


def _settle(stream: BinaryIO) -> None:
    """What was written survives a power cut."""
    stream.flush()
    os.fsync(stream.fileno())


def _mismatch(what: str, sha256: str) -> Invalid:
    return Invalid("ARTIFACT_MISMATCH", f"{what}; read the file again and send it with its own hash and size", sha256=sha256)
