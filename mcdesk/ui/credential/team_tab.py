"""The team of the card: who does what, from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.views import TeamLine
from mcdesk.i18n import N_, _, apart
from mcdesk.procedure.commands import JoinTeam
from mcdesk.procedure.initials import initials
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.staffing import LEAD, HandOverDialog, LeaveDialog, TeamDialog
from mcdesk.ui.credential.tab import ListTab
from mcdesk.ui.credential.wording import term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState


def team_entries(state: PageState) -> Iterator[Entry]:
    """Yield those on duty, then those whose duty is to come, then those whose duty has ended."""
    faces = {face.person_id: face.initials for face in state.tile.faces}
    today = state.today.isoformat()
    former = [line for line in state.page.team if _is_over(line, today)]
    left = [line for line in state.page.team if line not in former]
    to_come = [line for line in left if line.since > today]
    yield from (_entry(line, faces, today) for line in left if line not in to_come)
    for key, title, lines in (
        ("part:to_come", _("To come"), to_come),
        ("part:former", _("Before"), former),
    ):
        if lines:
            yield Entry(key, title, is_heading=True, is_pale=True)
            yield from (_entry(line, faces, today) for line in lines)


def _is_over(line: TeamLine, day: str) -> bool:
    return bool(line.until) and (line.until <= day or line.until <= line.since)


def _part(line: TeamLine, today: str) -> str:
    """Return the part of a lead in words: of old, from now on or to come."""
    if not line.lead:
        return ""
    if _is_over(line, today):
        return _("led") if line.since < line.until else ""
    return _("leads") if line.since <= today else _("will lead")


def _entry(line: TeamLine, faces: dict[str, str], today: str) -> Entry:
    pale, part = _is_over(line, today), _part(line, today)
    return Entry(
        key=line.id,
        title=line.person,
        detail=line.role_label.text(),
        face=faces.get(line.person_id) or initials(line.person),
        seed="" if pale else line.person_id,
        state=part,
        tone="accent" if part and not pale else "",
        meta=term(line.since, line.until),
        is_pale=pale,
        value=line,
    )


class TeamTab(ListTab):
    """Lists the team; adds people, ends and hands over duties."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("Team"), errands, parent)
        self.add_buttons(("add", "hand_over"), ("lead", "leave"))
        self.setFocusProxy(self._buttons[0])

    @override
    def declared(self) -> Sequence[Deed]:
        return (
            Deed("add", N_("Add somebody…"), self._add, self.writing, "plus"),
            Deed("hand_over", N_("Hand over…"), self._hand_over, self._why_not_over, "users"),
            Deed("lead", N_("Make lead"), self._lead, self._why_not_lead, "flag"),
            Deed("leave", N_("End the duty…"), self._leave, self._why_not, "log-out"),
        )

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self.list.setAccessibleName(_("Team"))
        nothing = _("Nobody is on the team yet. Add the lecturer and the designer first.")
        self.list.show_entries(list(team_entries(state)), nothing)
        self.deeds.refresh()

    def _member(self) -> TeamLine | None:
        value = self.list.value()
        return value if isinstance(value, TeamLine) else None

    def _why_not(self) -> str:
        member = self._member()
        if member is None:
            return _("Choose a member of the team.")
        if member.until:
            return _("This duty has an end already.")
        return self.writing()

    def _why_not_over(self) -> str:
        """Tell why nothing can be handed over: nobody here has a duty without an end."""
        if self.state is not None and not self.state.members():
            return _("Nobody on the team has an open duty.")
        return self.writing()

    def _why_not_lead(self) -> str:
        member, denied = self._member(), self._why_not()
        if denied or member is None:
            return denied
        if member.role != LEAD:
            return _("Only a lecturer (SME) can be the lead.")
        return _("Leads the team already.") if member.lead else ""

    def _add(self) -> None:
        if self.state is not None:
            self.errands.open(TeamDialog(self.errands.tasks, self.state, self.window()))

    def _hand_over(self) -> None:
        if self.state is not None:
            member = self._member()
            chosen = member if member is not None and not member.until else None
            dialog = HandOverDialog(self.errands.tasks, self.state, chosen, self.window())
            self.errands.open(dialog)

    def _leave(self) -> None:
        member = self._member()
        if self.state is not None and member is not None:
            self.errands.open(LeaveDialog(self.errands.tasks, self.state, member, self.window()))

    def _lead(self) -> None:
        member = self._member()
        if self.state is not None and member is not None:
            card = self.state.tile.id
            join = JoinTeam(card=card, person=member.person_id, role=member.role, lead=True)
            said = _("{name} leads the team now").format(name=apart(member.person))
            self.errands.carry_out(join, said=said)
