"""Undo and redo of the window: what they would take, doing it, and saying what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Refused
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.views.tile import Changes
    from mcdesk.errors import McDeskError
    from mcdesk.ui.window import MainWindow


class Steps:
    """The steps of the workspace that can be taken back or done again."""

    can_redo = False

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def show(self, undo: str, redo: str) -> None:
        """Say in the actions which kind of step they would take; "" where there is none."""
        self.can_redo = bool(redo)
        for id_, kind, plain, named in (
            ("undo", undo, _("Undo"), _("Undo: {what}")),
            ("redo", redo, _("Redo"), _("Redo: {what}")),
        ):
            words = step_words(kind)
            self._window.actions_[id_].setText(named.format(what=words) if words else plain)
        self._window.actions_.refresh()

    def undo(self) -> None:
        """Undo the last step: the page's own, or the workspace's.

        It waits behind what is still being done, so that it takes that back; only the desk knows
        then whether there is a step at all.
        """
        from mcdesk.ui import jobs

        own = self._on_page("undo")
        if own is not None:
            own()
        else:
            self._window.tasks.run(jobs.undo, self._on_undone, self._on_failed)

    def redo(self) -> None:
        """Do again what was undone: on the page itself, or in the workspace."""
        from mcdesk.ui import jobs

        own = self._on_page("redo")
        if own is not None:
            own()
        else:
            self._window.tasks.run(jobs.redo, self._on_redone, self._on_failed)

    def _on_page(self, step: str) -> Callable[[], object] | None:
        """Return the page's own undo or redo; None where it says by `can_undo` that it has none.

        Then the step is the workspace's: on the wording page an adoption, say.
        """
        page = self._window.host.page
        own = getattr(page, step, None)
        return own if callable(own) and getattr(page, f"can_{step}", True) else None

    def _on_failed(self, error: McDeskError) -> None:
        """Say that there is no step; explain what kept one from being taken."""
        if isinstance(error, Refused) and error.code == "nothing":
            self._window.say(error.findings[0].sentence())
        else:
            self._window.tasks.failed.emit(error)

    def _on_undone(self, changes: Changes) -> None:
        words = step_words(changes.redo)
        self._window.say(_("Undone: {what}").format(what=words) if words else _("Undone"))

    def _on_redone(self, changes: Changes) -> None:
        words = step_words(changes.undo)
        self._window.say(_("Redone: {what}").format(what=words) if words else _("Redone"))


def step_words(kind: str) -> str:
    """Return what a step did, in words; "" for one that is not known."""
    from mcdesk.application.history import EVENTS

    return EVENTS[kind].text() if kind in EVENTS else ""
