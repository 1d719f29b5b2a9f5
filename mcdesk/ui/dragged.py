"""Files that are dragged over text: they never become its words, they go on to the window below.

Qt would write the path of a file into any input that is dropped upon, where a form stores it. What
is no file of this computer, such as the address of a page of the web, is the text's as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QDragMoveEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from mcdesk.ui.filing.dropping import files_in
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QGuiApplication

_ENDS = (QEvent.Type.DragLeave, QEvent.Type.Drop)
_TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)


class FilesPassText(QObject):
    """Lets no text of any window of the program take a drop while files are over it.

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
        if isinstance(event, QDragMoveEvent) and files_in(event.mimeData()):
            self._shut_texts(watched, event.position().toPoint())
        elif kind in _ENDS:
            self._open_again()  # who takes this drop was chosen when the drag came there
        return False

    def _shut_texts(self, window: QObject, at: QPoint) -> None:
        """Shut what would take a drop there as text, whenever it was made."""
        for each in _way_up(window, at):
            if each.acceptDrops() and isinstance(each, _TEXTS):  # its viewport follows
                each.setAcceptDrops(False)
                self._shut.append(each)

    def _open_again(self) -> None:
        for each in self._shut:
            if isValid(each):
                each.setAcceptDrops(True)
        self._shut = []


def _way_up(window: QObject, at: QPoint) -> Iterator[QWidget]:
    """Yield the widget at a place of a window and those that it lies in: Qt asks them in turn."""
    top = next((w for w in QApplication.topLevelWidgets() if w.windowHandle() is window), None)
    each = top.childAt(at) if top is not None else None
    while each is not None and not each.isWindow():
        yield each
        each = each.parentWidget()
