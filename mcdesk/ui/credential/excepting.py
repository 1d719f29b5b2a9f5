"""The dialog that moves a card by exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import Command, MoveCardByException
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import new_id
from mcdesk.ui import parts
from mcdesk.ui.credential.moved import StageDialog
from mcdesk.ui.credential.moving import and_more
from mcdesk.ui.credential.people import People
from mcdesk.ui.dialogs import FindingList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks


class ExceptionDialog(StageDialog):
    """Moves a card although its gate is not met; what is owed stays visible until it is paid."""

    def __init__(
        self, tasks: Tasks, state: PageState, target: str = "", parent: QWidget | None = None
    ) -> None:
        title = _("Move {code} by exception").format(code=state.tile.code)
        super().__init__(title, _("Move by exception"), tasks, state, state.today, parent)
        self.say(_("The gate is not met. What is owed stands on the card, in prints and reports "
                   "until it is paid, and blocks the completion. It replaces nobody's "
                   "signature."))  # fmt: skip
        self.place(self.ask_stage(_("To stage"), target, self._show_missing))
        self.findings = FindingList()
        self.body.addWidget(self.findings)
        self._more = parts.label("", "small")
        self.body.addWidget(self._more)
        self._add_inputs(People(state.info))
        self._show_missing()
        if target or len(self.aims()) == 1:
            self.first = self.input("reason")
        self.finish(580)

    @override
    def aims(self) -> list[str]:
        ways = self._state.forward_ways()
        return [way.target for way in ways if self._state.blocking(way.target)]

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
        found = self._state.blocking(self.value("to"))
        more = self.findings.show_findings(found, links=False, most=3)
        self._more.setText(and_more(more))
        self._more.setVisible(more > 0)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        day = as_date(self.value("until"))
        if day is not None and day < self.today:
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
