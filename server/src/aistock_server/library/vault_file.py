"""Content of a vault as a file that seeks, for readers of formats with an index at their end."""

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from aistock_server.library.ports import Vault

_AHEAD = 1 << 20


def open_content(vault: Vault, sha256: str, size: int) -> BinaryIO:
    """A read-only file over stored content; it is read in ranges, never as a whole."""
    return cast(BinaryIO, io.BufferedReader(_Content(vault, sha256, size), _AHEAD))


class _Content(io.RawIOBase):
    def __init__(self, vault: Vault, sha256: str, size: int) -> None:
        self._vault, self._sha256, self._size = vault, sha256, size
        self._place = 0
        self._pieces: Iterator[bytes] = iter(())
        self._rest = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        place = max(0, base + offset)
        if place != self._place:
            self._place, self._pieces, self._rest = place, iter(()), b""
        return place

    def readinto(self, target: "memoryview[int] | bytearray") -> int:  # type: ignore[override]  # any writable buffer
        if self._place >= self._size or not len(target):
            return 0
        if not self._rest:
            self._rest = next(self._pieces, b"")
        if not self._rest:
            self._pieces = iter(self._vault.open(self._sha256, self._place))
            self._rest = next(self._pieces, b"")
        count = min(len(target), len(self._rest))
        target[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        self._place += count
        return count
