"""What the library needs of the outside."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from aistock.library.v1.models import CatalogKind
from aistock_server.library.model import (
    After,
    FactorQuestion,
    Head,
    Key,
    LoopQuestion,
    ModelQuestion,
    Row,
    StrategyQuestion,
)


class LibraryStore(Protocol):
    """Keeps the rows of the library; nothing is ever deleted. Every call stands in the unit of work of its caller."""

    def heads(self, kind: CatalogKind, keys: Collection[Key]) -> Mapping[Key, Head]:
        """Heads of those of the keys that are stored."""
        ...

    def present_keys(self, kind: CatalogKind, origin: str) -> Iterable[Key]:
        """Every key of the rows of an origin that are not retired, in no order; nothing is written while it is walked."""
        ...

    def insert(self, rows: Sequence[Row]) -> None:
        """Store rows whose keys are not stored; all of one kind."""
        ...

    def update(self, rows: Sequence[Row]) -> None:
        """Replace stored rows; all of one kind."""
        ...

    def note_digests(self, kind: CatalogKind, digests: Mapping[Key, str]) -> None:
        """Remember the digests of the bytes that brought stored rows; nothing else of them changes."""
        ...

    def retire(self, kind: CatalogKind, keys: Collection[Key], at: datetime) -> None:
        """Mark stored rows as retired."""
        ...

    def get(self, kind: CatalogKind, key: Key) -> Row | None:
        """A row, retired or not."""
        ...

    def factors(self, question: FactorQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of factors."""
        ...

    def strategies(self, question: StrategyQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of strategies."""
        ...

    def loops(self, question: LoopQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of loops."""
        ...

    def models(self, question: ModelQuestion, after: After | None, limit: int) -> Sequence[Row]:
        """A page of models."""
        ...

    def loop_counts(self, strategy_ids: Collection[str]) -> Mapping[str, int]:
        """How many loops name each strategy; strategies that none names may be missing."""
        ...

    def factor_use(self, name: str) -> int:
        """How many loops use a factor, retired ones left out."""
        ...


class Vault(Protocol):
    """Keeps files under the SHA-256 of their content; what is in it never changes."""

    def put(self, chunks: Iterable[bytes], *, expected: str | None = None) -> tuple[str, int]:
        """Store content and say its hash and size; Invalid (ARTIFACT_MISMATCH) when it is not what was expected."""
        ...

    def put_file(self, path: Path) -> tuple[str, int]:
        """Store a copy of a file and say its hash and size."""
        ...

    def open(self, sha256: str, offset: int = 0) -> Iterator[bytes]:
        """The content from an offset in pieces; NotFound when it is not stored."""
        ...

    def size_of(self, sha256: str) -> int | None:
        """Size of stored content; None when it is not stored."""
        ...


class Uploads(Protocol):
    """Takes content in pieces that may come over several connections."""

    def received(self, sha256: str, upload_id: str) -> int:
        """Bytes of an upload that have arrived and are kept."""
        ...

    def append(self, sha256: str, upload_id: str, *, size: int, offset: int, chunk: bytes) -> int:
        """Keep the next piece and say how much has arrived.

        Refused (UPLOAD_OFFSET) for a piece that does not begin where the last one ended, Invalid (ARTIFACT_MISMATCH) for one
        that goes beyond the size.
        """
        ...

    def finish(self, sha256: str, upload_id: str, *, size: int) -> None:
        """Check the whole and store it; Invalid (ARTIFACT_MISMATCH), and the upload is thrown away, when it is something else."""
        ...
