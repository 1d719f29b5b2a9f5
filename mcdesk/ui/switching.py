"""Another person works in the window from now on, on both workers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.ports import DeskPort
    from mcdesk.errors import Finding
    from mcdesk.ui.window import MainWindow


def use_person(window: MainWindow, person: str) -> None:
    """Let another person work: on both workers, then everything is read anew.

    Pages are left first, so that what was typed stays with the one who typed it, and go: they know
    what the one before may do.
    """
    if not window.host.go("board"):
        return
    window.host.forget(but=("board", "work", "ideas"))
    window.tasks.run(partial(_become, person), partial(_tell_login, window))
    window.tasks.run(partial(_become, person), partial(_begin_again, window), kind="reader")


def _become(person: str, desk: DeskPort) -> Finding | None:
    desk.use_person(person)
    return desk.foreign_login()


def _begin_again(window: MainWindow, _foreign: Finding | None) -> None:
    window.begin()


def _tell_login(window: MainWindow, foreign: Finding | None) -> None:
    """Say at once, and as long as it is so, where the hub will take nothing of this person."""
    window.banner.show_login(foreign)
