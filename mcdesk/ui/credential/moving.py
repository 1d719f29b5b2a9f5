"""Dialogs that move a card: to any stage, back with what falls, and by exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import Command, MoveCard, MoveCardByException
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import new_id
from mcdesk.ui import parts
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.people import People
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.credential.wording import form_detail, form_state
from mcdesk.ui.dialogs import FindingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormLine
    from mcdesk.errors import Finding
    from mcdesk.ui.credential.state import PageState, Step
    from mcdesk.ui.tasks import Tasks


class MoveDialog(CommandDialog):
    """Every stage with whether the card may go there, and why not.

    Signals:
        back_requested: the card is to be sent back to a stage (id), which asks for more.
        exception_requested: the card is to enter a stage (id) although its gate is not met.
    """

    back_requested = Signal(str)
    exception_requested = Signal(str)

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("Move {code} to another stage").format(code=state.tile.code)
        super().__init__(title, _("Move"), tasks, state.today, parent)
        self._state = state
        self.list = EntryList(_("Stages"))
        self.list.setProperty("role", "panel")
        self.list.setMinimumHeight(300)
        self.findings = FindingList()
        self.findings.followed.connect(self._on_followed)
        self._except = parts.button(_("By exception…"), "link")
        self._except.clicked.connect(self._on_exception)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.findings)
        self.body.addLayout(parts.row(self._except, 1))
        self.list.show_entries([self._entry(step) for step in state.steps()], "")
        self._choose_first()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._on_chosen()
        self.finish(580)
        self.resize(580, 640)

    def _entry(self, step: Step) -> Entry:
        """Return one stage: here, back, open, or what is missing."""
        id_, count = step.stage.id, len(self._state.blocking(step.stage.id))
        if step.state == "here":
            said, icon, tone = _("here now"), "map-pin", ""
        elif step.stage.number < self._state.here.number:
            said, icon, tone = _("back, with a reason"), "corner-up-left", ""
        elif count:
            said, icon, tone = plural("{n} reason why not", "{n} reasons why not", count), "ban", ""
        else:
            said, icon, tone = _("open"), "circle-check", "good"
        return Entry(id_, step.name, icon=icon, tone="good" if tone else "", state=said,
                     is_pale=step.state == "here", value=step)  # fmt: skip

    def _choose_first(self) -> None:
        """Begin with the stage that is open, else with the next one."""
        ahead = [step.stage for step in self._state.steps() if step.state == "ahead"]
        free = [stage for stage in ahead if not self._state.blocking(stage.id)]
        wanted = (free or ahead or [self._state.here])[0]
        self.list.choose(wanted.id)

    @property
    def target(self) -> str:
        """The stage that is chosen."""
        return self.list.key()

    @property
    def is_back(self) -> bool:
        stage = self._state.stage(self.target)
        return stage is not None and stage.number < self._state.here.number

    def _on_chosen(self) -> None:
        found = () if self.target == self._state.here.id else self._state.blocking(self.target)
        self.findings.show_findings(found[:4])
        self.findings.setVisible(bool(found))
        may = self._state.may("exception") and bool(found) and not self.is_back
        ways = {way.target for way in self._state.forward_ways()}
        self._except.setVisible(may and self.target in ways)
        self.action.setText(_("Send back…") if self.is_back else _("Move"))
        self.check()

    def _on_opened(self, _key: str) -> None:
        self.accept()

    def _on_exception(self) -> None:
        wanted = self.target
        self.done(0)
        self.exception_requested.emit(wanted)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        if self.target == self._state.here.id:
            found.append(_("The card is in this stage already."))
        elif self._state.blocking(self.target):
            found.append(_("This stage is closed to the card now; the reasons stand above."))
        return found

    @override
    def commands(self) -> Sequence[Command]:
        return (MoveCard(card=self._state.tile.id, to=self.target),)

    @override
    def accept(self) -> None:
        if self.is_back and not self.reasons():
            wanted = self.target
            self.done(0)
            self.back_requested.emit(wanted)
            return
        super().accept()


@dataclass(frozen=True, slots=True)
class ReadFallen:
    """Asks which forms' sign-offs fall when a card goes back; runs on the worker."""

    card: str
    stage: str

    def __call__(self, desk: DeskPort) -> tuple[str, tuple[FormLine, ...]]:
        return self.stage, desk.fallen(self.card, self.stage)


