"""The first screen of a signing session: for whom, and which of the forms that wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QProgressBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mcdesk.i18n import _
from mcdesk.procedure.sheets import with_sheet
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.lines import ChoiceBox
from mcdesk.ui.people.table import Inset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import SignatureLine, SigningList, WaitingForm

ID_ROLE = int(Qt.ItemDataRole.UserRole)


def name_of(entry: SigningList) -> str:
    """Return who signs: the person, else the office that nobody holds."""
    roles = ", ".join(role.text() for role in entry.roles)
    vacant = _("{role} (nobody holds the office)").format(role=roles)
    return f"{entry.name} · {roles}" if entry.name else vacant


def form_words(form: WaitingForm) -> str:
    """Return a form with its kind, as lists name it."""
    return with_sheet(form.kind, form.form, form.sheet).text()


def asked_words(lines: Sequence[SignatureLine]) -> str:
    """Return what is asked of the signer."""
    return ", ".join(f"{line.role_label.text()}: {line.act.text()}" for line in lines)


class ChooseStep(QWidget):
    """Asks for whom the booklet is, and lists the forms with a tick each.

    Signals:
        changed: another person, or other forms were chosen.
        cancel_requested: what is going on is to stop.
    """

    changed = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[SigningList, ...] = ()
        self._unticked: set[str] = set()
        intro = _("One booklet holds every frozen form whose turn it is: print it, have it signed "
                  "in one sitting, then record the decisions here. The signed pages find their "
                  "forms by themselves when they are scanned.")  # fmt: skip
        self._intro = parts.label(intro, "muted", wrap=True)
        self._for = parts.label(_("Who signs"), "heading")
        self.who = ChoiceBox()
        self.who.setAccessibleName(_("Who signs"))
        self._for.setBuddy(self.who)
        self.who.setMinimumWidth(420)
        self.every = parts.button(_("Tick all"), "quiet")
        self.none = parts.button(_("Tick none"), "quiet")
        self.table = self._table()
        self.said = parts.label("", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = parts.button(_("Cancel"))
        self.again = parts.button(_("Look again"), "", "search")
        self.again.hide()
        self.empty = parts.label("", "muted", wrap=True)
        self._lay_out()
        self.who.currentIndexChanged.connect(self._on_person)
        self.table.itemChanged.connect(self._on_item)
        self.every.clicked.connect(self._on_every)
        self.none.clicked.connect(self._on_none)
        self.cancel.clicked.connect(self.cancel_requested)
        self.show_busy("")

    def _table(self) -> QTableWidget:
        heads = [_("No."), _("Micro-credential"), _("Form"), _("Version"), _("Decision asked")]
        made = QTableWidget(0, len(heads))
        made.setHorizontalHeaderLabels(heads)
        made.setAccessibleName(_("Forms that wait"))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        made.verticalHeader().hide()
        made.verticalHeader().setDefaultSectionSize(made.fontMetrics().height() + 16)
        head, mode = made.horizontalHeader(), QHeaderView.ResizeMode
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(1, len(heads)):
            made.setItemDelegateForColumn(column, Inset(made))
        for column in (1, 2, 4):
            head.setSectionResizeMode(column, mode.Stretch)
        for column, width in ((0, 64), (3, 80)):
            head.setSectionResizeMode(column, mode.Fixed)
            made.setColumnWidth(column, width)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(theme.WIDE)
        column.addWidget(self._intro)
        column.addLayout(parts.row(self._for, self.who, 1, self.every, self.none))
        column.addWidget(self.said)
        column.addLayout(parts.row(self.bar, self.cancel))
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)

    # --- what is shown --------------------------------------------------------------------

    def show_lists(self, lists: tuple[SigningList, ...]) -> None:
        """Show who is waited for; the person chosen stays, and what was not ticked."""
        before = self.current()
        self._lists = lists
        self.who.blockSignals(True)
        self.who.clear()
        for entry in lists:
            self.who.addItem(f"{name_of(entry)} ({len(entry.forms)})", entry.who)
        place = self.who.findData(before.who) if before is not None else -1
        self.who.setCurrentIndex(max(place, 0) if lists else -1)
        self.who.blockSignals(False)
        self._show_forms()

    def _show_forms(self) -> None:
        entry = self.current()
        forms = entry.forms if entry is not None else ()
        self.table.blockSignals(True)
        self.table.setRowCount(len(forms))
        for row, form in enumerate(forms):
            cells = (str(row + 1), f"{form.card_code} {form.card_title.text()}", form_words(form),
                     str(form.version), asked_words(form.lines))  # fmt: skip
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
                if not column:
                    flags |= Qt.ItemFlag.ItemIsUserCheckable
                    ticked = form.form_id not in self._unticked
                    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                    item.setData(ID_ROLE, form.form_id)
                    item.setData(int(Qt.ItemDataRole.AccessibleTextRole), ", ".join(cells))
                item.setFlags(flags)
                self.table.setItem(row, column, item)
        if forms:
            self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)
        for part in (self.table, self._for, self.who, self.every, self.none):
            part.setVisible(bool(forms))
        self.empty.setVisible(not forms)
        self.changed.emit()

    def show_empty(self, words: str) -> None:
        """Say why there is nothing to choose."""
        self.empty.setText(words)

    def show_busy(self, words: str, done: int = 0, of: int = 0) -> None:
        """Show what is going on; "" for nothing."""
        for part in (self.bar, self.cancel):
            part.setVisible(bool(words))
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self.bar.setAccessibleName(words)
        if words:
            self.say(words)

    def say(self, words: str, state: str = "") -> None:
        """Say something above the list."""
        self.said.setText(words)
        self.said.setVisible(bool(words))
        theme.dress(self.said, state=state)

    # --- what was chosen ------------------------------------------------------------------

    def current(self) -> SigningList | None:
        """Return what waits for the person chosen."""
        who = self.who.currentData()
        return next((entry for entry in self._lists if entry.who == who), None)

    def ticked(self) -> tuple[str, ...]:
        """Return the ids of the forms that are ticked, in their order."""
        return tuple(form.form_id for form in self.ticked_forms())

    def ticked_forms(self) -> tuple[WaitingForm, ...]:
        """Return the forms that are ticked, in their order."""
        entry = self.current()
        forms = entry.forms if entry is not None else ()
        return tuple(form for form in forms if form.form_id not in self._unticked)

    def count_words(self) -> str:
        """Return in words how much is chosen."""
        entry = self.current()
        if entry is None:
            return ""
        words = _("{n} of {m} ticked")
        return words.format(n=len(self.ticked()), m=len(entry.forms))

    def _on_person(self, _at: int) -> None:
        self._show_forms()

    def _on_item(self, item: QTableWidgetItem) -> None:
        if item.column():
            return
        form = str(item.data(ID_ROLE))
        if item.checkState() == Qt.CheckState.Checked:
            self._unticked.discard(form)
        else:
            self._unticked.add(form)
        self.changed.emit()

    def _on_every(self) -> None:
        self._tick(ticked=True)

    def _on_none(self) -> None:
        self._tick(ticked=False)

    def _tick(self, *, ticked: bool) -> None:
        entry = self.current()
        ids = {form.form_id for form in entry.forms} if entry is not None else set()
        self._unticked = self._unticked - ids if ticked else self._unticked | ids
        self._show_forms()
