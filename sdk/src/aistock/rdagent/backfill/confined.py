"""Reading below a root and nowhere else: no symbolic link is followed, only plain files are opened, nothing endless is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from aistock.contract.plain_json import MAX_BYTES
from aistock.rdagent.backfill.findings import Code, Finding, finding

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Kind(Enum):
    """What stands under a name."""

    FILE = auto()
    FOLDER = auto()
    LINK_OUT = auto()
    LINK_INSIDE = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A name in a folder; `shown` can be printed, whatever bytes the name has; `size` is of a file."""

    name: str
    shown: str
    kind: Kind
    size: int


class Unreadable(Exception):
    """Something below the root cannot be read; `finding` says what."""

    def __init__(self, found: Finding) -> None:
        super().__init__(str(found))
        self.finding = found


class Root:
    """A folder that a scan is confined to."""

    def __init__(self, path: Path) -> None:
        """Raises OSError when it is no folder that can be opened."""
        self.path = path.resolve(strict=True)
        with os.scandir(self.path):
            pass

    def entries(self, folder: str = "") -> list[Entry]:
        """What stands in a folder below the root, by name; raises Unreadable."""
        try:
            with os.scandir(self.path / folder) as found:
                return sorted((entry for item in found if (entry := self._entry(item)) is not None), key=lambda item: item.name)
        except OSError as error:
            raise Unreadable(self._trouble(folder, error)) from error

    def walk(self, folder: str, *, depth: int, most: int) -> Iterator[tuple[str, Entry]]:
        """Files below a folder with their paths from it, not deeper and not more than that; what cannot be listed is left out."""
        left = most
        pending = [("", depth)]
        while pending and left > 0:
            below, levels = pending.pop()
            try:
                entries = self.entries(f"{folder}/{below}" if below else folder)
            except Unreadable:
                continue
            for entry in entries:
                place = f"{below}/{entry.name}" if below else entry.name
                if entry.kind is Kind.FOLDER and levels > 1:
                    pending.append((place, levels - 1))
                elif entry.kind is Kind.FILE and left > 0:
                    left -= 1
                    yield place, entry

    def read(self, path: str, *, at: str | None = None) -> bytes:
        """A file's bytes; raises Unreadable for one that is too large, is no plain file or changes meanwhile.

        `at` is the place that findings name, when it is another than the path.
        """
        named = at or path
        try:
            handle = os.open(self.path / path, _FLAGS)
        except OSError as error:
            raise Unreadable(self._trouble(named, error)) from error
        before = os.fstat(handle)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(before.st_mode):
                raise Unreadable(finding(named, Code.NOT_A_FILE, "is no plain file"))
            if before.st_size > MAX_BYTES:
                reason = f"has {before.st_size} bytes, more than the {MAX_BYTES} of a document"
                raise Unreadable(finding(named, Code.TOO_LARGE, reason))
            try:
                content = stream.read(MAX_BYTES + 1)
            except OSError as error:
                raise Unreadable(self._trouble(named, error)) from error
            after = os.fstat(handle)
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(content) != after.st_size:
            raise Unreadable(finding(named, Code.CHANGED_WHILE_READ, "changed while it was read"))
        return content

    def _entry(self, item: os.DirEntry[str]) -> Entry | None:
        """None for what went away meanwhile."""
        try:
            if item.is_symlink():
                inside = self._leads_inside(Path(item.path))
                return Entry(name=item.name, shown=shown(item.name), kind=Kind.LINK_INSIDE if inside else Kind.LINK_OUT, size=0)
            found = item.stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
        kind = Kind.FOLDER if stat.S_ISDIR(found.st_mode) else Kind.FILE if stat.S_ISREG(found.st_mode) else Kind.OTHER
        return Entry(name=item.name, shown=shown(item.name), kind=kind, size=found.st_size)

    def _leads_inside(self, link: Path) -> bool:
        try:
            return link.resolve().is_relative_to(self.path)
        except (OSError, RuntimeError):
            # A ring of links leads nowhere.
            return False

    @staticmethod
    def _trouble(path: str, error: OSError) -> Finding:
        return finding(path, Code.UNREADABLE, f"cannot be read ({error.strerror or error})")


def shown(name: str) -> str:
    """A name that can be printed and written as UTF-8; bytes that are none become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
