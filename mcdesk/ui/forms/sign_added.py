"""Who is entered in the directory and put on a team for a signature: as one step with it.

Nothing of it is written before. Where the signature is cancelled or refused, nobody was entered
and nobody joined. Over a letter a decision counts for each card whose lead made it (decisions.md,
16), so that who signs joins the teams of all the cards that the line is for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.views import PersonLine
from mcdesk.errors import Refused
from mcdesk.i18n import _, apart
from mcdesk.procedure.commands import AddPerson, AppointOffice, JoinTeam
from mcdesk.procedure.records import with_titles

if TYPE_CHECKING:
    from mcdesk.application.views import FormView, SignatureLine, WorkspaceInfo
    from mcdesk.procedure.commands import Command, SignForm
    from mcdesk.ui.forms.names import Names
    from mcdesk.ui.people.dialogs import PersonDialog


class Added:
    """Whom a signature brings into the directory and onto teams, once it is made."""

    def __init__(self, info: WorkspaceInfo) -> None:
        self._info = info
        self._entries: dict[str, tuple[Command, ...]] = {}
        self._dialogs: dict[str, PersonDialog] = {}
        self._joining: set[tuple[str, str]] = set()

    @property
    def state(self) -> str:
        """What tells one state from another; "" while nobody is added."""
        return (
            repr((self._entries, sorted(self._joining))) if self._entries or self._joining else ""
        )

    def is_entered(self, person: str) -> bool:
        """Tell whether somebody is entered here who is not in the directory yet."""
        return person in self._dialogs

    def reopen(self, person: str) -> None:
        """Open the dialog again in which somebody was entered."""
        self._dialogs[person].open()

    def enter(self, dialog: PersonDialog, role: str, view: FormView) -> FormView:
        """Take an entry from its dialog, and return the view that knows who was entered."""
        self._entries[dialog.id] = commands = tuple(dialog.commands())
        self._dialogs[dialog.id] = dialog
        self.join(dialog.id, role)
        others = tuple(each for each in view.persons if each.id != dialog.id)
        return replace(view, persons=(*others, _line(commands)))

    def join(self, person: str, role: str) -> None:
        """Let somebody join the team, where the role is held there and one may put people on it."""
        if self._info.role_scopes.get(role) == "card" and "cards" in self._info.rights:
            self._joining.add((person, role))

    def may_join(self, error: Exception, wish: SignForm) -> bool:
        """Tell whether a decision was refused only because its person is not on the team."""
        joined = (holder_of(wish), wish.role) in self._joining
        may = self._info.role_scopes.get(wish.role) == "card" and "cards" in self._info.rights
        found = error.findings if isinstance(error, Refused) else ()
        return may and not joined and any(each.code == "not_in_role" for each in found)

    def commands(
        self, wish: SignForm, view: FormView, line: SignatureLine | None
    ) -> tuple[Command, ...]:
        """Return what is done before the decision, in its step."""
        entries = [command for commands in self._entries.values() for command in commands]
        if not self._is_joining(wish):
            return tuple(entries)
        since = min(wish.on or "9", view.today.isoformat())
        joins = [JoinTeam(card=card, person=holder_of(wish), role=wish.role, since=since)
                 for card, _code in _cards(view, line)]  # fmt: skip
        return (*entries, *joins)

    def words(
        self, wish: SignForm, view: FormView, line: SignatureLine | None, names: Names
    ) -> str:
        """Return what is done together with the decision, and not before."""
        said = []
        if self._entries:
            who = "; ".join(apart(names.person(each)) for each in self._entries)
            words = _("Entered in the directory together with the decision, not before: {who}.")
            said.append(words.format(who=who))
        if self._is_joining(wish):
            words = _("Joins the team of {cards} together with the decision: {who}.")
            codes = ", ".join(code for _card, code in _cards(view, line))
            said.append(words.format(cards=codes, who=apart(names.person(holder_of(wish)))))
        return "\n".join(said)

    def _is_joining(self, wish: SignForm) -> bool:
        return (holder_of(wish), wish.role) in self._joining


def holder_of(wish: SignForm) -> str:
    """Return who holds the role in which a decision is made: whom it is made for, if anybody."""
    return wish.on_behalf_of or wish.person


def _cards(view: FormView, line: SignatureLine | None) -> list[tuple[str, str]]:
    """Return the cards, with their codes, whose team decides by a line."""
    asked = line.cards if line is not None else ()
    codes = [code for code in view.covers if not asked or code in asked]
    return [(code, code) for code in codes] or [(view.header.card_id, view.header.code)]


def _line(commands: tuple[Command, ...]) -> PersonLine:
    """Return who is entered by these commands, as the directory will name that person."""
    added = next(each for each in commands if isinstance(each, AddPerson))
    offices = (each.role for each in commands
               if isinstance(each, AppointOffice) and each.person == added.id)  # fmt: skip
    full_name = with_titles(added.titles_before, added.name, added.titles_after)
    return PersonLine(added.id, added.name, full_name, (*added.roles, *offices), added.position)
