"""Tables of the market room: snapshots, what names stand for, instruments, sessions."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

market_snapshot = sa.Table(
    "market_snapshot",
    metadata,
    sa.Column("snapshot_id", sa.String(64), primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("manifest", sa.Text, nullable=False),
    sa.Index("market_snapshot_by_name", "name", "kind", "ordinal"),
)

market_latest = sa.Table(
    "market_latest",
    metadata,
    sa.Column("name", sa.String(128), primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), nullable=False),
)

market_instrument = sa.Table(
    "market_instrument",
    metadata,
    sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), primary_key=True),
    sa.Column("code", sa.String(16), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("board", sa.String(16), nullable=True),
    sa.Column("document", sa.Text, nullable=False),
)

market_session = sa.Table(
    "market_session",
    metadata,
    sa.Column("snapshot_id", sa.String(64), sa.ForeignKey("market_snapshot.snapshot_id"), primary_key=True),
    sa.Column("day", sa.String(10), primary_key=True),
    sa.Column("later", sa.Boolean, nullable=False),
)
