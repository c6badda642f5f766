"""Archive records as lists tell them, permits to delete, and the policies one after another."""

import sqlalchemy as sa
from alembic import op

revision = "0008_archives"
down_revision = "0007_library_figures"
branch_labels = None
depends_on = None


def _record(*more: sa.Column[object]) -> None:
    op.create_table(
        "archive_record",
        sa.Column("archive_id", sa.String(32), primary_key=True),
        sa.Column("subject", sa.String(16), nullable=False),
        sa.Column("subject_key", sa.String(512), nullable=False),
        sa.Column("level", sa.String(16), nullable=False),
        *more,
        sa.Column("recorded_at_utc", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("archive_record_by_subject", "archive_record", ["subject", "subject_key"])


def upgrade() -> None:
    # No revision before this one served archives, so the table that 0003 made holds no row.
    op.drop_table("archive_record")
    _record(
        sa.Column("manifest_sha256", sa.String(64)),
        sa.Column("file_count", sa.Integer, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "deletion_permit",
        sa.Column("permit_id", sa.String(32), primary_key=True),
        sa.Column("archive_id", sa.String(32), sa.ForeignKey("archive_record.archive_id"), nullable=False),
        sa.Column("manifest_sha256", sa.String(64), nullable=False),
        sa.Column("given_at_utc", sa.String(32), nullable=False),
        sa.Column("expires_at_utc", sa.String(32), nullable=False),
        sa.Column("redeemed_at_utc", sa.String(32)),
    )
    op.create_index("deletion_permit_by_archive", "deletion_permit", ["archive_id"])
    op.create_table(
        "archive_policy",
        sa.Column("ordinal", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("set_at_utc", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("archive_policy")
    op.drop_table("deletion_permit")
    op.drop_table("archive_record")
    _record()
