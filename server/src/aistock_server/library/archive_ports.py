"""What archives need of the outside."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aistock.library.v1.models import ArchiveEntry, ArchivePolicy, ArchiveSubject
from aistock_server.library.archive_model import ArchiveQuestion, KeptArchive, Permit


class ArchiveStore(Protocol):
    """Keeps records, permits and the policy; nothing is ever deleted."""

    def add(self, kept: KeptArchive) -> None:
        """Store a record whose archive_id is not stored."""
        ...

    def get(self, archive_id: str) -> KeptArchive | None:
        """A record by its id."""
        ...

    def page(self, question: ArchiveQuestion, after: str | None, limit: int) -> Sequence[ArchiveEntry]:
        """Records that fit, by archive_id, behind one of that id."""
        ...

    def add_permit(self, permit: Permit) -> None:
        """Store a permit whose id is not stored."""
        ...

    def permit(self, permit_id: str) -> Permit | None:
        """A permit by its id."""
        ...

    def spend(self, permit_id: str, at: datetime) -> bool:
        """Mark a permit as redeemed, if it was not and is not over; whether it was so. One step, whoever else tries."""
        ...

    def policy(self) -> ArchivePolicy | None:
        """The policy that was set last; None when none was."""
        ...

    def set_policy(self, policy: ArchivePolicy, at: datetime) -> None:
        """Let a policy hold from now on; those before stay to be looked up."""
        ...


class Subjects(Protocol):
    """Knows whether what a record speaks of stands in the library."""

    def lacking(self, subject: ArchiveSubject, key: str) -> str | None:
        """What is wrong with the rows of a subject, as a sentence that ends with the remedy; None when they stand."""
        ...
