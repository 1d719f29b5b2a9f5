"""Who reserved a block of numbers, and of which entry in the directory another is a second one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns, empty: a series has one count, and nobody is known twice."""
    new = (("number_block", "used", "holder"), ("person", "login", "same_as"),
           ("faculty", "name_id", "same_as"), ("programme", "faculty_id", "same_as"))  # fmt: skip
    for table, after, name in new:
        with op.batch_alter_table(table, recreate="always") as batch:
            column = sa.Column(name, sa.Text(), nullable=False, server_default="")
            batch.add_column(column, insert_after=after)
        with op.batch_alter_table(table) as batch:
            batch.alter_column(name, server_default=None)
