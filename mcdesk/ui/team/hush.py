"""A short while in which a second press on the same spot does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

SHORT = 700
"""Milliseconds: longer than a double click (500 on Windows, Win32 `GetDoubleClickTime`)."""


class Hush(QTimer):
    """Runs for a short while after something was done, when something else stands in its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(SHORT)
