"""A lock that one process holds at a time, kept by the operating system on a file and gone with the process."""

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from aistock.errors import AistockError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE_SECONDS = 0.05


class LockHeld(AistockError):
    """Another process holds the lock; the text says which, as far as it is known."""


class FileLock:
    """Holds a lock file while it is entered; the file stays, because deleting it would let two processes in."""

    def __init__(self, path: Path, *, wait_seconds: float = 0.0) -> None:
        """Waits so long for another holder before it raises LockHeld."""
        self._path = path
        self._wait_seconds = wait_seconds
        self._handle: int | None = None

    def __enter__(self) -> Self:
        """Takes the lock, or raises LockHeld or OSError."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            deadline = time.monotonic() + self._wait_seconds
            while not _taken(handle):
                if time.monotonic() >= deadline:
                    raise LockHeld(f"{self._path} is held by {_holder(handle)}; wait for it to end, or stop it")
                time.sleep(_PAUSE_SECONDS)
            _sign(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Gives the lock back."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            # A byte far behind the end, so that the holder's name can be read.
            os.lseek(handle, 1 << 30, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sign(handle: int) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, f"process {os.getpid()}\n".encode())


def _holder(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 100).decode("utf-8", errors="replace").strip() or "another process"
