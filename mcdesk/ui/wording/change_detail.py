"""The whole texts of a change that is chosen in a list, where its cells have no room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts, theme

if TYPE_CHECKING:
    from mcdesk.ui.people.table import LinesView

HIGH = 180  # pixels of it, at most
ENTRY, BEFORE, AFTER = 1, 3, 4


class ChangeDetail(QScrollArea):
    """Shows of the chosen row what the entry is called, how it was before and how it is after."""

    def __init__(self, changes: LinesView) -> None:
        super().__init__()
        self._changes = changes
        self.entry = parts.label("", "heading", wrap=True)
        self.before, self.after = parts.label("", wrap=True), parts.label("", wrap=True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(theme.TIGHT)
        column.addWidget(self.entry)
        for title, words in ((_("Before"), self.before), (_("After"), self.after)):
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(parts.label(title, "small"))
            column.addWidget(words)
        column.addStretch(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(HIGH)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        changes.picked.connect(self.follow)
        for signal in (changes.model().modelReset, changes.model().dataChanged):
            signal.connect(self.follow)
        self.follow()

    def follow(self, *_what: object) -> None:
        """Show the row that is chosen now; nothing where none is."""
        chosen = self._changes.current
        line = next((each for each in self._changes.lines.lines if each.id == chosen), None)
        self.setVisible(line is not None and bool(chosen))
        if line is not None:
            for label, cell in ((self.entry, ENTRY), (self.before, BEFORE), (self.after, AFTER)):
                label.setText(line.cells[cell])


def with_detail(changes: LinesView) -> QWidget:
    """Return a list of changes with the whole texts of the chosen one below it."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.TIGHT)
    column.addWidget(changes, 1)
    column.addWidget(ChangeDetail(changes))
    return holder
