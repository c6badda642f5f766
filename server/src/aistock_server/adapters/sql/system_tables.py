"""Tables that serve every room: answered requests and long jobs."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

request_log = sa.Table(
    "request_log",
    metadata,
    sa.Column("method", sa.String(160), primary_key=True),
    sa.Column("request_id", sa.String(160), primary_key=True),
    sa.Column("body_sha256", sa.String(64), nullable=False),
    sa.Column("answer", sa.LargeBinary, nullable=False),
)

operation = sa.Table(
    "operation",
    metadata,
    sa.Column("operation_id", sa.String(32), primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)

operation_event = sa.Table(
    "operation_event",
    metadata,
    sa.Column("operation_id", sa.String(32), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
)
