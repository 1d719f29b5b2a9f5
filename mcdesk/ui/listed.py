"""What Qt's models have in common here: the words for an index, and a list shown as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
Item = TypeVar("Item")


class Listed(QAbstractListModel, Generic[Item]):
    """Frozen things in a list; others take their place at once. Subclasses say them in `data`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def show(self, items: Sequence[Item]) -> None:
        """Show these."""
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()

    def item(self, index: Index) -> Item | None:
        """Return what stands at an index, or None."""
        is_here = index.isValid() and index.row() < len(self.items)
        return self.items[index.row()] if is_here else None

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)
