"""The programmes of a list that the workspace does not know: whether and as what to add them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mcdesk.exchange.programmes import FIELDS, is_code
from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.parts import FlowLayout

if TYPE_CHECKING:
    from mcdesk.exchange.programmes import NewProgramme
    from mcdesk.exchange.takeover import Proposal

SHOWN = 3
CODES = ("code", "faculty_code")


class ProgrammesPanel(QWidget):
    """Offers to add the programmes, and lets names and codes be written over.

    Signals:
        wanted: the programmes are to be added, or not.
        edited: a programme (its key) has another text in a field.
    """

    wanted = Signal(bool)
    edited = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programmes: tuple[NewProgramme, ...] = ()
        self.box = QCheckBox(_("Add the programmes (and faculties) that are not listed yet"))
        self.box.clicked.connect(self.wanted)
        self._words = parts.label("", "small")
        self._guessed = parts.label("", "small", state="warn", wrap=True)
        self.table = QTableWidget(0, len(FIELDS))
        titles = [_("Study programme"), _("Code"), _("Faculty"), _("Code of the faculty")]
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setAccessibleName(_("Programmes to add"))
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, field in enumerate(FIELDS):
            mode = QHeaderView.ResizeMode.ResizeToContents
            if field not in CODES:
                mode = QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(column, mode)
        self.table.itemChanged.connect(self._on_item)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(theme.TIGHT)
        line = FlowLayout(gap=theme.WIDE)
        line.addWidget(self.box)
        line.addWidget(self._words)
        column_.addLayout(line)
        column_.addWidget(self._guessed)
        column_.addWidget(self.table)

    def show_proposal(self, proposal: Proposal) -> None:
        """Show which programmes are unknown, and what they would be added as."""
        self._programmes = proposal.unknown
        count = len(self._programmes)
        self.setVisible(count > 0)
        self.box.setChecked(proposal.adds_programmes)
        self.table.setVisible(proposal.adds_programmes)
        told = plural("{n} programme of this list is not known.",
                      "{n} programmes of this list are not known.", count)  # fmt: skip
        if proposal.adds_programmes:
            words = _("Codes stand in the codes of micro-credentials and stay: mend them here.")
            told = f"{told} {words}"
        self._words.setText(told)
        guessed = [entry for entry in self._programmes if entry.is_guessed]
        self._guessed.setVisible(bool(guessed) and proposal.adds_programmes)
        if guessed:
            words = _("No faculty is named for {names}: put under “{faculty}”, the only one "
                      "listed. Write another one below if that is wrong.")  # fmt: skip
            names = ", ".join(entry.name for entry in guessed)
            self._guessed.setText(words.format(names=names, faculty=guessed[0].faculty))
        self._fill()

    def _fill(self) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._programmes))
        for row, entry in enumerate(self._programmes):
            for column, field in enumerate(FIELDS):
                self.table.setItem(row, column, _item(entry, field))
        self.table.blockSignals(False)
        rows = min(len(self._programmes), SHOWN)
        height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + rows * height + 4
        )

    def _on_item(self, item: QTableWidgetItem) -> None:
        entry, field = self._programmes[item.row()], FIELDS[item.column()]
        if item.text().strip() != getattr(entry, field):
            self.edited.emit(entry.key, field, item.text().strip())


def _item(entry: NewProgramme, field: str) -> QTableWidgetItem:
    """Return the cell of a field; a code that cannot be one is marked, in words too."""
    text = str(getattr(entry, field))
    item = QTableWidgetItem(text)
    if field in CODES and not is_code(text):
        item.setBackground(theme.current().bad_soft)
        item.setToolTip(_("A code is 1 to 6 letters or digits."))
    if field == "faculty" and entry.is_guessed:
        item.setBackground(theme.current().warn_soft)
        item.setToolTip(_("The list names no faculty; this is the only one listed."))
    if field == "faculty_code" and not entry.is_new_faculty:
        item.setToolTip(_("This faculty is known already."))
    return item
