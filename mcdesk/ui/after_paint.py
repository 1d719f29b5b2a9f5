"""Waiting for the first paint of a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


ON_SCREEN = 10  # milliseconds for a frame to reach the screen before the next thing begins


class AfterPaint(QObject):
    """Calls something once a widget has been painted, so that nothing delays its first paint.

    Where the widget is gone by then, nothing is called.
    """

    def __init__(self, widget: QWidget, call: Callable[[], object]) -> None:
        super().__init__(widget)
        self._call = call
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._wait)  # once the whole frame is painted
        return False

    def _wait(self) -> None:
        QTimer.singleShot(ON_SCREEN, self, self._call)
