"""The directory's dialog that ends an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.calendar import day_after
from mcdesk.procedure.commands import Command, EndOffice
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.people.asking import AskDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import OfficeLine
    from mcdesk.ui.tasks import Tasks


class EndDialog(AskDialog):
    """Ends an office after its last day; what was signed in it stays valid."""

    def __init__(
        self, tasks: Tasks, today: date, office: OfficeLine, parent: QWidget | None = None
    ) -> None:
        title = _("End: {role}").format(role=office.role_label.text())
        super().__init__(tasks, title, _("End"), parent)
        self._office = office
        self.last = DateLine(today)
        self.last.setText(show_date(today.isoformat()))
        self.last.changed.connect(self.check)
        words = _("What was signed in this office stays valid.")
        self.body.addWidget(labelled(_("Last day"), self.last, hint=words))
        self.body.addStretch(1)
        self.check()
        self.resize(420, 240)

    @override
    def reasons(self) -> list[str]:
        wrong = self.last.fault(_("Write the last day."))
        return [wrong] if wrong else []

    @override
    def commands(self) -> Sequence[Command]:
        return (EndOffice(office=self._office.id, until=day_after(self.last.iso())),)
