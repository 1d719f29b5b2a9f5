"""The rows of a table field as a Qt model; the last, empty row takes new ones.

The model only mirrors the session: a cell written here becomes a command there, and the row
moves when the session says so.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.procedure.matrix import GAP_SIGN, marks
from mcdesk.procedure.shown_as import holds_numbers
from mcdesk.ui.forms.aligned import gap_said
from mcdesk.ui.forms.formstate import EVERYWHERE
from mcdesk.ui.forms.remarked import MARK, Remarked
from mcdesk.ui.forms.table_rows import RowsModel, differing, header_hint
from mcdesk.ui.forms.values import is_ticked, parse, show
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from mcdesk.application.views import CommentLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Row
    from mcdesk.procedure.matrix import Mark
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.listed import Index

_SHOWN = 2000
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_RIGHT |= int(Qt.TextFlag.TextWordWrap)


class CellRole(IntEnum):
    """What a cell tells besides its text."""

    VALUE = Qt.ItemDataRole.UserRole
    PROBLEM = Qt.ItemDataRole.UserRole + 1
    TYPE = Qt.ItemDataRole.UserRole + 2
    IS_NEW_ROW = Qt.ItemDataRole.UserRole + 3
    IS_CLOSED = Qt.ItemDataRole.UserRole + 4


class Look(NamedTuple):
    """All that a cell is drawn and measured by: what Qt asks role by role, at once."""

    words: str
    type: FieldType
    value: Json
    problem: str
    is_new: bool
    is_closed: bool
    is_remarked: bool = False
    mark: Mark | None = None


class TableModel(RowsModel):
    """The rows of one table field."""

    def __init__(self, inspector: Inspector, entry: Field, parent: QObject | None = None) -> None:
        super().__init__(entry, parent)
        self._inspector, self._session = inspector, inspector.session
        self._rows = list(self._source())
        self.remarked = Remarked(self._session, entry.id)
        self._writable = self._find_writable()
        self._closed = self._session.view.closed
        self._remarked_rows = set(self.remarked.rows())
        self._has_new_row = self.may_add_row()
        self._computed: dict[str, Row] = {}
        self._problems: dict[tuple[str, str], list[Finding]] = {}
        self._marks: dict[tuple[str, str], Mark] = {}
        self._take_inspected()
        self._session.content_changed.connect(self._on_content_changed)
        self._session.view_changed.connect(self._on_view_changed)
        inspector.inspected.connect(self._on_inspected)

    # --- rows ------------------------------------------------------------------------------

    def path(self, index: Index) -> str:
        """Return the path of a cell."""
        return f"{self.entry.id}/{self.row_id(index.row())}/{self.columns[index.column()].id}"

    def index_of(self, path: str) -> QModelIndex:
        """Return the cell at a path; a path of another place gives no index."""
        parts = path.split("/")
        if len(parts) != 3 or parts[0] != self.entry.id:
            return QModelIndex()
        row = self.place_of(parts[1])
        column = next((n for n, col in enumerate(self.columns) if col.id == parts[2]), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def row_number(self, path: str) -> int:
        """Return the number from 1 of the row that a path lies in, or 0."""
        parts = path.split("/")
        return self.row_of(parts[1]) + 1 if len(parts) == 3 else 0

    def is_writable(self, column: int) -> bool:
        return column in self._writable

    def is_open(self, index: Index) -> bool:
        """Tell whether a cell may be written: its column, and its row where modules are frozen."""
        if index.column() not in self._writable:
            return False
        column = self.columns[index.column()].id
        return self._inspector.can_edit(self.entry.id, column, self.row_id(index.row()))

    def closed_columns(self) -> tuple[int, ...]:
        """Return the columns that a signed form keeps from being written."""
        return tuple(
            n
            for n, column in enumerate(self.columns)
            if n not in self._writable and column.type is not FieldType.COMPUTED
        )

    def computed_columns(self) -> tuple[int, ...]:
        return tuple(n for n, c in enumerate(self.columns) if c.type is FieldType.COMPUTED)

    def can_add_rows(self) -> bool:
        """Tell whether rows may be added, moved and removed: not where some columns are signed."""
        return self._inspector.can_edit(self.entry.id)

    def value(self, index: Index) -> Json:
        """Return what is stored in a cell, or computed for it."""
        if index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if column.compute:
            made = self._computed.get(row.id)
            return made.cells.get(column.id) if made else None
        return row.cells.get(column.id)

    def problems(self, row_id: str, column: str) -> tuple[Finding, ...]:
        return tuple(self._problems.get((row_id, column), ()))

    def text(self, index: Index) -> str:
        """Return a cell as text in full."""
        return show(self.columns[index.column()], self.value(index), self._inspector.names)

    def look(self, index: Index) -> Look:
        """Return all that a cell is drawn by."""
        column, value = self.columns[index.column()], self.value(index)
        words = show(column, value, self._inspector.names)[:_SHOWN]
        is_new, is_closed = self.is_new_row(index.row()), not self.is_open(index)
        is_remarked = not is_new and (self.row_id(index.row()), column.id) in self.remarked.found()
        mark = self._mark(index)
        return Look(
            GAP_SIGN if mark == "gap" and not words else words,
            column.type, value, self._level(index), is_new, is_closed, is_remarked, mark,
        )  # fmt: skip

    def parsed(self, column: int, text: str) -> Json:
        """Return typed text as the value of a column."""
        today = self._session.view.today
        return parse(self.columns[column], text, self._inspector.names, today)

    # --- writing ---------------------------------------------------------------------------

    def begin(self, index: Index) -> None:
        self._session.enter(self.path(index))

    def write(self, index: Index, value: Json) -> None:
        """Take what stands in a cell's editor now."""
        self._session.write(self.path(index), value)

    def finish(self, index: Index) -> None:
        """End the editing of a cell."""
        self._session.leave(self.path(index))

    def give_up(self, index: Index) -> None:
        """Put back what stood in a cell before it was edited."""
        path = self.path(index)
        if self._session.is_open(path):
            self._session.write(path, self._session.base_of(path))
            self._session.leave(path)

    # --- keeping up with the session -------------------------------------------------------

    def _find_writable(self) -> frozenset[int]:
        return frozenset(
            n
            for n, column in enumerate(self.columns)
            if self._inspector.can_edit(self.entry.id, column.id)
        )

    @override
    def may_add_row(self) -> bool:
        full = self.entry.max_rows and len(self._rows) >= self.entry.max_rows
        return self.can_add_rows() and not full

    def _on_content_changed(self, paths: frozenset[str]) -> None:
        mine = [path for path in paths if path.startswith(f"{self.entry.id}/")]
        if (mine or paths == EVERYWHERE) and not self.entry.compute:
            self.sync(self._source())

    def _source(self) -> tuple[Row, ...]:
        """Return the rows that were typed, or those that the program works out."""
        made = self._inspector.computed if self.entry.compute else self._session.content
        return made.rows.get(self.entry.id, ())

    def _on_view_changed(self) -> None:
        before, self._writable = self._closed, self._find_writable()
        self._closed = self._session.view.closed
        if self._rows:  # the marks of comments
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._rows) - 1)
            self.tell(self._remarked_rows | set(self.remarked.rows()))
            self._remarked_rows = set(self.remarked.rows())
        if before != self._closed and self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _on_inspected(self) -> None:
        if self.entry.compute:
            self.sync(self._source())
        before, problems, marked = self._computed, self._problems, self._marks
        self._take_inspected()
        cells = differing(problems, self._problems) | differing(marked, self._marks)
        self.tell(differing(before, self._computed) | {row for row, _column in cells})

    def _take_inspected(self) -> None:
        made = self._inspector.computed.rows.get(self.entry.id, ())
        self._computed = {row.id: row for row in made}
        self._marks = marks(self._session.definition, self._session.content, self.entry, made)
        self._problems = {}
        for finding in self._inspector.of_field(self.entry.id):
            parts = finding.path.split("/")
            if len(parts) == 3:
                self._problems.setdefault((parts[1], parts[2]), []).append(finding)

    # --- what Qt asks ----------------------------------------------------------------------

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if self.is_open(index):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(section, role)
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading.text()
        if role == Qt.ItemDataRole.ToolTipRole:
            return header_hint(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and holds_numbers(column):
            return _RIGHT
        return None

    def remarked_at(self, row: int) -> list[CommentLine]:
        """Return the open comments of a row."""
        return self.remarked.rows().get(self.row_id(row), [])

    def _row_head(self, row: int, role: int) -> str | None:
        """Return the number of a row, with a mark and its comments where it has some."""
        said = "" if self.is_new_row(row) else self.remarked.words(self.row_id(row))
        if role == Qt.ItemDataRole.DisplayRole:
            number = "+" if self.is_new_row(row) else str(row + 1)
            return f"{number} {MARK}" if said else number
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return said or None
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(index)[:_SHOWN]
            case Qt.ItemDataRole.EditRole:
                return self.text(index)
            case Qt.ItemDataRole.ToolTipRole:
                return self._hint(index) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index)
        return self._more(index, role)

    def _more(self, index: Index, role: int) -> object:
        match role:
            case CellRole.VALUE:
                return self.value(index)
            case CellRole.TYPE:
                return self.columns[index.column()].type
            case CellRole.PROBLEM:
                return self._level(index)
            case CellRole.IS_NEW_ROW:
                return self.is_new_row(index.row())
            case CellRole.IS_CLOSED:
                return not self.is_open(index)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if not self.is_open(index):
            return False
        parsed = self.parsed(index.column(), value) if isinstance(value, str) else value
        self._session.set(self.path(index), parsed)
        return True

    def _mark(self, index: Index) -> Mark | None:
        """Return what a cell of an alignment is marked as."""
        if not self._marks:
            return None
        return self._marks.get((self.row_id(index.row()), self.columns[index.column()].id))

    def _level(self, index: Index) -> str:
        if not self._problems:
            return ""
        found = self.problems(self.row_id(index.row()), self.columns[index.column()].id)
        levels = {finding.level for finding in found}
        return "block" if "block" in levels else "warn" if levels else ""

    def _hint(self, index: Index) -> str:
        row, column = self.row_id(index.row()), self.columns[index.column()].id
        said = [sentence(finding) for finding in self.problems(row, column)]
        if self._mark(index) == "gap":
            code = self._rows[index.row()].text("code")
            said.append(gap_said(code, self.columns[index.column()].label.text()))
        return "\n".join(filter(None, (*said, self.remarked.words(row, column))))

    def _spoken(self, index: Index) -> str:
        """Return a cell as a screen reader says it: row, column, text and what is wrong."""
        column = self.columns[index.column()]
        where = _("New row") if self.is_new_row(index.row()) else _("Row {n}")
        nothing = _("gap") if self._mark(index) == "gap" else _("empty")
        text = self.text(index)[:_SHOWN] or nothing
        if column.type is FieldType.TICK:
            text = _("ticked") if is_ticked(self.value(index)) else _("not ticked")
        parts = [where.format(n=index.row() + 1), f"{column.label.text()}: {text}"]
        return ", ".join(part for part in (*parts, self._hint(index)) if part)
