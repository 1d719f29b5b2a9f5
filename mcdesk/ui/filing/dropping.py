"""Scans dropped anywhere on the window, where no page takes files itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")


def scans_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files of a drag when all of them may be scans, else none."""
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return paths if all(path.suffix.lower() in KINDS for path in paths) else ()


class DropTarget(QObject):
    """Takes scans that are dropped on a window and hands them on."""

    def __init__(
        self,
        window: QWidget,
        take: Callable[[Sequence[Path]], object],
        may_take: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._take, self._may_take = take, may_take
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
            if event.type() != QEvent.Type.Drop or not self._may_take():
                return False
            paths = scans_in(event.mimeData())
            if paths:
                event.acceptProposedAction()
                self._take(paths)
            return bool(paths)
        if isinstance(event, QDragEnterEvent) and self._may_take() and scans_in(event.mimeData()):
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
