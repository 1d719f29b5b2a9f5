"""The line on top that never lets one forget: the sample, or a workspace open only to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo


class Banner(QFrame):
    """Shown while there is something to remember."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._info: WorkspaceInfo | None = None
        self._label = parts.label("", "heading")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 16, 5)
        line.addWidget(self._label)
        line.addStretch(1)
        language.language_changed.connect(self._write)
        self.hide()

    def show_info(self, info: WorkspaceInfo) -> None:
        """Show what this workspace needs said."""
        self._info = info
        self._write()

    def _write(self) -> None:
        info = self._info
        if info is None:
            return
        text = ""
        if info.sample:
            text = _("Sample workspace: try everything. It never becomes a real one.")
        elif info.read_only:
            text = _("Open for reading only: the file, or its folder, cannot be written to.")
        self._label.setText(text)
        theme.dress(self, state="sample" if info.sample else "")
        theme.dress(self._label)
        self.setVisible(bool(text))
