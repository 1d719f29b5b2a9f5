"""Lines with help: a date with a calendar, a name out of many, one of several answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractProxyModel,
    QCoreApplication,
    QDate,
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFrame,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.month import Month
from mcdesk.ui.forms.suggesting import ClosingClick, Suggestions
from mcdesk.ui.forms.values import date_fault, parse_date, show_date
from mcdesk.ui.icons import icon
from mcdesk.ui.offered import offering
from mcdesk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent, QResizeEvent

ARROW = 14
"""The size of the arrow at a date; the style sheet gives those of lists the same."""
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class DateLine(Line):
    """A date, typed in any usual way or picked from a calendar (F4 or Alt+Down).

    `today` may move on: what stands in the line stays, and its calendar and bounds follow.

    Signals:
        picked: a day was chosen in the calendar.
    """

    picked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._calendar: QFrame | None = None
        self._button = QToolButton(self)
        self._button.setIcon(icon("fixed-down", size=ARROW))  # as the lists have it
        self._button.setIconSize(QSize(ARROW, ARROW))
        self._button.setProperty("kind", "arrow")
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.setToolTip(_("Choose in a calendar (F4)"))
        self._button.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, 20, 0)
        self.ended.connect(self.mark)
        self.textChanged.connect(self._unmark)

    def iso(self) -> str:
        """Return the date as it is stored, or the text that is none."""
        return parse_date(self.text(), self.today)

    def fault(self, missing: str = "") -> str:
        """Return why this is no date and what is expected, or ""; `missing` where it is empty."""
        return date_fault(self.iso(), missing)

    def mark(self) -> None:
        """Write a date as all are written where it is not typed now, and frame what is none."""
        if self.fault():
            dress(self, state="bad")
        else:
            self.show_text(show_date(self.iso()))

    def _unmark(self) -> None:
        if self.property("state") and not self.fault():
            dress(self, state="")

    def open_calendar(self) -> None:
        """Show a calendar below the line."""
        if self.isReadOnly():
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("role", "panel")
        chosen = QDate.fromString(parse_date(self.text(), self.today), Qt.DateFormat.ISODate)
        calendar = Month(chosen, self.today, popup)
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
        self.forget_steps()
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
        stranger_wanted: a typed name that nobody has is to be added to the directory.
    """

    picked = Signal()
    stranger_wanted = Signal(str)

    def __init__(
        self, names: Sequence[str], parent: QWidget | None = None, *, may_add: bool = False
    ) -> None:
        super().__init__(parent)
        self._names, self._may_add = names, may_add
        self.textEdited.connect(self._on_edited)

    def use_names(self, names: Sequence[str]) -> None:
        """Offer other names from now on."""
        if list(names) == list(self._names):
            return
        self._names = names
        if self.completer() is not None:
            self._offer()

    def _offer(self) -> None:
        completer = QCompleter(self)
        completer.setModel(Suggestions(self._names, completer))
        completer.activated[str].connect(self._on_activated)  # type: ignore[index] # overloads
        completer.activated[QModelIndex].connect(self._on_offer)  # type: ignore[index] # overloads
        ClosingClick(offering(completer))
        self.setCompleter(completer)

    def _on_edited(self, typed: str) -> None:
        model = self.completer().model() if self.completer() is not None else None
        if isinstance(model, Suggestions):
            model.rank(typed)
            if self._may_add:
                model.offer(typed)

    def _on_offer(self, index: QModelIndex) -> None:
        """Ask for who was typed to be added where that was chosen."""
        proxy, model = index.model(), self.completer().model()
        if isinstance(proxy, QAbstractProxyModel) and isinstance(model, Suggestions):
            if model.is_offer(proxy.mapToSource(index).row()):
                self.stranger_wanted.emit(self.text().strip())

    def _on_activated(self, name: str) -> None:
        if name not in self._names:
            return
        self.changed.emit()
        self.picked.emit()
        self.forget_steps()

    @override
    def event(self, event: QEvent) -> bool:
        """Let Tab take the marked name, then do what it does without a list.

        Qt hands the keys of an open list straight to the line, past who watches it, as a cell's
        table does: Tab would leave the whole table.
        """
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().event(event)
        if event.key() not in _TABS or not self._shut_list():
            return super().event(event)
        again = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QCoreApplication.sendEvent(self, again)
        event.accept()
        return True

    def _shut_list(self) -> bool:
        """Take the name that is marked in the open list; tell whether there is one."""
        popup = self.completer().popup() if self.completer() is not None else None
        if popup is None or not popup.isVisible():
            return False
        marked = popup.currentIndex()
        popup.hide()
        if marked.isValid():
            self.setText(str(marked.data(Qt.ItemDataRole.EditRole)))
            self._on_activated(self.text())
        return True

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
