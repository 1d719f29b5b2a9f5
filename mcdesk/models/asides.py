"""Which entries of the attention list are open: not settled, or settled and that was undone."""

from __future__ import annotations

from sqlalchemy import and_, literal, or_, select

from mcdesk.application.attention import LOST
from mcdesk.application.healing import BACK
from mcdesk.models import tables

_ASIDE, _SETTLEMENT = tables.attention.c, tables.TABLES["settlement"].c
_UNDONE = (
    select(_SETTLEMENT.id)
    .where(
        _SETTLEMENT.event_id == _ASIDE.event_id,
        _SETTLEMENT.person_id == _ASIDE.closed_by,
        _SETTLEMENT.deleted,
    )
    .exists()
)
_OTHERS = [literal(state) for state in ("open", LOST, BACK)]
OPEN = or_(_ASIDE.state == "open", and_(_ASIDE.state.not_in(_OTHERS), _UNDONE))
