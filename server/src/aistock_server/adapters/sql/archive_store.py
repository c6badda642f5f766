"""Archive records, permits and the policy as SQL rows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from aistock.contract.documents import canonical_json
from aistock.library.v1.models import ArchiveEntry, ArchiveLevel, ArchivePolicy, ArchiveRecord, ArchiveSubject
from aistock_server.adapters.sql.archive_tables import archive_policy, archive_record, deletion_permit
from aistock_server.adapters.sql.database import Database
from aistock_server.kernel.clock import utc_text
from aistock_server.library import ArchiveQuestion, KeptArchive, Permit

_ENTRY = [column for column in archive_record.c if column.name != "document"]


class SqlArchiveStore:
    """The port over the archive's tables; every statement runs in the unit of work of its call."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kept: KeptArchive) -> None:
        """Store a record."""
        entry = kept.entry()
        values = {
            "archive_id": entry.archive_id,
            "subject": entry.subject.value,
            "subject_key": entry.subject_key,
            "level": entry.level.value,
            "manifest_sha256": entry.manifest_sha256,
            "file_count": entry.file_count,
            "size": entry.size,
            "recorded_at_utc": utc_text(kept.recorded_at),
            "document": canonical_json(kept.record).decode(),
        }
        self._database.connection().execute(archive_record.insert().values(values))

    def get(self, archive_id: str) -> KeptArchive | None:
        """A record by its id."""
        columns = (archive_record.c.document, archive_record.c.recorded_at_utc)
        row = self._one(sa.select(*columns).where(archive_record.c.archive_id == archive_id))
        if row is None:
            return None
        return KeptArchive(record=ArchiveRecord.model_validate_json(row.document), recorded_at=_instant(row.recorded_at_utc))

    def page(self, question: ArchiveQuestion, after: str | None, limit: int) -> Sequence[ArchiveEntry]:
        """Records that fit, by archive_id; their evidence is not read."""
        query = sa.select(*_ENTRY).order_by(archive_record.c.archive_id).limit(limit)
        equal = {"subject": question.subject, "subject_key": question.subject_key, "level": question.level}
        for name, value in equal.items():
            if value is not None:
                query = query.where(archive_record.c[name] == str(getattr(value, "value", value)))
        if after is not None:
            query = query.where(archive_record.c.archive_id > after)
        return [_entry(row) for row in self._database.connection().execute(query)]

    def add_permit(self, permit: Permit) -> None:
        """Store a permit."""
        values = {
            "permit_id": permit.permit_id,
            "archive_id": permit.archive_id,
            "manifest_sha256": permit.manifest_sha256,
            "given_at_utc": utc_text(permit.given_at),
            "expires_at_utc": utc_text(permit.expires_at),
            "redeemed_at_utc": None if permit.redeemed_at is None else utc_text(permit.redeemed_at),
        }
        self._database.connection().execute(deletion_permit.insert().values(values))

    def permit(self, permit_id: str) -> Permit | None:
        """A permit by its id."""
        row = self._one(sa.select(deletion_permit).where(deletion_permit.c.permit_id == permit_id))
        if row is None:
            return None
        return Permit(
            permit_id=row.permit_id,
            archive_id=row.archive_id,
            manifest_sha256=row.manifest_sha256,
            given_at=_instant(row.given_at_utc),
            expires_at=_instant(row.expires_at_utc),
            redeemed_at=None if row.redeemed_at_utc is None else _instant(row.redeemed_at_utc),
        )

    def spend(self, permit_id: str, at: datetime) -> bool:
        """Mark a permit as redeemed, if it was not and is not over; the condition is part of the statement."""
        table, text = deletion_permit, utc_text(at)
        free = (table.c.permit_id == permit_id, table.c.redeemed_at_utc.is_(None), table.c.expires_at_utc > text)
        done = self._database.connection().execute(table.update().where(*free).values(redeemed_at_utc=text))
        return done.rowcount == 1

    def policy(self) -> ArchivePolicy | None:
        """The policy that was set last."""
        row = self._one(sa.select(archive_policy.c.document).order_by(archive_policy.c.ordinal.desc()).limit(1))
        return None if row is None else ArchivePolicy.model_validate_json(row.document)

    def set_policy(self, policy: ArchivePolicy, at: datetime) -> None:
        """Let a policy hold from now on."""
        connection = self._database.connection()
        last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(archive_policy.c.ordinal), 0))).scalar_one()
        values = {"ordinal": last + 1, "set_at_utc": utc_text(at), "document": canonical_json(policy).decode()}
        connection.execute(archive_policy.insert().values(values))

    def _one(self, query: sa.Select[Any]) -> Any:
        return self._database.connection().execute(query).one_or_none()


def _entry(row: Any) -> ArchiveEntry:
    return ArchiveEntry(
        archive_id=row.archive_id,
        subject=ArchiveSubject(row.subject),
        subject_key=row.subject_key,
        level=ArchiveLevel(row.level),
        manifest_sha256=row.manifest_sha256,
        file_count=row.file_count,
        size=row.size,
        recorded_at_utc=_instant(row.recorded_at_utc),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
