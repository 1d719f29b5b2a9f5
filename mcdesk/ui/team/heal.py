"""A hub that is gone or damaged is rebuilt from this workspace: asked first, done by the office."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from mcdesk.application.hub_address import is_server
from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import Rebuilt
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow

LOST = ("hub_gone", "hub_damaged", "not_a_hub", "no_hub_there", "altered")
"""The codes of trouble that rebuilding mends."""


def is_lost(standing: Standing) -> bool:
    """Tell whether the hub is gone or damaged, as far as the last exchange could tell."""
    return getattr(standing.trouble, "code", "") in LOST


def rebuild(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Ask whether the hub is to be rebuilt, and do it."""
    state = exchanger.standing.state
    if state is None or not state.hub_id:
        return
    dialog = RebuildDialog(state.address, window)
    if dialog.exec():
        window.tasks.run(
            partial(_rebuild, make_app),
            partial(_on_rebuilt, window, exchanger),
            busy=_("Rebuilding the team’s hub …"),
        )
    dialog.deleteLater()


class RebuildDialog(Dialog):
    """Says what rebuilding does; on a server it is an act of the database's owner."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Rebuild the hub?"), parent, width=520)
        told = [_("The hub is made anew of what this workspace has from it; best do it in the "
                  "workspace that exchanged last. It stays the same hub: nobody joins again, and "
                  "the others bring what they have beyond it. A damaged one is kept.")]  # fmt: skip
        if is_server(address):
            told.append(
                _("On a server only the owner of its database can do it. Ask them, with this line:")
            )
        for words in told:
            self.body.addWidget(parts.label(words, "muted", wrap=True))
        if is_server(address):
            where = address.rpartition("@")[2]
            order = parts.label(f"mcdesk hub rebuild postgresql://OWNER@{where}", wrap=True)
            order.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(order)
            self.add_close()
        else:
            self.body.addWidget(parts.label(address, wrap=True))
            self.add_ok(_("Rebuild the hub"))


def _rebuild(make_app: MakeApp, desk: DeskPort) -> Rebuilt:
    app: AppPort = make_app()
    return app.rebuild_hub(desk)


def _on_rebuilt(window: MainWindow, exchanger: Exchanger, made: Rebuilt) -> None:
    words = _("The hub is rebuilt.")
    if made.aside:
        name = Path(made.aside).name
        words = _("The hub is rebuilt; the damaged one is kept as {name}.").format(name=name)
    window.say(words)
    exchanger.exchange()
