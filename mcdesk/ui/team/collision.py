"""One collision in full: what a place said, what I or its author made it, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from mcdesk.application.asked import TAKEN_OUT
from mcdesk.application.redline import compare_names, compare_words
from mcdesk.i18n import _
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
            self._begin(cursor)
            cursor.insertText(f"{words} ", _format(look.muted))
            cursor.insertText(line.note, _format(look.ink))
        for said in line.now:
            self._begin(cursor)
            cursor.insertText(said.text(), _format(look.ink))
        for reason in line.reasons:
            self._begin(cursor)
            when = f"{language.short_moment(line.noted_at)}: " if line.noted_at else ""
            cursor.insertText(when, _format(look.muted))
            cursor.insertText(reason.text(), _format(look.ink))
        for place in line.places:
            self._begin(cursor, theme.WIDE)
            label = place.label.text()
            if len(line.places) > 1 or not line.what.text().endswith(label):
                cursor.insertText(label, _format(look.ink, bold=True))
                self._begin(cursor)
            self._tell_place(cursor, line, place)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    @staticmethod
    def _begin(cursor: QTextCursor, above: int = theme.TIGHT, beside: int = 0) -> None:
        """Begin a paragraph; what stands `beside` a name hangs behind it, also where it wraps."""
        made = QTextBlockFormat()
        made.setTopMargin(above)
        cursor.insertBlock(_hanging(made, beside))

    def _tell_place(self, cursor: QTextCursor, line: AttentionLine, place: Collided) -> None:
        """Tell what a place said, what I made it, and what it says; of a frozen text both."""
        compare = compare_names if place.is_name else compare_words
        whose = _("Mine") if line.is_mine else line.who
        before = _("As frozen") if line.digest else _("Before")
        named = [(before, compare_words(place.base, place.base))]
        if not line.digest:
            named.append((whose, compare(place.base, place.mine)))
        is_out = line.is_row_out and not place.theirs
        named.append((_("Now"), () if is_out else compare(place.base, place.theirs)))
        font = QFontMetrics(theme.font("body"))
        wide = max(font.horizontalAdvance(f"{name}:") for name, _pieces in named) + theme.WIDE
        for number, (name, pieces) in enumerate(named):
            if number:
                self._begin(cursor, theme.TIGHT, wide)
            else:
                cursor.setBlockFormat(_hanging(cursor.blockFormat(), wide))
            nothing = _(TAKEN_OUT) if is_out and number == len(named) - 1 else _("(empty)")
            self._tell(cursor, name, pieces, nothing)
        if place.who is not None:
            cursor.insertText(f"  ({place.who.text()})", _format(theme.current().muted))

    @staticmethod
    def _tell(cursor: QTextCursor, name: str, pieces: tuple[Piece, ...], nothing: str) -> None:
        look = theme.current()
        cursor.insertText(f"{name}:\t", _format(look.muted))
        if not pieces:
            cursor.insertText(nothing, _format(look.faint))
        last = ""
        for piece in pieces:
            if last and not last[-1:].isspace() and not piece.text[:1].isspace():
                cursor.insertText(" ", _format(look.ink))  # what is new stands apart from what went
            made = _format({"gone": look.bad, "added": look.good}.get(piece.kind, look.ink))
            made.setFontStrikeOut(piece.kind == "gone")
            made.setFontUnderline(piece.kind == "added")
            cursor.insertText(piece.text, made)
            last = piece.text if piece.kind == "gone" else ""


def _hanging(made: QTextBlockFormat, beside: int) -> QTextBlockFormat:
    """Let what follows a name and a tab stand at one place, in every line of a paragraph."""
    if beside:
        made.setLeftMargin(beside)
        made.setTextIndent(-beside)
        made.setTabPositions([QTextOption.Tab(beside, QTextOption.TabType.LeftTab)])
    return made


def _format(colour: QColor, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font("body", bold=bold))
    made.setForeground(colour)
    return made
