"""What is wrong in a field, below it: each sentence once, with the rows that it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from mcdesk.application.days import runs
from mcdesk.i18n import _
from mcdesk.procedure.names import OTHER_TITLE, UNKNOWN
from mcdesk.ui import parts
from mcdesk.ui.forms.parts import button, clear, column, row, text
from mcdesk.ui.saying import sentence
from mcdesk.ui.theme import GAP, TIGHT

if TYPE_CHECKING:
    from mcdesk.errors import Finding

MOST = 4
RowNumber = Callable[[str], int]


class MessageList(QWidget):
    """The findings of one field.

    Signals:
        go_requested: the path of a cell.
        add_requested: the path of a name that is to be added to the directory.
        take_requested: a path, and the title of the card that is to stand there.
    """

    go_requested = Signal(str)
    add_requested = Signal(str)
    take_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = column(self, gap=TIGHT)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._found: tuple[Sequence[Finding], RowNumber | None] = ((), None)
        self._is_whole = False
        self._more: QPushButton | None = None
        self.may_add: Callable[[str], bool] | None = None
        self.may_write: Callable[[], bool] | None = None
        self.row_with: Callable[[str], str] | None = None
        self.hide()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, in words."""
        return tuple(words for _level, words in self._shown)

    def show_findings(self, found: Sequence[Finding], row_number: RowNumber | None) -> None:
        """Show findings; `row_number` gives the number of the row that a path lies in.

        Those beyond the first few are shown when they are asked for.
        """
        self._found = (found, row_number)
        lines = _merged(found, row_number)
        shown = tuple((finding.level, words) for words, finding in lines)
        if shown == self._shown:
            return
        self._shown = shown
        self._show(lines)

    def _show(self, lines: Sequence[tuple[str, Finding]]) -> None:
        clear(self._layout)
        self._more = None
        self.setVisible(bool(lines))
        for words, finding in lines if self._is_whole else lines[:MOST]:
            self._layout.addLayout(self._line(words, finding))
        if len(lines) > MOST:
            more = _("and {n} more").format(n=len(lines) - MOST)
            words = _("Show fewer") if self._is_whole else more
            self._more = button(words, self._on_more, "link")
            self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_more(self) -> None:
        self._is_whole = not self._is_whole
        self._show(_merged(*self._found))
        if self._more is not None:
            self._more.show()  # what is hidden takes no keyboard
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, words: str, finding: Finding) -> QHBoxLayout:
        hard = finding.level == "block"
        line = row(gap=GAP)
        name, tone = ("circle-alert", "bad") if hard else ("triangle-alert", "warn")
        line.addWidget(parts.sign(name, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(text(words, "small", state="bad" if hard else "warn", wrap=True), 1)
        if finding.code == UNKNOWN and self.may_add is not None and self.may_add(finding.path):
            add = button(_("Add…"), partial(self.add_requested.emit, finding.path), "link")
            add.setAccessibleName(_("Add to the directory…"))
            line.addWidget(add)
        if finding.code == OTHER_TITLE and self.may_write is not None and self.may_write():
            title = str(finding.params["whole"])
            take = partial(self.take_requested.emit, finding.path, title)
            line.addWidget(button(_("Take that title"), take, "link"))
        path = self._way(finding)
        if path:
            go = button(_("Go"), partial(self.go_requested.emit, path), "link")
            go.setAccessibleName(_("Go to {place}").format(place=words))
            line.addWidget(go)
        return line

    def _way(self, finding: Finding) -> str:
        """Return the cell that a finding is about: its own, or the first that holds its code."""
        if "/" in finding.path:
            return finding.path
        code = str(finding.params.get("code") or "")
        return self.row_with(code) if code and self.row_with is not None else ""


def _merged(found: Sequence[Finding], row_number: RowNumber | None) -> list[tuple[str, Finding]]:
    """Return each sentence once, the hard ones first."""
    rows: dict[tuple[str, str], list[int]] = {}
    first: dict[tuple[str, str], Finding] = {}
    for finding in sorted(found, key=lambda each: each.level != "block"):
        key = (finding.level, sentence(finding))
        first.setdefault(key, finding)
        number = row_number(finding.path) if row_number and "/" in finding.path else 0
        rows.setdefault(key, []).extend([number] if number else [])
    return [(with_rows(key[1], rows[key]), first[key]) for key in first]


def with_rows(words: str, rows: Sequence[int]) -> str:
    """Return a sentence behind the rows that it is about, runs of rows as one."""
    if not rows:
        return words
    if len(rows) == 1:
        return _("Row {n}: {words}").format(n=rows[0], words=words)
    return _("Rows {rows}: {words}").format(rows=runs(rows), words=words)
