"""Events of the history as lines of a list: what, who, when, and what changed, marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.sheet_names import form_words
from mcdesk.i18n import _, plural
from mcdesk.procedure.calendar import day_of
from mcdesk.ui.credential.entries import Entry, Line
from mcdesk.ui.credential.marks import SHORT
from mcdesk.ui.credential.wording import card_state, clock, joined, weekday
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.application.views import Change, HistoryLine

SHOWN = 3
ICONS = {
    "CardMoved": "arrow-right", "ExceptionGranted": "scale", "FormSigned": "signature",
    "FormFrozen": "file-check", "SignOffWithdrawn": "corner-up-left", "FileAttached": "paperclip",
    "CardHeld": "circle-pause", "CardResumed": "play", "CardHalted": "octagon-pause",
    "CardCancelled": "ban", "CardReopened": "rotate-ccw", "CardCompleted": "circle-check",
    "CardCreated": "circle-plus", "CardTakenOver": "archive-restore", "EventUndone": "undo-2",
    "TeamJoined": "users", "TeamLeft": "users", "DutiesHandedOver": "users",
    "DebtPaid": "hand-coins", "CommentWritten": "message-square",
}  # fmt: skip


def history_entries(lines: Sequence[HistoryLine], older: int = 0) -> Iterator[Entry]:
    """Yield the events below their days, and at the end how many older ones there are."""
    day = ""
    for line in lines:
        if day_of(line.at) != day:
            day = day_of(line.at)
            yield Entry(f"day:{line.event_id}", weekday(day), is_heading=True)
        yield _entry(line)
    if older:
        words = plural("{n} older change", "{n} older changes", older)
        yield Entry("older", words, is_heading=True, is_pale=True)


def _entry(line: HistoryLine) -> Entry:
    told = [change for change in line.changes if change.old or change.new]
    told.sort(key=_is_inside)
    more = len(told) - SHOWN
    rest = plural("and {n} more change", "and {n} more changes", more) if more > 0 else ""
    return Entry(
        key=line.event_id,
        title=line.what.text(),
        detail=joined(line.who, line.note, rest),
        icon=ICONS.get(line.kind, "pencil"),
        state=form_words(line.form).text(),
        meta=clock(line.at),
        lines=tuple(_line(change) for change in told[:SHOWN]),
        value=line,
    )


def _is_inside(change: Change) -> bool:
    """Tell whether a change is inside a form; those of the card itself come first."""
    return bool(change.path)


def _line(change: Change) -> Line:
    return Line(change.label.text(), told(change, change.old), told(change, change.new))


def told(change: Change, value: str) -> str:
    """Return a changed value as people read it: days as days, a card's status by its name."""
    if change.label.en == "Status" and not change.path:
        return card_state(value)
    return show_date(value)


def is_long(line: HistoryLine) -> bool:
    """Tell whether an event says more than its line in the list can show."""
    return (
        len(line.changes) > SHOWN
        or len(line.note) > SHORT
        or any(len(change.old) + len(change.new) > SHORT for change in line.changes)
    )


def said_by(line: HistoryLine) -> str:
    """Return all the words of an event, folded, to find it by."""
    said = [line.what.text(), line.who, line.form, form_words(line.form).text(), line.note]
    for change in line.changes:
        said += [change.label.text(), change.old, change.new]
    return "\n".join(said).casefold()


def empty_words(*, filtered: bool) -> str:
    """Return what an empty history says."""
    return _("Nothing in the history fits.") if filtered else _("No history yet.")
