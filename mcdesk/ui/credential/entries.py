"""The lines of the page's lists as plain data, and the one Qt model that shows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from typing_extensions import override

from mcdesk.ui.listed import NOWHERE, Index
from mcdesk.ui.saying import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.ui.credential.wording import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """A change below an entry: what it is called, before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: what stands left in two rows, what right, and marked changes below.

    `face` are a person's initials, drawn instead of an icon; `seed` chooses their colour.
    `value` is what the line is about; a heading cannot be chosen.
    """

    key: str
    title: str
    detail: str = ""
    icon: str = ""
    tone: Tone = ""
    state: str = ""
    meta: str = ""
    face: str = ""
    seed: str = ""
    lines: tuple[Line, ...] = ()
    is_heading: bool = False
    is_pale: bool = False
    help: str = ""
    value: Any = None

    def spoken(self) -> str:
        """Return the line as sentences, for a screen reader."""
        words = [self.title, self.state, self.detail, self.meta]
        words += [f"{line.label}: {line.old} → {line.new}" for line in self.lines]
        return ". ".join(word for word in words if word)


class Role(IntEnum):
    """What the model answers beside text."""

    ENTRY = int(Qt.ItemDataRole.UserRole)
    KEY = ENTRY + 1


class EntryModel(QAbstractListModel):
    """The lines of one list; a new state is taken over by its differences."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def row_of(self, key: str) -> int:
        """Return the row of a line, or -1."""
        return next((n for n, entry in enumerate(self.entries) if entry.key == key), -1)

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these lines; those that stay keep their place, so that selection stays too."""
        entries = list({entry.key: entry for entry in entries}.values())
        self._remove({entry.key for entry in entries})
        known = {entry.key for entry in self.entries}
        row = 0
        while row < len(entries):
            fresh = row
            while fresh < len(entries) and entries[fresh].key not in known:
                fresh += 1
            if fresh > row:
                self._insert(row, entries[row:fresh])
                row = fresh
                continue
            self._place(row, entries[row])
            row += 1

    def _remove(self, kept: set[str]) -> None:
        """Remove the lines that are not kept, neighbours together."""
        last = len(self.entries) - 1
        while last >= 0:
            if self.entries[last].key in kept:
                last -= 1
                continue
            first = last
            while first > 0 and self.entries[first - 1].key not in kept:
                first -= 1
            self.beginRemoveRows(NOWHERE, first, last)
            del self.entries[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _insert(self, row: int, entries: Sequence[Entry]) -> None:
        self.beginInsertRows(NOWHERE, row, row + len(entries) - 1)
        self.entries[row:row] = entries
        self.endInsertRows()

    def _place(self, row: int, entry: Entry) -> None:
        """Bring a known line to its row and let it say what it says now."""
        at = row
        while self.entries[at].key != entry.key:
            at += 1
        if at != row:
            self.beginMoveRows(NOWHERE, at, at, NOWHERE, row)
            self.entries.insert(row, self.entries.pop(at))
            self.endMoveRows()
        if self.entries[row] != entry:
            self.entries[row] = entry
            index = self.index(row)
            self.dataChanged.emit(index, index)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(entry.help) or None
        if role == Role.ENTRY:
            return entry
        return entry.key if role == Role.KEY else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.entries[index.row()].is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
