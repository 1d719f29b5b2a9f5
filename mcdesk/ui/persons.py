"""The menu of who is working now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo


class PersonMenu(QMenu):
    """Offers the people of the directory.

    Signals:
        picked: a person (id) was chosen.
    """

    picked = Signal(str)

    def __init__(self, info: WorkspaceInfo, parent: QWidget) -> None:
        super().__init__(parent)
        for person in info.persons:
            entry = QAction(person.name.replace("&", "&&"), self)
            entry.setData(person.id)
            entry.setCheckable(True)
            entry.setChecked(person.id == info.person_id)
            self.addAction(entry)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def _on_triggered(self, entry: QAction) -> None:
        self.picked.emit(str(entry.data()))
