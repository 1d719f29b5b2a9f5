"""A hub that was moved or renamed is followed: asked where it is, and looked whether it is it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.hub_codes import (
    DAMAGED,
    GONE,
    NO_ANSWER,
    NO_HUB_THERE,
    NOT_A_HUB,
    OUT_OF_REACH,
    is_another,
)
from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.place import HubPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import HubSight
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.team.place import HubWish, Try
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow

    Follow = Callable[
        ["HubWish", Callable[[str], object], Callable[[McDeskError], object], Callable[[], bool]],
        object,
    ]

ELSEWHERE = (GONE, DAMAGED, OUT_OF_REACH, NO_ANSWER, NOT_A_HUB, NO_HUB_THERE, "other_hub")
"""The codes of trouble behind which a hub may lie elsewhere."""


def may_lie_elsewhere(standing: Standing) -> bool:
    """Tell whether the hub is not found where it was, as far as the last exchange could tell."""
    return getattr(standing.trouble, "code", "") in ELSEWHERE


class MovedDialog(Dialog):
    """Asks where the hub is now, and stays until it was found there and is followed."""

    def __init__(
        self, address: str, attempt: Try, follow: Follow, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Where is the hub now?"), parent, width=620)
        self._follow, self._is_following = follow, False
        words = _("It was moved or renamed, or its folder or server was. This workspace looks for "
                  "it here from then on, if it is the same hub: nothing is made anew, and nobody "
                  "joins again. Each of the team does this once on their computer.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        known = _("It was here: {address}").format(address=address)
        self.body.addWidget(parts.label(known, "small", wrap=True))
        self.place = HubPlace("move", attempt)
        self.place.show_place(address)
        self.body.addWidget(self.place)
        self.body.addStretch(1)
        self.add_ok(_("Follow it there"))
        self.place.changed.connect(self._on_changed)
        self.first = self.place.address if self.place.is_server else self.place.file
        self.first.setFocus()
        self._on_changed()

    @override
    def accept(self) -> None:
        """Have it looked for; the dialog closes when it was found, and says why it was not."""
        wish = self.place.wish()
        if wish is None or self._is_following:
            return
        self._is_following = True
        self.ok.setEnabled(False)
        self.place.show_doing(_("Looking for the hub …"))
        self._follow(wish, self._on_followed, self._on_failed, self._is_wanted)

    @override
    def reject(self) -> None:
        """Close; what is being looked for is not followed then."""
        super().reject()
        if self.isHidden():
            self._is_following = False

    def _is_wanted(self) -> bool:
        """Tell whether the hub is still to be followed: nobody closed the dialog meanwhile."""
        return self._is_following

    def _on_followed(self, _address: str) -> None:
        if self._is_following:
            super().accept()

    def _on_failed(self, error: McDeskError) -> None:
        if not self._is_following:
            return
        self._is_following = False
        self.ok.setEnabled(True)
        self.place.show_error(error)

    def _on_changed(self) -> None:
        self.ok.setEnabled(self.place.wish() is not None)


def ask_place(window: MainWindow, exchanger: Exchanger, make_app: MakeApp) -> None:
    """Ask where the hub of the window's workspace lies now, and follow it there."""
    state = exchanger.standing.state
    if state is None or not state.hub_id:
        return
    attempt = partial(_try, exchanger, state.hub_id)
    follow = partial(follow_hub, window, exchanger, make_app)
    dialog = MovedDialog(state.address, attempt, follow, window)
    dialog.exec()
    dialog.deleteLater()


def follow_hub(
    window: MainWindow,
    exchanger: Exchanger,
    make_app: MakeApp,
    wish: HubWish,
    done: Callable[[str], object],
    failed: Callable[[McDeskError], object],
    is_wanted: Callable[[], bool] = lambda: True,
) -> None:
    """Let the workspace find its hub at another place; one of `done` and `failed` is called.

    The worker that may wait for a hub looks first, so that the window waits for none. Where it is
    no longer wanted until then, nothing is done.
    """
    state = exchanger.standing.state
    hub_id = state.hub_id if state is not None else ""

    def followed(address: str) -> None:
        if not address:
            return
        window.say(_("The hub is found: {address}").format(address=address))
        exchanger.follow()
        done(address)

    def looked(_sight: HubSight) -> None:
        window.tasks.run(partial(_move, make_app, wish.address, is_wanted), followed, failed)

    _try(exchanger, hub_id, wish, looked, failed)


def _try(
    exchanger: Exchanger,
    hub_id: str,
    wish: HubWish,
    done: Callable[[HubSight], object],
    failed: Callable[[McDeskError], object],
) -> None:
    exchanger.ask(partial(_look, hub_id, wish.address), done, failed)


def _look(hub_id: str, address: str, app: AppPort) -> HubSight:
    """Look what lies at a place; raises Refused where it is another hub."""
    sight = app.look_at_hub(address)
    if sight.hub_id != hub_id:
        raise is_another()
    return sight


def _move(make_app: MakeApp, address: str, is_wanted: Callable[[], bool], desk: DeskPort) -> str:
    """Return where the hub is followed; nothing where nobody wants that any more."""
    return make_app().move_hub(desk, address) if is_wanted() else ""
