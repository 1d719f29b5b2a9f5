"""The dialogs about a person's absence: saying it, and saying when the person is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.canonical import in_one_line
from mcdesk.procedure.commands import Command, EndAbsence, SetAbsence
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.names import LONGEST_NOTE
from mcdesk.ui import language
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.parts import row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.theme import WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import AbsenceLine
    from mcdesk.ui.forms.seams import Jobs


def absence_words(absence: AbsenceLine, today: date) -> str:
    """Return from when until when somebody is away, in words, both days counted."""
    since, until = (language.short_day(day, today) for day in (absence.since, absence.until))
    if absence.since <= today.isoformat():
        return _("Away until {day}").format(day=until)
    return _("Away from {since} to {until}").format(since=since, until=until)


class AbsenceDialog(AskDialog):
    """Says that a person is away: the first and the last day, and why or where."""

    def __init__(
        self, tasks: Jobs, today: date, person: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        self._person, name = person
        super().__init__(tasks, _("Absence: {name}").format(name=name), _("Save"), parent)
        self._id = new_id()
        self.since, self.until, self.note = DateLine(today), DateLine(today), Line()
        self.since.setText(show_date(today.isoformat()))
        days = row(gap=WIDE)
        days.addWidget(labelled(_("First day"), self.since), 1)
        days.addWidget(labelled(_("Last day"), self.until), 1)
        self.body.addLayout(days)
        self.body.addWidget(labelled(_("Note"), self.note))
        words = _("It decides nothing. Where the person is asked meanwhile, everybody sees until "
                  "when, and that somebody may act for them is offered.")  # fmt: skip
        self.body.addWidget(text(words, "small", wrap=True))
        self.body.addStretch(1)
        for each in (self.since, self.until, self.note):
            each.changed.connect(self.check)
        self.check()
        self.until.setFocus()
        self.resize(460, 320)

    @override
    def reasons(self) -> list[str]:
        wrong = self.since.fault(_("Write the first day.")) or self.until.fault(
            _("Write the last day.")
        )
        if not wrong and self.until.iso() < self.since.iso():
            wrong = _("The absence ends before it begins.")
        if not wrong and len(in_one_line(self.note.text())) > LONGEST_NOTE:
            wrong = _("The note is longer than {n} letters.").format(n=LONGEST_NOTE)
        return [wrong] if wrong else []

    @override
    def commands(self) -> Sequence[Command]:
        since, until = self.since.iso(), self.until.iso()
        note = self.note.text().strip()
        return (SetAbsence(person=self._person, since=since, until=until, note=note, id=self._id),)


class BackDialog(AskDialog):
    """Says on which day a person is back: earlier or later than was said."""

    def __init__(
        self, tasks: Jobs, today: date, absence: AbsenceLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, _("Back from an absence"), _("Save"), parent)
        self._absence = absence
        self.back = DateLine(today)
        self.back.setText(show_date(today.isoformat()))
        self.back.changed.connect(self.check)
        hint = _("If that is before the absence begins, it does not take place.")
        self.body.addWidget(text(absence_words(absence, today), "muted", wrap=True))
        self.body.addWidget(labelled(_("First day back"), self.back, hint=hint))
        self.body.addStretch(1)
        self.check()
        self.resize(420, 260)

    @override
    def reasons(self) -> list[str]:
        wrong = self.back.fault(_("Write the first day back."))
        return [wrong] if wrong else []

    @override
    def commands(self) -> Sequence[Command]:
        return (EndAbsence(absence=self._absence.id, back=self.back.iso()),)
