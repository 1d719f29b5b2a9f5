"""My work: every single thing that waits for the person at the desk, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, plural
from mcdesk.ui import language, parts, theme
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.table import Line, LinesView, framed

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import WorkLine


@dataclass(frozen=True, slots=True)
class Read:
    """What the page shows."""

    lines: tuple[WorkLine, ...]
    person: str
    today: date


class MyWorkPage(DeskPage):
    """The list of what waits for me, each with the place where it is done.

    Signals:
        card_opened: a card (id) is to be opened.
        form_opened: a form (id) is to be opened at a place (path).
        counted: how many things wait.
    """

    card_opened = Signal(str)
    form_opened = Signal(str, str)
    counted = Signal(int)
    tables: ClassVar[frozenset[str]] = frozenset()
    title: ClassVar[str] = N_("My work")

    @override
    @staticmethod
    def read(desk: DeskPort) -> Read:
        return Read(desk.my_work(), desk.info().person, desk.board().today)

    @override
    def build(self, body: QWidget) -> None:
        self._search = QLineEdit()
        self._search.setPlaceholderText(_("Search  ( / )"))
        self._search.setAccessibleName(_("Search my work"))
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(220)
        self._search.textChanged.connect(self._on_search)
        self._words = parts.label("", "muted")
        open_ = parts.button(_("Open"), "primary", "arrow-right")
        open_.clicked.connect(self._on_open)
        self._open = open_
        bar, _row = page_bar(_("My work"), self._search, self._words, 1, open_)
        headings = (_("Until"), _("What waits"), _("Micro-credential"), _("Stage"), _("Code"))
        self.view = LinesView(headings, (1, 2))
        self.view.widths(110, 0, 0, 170, 150)
        self.view.setAccessibleName(_("My work"))
        self.view.opened.connect(self._on_open)
        none = parts.label(_("Nothing waits for you."), "muted")
        none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.view))
        self._stack.addWidget(none)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        QShortcut(QKeySequence("/"), body, self._search.setFocus)

    @override
    def show_data(self, data: Read) -> None:
        self.view.show_lines(
            [_table_line(place, line, data.today) for place, line in enumerate(data.lines)]
        )
        self._stack.setCurrentIndex(0 if data.lines else 1)
        late = sum(line.late for line in data.lines)
        words = [plural("{n} thing", "{n} things", len(data.lines)), data.person]
        if late:
            words.insert(1, plural("{n} late", "{n} late", late))
        self._words.setText(" · ".join(filter(None, words)))
        theme.dress(self._words, state="bad" if late else "")
        self._open.setEnabled(bool(data.lines))
        self.counted.emit(len(data.lines))

    def _on_search(self, text: str) -> None:
        self.view.narrow(text)

    def _on_open(self, _id: str = "") -> None:
        if self.data_ is None or not self.view.current:
            return
        line: WorkLine = self.data_.lines[int(self.view.current)]
        if line.form_id:
            self.form_opened.emit(line.form_id, line.path)
        else:
            self.card_opened.emit(line.card_id)


def _table_line(place: int, line: WorkLine, today: date) -> Line:
    due = language.short_day(line.due, today)
    until = _("Late: {day}").format(day=due) if line.late else due
    cells = (until, line.what, line.title.text(), line.stage.text(), line.code)
    return Line(str(place), cells, "bad" if line.late else "", tip=line.what)
