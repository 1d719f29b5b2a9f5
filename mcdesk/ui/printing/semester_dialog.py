"""Asks whose contributions are stated, and for which semester."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from mcdesk.application.names import told_apart
from mcdesk.i18n import _
from mcdesk.procedure.calendar import semester_days
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import row, text
from mcdesk.ui.new_card import choice, chosen
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.application.views import PersonLine

YEARS = 8
"""So many academic years are offered, the present one first."""


class SemesterDialog(FormDialog):
    """Asks for a lecturer, an academic year and a semester."""

    def __init__(
        self, persons: Sequence[PersonLine], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Contribution statement"), _("Choose where to save…"), parent)
        self.resize(560, 430)
        intro = _("What a lecturer contributed to all micro-credentials, by the confirmations (F8) "
                  "that were signed in the semester. CTL signs it on paper.")  # fmt: skip
        self.body.addWidget(text(intro, "muted", wrap=True))
        self.lecturer = choice(list(told_apart(persons).items()))
        self.body.addWidget(labelled(_("Lecturer"), self.lecturer))
        self.year, self.semester = QComboBox(), QComboBox()
        first = today.year if today.month >= 8 else today.year - 1
        for year in range(first, first - YEARS, -1):
            self.year.addItem(f"{year}/{year + 1}")
        self.semester.addItem(_("Odd (August to January)"), "odd")
        self.semester.addItem(_("Even (February to July)"), "even")
        self.semester.setCurrentIndex(0 if today.month >= 8 or today.month == 1 else 1)
        when = row(gap=GAP)
        when.addWidget(labelled(_("Academic year"), self.year))
        when.addWidget(labelled(_("Semester"), self.semester))
        self.body.addLayout(when)
        self.number = Line()
        self.number.setPlaceholderText(_("given from the series"))
        hint = _("Leave empty unless the number was given elsewhere. A number never changes.")
        self.body.addWidget(labelled(_("Document number"), self.number, hint=hint))
        self.first = self.lecturer
        self.lecturer.currentTextChanged.connect(self._on_typed)
        self.check()

    def choose(self, person: str) -> None:
        """Begin with a lecturer (id), where that is somebody."""
        place = self.lecturer.findData(person)
        if place >= 0:
            self.lecturer.setCurrentIndex(place)
            self.year.setFocus()

    def person(self) -> str:
        """Return the id of the lecturer; "" for nobody that is known."""
        return chosen(self.lecturer)

    def days(self) -> tuple[date, date]:
        """Return first and last day of the semester."""
        found = semester_days(self.year.currentText(), str(self.semester.currentData()))
        assert found is not None
        return found

    def _on_typed(self) -> None:
        self.check()

    @override
    def reasons(self) -> list[str]:
        return [] if self.person() else [_("Choose the lecturer from the directory.")]
