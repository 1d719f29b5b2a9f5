"""What Enter, Tab and Shift+F10 do in a window.

Enter presses the button that has the keyboard, as in every dialog; Tab goes as it does there.

Qt presses a button by the space bar alone outside of dialogs. A list, a table or a text that has a
use for Enter takes the key before it comes here.

`Qt` is loaded with the first key: its thousand names are made at once, a tenth of the bare start
for which the window's first frame would wait.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow, QPushButton, QToolButton

from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget


HEARS_NO_F10 = sys.platform.startswith("linux")


class PressingWindow(QMainWindow):
    """A window in which Enter presses the focused button, and Tab goes as things are read."""

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        from mcdesk.ui.tabbing import step, stops

        now = self.focusWidget()
        if now is not None and not now.isVisible():  # it goes: Qt looks for another place
            return super().focusNextPrevChild(forward)
        return step(self, now, stops(self), forward=forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        pressed = pressed_by(event, focus)
        if focus is not None and asks_for_menu(event):
            open_menu(focus)
        elif pressed is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            pressed.click()


def is_enter(key: int) -> bool:
    """Tell whether a key is Enter, on whichever part of the keyboard."""
    from PySide6.QtCore import Qt

    return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def asks_for_menu(event: QKeyEvent) -> bool:
    """Tell whether a key asks for a menu where the system itself does not hear it: Shift+F10.

    Windows hears it; keyboards of laptops have no other key for it.
    """
    from PySide6.QtCore import Qt

    is_shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    return HEARS_NO_F10 and is_shifted and event.key() == Qt.Key.Key_F10


def open_menu(focus: QWidget) -> None:
    """Open the menu of what has the keyboard, as the menu key does."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication

    at = focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle).center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(focus, QContextMenuEvent(reason, at, focus.mapToGlobal(at)))


def pressed_by(event: QKeyEvent, focus: QWidget | None) -> QPushButton | QToolButton | None:
    """Return the button that a key presses, if it has the keyboard."""
    from PySide6.QtCore import Qt

    others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    if not is_enter(event.key()) or event.modifiers() & others:
        return None
    return focus if isinstance(focus, QPushButton | QToolButton) and focus.isEnabled() else None
