"""Undo and redo of the window: what they would take, doing it, and saying what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.errors import Refused
from mcdesk.i18n import _, apart, plural
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views.tile import Changes, StepName
    from mcdesk.errors import McDeskError
    from mcdesk.ui.window import MainWindow

FEW = 3
"""Of how many cards every code is told."""


class Steps:
    """The steps of the workspace that can be taken back or done again."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._has_redo = False
        self._undoing = 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again, or will be once an undo under way is answered."""
        return self._has_redo or self._undoing > 0

    def show(self, undo: StepName, redo: StepName) -> None:
        """Say in the actions which step they would take."""
        self._has_redo = bool(redo)
        for id_, step, plain, named in (
            ("undo", undo, _("Undo"), _("Undo: {what}")),
            ("redo", redo, _("Redo"), _("Redo: {what}")),
        ):
            words = step_words(step).replace("&", "&&")
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
            self._undoing += 1
            self._window.actions_.refresh()
            self._window.tasks.run(jobs.undo, self._on_undone, self._on_not_undone)

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
            self._window.say(sentence(error.findings[0]))
        else:
            self._window.tasks.failed.emit(error)

    def _on_not_undone(self, error: McDeskError) -> None:
        self._end_undo()
        self._on_failed(error)

    def _end_undo(self) -> None:
        self._undoing -= 1
        self._window.actions_.refresh()

    def _on_undone(self, changes: Changes) -> None:
        self._end_undo()
        self._window.say(undone_words(changes))
        self._window.rooms.toast.offer_redo()

    def _on_redone(self, changes: Changes) -> None:
        self._window.say(redone_words(changes))


def undone_words(changes: Changes) -> str:
    """Return what an undo took back, and of which card."""
    words = step_words(changes.redo)
    return _("Undone: {what}").format(what=words) if words else _("Undone")


def redone_words(changes: Changes) -> str:
    """Return what a redo did again, and to which card."""
    words = step_words(changes.undo)
    return _("Redone: {what}").format(what=words) if words else _("Redone")


def step_words(step: StepName) -> str:
    """Return what a step did and to which card, in words; "" for one that is not known."""
    from mcdesk.application.event_words import EVENTS

    if step.kind not in EVENTS:
        return ""
    words = _rows_words(step) or EVENTS[step.kind].text()
    if step.who:
        words = _("{what} by {who}").format(what=words, who=apart(step.who))
    setting = step.setting.text() if step.setting else ""
    about = setting or " ".join(filter(None, (cards_words(step.cards), step.form)))
    return f"{words} · {about}" if about else words


def _rows_words(step: StepName) -> str:
    """Return how many rows a step added or took out, or how many places it filled.

    "" where it is one, or something else.
    """
    if step.count > 1 and step.kind == "RowAdded":
        return plural("{n} row added", "{n} rows added", step.count)
    if step.count > 1 and step.kind == "RowRemoved":
        return plural("{n} row removed", "{n} rows removed", step.count)
    if step.count > 1 and step.kind in ("ValueSet", "CellSet"):
        return plural("{n} place filled", "{n} places filled", step.count)
    return ""


def cards_words(codes: Sequence[str]) -> str:
    """Return the codes of a few cards, or the first one's and how many more there are."""
    if len(codes) <= FEW:
        return ", ".join(codes)
    more = plural("{n} more", "{n} more", len(codes) - 1)
    return _("{code} and {more}").format(code=codes[0], more=more)
