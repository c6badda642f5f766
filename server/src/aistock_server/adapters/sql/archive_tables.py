"""Tables of the archive: records, permits to delete, and the policies one after another."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

archive_record = sa.Table(
    "archive_record",
    metadata,
    sa.Column("archive_id", sa.String(32), primary_key=True),
    sa.Column("subject", sa.String(16), nullable=False),
    sa.Column("subject_key", sa.String(512), nullable=False),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("manifest_sha256", sa.String(64)),
    sa.Column("file_count", sa.Integer, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("recorded_at_utc", sa.String(32), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("archive_record_by_subject", "subject", "subject_key"),
)

deletion_permit = sa.Table(
    "deletion_permit",
    metadata,
    sa.Column("permit_id", sa.String(32), primary_key=True),
    sa.Column("archive_id", sa.String(32), sa.ForeignKey("archive_record.archive_id"), nullable=False),
    sa.Column("manifest_sha256", sa.String(64), nullable=False),
    sa.Column("given_at_utc", sa.String(32), nullable=False),
    sa.Column("expires_at_utc", sa.String(32), nullable=False),
    sa.Column("redeemed_at_utc", sa.String(32)),
    sa.Index("deletion_permit_by_archive", "archive_id"),
)

archive_policy = sa.Table(
    "archive_policy",
    metadata,
    sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("set_at_utc", sa.String(32), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)
