"""The calendar: the institution's time, and the holidays without which working days count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import Command, SetSetting
from mcdesk.ui import language, parts, theme
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.table import Line, LinesView, sorted_by
from mcdesk.ui.saying import sentence
from mcdesk.ui.settings.clock import ClockChoice
from mcdesk.ui.settings.holidays import Pasted, read_holidays
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks


class CalendarSection(Section):
    """The time zone, and the list of holidays: pasted many at once, removed one by one."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(_("Calendar"), _("What time it is, and on which days nobody works."))
        self._tasks = tasks
        self._read: Read | None = None
        self._picked = False
        self.view = LinesView((_("Day"), _("Weekday"), _("Name")), (2,))
        self.view.widths(160, 120, 0)
        self.view.setAccessibleName(_("Holidays"))
        self.view.picked.connect(self._write_state)
        self._add = parts.button(_("Add holidays…"), "primary", "plus")
        self._add.clicked.connect(self._on_add)
        self._remove = parts.button(_("Remove"), "", "trash-2")
        self._remove.clicked.connect(self._on_remove)
        self._none = parts.label("", "muted", wrap=True)
        self.clock = ClockChoice(tasks)
        self.clock.wished.connect(self.wished)
        self.column.addWidget(self.clock)
        words = _("Due dates and plans count working days without these. A change holds from "
                  "today on.")  # fmt: skip
        headed = QVBoxLayout()
        headed.setSpacing(theme.GAP)
        headed.addWidget(parts.label(_("Holidays"), "heading"))
        headed.addWidget(parts.label(words, "muted", wrap=True))
        self.column.addLayout(headed)
        self.column.addWidget(self._none)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(parts.row(self._add, self._remove, 1))

    @property
    def holidays(self) -> Mapping[str, str]:
        return self._read.settings.holidays if self._read is not None else {}

    @override
    def show_read(self, read: Read) -> None:
        self._read = read
        self.clock.show_read(read)
        today, days = read.today.isoformat(), sorted(self.holidays)
        self.view.show_lines([_table_line(day, self.holidays[day], today) for day in days])
        if not self._picked:
            self._picked = self.view.pick(next((day for day in days if day >= today), ""))
        self._none.setText(_("No holidays yet: paste the list of the joint decree."))
        self._none.setVisible(not self.holidays)
        self._write_state()

    def _write_state(self, _id: str = "") -> None:
        may = self._read is not None and self._read.may
        self._add.setEnabled(may)
        self._remove.setEnabled(may and bool(self.view.current))

    def _on_add(self) -> None:
        dialog = HolidaysDialog(self._tasks, self.holidays, self)
        dialog.exec()
        dialog.deleteLater()

    def _on_remove(self) -> None:
        gone = set(self.view.selected)
        left = {day: name for day, name in self.holidays.items() if day not in gone}
        if gone:
            self.wished.emit((SetSetting(key="holidays", value=left),))


def _table_line(day: str, name: str, today: str) -> Line:
    tone = "faint" if day < today else ""
    cells = (language.long_day(day), weekday(day), name)
    return Line(day, cells, tone, keys=sorted_by(cells, {0: day}))


def weekday(day: str) -> str:
    """Return the name of a day's weekday."""
    from datetime import date

    return language.locale().dayName(date.fromisoformat(day).isoweekday())


class HolidaysDialog(AskDialog):
    """Takes a pasted list of days and names."""

    def __init__(
        self, tasks: Tasks, known: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, _("Add holidays"), _("Add"), parent)
        self._known = known
        self._pasted = Pasted({})
        words = _("Paste or type a day and a name on each line. A day that is there already gets "
                  "the new name, if there is one.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(_("Holidays"))
        self.edit.setPlaceholderText("01/01/2027  Tahun Baru\n17 Agustus 2027  Hari Kemerdekaan")
        self.edit.setMinimumHeight(180)
        self.edit.setTabChangesFocus(True)
        self.edit.textChanged.connect(self._on_changed)
        self.body.addWidget(self.edit, 1)
        self._found = parts.label("", "small", wrap=True)
        self.body.addWidget(self._found)
        self._on_changed()
        self.edit.setFocus()
        self.resize(560, 460)

    def _on_changed(self) -> None:
        self._pasted = read_holidays(self.edit.toPlainText())
        count = len(self._pasted.days)
        new = len(self._pasted.days.keys() - self._known.keys())
        words = plural("{n} day found", "{n} days found", count)
        among = _("{n} of them new").format(n=new)
        self._found.setText(f"{words}, {among}" if count else "")
        self.check()

    @override
    def reasons(self) -> list[str]:
        if self._pasted.findings:
            return [sentence(self._pasted.findings[0])]
        return [] if self._pasted.days else [_("There is no day in it yet.")]

    @override
    def commands(self) -> Sequence[Command]:
        named = {day: name or self._known.get(day, "") for day, name in self._pasted.days.items()}
        return (SetSetting(key="holidays", value=dict(self._known) | named),)
