"""The register: every micro-credential of a period, filtered, sorted, copied, saved, printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.application.views.register import HEADS, SINCE_HEADS
from mcdesk.i18n import N_, _, language, plural
from mcdesk.ui import parts
from mcdesk.ui.escape import FindLine
from mcdesk.ui.file_names import safe_name
from mcdesk.ui.forms.values import show_date, show_number
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.table import LinesView, framed
from mcdesk.ui.printing.making import Making, Print, make
from mcdesk.ui.register.acts import PeriodActs
from mcdesk.ui.register.lines import since_lines, table_line
from mcdesk.ui.register.strip import RegisterStrip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import (
        Register,
    )
    from mcdesk.procedure.period import Period
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Tasks

WORKBOOKS = "XLSX (*.xlsx)"
WIDTHS = (
    44, 150, 250, 70, 180, 120, 150, 120, 150, 130, 70, 60, 80, 120, 120, 190, 100, 110, 110, 150,
    130, 220, 150,
)  # fmt: skip

CARRIED = 22
BESIDE_TITLE = (15, 16, 17, 18, CARRIED)
"""Stage, status, accepted, late and where a card comes from are seen first on screen; copies and
files keep the order."""


class RegisterPage(DeskPage):
    """The list of course development of one period.

    Signals:
        card_opened: the page of a micro-credential (id) is wanted.
        did: something was done, in words; undo takes it back.
        said: something was done that is not undone, in words.
    """

    card_opened = Signal(str)
    did = Signal(str)
    said = Signal(str)
    title: ClassVar[str] = N_("Register")
    help_topic = "register"

    def __init__(self, tasks: Tasks, host: Host, parent: QWidget | None = None) -> None:
        self._period: Period | None = None
        self._version = 0
        self._host = host
        self._filter = ""
        self._shows_since = False
        self.acts = PeriodActs(tasks, host)
        super().__init__(tasks, parent)
        self.acts.setParent(self)
        self.acts.begun.connect(self._on_begun)
        self.acts.did.connect(self.did)
        self.acts.said.connect(self.said)

    @override
    def reading(self) -> Callable[[DeskPort], Any]:
        return partial(_read, self._period, self._version)

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self.periods = QComboBox()
        self.periods.setAccessibleName(_("Period"))
        self.periods.setMinimumWidth(170)
        self.periods.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.periods.activated.connect(self._on_period)
        self.search = FindLine()
        self.search.setText(self._filter)
        self.search.setPlaceholderText(_("Filter  ( / )"))
        self.search.setAccessibleName(_("Filter the register"))
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
        self.strip = RegisterStrip()
        self.acts.follow(self.strip)
        self.strip.since_wanted.connect(self._on_since)
        self.strip.version_wanted.connect(self._on_version)
        self.strip.hide()
        shown = language()
        self.view = LinesView([head.label.text(shown) for head in HEADS], ())
        self.view.widths(*WIDTHS)
        header = self.view.horizontalHeader()
        header.setSectionsMovable(True)
        for place, section in enumerate(BESIDE_TITLE, 3):
            header.moveSection(header.visualIndex(section), place)
        self.view.setAccessibleName(_("Register"))
        self.view.opened.connect(self.card_opened)
        self.since = LinesView([head.label.text(shown) for head in SINCE_HEADS], (2, 3))
        self.since.widths(180, 220, 320, 320)
        self.since.setAccessibleName(_("Changed since the period was closed"))
        self.since.opened.connect(self.card_opened)
        self.totals = parts.label("", "small")
        self.totals.setContentsMargins(16, 0, 16, 8)
        self._empty = parts.label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(framed(self.view))
        self._stack.addWidget(framed(self._empty))
        self._stack.addWidget(framed(self.since))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.strip)
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
            words = period.label.text()
            if period in data.closed:
                words = _("{period} · closed").format(period=words)
            self.periods.addItem(words, period)
        self.periods.setCurrentIndex(data.periods.index(data.period))
        self.strip.show_register(data)
        self.acts.register = data
        self._shows_since = self._shows_since and bool(data.since)
        self.strip.since.setChecked(self._shows_since)
        self.since.show_lines(list(since_lines(data)))
        self._show_lines()

    def _show_lines(self, _checked: object = None) -> None:
        register: Register | None = self.data_
        if register is None:
            return
        lines = [
            table_line(number, line)
            for number, line in enumerate(register.lines, 1)
            if line.late or not self.late.isChecked()
        ]
        self.view.show_lines(lines)
        carried = any(line.carried_from.en for line in register.lines)
        self.view.setColumnHidden(CARRIED, not carried)
        self._on_search(self.search.text())

    def _on_search(self, text: str) -> None:
        self._filter = text
        self.view.narrow(text)
        self.since.narrow(text)
        self._write_totals()

    def _write_totals(self) -> None:
        """Say how much is shown, and what it adds up to; where nothing is, what to do."""
        register: Register | None = self.data_
        if register is None:
            return
        if self._shows_since:
            self._write_since(register)
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

    def _write_since(self, register: Register) -> None:
        """Say as of which day the changes are, and that they are no part of what was signed."""
        day = show_date(register.today.isoformat())
        self.totals.setText(_("As of {day}; no part of what was frozen.").format(day=day))
        self._empty.setText(_("Nothing here fits the filter."))
        self._stack.setCurrentIndex(2 if self.since.shown else 1)
        self._allow()

    def _allow(self) -> None:
        table = self.since if self._shows_since else self.view
        is_any = self.data_ is not None and table.shown > 0
        for made in (self.copier, self.exporter, self.printer):
            made.setEnabled(is_any)

    def shown(self) -> Register:
        """Return the register with what the filter leaves, in the order of the table.

        A closed one that nothing was left out of keeps the order in which it was signed.
        """
        register: Register = self.data_
        is_whole = self._shows_since or self.view.shown == register.of
        if register.closing is not None and is_whole:
            return register
        return register.only(self.view.shown_ids)

    def take_focus(self) -> None:
        """Put the keyboard on the table."""
        self.view.setFocus()

    # --- doing ----------------------------------------------------------------------------

    def choose(self, period: Period) -> None:
        """Show another period, as it stands."""
        self._period, self._version = period, 0
        self.refresh()

    def _on_period(self, place: int) -> None:
        self.choose(self.periods.itemData(place))

    def _on_copy(self) -> None:
        table = self.since if self._shows_since else self.view
        words = plural("{n} line copied", "{n} lines copied", table.copy())
        self.totals.setText(words)

    # --- the period -----------------------------------------------------------------------

    def _on_since(self) -> None:
        self._shows_since = self.strip.since.isChecked()
        self._write_totals()

    def _on_begun(self, period: Period) -> None:
        """Stay at a period that something is done with, whatever becomes of it."""
        self._period = period

    def _on_version(self, version: int) -> None:
        """Show an earlier closing of the period, or what stands now."""
        self._period, self._version = self.data_.period, version
        self.refresh()

    # --- files ----------------------------------------------------------------------------

    def _name(self) -> str:
        label = self.data_.period.label.text().replace("/", "-")
        version = f"v{self.data_.closing.version}" if self._version else ""
        return safe_name("_".join(filter(None, (_("register"), label, version))))

    def export(self) -> None:
        """Ask for a place and write what is shown as a workbook."""
        title = _("Save the register as a spreadsheet")
        path = self._host.choose_file(self, title, f"{self._name()}.xlsx", WORKBOOKS)
        if path is not None:
            self.tasks.run(partial(_write, self.shown(), path), self._on_written, kind="reader")

    def _on_written(self, path: Path) -> None:
        self.totals.setText(_("Saved as {name}").format(name=path.name))

    def print_(self) -> None:
        """Ask for a place and print what is shown."""
        read = partial(_known, self.shown())
        making = Making(self.page_title(), f"{self._name()}.pdf", read, _printer)
        make(making, self.tasks, self._host, self)


def _read(period: Period | None, version: int, desk: DeskPort) -> Register | None:
    return desk.register(period, version=version)


def _known(register: Register, _desk: DeskPort, _progress: Progress) -> Register:
    return register


def _printer() -> Print:
    from mcdesk.reports.register import print_register

    return print_register


def _write(register: Register, path: Path, _desk: DeskPort) -> Path:
    from mcdesk.exchange.workbook_out import write_tables

    write_tables(path, language(), register.tables)
    return path
