"""What an event changed in a form, in few words: the field, what stood there, what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.redline import changed_words, shared
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
    if change.old and change.new and max(len(change.old), len(change.new)) > BRIEF:
        return _within(change.old, change.new)
    is_answer = _is_answer(change.path, definition)
    old, new = (_brief(value, is_answer=is_answer) for value in (change.old, change.new))
    return f"{old} → {new}" if change.old else new


def _within(old: str, new: str) -> str:
    """Return what changed within a long text, and the words just before it."""
    near, gone, came = changed_words(old, new)
    if not gone and not came:
        return _("only blanks and line breaks")
    if not gone:
        return _("added: “{words}”").format(words=_cut(came))
    if not came:
        return _("taken out: “{words}”").format(words=_cut(gone))
    same = shared(gone, came)
    if same > BRIEF // 2:  # an endless word
        gone, came, near = f"…{gone[same:]}", f"…{came[same:]}", ""
    lead = f"… {near} " if near else ""
    return f"{lead}“{_cut(gone)}” → “{_cut(came)}”"


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
    return _cut(" ".join(show_date(value).split())) or "–"


def _cut(words: str) -> str:
    return words if len(words) <= BRIEF else words[: BRIEF - 1] + "…"
