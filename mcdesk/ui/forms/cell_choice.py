"""One of several answers in a table's cell: found by typing, stored when it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from mcdesk.ui.forms.lines import ChoiceBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MEMORY = 1500
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OURS = (*_ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class CellChoice(ChoiceBox):
    """A list whose typed letters go on from each other for a moment.

    Going through the list, by letters or arrows, stores nothing: Enter, Tab or a click does.

    Signals:
        confirmed: the answer shown is meant; columns right and rows down to go on to.
        given_up: what stood there before is to stay.
    """

    confirmed = Signal(int, int)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._timer = QTimer(self, singleShot=True, interval=MEMORY)
        self._timer.timeout.connect(self._forget)
        self.view().installEventFilter(self)
        self.activated.connect(self._on_activated)

    @property
    def typed(self) -> str:
        """The letters that are looked for now."""
        return self._typed

    def search(self, letters: str) -> None:
        """Go to the first answer that begins with what was typed lately and now."""
        self._timer.start()
        found = self._find(self._typed + letters)
        if found >= 0:
            self._typed += letters
        elif (again := self._find(letters, self._place() + 1)) >= 0:
            self._typed, found = letters, again
        if found >= 0:
            self._go(found)

    def _find(self, letters: str, first: int = 0) -> int:
        """Return the answer that begins with letters, from `first` on and round; -1 if none."""
        wanted = letters.casefold()
        for step in range(self.count()):
            at = (first + step) % self.count()
            names = (self.itemText(at), str(self.itemData(at) or ""))
            if any(name.casefold().startswith(wanted) for name in names):
                return at
        return -1

    def _place(self) -> int:
        shown = self.view().isVisible()
        return self.view().currentIndex().row() if shown else self.currentIndex()

    def _go(self, at: int) -> None:
        self.setCurrentIndex(at)
        if self.view().isVisible():
            self.view().setCurrentIndex(self.model().index(at, 0))

    def _forget(self) -> None:
        self._typed = ""

    def _on_activated(self, _at: int) -> None:
        self.confirmed.emit(0, 0)

    def _confirm(self, right: int, down: int) -> None:
        if self.view().isVisible():
            self.setCurrentIndex(max(self._place(), 0))
            self.hidePopup()
        self.confirmed.emit(right, down)

    def _on_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for, in the list and in front of it alike."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        letters = event.text()
        match event.key():
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._confirm(-1 if event.key() == Qt.Key.Key_Backtab or back else 1, 0)
            case key if key in _ENTER:
                self._confirm(0, -1 if back else 1)
            case Qt.Key.Key_Escape:
                self.hidePopup()
                self.given_up.emit()
            case Qt.Key.Key_Backspace:
                self._typed = ""
                self._go(0)
            case Qt.Key.Key_Space if not self._typed:
                return False
            case _ if letters.isprintable() and letters:
                self.search(letters)
            case _:
                return False
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the open list; Qt's own list acts on some already as shortcuts."""
        if isinstance(event, QKeyEvent) and watched is self.view():
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._on_key(event):
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not alt:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self._go(min(max(self.currentIndex() + step, 0), self.count() - 1))
        elif alt or not self._on_key(event):
            super().keyPressEvent(event)
