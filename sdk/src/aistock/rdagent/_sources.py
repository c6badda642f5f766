"""What a workspace holds, read with care: bounded, inside the workspace, and the same from the first byte to the last."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from aistock.rdagent._files import WorkspaceError

LARGEST_FILE = 1 << 30
"""Bytes beyond which no file of a workspace is read, not even to hash it."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PIECE = 1 << 20

_State = tuple[int, int, int, int]


@contextmanager
def told(path: Path, what: str, remedy: str) -> Iterator[None]:
    """Turns whatever a damaged file makes its reader raise into a WorkspaceError; one of those passes as it is."""
    try:
        yield
    except WorkspaceError:
        raise
    except Exception as error:
        reason = str(error).strip().splitlines()
        raise WorkspaceError(
            path, f"{what} ({type(error).__name__}: {reason[0][:300] if reason else 'no reason'})", remedy
        ) from error


class Sources:
    """The files of one workspace; a name is relative to it, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._root = folder.resolve()
        self._seen: dict[str, _State] = {}
        self._hashes: dict[str, tuple[str, int]] = {}

    def path(self, name: str) -> Path:
        """Where it is."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Something stands under that name, be it only a broken link; reading tells whether it can be used."""
        return os.path.lexists(self.folder / name)

    @contextmanager
    def opened(self, name: str, *, at_most: int = LARGEST_FILE, may_be_empty: bool = False) -> Iterator[BinaryIO]:
        """The file, of at most so many bytes; raises WorkspaceError for every other, and when it changes meanwhile."""
        path = self.folder / name
        with told(path, "cannot be read", "check the file and its permissions"):
            if not path.resolve(strict=True).is_relative_to(self._root):
                raise WorkspaceError(path, "is a link out of its workspace", "put the file itself there")
            with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
                before = _checked(path, os.fstat(stream.fileno()), at_most, may_be_empty)
                if self._seen.setdefault(name, before) != before:
                    raise _changed(path)
                yield stream
                if _state(os.fstat(stream.fileno())) != before:
                    raise _changed(path)

    def content(self, name: str, *, at_most: int) -> bytes:
        """All its bytes."""
        with self.opened(name, at_most=at_most) as stream:
            found = stream.read(at_most + 1)
        self._hashes[name] = (hashlib.sha256(found).hexdigest(), len(found))
        return found

    def hashed(self, name: str) -> tuple[str, int]:
        """SHA-256 and size; a file is hashed once."""
        if name not in self._hashes:
            digest, size = hashlib.sha256(), 0
            with self.opened(name, may_be_empty=True) as stream:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
            self._hashes[name] = (digest.hexdigest(), size)
        return self._hashes[name]

    def refuse_changes(self) -> None:
        """Raises WorkspaceError when a file that was read is not what it was any more."""
        for name, before in self._seen.items():
            path = self.folder / name
            try:
                now = _state(path.stat())
            except OSError:
                now = None
            if now != before:
                raise _changed(path)


def content_of(path: Path, root: Path, *, at_most: int) -> bytes:
    """All bytes of one file below `root`."""
    return Sources(root).content(path.relative_to(root).as_posix(), at_most=at_most)


def _checked(path: Path, found: os.stat_result, at_most: int, may_be_empty: bool) -> _State:
    if not stat.S_ISREG(found.st_mode):
        raise WorkspaceError(path, "is no plain file", "put the file there, or remove what stands in its place")
    if found.st_size == 0 and not may_be_empty:
        raise WorkspaceError(path, "is empty (0 bytes)", "write it again, or remove it")
    if found.st_size > at_most:
        raise WorkspaceError(path, f"has {found.st_size} bytes, more than the {at_most} that are read", "check what wrote it")
    return _state(found)


def _state(found: os.stat_result) -> _State:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _changed(path: Path) -> WorkspaceError:
    return WorkspaceError(path, "changed while it was read", "wait until its writer has ended, and materialize again")
