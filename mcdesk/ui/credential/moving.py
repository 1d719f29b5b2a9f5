"""Dialogs that move cards: to any stage, and back with what falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import Command, MoveCard
from mcdesk.ui import parts
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.moved import StageDialog, moved_words
from mcdesk.ui.credential.possible import missing
from mcdesk.ui.credential.rows import EntryList
from mcdesk.ui.credential.wording import form_detail
from mcdesk.ui.dialogs import FindingList
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.saying import sentence, together

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardTile, FormLine
    from mcdesk.errors import Finding
    from mcdesk.procedure.stage import Stage
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.credential.wording import Tone
    from mcdesk.ui.tasks import Tasks

REASONS = 4  # so many are shown below the stages


@dataclass(frozen=True, slots=True)
class Aims:
    """Where a card may be moved: the stages, and what keeps it from each.

    `excepted` are the closed stages that may be entered by exception; `onward` is the next stage.
    """

    tile: CardTile
    stages: tuple[Stage, ...]
    targets: Mapping[str, tuple[Finding, ...]]
    excepted: frozenset[str] = frozenset()
    onward: str = ""

    @classmethod
    def of(cls, state: PageState) -> Aims:
        """Return the aims of the one card of a page."""
        stages, ways = state.page.stages, state.forward_ways() if state.may("exception") else ()
        targets = {stage.id: state.blocking(stage.id) for stage in stages}
        excepted = frozenset(way.target for way in ways if targets.get(way.target))
        onward = state.outline.next.target if state.outline.next is not None else ""
        return cls(state.tile, stages, targets, excepted, onward)

    @property
    def here(self) -> str:
        """The stage at which the card stands."""
        return self.tile.stage

    def is_back(self, stage: Stage) -> bool:
        """Tell whether a stage lies before that of the card."""
        return any(stage.number < each.number for each in self.stages if each.id == self.here)

    def is_onward(self, stage: Stage) -> bool:
        """Tell whether a stage lies ahead of the card and is open to it."""
        is_here = stage.id == self.here
        return not (is_here or self.is_back(stage) or self.targets.get(stage.id))

    def in_order(self) -> list[Stage]:
        """Return the stages: the next one if it is open, others that are open ahead, the rest."""
        return sorted(self.stages, key=lambda each: (not self.is_onward(each),
                      self.is_onward(each) and each.id != self.onward, each.number))  # fmt: skip

    def first(self) -> str:
        """Return the stage to begin with: the next open one, else the next, else the last.

        Where a return names a stage to go back to it is that one.
        """
        if self.tile.returned_to:
            return self.tile.returned_to
        if any(each.id == self.onward and self.is_onward(each) for each in self.stages):
            return self.onward
        last = max(n for n, stage in enumerate(self.stages) if stage.id == self.here)
        ahead = self.stages[last + 1 :]
        free = [stage for stage in ahead if not self.targets.get(stage.id)]
        return (free or ahead or self.stages[last:])[0].id


class MoveDialog(FormDialog):
    """Every stage with whether the card may go there, and why not; the board's and the page's.

    Signals:
        wanted: the card is to enter a stage (id) that is open.
        back_requested: the card is to be sent back to a stage (id), which asks for more.
        exception_requested: the card is to enter a stage (id) although its gate is not met.
        followed: the place (form kind, path) of what is missing is wanted.
    """

    wanted = Signal(str)
    back_requested = Signal(str)
    exception_requested = Signal(str)
    followed = Signal(str, str)

    def __init__(self, aims: Aims, parent: QWidget | None = None) -> None:
        title = _("Move {code} to another stage").format(code=aims.tile.code)
        super().__init__(title, _("Move"), parent)
        self._aims = aims
        self._stages = {stage.id: stage for stage in aims.stages}
        self.news = parts.label("", "heading", state="bad", wrap=True)
        self.news.hide()
        self.body.addWidget(self.news)
        self.list = self.first = EntryList(_("Stages"))
        self.list.setProperty("role", "panel")
        self.list.setMinimumHeight(300)
        self.findings = FindingList()
        self.findings.followed.connect(self._on_followed)
        self._except = parts.button(_("By exception…"), "link")
        self._except.clicked.connect(self._on_exception)
        self._more = parts.label("", "small")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.findings)
        self.body.addLayout(parts.row(self._except, 1, self._more))
        self.list.show_entries([self._entry(stage) for stage in aims.in_order()], "")
        self.list.choose(aims.first())
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self._on_chosen()
        self.resize(580, 640)

    def renew(self, state: PageState) -> None:
        """Say who moved the card where meanwhile, and show the stages as it stands now."""
        self._aims = Aims.of(state)
        self.news.setText(sentence(moved_words(state.page)))
        self.news.show()
        self.list.show_entries([self._entry(stage) for stage in self._aims.in_order()], "")
        self._on_chosen()

    def _entry(self, stage: Stage) -> Entry:
        """Return one stage: here, open, back, or what is missing."""
        count = len(together(self._aims.targets.get(stage.id, ())))
        here = stage.id == self._aims.here
        if here:
            said, icon = _("here now"), "map-pin"
        elif count:
            said, icon = plural("{n} reason why not", "{n} reasons why not", count), "ban"
        elif self._aims.is_back(stage):
            is_asked = stage.id == self._aims.tile.returned_to
            said = _("back, as the return asks") if is_asked else _("back, with a reason")
            icon = "corner-up-left"
        else:
            is_next = stage.id == self._aims.onward
            said, icon = _("open, the next stage") if is_next else _("open"), "circle-check"
        tone: Tone = "good" if icon == "circle-check" else ""
        name = f"{stage.number} {stage.title.text()}"
        return Entry(stage.id, name, icon=icon, tone=tone, state=said, is_pale=here)

    @property
    def target(self) -> str:
        """The stage that is chosen."""
        return self.list.key()

    @property
    def is_back(self) -> bool:
        stage = self._stages.get(self.target)
        return stage is not None and self._aims.is_back(stage)

    def _blocking(self) -> tuple[Finding, ...]:
        """Return what keeps the card from the chosen stage; nothing where it stands."""
        target = self.target
        return () if target == self._aims.here else self._aims.targets.get(target, ())

    def _on_chosen(self) -> None:
        found = self._blocking()
        more = self.findings.show_findings(found, most=REASONS)
        self._more.setText(and_more(more))
        self._more.setVisible(more > 0)
        self.findings.setVisible(bool(found))
        self._except.setVisible(self.target in self._aims.excepted)
        self.action.setText(_("Send back…") if self.is_back else _("Move"))
        self.check()

    def _on_opened(self, _key: str) -> None:
        self.accept()

    def _on_followed(self, form: str, path: str) -> None:
        if self.leave():
            self.followed.emit(form, path)

    def _on_exception(self) -> None:
        target = self.target
        if self.leave():
            self.exception_requested.emit(target)

    @override
    def reasons(self) -> list[str]:
        if self.target == self._aims.here:
            return [_("The card is in this stage already.")]
        if not self.target or self._blocking():
            return [_("This stage is closed to the card now; the reasons stand above.")]
        return []

    @override
    def accept(self) -> None:
        if self.reasons():
            self.tell_why()
            return
        target, is_back = self.target, self.is_back
        super().accept()
        (self.back_requested if is_back else self.wanted).emit(target)


@dataclass(frozen=True, slots=True)
class ReadFallen:
    """Asks which forms' sign-offs fall when a card goes back; runs on the worker."""

    card: str
    stage: str

    def __call__(self, desk: DeskPort) -> tuple[str, tuple[FormLine, ...]]:
        return self.stage, desk.fallen(self.card, self.stage)


