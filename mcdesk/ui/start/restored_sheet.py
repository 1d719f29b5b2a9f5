"""The sheet of the first page that tells what a backup brought back, and who works there now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts, theme

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.ui.start.restoring import Restored


class RestoredSheet(QWidget):
    """Says what was restored, what was set aside, and as whom one works there.

    Signals:
        open_requested: the restored workspace (its path) is to be opened.
        left: back to the choices.
    """

    open_requested = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._words = parts.label("", wrap=True)
        self._folder = parts.label("", "muted", wrap=True)
        self._person = parts.label("", "note", wrap=True)
        self.open = parts.button(_("Open the workspace"), "primary", "folder-open")
        self.open.clicked.connect(self._on_open)
        back = parts.button(_("Back"), "quiet", "arrow-left")
        back.clicked.connect(self.left)
        column = QVBoxLayout(self)
        column.setSpacing(theme.WIDE)
        column.addStretch(1)
        column.addWidget(parts.label(_("The backup was restored"), "title"))
        column.addWidget(self._words)
        column.addWidget(self._folder)
        column.addWidget(self._person)
        column.addLayout(parts.row(back, 1, self.open))
        column.addStretch(2)

    def show_restored(self, restored: Restored) -> None:
        """Say where both workspaces are now."""
        self._path = restored.path
        if restored.aside is None:
            words = _("{name} holds the backup now.").format(name=restored.path.name)
        else:
            words = _("{name} holds the backup now. The workspace that was there is kept as "
                      "{aside} in the same folder.")  # fmt: skip
            words = words.format(name=restored.path.name, aside=restored.aside.name)
        self._words.setText(words)
        who = _("You work there as {person}, who worked in it when the backup was made: what you "
                "do is done in this name. If that is not you, open the workspace and choose your "
                "name at the foot of the sidebar.")  # fmt: skip
        self._person.setText(who.format(person=restored.person))
        self._person.setVisible(bool(restored.person))
        self._folder.setText(str(restored.path.parent))

    def _on_open(self) -> None:
        if self._path is not None:
            self.open_requested.emit(self._path)
