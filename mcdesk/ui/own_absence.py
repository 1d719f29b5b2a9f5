"""One's own absences, as My work says them: until when, with the way to say it and to be back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.i18n import _, language
from mcdesk.ui import parts, theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.application.views import AbsenceLine
    from mcdesk.ui.window import MainWindow


class OwnAbsence(QWidget):
    """A line: that one is away, or will be, and the links to change it.

    Signals:
        absence_requested: one will be away.
        back_requested: one is back from an absence.
    """

    absence_requested = Signal()
    back_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.WIDE)
        self._shown: tuple[object, ...] = ()
        self.hide()

    def show_absences(
        self, absences: Sequence[AbsenceLine] | None, person: str, today: date
    ) -> None:
        """Show the next absence of who works here.

        Nothing while nobody is chosen, or where nothing can be written: `absences` is None.
        """
        if absences is None:
            person, absences = "", ()
        shown = (*absences[:1], person, today, language())
        if shown == self._shown:
            return  # what has the keyboard keeps it
        self._shown = shown
        parts.clear(self._row)
        self.setVisible(bool(person))
        if not person:
            return
        if absences:
            from mcdesk.ui.people.absence import absence_words

            self._row.addWidget(parts.label(absence_words(absences[0], today), state="warn"))
            back = parts.Link(_("I am back…"), absences[0])
            back.followed.connect(self.back_requested)
            self._row.addWidget(back)
        away = parts.Link(_("I will be away…"), person)
        away.followed.connect(self.absence_requested)
        self._row.addWidget(away)
        self._row.addStretch(1)


def ask_absence(window: MainWindow) -> None:
    """Ask until when who works here is away."""
    from mcdesk.ui.people.absence import AbsenceDialog

    info, today = window.info, window.board.models.today
    if info is not None:
        person = (info.person_id, info.person)
        AbsenceDialog(window.tasks, today, person, window).exec()


def ask_back(window: MainWindow, absence: AbsenceLine) -> None:
    """Ask when who works here is back."""
    from mcdesk.ui.people.absence import BackDialog

    BackDialog(window.tasks, window.board.models.today, absence, window).exec()
