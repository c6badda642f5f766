"""Tables of the execution room."""

import sqlalchemy as sa

from aistock_server.adapters.sql.metadata import metadata

execution_event = sa.Table(
    "execution_event",
    metadata,
    sa.Column("account_id", sa.String(128), primary_key=True),
    sa.Column("seq", sa.BigInteger, primary_key=True),
    sa.Column("trading_date", sa.String(10), nullable=False),
    sa.Column("at_utc", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("instrument", sa.String(9)),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("previous_hash", sa.String(64)),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("execution_event_by_kind", "account_id", "kind", "seq"),
)

execution_book = sa.Table(
    "execution_book",
    metadata,
    sa.Column("account_id", sa.String(128), primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
)

execution_order = sa.Table(
    "execution_order",
    metadata,
    sa.Column("account_id", sa.String(128), primary_key=True),
    sa.Column("client_order_id", sa.String(36), primary_key=True),
    sa.Column("submitted_seq", sa.BigInteger, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("instrument", sa.String(9), nullable=False),
    sa.Column("plan_id", sa.String(32)),
    sa.Column("document", sa.Text, nullable=False),
    sa.Index("execution_order_in_turn", "account_id", "submitted_seq"),
    sa.Index("execution_order_by_plan", "account_id", "plan_id", "submitted_seq"),
)

execution_plan = sa.Table(
    "execution_plan",
    metadata,
    sa.Column("plan_id", sa.String(32), primary_key=True),
    sa.Column("account_id", sa.String(128), nullable=False),
    sa.Column("signal_date", sa.String(10), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.UniqueConstraint("account_id", "signal_date", name="execution_plan_once_a_date"),
)

execution_policy = sa.Table(
    "execution_policy",
    metadata,
    sa.Column("account_id", sa.String(128), primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
)

strategy_instance = sa.Table(
    "strategy_instance",
    metadata,
    sa.Column("instance_id", sa.String(128), primary_key=True),
    sa.Column("account_id", sa.String(128), nullable=False),
    sa.Column("document", sa.Text, nullable=False),
)
