"""The window's first frame: a picture that the last session left, shown before anything is loaded.

Painting from Python would cost a third of the whole bare start. Where the workspace is to the byte
as the last session left it, on the same day, the picture is the whole window with its cards
(`cover.py`); otherwise it is the window's grounds, phases and headed columns, without cards and
counts, since those have not been read yet (`front_picture.py`). The board takes its place as soon
as it stands.
"""

from __future__ import annotations

import zlib
from functools import cache
from time import strftime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from mcdesk import i18n
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from mcdesk.ui.state import WindowState


PLAIN = -zlib.MAX_WBITS  # packed without zlib's own head and checksum


class Front(QWidget):
    """Shows where everything will be, or is: `is_whole` tells whether cards are in it.

    It paints its picture itself: a label would leave a second one in Qt's cache.

    Signals:
        painted: it has been painted for the first time.
    """

    painted = Signal()
    is_whole = False
    picture: QPixmap | None = None
    _is_painted = False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.picture is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self.picture)
            painter.end()
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)


def front_of(state: WindowState, workspace: Path) -> Front:
    """Return the first frame of a window on a workspace, empty where none was kept.

    A window that opens in another size stretches the picture for the moment.
    """
    front = Front()
    picture = load(state.board_path, whole_key_of(state, workspace))
    front.is_whole = picture is not None
    if picture is None:
        picture = load(state.front_path, key_of(state, workspace))
    front.picture = picture
    return front


def save(picture: QPixmap, path: Path, key: str, drawn: str = "") -> bool:
    """Write a picture as plain pixels behind its key and size; False if that is not possible.

    `drawn` tells what is on it, for `is_kept`.
    """
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    head = f"{key}\n{image.width()}x{image.height()} {drawn}\n".encode()
    try:
        path.write_bytes(head + pack(image.constBits()))
    except OSError:
        return False
    return True


def is_kept(path: Path, key: str, drawn: str) -> bool:
    """Tell whether a file has the picture of just this already."""
    try:
        with path.open("rb") as file:
            told = file.readline(), file.readline().partition(b" ")[2]
    except OSError:
        return False
    return told == (f"{key}\n".encode(), f"{drawn}\n".encode())


def load(path: Path, key: str) -> QPixmap | None:
    """Read what `save` wrote for `key`; Qt would look through all its image formats first."""
    try:
        with path.open("rb") as file:
            if not key or file.readline() != f"{key}\n".encode():
                return None
            size, packed = file.readline(), file.read()
        width, height = map(int, size.partition(b" ")[0].split(b"x"))
        pixels = unpack(packed)
    except (OSError, ValueError, zlib.error):
        return None
    if width < 1 or len(pixels) != 4 * width * height:
        return None
    return QPixmap.fromImage(QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32))


def pack(pixels: bytes | bytearray | memoryview) -> bytes:
    """Return pixels packed, behind a checksum of that.

    The one that zlib keeps itself is of the pixels, and takes as long to reckon as they to unpack.
    """
    packer = zlib.compressobj(1, wbits=PLAIN)
    packed = packer.compress(pixels) + packer.flush()
    return zlib.crc32(packed).to_bytes(4, "big") + packed


def unpack(kept: bytes) -> bytes:
    """Return what `pack` packed.

    Raises:
        zlib.error: It is damaged.
    """
    if int.from_bytes(kept[:4], "big") != zlib.crc32(kept[4:]):
        raise zlib.error
    return zlib.decompress(kept[4:], wbits=PLAIN)


def key_of(state: WindowState, workspace: Path) -> str:
    """Return all that a picture depends on, as one line."""
    board = state.board_key(workspace)
    return f"{state.theme} {i18n.language()} {_system()} {board} {workspace.absolute()}"


def whole_key_of(state: WindowState, workspace: Path) -> str:
    """Return all that a picture with cards depends on, as one line; "" if there is no telling.

    The workspace's file is known by its size, its time, and SQLite's own count of its changes
    (https://www.sqlite.org/fileformat.html, 1.3: bytes 24 to 27), which every commit raises.
    """
    try:
        known = workspace.stat()
        with workspace.open("rb") as file:
            count = file.read(28)[24:].hex()
    except OSError:
        return ""
    file_ = f"{known.st_size} {known.st_mtime_ns} {count}"
    place = f"{state.size} {state.density} {state.panel}"
    return f"{key_of(state, workspace)} {file_} {place} {strftime('%Y-%m-%d')}"


@cache
def _system() -> str:
    """Return the system's font and ground, as they are before a theme is put on."""
    ground = QGuiApplication.palette().window().color().name()
    return f"{QGuiApplication.font().toString()} {ground}"
