"""The line on top that never lets one forget.

That it is the sample, is open only to read, or has a login at the hub that is somebody else's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.errors import Finding
    from mcdesk.ui.team.exchange import Standing


class Banner(QFrame):
    """Shown while there is something to remember."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._info: WorkspaceInfo | None = None
        self._login: Finding | None = None
        self._label = parts.label("", "heading", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 16, 5)
        line.addWidget(self._label, 1)
        language.language_changed.connect(self._write)
        self.hide()

    def show_info(self, info: WorkspaceInfo) -> None:
        """Show what this workspace needs said."""
        self._info = info
        self._write()

    def show_standing(self, standing: Standing) -> None:
        """Show what is to be said of how the workspace stands towards its hub."""
        if standing.state is not None:
            self.show_login(standing.state.other_login)

    def show_login(self, other: Finding | None) -> None:
        """Show that the hub takes nothing of who works here, whose login is another's; or not."""
        if other != self._login:
            self._login = other
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
        elif self._login is not None:
            text = sentence(self._login)
        self._label.setText(text)
        theme.dress(self, state="sample" if info.sample else "")
        theme.dress(self._label)
        self.setVisible(bool(text))
