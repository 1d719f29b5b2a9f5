"""A short while in which a second press on the same spot does nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QObject

SHORT = 700
"""Milliseconds: longer than a double click (500 on Windows, Win32 `GetDoubleClickTime`)."""


class Hush(QTimer):
    """Runs for a short while after something was done, when something else stands in its place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(SHORT)


def tab_through(first: QWidget, behind: Iterable[QWidget]) -> None:
    """Let Tab go from a widget on through others, made later than what stands behind it."""
    for each in behind:
        QWidget.setTabOrder(first, each)
        first = each
