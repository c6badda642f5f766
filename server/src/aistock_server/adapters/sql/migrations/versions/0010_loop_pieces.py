"""Search for text in loops reads few of them: an index of pieces of text, built of the loops that stand there."""

import sqlalchemy as sa
from alembic import op

from aistock_server.adapters.sql.loop_words import add_blocks

revision = "0010_loop_pieces"
down_revision = "0009_bundles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loop_piece",
        sa.Column("block", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("bucket", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("loops", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    # The code that reads the index builds it: an index of any other make would be of no use to it.
    add_blocks(op.get_bind())


def downgrade() -> None:
    op.drop_table("loop_piece")
