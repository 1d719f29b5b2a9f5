"""Hangs the team into the window: the exchanger, its line in the sidebar, its page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from mcdesk.i18n import N_, _
from mcdesk.ui.actions import Action
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.exchange import Exchanger

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.team.exchange import Standing
    from mcdesk.ui.window import MainWindow

SUFFIX = ".mcdhub"


def use_team(window: MainWindow, make_app: MakeApp) -> None:
    """Let a window exchange with its hub, if its workspace has one."""
    exchanger = Exchanger(window, make_app)
    exchanger.told.connect(window.sidebar.team.show_standing)
    exchanger.told.connect(WhoWorks(window).ask)
    window.sidebar.team.looked.connect(partial(open_team, window, exchanger, make_app))
    show = partial(open_team, window, exchanger, make_app)
    window.actions_.register(
        (
            Action(id="team", title=N_("Team…"), icon="users", callback=show, menus=("file",)),
            Action(id="exchange", title=N_("Exchange with the team now"), icon="rotate-ccw",
                   callback=exchanger.exchange, menus=(),
                   enabled=lambda: exchanger.standing.kind != "none"),
        ),
        window,
    )  # fmt: skip


class WhoWorks(QObject):
    """Asks once who works in a workspace that was just joined: nobody is chosen there yet."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._asked = window, False

    def ask(self, standing: Standing) -> None:
        """Offer the people of the directory, where the workspace is a team's and has nobody."""
        info = self._window.info
        if self._asked or info is None or standing.kind == "none":
            return
        self._asked = True
        if not info.person_id:
            self._window.say(_("Say who works here: choose yourself."))
            self._window.choose_person()


def open_team(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Open the team's page."""
    from mcdesk.ui.team.page import TeamPage

    if window.host.bring_up("team") is not None:
        return
    page = TeamPage(window.tasks, exchanger)
    page.share_requested.connect(partial(share, window, exchanger, make_app))
    page.leave_requested.connect(partial(leave, window, exchanger))
    page.card_opened.connect(window.open_card)
    page.said.connect(window.say)
    window.open_page(page, "team")


def share(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Ask where the hub is to lie, and make it of this workspace."""
    start = str(Path.home() / f"team{SUFFIX}")
    title = _("Where all of the team may write")
    chosen, _kind = QFileDialog.getSaveFileName(window, title, start, f"*{SUFFIX}")
    if not chosen:
        return
    path = Path(chosen) if chosen.endswith(SUFFIX) else Path(f"{chosen}{SUFFIX}")
    window.tasks.run(
        partial(_share, make_app, path),
        partial(_on_shared, window, exchanger, path),
        busy=_("Making the team’s hub …"),
    )


def _share(make_app: MakeApp, path: Path, desk: DeskPort) -> str:
    return make_app().make_hub(desk, str(path))


def _on_shared(window: MainWindow, exchanger: Exchanger, path: Path, _hub: str) -> None:
    window.say(_("Shared: {name}").format(name=path.name))
    exchanger.look()
    _refresh(window)


def leave(window: MainWindow, exchanger: Exchanger) -> None:
    """Ask whether this workspace is to go on by itself."""
    from mcdesk.ui import parts

    dialog = Dialog(_("Leave the team?"), window)
    words = _("This workspace keeps everything and goes on by itself. What you did and the hub "
              "does not have yet stays here only. You can join again later.")  # fmt: skip
    dialog.body.addWidget(parts.label(words, "muted", wrap=True))
    dialog.add_ok(_("Leave the team"))
    if dialog.exec():
        window.tasks.run(_leave, partial(_on_left, window, exchanger))


def _leave(desk: DeskPort) -> int:
    return desk.leave()


def _on_left(window: MainWindow, exchanger: Exchanger, _waited: int) -> None:
    window.say(_("Left the team"))
    exchanger.look()
    _refresh(window)


def _refresh(window: MainWindow) -> None:
    refresh = getattr(window.host.page, "refresh", None)
    if callable(refresh):
        refresh()
