"""Who else is working in the form that is open: a quiet hint, which blocks nothing.

Where one is is looked at every few seconds, without asking anybody; the hub is told when that
changed, and now and then, so that it knows who is still there. Who does not want it tells nothing
and is told nothing.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from mcdesk.application.views import Presence
from mcdesk.i18n import _

if TYPE_CHECKING:
    from mcdesk.errors import McDeskError
    from mcdesk.ui.forms.editor import FormEditor
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.window import MainWindow

LOOKS = 3_000
"""Milliseconds between two looks at where one is."""
TELLS = 20.0
"""Seconds after which the hub is told again that one is there."""
REACHED = ("synced", "waiting", "working")


class Presences(QObject):
    """Tells the hub which section of which form one has open, and shows where the others are."""

    def __init__(self, window: MainWindow, exchanger: Exchanger) -> None:
        super().__init__(window)
        self._window, self._exchanger = window, exchanger
        self._told, self._told_at = Presence(""), 0.0
        self._others: tuple[Presence, ...] = ()
        self._is_asking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self.look)
        window.host.moved.connect(self.look)
        window.closing.connect(self._timer.stop)

    def _editor(self) -> FormEditor | None:
        page: Any = self._window.host.page
        return page if hasattr(page, "show_others") else None

    def _place(self) -> Presence:
        """Return where one is, as others may know it."""
        info, editor = self._window.info, self._editor()
        me = info.person_id if info is not None else ""
        if editor is None or not me or not self._window.state.is_seen:
            return Presence(me)
        return Presence(me, editor.form_id, editor.section_id)

    def look(self, _moved: str = "") -> None:
        """Tell the hub where one is, if it does not know."""
        place, now = self._place(), time.monotonic()
        is_shown = bool(place.form_id)
        if not is_shown:
            self._timer.stop()
            self._others = ()
        elif not self._timer.isActive():
            self._timer.start()
        self._show()
        is_new = place != self._told
        if self._is_asking or not (is_new or (is_shown and now - self._told_at > TELLS)):
            return
        state = self._exchanger.standing.state
        if state is None or not state.hub_id or self._exchanger.standing.kind not in REACHED:
            return
        self._told, self._told_at, self._is_asking = place, now, True
        self._exchanger.ask(partial(_here, state.address, place), self._on_told, self._on_failed)

    def _on_told(self, others: tuple[Presence, ...]) -> None:
        self._is_asking, self._others = False, others
        self._show()

    def _on_failed(self, _error: McDeskError) -> None:
        """Show nobody: the line of the team says why nobody answers."""
        self._on_told(())

    def _show(self) -> None:
        editor = self._editor()
        if editor is not None:
            editor.show_others(*self._words(editor, self._place()))

    def _words(self, editor: FormEditor, mine: Presence) -> tuple[str, int]:
        """Return where the others are in a form, one a line; who is where one is comes first.

        With it goes how many those are.
        """
        info, session = self._window.info, editor.session
        if info is None or session is None:
            return "", 0
        names = {person.id: person.name for person in info.persons}
        titles = {each.id: each.title.text() for each in session.definition.sections}
        found = [
            (each.section != mine.section, names[each.person_id], each)
            for each in self._others
            if each.form_id == mine.form_id and each.person_id in names
        ]
        lines, near = [], 0
        for _is_elsewhere, name, each in sorted(found, key=lambda line: line[:2]):
            words = _("{name} is in “{section}”")
            if each.section not in titles:  # the form is only opening there, or is a newer one
                words = _("{name} has this form open, too")
            elif each.section == mine.section:
                words = _("{name} is in this section, too")
                near += 1
            lines.append(words.format(name=name, section=titles.get(each.section, "")))
        return "\n".join(lines), near


def _here(address: str, me: Presence, app: Any) -> tuple[Presence, ...]:
    found: tuple[Presence, ...] = app.here(address, me)
    return found
