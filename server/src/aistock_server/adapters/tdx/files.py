"""Where TDX keeps its files, and how they are read: block by block, of the size they had when they were opened.

They are read and not mapped into memory: a client that cuts a mapped file while it is read ends the whole process.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from aistock.market.v1.models import BarFrequency
from aistock_server.adapters.tdx.records import RECORD_BYTES
from aistock_server.market.sources.faults import truncated, unreachable

_PLACES = {
    BarFrequency.DAY: ("lday", "day"),
    BarFrequency.MINUTE: ("minline", "lc1"),
    BarFrequency.FIVE_MINUTES: ("fzline", "lc5"),
}
_NAME = re.compile(r"(sh|sz|bj)([0-9]{6})\.(day|lc1|lc5)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Whole records of a file, and the number of the first one."""

    content: bytes
    first: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFile:
    """A file as it was when it was opened: whole records, bytes of a torn last one, and its version."""

    source: str
    origin: str
    records: int
    torn_bytes: int
    version: str
    stream: BinaryIO

    def blocks(self, rows: int) -> Iterator[Block]:
        """The whole records in blocks of at most that many."""
        for first in range(0, self.records, rows):
            wanted = min(rows, self.records - first)
            content = self.stream.read(wanted * RECORD_BYTES)
            if len(content) != wanted * RECORD_BYTES:
                message = f"{self.origin} became shorter while it was read, after record {first + len(content) // RECORD_BYTES}"
                raise truncated(self.source, message, field="file", value=self.origin)
            yield Block(content=content, first=first)


class TdxFolder:
    """A `vipdoc` folder."""

    def __init__(self, source: str, root: Path) -> None:
        self._source = source
        self._root = root

    def path(self, code: str, frequency: BarFrequency) -> Path:
        """Where the file of a canonical code is, or would be."""
        folder, ending = _PLACES[frequency]
        market = code[7:].lower()
        return self._root / market / folder / f"{market}{code[:6]}.{ending}"

    def codes(self, frequency: BarFrequency) -> list[str]:
        """Canonical codes of every file of that frequency, in order; other names in the folders are not ours."""
        if not self._root.is_dir():
            raise unreachable(self._source, f"{self._root} is no folder; name the client's vipdoc", field="root", value=self._root)
        folder, ending = _PLACES[frequency]
        names = (name for market in ("sh", "sz", "bj") for name in _names(self._root / market / folder))
        found = (_NAME.fullmatch(name) for name in names)
        return sorted(f"{match[2]}.{match[1].upper()}" for match in found if match and match[3] == ending)

    @contextmanager
    def open(self, path: Path) -> Iterator[OpenFile]:
        """The file, open for reading; OSError when it cannot be opened."""
        with path.open("rb") as stream:
            state = os.fstat(stream.fileno())
            yield OpenFile(
                source=self._source,
                origin=path.relative_to(self._root).as_posix(),
                records=state.st_size // RECORD_BYTES,
                torn_bytes=state.st_size % RECORD_BYTES,
                version=f"{state.st_size}-{state.st_mtime_ns}",
                stream=stream,
            )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  a Path for each of 10,000 names costs more than reading them
    except FileNotFoundError:
        return []
