"""The picture of the whole window that the next start shows while nothing has changed.

It is taken at the end of a session, when everything is told and nothing chosen, and shown again
only for a workspace that is to the byte what it was (`front.whole_key_of`). Then it lies over the
board that is being made below it, until that shows the same or somebody touches the window.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from mcdesk.ui import front
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from mcdesk.ui.front import Front
    from mcdesk.ui.window import MainWindow

LONGEST = 5_000  # milliseconds that a picture stands at most
TOUCHES = frozenset((
    QEvent.Type.MouseButtonPress,
    QEvent.Type.KeyPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.Resize,
))  # fmt: skip


class Cover(QObject):
    """Keeps the first frame over a window; what is clicked or typed reaches the board below."""

    def __init__(self, picture: Front, window: MainWindow) -> None:
        super().__init__(window)
        self._picture: Front | None = picture
        picture.setParent(window)
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.setGeometry(window.rect())
        picture.raise_()
        picture.show()
        self._handle = window.windowHandle()
        if self._handle is not None:
            self._handle.installEventFilter(self)
        window.tasks.changed.connect(self.lift)
        window.tasks.failed.connect(self.lift)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.lift)
        self._late.start(LONGEST)

    def lift(self) -> None:
        """Show the board itself from now on."""
        picture, self._picture = self._picture, None
        if picture is not None:
            self._late.stop()
            picture.hide()
            picture.deleteLater()
            if self._handle is not None:
                self._handle.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.lift()
        return super().eventFilter(watched, event)


def picture_of(window: MainWindow) -> QPixmap | None:
    """Return the window with its board as it will stand next time; None while work is going on.

    What was opened in it has left by then (`PageHost.leave_all`), and is not asked again.
    """
    board = window.board
    is_told = window.tasks.is_idle() and board.models.is_whole
    if window.info is None or not is_told:
        return None
    window.host.end_at("board")
    board.rest()
    window.rooms.hide_toast()
    return window.grab()


def keep(window: MainWindow, picture: QPixmap | None) -> None:
    """Keep a picture for the workspace as it is now that nobody writes any more.

    Without one the picture from before stays: its key tells whether it is still true.
    """
    if picture is not None and window.info is not None:
        key = front.whole_key_of(window.state, Path(window.info.path))
        front.save(picture, window.state.board_path, key)
