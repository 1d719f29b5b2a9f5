"""What brings places of a page into sight, and else leaves the page where it is.

A page that goes further than it must takes the row from under the hand: the next click hits
another one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

LAID_OUT = 600
"""So many milliseconds after it was looked for, a place has its height, and those above it."""


def least_scroll(at: int, room: int, top: int, bottom: int, around: int = GAP) -> int:
    """Return how far to scroll so that a place is in sight: not at all where it is.

    Args:
        at: How far it is scrolled now.
        room: How much is seen at once.
        top: Where the place begins.
        bottom: Where it ends; of one that is higher than the room its beginning is shown, unless
            it fills the room already.
        around: How much is to be seen above or below it, where it must be scrolled.
    """
    if at <= top and bottom <= at + room:
        return at
    if bottom - top + 2 * around > room:
        return at if top <= at and at + room <= bottom else top
    return top - around if top < at else bottom + around - room


def scroll_least(area: QAbstractScrollArea, top: int, bottom: int, around: int = GAP) -> None:
    """Scroll an area no further than it must, to show what lies between two heights of it."""
    bar, room = area.verticalScrollBar(), area.viewport().height()
    bar.setValue(least_scroll(bar.value(), room, top, bottom, around))


def scroll_to(widget: QWidget) -> None:
    """Scroll the page around a widget no further than it must, to show it."""
    page = widget.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    inner = page.widget() if page is not None else None
    if page is not None and inner is not None:
        top = widget.mapTo(inner, QPoint(0, 0)).y()
        scroll_least(page, top, top + widget.height())


class Sight(QObject):
    """Brings places of one page into sight, again as often as it is laid out meanwhile.

    A page that was just shown, or that rows were pasted into, learns only after a while how high
    its tables are. `find` gives the place of a path on the page, or None.
    """

    def __init__(self, page: QScrollArea, find: Callable[[str], QRect | None]) -> None:
        super().__init__(page)
        self._page, self._find = page, find
        self._sought, self._is_typed = "", False
        self._over = QTimer(self, singleShot=True, interval=LAID_OUT)
        self._over.timeout.connect(self._on_over)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.seek)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_caret)
        self._top: int | None = None
        page.verticalScrollBar().rangeChanged.connect(self.seek)
        page.verticalScrollBar().actionTriggered.connect(self.forget)

    @property
    def sought(self) -> str:
        """The path that is looked for, or ""."""
        return self._sought

    def show(self, path: str) -> None:
        """Bring a place into sight."""
        self._sought, self._is_typed = path, False
        self._over.start()
        self.seek()

    def forget(self, *_what: object) -> None:
        """Leave the page where a person scrolled it, or goes on by another way."""
        self._sought, self._is_typed = "", False

    def seek_again(self) -> None:
        """Look again once a step is done: in the midst of it rows stand where they do not stay."""
        self._again.start()

    def seek(self, *_what: object) -> None:
        """Look again for the place that is wanted: something above it, or it, is higher now."""
        if self._is_typed:
            self._show_caret()
        place = self._find(self._sought) if self._sought else None
        if place is not None:
            self.show_rect(place)

    def show_rect(self, place: QRect) -> None:
        """Bring a part of the page into sight by the least way."""
        scroll_least(self._page, place.top(), place.bottom())

    def _on_over(self) -> None:
        if self._page.isVisible():
            self.forget()
        elif self._sought:
            self._over.start()

    # --- where one types -------------------------------------------------------------------

    def keep_caret(self) -> None:
        """Keep the caret in sight, also once what was typed has its place."""
        self._is_typed = True
        self._over.start()
        self._soon.start()

    def _show_caret(self) -> None:
        used, inner = QApplication.focusWidget(), self._page.widget()
        if used is None or inner is None or not inner.isAncestorOf(used):
            return
        caret = used.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        if isinstance(caret, QRectF):
            caret = caret.toRect()
        if not isinstance(caret, QRect) or not caret.isValid():
            return
        around: QWidget | None = used.parentWidget()
        while around is not None and around is not inner:
            table = around.parentWidget()
            if isinstance(table, QAbstractScrollArea) and table.viewport() is around:
                low = used.mapTo(around, caret.topLeft()).y() + table.verticalScrollBar().value()
                scroll_least(table, low, low + caret.height(), 0)
            around = table
        at = used.mapTo(inner, caret.topLeft())
        scroll_least(self._page, at.y(), at.y() + caret.height())

    # --- bars above the page ---------------------------------------------------------------

    def stay(self) -> None:
        """Keep what is seen where it is in the window when a bar comes or goes above the page."""
        page = self._page
        before, self._top = self._top, page.mapTo(page.window(), QPoint(0, 0)).y()
        used = QApplication.focusWidget()
        if before is None or used is None or not page.isAncestorOf(used):
            return
        bar = page.verticalScrollBar()
        bar.setValue(bar.value() + self._top - before)

    def begin(self) -> None:
        """Note where the page stands in the window: it is shown."""
        self._top = self._page.mapTo(self._page.window(), QPoint(0, 0)).y()
