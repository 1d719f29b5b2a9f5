"""Menus that say why an entry is closed: under the pointer, at the keyboard, to a screen reader.

Qt shows the tooltip of a menu's entry to the mouse only, and gives a screen reader its name alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QToolTip

from mcdesk.ui.override import override
from mcdesk.ui.saying import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu, QStyleHintReturn, QStyleOption, QWidget


def show_reason(action: QAction, why: str, words: str) -> None:
    """Open an action, or close it and say why; `words` is its tooltip where it is open."""
    action.setEnabled(not why)
    action.setToolTip(plain(why or words))
    action.setStatusTip(why)


class Reaching(QProxyStyle):
    """Lets the keyboard come to closed entries of a menu, too, so that they can say why."""

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled:
            return 1
        return super().styleHint(hint, option, widget, returnData)


def reaching() -> QStyle:
    """Return the one style of such menus; it lives as long as the program, as its menus need."""
    app = QApplication.instance()
    assert app is not None
    found = app.findChild(Reaching)
    if found is None:
        found = Reaching("Fusion")
        found.setParent(app)
    return found


class MenuReasons(QObject):
    """Says of the entry that is gone to in a menu why it is closed."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        self.told = ""
        menu.setStyle(reaching())
        menu.setToolTipsVisible(True)
        menu.hovered.connect(self._on_hovered)

    def _on_hovered(self, action: QAction) -> None:
        self.told = "" if action.isEnabled() else action.statusTip()
        if not self.told:
            QToolTip.hideText()
            return
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        place = self._menu.actionGeometry(action)
        QToolTip.showText(self._menu.mapToGlobal(place.topRight()), self.told, self._menu, place)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._menu, self.told))
