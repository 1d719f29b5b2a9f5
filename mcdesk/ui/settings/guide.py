"""The numbers and answers of the guide: each with its unit, and from when on it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk import i18n
from mcdesk.application.setting_bounds import is_within
from mcdesk.application.shown import ANSWERS, show_setting
from mcdesk.application.typed import parse_number_of
from mcdesk.i18n import _
from mcdesk.procedure.canonical import Json, decimal, decimal_text
from mcdesk.procedure.commands import Command, SetSetting
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.rules_types import misfit, problem_of
from mcdesk.procedure.units import counted
from mcdesk.procedure.wording_numbers import MOST_DECIMALS
from mcdesk.ui import language, parts
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.values import ANSWER_LETTERS, show_date, show_number
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.table import Line as TableLine
from mcdesk.ui.people.table import LinesView, sorted_by
from mcdesk.ui.saying import sentence
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import SettingLine
    from mcdesk.errors import Finding
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks

ELSEWHERE = ("contacts", "university")
YES, NO = "yes", "no"


class GuideSection(Section):
    """The table of the guide's settings; Enter changes one."""

    def __init__(self, tasks: Tasks) -> None:
        words = _("Rules use these values. A change holds from a day on; forms that are frozen "
                  "keep those they were frozen with.")  # fmt: skip
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
                dialog = dialog_for(self._tasks, line, self._read.today, self)
                dialog.exec()
                dialog.deleteLater()


def _table_line(line: SettingLine, today: date) -> TableLine:
    unit = counted(line.unit, line.value).text() if line.unit else ""
    since = language.short_day(line.since, today) if line.since else _("as shipped")
    value = show_setting(line.value)
    if line.planned:
        value = ", ".join((value, *(planned_words(line, today))))
    cells = (line.label.text(), value, unit, since)
    return TableLine(line.key, cells, keys=sorted_by(cells, {3: line.since}))


def _takes(line: SettingLine) -> str:
    return line.expected.text() if line.expected is not None else ""


def planned_words(line: SettingLine, today: date) -> list[str]:
    """Return what a setting becomes, and from which day on."""
    words = _("{value} from {day}")
    return [
        words.format(value=show_setting(value), day=language.short_day(day, today))
        for day, value in line.planned
    ]


def dialog_for(
    tasks: Tasks, line: SettingLine, today: date, parent: QWidget | None = None
) -> SettingDialog:
    """Return the dialog that changes a setting of its kind."""
    kind = AnswerDialog if isinstance(line.value, bool) else SettingDialog
    return kind(tasks, line, today, parent)


class SettingDialog(AskDialog):
    """Changes one setting from a day on, or takes back a change that is planned."""

    def __init__(
        self, tasks: Tasks, line: SettingLine, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, line.label.text(), _("Save"), parent)
        self._line, self._back = line, ""
        self.since = DateLine(today)
        self.since.setText(show_date(today.isoformat()))
        given = self._given()
        self.body.addWidget(labelled(_("Value"), given, hint=self._hint()))
        self.body.addWidget(labelled(_("Holds from"), self.since))
        for (day, _value), words in zip(line.planned, planned_words(line, today), strict=True):
            link = parts.Link(_("Take back: {change}").format(change=words), day)
            link.followed.connect(self._on_back)
            self.body.addWidget(link)
        self.body.addStretch(1)
        self.since.changed.connect(self.check)
        self.check()
        self.first = given
        self.resize(440, 300)

    def _given(self) -> QWidget:
        """Return what the value is given in, with the present one."""
        self.value = Line()
        self._show_now()
        self.value.selectAll()
        self.value.changed.connect(self.check)
        return self.value

    def _hint(self) -> str:
        unit = self._line.unit.text() if self._line.unit else ""
        return " · ".join(filter(None, (unit, _takes(self._line))))

    def _show_now(self) -> None:
        """Show what the setting is now."""
        self.value.setText(self._shown())

    @property
    def is_number(self) -> bool:
        """Whether the setting has been a number so far."""
        return decimal(self._line.value) is not None

    def _shown(self) -> str:
        value = self._line.value
        return show_number(value) if self.is_number else str("" if value is None else value)

    def _entry(self) -> Field:
        """Return the setting as a field of a form, whose numbers are read the same way."""
        return Field("value", self._line.label, FieldType.NUMBER, decimals=MOST_DECIMALS)

    def _new(self) -> Json:
        text = self.value.text().strip()
        number = decimal(parse_number_of(self._entry(), text)) if self.is_number else None
        if number is None or self._doubt() is not None:
            return text
        whole = isinstance(self._line.value, int) and number == number.to_integral_value()
        return int(number) if whole else decimal_text(number)

    def _doubt(self) -> Finding | None:
        """Return what is asked where a number can be read in two ways (docs/decisions/0023)."""
        entry = self._entry()
        problem = problem_of(entry, parse_number_of(entry, self.value.text()))
        return misfit(entry, *problem) if problem and problem[0] == "two_numbers" else None

    @override
    def reasons(self) -> list[str]:
        found = self._wrong()
        wrong = self.since.fault(_("Write from which day it holds."))
        return [*found, wrong] if wrong else found

    def _wrong(self) -> list[str]:
        """Return what is wrong with the value."""
        found = []
        doubt = self._doubt() if self.is_number else None
        if doubt is not None:
            found.append(sentence(doubt))
        elif self.is_number and decimal(parse_number_of(self._entry(), self.value.text())) is None:
            found.append(_("Write a number."))
        elif self.is_number and not is_within(self._line.key, self._new()):
            found.append(_("Write {expected}.").format(expected=_takes(self._line)))
        return found

    def _on_back(self, day: str) -> None:
        """Take a planned change back: from its day on the value before it goes on."""
        self._back = day
        self._show_now()
        self.accept()

    def _before(self, day: str) -> Json:
        """Return what holds until the day before a planned change."""
        return [self._line.value, *(v for d, v in self._line.planned if d < day)][-1]

    @override
    def commands(self) -> Sequence[Command]:
        if self._back:
            before = self._before(self._back)
            return (SetSetting(key=self._line.key, value=before, since=self._back),)
        since = self.since.iso()
        new = self._new()
        if new == self._line.value and since == self.since.today.isoformat():
            return ()
        return (SetSetting(key=self._line.key, value=new, since=since),)


class AnswerDialog(SettingDialog):
    """Changes a setting that is yes or no."""

    @override
    def _given(self) -> QWidget:
        answers = [(key, _(words)) for key, words in ANSWERS if key in (YES, NO)]
        self.answer = Pills(answers, keeps=True, letters=ANSWER_LETTERS[i18n.language()])
        self._show_now()
        self.answer.chosen.connect(self.check)
        return self.answer

    @override
    def _hint(self) -> str:
        return ""

    @override
    def _show_now(self) -> None:
        self.answer.show_values([YES if self._line.value else NO])

    @override
    def _new(self) -> Json:
        return self.answer.values() == [YES]

    @override
    def _wrong(self) -> list[str]:
        return []