class SendBackDialog(StageDialog):
    """Sends a card back: first what falls, then the reason that everybody will read.

    Where a return asks for the stage, its reason is proposed.
    """

    def __init__(
        self, tasks: Tasks, state: PageState, target: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("Send {code} back").format(code=state.tile.code)
        super().__init__(title, _("Send back"), tasks, state, state.today, parent)
        self.fallen: tuple[FormLine, ...] | None = None
        target = target or state.tile.returned_to
        self.asked = parts.label(state.returned_words(), wrap=True)
        self.asked.setVisible(bool(self.asked.text()))
        self.body.addWidget(self.asked)
        self.place(self.ask_stage(_("Back to"), target, self._ask))
        self._heading = parts.label("", "heading", wrap=True)
        self.body.addWidget(self._heading)
        self.list = EntryList(_("Sign-offs that fall"), only_shown=True)
        self.body.addWidget(self.list)
        hint = _("Everybody on the card reads it, in the history and on the board.")
        need = _("Write the reason.")
        self.place(self.note("reason", _("Reason"), need=need, hint=hint))
        if target and target == state.tile.returned_to:
            self.fill("reason", state.returned_note())
        if target:
            self.input("reason").setFocus()
        self._ask()
        self.finish()
        self.resize(540, 520)

    @override
    def aims(self) -> list[str]:
        here = self._state.here.number
        return [s.id for s in reversed(self._state.page.stages) if s.number < here]

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
        words = plural("{n} form is a draft again, and its sign-offs fall:",
                       "{n} forms are drafts again, and their sign-offs fall:",
                       len(fallen))  # fmt: skip
        if not any(map(is_signed, fallen)):
            words = plural("{n} form is a draft again; nothing of it is signed:",
                           "{n} forms are drafts again; nothing of them is signed:",
                           len(fallen))  # fmt: skip
        self._heading.setText(words if fallen else _("No sign-off falls."))
        self.look()

    @override
    def reasons(self) -> list[str]:
        closed = missing(self._state, self.value("to"))
        if closed:
            return [closed]
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
    return Entry(form.form_id, title, detail, "triangle-alert", "warn", signed_words(form))


def is_signed(form: FormLine) -> bool:
    """Tell whether anything stands for a form that falls: a sign-off, or an original outside."""
    return bool(form.signed) or form.status == "external"


def signed_words(form: FormLine) -> str:
    """Return what of a form falls: its sign-offs, or the original done outside."""
    if form.status == "external":
        return _("done outside")
    if not form.signed:
        return _("nothing signed")
    return _("{done} of {of} signed").format(done=form.signed, of=form.signers)


def and_more(count: int) -> str:
    """Return that there are more reasons than are shown."""
    return plural("and {n} more reason", "and {n} more reasons", count)
