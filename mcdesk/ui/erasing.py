"""Removing something for ever: asked first what goes, from where, and what stays; then told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.i18n import _, apart
from mcdesk.ui import parts
from mcdesk.ui.dialogs import ReasonDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import RemoveContent


@dataclass(frozen=True, slots=True)
class Erased:
    """What a removal changed; `waits` tells that the team's hub has yet to take it."""

    changes: Changes
    waits: bool

    @property
    def words(self) -> str:
        """What a person is told: no more than is so by now."""
        if self.waits:
            return _("It is removed here. With the next exchange it goes from the team’s hub, too.")
        return _("It was removed for ever.")


@dataclass(frozen=True, slots=True)
class Erase:
    """Removes for ever, as a job of the worker."""

    command: RemoveContent
    source: str = ""

    def __call__(self, desk: DeskPort) -> Erased:
        changes = desk.execute(self.command, source=self.source)
        return Erased(changes, bool(desk.team_marks(waiting=True).waits))


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
