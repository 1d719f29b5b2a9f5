"""Asks what an audit visit is to be shown: whose work, over which time, with names or not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget
from typing_extensions import override

from mcdesk.application.views import Extent
from mcdesk.i18n import _
from mcdesk.procedure.content import as_date
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.parts import row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import ProgrammeLine

EVERYTHING = ("", "")


class AuditDialog(FormDialog):
    """Asks for programme or faculty, period, and what goes along."""

    def __init__(
        self, programmes: Sequence[ProgrammeLine], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Evidence for an audit visit"), _("Choose where to save…"), parent)
        self.resize(560, 420)
        intro = _("Micro-credentials, partners, approvals, eligibility, exceptions and staff load "
                  "in one PDF.")  # fmt: skip
        self.body.addWidget(text(intro, "muted", wrap=True))
        self.whose = QComboBox()
        self._offer(programmes)
        self.body.addWidget(labelled(_("Programme or faculty"), self.whose))
        self.since, self.until = DateLine(today), DateLine(today)
        for line, day in zip((self.since, self.until), _study_year(today), strict=True):
            line.setText(show_date(day.isoformat()))
            line.textChanged.connect(self._on_typed)
        period = row(gap=GAP)
        period.addWidget(labelled(_("First day"), self.since))
        period.addWidget(labelled(_("Last day"), self.until))
        self.body.addLayout(period)
        self.tables = QCheckBox(_("The tables as a workbook (XLSX), too"))
        self.tables.setChecked(True)
        self.names = QCheckBox(_("With the names of people"))
        hint = _("Without them, numbers stand for people, and free texts are left out.")
        self.names.setToolTip(hint)
        for box in (self.tables, self.names):
            self.body.addWidget(box)
        self.check()

    def extent(self) -> Extent:
        """Return what is asked for."""
        since, until = self._day(self.since), self._day(self.until)
        assert since is not None
        assert until is not None
        kind, id_ = self.whose.currentData() or EVERYTHING
        return Extent(
            since=since,
            until=until,
            programme=id_ if kind == "programme" else "",
            faculty=id_ if kind == "faculty" else "",
            names=self.names.isChecked(),
        )

    def _offer(self, programmes: Sequence[ProgrammeLine]) -> None:
        """Offer everything, then each faculty with its programmes below it."""
        self.whose.addItem(_("All faculties"), EVERYTHING)
        faculty = ""
        for line in programmes:
            if line.faculty_id and line.faculty_id != faculty:
                faculty = line.faculty_id
                words = f"{line.faculty.text()} ({line.faculty_code})"
                self.whose.addItem(words, ("faculty", faculty))
            self.whose.addItem(f"    {line.name.text()} ({line.code})", ("programme", line.id))

    @staticmethod
    def _day(line: DateLine) -> date | None:
        return as_date(line.iso())

    def _on_typed(self) -> None:
        self.check()

    @override
    def reasons(self) -> list[str]:
        first = self.since.fault(_("Write the first day."))
        wrong = first or self.until.fault(_("Write the last day."))
        if not wrong and self.until.iso() < self.since.iso():
            wrong = _("The last day lies before the first.")
        return [wrong] if wrong else []


def _study_year(today: date) -> tuple[date, date]:
    """Return the first day of the academic year that runs, and today: August begins it."""
    year = today.year if today.month >= 8 else today.year - 1
    return date(year, 8, 1), today
