"""Who holds an office already to which somebody is appointed: it is said, with a way to end it.

Two may hold an office for a while, where one hands over to the other: nothing is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mcdesk.application.holders import end_before
from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.commands import EndOffice
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.parts import clear, column, row, text
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.panel import term
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.holders import Holder
    from mcdesk.application.views import OfficeLine, PersonEntry


class HoldersBox(QWidget):
    """Names who holds an office already, each with an end that may be given in the same step.

    Signals:
        changed: an end was ticked, taken back or written.
    """

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._layout = column(self, gap=GAP)
        self._shown: tuple[Holder, ...] = ()
        self._ends: list[tuple[TickBox, DateLine]] = []
        self._proposed: list[str] = []
        self.hide()

    def show_holders(self, found: tuple[Holder, ...], since: str) -> None:
        """Show who holds the office; its end is proposed for the day before somebody else begins.

        A day that was written, and a tick, stay.
        """
        if found != self._shown:
            self._shown, self._proposed = found, [""] * len(found)
            clear(self._layout)
            self._ends = [self._add(*each) for each in found]
        for place, (_person, office) in enumerate(found):
            last = self._ends[place][1]
            if last.text() == self._proposed[place]:
                self._proposed[place] = show_date(end_before(office, since, self._today))
                last.setText(self._proposed[place])
        self.setVisible(bool(found))

    def _add(self, person: PersonEntry, office: OfficeLine) -> tuple[TickBox, DateLine]:
        words = _("{name} is {role}: {term}. Unless that is ended, both hold the office.")
        role, when = office.role_label.text(), term(office, self._today)
        said = words.format(name=person.name, role=role, term=when)
        self._layout.addWidget(text(said, "small", state="warn", wrap=True))
        tick = TickBox(_("End the office of {name}; last day:").format(name=person.name))
        last = DateLine(self._today)
        last.setAccessibleName(_("Last day"))
        last.setEnabled(False)
        tick.toggled.connect(last.setEnabled)
        tick.toggled.connect(self.changed)
        last.changed.connect(self.changed)
        line = row(gap=TIGHT)
        line.addWidget(tick, 2)
        line.addWidget(last, 1)
        self._layout.addLayout(line)
        return tick, last

    def reasons(self) -> list[str]:
        """Return why an end that was ticked is none."""
        faults = [last.fault(_("Write the last day.")) for tick, last in self._ends
                  if tick.isChecked()]  # fmt: skip
        return [words for words in faults if words]

    def commands(self) -> tuple[EndOffice, ...]:
        """Return the ends that are to be recorded."""
        return tuple(
            EndOffice(office=office.id, until=day_after(last.iso()))
            for (_person, office), (tick, last) in zip(self._shown, self._ends, strict=True)
            if tick.isChecked()
        )
