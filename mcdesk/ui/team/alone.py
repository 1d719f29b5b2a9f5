"""What the team's page shows while the workspace has no hub."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts


class Alone(QWidget):
    """Says what sharing is, and offers to share this workspace or to join a team.

    Signals:
        share_requested: a hub is to be made of this workspace.
        join_requested: another workspace is to be opened, such as a team's.
    """

    share_requested = Signal()
    join_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        words = _("This workspace is yours alone. Shared with a team, everybody keeps a whole "
                  "workspace on their own computer, works with or without the network, and "
                  "exchanges with a hub: a file on a folder that all of you reach, or a database "
                  "server.")  # fmt: skip
        told = parts.label(words, "muted", wrap=True)
        told.setMaximumWidth(640)
        self.share = parts.button(_("Share with a team…"), "primary", "users")
        self.share.clicked.connect(self.share_requested)
        joining = _("To join a team that has a hub already: New or other workspace, Join a team.")
        self.join = parts.Link(_("New or other workspace…"), None)
        self.join.followed.connect(self._on_join)
        column.addWidget(told)
        column.addSpacing(8)
        column.addWidget(self.share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        column.addWidget(parts.label(joining, "small", wrap=True))
        column.addWidget(self.join, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _on_join(self, _value: object) -> None:
        self.join_requested.emit()
