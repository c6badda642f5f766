"""Archive records, permits and the policy without a database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from aistock.library.v1.models import ArchiveEntry, ArchivePolicy
from aistock_server.library import ArchiveQuestion, KeptArchive, Permit


class MemoryArchiveStore:
    """Everything in dictionaries."""

    def __init__(self) -> None:
        self._records: dict[str, KeptArchive] = {}
        self._permits: dict[str, Permit] = {}
        self._policies: list[ArchivePolicy] = []

    def add(self, kept: KeptArchive) -> None:
        """Store a record."""
        self._records[kept.record.archive_id] = kept

    def get(self, archive_id: str) -> KeptArchive | None:
        """A record by its id."""
        return self._records.get(archive_id)

    def page(self, question: ArchiveQuestion, after: str | None, limit: int) -> Sequence[ArchiveEntry]:
        """Records that fit, by archive_id."""
        records = [
            kept
            for name, kept in sorted(self._records.items())
            if (after is None or name > after)
            and question.subject in (None, kept.record.subject)
            and question.subject_key in (None, kept.record.subject_key)
            and question.level in (None, kept.record.level)
        ]
        return [kept.entry() for kept in records[:limit]]

    def add_permit(self, permit: Permit) -> None:
        """Store a permit."""
        self._permits[permit.permit_id] = permit

    def permit(self, permit_id: str) -> Permit | None:
        """A permit by its id."""
        return self._permits.get(permit_id)

    def spend(self, permit_id: str, at: datetime) -> bool:
        """Mark a permit as redeemed, if it was not and is not over."""
        permit = self._permits.get(permit_id)
        if permit is None or permit.redeemed_at is not None or permit.expires_at <= at:
            return False
        self._permits[permit_id] = replace(permit, redeemed_at=at)
        return True

    def policy(self) -> ArchivePolicy | None:
        """The policy that was set last."""
        return self._policies[-1] if self._policies else None

    def set_policy(self, policy: ArchivePolicy, at: datetime) -> None:
        """Let a policy hold from now on."""
        del at
        self._policies.append(policy)
