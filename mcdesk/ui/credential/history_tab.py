"""The history of the card: who did what when, old and new, by person and by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget
from typing_extensions import override

from mcdesk.application.views import Change, HistoryLine
from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import UndoEvent
from mcdesk.ui import theme
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.tab import ListTab
from mcdesk.ui.credential.wording import clock, day_of, joined, weekday
from mcdesk.ui.forms.inputs import ChoiceBox
from mcdesk.ui.forms.redline import Piece, compare_words
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState

SHOWN = 3
SHORT = 60
MOST = 4000
ICONS = {
    "CardMoved": "arrow-right", "ExceptionGranted": "scale", "FormSigned": "signature",
    "FormFrozen": "file-check", "SignOffWithdrawn": "corner-up-left", "FileAttached": "paperclip",
    "CardHeld": "circle-pause", "CardResumed": "play", "CardHalted": "octagon-pause",
    "CardCancelled": "ban", "CardReopened": "rotate-ccw", "CardCompleted": "circle-check",
    "CardCreated": "circle-plus", "CardTakenOver": "archive-restore", "EventUndone": "undo-2",
    "TeamJoined": "users", "TeamLeft": "users", "DutiesHandedOver": "users",
    "DebtPaid": "hand-coins", "CommentWritten": "message-square",
}  # fmt: skip


def history_entries(lines: Sequence[HistoryLine]) -> Iterator[Entry]:
    """Yield the events below their days, the newest first."""
    day = ""
    for line in lines:
        if day_of(line.at) != day:
            day = day_of(line.at)
            yield Entry(f"day:{day}", weekday(day), is_heading=True)
        yield _entry(line)


def _entry(line: HistoryLine) -> Entry:
    told = [change for change in line.changes if change.old or change.new]
    more = len(told) - SHOWN
    rest = plural("and {n} more change", "and {n} more changes", more) if more > 0 else ""
    return Entry(
        key=line.event_id,
        title=line.what.text(),
        detail=joined(line.who, line.note, rest),
        icon=ICONS.get(line.kind, "pencil"),
        state=line.form,
        meta=clock(line.at),
        lines=tuple((change.label.text(), _pieces(change)) for change in told[:SHOWN]),
        value=line,
    )


def _pieces(change: Change) -> tuple[Piece, ...]:
    """Return old and new word by word; short ones whole, as "old new"."""
    old, new = show_date(change.old), show_date(change.new)
    if len(old) + len(new) >= SHORT:
        return compare_words(old[:MOST], new[:MOST])
    between = "  " if old and new else ""
    pieces = (Piece("gone", old), Piece("same", between), Piece("added", new))
    return tuple(piece for piece in pieces if piece.text)


def matches(line: HistoryLine, person: str, words: Sequence[str]) -> bool:
    """Tell whether an event is by a person and holds all the words."""
    if person and line.who != person:
        return False
    if not words:
        return True
    said = [line.what.text(), line.who, line.form, line.note]
    for change in line.changes:
        said += [change.label.text(), change.old, change.new]
    text = "\n".join(said).casefold()
    return all(word in text for word in words)


class HistoryTab(ListTab):
    """Lists the events; shows one whole below, and undoes it where that can be done."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("History"), errands, parent)
        self.person = ChoiceBox()
        self.person.activated.connect(self._filter)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._filter)
        self.words.setMinimumWidth(200)
        self.bar.addWidget(self.words, 2)
        self.bar.addWidget(self.person, 1)
        self.add_buttons((), ("undo",))
        self.detail = Detail()
        self.column.addWidget(self.detail)
        self.list.chosen.connect(self._show_detail)
        theme.theme_changed.connect(self._show_detail)

    @override
    def declared(self) -> Sequence[Deed]:
        undo = N_("Undo this change")
        return (Deed("undo", undo, self._undo, self._why_not_undo, "undo-2"),)

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self.list.setAccessibleName(_("History"))
        self.words.setPlaceholderText(_("Find in the history"))
        self.words.setAccessibleName(_("Find in the history"))
        self.person.setAccessibleName(_("Person"))
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem(_("Everybody"), "")
        for who in dict.fromkeys(line.who for line in state.page.history):
            if who:
                self.person.addItem(who, who)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self._filter()

    def _filter(self) -> None:
        """Show the events that pass both filters."""
        if self.state is None:
            return
        person, words = self.person.currentData() or "", self.words.text().casefold().split()
        found = [line for line in self.state.page.history if matches(line, person, words)]
        nothing = _("Nothing in the history fits.") if words or person else _("No history yet.")
        self.list.show_entries(list(history_entries(found)), nothing)
        self._show_detail()

    def _line(self) -> HistoryLine | None:
        value = self.list.value()
        return value if isinstance(value, HistoryLine) else None

    def _show_detail(self) -> None:
        line = self._line()
        self.detail.setVisible(line is not None and _is_long(line))
        if line is not None and _is_long(line):
            self.detail.show_line(line)

    def _why_not_undo(self) -> str:
        line = self._line()
        if line is None:
            return _("Choose a change.")
        if not line.undoable:
            return _("This cannot be undone; a signature is withdrawn in its form instead.")
        return self.writing(right="")

    def _undo(self) -> None:
        line = self._line()
        if line is not None:
            said = _("Undone: {what}").format(what=line.what.text())
            self.errands.carry_out(UndoEvent(of=line.event_id), said=said)


def _is_long(line: HistoryLine) -> bool:
    """Tell whether an event says more than its line in the list can show."""
    changes = line.changes
    return (
        len(changes) > SHOWN
        or len(line.note) > SHORT
        or any(len(change.old) + len(change.new) > SHORT for change in changes)
    )


class Detail(QTextEdit):
    """One event in full: gone words struck out, new ones underlined. Plain text, never markup."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setFixedHeight(150)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(10)

    def show_line(self, line: HistoryLine) -> None:
        """Show an event."""
        look = theme.current()
        self.setAccessibleName(_("The chosen change"))
        self.clear()
        cursor = QTextCursor(self.document())
        bold, quiet = _format(look.ink.name(), bold=True), _format(look.muted.name())
        cursor.insertText(line.what.text(), bold)
        if line.note:
            cursor.insertText(f"\n{line.note}", _format(look.ink.name()))
        for change in line.changes:
            cursor.insertText(f"\n{change.label.text()}:  ", quiet)
            for piece in compare_words(show_date(change.old), show_date(change.new)):
                cursor.insertText(piece.text, _piece_format(piece))
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _format(colour: str, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font("body", bold=bold))
    made.setForeground(QColor(colour))
    return made


def _piece_format(piece: Piece) -> QTextCharFormat:
    look = theme.current()
    colours = {"gone": look.bad, "added": look.good}
    made = _format(colours.get(piece.kind, look.ink).name())
    made.setFontStrikeOut(piece.kind == "gone")
    made.setFontUnderline(piece.kind == "added")
    return made
