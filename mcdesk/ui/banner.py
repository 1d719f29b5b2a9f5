"""The line on top that never lets one forget.

That it is the sample, is open only to read, has a login at the hub that is somebody else's, or
was found to be a copy, or put back to an earlier state, and nobody looked at what that means yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import language, parts, theme
from mcdesk.ui.saying import sentence, with_path

if TYPE_CHECKING:
    from mcdesk.application.views import Copied, PutBack, WorkspaceInfo
    from mcdesk.errors import Finding
    from mcdesk.ui.team.standing import Standing


class Banner(QFrame):
    """Shown while there is something to remember.

    Signals:
        asked: what was noticed is to be shown.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._info: WorkspaceInfo | None = None
        self._login: Finding | None = None
        self._copy: Copied | None = None
        self._back: PutBack | None = None
        self.link = parts.Link("", None)
        self.link.followed.connect(self._on_link)
        self._label = parts.label("", "heading", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 5, 16, 5)
        line.addWidget(self._label, 1)
        line.addWidget(self.link)
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
            self.show_noticed(standing.state.copied, standing.state.put_back)

    def show_login(self, other: Finding | None) -> None:
        """Show that the hub takes nothing of who works here, whose login is another's; or not."""
        if other != self._login:
            self._login = other
            self._write()

    def show_noticed(self, copy: Copied | None, back: PutBack | None) -> None:
        """Show that the workspace is a copy or was put back, until somebody looked at it."""
        if (copy, back) != (self._copy, self._back):
            self._copy, self._back = copy, back
            self._write()

    def _on_link(self, _value: object) -> None:
        self.asked.emit()

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
        elif self._back is not None:
            from mcdesk.application import put_back

            text = sentence(put_back.told(self._back)[0])
        elif self._copy is not None:
            from mcdesk.application import copied

            text = with_path(copied.told(self._copy)[0])
        self.link.setText(_("What was done, and what to check…"))
        is_noticed = self._copy is not None or self._back is not None
        self.link.setVisible(bool(text) and is_noticed and self._login is None
                             and not info.read_only)  # fmt: skip
        self._label.setText(text)
        theme.dress(self, state="sample" if info.sample else "")
        theme.dress(self._label, state="accent" if info.sample else "warn")
        self.setVisible(bool(text))
