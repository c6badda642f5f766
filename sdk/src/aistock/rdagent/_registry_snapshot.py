"""registry.sqlite as it stands, read into memory: nothing beside the file is made or changed, writers may go on meanwhile."""

import os
import sqlite3
import tempfile
import time
from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_LOG_HEADER = 32


class UnreadableFile(Exception):
    """The file is no whole SQLite database; the text says what it is, and the remedy."""


def inspect(path: Path) -> None:
    """Raises UnreadableFile unless the file begins as a database and is as long as it says; OSError when it cannot be opened."""
    problem = _problem(path)
    # A writer that extends the file just now has its journal or log beside it; a second look is after it.
    if problem is not None and (problem == _problem(path)) and not _has_unfinished(path):
        raise UnreadableFile(problem)


def copy_into_memory(path: Path, *, wait_seconds: float) -> sqlite3.Connection:
    """A database in memory with everything that is committed in the file; raises UnreadableFile, OSError or sqlite3.Error."""
    inspect(path)
    with tempfile.TemporaryDirectory(prefix="aistock-registry-") as folder:
        copy = Path(folder) / "registry.sqlite"
        _copy_while_still(path, copy, time.monotonic() + wait_seconds)
        found = sqlite3.connect(copy, isolation_level=None)
        try:
            # Takes in what stands in the log or is to be rolled back, and leaves a file that memory can hold.
            found.execute("PRAGMA journal_mode=DELETE").fetchone()
            memory = sqlite3.connect(":memory:", isolation_level=None)
            try:
                found.backup(memory)
            except BaseException:
                memory.close()
                raise
            return memory
        finally:
            found.close()


def _problem(path: Path) -> str | None:
    if path.is_dir():
        return "is a folder; name the registry file in it"
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
        size = os.fstat(stream.fileno()).st_size
    if size == 0:
        return "is empty (0 bytes); delete it to begin a new registry, or fetch a backup"
    if not header.startswith(_MAGIC):
        return "is no SQLite database; name another file, or move this one away"
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages_are_known = header[24:28] == header[92:96]
    promised = int.from_bytes(header[28:32], "big") * page if pages_are_known else 0
    if len(header) < _HEADER or size < promised:
        return f"is cut off: it has {size} bytes of {max(promised, _HEADER)}; fetch a backup, or copy it again with its -wal file"
    return None


def _has_unfinished(path: Path) -> bool:
    return any(_size(beside) > 0 for beside in _beside(path))


def _beside(path: Path) -> tuple[Path, Path]:
    """The log and the journal of a database."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-journal")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _copy_while_still(path: Path, copy: Path, deadline: float) -> None:
    """Copies the file, its log and its journal in a moment in which they belong together.

    A log that was not begun anew meanwhile holds every page that the file may have got half; frames behind its last whole commit
    do not count. A file without a log must not have changed.
    """
    while True:
        before = _state(path)
        _copy(path, copy)
        for source, target in zip(_beside(path), _beside(copy), strict=True):
            _copy(source, target)
        if before == _state(path):
            return
        if time.monotonic() > deadline:
            raise UnreadableFile("changes faster than it can be copied; try again when less is written to it")
        time.sleep(0.02)


def _state(path: Path) -> tuple[object, ...]:
    log, journal = _beside(path)
    begun = _head(log)
    if begun:
        return (begun, _size(journal))
    stat = path.stat()
    return (b"", _size(journal), _head(journal), stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LOG_HEADER)
    except FileNotFoundError:
        return b""


def _copy(source: Path, target: Path) -> None:
    try:
        with source.open("rb") as stream, target.open("wb") as out:
            while piece := stream.read(1 << 20):
                out.write(piece)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
