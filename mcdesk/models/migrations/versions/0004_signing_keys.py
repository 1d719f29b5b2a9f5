"""The public keys of people, and the signatures of their keys over decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table and the columns; decisions made before stay without a signature."""
    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_index(op.f("ix_signing_key_person_id"), "signing_key", ["person_id"])
    kinds = {"key_id": sa.String(length=64), "signature": sa.Text()}
    with op.batch_alter_table("sign_off", recreate="always") as batch:
        for after, name in (("withdrawn_reason", "key_id"), ("key_id", "signature")):
            column = sa.Column(name, kinds[name], nullable=False, server_default="")
            batch.add_column(column, insert_after=after)
    with op.batch_alter_table("sign_off") as batch:
        for name in kinds:
            batch.alter_column(name, server_default=None)
