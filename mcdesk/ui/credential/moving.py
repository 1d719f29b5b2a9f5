"""Dialogs that move a card: to any stage, and back with what falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import Command, MoveCard
from mcdesk.ui import parts
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.credential.wording import form_detail
from mcdesk.ui.dialogs import FindingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormLine
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
        self._more = parts.label("", "small")
        self.first = self.list
        self.body.addWidget(self.findings)
        self.body.addLayout(parts.row(self._except, 1, self._more))
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
        self._more.setText(and_more(len(found) - 4))
        self._more.setVisible(len(found) > 4)
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
        self.list = EntryList(_("Sign-offs that fall"), only_shown=True)
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
    title, detail = form.title.text(), form_detail(form)
    said = _("{done} of {of} signed").format(done=form.signed, of=form.signers)
    return Entry(form.form_id, title, detail, "triangle-alert", "warn", said)


def and_more(count: int) -> str:
    """Return that there are more reasons than are shown."""
    return plural("and {n} more reason", "and {n} more reasons", count)
