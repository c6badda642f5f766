"""Tables of the experiments room."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

experiment = sa.Table(
    "experiment",
    metadata,
    sa.Column("experiment_id", sa.String(128), primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("fencing_token", sa.Integer, nullable=False),
    sa.Column("lease_expires_at_utc", sa.String(32)),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("experiment_by_urgency", "state", "priority", "ordinal"),
)

experiment_event = sa.Table(
    "experiment_event",
    metadata,
    sa.Column("experiment_id", sa.String(128), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
)

stored_config = sa.Table(
    "stored_config",
    metadata,
    sa.Column("config_hash", sa.String(64), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("name", sa.String(128), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.UniqueConstraint("kind", "name", "revision", name="stored_config_history"),
)
