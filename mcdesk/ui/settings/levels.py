"""How hard each gate, field and rule is demanded: block, warn or off (decisions.md, 18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import N_, _, plural
from mcdesk.procedure.commands import SetSetting
from mcdesk.ui import parts
from mcdesk.ui.escape import FindLine
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from mcdesk.application.views import LevelLine
    from mcdesk.ui.settings.section import Read

LEVELS = {"block": N_("blocks"), "warn": N_("warns"), "off": N_("off")}
TONES = {"off": "faint"}


class LevelsSection(Section):
    """The table of demands; one level is given to all rows that are selected.

    Its sentences are long: it takes more of the window than what is read line by line.
    """

    widest = 1280

    def __init__(self) -> None:
        words = _("What is missing blocks at the form's gate, only warns, or does not matter. "
                  "Saving is never blocked.")  # fmt: skip
        super().__init__(_("Demands"), words)
        self._read: Read | None = None
        self._search = FindLine()
        self._search.setPlaceholderText(_("Search fields and rules"))
        self._search.setAccessibleName(_("Search fields and rules"))
        self._search.setFixedWidth(240)
        self._search.textChanged.connect(self._write)
        self._form = ChoiceBox()
        self._form.setAccessibleName(_("Form"))
        self._form.activated.connect(self._write)
        self._count = parts.label("", "small")
        headings = (_("Form"), _("Place"), _("Field or rule"), _("Level"), _("Set by"))
        self.view = LinesView(headings, (2,))
        self.view.widths(84, 84, 0, 130, 150)
        self.view.setAccessibleName(_("Demands"))
        self.column.addLayout(parts.row(self._search, self._form, self._count, 1))
        self.column.addWidget(self.view, 1)
        self._buttons = [self._button(level) for level in LEVELS]
        label = parts.label(_("Selected rows:"), "muted")
        self.column.addLayout(parts.row(label, *self._buttons, 1))

    def _button(self, level: str) -> parts.Link:
        made = parts.Link(_(LEVELS[level]).capitalize(), level, "")
        made.followed.connect(self._on_level)
        return made

    @override
    def show_read(self, read: Read) -> None:
        self._read = read
        forms = list(dict.fromkeys(line.form for line in read.settings.levels))
        chosen = self._form.currentData()
        self._form.clear()
        self._form.addItem(_("All forms"), "")
        for form in forms:
            self._form.addItem(_form_name(form), form)
        self._form.setCurrentIndex(max(self._form.findData(chosen), 0))
        for button in self._buttons:
            button.setEnabled(read.may)
        self._write()

    def _write(self) -> None:
        """Show the demands of the form chosen that hold the text searched for."""
        if self._read is None:
            return
        form = self._form.currentData()
        lines = [line for line in self._read.settings.levels if form in ("", line.form)]
        self.view.show_lines([_table_line(line) for line in lines])
        self.view.narrow(self._search.text())
        self._count.setText(plural("{n} line", "{n} lines", self.view.shown))

    def _on_level(self, level: str) -> None:
        if self._read is None or not self._read.may:
            return
        kept = {line.key: line.level for line in self._read.settings.levels}
        wanted = [key for key in self.view.selected if kept.get(key) != level]
        if wanted:
            self.wished.emit(tuple(SetSetting(key=f"level:{k}", value=level) for k in wanted))


def _form_name(form: str) -> str:
    """Return the code of a form; the demands of gates belong to none."""
    return _("Gates") if form == "guard" else form


def _table_line(line: LevelLine) -> Line:
    place = "" if line.form == "guard" else line.key.removeprefix(f"{line.form}.")
    by = _("this workspace") if line.own else _("the profile")
    cells = (
        _form_name(line.form),
        place,
        line.label.text(),
        _(LEVELS.get(line.level, line.level)),
        by,
    )
    return Line(line.key, cells, TONES.get(line.level, ""), tip=line.label.text())
