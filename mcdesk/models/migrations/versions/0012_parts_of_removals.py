"""Which parts of a form held what was removed from it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column: what was removed before was in no part."""
    with op.batch_alter_table("redaction", recreate="always") as batch:
        column = sa.Column("parts", sa.Text(), nullable=False, server_default="[]")
        batch.add_column(column, insert_after="lines")
    with op.batch_alter_table("redaction") as batch:
        batch.alter_column("parts", server_default=None)
