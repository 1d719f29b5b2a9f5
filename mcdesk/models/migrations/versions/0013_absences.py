"""Who is away, and until when; what a decision beside the frozen text was."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the table and the column: nobody was said to be away, and no decision named its own."""
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
    with op.batch_alter_table("sign_off", recreate="always") as batch:
        column = sa.Column("decided", sa.Text(), nullable=False, server_default="")
        batch.add_column(column, insert_after="signature")
    with op.batch_alter_table("sign_off") as batch:
        batch.alter_column("decided", server_default=None)
