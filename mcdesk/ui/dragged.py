"""Files that are dragged over text: they never become its words, they go on to the window below.

Qt would write the path of a file into any input that is dropped upon, where a form stores it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

_ENDS = (QEvent.Type.DragLeave, QEvent.Type.Drop)


class FilesPassText(QObject):
    """Lets no text of any window of the program take a drop while files are over that window.

    It watches the windows of the system, which hear of a drag before their widgets do; one filter
    for the whole application would be asked at every event of every widget.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._shut: list[QWidget] = []
        app.focusWindowChanged.connect(self._watch)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more is as once

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.DragEnter:
            self._open_again()
            if isinstance(event, QDragEnterEvent) and event.mimeData().hasUrls():
                self._shut = _texts_of(watched)
                for each in self._shut:
                    each.setAcceptDrops(False)
        elif kind in _ENDS:
            self._open_again()  # who takes this drop was chosen when the drag came there
        return False

    def _open_again(self) -> None:
        for each in self._shut:
            if isValid(each):
                each.setAcceptDrops(True)
        self._shut = []


def _texts_of(watched: QObject) -> list[QWidget]:
    """Return what of a window's widgets would take a drop as text."""
    found: list[QWidget] = []
    for window in QApplication.topLevelWidgets():
        if window.windowHandle() is watched:
            found += window.findChildren(QLineEdit)
            for kind in (QPlainTextEdit, QTextEdit):
                for text in window.findChildren(kind):
                    found += [text, text.viewport()]
    return [each for each in found if each.acceptDrops()]
