"""Scans and filled forms dropped anywhere on the window, where no page takes files itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from mcdesk.exchange.filled import KINDS as FILLED
from mcdesk.i18n import _
from mcdesk.ui.override import override

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QWidget

KINDS = (*FILLED, ".jpg", ".jpeg", ".png", ".tif", ".tiff")


def files_in(data: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders of a drag that lie on this computer."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def papers_in(data: QMimeData) -> tuple[Path, ...]:
    """Return those files of a drag that may be scans or filled forms."""
    return tuple(path for path in files_in(data) if path.suffix.lower() in KINDS)


def accept_copy(event: QDropEvent) -> None:
    """Take what is dragged as a copy: of what was moved, its source takes the original away."""
    from PySide6.QtCore import Qt  # at first use, like the board (its enums are many)

    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class DropTarget(QObject):
    """Takes what is dropped on a window and comes back from outside; other files are named."""

    def __init__(
        self,
        window: QWidget,
        take: Callable[[Sequence[Path]], object],
        may_take: Callable[[], bool],
        say: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._take, self._may_take, self._say = take, may_take, say
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
            if event.type() != QEvent.Type.Drop or not self._may_take():
                return False
            return self._on_dropped(event)
        if isinstance(event, QDragEnterEvent) and self._may_take() and files_in(event.mimeData()):
            accept_copy(event)
            return True
        return super().eventFilter(watched, event)

    def _on_dropped(self, event: QDropEvent) -> bool:
        files, papers = files_in(event.mimeData()), papers_in(event.mimeData())
        if not files:
            return False
        accept_copy(event)
        left = ", ".join(path.name for path in files if path not in papers)
        if left:
            words = _("Only filled forms, as PDF or Word, and scans, as PDF or pictures, are taken "
                      "here. Not taken: {names}")  # fmt: skip
            self._say(words.format(names=left))
        if papers:
            self._take(papers)
        return True
