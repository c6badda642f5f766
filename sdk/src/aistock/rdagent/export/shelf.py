"""Rows of a catalog as canonical texts in a temporary file, so that memory does not grow with what they say."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Generic, Self, TypeVar

K = TypeVar("K", str, tuple[str, int, str])


class Shelf(Generic[K]):
    """Texts by key; iterating gives them in the order of their keys. A key that is put again replaces the text."""

    def __init__(self, folder: Path) -> None:
        """Keeps its file in the folder, without a name."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # closed by the shelf
        self._places: dict[K, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        """The shelf itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Gives the file back."""
        self._file.close()

    def put(self, key: K, text: bytes) -> None:
        """Keeps a text under a key."""
        self._file.seek(self._end)
        self._file.write(text)
        self._places[key] = (self._end, len(text))
        self._end += len(text)

    def __iter__(self) -> Iterator[bytes]:
        """The texts in the order of their keys."""
        for key in sorted(self._places):
            start, size = self._places[key]
            self._file.seek(start)
            yield self._file.read(size)

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._places)

    def keys(self) -> frozenset[K]:
        """The keys."""
        return frozenset(self._places)
