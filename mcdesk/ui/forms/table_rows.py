"""Rows as a Qt model that follows new content row by row, so that selection and editor stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.definition import Column, Field, FieldType
from mcdesk.procedure.identity import new_id
from mcdesk.ui.listed import NOWHERE, Index

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mcdesk.procedure.content import Row

Key = TypeVar("Key")
MANY_RUNS = 6


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

    def place_of(self, row_id: str) -> int:
        """Return the number of a row, also of the empty last one (by its id or ""), or -1."""
        is_new = self._has_new_row and row_id in ("", self._new_id)
        return len(self._rows) if is_new else self.row_of(row_id)

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
        """Take a row as it is now, and tell which of its cells are others."""
        before, now = self._rows[at].cells, row.cells
        if before is now and not always:
            return
        self._rows[at] = row
        other = [
            number
            for number, column in enumerate(self.columns)
            if always or before.get(column.id) != now.get(column.id)
        ]
        if other:
            self.dataChanged.emit(self.index(at, other[0]), self.index(at, other[-1]))

    def tell(self, ids: Collection[str]) -> None:
        """Tell which rows (their ids) are to be drawn anew; from many places on, all between."""
        numbers = [number for number, row in enumerate(self._rows) if row.id in ids] if ids else []
        runs: list[list[int]] = []
        for number in numbers:
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        if len(runs) > MANY_RUNS:
            runs = [numbers]
        for run in runs:
            last = self.index(run[-1], len(self.columns) - 1)
            self.dataChanged.emit(self.index(run[0], 0), last)

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


def differing(before: Mapping[Key, object], now: Mapping[Key, object]) -> set[Key]:
    """Return the keys under which two mappings hold something else."""
    return {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}


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
