"""Dialogs about a card's status and what it owes: hold, halt, cancel, reopen, pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _, language
from mcdesk.procedure.commands import (
    CancelCard,
    Command,
    HaltCard,
    HoldCard,
    PayDebt,
    ReopenCard,
)
from mcdesk.procedure.content import as_date
from mcdesk.ui.credential.dialog import CommandDialog

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.application.views import DebtLine
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

Rest = Literal["hold", "halt", "cancel", "reopen"]


@dataclass(frozen=True)
class _Words:
    """What the dialog for one way to rest says, and the window once it is done."""

    title: str
    action: str
    text: str
    done: str


WORDS = {
    "hold": _Words(
        N_("Put {code} on hold"),
        N_("Put on hold"),
        N_("Work and clock rest until it is resumed; its dates shift by the days it rested."),
        N_("{code} is on hold"),
    ),
    "halt": _Words(
        N_("Halt {code}"),
        N_("Halt"),
        N_("For no agreement, or a rejection. It stays in its stage and can be resumed there."),
        N_("{code} is halted"),
    ),
    "cancel": _Words(
        N_("Cancel {code}"),
        N_("Cancel the micro-credential"),
        N_("It leaves the board. Nothing is deleted; only the CTL lead can reopen it."),
        N_("{code} is cancelled. The CTL lead can reopen it, with a reason."),
    ),
    "reopen": _Words(
        N_("Reopen {code}"),
        N_("Reopen"),
        N_("It goes on in the stage where it stood."),
        N_("{code} is open again"),
    ),
}


class RestDialog(CommandDialog):
    """Asks for the reason of a hold, halt, cancellation or reopening."""

    def __init__(
        self, tasks: Tasks, state: PageState, what: Rest, parent: QWidget | None = None
    ) -> None:
        words, code = WORDS[what], state.tile.code
        title = _(words.title).format(code=code)
        super().__init__(title, _(words.action), tasks, state.today, parent)
        self._card, self._code, self._what = state.tile.id, code, what
        self.say(state.tile.title(language()), "heading")
        self.say(_(words.text))
        if what == "reopen" and state.tile.archived_on:
            self.say(_("It comes back to the board. The closed register keeps it as it was signed; "
                       "it stands in the register of the next period, too."))  # fmt: skip
        self.place(self.note("reason", _("Reason"), need=_("Write the reason.")))
        if what == "hold":
            hint = _("A reminder only; it is resumed by hand.")
            self.place(self.day("until", _("Expected until"), hint=hint), QWidget())
        if what == "cancel":
            self.call_cancel(_("Keep it"))
        self.finish()

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        day = as_date(self.value("until")) if self._what == "hold" else None
        return [*found, *past_words(day, self.today)]

    @property
    @override
    def done_words(self) -> str:
        return _(WORDS[self._what].done).format(code=self._code)

    @override
    def commands(self) -> Sequence[Command]:
        card, reason = self._card, self.value("reason")
        if self._what == "hold":
            return (HoldCard(card=card, reason=reason, until=self.value("until")),)
        kind = {"halt": HaltCard, "cancel": CancelCard, "reopen": ReopenCard}[self._what]
        return (kind(card=card, reason=reason),)


def past_words(day: date | None, today: date) -> list[str]:
    """Return that the day until which a rest is expected lies in the past, where it does."""
    if day is None or day >= today:
        return []
    return [_("The day until which it is expected to rest lies in the past.")]


class PayDialog(CommandDialog):
    """Notes that what was owed has been delivered."""

    def __init__(
        self, tasks: Tasks, state: PageState, debt: DebtLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("A debt is paid"), _("Paid"), tasks, state.today, parent)
        self._debt = debt
        self.say(debt.owed, "heading")
        self.say(_("Owed by {who}.").format(who=debt.owed_by))
        today = state.today.isoformat()
        need = _("Give the day.")
        self.place(self.day("on", _("Paid on"), need=need, value=today), QWidget())
        self.place(self.note("note", _("How, and where it is filed (if it matters)")))
        self.finish()

    @override
    def commands(self) -> Sequence[Command]:
        return (PayDebt(debt=self._debt.id, on=self.value("on"), note=self.value("note")),)
