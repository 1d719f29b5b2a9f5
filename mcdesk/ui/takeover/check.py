"""The second step: the list as it was understood, what is wrong with it in words, and mending."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mcdesk.exchange.takeover import FOR_ALL
from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.forms.parts import FlowLayout
from mcdesk.ui.named_signs import name_corner
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.saying import sentence
from mcdesk.ui.takeover.for_all import ForAllPanel
from mcdesk.ui.takeover.halves import Halves
from mcdesk.ui.takeover.header import Corner, MappingHeader
from mcdesk.ui.takeover.model import ListModel, Shown
from mcdesk.ui.takeover.programmes import ProgrammesPanel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.ui.takeover.jobs import Source, State

CHIPS: tuple[Shown, ...] = ("all", "ready", "wrong")


class CheckStep(QWidget):
    """Shows a list, lets columns be named and cells be mended.

    Signals:
        changed: the list is to be checked again (`State` with another table, mapping, options).
        reread: the source is to be read in another way (`Source`).
        left: another list is wanted.
        run_requested: the rows that are ready are to be taken over.
    """

    changed = Signal(object)
    reread = Signal(object)
    left = Signal()
    run_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._shown: Shown = "all"
        self._next: int | None = None
        self.model = ListModel(self)
        self.model.edited.connect(self._on_edited)
        self.header = MappingHeader()
        self.header.mapped.connect(self._on_mapped)
        self.programmes = ProgrammesPanel()
        self.programmes.wanted.connect(self._on_programmes)
        self.programmes.edited.connect(self._on_programme)
        self.for_all = ForAllPanel()
        self.for_all.given.connect(self._on_given)
        self.table = self._make_table()
        self.problems = LinesView((_("Row"), _("Column"), _("What is the matter")), (2,))
        self.problems.widths(70, 190, 0)
        self.problems.setAccessibleName(_("Problems"))
        self.problems.picked.connect(self._on_problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(theme.GAP)
        column.addLayout(self._make_top())
        self._notes = parts.label("", "note", wrap=True)
        column.addWidget(self._notes)
        column.addWidget(self.for_all)
        column.addWidget(self.programmes)
        self.split = Halves(self.table, self.problems)
        column.addWidget(self.split, 1)
        column.addLayout(self._make_foot())

    # --- building -------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setProperty("kind", "cells")
        table.setModel(self.model)
        table.setHorizontalHeader(self.header)
        table.horizontalScrollBar().valueChanged.connect(self.header.place)
        table.setWordWrap(False)
        table.setAccessibleName(_("The list"))
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        table.setTabKeyNavigation(False)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), table, self._on_delete)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        corner = name_corner(table)
        if corner is not None:
            corner.installEventFilter(Corner(table))
        rows = table.verticalHeader()
        rows.setDefaultSectionSize(table.fontMetrics().height() + 12)
        rows.setSectionsClickable(True)
        rows.setMinimumWidth(56)
        return table

    def _make_top(self) -> QVBoxLayout:
        self._chips = [parts.Link("", key, "chip") for key in CHIPS]
        for chip in self._chips:
            chip.setCheckable(True)
            chip.followed.connect(self._on_chip)
        self._sheet = ChoiceBox()
        self._sheet.setAccessibleName(_("Sheet"))
        self._sheet.activated.connect(self._on_reread)
        self._headings = QCheckBox(_("The first row holds headings"))
        self._people = QCheckBox(_("Add unknown people to the directory"))
        self._missing = QCheckBox(_("Note earlier forms without data as “not found”"))
        self._headings.clicked.connect(self._on_reread)
        for box in (self._people, self._missing):
            box.clicked.connect(self._on_option)
        self._name = parts.label("", "heading")
        made = QVBoxLayout()
        made.setSpacing(theme.GAP)
        made.addLayout(parts.row(self._name, *self._chips, self._sheet, 1))
        options = FlowLayout(gap=theme.WIDE)
        for box in (self._headings, self._people, self._missing):
            options.addWidget(box)
        made.addLayout(options)
        return made

    def _make_foot(self) -> QVBoxLayout:
        back = parts.button(_("Another list"), "", "arrow-left")
        back.clicked.connect(self.left)
        self._why = parts.label("", "muted", wrap=True)
        self.run = parts.button("", "primary")
        self.run.clicked.connect(self.run_requested)
        made = QVBoxLayout()
        row = parts.row(back, self._why, self.run, spacing=theme.WIDE)
        row.setStretch(1, 1)
        made.addLayout(row)
        return made

    # --- showing --------------------------------------------------------------------------

    def show_state(self, state: State) -> None:
        """Show a list as it was read or checked again."""
        number, column = self._place()
        self._state = state
        self.model.show_state(state, self._shown)
        self._keep(number, column)
        self._go_on()
        self.header.show_mapping(state.table.headers, state.targets, state.mapping)
        self.problems.blockSignals(True)  # what was picked before leads nowhere anew
        self.problems.show_lines(list(_problem_lines(state)), first=False)
        self.problems.blockSignals(False)
        self.problems.setVisible(bool(self.problems.lines.lines))
        self.programmes.show_proposal(state.proposal)
        self.for_all.show_state(state)
        self._write_top(state)
        self._write_foot(state)
        self.split.share()

    def _place(self) -> tuple[int, int]:
        """Return the row (its number in the source) and the column that the keyboard is on."""
        at = self.table.currentIndex()
        return (
            (self.model.number_at(self.model.row_of(at)), at.column()) if at.isValid() else (0, 0)
        )

    def _keep(self, number: int, column: int) -> None:
        """Leave the keyboard on a cell when the rows were shown anew, if it still stands there."""
        at = self.model.place_of(number, "")
        if at.isValid() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(at.siblingAtColumn(column))

    def _write_top(self, state: State) -> None:
        rows, ready = len(state.proposal.rows), len(state.proposal.ready)
        wrong = sum(bool(row.findings) for row in state.proposal.rows)
        words = (_("All {n}"), _("Ready {n}"), _("With remarks {n}"))
        for chip, text, count in zip(self._chips, words, (rows, ready, wrong), strict=True):
            chip.setText(text.format(n=count))
            chip.setChecked(CHIPS[self._chips.index(chip)] == self._shown)
        self._name.setText(state.source.name)
        sheets = state.table.sheets
        if [self._sheet.itemText(at) for at in range(self._sheet.count())] != list(sheets):
            self._sheet.clear()
            self._sheet.addItems(list(sheets))
        self._sheet.setCurrentText(state.table.sheet)
        self._sheet.setVisible(len(sheets) > 1)
        self._headings.setChecked(state.source.headings)
        self._people.setChecked(state.options.add_people)
        self._missing.setChecked(state.options.note_missing)
        notes = [sentence(note) for note in state.notes]
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))

    def _write_foot(self, state: State) -> None:
        ready, rows = len(state.proposal.ready), len(state.proposal.rows)
        self.run.setText(plural("Take over {n}", "Take over {n}", ready))
        self.run.setEnabled(ready > 0)
        words, tone = "", ""
        if state.unmapped:
            names = ", ".join(target.label.text() for target in state.unmapped)
            words, tone = _("Say above which column holds: {names}.").format(names=names), "bad"
            if any(target.key in FOR_ALL for target in state.unmapped):
                words = _("Say above which column holds it, or what holds for all rows: {names}.")
                words = words.format(names=names)
        elif ready < rows:
            kept = plural("{n} row is kept aside", "{n} rows are kept aside", rows - ready)
            advice = _("correct what is marked here, or take the others over now.")
            words = f"{kept}: {advice}"
        words = words if tone else " ".join(filter(None, (words, *_newcomers(state))))
        self._why.setText(words)
        theme.dress(self._why, state=tone)

    # --- doing ----------------------------------------------------------------------------

    def _on_chip(self, shown: Shown) -> None:
        self._shown = shown
        if self._state is not None:
            self.show_state(self._state)

    def _on_problem(self, id_: str) -> None:
        """Bring the cell that a problem is about into view."""
        number, _colon, path = id_.partition(":")
        if not number:
            return
        index = self.model.place_of(int(number), path.rpartition(":")[0])
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _on_edited(self, row: int, column: int, text: str) -> None:
        state, number = self._state, self.model.number_at(row)
        if state is not None and number in state.table.numbers:
            self._change(state.with_cell(state.table.numbers.index(number), column, text))

    def _on_delete(self) -> None:
        """Remove the chosen rows where they are marked whole, else empty the cells: one step."""
        state, choice = self._state, self.table.selectionModel()
        if state is None:
            return
        chosen = choice.selectedIndexes()
        numbers = {index: self.model.number_at(self.model.row_of(index)) for index in chosen}
        whole = {index.row() for index in choice.selectedRows()}
        if self.model.columnCount() > 1 and chosen and whole == {each.row() for each in chosen}:
            self._next = min(whole)
            state = state.without(frozenset(numbers.values()))
        else:
            for index, number in numbers.items():
                row = state.table.numbers.index(number) if number in state.table.numbers else -1
                if row >= 0 and state.table.rows[row][index.column()]:
                    state = state.with_cell(row, index.column(), "")
        if state is not self._state:
            self._change(state)

    def _go_on(self) -> None:
        """Put the keyboard on the row that has taken the place of those that were removed."""
        row, self._next = self._next, None
        if row is not None and self.model.rowCount():
            at = self.model.index(min(row, self.model.rowCount() - 1), 0)
            self.table.selectionModel().setCurrentIndex(
                at, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _on_mapped(self, column: int, key: str) -> None:
        """Let a column mean something; what meant it before means nothing."""
        if self._state is not None:
            mapping = ["" if each == key else each for each in self._state.mapping]
            mapping[column] = key
            self._change(replace(self._state, mapping=tuple(mapping)))

    def _on_option(self) -> None:
        if self._state is not None:
            options = replace(
                self._state.options,
                add_people=self._people.isChecked(),
                note_missing=self._missing.isChecked(),
            )
            self._change(replace(self._state, options=options))

    def _on_given(self, key: str, text: str) -> None:
        """Take what holds for all rows."""
        if self._state is not None and self._state.options.for_all.get(key, "") != text:
            for_all = {**self._state.options.for_all, key: text}
            options = replace(self._state.options, for_all=for_all)
            self._change(replace(self._state, options=options))

    def _on_programmes(self, wanted: bool) -> None:  # noqa: FBT001 - the signal's own
        if self._state is not None:
            options = replace(self._state.options, add_programmes=wanted)
            self._change(replace(self._state, options=options))

    def _on_programme(self, key: str, field: str, text: str) -> None:
        """Keep what was written over a name or code that was proposed."""
        if self._state is not None:
            edits = {**self._state.options.edits, (key, field): text}
            options = replace(self._state.options, edits=edits)
            self._change(replace(self._state, options=options))

    def _change(self, state: State) -> None:
        """Keep a change at once, so that the next one builds on it; the check follows."""
        self._state = state
        self.changed.emit(state)

    def _on_reread(self) -> None:
        if self._state is not None:
            source: Source = replace(
                self._state.source,
                sheet=self._sheet.currentText(),
                headings=self._headings.isChecked(),
            )
            self.reread.emit(source)


def _newcomers(state: State) -> Iterator[str]:
    """Yield in words who and what will be added to the directory."""
    people, programmes = len(state.proposal.people), len(state.proposal.programmes)
    if people:
        yield plural("{n} person will be added.", "{n} people will be added.", people)
    if programmes:
        yield plural("{n} programme will be added.", "{n} programmes will be added.", programmes)


def _problem_lines(state: State) -> Iterator[Line]:
    """Yield what is the matter with the rows: what blocks before what is worth a look."""
    labels = {target.key: target.label.text() for target in state.targets}
    for level, tone in (("block", "bad"), ("warn", "")):
        for plan in state.proposal.rows:
            for place, finding in enumerate(plan.findings):
                if finding.level == level:
                    words = sentence(finding)
                    cells = (str(plan.number), labels.get(finding.path, ""), words)
                    yield Line(f"{plan.number}:{finding.path}:{place}", cells, tone, tip=words)
