"""Where the keyboard is in the pages of a window: it comes back, and it leaves none by itself.

Qt gives the keyboard to whatever comes next when the widget that has it is hidden, shut or
deleted, behind a dialog even to the window's first widget: what is typed next would be done by the
sidebar or by the board. What a person reaches by Tab or by a click keeps it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PageFocus(QObject):
    """Knows what had the keyboard in each page, and keeps it in the page that is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._had: dict[QWidget, QWidget] = {}
        self._page: QWidget | None = None
        self._is_in_page = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_changed)

    def leave(self) -> None:
        """Look no more after the page that was shown: another one takes its place."""
        self._page = None

    def enter(self, page: QWidget) -> None:
        """Give the keyboard to what had it in a page, or to what the page gives it to at first."""
        self._page, self._is_in_page = page, True
        had = self._had.get(page)
        if had is not None and _can_have(had) and page.isAncestorOf(had):
            had.setFocus()
        else:
            _give(page)

    def forget(self, page: QWidget) -> None:
        """Forget a page that goes for good."""
        self._had.pop(page, None)

    def _on_changed(self, _old: object, now: QWidget | None) -> None:
        page = self._page
        if page is None or not isValid(page):
            return
        if now is None:
            QTimer.singleShot(0, self, partial(self._look_after, page))
        elif now is page or page.isAncestorOf(now):
            self._is_in_page = True
            if now is not page:
                self._had[page] = now
        elif now.window() is page.window():
            if self._is_in_page and self._has_lost(page):
                self._take_back(page)
            else:
                self._is_in_page = False

    def _look_after(self, page: QWidget) -> None:
        """Take the keyboard back where the window has it and nothing in it."""
        if page is not self._page or not isValid(page) or not self._is_in_page:
            return
        if QApplication.focusWidget() is None and page.isActiveWindow():
            self._take_back(page)

    def _has_lost(self, page: QWidget) -> bool:
        """Tell whether what had the keyboard in a page can have it no more."""
        had = self._had.get(page)
        return had is not None and not _can_have(had)

    def _take_back(self, page: QWidget) -> None:
        """Give the keyboard to the page at once, and to the right place once the page stands."""
        page.setFocus()
        QTimer.singleShot(0, self, partial(self._settle, page))

    def _settle(self, page: QWidget) -> None:
        if page is self._page and isValid(page) and QApplication.focusWidget() is page:
            _give(page)


def _can_have(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible() and widget.isEnabled()


def _give(page: QWidget) -> None:
    """Give the keyboard to the place of a page that takes it, else to the first that Tab comes to.

    The page itself has it while nothing is there yet.
    """
    take = getattr(page, "take_focus", None)
    if callable(take):
        take()
    elif page.focusProxy() is not None:
        page.setFocus()
    else:
        from mcdesk.ui.tabbing import stops

        next(iter(stops(page)), page).setFocus()