class SendBackDialog(CommandDialog):
    """Sends a card back: first what falls, then the reason that everybody will read."""

    def __init__(
        self, tasks: Tasks, state: PageState, target: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("Send {code} back").format(code=state.tile.code)
        super().__init__(title, _("Send back"), tasks, state.today, parent)
        self._state = state
        self.fallen: tuple[FormLine, ...] | None = None
        earlier = [s for s in state.page.stages if s.number < state.here.number]
        options = [(s.id, state.stage_name(s.id)) for s in reversed(earlier)]
        self.place(self.choice("to", _("Back to"), options))
        if target:
            self.fill("to", target)
        self.box("to").activated.connect(self._ask)
        self._heading = parts.label("", "heading", wrap=True)
        self.body.addWidget(self._heading)
        self.list = EntryList(_("Sign-offs that fall"))
        self.body.addWidget(self.list)
        hint = _("Everybody on the card reads it, in the history and on the board.")
        need = _("Write the reason.")
        self.place(self.note("reason", _("Reason"), need=need, hint=hint))
        self._ask()
        self.finish()
        self.resize(540, 520)

    def _ask(self) -> None:
        """Ask the desk what falls; sending back waits for the answer."""
        self.fallen = None
        self._heading.setText(_("Looking up which sign-offs fall …"))
        self.list.hide()
        job = ReadFallen(self._state.tile.id, self.value("to"))
        self.tasks.run(job, self._show_fallen, self._on_failed, kind="reader")
        self.check()

    def _show_fallen(self, answer: tuple[str, tuple[FormLine, ...]]) -> None:
        stage, fallen = answer
        if stage != self.value("to"):
            return
        self.fallen = fallen
        self.list.show_entries([_fallen_entry(form) for form in fallen], "")
        self.list.setVisible(bool(fallen))
        self.list.setFixedHeight(min(max(len(fallen), 1), 4) * 52)
        words = plural("The sign-offs on {n} form fall:", "The sign-offs on {n} forms fall:",
                       len(fallen))  # fmt: skip
        self._heading.setText(words if fallen else _("No sign-off falls."))
        self.check()

    @override
    def reasons(self) -> list[str]:
        if self.fallen is None:
            return [_("Looking up which sign-offs fall …"), *super().reasons()]
        return super().reasons()

    @override
    def commands(self) -> Sequence[Command]:
        return (
            MoveCard(card=self._state.tile.id, to=self.value("to"), reason=self.value("reason")),
        )


def _fallen_entry(form: FormLine) -> Entry:
    words = form_state(form)
    return Entry(
        form.form_id, form.title.text(), form_detail(form), "triangle-alert", "warn", words
    )


class ExceptionDialog(CommandDialog):
    """Moves a card although its gate is not met; what is owed stays visible until it is paid."""

    def __init__(
        self, tasks: Tasks, state: PageState, target: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("Move {code} by exception").format(code=state.tile.code)
        super().__init__(title, _("Move by exception"), tasks, state.today, parent)
        self._state = state
        self.say(_("The gate is not met. What is owed stands on the card, in prints and reports "
                   "until it is paid, and blocks the completion. It replaces nobody's "
                   "signature."))  # fmt: skip
        closed = [way for way in state.forward_ways() if state.blocking(way.target)]
        options = [(way.target, state.stage_name(way.target)) for way in closed]
        self.place(self.choice("to", _("To stage"), options))
        if target:
            self.fill("to", target)
        self.box("to").activated.connect(self._show_missing)
        self.findings = FindingList()
        self.body.addWidget(self.findings)
        self._add_inputs(People(state.info.persons))
        self._show_missing()
        self.finish(580)

    def _add_inputs(self, people: People) -> None:
        need = _("Write the reason.")
        self.place(self.note("reason", _("Reason"), need=need))
        need = _("Write what is owed.")
        self.place(self.note("owed", _("What is owed"), need=need))
        need = _("Choose who owes it.")
        by = self.person("owed_by", _("Owed by"), people, need=need)
        need = _("Give the day until which it is owed.")
        self.place(by, self.day("until", _("Until"), need=need), shares=(3, 2))
        need = _("Name who instructed it.")
        who = self.line("instructed_by", _("On whose instruction"), need=need)
        self.place(who, self.line("letter", _("Letter (number), if any")), shares=(3, 2))

    def _show_missing(self) -> None:
        found: tuple[Finding, ...] = self._state.blocking(self.value("to"))
        self.findings.show_findings(found[:5], links=False)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        day = as_date(self.value("until"))
        if day is not None and day < self._state.today:
            found.append(_("The day until which it is owed lies in the past."))
        return found

    @override
    def commands(self) -> Sequence[Command]:
        return (
            MoveCardByException(
                card=self._state.tile.id,
                to=self.value("to"),
                reason=self.value("reason"),
                instructed_by=self.value("instructed_by"),
                owed=self.value("owed"),
                owed_by=self.value("owed_by"),
                until=self.value("until"),
                letter=self.value("letter"),
                id=new_id(),
            ),
        )
