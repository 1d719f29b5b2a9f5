"""What the page's dialogs have in common: inputs by key, reasons in words, their own command.

A dialog stays open until its command has been carried out: what is refused is explained inside,
with links, and nothing that was typed is lost.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from typing_extensions import override

from mcdesk.application.parted import NOW
from mcdesk.errors import Finding, McDeskError, Refused, Trouble
from mcdesk.i18n import _, apart
from mcdesk.ui.credential.carrying import CarryOut
from mcdesk.ui.credential.strangers import Newcomer
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.forms.dialogs import FormDialog, labelled
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.lines import ChoiceBox, DateLine, NameLine
from mcdesk.ui.forms.parts import column, row, text
from mcdesk.ui.forms.values import show_date
from mcdesk.ui.saying import several_called
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.ui.credential.people import People
    from mcdesk.ui.forms.seams import Jobs

Input = Line | GrowingText | ChoiceBox


class CommandDialog(FormDialog):
    """A dialog that ends in commands. Subclasses add inputs and answer `commands`.

    Signals:
        carried_out: the `Changes` of what was asked for.
        followed: the place (form kind, path) of a refusal's finding is wanted.
    """

    carried_out = Signal(object)
    followed = Signal(str, str)

    def __init__(
        self, title: str, action: str, tasks: Jobs, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, action, parent)
        self.tasks, self.today = tasks, today
        self._inputs: dict[str, Input] = {}
        self._needs: dict[str, str] = {}
        self._people: dict[str, People] = {}
        self._busy = False
        self._refused = FindingList()
        self._refused.followed.connect(self._on_followed)
        self._error = text("", "heading", state="bad", wrap=True)
        self._error.hide()
        self._refused.hide()

    @property
    def done_words(self) -> str:
        """What the window says once it is carried out; "" where what is shown says enough."""
        return ""

    # --- inputs ----------------------------------------------------------------------------

    def say(self, words: str, role: str = "muted") -> None:
        """Add words of explanation."""
        self.body.addWidget(text(words, role, wrap=True))

    def place(self, *holders: QWidget, shares: Sequence[int] = ()) -> None:
        """Put inputs below what is there, several side by side."""
        if len(holders) == 1:
            self.body.addWidget(holders[0])
            return
        line = row(gap=WIDE)
        for number, holder in enumerate(holders):
            line.addWidget(holder, shares[number] if shares else 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def line(self, key: str, words: str, *, need: str = "", hint: str = "") -> QWidget:
        """Return a labelled line of text; `need` says what is missing while it is empty."""
        return self._keep(key, words, Line(), need, hint)

    def note(self, key: str, words: str, *, need: str = "", hint: str = "") -> QWidget:
        """Return a labelled text of several lines."""
        return self._keep(key, words, GrowingText(lines=3, most=10), need, hint)

    def day(
        self, key: str, words: str, *, need: str = "", value: str = "", hint: str = ""
    ) -> QWidget:
        """Return a labelled date."""
        made = DateLine(self.today)
        made.setText(show_date(value))
        made.picked.connect(self._on_input)
        return self._keep(key, words, made, need, hint)

    def person(
        self, key: str, words: str, people: People, *, need: str = "", hint: str = ""
    ) -> QWidget:
        """Return a labelled name, found by typing any part of it."""
        self._people[key] = people
        made = NameLine(list(people.names), may_add="directory" in people.info.rights)
        made.picked.connect(self._on_input)
        holder = self._keep(key, words, made, need, hint)
        newcomer = Newcomer(made, holder, people, self.tasks, self.today)
        newcomer.known.connect(partial(self._people.__setitem__, key))
        return holder

    def choice(self, key: str, words: str, options: Iterable[tuple[str, str]]) -> QWidget:
        """Return a labelled choice; options are (value, words)."""
        made = ChoiceBox()
        for value, said in options:
            made.addItem(said, value)
        made.activated.connect(self._on_input)
        return self._keep(key, words, made, "", "")

    def _keep(self, key: str, words: str, made: Input, need: str, hint: str) -> QWidget:
        self._inputs[key] = made
        self._needs[key] = need
        if not isinstance(made, ChoiceBox):
            made.changed.connect(self._on_input)
        return labelled(words, made, hint=hint)

    def _on_input(self) -> None:
        """Look again at what may be done; what was refused before was about other words."""
        self._take_back_refusal()
        self.check()

    def _take_back_refusal(self) -> None:
        self._error.hide()
        self._refused.hide()

    def input(self, key: str) -> Input:
        return self._inputs[key]

    def box(self, key: str) -> ChoiceBox:
        """Return the input of a choice."""
        made = self._inputs[key]
        assert isinstance(made, ChoiceBox)
        return made

    def fill(self, key: str, value: str) -> None:
        """Put a value into an input."""
        made = self._inputs[key]
        if isinstance(made, QComboBox):
            made.setCurrentIndex(max(made.findData(value), 0))
        elif isinstance(made, QPlainTextEdit):
            made.setPlainText(value)
        else:
            known = self._people.get(key)
            made.setText(known.name_of(value) if known is not None else value)
            made.home(False)  # of what is too long the beginning is seen

    def typed(self, key: str) -> str:
        """Return what stands in an input, as it was typed."""
        made = self._inputs[key]
        if isinstance(made, QComboBox):
            return str(made.currentData() or "")
        words = made.toPlainText() if isinstance(made, QPlainTextEdit) else made.text()
        return words.strip()

    def value(self, key: str) -> str:
        """Return an input's value: a date as ISO text, a person as an id, other text as typed."""
        words, made = self.typed(key), self._inputs[key]
        if isinstance(made, DateLine):
            return made.iso()
        return self._people[key].id_of(words) if key in self._people else words

    @override
    def new_day(self, today: date) -> None:
        self.today = today
        super().new_day(today)

    # --- may it be done --------------------------------------------------------------------

    @override
    def reasons(self) -> list[str]:
        if self._busy:
            return [_("Being carried out …")]
        found = [need for key, need in self._needs.items() if need and not self.typed(key)]
        for key, made in self._inputs.items():
            words = self.typed(key)
            if isinstance(made, DateLine) and made.fault():
                found.append(made.fault())
            if key in self._people and words and not self.value(key):
                found.append(self._why_nobody(key, words))
        return found

    def _why_nobody(self, key: str, words: str) -> str:
        """Tell why a typed name means no person."""
        if len(self._people[key].called(words)) > 1:
            return several_called(words)
        return _("“{text}” is not in the directory.").format(text=apart(words))

    def commands(self) -> Sequence[Command]:
        """Return what the dialog stands for."""
        raise NotImplementedError

    def job(self) -> Callable[[DeskPort], Changes]:
        """Return what runs on the worker; the commands as one step unless a dialog needs more."""
        return CarryOut(tuple(self.commands()))

    # --- doing it --------------------------------------------------------------------------

    @override
    def accept(self) -> None:
        """Carry it out; the dialog closes when that is done."""
        if self.reasons():
            self.check()
            return
        self._busy = True
        self.check()
        self._take_back_refusal()
        self.tasks.run(self.job(), self._on_done, self._on_failed)

    @override
    def reject(self) -> None:
        """Close; not while it is being carried out: what is refused then is said here."""
        if not self._busy:
            super().reject()

    def _on_done(self, changes: Changes) -> None:
        self._busy = False
        self.carried_out.emit(changes)
        super().accept()

    def _on_failed(self, error: McDeskError) -> None:
        """Say why it was not done; everything typed stays."""
        self._busy = False
        self.check()
        findings: tuple[Finding, ...] = ()
        words = str(error)
        if isinstance(error, Refused):
            words, findings = _("This cannot be done:"), error.findings
        elif isinstance(error, Trouble):
            words = f"{_(error.title)} {_(error.advice)}".strip()
        self._error.setText(words)
        self._error.show()
        self._refused.show_findings(findings)
        self._refused.setVisible(bool(findings))
        self.bring_up(self._error)

    def _on_followed(self, form: str, path: str) -> None:
        if self.leave():
            self.followed.emit(form, path)

    # --- showing ---------------------------------------------------------------------------

    def finish(self, width: int = 540) -> None:
        """Call when everything is in place: what was refused goes below, the width is set."""
        ending = column(gap=GAP)
        ending.addWidget(self._error)
        ending.addWidget(self._refused)
        self.body.addLayout(ending)
        self.body.addStretch(1)
        self.check()
        self.resize(width, self.height())


class ChangeDialog(CommandDialog):
    """A dialog that changes what is there: `base` has what was on screen, by its key.

    What others changed meanwhile is said once it is refused; to save again puts one's own in its
    place, with open eyes.
    """

    def __init__(
        self, title: str, action: str, tasks: Jobs, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, action, tasks, today, parent)
        self.base: dict[str, Any] = {}

    @override
    def _on_failed(self, error: McDeskError) -> None:
        super()._on_failed(error)
        findings = error.findings if isinstance(error, Refused) else ()
        new = {each.path: each.params[NOW] for each in findings if NOW in each.params}
        if new:
            self.base |= new
            self._error.setText(_("Others changed this while it was open here. Save again to put "
                                  "yours in its place, or cancel to leave it:"))  # fmt: skip
