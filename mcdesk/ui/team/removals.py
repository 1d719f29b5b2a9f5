"""What was removed for ever and waited for the hub, which refuses it: said where one works."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.i18n import _
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.records import Redaction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import AttentionLine, Changes
    from mcdesk.ui.team.standing import Standing
    from mcdesk.ui.window import MainWindow


FEW = 3


class RefusedRemovals(QObject):
    """Says after an exchange that a removal could not be kept, with the way to why.

    Whoever asked for it may long be elsewhere: a form, the files of a card, the directory.
    """

    def __init__(self, window: MainWindow, look_at: Callable[[int], object]) -> None:
        super().__init__(window)
        self._window, self._look_at = window, look_at
        self._known: frozenset[int] = frozenset()
        self._waits = False
        window.tasks.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        """Note what needs a look already, where something is removed here."""
        if Redaction.table in changes.tables and changes.source != "hub":
            self._window.tasks.run(_removals, self._on_removed, _ignore, kind="reader")

    def _on_removed(self, lines: Sequence[AttentionLine]) -> None:
        self._waits, self._known = True, frozenset(line.n for line in lines)

    def follow(self, standing: Standing) -> None:
        """Look whether a removal was refused, once the workspace stands otherwise to its hub."""
        state = standing.state
        if not self._waits or state is None or standing.is_working:
            return
        if state.attention:
            tell = partial(self._tell, more_wait=bool(state.waiting))
            self._window.tasks.run(_removals, tell, _ignore, kind="reader")
        elif not state.waiting:
            self._waits = False

    def _tell(self, lines: Sequence[AttentionLine], *, more_wait: bool) -> None:
        """Name each removal that was refused since, with the way to the first."""
        new = [line for line in lines if line.n not in self._known]
        self._known |= {line.n for line in new}
        if new:
            self._waits = more_wait
            one = _("Not removed, all is as it was: {what}")
            many = _("{n} removals were refused, all is as it was: {what}")
            said = (one if len(new) == 1 else many).format(n=len(new), what=_named(new))
            self._window.rooms.toast.say(said, look=partial(self._look_at, new[0].n))


def _named(lines: Sequence[AttentionLine]) -> str:
    """Return what was not removed: each by its name, or of many the first ones."""
    named = [line.what.text() for line in lines[:FEW]]
    if len(lines) > FEW:
        named.append(_("and {n} more").format(n=len(lines) - FEW))
    return "; ".join(named)


def _removals(desk: DeskPort) -> Sequence[AttentionLine]:
    """Return the removals that could not be kept."""
    return [line for line in desk.attention() if line.kind == RemoveContent.event]


def _ignore(_error: object) -> None:
    """Say nothing where the list cannot be read; the team's page says why."""
