"""Where a form may be written now: what is drawn open, and where a text kept may be put back. Pure.

One rule for both. What lives is asked as the command asks it (`procedure/living.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.content import top_of
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.form_state import FROZEN
from mcdesk.procedure.living import is_living

if TYPE_CHECKING:
    from mcdesk.application.views import FormView

LIVING = (*FROZEN, "draft", "empty")
"""How a form stands in which what lives, and what was left open, can still be written."""


def may_write(view: FormView, field_id: str, column: str = "", row: str = "") -> bool:
    """Tell whether a field, column or row's cell may be written: of a draft, else the living.

    In a frozen form so may what it left to be supplied later (0002). Nothing may by whoever has no
    right to fill the form. Where modules are signed one by one, those that stand frozen are closed.
    """
    entry = view.definition.fields[field_id]
    if entry.is_made or view.no_write is not None:
        return False
    if column and entry.column(column).type is FieldType.COMPUTED:
        return False
    top, is_alive = top_of(field_id), view.status in LIVING
    stays = is_living(view.definition, field_id, column) or (is_alive and top in view.open_paths)
    if view.is_closed:
        return stays and is_alive
    return stays or not view.closed & {field_id, top, row}


def stays_open(view: FormView) -> bool:
    """Tell whether anything of a form can be written as it stands now."""
    return any(
        may_write(view, path) or any(may_write(view, path, each.id) for each in entry.columns)
        for path, entry in view.definition.fields.items()
    )


def has_place(view: FormView, path: str) -> bool:
    """Tell whether a form has a place for one value at a path, and one that may be written."""
    head, _slash, cell = path.partition("/")
    row, _slash, column = cell.rpartition("/")
    known = view.definition.fields
    field_id = head if head in known else top_of(head)
    try:
        is_open = may_write(view, field_id, column, row)
    except KeyError:
        return False
    return is_open and (known[field_id].type is not FieldType.TABLE or bool(column))
