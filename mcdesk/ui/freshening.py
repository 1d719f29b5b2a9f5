"""Works out behind the board what each card lacks: after joining a team, and on a new day.

The board is there and can be worked on meanwhile: what a person does goes first, and works out
the summaries of the cards that it touches itself.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mcdesk.i18n import _
from mcdesk.ui.tasks import Priority

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.errors import McDeskError
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.window import MainWindow

FIRST, AT_ONCE = 100, 25
"""Cards that are worked out before a board is shown, and together behind it: what a person does
waits for no more than these."""


def begin(window: MainWindow, then: Callable[[], object]) -> None:
    """Open the workspace and do what follows; what many cards need is worked out behind that."""
    done = partial(_begun, window, then)
    window.tasks.run(partial(_some, FIRST), done, priority=Priority.URGENT)


def keep_up(
    window: MainWindow, make_app: MakeApp, path: Path, tasks: Tasks,
    explain: Callable[[McDeskError], object],
) -> None:  # fmt: skip
    """Keep the workspace backed up, and with its team's, from now on."""
    from mcdesk.ui.backing import BackupKeeper, Backups
    from mcdesk.ui.team.wiring import use_team

    keeper = BackupKeeper(window, tasks, Backups(make_app, path, window.state))
    keeper.failed.connect(explain)
    use_team(window, make_app)


def go_on(window: MainWindow) -> None:
    """Work out what is of an earlier day, behind the board."""
    window.tasks.run(partial(_some, AT_ONCE), partial(_begun, window, None), priority=Priority.IDLE)


def _begun(
    window: MainWindow, then: Callable[[], object] | None, done: tuple[Changes, int]
) -> None:
    if then is not None:
        then()
    if done[1]:
        _tell(window, done[1], done)


def _tell(window: MainWindow, of: int, done: tuple[Changes, int]) -> None:
    """Say how far it is, and work out the next ones."""
    _changes, left = done
    if not left:
        window.busy.show_busy("")
        return
    words = _("Looking at what each micro-credential needs: {done} of {of}")
    window.busy.show_busy(words.format(done=of - left, of=of))
    window.tasks.run(partial(_some, AT_ONCE), partial(_tell, window, of), partial(_stop, window),
                     priority=Priority.IDLE)  # fmt: skip


def _some(most: int, desk: DeskPort) -> tuple[Changes, int]:
    return desk.refresh_some(most)


def _stop(window: MainWindow, error: McDeskError) -> None:
    """Say why it did not go on; the next start takes it up where it was."""
    window.busy.show_busy("")
    window.tasks.failed.emit(error)
