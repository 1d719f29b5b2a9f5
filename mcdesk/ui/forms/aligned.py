"""The alignment beside the text: what serves each outcome, gaps red and marked, orphans named."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.i18n import _, plural
from mcdesk.procedure.matrix import GAP_SIGN, Line, Matrix, Place, matrices
from mcdesk.ui import parts
from mcdesk.ui.forms.grid import Grid, GridCell, GridRow, OneMark
from mcdesk.ui.forms.parts import Panel, button, clear, column, row, text
from mcdesk.ui.theme import GAP, TIGHT, WIDE, dress

if TYPE_CHECKING:
    from mcdesk.ui.forms.inspector import Inspector

FEW = 12


class AlignmentPane(QWidget):
    """One panel for each matrix of the form.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = inspector.session
        self._panels: list[MatrixPanel] = []
        self._marks = OneMark(self)
        self._layout = column(self, gap=WIDE)

    def show_now(self) -> None:
        """Show how things stand."""
        found = matrices(self._session.definition, self._session.content)
        while len(self._panels) < len(found):
            panel = MatrixPanel()
            panel.go_requested.connect(self.go_requested)
            self._marks.add(panel.grid)
            self._panels.append(panel)
            self._layout.addWidget(panel)
        for panel, matrix in zip(self._panels, found, strict=True):
            panel.show_matrix(matrix)


class MatrixPanel(Panel):
    """One matrix: codes down, what serves them across, and who serves none.

    Signals:
        go_requested: a path to go to.
    """

    go_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("")
        self._shown: Matrix | None = None
        self.told = text("", wrap=True)
        self.grid = Grid("")
        self.grid.go_requested.connect(self.go_requested)
        self._orphans = column(gap=TIGHT)
        self.body.setContentsMargins(GAP, GAP, GAP, GAP)
        self.body.addWidget(self.told)
        self.body.addWidget(self.grid)
        self.body.addLayout(self._orphans)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show a matrix as it stands now."""
        before, self._shown = self._shown, matrix
        if matrix == before:
            return
        self.set_title(matrix.title.text())
        self.grid.setAccessibleName(matrix.title.text())
        words, state = _summary(matrix)
        self.told.setText(words)
        dress(self.told, state=state)
        titles = ["", *(label.text() for label in matrix.columns)]
        self.grid.show_lines(titles, [_cells(matrix, line) for line in matrix.lines])
        self.grid.setVisible(bool(matrix.lines))
        if before is None or before.orphans != matrix.orphans:
            self._show_orphans(matrix.orphans)

    def _show_orphans(self, orphans: tuple[Place, ...]) -> None:
        clear(self._orphans)
        if not orphans:
            return
        self._orphans.addWidget(text(_("Serves no outcome:"), "small", wrap=True))
        for orphan in orphans[:FEW]:
            line = row(gap=GAP)
            line.addWidget(parts.sign("triangle-alert", "warn", 14), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(text(orphan.words or _("a row without a name"), wrap=True), 1)
            go = button(_("Go"), partial(self.go_requested.emit, orphan.path), "link")
            go.setAccessibleName(_("Go to {place}").format(place=orphan.words))
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
            self._orphans.addLayout(line)
        if len(orphans) > FEW:
            words = _("and {n} more").format(n=len(orphans) - FEW)
            self._orphans.addWidget(text(words, "small"))


def _summary(matrix: Matrix) -> tuple[str, str]:
    if not matrix.lines:
        return _("No row has a code yet."), "muted"
    if matrix.gaps:
        words = plural("{n} gap", "{n} gaps", matrix.gaps)
        return f"{GAP_SIGN} {words}", "bad"
    words = _("No gaps")
    return f"✓ {words}", "good"


def _cells(matrix: Matrix, line: Line) -> GridRow:
    head = GridCell(line.code, f"{line.code}: {line.words}", "", (line.path,))
    columns = zip(matrix.columns, line.cells, matrix.closings, strict=True)
    return (head, *(_cell(line, label.text(), places, closing)
                    for label, places, closing in columns))  # fmt: skip


def _cell(line: Line, column_name: str, places: tuple[Place, ...], closing: str) -> GridCell:
    if not places:
        return GridCell(GAP_SIGN, gap_said(line.code, column_name), "bad", (closing,))
    said = "\n".join([f"{line.code}, {column_name}:", *(place.words for place in places)])
    return GridCell(str(len(places)), said, "", tuple(place.path for place in places))


def gap_said(code: str, column_name: str) -> str:
    """Return what an empty cell of a matrix says."""
    words = _("{code} has nothing in “{column}” yet.")
    return words.format(code=code, column=column_name)
