"""What a filled form proposes, in words that a person reads. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.days import show_date
from mcdesk.application.outside import text_of
from mcdesk.i18n import _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.content import as_date
from mcdesk.procedure.definition import FieldType

if TYPE_CHECKING:
    from mcdesk.application.names import ViewNames
    from mcdesk.application.proposal import Proposed
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import Column, Field


def texts_of(one: Proposed, names: ViewNames) -> tuple[str, str]:
    """Return mine and theirs as plain text in the language in use; a row by its cells."""
    if one.act == "add":
        cells = "\n".join(f"{column.label.text()}: {_said(column, value, names)}"
                          for column, value in one.cells)  # fmt: skip
        return "", cells
    return _said(one.entry, one.mine, names), _said(one.entry, one.theirs, names)


def _said(entry: Field | Column, value: Json, names: ViewNames) -> str:
    """Return a value as a person reads it: days and answers as they are said here."""
    if entry.type is FieldType.DATE and as_date(value) is not None:
        return show_date(value)
    called = {choice.id: choice.label.text() for choice in entry.choices}
    if entry.type in (FieldType.YESNO, FieldType.TICK):
        called |= {"yes": _("Yes"), "no": _("No"), "na": _("Not applicable"), "True": _("Yes")}
    values = value if isinstance(value, list) else [value]
    if called and not is_empty(value):
        return ", ".join(called.get(str(each), str(each)) for each in values)
    return text_of(entry, value, names)
