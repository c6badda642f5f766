"""Tables of bundles, and of the files registered with factors and strategies.

The files have tables of their own: an import replaces every column of a row, and must not lose them.
"""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

asset_bundle = sa.Table(
    "asset_bundle",
    metadata,
    sa.Column("asset_bundle_id", sa.String(32), primary_key=True),
    sa.Column("task_run_id", sa.String(128), nullable=False),
    sa.Column("loop_id", sa.Integer, nullable=False),
    sa.Column("published_at_utc", sa.String(32), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("asset_bundle_by_run", "task_run_id", "asset_bundle_id"),
)

factor_asset = sa.Table(
    "factor_asset",
    metadata,
    sa.Column("name", sa.String(256), primary_key=True),
    sa.Column("source", sa.String(32), primary_key=True),
    sa.Column("asset_sha256", sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(["name", "source"], ["factor_registry.name", "factor_registry.source"]),
)

strategy_asset = sa.Table(
    "strategy_asset",
    metadata,
    sa.Column("strategy_id", sa.String(32), sa.ForeignKey("strategy_registry.strategy_id"), primary_key=True),
    sa.Column("asset_sha256", sa.String(64), nullable=False),
)
