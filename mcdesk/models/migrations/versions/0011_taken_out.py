"""What a removal took out that waits for the hub."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table; nothing waits in it."""
    op.create_table(
        "taken_out",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("removal_id", sa.String(length=64), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("record_id", sa.String(length=64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_taken_out")),
    )
