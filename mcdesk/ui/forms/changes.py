"""What changed since a version was frozen, as a page: gone words red and struck, new ones green."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import theme
from mcdesk.ui.forms.parts import other_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.forms.redline import Difference, Piece


class ChangesPage(QTextBrowser):
    """The differences of two contents, field by field.

    Signals:
        go_requested: the path of a change.
    """

    go_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setAccessibleName(_("What changed"))
        self.document().setDocumentMargin(28)
        self.anchorClicked.connect(self._on_anchor)
        self._shown: tuple[tuple[Difference, ...], int] = ((), 0)
        theme.theme_changed.connect(self._draw)

    def show_differences(self, found: Sequence[Difference], version: int) -> None:
        """Show differences to a version."""
        self._shown = (tuple(found), version)
        self._draw()

    def _draw(self) -> None:
        found, version = self._shown
        self.clear()
        cursor = QTextCursor(self.document())
        title = _("Changed since version {n}").format(n=version)
        cursor.insertText(title, self._format("title", bold=True))
        count = plural("{n} change", "{n} changes", len(found))
        cursor.insertBlock(_spaced(2))
        words = count if found else _("The content is the same as in that version.")
        cursor.insertText(words, self._format("small", colour="muted"))
        before = ""
        for difference in found:
            if difference.field != before:
                self._insert_label(cursor, difference)
            before = difference.field
            self._insert_difference(cursor, difference)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert_label(self, cursor: QTextCursor, difference: Difference) -> None:
        cursor.insertBlock(_spaced(18))
        link = self._format("body", bold=True, colour="accent")
        link.setAnchor(True)
        link.setAnchorHref(f"field:{difference.path}")
        cursor.insertText(difference.label.text(), link)
        other = difference.label.text(other_language())
        if other != difference.label.text():
            cursor.insertText("  " + other, self._format("small", colour="faint"))

    def _insert_difference(self, cursor: QTextCursor, difference: Difference) -> None:
        if difference.place:
            cursor.insertBlock(_spaced(6))
            cursor.insertText(difference.place, self._format("small", colour="muted"))
        cursor.insertBlock(_spaced(3))
        for piece in difference.pieces:
            cursor.insertText(piece.text, self._piece(piece))

    def _piece(self, piece: Piece) -> QTextCharFormat:
        colours = theme.current()
        made = self._format("body")
        if piece.kind == "gone":
            made.setForeground(colours.bad)
            made.setBackground(colours.bad_soft)
            made.setFontStrikeOut(True)
        elif piece.kind == "added":
            made.setForeground(colours.good)
            made.setBackground(colours.good_soft)
            made.setFontUnderline(True)
        return made

    def _format(
        self, size: theme.TextSize, *, bold: bool = False, colour: str = "ink"
    ) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(theme.font(size, bold=bold))
        made.setForeground(getattr(theme.current(), colour))
        return made

    def _on_anchor(self, url: QUrl) -> None:
        self.go_requested.emit(url.toString().removeprefix("field:"))


def _spaced(above: int) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(above)
    return made
