"""The directory's dialog for a faculty or study programme: adding one, or correcting it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.views import ProgrammeLine
from mcdesk.i18n import _
from mcdesk.procedure.commands import (
    AddFaculty,
    AddProgramme,
    ChangeFaculty,
    ChangeProgramme,
    Command,
)
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.people.asking import AskDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Directory, FacultyLine
    from mcdesk.ui.tasks import Tasks


class PlaceDialog(AskDialog):
    """Adds a faculty or a study programme of one, or corrects what the directory says of it.

    `entry` is the one to correct; `faculty_id` the faculty to propose for a new programme.
    """

    def __init__(
        self,
        tasks: Tasks,
        directory: Directory,
        *,
        programme: bool,
        entry: FacultyLine | ProgrammeLine | None = None,
        faculty_id: str = "",
        parent: QWidget | None = None,
    ) -> None:
        action = _("Save") if entry is not None else _("Add")
        super().__init__(
            tasks, _title(known=entry is not None, programme=programme), action, parent
        )
        self._entry = entry
        self.code, self.name_en, self.name_id = Line(), Line(), Line()
        self.faculty = ChoiceBox() if programme else None
        if self.faculty is not None:
            for faculty in directory.faculties:
                self.faculty.addItem(f"{faculty.name.text()} ({faculty.code})", faculty.id)
            wanted = entry.faculty_id if isinstance(entry, ProgrammeLine) else faculty_id
            self.faculty.setCurrentIndex(max(self.faculty.findData(wanted), 0))
            self.body.addWidget(labelled(_("Faculty"), self.faculty))
        self.body.addWidget(labelled(_("Code"), self.code, hint=self._hint()))
        self.body.addWidget(labelled(_("Name (English)"), self.name_en))
        self.body.addWidget(labelled(_("Name (Indonesian)"), self.name_id))
        self.body.addStretch(1)
        if entry is not None:
            self.code.setText(entry.code)
            self.name_en.setText(entry.name.en)
            self.name_id.setText(entry.name.id)
            self.first = self.name_en
        elif programme and faculty_id:
            self.first = self.code
        for line in (self.code, self.name_en):
            line.changed.connect(self.check)
        self.check()
        self.resize(480, self.height())

    def _hint(self) -> str:
        if self._entry is not None:
            return _("1 to 6 letters or digits; codes of micro-credentials given before stay")
        return _("1 to 6 letters or digits; it stands in the codes of micro-credentials")

    @override
    def reasons(self) -> list[str]:
        found = []
        if self.faculty is not None and self.faculty.currentIndex() < 0:
            found.append(_("Add the faculty first."))
        code = self.code.text().strip()
        if not code.isalnum() or len(code) > 6:
            found.append(_("The code is 1 to 6 letters or digits."))
        if not self.name_en.text().strip():
            found.append(_("The English name is missing."))
        return found

    @override
    def commands(self) -> Sequence[Command]:
        code, name_en = self.code.text().strip(), self.name_en.text().strip()
        name_id = self.name_id.text().strip()
        known = self._entry.id if self._entry is not None else ""
        if self.faculty is None:
            if known:
                return (ChangeFaculty(faculty=known, code=code, name_en=name_en, name_id=name_id),)
            return (AddFaculty(code=code, name_en=name_en, name_id=name_id),)
        faculty = str(self.faculty.currentData())
        if known:
            return (
                ChangeProgramme(
                    programme=known, code=code, name_en=name_en, name_id=name_id, faculty=faculty
                ),
            )
        return (AddProgramme(code=code, name_en=name_en, name_id=name_id, faculty=faculty),)


def _title(*, known: bool, programme: bool) -> str:
    if known:
        return _("Correct a study programme") if programme else _("Correct a faculty")
    return _("Add a study programme") if programme else _("Add a faculty")
