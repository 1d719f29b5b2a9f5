"""To which earlier stage a return would have its card go back."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column: what was returned before named no stage."""
    with op.batch_alter_table("sign_off", recreate="always") as batch:
        column = sa.Column("to_stage", sa.Text(), nullable=False, server_default="")
        batch.add_column(column, insert_after="decided")
    with op.batch_alter_table("sign_off") as batch:
        batch.alter_column("to_stage", server_default=None)
