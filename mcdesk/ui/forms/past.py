"""What an event changed in a form, in few words: the field, what stood there, what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, plural
from mcdesk.procedure.definition import FieldType
from mcdesk.ui.forms.values import ANSWERS, show_date

if TYPE_CHECKING:
    from mcdesk.application.views import Change, HistoryLine
    from mcdesk.procedure.definition import FormDefinition

CHANGES, BRIEF = 3, 48


def changes_of(line: HistoryLine, definition: FormDefinition) -> list[str]:
    """Return the first changes of an event in words, and how many more there were."""
    about = line.kind.startswith("Form")
    found = [c for c in line.changes if (about or c.path) and (c.old or c.new)]
    told = [f"{c.label.text()}: {_step(c, definition)}" for c in found[:CHANGES]]
    more = len(found) - CHANGES
    if more > 0:
        told.append(plural("and {n} more change", "and {n} more changes", more))
    return told


def _step(change: Change, definition: FormDefinition) -> str:
    """Return what stood there and what came; alone where nothing had stood there."""
    is_answer = _is_answer(change.path, definition)
    old, new = (_brief(value, is_answer=is_answer) for value in (change.old, change.new))
    return f"{old} → {new}" if change.old else new


def _is_answer(path: str, definition: FormDefinition) -> bool:
    """Tell whether a place is answered by yes, no or n/a."""
    try:
        entry = definition.field_of(path)
    except KeyError:
        return False
    plain = "/" not in path and not path.endswith(".note")
    return plain and entry.type in (FieldType.CHECKLIST, FieldType.YESNO)


def _brief(value: str, *, is_answer: bool) -> str:
    if is_answer:
        return next((_(words) for key, words in ANSWERS if key == value), value) or "–"
    words = " ".join(show_date(value).split())
    return (words if len(words) <= BRIEF else words[: BRIEF - 1] + "…") or "–"
