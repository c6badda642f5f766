"""Snapshots of market data, what names stand for, instruments, sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002_market"
down_revision = "0001_system"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "market_snapshot",
        sa.Column("snapshot_id", sa.String(64), primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("manifest", sa.Text, nullable=False),
    )
    op.create_index("market_snapshot_by_name", "market_snapshot", ["name", "kind", "ordinal"])
    op.create_table(
        "market_latest",
        sa.Column("name", sa.String(128), primary_key=True),
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), nullable=False),
    )
    op.create_table(
        "market_instrument",
        sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), primary_key=True),
        sa.Column("code", sa.String(16), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("board", sa.String(16), nullable=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "market_session",
        sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("later", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("market_session")
    op.drop_table("market_instrument")
    op.drop_table("market_latest")
    op.drop_table("market_snapshot")
