"""Closed periods of the register, and the cards that are archived off the board."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
GUARDS = (
    "CREATE TRIGGER closed_period_keeps_delete BEFORE DELETE ON closed_period BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END",
    "CREATE TRIGGER closed_period_keeps_update BEFORE UPDATE ON closed_period WHEN NEW.content <> OLD.content OR NEW.digest <> OLD.digest BEGIN SELECT RAISE(ABORT, 'closed_period is append-only'); END",
)


def upgrade() -> None:
    """Add the table and the columns; no period is closed and no card archived yet."""
    texts = (
        "year", "semester", "next_year", "next_semester", "number", "content", "digest", "ended",
        "closed_at", "closed_on", "closed_by", "reopened_on", "reopened_by", "reopened_reason",
    )  # fmt: skip
    op.create_table(
        "closed_period",
        sa.Column("id", sa.String(length=64), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts[:4]),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts[4:]),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_period")),
    )
    op.create_index(op.f("ix_closed_period_year_semester"), "closed_period", ["year", "semester"])
    for table, after in (("card", "back_on"), ("card_summary", "back_reason")):
        with op.batch_alter_table(table, recreate="always") as batch:
            column = sa.Column("archived_on", sa.Text(), nullable=False, server_default="")
            batch.add_column(column, insert_after=after)
        with op.batch_alter_table(table) as batch:
            batch.alter_column("archived_on", server_default=None)
    shown = ["archived_on", "rank", "code"]
    op.create_index("ix_card_summary_archived", "card_summary", shown)
    if op.get_bind().dialect.name == "sqlite":
        for guard in GUARDS:
            op.execute(guard)
