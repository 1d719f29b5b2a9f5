"""Why a card was sent back; and in its summary that, and the decisions whose scans are owed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, empty; each summary is worked out anew when the board is next read."""
    _add("card", "essentials", ("back_from", "back_reason", "back_by", "back_on"))
    _add("card_summary", "sample", ("scans_owed", "back_from", "back_reason"))
    op.execute("UPDATE card_summary SET made_on = ''")


def _add(table: str, last: str, names: tuple[str, ...]) -> None:
    """Add columns behind the last one that a fresh table has before them."""
    with op.batch_alter_table(table, recreate="always") as batch:
        for after, name in zip((last, *names), names, strict=False):
            kind, empty = (sa.Integer(), "0") if name == "scans_owed" else (sa.Text(), "")
            column = sa.Column(name, kind, nullable=False, server_default=empty)
            batch.add_column(column, insert_after=after)
    with op.batch_alter_table(table) as batch:
        for name in names:
            batch.alter_column(name, server_default=None)
