"""Undo and redo of the window: what they would take, doing it, and saying what was done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from mcdesk.errors import Refused
from mcdesk.i18n import _, apart, plural
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.views import WorkspaceInfo
    from mcdesk.application.views.changes import Changes, StepName
    from mcdesk.errors import McDeskError
    from mcdesk.ui.window import MainWindow

Way = Literal["undo", "redo"]
FEW = 3
"""Of how many cards every code is told."""


class Steps:
    """The steps of the workspace that can be taken back or done again."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._undo: StepName | None = None
        self._redo: StepName | None = None
        self._undoing = 0

    @property
    def has_undo(self) -> bool:
        """Whether the last thing that was done is a step which can be taken back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether the key to do again has something to do, or to say.

        There is a step, or will be once an undo under way is answered; or the last step undid one
        of the history, and another key takes it back.
        """
        return bool(self._redo) or self._undoing > 0 or self._is_of_history

    @property
    def _is_of_history(self) -> bool:
        """Whether the last step was to undo a change of the history by itself."""
        return self._undo is not None and bool(self._undo.undone or self._undo.redone)

    def show(self, undo: StepName, redo: StepName) -> None:
        """Say in the actions which step they would take."""
        self._undo, self._redo = undo, redo
        for id_, step, plain, named in (
            ("undo", undo, _("Undo"), _("Undo: {what}")),
            ("redo", redo, _("Redo"), _("Redo: {what}")),
        ):
            words = (back_words(step) if id_ == "undo" else step_words(step)).replace("&", "&&")
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
        elif self._undo and self._is_of_history and not (self._redo or self._undoing):
            words = _("Nothing to do again: the last step was “{what}”, and Ctrl+Z takes it back")
            self._window.say(words.format(what=step_words(self._undo)), undo=True)
        else:
            self._window.tasks.run(jobs.redo, self._on_redone, partial(self._on_failed, "redo"))

    def _on_page(self, step: str) -> Callable[[], object] | None:
        """Return the page's own undo or redo; None where it says by `can_undo` that it has none.

        Then the step is the workspace's: on the wording page an adoption, say.
        """
        page = self._window.host.page
        own = getattr(page, step, None)
        return own if callable(own) and getattr(page, f"can_{step}", True) else None

    def _on_failed(self, way: Way, error: McDeskError) -> None:
        """Say that there is no step; explain what kept one from being taken, and what is next."""
        if not isinstance(error, Refused):
            self._window.tasks.failed.emit(error)
        elif error.code == "nothing":
            self._window.say(sentence(error.findings[0]))
        else:
            from mcdesk.ui import jobs

            told = partial(self._on_passed_over, way, error)
            self._window.tasks.run(jobs.read_info, told)  # the reader knows no steps

    def _on_passed_over(self, way: Way, error: Refused, info: WorkspaceInfo) -> None:
        """Explain why a step was not taken, and name the one that the key takes from now on."""
        from mcdesk.ui import dialogs

        was = self._undo if way == "undo" else self._redo
        self.show(info.undo, info.redo)
        if way == "undo":
            title, next_ = _("Not undone: {what}"), step_words(info.undo)
            then = _("Ctrl+Z passes over it; the next one takes back: {what}")
        else:
            title, next_ = _("Not done again: {what}"), step_words(info.redo)
            then = _("Ctrl+Y passes over it; the next one does again: {what}")
        refused = title.format(what=step_words(was)) if was else ""
        about = then.format(what=next_) if next_ else ""
        dialogs.explain(error, self._window, refused=refused, about=about)

    def _on_not_undone(self, error: McDeskError) -> None:
        self._end_undo()
        self._on_failed("undo", error)

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
    if changes.redo.undone or changes.redo.redone:
        return step_words(_other_way(changes.redo))
    words = step_words(changes.redo)
    return _("Undone: {what}").format(what=words) if words else _("Undone")


def redone_words(changes: Changes) -> str:
    """Return what a redo did again, and to which card."""
    words = step_words(changes.undo)
    if changes.undo.undone or changes.undo.redone:
        return words
    return _("Redone: {what}").format(what=words) if words else _("Redone")


def back_words(step: StepName) -> str:
    """Return what is taken back, where that is a step of the history that was undone by itself."""
    words = step_words(step)
    return _("take back “{what}”").format(what=words) if step.undone or step.redone else words


def _other_way(step: StepName) -> StepName:
    """Return the name of what takes back a step of the history that was undone by itself."""
    return replace(step, undone=step.redone, redone=step.undone)


def step_words(step: StepName) -> str:
    """Return what a step did and to which card, in words; "" for one that is not known."""
    from mcdesk.application.event_words import EVENTS, REDONE

    if step.kind not in EVENTS:
        return ""
    words = _rows_words(step) or EVENTS[step.kind].text()
    inner = EVENTS.get(step.undone or step.redone)
    if inner is not None:
        verb = REDONE if step.redone else EVENTS["EventUndone"]
        words = f"{verb.text()}: {inner.text()}"
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
