"""The directory's dialog for a new faculty or study programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import AddFaculty, AddProgramme, Command
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.people.asking import AskDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import Directory
    from mcdesk.ui.tasks import Tasks


class PlaceDialog(AskDialog):
    """Adds a faculty, or a study programme of one."""

    def __init__(
        self, tasks: Tasks, directory: Directory, *, programme: bool, parent: QWidget | None = None
    ) -> None:
        title = _("Add a study programme") if programme else _("Add a faculty")
        super().__init__(tasks, title, _("Add"), parent)
        self.code, self.name_en, self.name_id = Line(), Line(), Line()
        self.faculty = ChoiceBox() if programme else None
        if self.faculty is not None:
            for faculty in directory.faculties:
                self.faculty.addItem(f"{faculty.name.text()} ({faculty.code})", faculty.id)
            self.body.addWidget(labelled(_("Faculty"), self.faculty))
        hint = _("1 to 6 letters or digits; it stands in the codes of micro-credentials")
        self.body.addWidget(labelled(_("Code"), self.code, hint=hint))
        self.body.addWidget(labelled(_("Name (English)"), self.name_en))
        self.body.addWidget(labelled(_("Name (Indonesian)"), self.name_id))
        self.body.addStretch(1)
        for line in (self.code, self.name_en):
            line.changed.connect(self.check)
        self.check()
        self.resize(480, 440 if programme else 360)

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
        if self.faculty is None:
            return (AddFaculty(code=code, name_en=name_en, name_id=name_id),)
        faculty = str(self.faculty.currentData())
        return (AddProgramme(code=code, name_en=name_en, name_id=name_id, faculty=faculty),)
