"""Files on their way to and from the vault, checked by hash."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from aistock.errors import ContentMismatch

CHUNK_BYTES = 1024 * 1024


@contextmanager
def opened(content: bytes | str | os.PathLike[str]) -> Iterator[tuple[BinaryIO, str, int]]:
    """Bytes, or the file at a path, with their hash and size."""
    with io.BytesIO(content) if isinstance(content, bytes) else Path(content).open("rb") as file:
        digest = hashlib.sha256()
        while piece := file.read(CHUNK_BYTES):
            digest.update(piece)
        yield file, digest.hexdigest(), file.tell()


class Received:
    """A file that comes in chunks, into memory or beside a path, where it appears when it is whole and right."""

    def __init__(self, sha256: str, to: str | os.PathLike[str] | None) -> None:
        self._expected = sha256
        self._to = None if to is None else Path(to)
        self._digest = hashlib.sha256()
        self._scratch: Path | None = None

    def __enter__(self) -> Self:
        self._file: BinaryIO = io.BytesIO()
        if self._to is not None:
            self._to.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=f".{self._to.name}.", dir=self._to.parent)
            self._file, self._scratch = os.fdopen(handle, "wb"), Path(name)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
        if self._scratch is not None:
            self._scratch.unlink(missing_ok=True)

    def take(self, chunk: bytes) -> None:
        """Add the next chunk."""
        self._digest.update(chunk)
        self._file.write(chunk)

    def whole(self) -> bytes | None:
        """The bytes, or None when they were written to the path; raises ContentMismatch when they are not the right ones."""
        actual = self._digest.hexdigest()
        if actual != self._expected:
            raise ContentMismatch(self._expected, actual)
        if self._to is None or self._scratch is None:
            self._file.seek(0)
            return self._file.read()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._scratch.chmod(0o644)
        self._scratch.replace(self._to)
        return None
