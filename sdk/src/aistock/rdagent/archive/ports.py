"""What archiving needs of a server: the areas of a client, as far as they are used."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from types import TracebackType
from typing import Protocol, TypeVar

from aistock.library.v1.models import (
    ArchiveEntry,
    ArchiveLevel,
    ArchivePolicy,
    ArchiveRecord,
    ArchiveSubject,
    GetArchiveResponse,
    GetDeletionPermitResponse,
    PutArtifactResponse,
    RedeemDeletionPermitResponse,
    StatArtifactResponse,
)

T = TypeVar("T")


class Chunks(Protocol):
    """Pieces of a stored file, to be closed."""

    def __enter__(self) -> Iterable[bytes]:
        """The pieces."""
        ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop reading."""
        ...


class Artifacts(Protocol):
    """Files by their hash."""

    def put(self, content: bytes | str | os.PathLike[str]) -> PutArtifactResponse:
        """Store bytes, or the file at a path."""
        ...

    def read(self, sha256: str) -> Chunks:
        """The bytes of a file, unchecked."""
        ...

    def stat(self, sha256: str) -> StatArtifactResponse:
        """Whether a file is stored."""
        ...


class Archives(Protocol):
    """Records, permits and the policy."""

    def record_archive(self, record: ArchiveRecord, *, timeout: float | None = None) -> ArchiveRecord:
        """Keep a record that the server proves."""
        ...

    def get_archive(self, archive_id: str) -> GetArchiveResponse:
        """One record."""
        ...

    def list_archives(
        self,
        *,
        subject: ArchiveSubject | str | None = None,
        subject_key: str | None = None,
        level: ArchiveLevel | str | None = None,
    ) -> Iterable[ArchiveEntry]:
        """Records without their evidence."""
        ...

    def get_deletion_permit(
        self, archive_id: str, *, manifest_sha256: str, timeout: float | None = None
    ) -> GetDeletionPermitResponse:
        """A permit to delete what a record proves."""
        ...

    def redeem_deletion_permit(
        self, permit_id: str, *, manifest_sha256: str, request_id: str | None = None, timeout: float | None = None
    ) -> RedeemDeletionPermitResponse:
        """Use a permit up."""
        ...

    def get_archive_policy(self) -> ArchivePolicy:
        """When originals may go."""
        ...


class Server(Protocol):
    """The two areas together, as `aistock.client.Client` has them."""

    @property
    def artifacts(self) -> Artifacts:
        """Files by their hash."""
        ...

    @property
    def archives(self) -> Archives:
        """Records, permits and the policy."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """The present instant, aware."""
        ...


class Progress(Protocol):
    """Passes things through and tells how many there were."""

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        ...


class Silent:
    """Tells nothing."""

    def each(self, what: str, things: Iterable[T], total: int) -> Iterator[T]:
        """The things, one by one."""
        del what, total
        yield from things
