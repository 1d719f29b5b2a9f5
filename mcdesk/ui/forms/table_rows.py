"""Rows as a Qt model that follows new content row by row, so that selection and editor stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.identity import new_id
from mcdesk.ui.listed import NOWHERE, Index

if TYPE_CHECKING:
    from mcdesk.procedure.content import Row


class RowsModel(QAbstractTableModel):
    """Rows, and where rows may be added an empty last one that takes new ones."""

    def __init__(self, entry: Field, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.columns: tuple[Column, ...] = entry.columns
        self._rows: list[Row] = []
        self._new_id = new_id()
        self._has_new_row = False

    def may_add_row(self) -> bool:
        """Tell whether there is to be an empty last row."""
        return False

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that exist; the empty last one is not among them."""
        return tuple(self._rows)

    def row_id(self, row: int) -> str:
        """Return the id of a row, also the one that the empty last row will have."""
        return self._rows[row].id if row < len(self._rows) else self._new_id

    def row_of(self, row_id: str) -> int:
        """Return the number of a row, or -1."""
        return next((n for n, row in enumerate(self._rows) if row.id == row_id), -1)

    def is_new_row(self, row: int) -> bool:
        return self._has_new_row and row == len(self._rows)

    def sync(self, new: tuple[Row, ...]) -> None:
        """Follow the session row by row, so that selection, editor and scrolling stay."""
        ids = {row.id for row in new}
        for at in range(len(self._rows) - 1, -1, -1):
            if self._rows[at].id not in ids:
                self._remove(at)
        known = {row.id for row in self._rows}
        for at, row in enumerate(new):
            if at < len(self._rows) and self._rows[at].id == row.id:
                self._replace(at, row)
            elif row.id in known:
                self._move(self.row_of(row.id), at)
                self._replace(at, row)
            elif at < len(self._rows) or row.id == self._new_id:
                self._insert(at, row)
            else:
                self._append(new[at:])
                break
        self._show_new_row()

    def _append(self, rows: tuple[Row, ...]) -> None:
        """Append rows in one go, in front of the empty last one."""
        at = len(self._rows)
        self.beginInsertRows(NOWHERE, at, at + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def _remove(self, at: int) -> None:
        self.beginRemoveRows(NOWHERE, at, at)
        del self._rows[at]
        self.endRemoveRows()

    def _move(self, source: int, to: int) -> None:
        self.beginMoveRows(NOWHERE, source, source, NOWHERE, to)
        self._rows.insert(to, self._rows.pop(source))
        self.endMoveRows()

    def _insert(self, at: int, row: Row) -> None:
        """Insert a row; the one begun in the empty last row stays where it is typed in."""
        if row.id == self._new_id and at == len(self._rows) and self._has_new_row:
            self.beginInsertRows(NOWHERE, at + 1, at + 1)
            self._rows.append(row)
            self._new_id = new_id()
            self.endInsertRows()
            self._replace(at, row, always=True)
            return
        self.beginInsertRows(NOWHERE, at, at)
        self._rows.insert(at, row)
        self.endInsertRows()

    def _replace(self, at: int, row: Row, *, always: bool = False) -> None:
        if always or self._rows[at].cells != row.cells:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self.columns) - 1))

    def _show_new_row(self) -> None:
        wanted = self.may_add_row()
        at = len(self._rows)
        if wanted and not self._has_new_row:
            self.beginInsertRows(NOWHERE, at, at)
            self._has_new_row = True
            self.endInsertRows()
        elif self._has_new_row and not wanted:
            self.beginRemoveRows(NOWHERE, at, at)
            self._has_new_row = False
            self.endRemoveRows()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows) + self._has_new_row

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)


def header_hint(column: Column) -> str:
    """Return what a column's heading tells when pointed at: both labels, help, what it is."""
    lines = [f"{column.heading.en} / {column.heading.id}"]
    if column.help:
        lines.append(column.help.text())
    if column.required:
        lines.append(_("Needed in every row."))
    if column.living:
        lines.append(_("Stays open after signing: no signature falls."))
    if column.type is FieldType.COMPUTED:
        lines.append(_("Worked out by the program."))
    return "\n".join(lines)
