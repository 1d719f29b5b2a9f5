"""Buttons that Qt makes of a sign alone have a name and say what they do, as our own have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QToolButton

from mcdesk.i18n import _
from mcdesk.ui import language

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QLineEdit, QTableView


class Emptying(QObject):
    """Gives a line the sign that empties it; names it, and a lens, in the language in use."""

    def __init__(self, line: QLineEdit, lens: QAction | None = None) -> None:
        super().__init__(line)
        line.setClearButtonEnabled(True)
        self._signs = line.findChildren(QToolButton)
        self._lens, self._lenses = lens, list[QToolButton]()
        if lens is not None:
            line.addAction(lens, line.ActionPosition.LeadingPosition)
            found = line.findChildren(QToolButton)
            self._lenses = [each for each in found if each not in self._signs]
        language.language_changed.connect(self._write)
        self._write()

    def _write(self) -> None:
        for each in self._signs:
            each.setToolTip(_("Empty the line (Esc)"))
            each.setAccessibleName(_("Empty the line"))
        for each in self._lenses:
            each.setAccessibleName(_("Search"))
        if self._lens is not None:
            self._lens.setToolTip(_("Search"))  # its button takes it from there, again and again


def name_corner(table: QTableView) -> QAbstractButton | None:
    """Name the corner of a table, which marks all of it; return it."""
    corner = table.findChild(QAbstractButton)
    if corner is not None:
        corner.setToolTip(_("Mark everything (Ctrl+A)"))
        corner.setAccessibleName(_("Mark everything"))
    return corner
