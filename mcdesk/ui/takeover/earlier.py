"""The earlier forms of a micro-credential that is taken over: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mcdesk.i18n import _
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.procedure.stage import Stage


@dataclass(frozen=True, eq=False)
class _Entry:
    """The inputs of one form."""

    kind: str
    name: QLabel
    state: ChoiceBox
    number: Line
    date: DateLine
    signed_by: Line
    note: Line

    @property
    def is_found(self) -> bool:
        return bool(self.state.currentData() == "before")

    def follow_state(self) -> None:
        """Close what a form that was not found cannot have."""
        for line in (self.number, self.date, self.signed_by):
            line.setEnabled(self.is_found)


class EarlierForms(QWidget):
    """A grid of the forms of the stages before the one that is chosen.

    Signals:
        changed: something was chosen or typed.
    """

    changed = Signal()

    def __init__(self, stages: Sequence[Stage], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages, self._today = stages, today
        self._entries: dict[str, _Entry] = {}
        self._shown: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.TIGHT)
        for column, stretch in enumerate((3, 3, 3, 3, 4, 4)):
            self._grid.setColumnStretch(column, stretch)
        self._none = parts.label(_("Choose the stage first."), "muted")
        self._grid.addWidget(self._none, 1, 0, 1, 6)
        titles = (_("Form"), _("State"), _("Number"), _("Date"), _("Signed by"), _("Note"))
        self._titles = [parts.label(title, "caption") for title in titles]
        for column, label in enumerate(self._titles):
            self._grid.addWidget(label, 0, column)
            label.hide()

    def show_before(self, stage: Stage | None) -> None:
        """Show the forms of the stages before `stage`; what was typed stays."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
        before = [each for each in self._stages if stage is not None and each.number < stage.number]
        self._shown = [kind for each in before for kind in each.forms]
        for column, label in enumerate(self._titles if self._shown else ()):
            self._grid.addWidget(label, 0, column)
            label.show()
        if not self._shown:
            self._none.setText(_("There is none before stage 1.") if stage is not None
                               else _("Choose the stage first."))  # fmt: skip
            self._grid.addWidget(self._none, 1, 0, 1, 6)
            self._none.show()
        names = {kind: each.short.text() for each in before for kind in each.forms}
        for line, kind in enumerate(self._shown, start=1):
            self._show_line(line, kind, names[kind])

    def _show_line(self, line: int, kind: str, name: str) -> None:
        entry = self._entries.get(kind) or self._make(kind, name)
        self._entries[kind] = entry
        inputs = (entry.name, entry.state, entry.number, entry.date, entry.signed_by, entry.note)
        for column, widget in enumerate(inputs):
            self._grid.addWidget(widget, line, column)
            widget.show()

    def _make(self, kind: str, name: str) -> _Entry:
        state = ChoiceBox()
        state.addItem(_("Done outside"), "before")
        state.addItem(_("Not found"), "missing")
        label = parts.label(f"{kind}  {name}")
        entry = _Entry(kind, label, state, Line(), DateLine(self._today), Line(), Line())
        named = (
            (entry.state, _("State")), (entry.number, _("Number")), (entry.date, _("Date")),
            (entry.signed_by, _("Signed by")), (entry.note, _("Note")),
        )  # fmt: skip
        for widget, words in named:
            widget.setAccessibleName(f"{kind} {words}")
        state.activated.connect(self._on_state)
        for line in (entry.number, entry.date, entry.signed_by, entry.note):
            line.changed.connect(self.changed)
        entry.date.picked.connect(self.changed)
        return entry

    def _on_state(self) -> None:
        for entry in self._entries.values():
            entry.follow_state()
        self.changed.emit()

    def reasons(self) -> list[str]:
        """Return what is not a date."""
        shown = [self._entries[kind] for kind in self._shown]
        wrong = ((entry.kind, entry.date.fault()) for entry in shown if entry.is_found)
        return [f"{kind}: {words}" for kind, words in wrong if words]

    def entries(self) -> list[dict[str, str]]:
        """Return one line per form, as the command takes them."""
        found = []
        for kind in self._shown:
            entry = self._entries[kind]
            line = {"form": kind, "state": str(entry.state.currentData())}
            line["note"] = entry.note.text().strip()
            if entry.is_found:
                line["number"] = entry.number.text().strip()
                line["date"] = entry.date.iso()
                line["signed_by"] = entry.signed_by.text().strip()
            found.append({key: value for key, value in line.items() if value})
        return found
