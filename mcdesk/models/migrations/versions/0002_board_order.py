"""The board's summaries in the order of their columns, so that the first cards are found at once."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let the index of summaries follow the order within a stage."""
    op.drop_index("ix_card_summary_stage", table_name="card_summary")
    order = ["stage", "rank", "stage_since", "code"]
    op.create_index("ix_card_summary_order", "card_summary", order)
