"""Hangs the team into the window: the exchanger, its line in the sidebar, its page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.application.hub_codes import MOVED
from mcdesk.errors import Trouble
from mcdesk.i18n import N_, _, plural
from mcdesk.ui.actions import Action
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.badges import BoardBadges
from mcdesk.ui.team.exchange import Exchanger
from mcdesk.ui.team.packets import Packets
from mcdesk.ui.team.presence import Presences
from mcdesk.ui.team.removals import RefusedRemovals
from mcdesk.ui.wiring import look_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.ports import AppPort, DeskPort, Progress
    from mcdesk.application.views import HubSight
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.tasks import Job
    from mcdesk.ui.team.place import HubWish
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow


PACK = 2
"""The answer of who packs what waits before leaving."""


def use_team(window: MainWindow, make_app: MakeApp) -> None:
    """Let a window exchange with its hub, if its workspace has one."""
    exchanger = Exchanger(window, make_app)
    exchanger.told.connect(window.sidebar.team.show_standing)
    exchanger.told.connect(window.banner.show_standing)
    window.banner.asked.connect(partial(notice, window, exchanger))
    exchanger.told.connect(WhoWorks(window).ask)
    exchanger.told.connect(BoardBadges(window).follow)
    exchanger.told.connect(RefusedRemovals(window, partial(look_at, window)).follow)
    Presences(window, exchanger)
    packets = Packets(window, make_app, exchanger)
    show = partial(open_team, window, exchanger, make_app, packets)
    window.sidebar.team.looked.connect(show)
    window.actions_.register(
        (
            Action(id="team", title=N_("Team…"), icon="users", callback=show, menus=("file",),
                   separator=True),
            Action(id="bring_in", title=N_("Bring in another workspace…"), icon="download",
                   callback=partial(bring_in, window, make_app), menus=("file",),
                   enabled=lambda: _may_bring_in(window)),
            Action(id="exchange", title=N_("Exchange with the team now"), icon="rotate-ccw",
                   callback=exchanger.exchange, menus=(),
                   enabled=lambda: exchanger.standing.kind != "none"),
            Action(id="hub_moved", title=MOVED, icon="search", menus=(),
                   callback=partial(follow_elsewhere, window, exchanger, make_app),
                   enabled=lambda: exchanger.standing.kind != "none"),
            *packets.actions(),
        ),
        window,
    )  # fmt: skip


def notice(window: MainWindow, exchanger: Exchanger) -> None:
    """Show what was noticed, such as that the workspace is a copy."""
    from mcdesk.ui.team.healings import show_noticed

    show_noticed(window.tasks, exchanger, window)


def bring_in(window: MainWindow, make_app: MakeApp) -> None:
    """Ask for another workspace, and bring in what was done there."""
    from mcdesk.ui.team.bringing import ask_file

    ask_file(window, make_app)


def follow_elsewhere(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Ask where the hub lies now, and follow it."""
    from mcdesk.ui.team.moved import ask_place

    ask_place(window, exchanger, make_app)


def _may_bring_in(window: MainWindow) -> bool:
    info = window.info
    return info is not None and not info.sample and "settings" in info.rights


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


def open_team(
    window: MainWindow, exchanger: Exchanger, make_app: MakeApp, packets: Packets
) -> None:
    """Open the team's page."""
    from mcdesk.ui.team.heal import rebuild
    from mcdesk.ui.team.members import show_members
    from mcdesk.ui.team.moved import ask_place
    from mcdesk.ui.team.page import TeamPage
    from mcdesk.ui.team.upgrade import upgrade

    if window.host.bring_up("team") is not None:
        return
    page = TeamPage(window.tasks, exchanger, packets=packets.button)
    page.share_requested.connect(partial(share, window, exchanger, make_app))
    page.join_requested.connect(window.actions_["new_workspace"].trigger)
    page.members_requested.connect(partial(show_members, window, exchanger))
    page.password_requested.connect(partial(ask_password, window, exchanger))
    page.leave_requested.connect(partial(leave, window, exchanger, packets))
    page.rebuild_requested.connect(partial(rebuild, window, exchanger, make_app))
    page.move_requested.connect(partial(ask_place, window, exchanger, make_app))
    page.upgrade_requested.connect(partial(upgrade, window, exchanger))
    page.card_opened.connect(window.open_card)
    page.place_opened.connect(window.open_form_id)
    page.said.connect(window.say_done)
    page.show_seen(seen=window.state.is_seen)
    page.seen_chosen.connect(partial(setattr, window.state, "is_seen"))
    window.open_page(page, "team")


