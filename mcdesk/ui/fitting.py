"""Windows that fit the screen: their title bar, with the button that closes them, is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MARGIN = 24
TITLE_BAR = 44
"""What a system's title bar takes at the most; before a window is shown nobody knows."""


def place_in(room: QRect, wanted: QSize) -> QRect:
    """Return where a window of this size goes: in the middle, below its own title bar."""
    width = min(wanted.width(), room.width() - 2 * MARGIN)
    height = min(wanted.height(), room.height() - TITLE_BAR - MARGIN)
    left = room.left() + (room.width() - width) // 2
    top = room.top() + max((room.height() - height - TITLE_BAR) // 2, 0)
    return QRect(left, top, width, height)


def show(window: QWidget) -> None:
    """Show a window no larger than its screen, its title bar in sight.

    It may come back to another screen than it was left on, or to one of another scale; what it
    needs at the least counts only where there is room for it.
    """
    room = window.screen().availableGeometry()
    most = QSize(room.width(), room.height() - TITLE_BAR)
    window.setMinimumSize(window.minimumSize().boundedTo(most))
    size = window.size().boundedTo(most)
    if size != window.size() and not window.isMaximized():
        window.resize(size)
        window.move(room.topLeft())
    window.show()


def fit(window: QWidget, wanted: QSize) -> None:
    """Give a window its size and place on its screen, or on its parent's."""
    parent = window.parentWidget()
    screen = (parent or window).screen()
    place = place_in(screen.availableGeometry(), wanted)
    window.resize(place.size())
    window.move(place.topLeft())
