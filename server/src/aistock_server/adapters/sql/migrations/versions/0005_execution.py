"""Journals of accounts, the views of them, plans, policies and strategy instances."""

import sqlalchemy as sa
from alembic import op

revision = "0005_execution"
down_revision = "0004_experiments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "execution_event",
        sa.Column("account_id", sa.String(128), primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True),
        sa.Column("trading_date", sa.String(10), nullable=False),
        sa.Column("at_utc", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("instrument", sa.String(9)),
        sa.Column("entry", sa.Text, nullable=False),
        sa.Column("previous_hash", sa.String(64)),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("execution_event_by_kind", "execution_event", ["account_id", "kind", "seq"])
    op.create_table(
        "execution_book",
        sa.Column("account_id", sa.String(128), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "execution_order",
        sa.Column("account_id", sa.String(128), primary_key=True),
        sa.Column("client_order_id", sa.String(36), primary_key=True),
        sa.Column("submitted_seq", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("instrument", sa.String(9), nullable=False),
        sa.Column("plan_id", sa.String(32)),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("execution_order_in_turn", "execution_order", ["account_id", "submitted_seq"])
    op.create_index("execution_order_by_plan", "execution_order", ["account_id", "plan_id", "submitted_seq"])
    op.create_table(
        "execution_plan",
        sa.Column("plan_id", sa.String(32), primary_key=True),
        sa.Column("account_id", sa.String(128), nullable=False),
        sa.Column("signal_date", sa.String(10), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.UniqueConstraint("account_id", "signal_date", name="execution_plan_once_a_date"),
    )
    op.create_table(
        "execution_policy",
        sa.Column("account_id", sa.String(128), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "strategy_instance",
        sa.Column("instance_id", sa.String(128), primary_key=True),
        sa.Column("account_id", sa.String(128), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in (
        "strategy_instance",
        "execution_policy",
        "execution_plan",
        "execution_order",
        "execution_book",
        "execution_event",
    ):
        op.drop_table(table)
    op.drop_table("execution_event")
