"""The window of the first page: once a person has sized it, a workspace opens where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from typing_extensions import override

from mcdesk.ui.enter import PressingWindow

if TYPE_CHECKING:
    from PySide6.QtGui import QMoveEvent, QResizeEvent
    from PySide6.QtWidgets import QMainWindow

    from mcdesk.ui.state import WindowState

SIZE = QSize(1100, 720)


class FirstWindow(PressingWindow):
    """Shows the first page where the window `before` stood, else where one stood last."""

    def __init__(self, state: WindowState, before: QMainWindow | None) -> None:
        super().__init__()
        self._state = state
        self.setWindowTitle("MC Desk")
        self.resize(SIZE)
        stood = before.saveGeometry() if before is not None else state.geometry
        self._is_sized = self.restoreGeometry(stood)  # False where there was none

    def _keep(self) -> None:
        """Remember where it stands, unless that is only where the system put it at first."""
        if self.isVisible() and (self._is_sized or self.size() != SIZE):
            self._is_sized = True
            self._state.keep_place(self)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep()

    @override
    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._keep()
