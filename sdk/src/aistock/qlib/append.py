"""Takes the later days of a dataset into a Qlib provider directory: all or nothing, and only when no earlier day changed."""

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aistock.errors import AistockError
from aistock.worker.unpack import ArchiveError, provider_root, unpack

_CALENDAR = "calendars/day.txt"
_AT_FDCWD, _EXCHANGE = -100, 2


class DaysDiffer(AistockError):
    """The export and the directory disagree about days that both have; the directory was left as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appended:
    """What became of the directory."""

    created: bool
    days: int
    instruments: int


def bring(archive: Path, directory: Path) -> Appended:
    """Make the directory hold an export of qlib_bin: unpack it where there is none, else append its new days.

    The directory then holds what the archive holds, byte for byte. Whoever reads it meanwhile sees the old one or the new one.
    """
    directory = directory.absolute()
    directory.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        try:
            fresh = provider_root(unpack(archive, scratch / "export"))
        except ArchiveError as error:
            raise AistockError(str(error)) from error
        codes = sum(1 for _ in (fresh / "features").iterdir()) if (fresh / "features").is_dir() else 0
        days = _lines(fresh / _CALENDAR)
        if not directory.exists():
            fresh.rename(directory)
            return Appended(created=True, days=len(days), instruments=codes)
        known = _lines(directory / _CALENDAR)
        for difference in _differences(directory, fresh, known, days):
            raise DaysDiffer(f"{directory}: {difference}; export into another directory, or remove this one")
        _exchange(fresh, directory, scratch / "before")
        return Appended(created=False, days=len(days) - len(known), instruments=codes)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _differences(old: Path, new: Path, known: list[str], days: list[str]) -> Iterator[str]:
    """Why the new directory is not the old one with later days, the first reason first."""
    if days[: len(known)] != known:
        place = next((at for at, day in enumerate(known) if at >= len(days) or days[at] != day), 0)
        yield f"its calendar has {known[place]} where the export has {days[place] if place < len(days) else 'nothing'}"
        return
    for path in sorted((old / "instruments").glob("*.txt")):
        yield from _list_differences(path, new / "instruments" / path.name)
    held = {path.relative_to(old).as_posix(): path for path in sorted((old / "features").glob("*/*.bin"))}
    fresh = {path.relative_to(new).as_posix(): path for path in sorted((new / "features").glob("*/*.bin"))}
    for name, path in held.items():
        if name not in fresh:
            yield f"the export has no {name}"
        else:
            yield from _bin_differences(name, path.read_bytes(), fresh[name].read_bytes(), known)
    for name in sorted(fresh.keys() - held.keys()):
        start = int(np.frombuffer(fresh[name].read_bytes()[:4], "<f4")[0])
        if start < len(known):
            yield f"it has no {name}, which begins on {known[start]} in the export"


def _list_differences(path: Path, other: Path) -> Iterator[str]:
    """Members that left, or begin on another day, or end earlier; days to come may be added."""
    if not other.is_file():
        yield f"the export has no list {path.name}; export it with the same pools"
        return
    members = {line.split("\t")[0]: line.split("\t") for line in _lines(other)}
    for line in _lines(path):
        code, first, last = line.split("\t")
        found = members.get(code)
        if found is None:
            yield f"{code} of {path.name} is not in the export"
        elif found[1] != first or found[2] < last:
            yield f"{code} of {path.name} lives from {first} to {last}, in the export from {found[1]} to {found[2]}"


def _bin_differences(name: str, old: bytes, new: bytes, known: list[str]) -> Iterator[str]:
    """The first value that is another one; days of the calendar after a bin's last value are without trading."""
    before, after = np.frombuffer(old, "<f4"), np.frombuffer(new, "<f4")
    start, shared = int(before[0]), min(len(before), len(after))
    if new[: len(old)] == old:
        silent = after[len(before) : 1 + len(known) - start]
        odd = np.flatnonzero(~np.isnan(silent)) + len(before)
    elif before[0] != after[0]:
        yield f"{name} begins on {known[start]}, in the export on another day"
        return
    else:
        bits, other = before.view("<u4"), after.view("<u4")
        odd = np.flatnonzero(bits[:shared] != other[:shared])
        odd = odd if len(odd) else np.array([shared])
    if len(odd):
        place = int(odd[0])
        values = [one[place] if place < len(one) else "nothing" for one in (before, after)]
        yield f"{name} has {values[0]} on {known[start + place - 1]}, the export has {values[1]}"


def _exchange(fresh: Path, directory: Path, aside: Path) -> None:
    """Let the two directories change places, in one step where the system can."""
    libc = ctypes.CDLL(None, use_errno=True)
    swap = getattr(libc, "renameat2", None)
    if swap is not None and swap(_AT_FDCWD, os.fsencode(fresh), _AT_FDCWD, os.fsencode(directory), _EXCHANGE) == 0:
        return
    told = ctypes.get_errno()
    if swap is not None and told not in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
        raise OSError(told, os.strerror(told), str(directory))
    # A file system that cannot exchange: for a moment there is no directory, and a failure puts the old one back.
    directory.rename(aside)
    try:
        fresh.rename(directory)
    except OSError:
        aside.rename(directory)
        raise


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()
