"""Enters many people at once: rows are pasted, and what becomes of each is told first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from typing_extensions import override

from mcdesk.exchange.people import KnownPeople, PeoplePlan, is_headed, plan_people
from mcdesk.i18n import _, plural
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import text
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.exchange.people import PersonPlan
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.forms.seams import Jobs

PAUSE = 250
"""So many milliseconds after the last letter the list is looked through again."""
TONES = {"refused": "bad", "known": "muted"}


class PasteDialog(AskDialog):
    """Takes pasted rows, and says of each what becomes of it before anything is done.

    The rows that nothing speaks against are entered together, as one step that can be taken back;
    those that are refused stay in the text, to be mended there. So does all that was typed while
    the others were entered: then it is read anew as a whole.
    """

    def __init__(self, tasks: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(tasks, _("Add people from a list"), _("Add"), parent)
        self.plan = PeoplePlan()
        self._sent = "", self.plan
        self._entered = 0
        self._read = self._trouble = self._done = ""
        words = _("Copy rows in your spreadsheet and paste them here, best with their headings: "
                  "Name, E-mail, Roles, Login, Programme. Several roles stand in one cell, with "
                  "commas between them; the programme or faculty is that of a Head, Dean or "
                  "secretary, by its name or code.")  # fmt: skip
        self.body.addWidget(text(words, "muted", wrap=True))
        self.rows = GrowingText(lines=5, most=7)
        self.rows.setLineWrapMode(GrowingText.LineWrapMode.NoWrap)
        self.rows.setPlaceholderText(_("Paste rows here (Ctrl+V)"))
        self.body.addWidget(labelled(_("The rows"), self.rows))
        self._summary = text("", "heading", wrap=True)
        self.body.addWidget(self._summary)
        heads = (_("Row"), _("Name"), _("Roles"), _("What becomes of it"))
        self.view = LinesView(heads, (3,))
        self.view.widths(60, 190, 190, 0)
        self.view.setAccessibleName(_("What becomes of the rows"))
        self.view.setMinimumHeight(230)
        self.view.picked.connect(self._on_picked)
        self.body.addWidget(self.view, 1)
        self._whole = text("", "small", wrap=True)
        self._whole.setMinimumHeight(2 * self._whole.fontMetrics().lineSpacing())
        self.body.addWidget(self._whole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.rows.textChanged.connect(self._on_text)
        self.check()
        self.resize(860, self.height())
        self.rows.setFocus()

    # --- looking through --------------------------------------------------------------------

    def _on_text(self) -> None:
        self._pause.start()
        self.check()

    def _look(self) -> None:
        """Read the rows on the reader's thread; the window does not wait for it."""
        words = self.rows.toPlainText()
        if not words.strip():
            self._show(words, PeoplePlan())
            return
        job, entered = partial(read_people, words), self._entered
        self._tasks.run(job, partial(self._on_looked, words, entered),
                        partial(self._on_unread, words), kind="reader")  # fmt: skip

    def _on_looked(self, words: str, entered: int, plan: PeoplePlan) -> None:
        """Show what was read, unless people were entered since: it does not know them."""
        if entered == self._entered:
            self._show(words, plan)

    def _on_unread(self, words: str, error: Exception) -> None:
        self._show(words, PeoplePlan(), str(error))

    def _show(self, words: str, plan: PeoplePlan, trouble: str = "") -> None:
        """Show what becomes of rows, unless they are others by now."""
        if words != self.rows.toPlainText():
            return
        self.plan, self._read, self._trouble = plan, words, trouble
        self.view.show_lines([_line(row) for row in plan.rows])
        said = [self._done, *_counted(plan), *(sentence(note) for note in plan.notes)]
        self._summary.setText(" ".join(filter(None, said)))
        self._summary.setVisible(bool(self._summary.text()))
        self.check()

    def _on_picked(self, id_: str) -> None:
        """Say the whole of what becomes of a row, for which its line may be too short."""
        row = next((row for row in self.plan.rows if str(row.number) == id_), None)
        self._whole.setText(_line(row).tip if row is not None else "")

    # --- doing ------------------------------------------------------------------------------

    @override
    def reasons(self) -> list[str]:
        words = self.rows.toPlainText()
        if not words.strip():
            return [_("Paste the rows of a list.")]
        if words != self._read:
            return [_("Looking through the rows …")]
        if self._trouble:
            return [self._trouble]
        if not self.plan.commands():
            return [_("No row has anybody, or any role, to add.")]
        return []

    @override
    def commands(self) -> Sequence[Command]:
        return self.plan.commands()

    @override
    def accept(self) -> None:
        if not self._busy:
            self._sent = self.rows.toPlainText(), self.plan
        super().accept()

    @override
    def _on_done(self, _changes: Changes) -> None:
        """Close, or stay open for the rows that are left or were typed meanwhile."""
        words, plan = self._sent
        is_same = self.rows.toPlainText() == words
        if is_same and not plan.left:
            super()._on_done(_changes)
            return
        self._busy = False
        self._entered += 1
        added = plan.count("new")
        self._done = plural("{n} person was added.", "{n} people were added.", added)
        self._read = ""
        self.call_cancel(_("Close"))
        if is_same:
            self.rows.setPlainText(plan.left)
            self._begin_watching()  # what is left was refused; only what is typed now is lost
        self._on_text()


def read_people(words: str, desk: DeskPort) -> PeoplePlan:
    """Return what pasted rows become; where no headings are known they are read without."""
    from mcdesk.exchange.people_columns import is_heading
    from mcdesk.exchange.table_reader import read_text

    known = KnownPeople(desk.directory(), desk.info(), desk.board().today)
    table = read_text(words, is_heading)
    if not is_headed(table, known):
        table = read_text(words, headings=False)
    return plan_people(table, known)


def _counted(plan: PeoplePlan) -> Iterator[str]:
    """Yield how many rows become what."""
    new, more = plan.count("new"), plan.count("more")
    known, refused = plan.count("known"), plan.count("refused")
    if new:
        yield plural("{n} person is added.", "{n} people are added.", new)
    if more:
        yield plural("{n} who is here already gets roles.", "{n} who are here already get roles.",
                     more)  # fmt: skip
    if known:
        yield plural("{n} is here already.", "{n} are here already.", known)
    if refused:
        yield plural("{n} row is refused.", "{n} rows are refused.", refused)


def _line(row: PersonPlan) -> Line:
    """Return a row as it is shown: what becomes of it, and why."""
    became = {
        "new": _("Added"),
        "more": _("Here already; gets the roles"),
        "known": _("Here already; nothing to add"),
        "refused": _("Refused"),
    }[row.becomes]
    why = " ".join(sentence(finding) for finding in row.findings)
    words = f"{became}: {why}" if why else became
    tone = TONES.get(row.becomes, "warn" if row.findings else "")
    cells = (str(row.number), row.name, ", ".join(row.roles), words)
    return Line(str(row.number), cells, tone, tip=words)
