"""Asking before something is removed for ever: what goes, where it goes from, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart
from mcdesk.ui import parts
from mcdesk.ui.dialogs import ReasonDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ErasingDialog(ReasonDialog):
    """Says plainly what removing for ever does, and asks why.

    `what` names the file or the place.
    """

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        words = _(
            "{what} is removed here, at the team’s hub and, with their next exchange, from every "
            "colleague’s workspace, out of the history, too. It cannot be undone. The day, your "
            "name, the reason and a fingerprint of what stood there stay."
        )
        ok = _("Remove for ever")
        super().__init__(_("Remove for ever?"), words.format(what=apart(what)), ok, parent)
        not_reached = _(
            "Older backups, printed paper and copies that somebody saved are not reached. What "
            "stands in other places as well is removed there by itself."
        )
        self.body.addWidget(parts.label(not_reached, "small", wrap=True))
