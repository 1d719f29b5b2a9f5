"""One event of the history in full, with what came and went marked word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from mcdesk.application.redline import Piece, compare_words
from mcdesk.i18n import _
from mcdesk.ui import theme
from mcdesk.ui.credential.history_lines import told
from mcdesk.ui.credential.marks import SHORT, marked

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import HistoryLine
    from mcdesk.ui.tasks import Tasks

QUICK = 1200
Compared = tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """Compares what an event changed; long texts take a while, so it may run on a worker."""

    line: HistoryLine

    def __call__(self, _desk: DeskPort | None = None) -> tuple[HistoryLine, Compared]:
        return self.line, tuple(
            (change.label.text(), _whole(told(change, change.old), told(change, change.new)))
            for change in self.line.changes
        )


def _whole(old: str, new: str) -> tuple[Piece, ...]:
    return marked(old, new) if len(old) + len(new) < SHORT else compare_words(old, new)


class Detail(QTextEdit):
    """Shows an event: gone words struck out, new ones underlined. Plain text, never markup."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._line: HistoryLine | None = None
        self.setReadOnly(True)
        self.setFixedHeight(150)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(10)

    def show_line(self, line: HistoryLine | None) -> None:
        """Show an event; a long one appears when it has been compared."""
        if line is self._line and line is not None:
            return
        self._line = line
        self.setAccessibleName(_("The chosen change"))
        self.setVisible(line is not None)
        self.clear()
        if line is None:
            return
        if sum(len(change.old) + len(change.new) for change in line.changes) <= QUICK:
            self._write(Compare(line)())
        else:
            self.setPlainText(_("Reading …"))
            self._tasks.run(Compare(line), self._write, kind="reader")

    def look_again(self) -> None:
        """Write the event in the colours and language in use."""
        line, self._line = self._line, None
        self.show_line(line)

    def _write(self, answer: tuple[HistoryLine, Compared]) -> None:
        line, compared = answer
        if line is not self._line:
            return
        look = theme.current()
        self.clear()
        cursor = QTextCursor(self.document())
        quiet = _format(look.muted)
        cursor.insertText(line.what.text(), _format(look.ink, bold=True))
        if line.note:
            cursor.insertText(f"\n{line.note}", _format(look.ink))
        for label, pieces in compared:
            cursor.insertText(f"\n{label}:  ", quiet)
            for piece in pieces:
                cursor.insertText(piece.text, _piece_format(piece))
        self.moveCursor(QTextCursor.MoveOperation.Start)


def _format(colour: QColor, *, bold: bool = False) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFont(theme.font("body", bold=bold))
    made.setForeground(colour)
    return made


def _piece_format(piece: Piece) -> QTextCharFormat:
    look = theme.current()
    colours = {"gone": look.bad, "added": look.good}
    made = _format(colours.get(piece.kind, look.ink))
    made.setFontStrikeOut(piece.kind == "gone")
    made.setFontUnderline(piece.kind == "added")
    return made
