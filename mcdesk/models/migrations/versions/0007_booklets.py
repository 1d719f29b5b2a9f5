"""The booklets of signing sessions, as they were printed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the table; booklets printed before are not in it."""
    texts = ("who", "day", "forms", "printed_by", "printed_at")
    op.create_table(
        "booklet",
        sa.Column("id", sa.String(length=64), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booklet")),
    )
    op.create_index(op.f("ix_booklet_who"), "booklet", ["who"])
