"""Dialogs about the team: add somebody, end a duty, hand duties over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk.i18n import _, apart
from mcdesk.procedure.calendar import day_after, day_before
from mcdesk.procedure.commands import Command, HandOver, JoinTeam, LeaveTeam
from mcdesk.ui.credential.dialog import CommandDialog
from mcdesk.ui.credential.people import People
from mcdesk.ui.forms.lines import NameLine
from mcdesk.ui.forms.ticks import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import TeamLine
    from mcdesk.ui.credential.state import PageState
    from mcdesk.ui.tasks import Tasks

TEAM_ROLES = ("sme", "id", "gd", "dcs", "rev")
LEAD = "sme"


class TeamDialog(CommandDialog):
    """Puts a person on the team in a role, from a day on."""

    def __init__(self, tasks: Tasks, state: PageState, parent: QWidget | None = None) -> None:
        title = _("Add somebody to the team")
        super().__init__(title, _("Add"), tasks, state.today, parent)
        self._card, self._is_chosen = state.tile.id, False
        self._here = {(line.person_id, line.role) for line in state.members()}
        need = _("Choose a person.")
        hint = _("Type any part of the name. New people are entered in the directory.")
        people = People(state.info)
        self.place(self.person("person", _("Person"), people, need=need, hint=hint))
        known = [role for role in TEAM_ROLES if role in state.info.role_labels]
        options = [(role, state.role_name(role)) for role in known]
        role = self.choice("role", _("Role"), options)
        need, today = _("Give the day."), state.today.isoformat()
        since = self.day("since", _("From"), need=need, value=today)
        self.place(role, since, shares=(3, 2))
        self.lead = TickBox(_("Leads the team; who led before stays on it"))
        self.body.addWidget(self.lead)
        self.box("role").activated.connect(self._on_role_chosen)
        who = self.input("person")
        assert isinstance(who, NameLine)
        who.textChanged.connect(self._propose)
        who.changed.connect(self._propose)  # one who has just been added under the same name
        self._on_role()
        self.finish()

    def _propose(self) -> None:
        """Propose the first role that the person holds in the directory, and has not here yet.

        A role that was chosen by hand stays.
        """
        person = self.value("person")
        known = self._people["person"].info.persons
        held = next((each.roles for each in known if each.id == person), ())
        roles = [role for role in TEAM_ROLES if role in held]
        free = [role for role in roles if (person, role) not in self._here]
        if roles and not self._is_chosen:
            self.fill("role", (free or roles)[0])
            self._on_role()

    def _on_role_chosen(self) -> None:
        self._is_chosen = True
        self._on_role()

    def _on_role(self) -> None:
        allowed = self.value("role") == LEAD
        self.lead.setEnabled(allowed)
        self.lead.setToolTip("" if allowed else _("Only a lecturer (SME) can be the lead."))
        if not allowed:
            self.lead.setChecked(False)

    @override
    def commands(self) -> Sequence[Command]:
        return (
            JoinTeam(
                card=self._card,
                person=self.value("person"),
                role=self.value("role"),
                since=self.value("since"),
                lead=True if self.lead.isChecked() else None,
            ),
        )


class LeaveDialog(CommandDialog):
    """Ends a duty after its last day; what was signed stays."""

    def __init__(
        self, tasks: Tasks, state: PageState, member: TeamLine, parent: QWidget | None = None
    ) -> None:
        title = _("End the duty of {name}").format(name=member.person)
        super().__init__(title, _("End the duty"), tasks, state.today, parent)
        self._member = member
        role = member.role_label.text()
        self.say(_("{role}. Everything signed so far stays valid. To pass open duties on, hand "
                   "them over instead.").format(role=role))  # fmt: skip
        today = state.today.isoformat()
        last = today if member.since <= today else day_before(member.since)
        self.place(self.day("last", _("Last day"), need=_("Give the day."), value=last), QWidget())
        self.finish()

    @override
    def commands(self) -> Sequence[Command]:
        return (LeaveTeam(member=self._member.id, until=day_after(self.value("last"))),)


class HandOverDialog(CommandDialog):
    """Hands open duties from one person to another, on this card or on all."""

    def __init__(
        self, tasks: Tasks, state: PageState, member: TeamLine | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = _("Hand duties over")
        super().__init__(title, _("Hand over"), tasks, state.today, parent)
        self._state = state
        self.say(_("Open duties pass on; what was signed stays with the one who signed it, and "
                   "stays valid."))  # fmt: skip
        present = {line.person_id: line.person for line in state.members()}
        old = self.choice("from", _("From"), present.items())
        need = _("Choose who takes over.")
        people = People(state.info)
        self.place(old, self.person("to", _("To"), people, need=need))
        self.place(self.choice("role", _("Duties"), ()), self._which_cards())
        self.box("from").activated.connect(self._on_from)
        if member is not None:
            self.fill("from", member.person_id)
        self._on_from()
        if member is not None:
            self.fill("role", member.role)
        need, today = _("Give the day."), state.today.isoformat()
        self.place(self.day("on", _("On"), need=need, value=today), QWidget())
        self.place(self.note("reason", _("Reason"), need=_("Write the reason.")))
        self.finish(580)

    @property
    @override
    def done_words(self) -> str:
        """What is said once the duties are handed over."""
        return _("Duties of {old} handed over to {new}").format(
            old=apart(self.box("from").currentText()), new=apart(self.typed("to"))
        )

    def _which_cards(self) -> QWidget:
        code = self._state.tile.code
        options = [("one", _("{code} only").format(code=code)), ("all", _("every open one"))]
        return self.choice("cards", _("On which micro-credentials"), options)

    def _on_from(self) -> None:
        """Offer the duties that the person has here."""
        box, person = self.box("role"), self.value("from")
        box.clear()
        box.addItem(_("all duties"), "")
        for line in self._state.members():
            if line.person_id == person:
                box.addItem(line.role_label.text(), line.role)

    @override
    def reasons(self) -> list[str]:
        found = super().reasons()
        if self.value("to") and self.value("to") == self.value("from"):
            found.append(_("Choose two different people."))
        return found

    @override
    def commands(self) -> Sequence[Command]:
        return (
            HandOver(
                from_person=self.value("from"),
                to_person=self.value("to"),
                reason=self.value("reason"),
                card=self._state.tile.id if self.value("cards") == "one" else "",
                role=self.value("role"),
                on=self.value("on"),
            ),
        )
