"""One collision in full: what a place said, what I or its author made it, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from mcdesk.application.asked import TAKEN_OUT
from mcdesk.application.redline import compare_names, compare_words
from mcdesk.i18n import _
from mcdesk.procedure.calendar import moment_of
from mcdesk.ui import language, theme

if TYPE_CHECKING:
    from mcdesk.application.redline import Piece
    from mcdesk.application.views import AttentionLine, Collided


class CollisionView(QTextEdit):
    """Shows how it stands, why, and each place, mine and now as changes to before.

    Why something was refused is of that day, which stands before it. Plain text only.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: AttentionLine | None = None
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(12)
        theme.theme_changed.connect(self._write)

    def show_line(self, line: AttentionLine | None) -> None:
        """Show a line of the list, or nothing."""
        if line != self._line or line is None:
            self._line = line
            self._write()

    def _write(self) -> None:
        self.clear()
        line = self._line
        self.setAccessibleName(_("What collided"))
        if line is None:
            return
        look = theme.current()
        cursor = QTextCursor(self.document())
        cursor.insertText(line.what.text(), _format(look.ink, bold=True))
        if line.note:
            words = _("Reason given:")
            cursor.insertText(f"\n{words} ", _format(look.muted))
            cursor.insertText(line.note, _format(look.ink))
        for said in line.now:
            cursor.insertText(f"\n{said.text()}", _format(look.ink))
        for reason in line.reasons:
            when = f"{_moment(line.noted_at)}: " if line.noted_at else ""
            cursor.insertText(f"\n{when}", _format(look.muted))
            cursor.insertText(reason.text(), _format(look.ink))
        for place in line.places:
            cursor.insertText(f"\n\n{place.label.text()}", _format(look.ink, bold=True))
            self._tell_place(cursor, line, place)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _tell_place(self, cursor: QTextCursor, line: AttentionLine, place: Collided) -> None:
        """Tell what a place said, what I made it, and what it says; of a frozen text both."""
        compare = compare_names if place.is_name else compare_words
        if line.digest:
            self._tell(cursor, _("As frozen"), compare_words(place.base, place.base))
        else:
            self._tell(cursor, _("Before"), compare_words(place.base, place.base))
            whose = _("Mine") if line.is_mine else line.who
            self._tell(cursor, whose, compare(place.base, place.mine))
        if line.is_row_out and not place.theirs:
            self._tell(cursor, _("Now"), (), _(TAKEN_OUT))
        else:
            self._tell(cursor, _("Now"), compare(place.base, place.theirs))
        if place.who is not None:
            cursor.insertText(f"  ({place.who.text()})", _format(theme.current().muted))

    @staticmethod
    def _tell(cursor: QTextCursor, name: str, pieces: tuple[Piece, ...], nothing: str = "") -> None:
        look = theme.current()
        cursor.insertText(f"\n{name}:  ", _format(look.muted))
        if not pieces:
            cursor.insertText(nothing or _("(empty)"), _format(look.faint))
        for piece in pieces:
            made = _format({"gone": look.bad, "added": look.good}.get(piece.kind, look.ink))
            made.setFontStrikeOut(piece.kind == "gone")
            made.setFontUnderline(piece.kind == "added")
            cursor.insertText(piece.text, made)


def _moment(at: str) -> str:
    moment = moment_of(at)
    return f"{language.short_day(moment.date().isoformat())}, {moment:%H:%M}"


def _format(colour: QColor, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font("body", bold=bold))
    made.setForeground(colour)
    return made