def share(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Ask where the hub is to be, and make it of this workspace."""
    from mcdesk.ui.team.share import ShareDialog

    make = partial(make_hub, window, exchanger, make_app)
    dialog = ShareDialog(partial(_try_place, exchanger), make, window)
    dialog.exec()
    dialog.deleteLater()


def make_hub(
    window: MainWindow,
    exchanger: Exchanger,
    make_app: MakeApp,
    wish: HubWish,
    made: Callable[[], object],
    failed: Callable[[McDeskError], object],
    progress: Callable[[int, int], object],
) -> Job:
    """Make a hub of this workspace; one of `made` and `failed` is called, `progress` before."""

    def on_shared(address: str) -> None:
        _on_shared(window, exchanger, address)
        made()

    def stopped() -> None:
        failed(Trouble("cancelled", N_("Stopped: nothing was made.")))

    job = partial(_share, make_app, wish)
    return window.tasks.run_long(job, on_shared, failed, stopped=stopped, progress=progress)


def _try_place(
    exchanger: Exchanger,
    wish: HubWish,
    done: Callable[[HubSight], object],
    failed: Callable[[McDeskError], object],
) -> None:
    exchanger.ask(partial(_look, wish), done, failed)


def _look(wish: HubWish, app: AppPort) -> HubSight:
    from mcdesk.ui.team.place import must_name_a_file

    must_name_a_file(wish)
    return app.look_at_place(wish.address, wish.login, wish.secret)


def _share(make_app: MakeApp, wish: HubWish, desk: DeskPort, progress: Progress) -> str:
    from mcdesk.ui.team.place import must_name_a_file

    must_name_a_file(wish)
    make_app().make_hub(desk, wish.address, wish.login, wish.secret, progress)
    return desk.replica().address


def _on_shared(window: MainWindow, exchanger: Exchanger, address: str) -> None:
    name = Path(address).name if "://" not in address else address
    window.say(_("Shared: {name}").format(name=name))
    exchanger.look()
    _refresh(window)


def ask_password(window: MainWindow, exchanger: Exchanger) -> None:
    """Ask for the password of the hub's login, then exchange."""
    from mcdesk.ui.team.share import PasswordDialog

    state = exchanger.standing.state
    if state is None:
        return
    dialog = PasswordDialog(state.address, window)
    secret = dialog.password if dialog.exec() else ""
    dialog.deleteLater()
    if secret:
        exchanger.ask(partial(_keep, state.address, secret), partial(_on_kept, window, exchanger))


def _keep(address: str, secret: str, app: AppPort) -> bool:
    return app.keep_password(address, secret)


def _on_kept(window: MainWindow, exchanger: Exchanger, is_kept: object) -> None:
    if not is_kept:
        window.say(_("This computer has no keyring: the password is asked for at each start."))
    exchanger.exchange()


def leave(window: MainWindow, exchanger: Exchanger, packets: Packets | None = None) -> None:
    """Ask whether this workspace is to go on by itself; what waits for the hub is packed first."""
    from mcdesk.ui import parts

    state = exchanger.standing.state
    waiting = state.waiting if state is not None else 0
    dialog = Dialog(_("Leave the team?"), window, width=500)
    if waiting:
        said = plural("{n} change waits for the hub, which does not have it yet: after leaving it "
                      "is in this workspace only, and the team never gets it. Exchange first, or "
                      "pack it into a file that somebody of the team takes in.",
                      "{n} changes wait for the hub, which does not have them yet: after leaving "
                      "they are in this workspace only, and the team never gets them. Exchange "
                      "first, or pack them into a file that somebody of the team takes in.",
                      waiting)  # fmt: skip
        dialog.body.addWidget(parts.label(said, state="warn", wrap=True))
    words = _("This workspace keeps everything and goes on by itself. Who joins the team again "
              "gets another workspace file, with what the team has by then; what is done in this "
              "one after leaving does not come into it.")  # fmt: skip
    dialog.body.addWidget(parts.label(words, "muted", wrap=True))
    dialog.add_ok(_("Leave all the same") if waiting else _("Leave the team"))
    if waiting and packets is not None:
        dialog.add_better(_("Pack changes…"), PACK)
    answer = dialog.exec()
    dialog.deleteLater()
    if answer == PACK and packets is not None:
        packets.pack()
    elif answer:
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
