"""Folders below one root, reached through handles: no symbolic link is followed, and nothing outside can be meant."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from aistock.errors import AistockError
from aistock.rdagent.archive.finding import Code, Finding, Trouble, finding

MOST_FILES = 49_999
"""Files of a subject: as many as a record has room for, beside the manifest itself."""

_PIECE = 1 << 20
_FRESH_NS = 3_000_000_000
"""A file that was touched less than this before it was read may be touched again without another time of change."""


class UnfitRoot(AistockError):
    """The folder that was named cannot be worked in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a file looks like from outside; one that was written to looks different, unless it was touched just before."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @classmethod
    def of(cls, found: os.stat_result) -> Mark:
        """The mark of a file."""
        return cls(size=found.st_size, mtime_ns=found.st_mtime_ns, ctime_ns=found.st_ctime_ns, inode=found.st_ino)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashed:
    """A file's content when it was read, and its mark then; `settled` marks tell of every later change."""

    sha256: str
    mark: Mark
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What stands in a folder: plain files and folders by path (parents first), what is neither, and what cannot be looked at."""

    files: Mapping[str, Mark]
    folders: tuple[str, ...]
    others: tuple[str, ...]
    troubles: tuple[Finding, ...]

    @property
    def size(self) -> int:
        """Bytes of the files."""
        return sum(mark.size for mark in self.files.values())


class Root:
    """The folder that work is confined to; its children are named by one plain name."""

    def __init__(self, path: Path) -> None:
        """Raises OSError when it is no folder that can be opened, UnfitRoot when nothing may be deleted there."""
        if not (os.open in os.supports_dir_fd and os.unlink in os.supports_dir_fd and os.scandir in os.supports_fd):
            raise UnfitRoot("this system cannot confine work to a folder; run it where RD-Agent runs, on Linux or in WSL")
        self.path = path.resolve(strict=True)
        if self.path == Path(self.path.anchor):
            raise UnfitRoot(f"{self.path} is the whole file system; name the folder that holds the workspaces")
        self.handle = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self.device = os.fstat(self.handle).st_dev

    def __enter__(self) -> Self:
        """The root itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Gives the handle back."""
        os.close(self.handle)

    def names(self) -> list[tuple[str, bool]]:
        """Names in the root, and whether each is a folder (a link to one is none)."""
        with os.scandir(self.handle) as found:
            return sorted((item.name, item.is_dir(follow_symlinks=False)) for item in found)

    def has(self, name: str) -> bool:
        """Exactly this name stands in the root; on a file system that ignores case, another spelling is another name."""
        with os.scandir(self.handle) as found:
            return any(item.name == name for item in found)

    def folder(self, name: str) -> Folder:
        """A folder of the root; raises Trouble when there is none of exactly that name."""
        if not name or "/" in name or "\0" in name or name in (".", "..") or not self.has(name):
            raise Trouble(finding(name or "(empty name)", Code.NOT_A_FOLDER, "is no name of a folder in the root"))
        try:
            handle = os.open(name, _AS_FOLDER, dir_fd=self.handle)
        except OSError as error:
            raise Trouble(_trouble(name, error)) from error
        return Folder(self, name, handle)


class Folder:
    """An open folder; it stays the same one when it is renamed."""

    def __init__(self, root: Root, name: str, handle: int) -> None:
        self.root = root
        self.name = name
        self._handle = handle

    def __enter__(self) -> Self:
        """The folder itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Gives the handle back."""
        os.close(self._handle)

    def look(self) -> Sight:
        """Everything in the folder, at any depth; what cannot be looked at is among the troubles."""
        files: dict[str, Mark] = {}
        folders: list[str] = []
        others: list[str] = []
        troubles = [finding(self._at(path), Code.MOUNT_POINT, "is a mount point") for path in self._mounted()]
        pending = [""]
        while pending and len(files) <= MOST_FILES:
            place = pending.pop()
            try:
                below = self._look_in(place, files, others)
            except OSError as error:
                troubles.append(_trouble(self._at(place), error))
            except Trouble as trouble:
                troubles.append(trouble.finding)
            else:
                folders += below
                pending += below
        if len(files) > MOST_FILES:
            troubles.append(finding(self.name, Code.TOO_MANY_FILES, f"holds more than {MOST_FILES} files"))
        ordered = dict(sorted(files.items()))
        return Sight(files=ordered, folders=tuple(sorted(folders)), others=tuple(sorted(others)), troubles=tuple(troubles))

    def digest(self, path: str) -> Hashed:
        """A plain file's content by its hash; raises Trouble when it is none, cannot be read, or changes meanwhile."""
        try:
            with self._parent(path) as (parent, name):
                handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=parent)
            with os.fdopen(handle, "rb", buffering=0) as stream:
                before = os.fstat(handle)
                if not stat.S_ISREG(before.st_mode):
                    raise Trouble(finding(self._at(path), Code.CHANGED_WHILE_READ, "is no plain file any more"))
                begun = time.time_ns()
                sha256, size = _hash(stream.fileno(), before.st_size)
                after = os.fstat(handle)
        except OSError as error:
            raise Trouble(_trouble(self._at(path), error)) from error
        mark = Mark.of(after)
        if mark != Mark.of(before) or size != before.st_size:
            raise Trouble(finding(self._at(path), Code.CHANGED_WHILE_READ, "changed while it was read"))
        return Hashed(sha256=sha256, mark=mark, settled=max(mark.mtime_ns, mark.ctime_ns) < begun - _FRESH_NS)

    def read(self, path: str, most: int) -> bytes | None:
        """A small plain file's bytes; None when there is none, or it is longer."""
        with suppress(OSError, Trouble), self._parent(path) as (parent, name):
            handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=parent)
            with os.fdopen(handle, "rb") as stream:
                if stat.S_ISREG(os.fstat(handle).st_mode):
                    content = stream.read(most + 1)
                    return content if len(content) <= most else None
        return None

    def unlink(self, path: str, known: Hashed) -> bool:
        """Remove a file that is still what it was when it was hashed; false when it is gone already.

        Raises Trouble for a file that is another one by now.
        """
        try:
            with self._parent(path) as (parent, name):
                if Mark.of(os.stat(name, dir_fd=parent, follow_symlinks=False)) != known.mark:
                    raise Trouble(finding(self._at(path), Code.CHANGED_FILE, "changed right before it would have been deleted"))
                if not known.settled and self.digest(path).sha256 != known.sha256:
                    raise Trouble(finding(self._at(path), Code.CHANGED_FILE, "changed right before it would have been deleted"))
                os.unlink(name, dir_fd=parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise Trouble(_trouble(self._at(path), error)) from error
        return True

    def rmdir(self, path: str) -> bool:
        """Remove a folder below this one if it is empty; whether it is gone."""
        try:
            with self._parent(path) as (parent, name):
                os.rmdir(name, dir_fd=parent)
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True

    def _look_in(self, place: str, files: dict[str, Mark], others: list[str]) -> list[str]:
        below = []
        with self._opened(place) as handle:
            if os.fstat(handle).st_dev != self.root.device:
                raise Trouble(finding(self._at(place), Code.MOUNT_POINT, "lies on another file system than the root"))
            with os.scandir(handle) as found:
                for item in found:
                    path = f"{place}/{item.name}" if place else item.name
                    try:
                        seen = item.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
                    if stat.S_ISDIR(seen.st_mode):
                        below.append(path)
                    elif stat.S_ISREG(seen.st_mode):
                        files[path] = Mark.of(seen)
                    else:
                        others.append(path)
        return below

    @contextmanager
    def _opened(self, place: str) -> Iterator[int]:
        """A folder at a place below this one, reached step by step."""
        handle = os.dup(self._handle)
        try:
            for part in place.split("/") if place else ():
                deeper = os.open(part, _AS_FOLDER, dir_fd=handle)
                os.close(handle)
                handle = deeper
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def _parent(self, path: str) -> Iterator[tuple[int, str]]:
        place, _, name = path.rpartition("/")
        with self._opened(place) as handle:
            yield handle, name

    def _mounted(self) -> list[str]:
        """Mount points in this folder; those of the same file system are seen nowhere else."""
        inside = f"{self.root.path / self.name}/"
        with suppress(OSError), Path("/proc/self/mountinfo").open("rb") as lines:
            points = (os.fsdecode(_unescaped(line.split(b" ")[4])) for line in lines)
            return [point.removeprefix(inside) for point in points if f"{point}/".startswith(inside)]
        return []

    def _at(self, path: str) -> str:
        return f"{self.name}/{path}" if path else self.name


_AS_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


def _hash(handle: int, expected: int) -> tuple[str, int]:
    """SHA-256 and size of what is read: up to the expected size and one piece more, so that nothing endless is read."""
    digest, size = hashlib.sha256(), 0
    while size <= expected and (piece := os.read(handle, _PIECE)):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _unescaped(point: bytes) -> bytes:
    """A mount point as the kernel writes it, with space, tab, line feed and backslash as octal numbers."""
    for code, char in ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\")):
        point = point.replace(code, char)
    return point


def _trouble(path: str, error: OSError) -> Finding:
    return finding(path, Code.UNREADABLE, f"cannot be read ({error.strerror or error})")
