"""Tables of the feedback room."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

live_feedback = sa.Table(
    "live_feedback",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("feedback_id", sa.String(32), nullable=False, unique=True),
    sa.Column("strategy_instance_id", sa.String(128), nullable=False),
    sa.Column("experiment_id", sa.String(128)),
    sa.Column("document", sa.Text, nullable=False),
)
