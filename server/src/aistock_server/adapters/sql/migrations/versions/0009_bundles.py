"""Bundles, and the assets of registered factors and strategies."""

import sqlalchemy as sa
from alembic import op

revision = "0009_bundles"
down_revision = "0008_archives"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asset_bundle",
        sa.Column("asset_bundle_id", sa.String(32), primary_key=True),
        sa.Column("task_run_id", sa.String(128), nullable=False),
        sa.Column("loop_id", sa.Integer, nullable=False),
        sa.Column("published_at_utc", sa.String(32), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("asset_bundle_by_run", "asset_bundle", ["task_run_id", "asset_bundle_id"])
    op.create_table(
        "factor_asset",
        sa.Column("name", sa.String(256), primary_key=True),
        sa.Column("source", sa.String(32), primary_key=True),
        sa.Column("asset_sha256", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["name", "source"], ["factor_registry.name", "factor_registry.source"]),
    )
    op.create_table(
        "strategy_asset",
        sa.Column("strategy_id", sa.String(32), sa.ForeignKey("strategy_registry.strategy_id"), primary_key=True),
        sa.Column("asset_sha256", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("strategy_asset")
    op.drop_table("factor_asset")
    op.drop_table("asset_bundle")
