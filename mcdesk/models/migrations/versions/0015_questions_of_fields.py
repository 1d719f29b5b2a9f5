"""The views for whoever reads a workspace with plain sqlite3 name each field's own question."""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Change no table: the views are made anew after each migration (`explained.py`)."""
