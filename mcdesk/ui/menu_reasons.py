"""Menus that say why an entry is closed: under the pointer, at the keyboard, to a screen reader.

Qt shows the tooltip of a menu's entry to the mouse only, and gives a screen reader its name alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QToolTip

from mcdesk.ui.saying import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu


def show_reason(action: QAction, why: str, words: str) -> None:
    """Open an action, or close it and say why; `words` is its tooltip where it is open."""
    action.setEnabled(not why)
    action.setToolTip(plain(why or words))
    action.setStatusTip(why)


class MenuReasons(QObject):
    """Says of the entry that is gone to in a menu why it is closed."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self.told = ""
        menu.setToolTipsVisible(True)
        menu.hovered.connect(self._on_hovered)

    def _on_hovered(self, action: QAction) -> None:
        self.told = "" if action.isEnabled() else action.statusTip()
        if not self.told:
            QToolTip.hideText()
            return
        place = self._menu.actionGeometry(action)
        QToolTip.showText(self._menu.mapToGlobal(place.bottomLeft()), self.told, self._menu, place)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._menu, self.told))
