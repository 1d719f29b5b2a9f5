"""The numbers of the guide: each with its unit, and from when on it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.canonical import Json, decimal, decimal_text
from mcdesk.procedure.commands import Command, SetSetting
from mcdesk.ui import language, parts
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.values import show_date, show_number
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.table import Line as TableLine
from mcdesk.ui.people.table import LinesView, sorted_by
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import SettingLine
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks

ELSEWHERE = ("contacts", "university")


class GuideSection(Section):
    """The table of the guide's settings; Enter changes one."""

    def __init__(self, tasks: Tasks) -> None:
        words = _("Rules use these numbers. A change holds from a day on; forms that are frozen "
                  "keep the numbers they were frozen with.")  # fmt: skip
        super().__init__(_("Guide"), words)
        self._tasks = tasks
        self._read: Read | None = None
        self._wanted = ""
        self.view = LinesView((_("Setting"), _("Value"), _("Unit"), _("Holds since")), (0,))
        self.view.widths(0, 220, 120, 120)
        self.view.setAccessibleName(_("Settings of the guide"))
        self.view.opened.connect(self._on_change)
        self._change = parts.button(_("Change…"), "", "pencil")
        self._change.clicked.connect(self._on_change)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(parts.row(self._change, 1))

    @override
    def show_setting(self, key: str) -> bool:
        if key in ELSEWHERE:
            return False
        self._wanted = key
        self.view.setFocus()
        if self._read is not None:
            self._pick()
        return True

    def _pick(self) -> None:
        if self._wanted:
            self.view.pick(self._wanted)
            self._wanted = ""

    @override
    def show_read(self, read: Read) -> None:
        self._read = read
        lines = [line for line in read.settings.settings if line.key not in ELSEWHERE]
        self.view.show_lines([_table_line(line, read.today) for line in lines])
        self._change.setEnabled(read.may)
        self._pick()

    def _on_change(self, _id: str = "") -> None:
        if self._read is None or not self._read.may:
            return
        for line in self._read.settings.settings:
            if line.key == self.view.current:
                dialog = SettingDialog(self._tasks, line, self._read.today, self)
                dialog.exec()
                dialog.deleteLater()


def _table_line(line: SettingLine, today: date) -> TableLine:
    unit = line.unit.text() if line.unit else ""
    since = language.short_day(line.since, today) if line.since else _("as shipped")
    cells = (line.label.text(), show_number(line.value), unit, since)
    return TableLine(line.key, cells, keys=sorted_by(cells, {3: line.since}))


class SettingDialog(AskDialog):
    """Changes one setting from a day on."""

    def __init__(
        self, tasks: Tasks, line: SettingLine, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, line.label.text(), _("Save"), parent)
        self._line = line
        self.value, self.since = Line(), DateLine(today)
        self.value.setText(str("" if line.value is None else line.value))
        self.since.setText(show_date(today.isoformat()))
        unit = line.unit.text() if line.unit else ""
        self.body.addWidget(labelled(_("Value"), self.value, hint=unit))
        self.body.addWidget(labelled(_("Holds from"), self.since))
        self.body.addStretch(1)
        self.value.changed.connect(self.check)
        self.since.changed.connect(self.check)
        self.check()
        self.value.selectAll()
        self.value.setFocus()
        self.resize(440, 300)

    @property
    def is_number(self) -> bool:
        """Whether the setting has been a number so far."""
        return decimal(self._line.value) is not None

    def _new(self) -> Json:
        text = self.value.text().strip()
        number = decimal(text.replace(",", ".")) if self.is_number else None
        if number is None:
            return text
        whole = isinstance(self._line.value, int) and number == number.to_integral_value()
        return int(number) if whole else decimal_text(number)

    @override
    def reasons(self) -> list[str]:
        found = []
        if self.is_number and decimal(self.value.text().strip().replace(",", ".")) is None:
            found.append(_("Write a number."))
        wrong = self.since.fault(_("Write from which day it holds."))
        return [*found, wrong] if wrong else found

    @override
    def commands(self) -> Sequence[Command]:
        since = self.since.iso()
        new = self._new()
        if new == self._line.value and since == self.since.today.isoformat():
            return ()
        return (SetSetting(key=self._line.key, value=new, since=since),)
