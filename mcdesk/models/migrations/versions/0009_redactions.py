"""What was removed for ever, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table; nothing was removed before."""
    names = ("subject_table", "subject_id", "name", "form_id", "card_id", "path", "digest",
             "reason", "words", "removed_on", "removed_by", "lines")  # fmt: skip
    op.create_table(
        "redaction",
        sa.Column("id", sa.String(length=64), nullable=False),
        *(
            sa.Column(
                name, sa.String(length=64) if name.endswith("_id") else sa.Text(), nullable=False
            )
            for name in names
        ),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
    )
    op.create_index(op.f("ix_redaction_subject_id"), "redaction", ["subject_id"])
