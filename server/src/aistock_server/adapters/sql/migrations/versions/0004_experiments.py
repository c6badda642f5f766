"""The queue of experiments and stored configurations."""

import sqlalchemy as sa
from alembic import op

revision = "0004_experiments"
down_revision = "0003_library"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "experiment",
        sa.Column("experiment_id", sa.String(128), primary_key=True),
        sa.Column("ordinal", sa.Integer, nullable=False, unique=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("fencing_token", sa.Integer, nullable=False),
        sa.Column("lease_expires_at_utc", sa.String(32)),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("experiment_by_urgency", "experiment", ["state", "priority", "ordinal"])
    op.create_table(
        "experiment_event",
        sa.Column("experiment_id", sa.String(128), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_table(
        "stored_config",
        sa.Column("config_hash", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.String(128), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.UniqueConstraint("kind", "name", "revision", name="stored_config_history"),
    )


def downgrade() -> None:
    op.drop_table("stored_config")
    op.drop_table("experiment_event")
    op.drop_table("experiment")
