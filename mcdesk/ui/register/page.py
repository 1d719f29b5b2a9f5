"""The register: every micro-credential of a period, filtered, sorted, copied, saved, printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.application.views.register import HEADS
from mcdesk.i18n import N_, _, language, plural
from mcdesk.procedure.stage import Label
from mcdesk.ui import parts
from mcdesk.ui.forms.values import show_date, show_number
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.table import Line, LinesView, framed
from mcdesk.ui.printing.documents import safe_name
from mcdesk.ui.printing.making import Making, Print, make

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Fact, Register, RegisterLine
    from mcdesk.procedure.period import Period
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Tasks

WORKBOOKS = "XLSX (*.xlsx)"
WIDTHS = (
    44, 150, 250, 70, 180, 120, 150, 120, 150, 130, 70, 60, 80, 120, 120, 190, 100, 110, 110, 150,
    130, 220,
)  # fmt: skip

BESIDE_TITLE = (15, 16, 17, 18)
"""Stage, status, accepted and late are seen first on screen; copies and files keep the order."""


class RegisterPage(DeskPage):
    """The list of course development of one period.

    Signals:
        card_opened: the page of a micro-credential (id) is wanted.
    """

    card_opened = Signal(str)
    title: ClassVar[str] = N_("Register")
    help_topic = "register"

    def __init__(self, tasks: Tasks, host: Host, parent: QWidget | None = None) -> None:
        self._period: Period | None = None
        self._host = host
        self._filter = ""
        super().__init__(tasks, parent)

    @override
    def reading(self) -> Callable[[DeskPort], Any]:
        return partial(_read, self._period)

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self.periods = QComboBox()
        self.periods.setAccessibleName(_("Period"))
        self.periods.setMinimumWidth(170)
        self.periods.activated.connect(self._on_period)
        self.search = QLineEdit(self._filter)
        self.search.setPlaceholderText(_("Filter  ( / )"))
        self.search.setAccessibleName(_("Filter the register"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(200)
        self.search.textChanged.connect(self._on_search)
        self.late = parts.button(_("Late only"), "chip")
        self.late.setCheckable(True)
        self.late.toggled.connect(self._show_lines)
        self.copier = parts.button(_("Copy as table"), "", "copy")
        self.copier.clicked.connect(self._on_copy)
        self.exporter = parts.button(_("Save as XLSX…"), "", "download")
        self.exporter.clicked.connect(self.export)
        self.printer = parts.button(_("Print as PDF…"), "", "printer")
        self.printer.clicked.connect(self.print_)
        bar, _row = page_bar(_("Register"), self.periods, self.search, self.late, 1, self.copier,
                             self.exporter, self.printer)  # fmt: skip
        shown = language()
        self.view = LinesView([head.label.text(shown) for head in HEADS], ())
        self.view.widths(*WIDTHS)
        header = self.view.horizontalHeader()
        header.setSectionsMovable(True)
        for place, section in enumerate(BESIDE_TITLE, 3):
            header.moveSection(header.visualIndex(section), place)
        self.view.setAccessibleName(_("Register"))
        self.view.opened.connect(self.card_opened)
        self.totals = parts.label("", "small")
        self.totals.setContentsMargins(16, 0, 16, 8)
        self._empty = parts.label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.view))
        self._stack.addWidget(framed(self._empty))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.totals)
        QShortcut(QKeySequence("/"), body, self.search.setFocus)
        self._allow()

    # --- showing --------------------------------------------------------------------------

    @override
    def show_data(self, data: Register | None) -> None:
        if data is None:
            return
        self.periods.clear()
        for period in data.periods:
            self.periods.addItem(period.label.text(), period)
        self.periods.setCurrentIndex(data.periods.index(data.period))
        self._show_lines()

    def _show_lines(self, _checked: object = None) -> None:
        register: Register | None = self.data_
        if register is None:
            return
        lines = [
            _table_line(number, line)
            for number, line in enumerate(register.lines, 1)
            if line.late or not self.late.isChecked()
        ]
        self.view.show_lines(lines)
        self._on_search(self.search.text())

    def _on_search(self, text: str) -> None:
        self._filter = text
        self.view.narrow(text)
        self._write_totals()

    def _write_totals(self) -> None:
        """Say how much is shown, and what it adds up to; where nothing is, what to do."""
        register: Register | None = self.data_
        if register is None:
            return
        shown = self.shown()
        counted = plural("{n} micro-credential", "{n} micro-credentials", len(shown.lines))
        hours = _("{hours} h").format(hours=show_number(str(shown.hours)))
        late = plural("{n} late", "{n} late", shown.late)
        self.totals.setText(" · ".join((counted, hours, late)) if shown.lines else "")
        if register.lines:
            self._empty.setText(_("Nothing here fits the filter."))
        else:
            self._empty.setText(_(
                "No micro-credential stands in this period. One is entered by semester and "
                "academic year on its page of the register (F4), at stage 5."
            ))  # fmt: skip
        self._stack.setCurrentIndex(0 if shown.lines else 1)
        self._allow()

    def _allow(self) -> None:
        is_any = self.data_ is not None and self.view.shown > 0
        for made in (self.copier, self.exporter, self.printer):
            made.setEnabled(is_any)

    def shown(self) -> Register:
        """Return the register with what the filter leaves, in the order of the table."""
        register: Register = self.data_
        return register.only(self.view.shown_ids)

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.view.setFocus()

    # --- doing ----------------------------------------------------------------------------

    def choose(self, period: Period) -> None:
        """Show another period."""
        self._period = period
        self.refresh()

    def _on_period(self, place: int) -> None:
        self.choose(self.periods.itemData(place))

    def _on_copy(self) -> None:
        words = plural("{n} line copied", "{n} lines copied", self.view.copy())
        self.totals.setText(words)

    def _name(self) -> str:
        label = self.data_.period.label.text().replace("/", "-")
        return safe_name("_".join((_("register"), label)))

    def export(self) -> None:
        """Ask for a place and write what is shown as a workbook."""
        title = _("Save the register as a spreadsheet")
        path = self._host.choose_file(self, title, f"{self._name()}.xlsx", WORKBOOKS)
        if path is not None:
            path = path if path.suffix else path.with_suffix(".xlsx")
            self.tasks.run(partial(_write, self.shown(), path), self._on_written, kind="reader")

    def _on_written(self, path: Path) -> None:
        self.totals.setText(_("Saved as {name}").format(name=path.name))

    def print_(self) -> None:
        """Ask for a place and print what is shown."""
        read = partial(_known, self.shown())
        making = Making(self.page_title(), f"{self._name()}.pdf", read, _printer)
        make(making, self.tasks, self._host, self)


def _read(period: Period | None, desk: DeskPort) -> Register | None:
    return desk.register(period)


def _known(register: Register, _desk: DeskPort, _progress: Progress) -> Register:
    return register


def _printer() -> Print:
    from mcdesk.reports.register import print_register

    return print_register


def _write(register: Register, path: Path, _desk: DeskPort) -> Path:
    from mcdesk.exchange.workbook_out import write_tables

    write_tables(path, language(), [register.table])
    return path


def _table_line(number: int, line: RegisterLine) -> Line:
    facts: tuple[Fact, ...] = (number, *line.facts())
    return Line(
        line.card_id,
        tuple(_shown(fact) for fact in facts),
        tone="warn" if line.late else "",
        tip=line.remarks,
        keys=tuple(_key(place, fact) for place, fact in enumerate(facts)),
    )


def _shown(fact: Fact) -> str:
    if isinstance(fact, date):
        return show_date(fact.isoformat())
    if isinstance(fact, Label):
        return fact.text()
    return show_number(str(fact)) if isinstance(fact, Decimal) else str(fact)


NUMBERS = frozenset((0, 10, 11, 12, 17, 18))
STAGE = 15


def _key(place: int, fact: Fact) -> str | float:
    """Return what a cell is sorted by: numbers by size, days by the calendar."""
    if place in NUMBERS:
        return float(fact) if isinstance(fact, int | Decimal) else -1.0
    if place == STAGE and isinstance(fact, Label):
        return f"{fact.en.split()[0]:0>2}"
    return fact.isoformat() if isinstance(fact, date) else _shown(fact)
