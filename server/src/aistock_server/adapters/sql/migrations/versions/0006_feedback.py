"""Live feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0006_feedback"
down_revision = "0005_execution"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "live_feedback",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("feedback_id", sa.String(32), nullable=False, unique=True),
        sa.Column("strategy_instance_id", sa.String(128), nullable=False),
        sa.Column("experiment_id", sa.String(128)),
        sa.Column("document", sa.Text, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("live_feedback")
