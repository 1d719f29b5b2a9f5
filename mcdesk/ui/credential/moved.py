"""Somebody else moves a card while a dialog about moving it is open: who, and where to.

The dialog is told, and asks anew; what was confirmed before the news came is refused with it, and
not with the gate of a stage that nobody meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from mcdesk.errors import Finding, McDeskError, Refused
from mcdesk.i18n import N_, _
from mcdesk.procedure.stage import Label
from mcdesk.ui.credential.carrying import CarryOut
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.state import ReadPage
from mcdesk.ui.forms.parts import text
from mcdesk.ui.saying import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardPage, Changes
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

MOVES = frozenset(("CardMoved", "ExceptionGranted"))
CODE = "moved_meanwhile"


def moved_words(page: CardPage) -> Finding:
    """Return who moved a card last, and where it stands now."""
    stage, code = page.outline.stage, page.outline.tile.code
    title = stage.title
    here = Label(f"{stage.number} {title.en}", f"{stage.number} {title.id}")
    who = next((line.who for line in page.history if line.kind in MOVES), "")
    if who:
        words = N_("{who} moved {code} to {stage} meanwhile; nothing was done here.")
        return Finding(CODE, words, {"who": who, "code": code, "stage": here})
    words = N_("{code} stands at {stage} meanwhile; nothing was done here.")
    return Finding(CODE, words, {"code": code, "stage": here})


@dataclass(frozen=True, slots=True)
class MoveFrom(CarryOut):
    """Moves a card as long as it stands where it stood when one was asked."""

    card: str
    stage: str

    @override
    def __call__(self, desk: DeskPort) -> Changes:
        if desk.outline(self.card).tile.stage != self.stage:
            raise Refused(moved_words(desk.page(self.card)))
        return CarryOut(self.commands)(desk)


class StageWatch(QObject):
    """Reads a card anew when a commit touched it, and tells when it stands elsewhere.

    Signals:
        moved: the card's `PageState`, in which it stands at another stage than before.
    """

    moved = Signal(object)

    def __init__(self, tasks: Tasks, state: PageState, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._tasks, self._state = tasks, state
        self.is_off = False  # what the dialog does itself is no news
        tasks.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if self._state.tile.id in changes.cards:
            self.look()

    def look(self) -> None:
        """Read where the card stands."""
        job = ReadPage(self._state.tile.id, self._state.info)
        self._tasks.run(job, self._on_read, _ignore, kind="reader")

    def _on_read(self, state: PageState) -> None:
        if not self.is_off and state.tile.stage != self._state.tile.stage:
            self._state = state
            self.moved.emit(state)


def _ignore(_error: object) -> None:
    """Let what cannot be read now be refused when it is done."""


class StageDialog(CommandDialog):
    """Moves one card; hears when somebody else moves it meanwhile, and asks anew where to."""

    def __init__(
        self, title: str, action: str, tasks: Tasks, state: PageState, today: date,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, action, tasks, today, parent)
        self._state = state
        self._must_choose = False
        self.news = text("", "heading", state="bad", wrap=True)
        self.news.hide()
        self.body.addWidget(self.news)
        self._watch = StageWatch(tasks, state, self)
        self._watch.moved.connect(self.renew)

    def aims(self) -> list[str]:
        """Return the stages (ids) that can be chosen as the card stands now."""
        raise NotImplementedError

    def ask_stage(self, words: str, target: str, changed: Callable[[], object]) -> QWidget:
        """Return the labelled choice of the stage; `changed` hears of another one."""
        self._on_stage = changed
        options = [(id_, self._state.stage_name(id_)) for id_ in self.aims()]
        holder = self.choice("to", words, options)
        if target:
            self.fill("to", target)
        self.box("to").activated.connect(self._on_chosen)
        return holder

    def _on_chosen(self) -> None:
        self._must_choose = False
        self._on_stage()
        self.check()

    def renew(self, state: PageState) -> None:
        """Say who moved the card where, and offer the stages anew; what was typed stays."""
        wanted, self._state = self.value("to"), state
        self._take_back_refusal()
        self.news.setText(sentence(moved_words(state.page)))
        self.news.show()
        box = self.box("to")
        box.clear()
        for id_ in self.aims():
            box.addItem(state.stage_name(id_), id_)
        self.fill("to", wanted)
        self._must_choose = wanted not in self.aims()
        self._on_stage()
        self.check()
        self.bring_up(self.news)

    @override
    def reasons(self) -> list[str]:
        if not self.aims() and not self.news.isHidden():
            return [self.news.text()]
        if self._must_choose:
            return [_("Choose the stage again: the card stands elsewhere now.")]
        return super().reasons()

    @override
    def job(self) -> Callable[[DeskPort], Changes]:
        self._watch.is_off = True
        return MoveFrom(tuple(self.commands()), self._state.tile.id, self._state.tile.stage)

    @override
    def _on_failed(self, error: McDeskError) -> None:
        self._watch.is_off = False
        super()._on_failed(error)
        if isinstance(error, Refused) and error.code == CODE:
            self._watch.look()
