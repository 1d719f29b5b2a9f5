"""One collision in full: what a place said, what I or its author made it, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from mcdesk.application.asked import TAKEN_OUT
from mcdesk.application.redline import compare_names, compare_words
from mcdesk.i18n import _
from mcdesk.ui import language, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from mcdesk.application.redline import Piece
    from mcdesk.application.views import AttentionLine, Collided

    Named = Sequence[tuple[str, tuple[Piece, ...]]]
    """What stands in a place, by what each is called."""


BESIDE = 1000
"""From this width on there is room for three texts side by side."""


class CollisionView(QTextEdit):
    """Shows how it stands, why, and each place, mine and now as changes to before.

    Why something was refused is of that day, which stands before it. Plain text only.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: AttentionLine | None = None
        self._is_wide = False
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(12)
        theme.theme_changed.connect(self._write)

    def show_line(self, line: AttentionLine | None) -> None:
        """Show a line of the list, or nothing."""
        if line != self._line or line is None:
            self._line = line
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what stands in a place side by side once there is room, and else below."""
        super().resizeEvent(event)
        if self._is_wide != (self.viewport().width() >= BESIDE):
            self._is_wide = not self._is_wide
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
            label = place.label.text()
            is_named = len(line.places) > 1 or not line.what.text().endswith(label)
            if is_named or not self._is_wide:  # a table begins a paragraph of its own
                self._begin(cursor, theme.WIDE)
            if is_named:
                cursor.insertText(label, _format(look.ink, bold=True))
            if is_named and not self._is_wide:
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
        named: list[tuple[str, tuple[Piece, ...]]] = [
            (before, compare_words(place.base, place.base))
        ]
        if not line.digest:
            named.append((whose, compare(place.base, place.mine)))
        is_out = line.is_row_out and not place.theirs
        named.append((_("Now"), () if is_out else compare(place.base, place.theirs)))
        nothing = [_("(empty)")] * len(named)
        nothing[-1] = _(TAKEN_OUT) if is_out else nothing[-1]
        if self._is_wide:
            self._tell_beside(cursor, named, nothing)
        else:
            self._tell_below(cursor, named, nothing)
        if place.who is not None:
            cursor.insertText(f"  ({place.who.text()})", _format(theme.current().muted))

    def _tell_below(self, cursor: QTextCursor, named: Named, nothing: Sequence[str]) -> None:
        """Tell what stands in a place one below the other."""
        font = QFontMetrics(theme.font("body"))
        wide = max(font.horizontalAdvance(f"{name}:") for name, _pieces in named) + theme.WIDE
        for number, (name, pieces) in enumerate(named):
            if number:
                self._begin(cursor, theme.TIGHT, wide)
            else:
                cursor.setBlockFormat(_hanging(cursor.blockFormat(), wide))
            cursor.insertText(f"{name}:\t", _format(theme.current().muted))
            self._tell(cursor, pieces, nothing[number])

    def _tell_beside(self, cursor: QTextCursor, named: Named, nothing: Sequence[str]) -> None:
        """Tell what stands in a place side by side, each below what it is called."""
        table = cursor.insertTable(2, len(named), _columns(len(named)))
        for number, (name, pieces) in enumerate(named):
            head = table.cellAt(0, number).firstCursorPosition()
            head.insertText(f"{name}:", _format(theme.current().muted))
            self._tell(table.cellAt(1, number).firstCursorPosition(), pieces, nothing[number])
        cursor.movePosition(QTextCursor.MoveOperation.End)

    @staticmethod
    def _tell(cursor: QTextCursor, pieces: tuple[Piece, ...], nothing: str) -> None:
        look = theme.current()
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


def _columns(number: int) -> QTextTableFormat:
    """Return how columns of the same width stand side by side, with a line between them."""
    made = QTextTableFormat()
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setColumnWidthConstraints(
        [QTextLength(QTextLength.Type.PercentageLength, 100 / number)] * number
    )
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderBrush(theme.current().line)
    made.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
    made.setCellPadding(6)
    made.setCellSpacing(0)
    return made


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
