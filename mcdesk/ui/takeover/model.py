"""The rows of a list as a table: each cell with what is wrong about it, mended in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from typing_extensions import override

from mcdesk.errors import that_block
from mcdesk.i18n import _
from mcdesk.ui import icons, theme
from mcdesk.ui.listed import NOWHERE, Index
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.errors import Finding
    from mcdesk.exchange.takeover import RowPlan
    from mcdesk.ui.takeover.jobs import State

Shown = Literal["all", "ready", "wrong"]


class ListModel(QAbstractTableModel):
    """A list under its own headings.

    Signals:
        edited: a cell (row and column of the list) was given another text.
    """

    edited = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._rows: list[int] = []
        self._columns: dict[str, int] = {}
        self._shown: Shown = "all"

    def show_state(self, state: State | None, shown: Shown = "all") -> None:
        """Show the rows of a list: all, those that are ready, or those that are not."""
        rows = [] if state is None else _chosen(state.proposal.rows, shown)
        same = (
            state is not None
            and self._state is not None
            and rows == self._rows
            and state.table.headers == self._state.table.headers
        )
        if same:
            self._take(state, rows, shown)
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(rows) - 1)
            return
        self.beginResetModel()
        self._take(state, rows, shown)
        self.endResetModel()

    def _take(self, state: State | None, rows: list[int], shown: Shown) -> None:
        self._state, self._rows, self._shown = state, rows, shown
        mapping = state.mapping if state is not None else ()
        self._columns = {key: at for at, key in enumerate(mapping) if key}

    def row_of(self, index: QModelIndex) -> int:
        """Return the row of the list that stands in a row that is shown."""
        return self._rows[index.row()]

    def number_at(self, row: int) -> int:
        """Return the number in its source of a row of the list that is shown."""
        return self._state.table.numbers[row] if self._state is not None else 0

    def place_of(self, number: int, path: str) -> QModelIndex:
        """Return where a row (by its number in the source) and a target stand."""
        if self._state is not None and number in self._state.table.numbers:
            row = self._state.table.numbers.index(number)
            if row in self._rows:
                return self.index(self._rows.index(row), self._columns.get(path, 0))
        return QModelIndex()

    def _plan(self, row: int) -> RowPlan:
        assert self._state is not None
        return self._state.proposal.rows[self._rows[row]]

    def _findings(self, index: Index) -> list[Finding]:
        assert self._state is not None
        key = self._state.mapping[index.column()]
        return [f for f in self._plan(index.row()).findings if key and f.path == key]

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        known = self._state is not None and not parent.isValid()
        return len(self._state.table.headers) if known and self._state else 0

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or self._state is None:
            return None
        roles = Qt.ItemDataRole
        text = self._state.table.rows[self._rows[index.row()]][index.column()]
        if role == roles.DisplayRole:
            return text.replace("\n", " · ")
        if role == roles.EditRole:
            return text
        if role == roles.ForegroundRole and not self._state.mapping[index.column()]:
            return theme.current().faint
        if role in (roles.ToolTipRole, roles.AccessibleTextRole, roles.BackgroundRole):
            return self._about(index, role, text)
        return None

    def _about(self, index: Index, role: int, text: str) -> object:
        """Return what is wrong about a cell: as words or as a colour."""
        findings = self._findings(index)
        words = "\n".join(sentence(finding) for finding in findings)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words or (text if len(text) > 20 else None)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            assert self._state is not None
            heading = self._state.table.headers[index.column()]
            said = text or _("empty")
            return f"{heading}: {said}. {words}".strip()
        look = theme.current()
        if that_block(findings):
            return look.bad_soft
        return look.warn_soft if findings else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    @override
    def setData(
        self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) != self.data(index, role):
            self.edited.emit(self._rows[index.row()], index.column(), str(value))
        return True

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        if self._state is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            named = self._state.table.headers[section : section + 1]
            return named[0] if named and role == Qt.ItemDataRole.DisplayRole else None
        if section >= len(self._rows):
            return None
        return self._row_head(self._plan(section), role)

    def _row_head(self, plan: RowPlan, role: int) -> object:
        """Return what stands before a row: its number in the source, and a sign for its state."""
        roles = Qt.ItemDataRole
        if role == roles.DisplayRole:
            return str(plan.number)
        look = theme.current()
        name, colour, words = "circle-alert", look.bad, _("kept aside")
        if plan.is_ready:
            name, colour, words = "circle-check", look.good, _("ready")
            if plan.findings:
                name, colour, words = "info", look.warn, _("ready, worth a look")
        if role == roles.DecorationRole:
            return icons.pixmap(name, colour, 14, 2.0)
        if role in (roles.ToolTipRole, roles.AccessibleTextRole):
            return _("Row {n}: {state}").format(n=plan.number, state=words)
        return None


def _chosen(plans: Iterable[RowPlan], shown: Shown) -> list[int]:
    return [
        row
        for row, plan in enumerate(plans)
        if shown == "all" or (plan.is_ready if shown == "ready" else bool(plan.findings))
    ]
