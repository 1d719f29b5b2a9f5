"""How what collided was settled."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table; what was settled before left no trace but in the list itself."""
    op.create_table(
        "settlement",
        *(sa.Column(name, sa.String(length=64), nullable=False) for name in ("id", "event_id")),
        sa.Column("how", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.String(length=64), nullable=False)
            for name in ("person_id", "card_id", "form_id")
        ),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement")),
    )
    op.create_index(op.f("ix_settlement_event_id"), "settlement", ["event_id"])
