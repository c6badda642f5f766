"""The file of a registry: made whole, opened for writing or read into memory; every trouble with it is told as a RegistryError."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aistock.rdagent import _registry_schema as schema
from aistock.rdagent._registry_errors import RegistryBusy, RegistryError
from aistock.rdagent._registry_snapshot import UnreadableFile, copy_into_memory, inspect

_WAITING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the file system and SQLite say into a RegistryError that names the file and the remedy."""
    try:
        yield
    except UnreadableFile as error:
        raise RegistryError(f"{path} {error}") from error
    except schema.LayoutError as error:
        raise RegistryError(f"{path} {error}") from error
    except sqlite3.Error as error:
        raise _told(path, error) from error
    except OSError as error:
        what = error.strerror or str(error)
        raise RegistryError(f"{path} cannot be opened ({what}); check the path and its permissions") from error


def open_for_writing(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection to a file of the present layout; the file is made, or brought to it, if need be."""
    with told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        inspect(path)
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
        try:
            _prepare(connection)
            schema.migrate(connection)
            _write_ahead(connection, time.monotonic() + busy_seconds)
            connection.execute("PRAGMA synchronous=NORMAL")
        except BaseException:
            connection.close()
            raise
    return connection


def read_into_memory(path: Path, busy_seconds: float, *, writable: bool) -> sqlite3.Connection:
    """A connection to a copy in memory; a writable one is brought to the present layout and may begin without a file."""
    with told(path):
        if writable and not path.exists():
            connection = sqlite3.connect(":memory:", isolation_level=None)
        else:
            connection = copy_into_memory(path, wait_seconds=busy_seconds)
        try:
            _prepare(connection)
            schema.version_of(connection)
            if writable:
                schema.migrate(connection)
            else:
                connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _make(path: Path) -> None:
    """Puts an empty registry in place, whole: whoever finds a file of 0 bytes there may call it damaged."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    scratch = Path(name)
    try:
        connection = sqlite3.connect(scratch, isolation_level=None)
        try:
            schema.migrate(connection)
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        finally:
            connection.close()
        scratch.chmod(0o644)
        try:
            # A link never replaces the registry that another process made meanwhile.
            path.hardlink_to(scratch)
        except FileExistsError:
            pass
        except OSError:
            if not path.exists():
                scratch.replace(path)
    finally:
        for left in (name, f"{name}-wal", f"{name}-shm", f"{name}-journal"):
            with suppress(FileNotFoundError):
                Path(left).unlink()


def _prepare(connection: sqlite3.Connection) -> None:
    connection.text_factory = _text
    connection.execute("SELECT name FROM sqlite_master LIMIT 1").fetchone()


def _text(raw: bytes) -> str | bytes:
    """Text, or its bytes when they are not UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw


def _write_ahead(connection: sqlite3.Connection, deadline: float) -> None:
    """Switches an older file to write-ahead logging; SQLite does not wait for others here, so this does."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").fetchone()
        except sqlite3.OperationalError as error:
            if not _is_waiting(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _is_waiting(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF in _WAITING


def _told(path: Path, error: sqlite3.Error) -> RegistryError:
    if _is_waiting(error):
        return RegistryBusy(f"{path} is written by other processes for too long ({error}); nothing was written, try again")
    code = getattr(error, "sqlite_errorcode", 0) or 0
    remedies = {
        sqlite3.SQLITE_READONLY: "cannot be written; check the permissions of the file and its folder, or open it read-only",
        sqlite3.SQLITE_CANTOPEN: "cannot be opened; check the path, and that its folder can be written",
        sqlite3.SQLITE_FULL: "cannot grow; make room on the disk, nothing was written",
        sqlite3.SQLITE_CORRUPT: "is damaged; fetch a backup",
        sqlite3.SQLITE_NOTADB: "is no SQLite database; name another file, or move this one away",
        sqlite3.SQLITE_PERM: "cannot be written; check the permissions of the file and its folder",
        sqlite3.SQLITE_IOERR: "cannot be read or written; check the disk",
    }
    remedy = remedies.get(code & 0xFF, "does not take that; open it read-only and look at its tables")
    return RegistryError(f"{path} {remedy} ({error})")
