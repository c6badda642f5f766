"""Bundles, and the assets of registered factors and strategies."""

revision = "0009_bundles"
down_revision = "0008_archives"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of its room."""


def downgrade() -> None:
    """Filled with the tables of its room."""
