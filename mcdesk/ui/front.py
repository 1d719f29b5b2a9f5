"""The window's first frame: grounds, phases and headed columns as they stood last time.

It is a picture that the last session drew (`front_picture.py`), shown before anything else is
loaded: painting from Python would cost a third of the whole bare start. The board takes its place
as soon as it stands. It shows no cards and no counts, since those have not been read yet.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QLabel

from mcdesk import i18n
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from mcdesk.ui.state import WindowState


class Front(QLabel):
    """Shows where everything will be.

    Signals:
        painted: it has been painted for the first time.
    """

    painted = Signal()
    _is_painted = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)


def front_of(state: WindowState, workspace: Path) -> Front:
    """Return the first frame of a window on a workspace, empty where none was kept.

    A window that opens in another size stretches the picture for the moment.
    """
    front = Front()
    picture = load(state.front_path) if key_of(state, workspace) == state.front_key else None
    if picture is not None:
        front.setPixmap(picture)
        front.setScaledContents(True)
    return front


def save(picture: QPixmap, path: Path) -> bool:
    """Write a picture as plain pixels behind its size; False where that is not possible."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    size = f"{image.width()}x{image.height()}\n".encode()
    try:
        path.write_bytes(size + zlib.compress(bytes(image.constBits()), 1))
    except OSError:
        return False
    return True


def load(path: Path) -> QPixmap | None:
    """Read what `save` wrote; Qt would look through all its image formats first."""
    try:
        size, _, packed = path.read_bytes().partition(b"\n")
        width, height = map(int, size.split(b"x"))
        pixels = zlib.decompress(packed)
    except (OSError, ValueError, zlib.error):
        return None
    if width < 1 or len(pixels) != 4 * width * height:
        return None
    return QPixmap.fromImage(QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32))


def key_of(state: WindowState, workspace: Path) -> str:
    """Return all that a picture depends on, as one line."""
    return f"{state.theme} {i18n.language()} {_system()} {workspace.absolute()}"


@cache
def _system() -> str:
    """Return the system's font and ground, as they are before a theme is put on."""
    ground = QGuiApplication.palette().window().color().name()
    return f"{QGuiApplication.font().toString()} {ground}"
