"""Lists of loops by several figures read one narrow index on SQLite instead of the table."""

from alembic import op

revision = "0011_loop_figures"
down_revision = "0010_loop_pieces"
branch_labels = None
depends_on = None

_FIGURES = ("annualized_return", "max_drawdown", "ic_mean", "rank_ic_mean", "multi_score")
_SHARED = ("has_result", "decision", "action", "status", "retired")


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.create_index("loop_listing_figures", "loop_listing", ["number", *_FIGURES, *_SHARED])


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        op.drop_index("loop_listing_figures", "loop_listing")
