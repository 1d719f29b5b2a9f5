"""A desk that takes in the history of another workspace, in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import attention
from mcdesk.application.bringing import Bringing
from mcdesk.application.desk import Act, Desk, Done
from mcdesk.application.held_files import gone_contents
from mcdesk.application.journal import read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.views import BringReport, Changes
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from mcdesk.application.bringing import Guest
    from mcdesk.application.ports import Progress
    from mcdesk.application.views import BringPlan, Choices


class BringingDesk(Desk):
    """A desk that brings in what other workspaces have done."""

    def plan_bringing(self, guest: Guest, choices: Choices) -> BringPlan:
        """Return what bringing in a workspace would do, without doing it."""
        with self.store.look() as unit:
            return Bringing(guest, unit, choices).plan()

    def bring_in(
        self, guest: Guest, choices: Choices, progress: Progress | None = None
    ) -> tuple[BringReport, Changes]:
        """Bring in a workspace: all that was planned, or, where it was stopped, nothing.

        Raises:
            Refused: Something is left to decide, or who works here may not do this.
        """
        plan = self.plan_bringing(guest, choices)
        if plan.undecided:
            text = N_("{n} are still to be decided: what looks the same, and who is who.")
            raise Refused(Finding("undecided", text, {"n": plan.undecided}))
        absent, removed = self._copy_files(guest, plan)
        with self.store.rewrite() as unit:
            bringing = Bringing(guest, unit, choices)
            plan = bringing.plan()
            done = Done(Knowledge(unit, self.today, self.keys.verify))
            group, at = new_id(), self.stamp()
            for number, (event_id, command) in enumerate(bringing.commands, start=1):
                act = Act(self.person_id, at, group, event_id)
                self._carry_out(unit, command, act, done)
                if progress is not None and not progress(number, len(bringing.commands)):
                    raise Refused(Finding("stopped", N_("It was stopped; nothing was changed.")))
            for twice in plan.numbers:
                line = unit.line_named(twice.event)
                text = N_("{number} was given there ({there}) and here ({here}). Both keep it, as "
                          "it is printed.")  # fmt: skip
                given = {"number": twice.number, "there": twice.there, "here": twice.here}
                told = (Finding("number_twice", text, given),)
                unit.set_aside(
                    attention.notice(twice.event, read_event(line.body), told, self.stamp())
                )
            changes = self._finish(unit, done, "bring-in")
        self._undo.clear()
        self._redo.clear()
        return BringReport(plan, absent, removed), self._told(changes)

    def _copy_files(self, guest: Guest, plan: BringPlan) -> tuple[int, int]:
        """Copy the files that come along; return how many are not there, or were removed here."""
        with self.store.look() as unit:
            gone = gone_contents(unit)
        absent = removed = 0
        for digest in plan.files:
            source = guest.file_path(digest)
            if digest in gone:
                removed += 1
            elif not source.is_file():
                absent += 1
            elif not self.store.file_path(digest).is_file():
                self.store.store_file(source)
        return absent, removed
