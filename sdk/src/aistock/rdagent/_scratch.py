"""Files that are written beside their name until they are whole, and what a killed writer left of them."""

import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

OLD_AFTER = 3600.0
"""Seconds after which a scratch file that nobody can be asked about counts as left behind; as long as a claim of a loop lasts."""

_MARK = ".part-"
_NAME = re.compile(r"\..+\.part-[a-z0-9_]{8}")
_OLDER_NAME = re.compile(
    r"\.(?:loop_run|workspace_meta|experiment_summary|manifest|data_profile|factor_meta|factor_perf|feedback|model_meta"
    r"|strategy_meta|signals|ret_schema|ret_curve|dd_curve|conf_[0-9a-f]{16})"
    r"(?:-[a-z0-9_]{8}\.(?:json|parquet|png|yaml)|\.json\.[a-z0-9_]{8})"
)
"""What earlier versions called theirs; they held no lock, so only their age tells."""


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Lets `write` fill a file beside `path` and puts it in place only when it is complete.

    Killed meanwhile, it leaves a file that `left_behind` finds: it is locked as long as its writer lives.
    """
    with _begun(path) as scratch:
        try:
            write(scratch)
            with scratch.open("rb+") as stream:
                os.fsync(stream.fileno())
            scratch.chmod(0o644)
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)


def is_scratch(name: str) -> bool:
    """Whether a file of that name was begun by us and not finished."""
    return _NAME.fullmatch(name) is not None or _OLDER_NAME.fullmatch(name) is not None


def left_behind(folder: Path) -> list[str]:
    """Names of scratch files in a folder whose writer is gone; nothing is changed."""
    return [name for name in _scratch_files(folder) if _is_left(folder / name, remove=False)]


def remove_left_behind(folder: Path) -> list[str]:
    """Removes those files, each while nobody else can take it for its own; their names."""
    return [name for name in _scratch_files(folder) if _is_left(folder / name, remove=True)]


@contextmanager
def _begun(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, locked where the system can."""
    if sys.platform == "win32":
        # A file that is open cannot be renamed there.
        handle, name = tempfile.mkstemp(prefix=f".{path.name}{_MARK}", dir=path.parent)
        os.close(handle)
        yield Path(name)
        return
    import fcntl

    while True:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}{_MARK}", dir=path.parent)
        try:
            with suppress(OSError):
                fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink == 0:
                # Somebody took it for left behind between the two calls.
                continue
            yield Path(name)
            return
        finally:
            os.close(handle)


def _scratch_files(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if is_scratch(entry.name))


def _is_left(path: Path, *, remove: bool) -> bool:
    """Whether it is a plain file that nobody is writing; only then it is removed."""
    try:
        before = path.lstat()
        if not stat.S_ISREG(before.st_mode) or before.st_nlink != 1:
            return False
        is_old = time.time() - before.st_mtime > OLD_AFTER
        if _OLDER_NAME.fullmatch(path.name) or sys.platform == "win32":
            return is_old and _removed(path, remove=remove)
        return _is_unlocked(path, before, is_old=is_old, remove=remove)
    except OSError:
        # It is gone, or it is not ours to touch.
        return False


def _is_unlocked(path: Path, before: os.stat_result, *, is_old: bool, remove: bool) -> bool:
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        now = os.fstat(handle)
        if (now.st_dev, now.st_ino) != (before.st_dev, before.st_ino):
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network drives know no locks.
            if not is_old:
                return False
        return _removed(path, remove=remove)
    finally:
        os.close(handle)


def _removed(path: Path, *, remove: bool) -> bool:
    if remove:
        path.unlink()
    return True
