"""Who is away, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the table; nobody was said to be away before."""
    op.create_table(
        "absence",
        *(sa.Column(name, sa.String(length=64), nullable=False) for name in ("id", "person_id")),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("since", "until", "note", "set_by")
        ),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_person_id"), "absence", ["person_id"])
