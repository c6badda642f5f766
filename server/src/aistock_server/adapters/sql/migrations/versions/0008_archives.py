"""Archive records, permits and the policy."""

revision = "0008_archives"
down_revision = "0007_library_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of its room."""


def downgrade() -> None:
    """Filled with the tables of its room."""
