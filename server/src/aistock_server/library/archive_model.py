"""Values of the archive: a record as it was kept, a permit, and the question that the list answers."""

from dataclasses import dataclass
from datetime import datetime

from aistock.library.v1.models import ArchiveEntry, ArchiveLevel, ArchiveRecord, ArchiveSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptArchive:
    """A record and when it was kept; it never changes."""

    record: ArchiveRecord
    recorded_at: datetime

    def entry(self) -> ArchiveEntry:
        """The record as a list tells it."""
        record = self.record
        return ArchiveEntry(
            archive_id=record.archive_id,
            subject=record.subject,
            subject_key=record.subject_key,
            level=record.level,
            manifest_sha256=record.manifest_sha256,
            file_count=len(record.evidence),
            size=sum(item.file.size for item in record.evidence),
            recorded_at_utc=self.recorded_at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Leave to delete the files of one manifest, once and before a time; `redeemed_at` is None until it is used up."""

    permit_id: str
    archive_id: str
    manifest_sha256: str
    given_at: datetime
    expires_at: datetime
    redeemed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveQuestion:
    """Which records, by archive_id."""

    subject: ArchiveSubject | None = None
    subject_key: str | None = None
    level: ArchiveLevel | None = None
