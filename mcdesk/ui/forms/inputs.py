"""What is typed into: one line, growing text, a date, a name, tags. They know no form.

Each tells `began` when the focus comes, `changed` at every keystroke and `ended` when the focus
leaves. Ctrl+Z undoes inside first; when nothing is left there it goes on to the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import language
from mcdesk.ui.forms.values import parse_date, show_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LONG = 5000
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class Line(QLineEdit):
    """One line of text.

    Signals:
        began: the focus came.
        changed: a person typed.
        ended: the focus left for another place.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.textEdited.connect(self.changed)

    def show_text(self, words: str) -> None:
        """Show other text with the caret where it was; what is typed is not touched if equal."""
        if words != self.text():
            at = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(at, len(words)) if self.hasFocus() else 0)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.began.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
        if undo or redo:
            event.ignore()
            return
        super().keyPressEvent(event)


class GrowingText(QPlainTextEdit):
    """Text of several lines that is as high as what stands in it, up to a limit.

    Signals:
        began: the focus came.
        changed: a person typed.
        ended: the focus left for another place.
    """

    began = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3, most: int = 24) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self._showing = False
        self._measured = 0
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def show_text(self, words: str) -> None:
        """Show other text; only what differs is replaced, so caret and undo stay."""
        old = self.toPlainText()
        if words == old:
            return
        self._showing = True
        if self.hasFocus():
            start, end = _differing(old, words)
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(old[:start]))
            cursor.setPosition(_units(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(words[start : len(words) - end])
        else:
            self.setPlainText(words)
        self._showing = False

    def _on_text_changed(self) -> None:
        length = self.document().characterCount()
        if abs(length - self._measured) > _LONG // 10 and length > _LONG:
            self._measured = length
            self._choose_wrap()
        if not self._showing:
            self.changed.emit()

    def _choose_wrap(self) -> None:
        """Break anywhere where a word is endless.

        Looking for its end costs Qt a third of a second at each keystroke (100,000 letters).
        """
        modes = QTextOption.WrapMode
        longest = max(map(len, self.toPlainText().split()), default=0)
        mode = modes.WrapAnywhere if longest > _LONG else modes.WrapAtWordBoundaryOrAnywhere
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def _fit(self) -> None:
        lines = max(self._lines, int(self.document().size().height()))
        text_height = min(lines, self._most) * self.fontMetrics().lineSpacing()
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * int(self.document().documentMargin())
        height = text_height + around + 2
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll inside only when there is something to scroll; else the page moves."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.began.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS and not self.isReadOnly():
            self.ended.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        document = self.document()
        undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        redo = event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable()
        if undo or redo:
            event.ignore()
            return
        super().keyPressEvent(event)


def _differing(old: str, new: str) -> tuple[int, int]:
    """Return how many letters at the start and at the end of two texts are equal."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _units(words: str) -> int:
    """Return the length of a text as Qt counts it, in UTF-16 units."""
    return len(words) + sum(1 for letter in words if ord(letter) > 0xFFFF)


class DateLine(Line):
    """A date, typed in any usual way or picked from a calendar (F4 or Alt+Down).

    Signals:
        picked: a day was chosen in the calendar.
    """

    picked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._calendar: QFrame | None = None
        self._button = QToolButton(self)
        self._button.setText("▾")
        self._button.setProperty("kind", "quiet")
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(_("Choose in a calendar (F4)"))
        self._button.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, 20, 0)

    def open_calendar(self) -> None:
        """Show a calendar below the line."""
        if self.isReadOnly():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "panel")
        calendar = QCalendarWidget(popup)
        calendar.setGridVisible(False)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        chosen = QDate.fromString(parse_date(self.text(), self._today), Qt.DateFormat.ISODate)
        calendar.setSelectedDate(chosen if chosen.isValid() else QDate(self._today))  # type: ignore[call-overload] # a date is taken
        calendar.setLocale(language.locale())
        bar = calendar.findChild(QWidget, "qt_calendar_navigationbar")
        if isinstance(bar, QWidget):
            bar.setBackgroundRole(QPalette.ColorRole.Window)
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()
        self._calendar = popup

    def _pick(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self.show_text(show_date(day.toString(Qt.DateFormat.ISODate)))
        self.changed.emit()
        self.picked.emit()
        self.setFocus()

    @override
    def setReadOnly(self, closed: bool) -> None:
        super().setReadOnly(closed)
        self._button.setVisible(not closed)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.height() - 6
        self._button.setGeometry(self.width() - side - 3, 3, side, side)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
            return
        super().keyPressEvent(event)


class NameLine(Line):
    """One of many names, found by typing any part of it; other text is taken as it stands.

    Signals:
        picked: a name was chosen from the list.
    """

    picked = Signal()

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names

    def _offer(self) -> None:
        completer = QCompleter(self)
        completer.setModel(QStringListModel(list(self._names), completer))
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(self._on_activated)
        self.setCompleter(completer)

    def _on_activated(self, _name: str) -> None:
        self.changed.emit()
        self.picked.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.completer() is None and not self.isReadOnly():
            self._offer()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.completer() is not None and alt and event.key() == Qt.Key.Key_Down:
            self.completer().setCompletionPrefix("")
            self.completer().complete()
            return
        super().keyPressEvent(event)


class ChoiceBox(QComboBox):
    """One of several answers; the wheel moves the page, not the answer."""

    began = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.began.emit()
