"""The month from which a day is chosen: weeks from Monday, in the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget
from typing_extensions import override

from mcdesk.ui import icons, language, theme

if TYPE_CHECKING:
    from datetime import date

WEEKS, LINES = 6, 2
"""Rows of weeks that a month may need; the lines above them: its name, and the days' names."""
ROOM = 10
"""Pixels around a row's letters."""
ARROWS = (("qt_calendar_prevmonth", "arrow-left"), ("qt_calendar_nextmonth", "arrow-right"))
WEEKEND = (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday)


class Month(QCalendarWidget):
    """A calendar with one day marked, today framed, and days of other months pale.

    The locale comes first: it brings a first day of the week of its own, and what is marked
    before would stand in another cell.
    """

    def __init__(self, marked: QDate, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = QDate(today.year, today.month, today.day)
        self.setLocale(language.locale())
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setGridVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(marked if marked.isValid() else self._today)
        self._dress()

    def _dress(self) -> None:
        muted = QTextCharFormat()
        muted.setForeground(theme.current().muted)
        self.setHeaderTextFormat(muted)
        for day in WEEKEND:
            self.setWeekdayTextFormat(day, muted)
        for name, icon in ARROWS:
            arrow = self.findChild(QToolButton, name)
            if isinstance(arrow, QToolButton):
                arrow.setIcon(icons.icon(icon))
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        if isinstance(bar, QWidget):
            bar.setBackgroundRole(QPalette.ColorRole.Window)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size in which each of the weeks is seen whole."""
        row = self.fontMetrics().height() + ROOM
        least = super().minimumSizeHint()
        return QSize(max(least.width(), 8 * row), (WEEKS + LINES) * row)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        look = theme.current()
        place = rect.adjusted(3, 1, -3, -1)
        ink = look.ink if date.month() == self.monthShown() else look.faint
        painter.save()
        painter.fillRect(rect, self.palette().base())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if date == self.selectedDate():
            ink = look.accent_ink
            painter.setBrush(look.accent)
            painter.drawRoundedRect(place, 5, 5)
        elif date == self._today:
            painter.setPen(look.accent)
            painter.drawRoundedRect(place, 5, 5)
        painter.setPen(ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(date.day()))
        painter.restore()
