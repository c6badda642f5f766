"""Request log and long jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0001_system"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_log",
        sa.Column("method", sa.String(160), primary_key=True),
        sa.Column("request_id", sa.String(160), primary_key=True),
        sa.Column("body_sha256", sa.String(64), nullable=False),
        sa.Column("answer", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "operation_event",
        sa.Column("operation_id", sa.String(32), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "operation",
        sa.Column("operation_id", sa.String(32), primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("operation")
    op.drop_table("operation_event")
    op.drop_table("request_log")
