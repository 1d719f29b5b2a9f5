"""What the progress in a card's summary counts: components, or what the next gate needs."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the column; each summary is worked out anew when the board is next read."""
    with op.batch_alter_table("card_summary", recreate="always") as batch:
        column: sa.Column[bool] = sa.Column(
            "counts_components", sa.Boolean(), nullable=False, server_default=sa.false()
        )
        batch.add_column(column, insert_after="archived_on")
    with op.batch_alter_table("card_summary") as batch:
        batch.alter_column("counts_components", server_default=None)
    op.execute("UPDATE card_summary SET made_on = ''")
