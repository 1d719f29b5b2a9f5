"""The headings of a table, which know their own size without asking every row and column.

Qt's own measure the first and the last hundred of them each time the table looks at its geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

EDGES = 14
"""Pixels above and below the lines of a heading."""


class Numbers(QHeaderView):
    """The numbers of the rows, as wide as the last ones: no other is longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionsClickable(True)

    @override
    def sizeHint(self) -> QSize:
        size = QSize()
        for row in range(max(self.count() - 2, 0), self.count()):
            size = size.expandedTo(self.sectionSizeFromContents(row))
        return size if size.isValid() else super().sizeHint()


class Headings(QHeaderView):
    """The headings of the columns, as high as the table lets them be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing() + EDGES
        return QSize(self.length(), max(self.minimumHeight(), line))
