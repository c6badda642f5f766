"""What lists of the library ask for: figures, windows, digests."""

revision = "0007_library_figures"
down_revision = "0006_feedback"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Filled with the tables of its room."""


def downgrade() -> None:
    """Filled with the tables of its room."""
