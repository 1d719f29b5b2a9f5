"""The history of the card: who did what when, old and new, by person and by words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.views import Changes, HistoryLine
from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import UndoEvent
from mcdesk.ui import theme
from mcdesk.ui.credential.carrying import CarryOut
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.history_detail import Detail
from mcdesk.ui.credential.history_lines import empty_words, history_entries, is_long, said_by
from mcdesk.ui.credential.tab import ListTab
from mcdesk.ui.escape import FindLine
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.steps import step_words
from mcdesk.ui.taking_back import UndoDialog, reaches_far

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState

AT_ONCE = 150
EDGES = 48  # pixels of a choice beside its words


class HistoryTab(ListTab):
    """Lists the events, the newest first; shows one whole below, and undoes it where it can be.

    It is filled when it is first seen: most visits to a page do not look at the history.
    """

    _found = 0
    _most = AT_ONCE

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("History"), errands, parent)
        self._is_stale = False
        self._words: dict[str, str] = {}
        self.person = ChoiceBox()
        self.person.activated.connect(self._filter)
        self.words = FindLine()
        self.words.textChanged.connect(self._filter)
        self.words.setMinimumWidth(120)
        self.bar.addWidget(self.words, 2)
        self.bar.addWidget(self.person, 1)
        self.add_buttons((), ("older", "undo"))
        self.detail = Detail(errands.tasks)
        self.detail.hide()
        self.column.addWidget(self.detail)
        self.list.chosen.connect(self._show_detail)
        theme.theme_changed.connect(self.detail.look_again)

    @override
    def declared(self) -> Sequence[Deed]:
        undo = N_("Undo this change")
        return (
            Deed("undo", undo, self._undo, self._why_not_undo, "undo-2"),
            Deed("older", N_("Show older"), self._show_older, self._why_not_older, "history"),
        )

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        """Show the state that was given."""
        if self.state is None or not self._is_stale:
            return
        self._is_stale = False
        self._words.clear()
        self.list.setAccessibleName(_("History"))
        self.words.setPlaceholderText(_("Find in the history"))
        self.words.setAccessibleName(_("Find in the history"))
        self.person.setAccessibleName(_("Person"))
        chosen = self.person.currentData()
        self.person.clear()
        self.person.addItem(_("Everybody"), "")
        whole = self.person.fontMetrics().horizontalAdvance(_("Everybody"))
        self.person.setMinimumWidth(whole + EDGES)
        for who in dict.fromkeys(line.who for line in self.state.page.history):
            if who:
                self.person.addItem(who, who)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self._filter()

    def _filter(self) -> None:
        """Show the events that pass both filters, from the newest."""
        self._most = AT_ONCE
        self._show_found()

    def _show_found(self) -> None:
        if self.state is None:
            return
        person, words = self.person.currentData() or "", self.words.text().casefold().split()
        found = [line for line in self.state.page.history if self.matches(line, person, words)]
        self._found = len(found)
        shown = found[: self._most]
        nothing = empty_words(filtered=bool(words or person))
        older = len(found) - len(shown)
        self.list.show_entries(list(history_entries(shown, older)), nothing)
        self._show_detail()
        self.deeds.refresh()

    def matches(self, line: HistoryLine, person: str, words: Sequence[str]) -> bool:
        """Tell whether an event is by a person and holds all the words."""
        if person and line.who != person:
            return False
        if not words:
            return True
        if line.event_id not in self._words:
            self._words[line.event_id] = said_by(line)
        return all(word in self._words[line.event_id] for word in words)

    def _why_not_older(self) -> str:
        return "" if self._found > self._most else _("All changes are shown.")

    def _show_older(self) -> None:
        self._most *= 3
        self._show_found()

    def _line(self) -> HistoryLine | None:
        value = self.list.value()
        return value if isinstance(value, HistoryLine) else None

    def _show_detail(self) -> None:
        line = self._line()
        self.detail.show_line(line if line is not None and is_long(line) else None)

    def _why_not_undo(self) -> str:
        line = self._line()
        if line is None:
            return _("Choose a change.")
        if not line.undoable:
            return _("This cannot be undone; a signature is withdrawn in its form instead.")
        return self.writing(right="")

    def _undo(self) -> None:
        """Undo the change; one that reaches further than this card is asked about first."""
        line = self._line()
        if line is None:
            return
        if not reaches_far(line):
            self._undo_event(line.event_id)
            return
        dialog = UndoDialog(line, self.window())
        dialog.accepted.connect(partial(self._undo_event, line.event_id))
        self.errands.show(dialog)

    def _undo_event(self, event_id: str) -> None:
        self.errands.run(CarryOut((UndoEvent(of=event_id),)), self._on_undone)

    def _on_undone(self, changes: Changes) -> None:
        """Tell which step it was, which Ctrl+Z takes back like any other."""
        self.errands.changed.emit(changes)
        words = _("The change was undone; the history keeps both")
        self.errands.did.emit(step_words(changes.undo) or words)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
