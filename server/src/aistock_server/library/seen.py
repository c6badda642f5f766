"""Which rows an import has brought already, in a few bytes a row."""

import hashlib
from dataclasses import dataclass

from aistock_server.library.model import Key

_BYTES = 16


@dataclass(frozen=True, slots=True)
class Mark:
    """What is remembered of a row: the beginning of its content hash, and the place of the catalog that brought it."""

    content: bytes
    catalog: int


class Seen:
    """Keys of one kind with their content; two keys share a mark with a chance of 2^-128, which is none."""

    def __init__(self) -> None:
        self._rows: dict[bytes, bytes] = {}

    def __contains__(self, key: Key) -> bool:
        return _name(key) in self._rows

    def add(self, key: Key, content_hash: str, catalog: int) -> None:
        """Remember a row."""
        self._rows[_name(key)] = _beginning(content_hash) + bytes([catalog])

    def find(self, key: Key) -> Mark | None:
        """What is remembered under a key."""
        found = self._rows.get(_name(key))
        return None if found is None else Mark(found[:_BYTES], found[_BYTES])


def same(mark: Mark, content_hash: str) -> bool:
    """The row had this content."""
    return mark.content == _beginning(content_hash)


def _name(key: Key) -> bytes:
    return hashlib.blake2b(repr(key).encode(), digest_size=_BYTES).digest()


def _beginning(content_hash: str) -> bytes:
    return bytes.fromhex(content_hash[: 2 * _BYTES])
