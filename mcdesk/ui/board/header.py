"""The head of a column: number, name, its cards, the late and the ready; a rail when closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import icons, language, theme
from mcdesk.ui.board.sketch import ICON, Measures, elide, wrap

if TYPE_CHECKING:
    from mcdesk.procedure.definition import Stage

BALL = 22
RAIL = 34
NARROW = 144


class StageHeader(QAbstractButton):
    """Heads a column; a click closes the column to a rail or opens it again.

    Signals: `clicked`, as every button.
    """

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.is_rail = False
        self._counts = (0, 0, 0)
        self._is_known = False
        self._measures = Measures.of("normal")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        language.language_changed.connect(self._write)
        self._write()

    def show_counts(self, counts: tuple[int, int, int]) -> None:
        """Show how many cards, late cards and ready cards the column has."""
        if counts != self._counts or not self._is_known:
            self._counts, self._is_known = counts, True
            self._write()
            self.update()

    def show_rail(self, *, rail: bool) -> None:
        """Stand upright as a closed column's rail, or lie as an open column's head."""
        self.is_rail = rail
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Expanding if rail else policy.Fixed)
        self._write()
        self.update()

    def height_open(self) -> int:
        """Return the height of an open column's head; the same for every column."""
        return 8 + 2 * self._measures.bold.height() + 2 + self._measures.small.height() + 8

    def _write(self) -> None:
        count, late, ready = self._counts
        words = [f"{self.stage.number} {self.stage.title.text()}"]
        if self._is_known:
            words.append(plural("{n} card", "{n} cards", count))
        if late:
            words.append(plural("{n} late", "{n} late", late))
        if ready:
            words.append(plural("{n} ready", "{n} ready", ready))
        self.setAccessibleName(", ".join(words))
        hint = _("Click to open the column.") if self.is_rail else _("Click to close the column.")
        self.setToolTip("\n".join((", ".join(words), self.stage.purpose.text(), hint)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(RAIL if self.is_rail else 160, self.height_open())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = theme.current().phase(self.stage.phase)
        if self.is_rail:
            self._paint_rail(painter, colour)
        elif self.width() < NARROW:
            self._paint_narrow(painter, colour)
        else:
            self._paint_open(painter, colour)
        painter.end()

    def _paint_narrow(self, painter: QPainter, colour: QColor) -> None:
        """Paint number and count, the short name below them, then the signs."""
        look, small = theme.current(), self._measures.small
        self._ball(painter, QPoint(7, 5), colour)
        painter.setFont(theme.font("small"))
        painter.setPen(look.ink)
        name = elide(self.stage.short.text(), self.width() - 12, small)
        painter.drawText(8, 5 + BALL + 2 + small.ascent(), name)
        self._paint_counts(painter, self.height() - small.height() - 3, count_y=8)

    def _paint_open(self, painter: QPainter, colour: QColor) -> None:
        look, bold = theme.current(), self._measures.bold
        self._ball(painter, QPoint(8, 8), colour)
        x = 8 + BALL + 7
        room = self.width() - 6 - x
        lines = wrap(self.stage.title.text(), room, 2, bold)
        if any("…" in line for line in lines):
            lines = wrap(self.stage.short.text(), room, 2, bold)
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(look.ink)
        top = 8 + (3 if len(lines) == 1 else 0)
        for row, line in enumerate(lines):
            painter.drawText(x, top + row * bold.height() + bold.ascent(), line)
        self._paint_counts(painter, 10 + 2 * bold.height())

    def _paint_counts(self, painter: QPainter, y: int, count_y: int = 0) -> None:
        """Paint "1 late" and "2 ready" with their signs; only the signs where there is no room."""
        look, small = theme.current(), self._measures.small
        painter.setFont(theme.font("small", bold=True))
        count, late, ready = self._counts
        painter.setPen(look.muted if count else look.faint)
        number_x = self.width() - 11 - painter.fontMetrics().horizontalAdvance(str(count))
        if self._is_known:
            painter.drawText(number_x, (count_y or y) + small.ascent(), str(count))
        painter.setFont(theme.font("small"))
        parts = []
        if late:
            parts.append(("calendar-x", plural("{n} late", "{n} late", late), late, look.bad))
        if ready:
            words = plural("{n} ready", "{n} ready", ready)
            parts.append(("circle-check", words, ready, look.good))
        x = 11
        room = sum(ICON + 4 + small.horizontalAdvance(part[1]) + 8 for part in parts)
        for sign, words, number, colour in parts:
            text = words if 11 + room <= number_x else str(number)
            picture = icons.pixmap(sign, colour, ICON, self.devicePixelRatioF())
            painter.drawPixmap(x, y + (small.height() - ICON) // 2, picture)
            painter.setPen(colour)
            painter.drawText(x + ICON + 3, y + small.ascent(), text)
            x += ICON + 3 + small.horizontalAdvance(text) + 8

    def _paint_rail(self, painter: QPainter, colour: QColor) -> None:
        """Paint number, count, signs, and the name written upwards."""
        look, small = theme.current(), self._measures.small
        count, late, ready = self._counts
        self._ball(painter, QPoint((self.width() - BALL) // 2, 8), colour)
        painter.setFont(theme.font("small", bold=bool(count)))
        painter.setPen(look.ink if count else look.faint)
        box = QRect(0, 8 + BALL + 5, self.width(), small.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, str(count))
        y = box.bottom() + 6
        for number, sign, tint in (
            (late, "calendar-x", look.bad),
            (ready, "circle-check", look.good),
        ):
            if number:
                picture = icons.pixmap(sign, tint, ICON, self.devicePixelRatioF())
                painter.drawPixmap((self.width() - ICON) // 2, y, picture)
                y += ICON + 6
        painter.setFont(theme.font("small"))
        painter.setPen(look.muted)
        painter.translate((self.width() - small.height()) // 2, y + 2)
        painter.rotate(90)
        painter.drawText(0, -small.descent(), self.stage.title.text())
        painter.resetTransform()

    def _ball(self, painter: QPainter, at: QPoint, colour: QColor) -> None:
        """Paint the stage's number in its circle."""
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(theme.current().panel)
        ball = QRectF(at.x() + 0.75, at.y() + 0.75, BALL - 1.5, BALL - 1.5)
        painter.drawEllipse(ball)
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(colour)
        painter.drawText(ball, Qt.AlignmentFlag.AlignCenter, str(self.stage.number))
