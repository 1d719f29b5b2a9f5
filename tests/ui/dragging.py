"""Files that are dragged with Shift, as they are moved: their source takes away what was moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Action = Qt.DropAction


def answers_to_move(
    enter: Callable[[QDragEnterEvent], object], drop: Callable[[QDropEvent], object], path: Path
) -> tuple[Action, Action]:
    """Drag a file there to be moved or copied; return what is answered when it comes and falls."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    offered = Action.CopyAction | Action.MoveAction
    press = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    come = QDragEnterEvent(QPoint(5, 5), offered, data, *press)
    fall = QDropEvent(QPointF(5, 5), offered, data, *press)
    assert come.proposedAction() == fall.proposedAction() == Action.MoveAction
    for give, event in ((enter, come), (drop, fall)):
        event.ignore()
        give(event)
        assert event.isAccepted()
    return come.dropAction(), fall.dropAction()


COPIED = Action.CopyAction, Action.CopyAction
