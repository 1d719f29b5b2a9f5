"""Who exchanges with the team's hub, when they did last, by which program; who has a login."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.application.hub_address import is_server
from mcdesk.i18n import _
from mcdesk.ui import language, parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.people.panel import holds_on, office_words
from mcdesk.ui.people.table import Line, LinesView
from mcdesk.ui.team.place import error_words
from mcdesk.ui.team.upgrade import order, owners

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import AppPort, DeskPort
    from mcdesk.application.views import MemberLogin, MemberProgram, PersonEntry
    from mcdesk.errors import McDeskError
    from mcdesk.ui.team.exchange import Exchanger
    from mcdesk.ui.window import MainWindow

WIDTHS, LOGIN_WIDTHS = (240, 150), (150, 240)
HIGH = 680


@dataclass(frozen=True)
class TeamAtHub:
    """Who exchanges with a hub, and, for who keeps the directory, who has a login at its server."""

    programs: Sequence[MemberProgram]
    address: str = ""
    logins: Sequence[MemberLogin] = ()
    people: Sequence[PersonEntry] = ()
    today: date = date.min


class MembersDialog(Dialog):
    """Lists who exchanges with the hub, who did so last first; and who has a login there."""

    def __init__(self, team: TeamAtHub, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is in the team"), parent, width=680)
        words = _("Everybody who has exchanged with the hub, from each of their computers. Who may "
                  "do what stands in the directory.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        newest_first = sorted(team.programs, key=lambda each: each.day, reverse=True)
        of, before = Counter(each.who for each in newest_first), Counter[str]()
        lines = []
        for n, each in enumerate(newest_first):
            before[each.who] += 1
            computer = before[each.who] if of[each.who] > 1 else 0
            lines.append(_line(str(n), each, team, computer))
        heads = [_("Who"), _("Last exchanged"), _("Program")]
        self.view = self._table(_("Who is in the team"), heads, WIDTHS, lines)
        if team.logins:
            self._add_logins(team)
        self.add_close()

    def _add_logins(self, team: TeamAtHub) -> None:
        """List who has a login at the server, and say how one is given and taken."""
        self.body.addWidget(parts.label(_("Logins at the hub’s server"), "heading"))
        people = {each.id: each for each in team.people}
        lines = [_login(each, people.get(each.person_id), team.today) for each in team.logins]
        heads = [_("Login"), _("Who"), _("Roles and offices")]
        self.logins = self._table(_("Logins at the hub’s server"), heads, LOGIN_WIDTHS, lines)
        words = _("Who owns the database gives a login, and takes it back, on the command line:")
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        where, person, login = owners(team.address), _("PERSON"), _("LOGIN")
        for act in (f"add-person {where} {person}", f"revoke {where}"):
            self.body.addWidget(order(f"mcdesk hub {act} --login {login}"))
        self.resize(self.width(), HIGH)

    def _table(
        self, name: str, heads: list[str], widths: tuple[int, ...], lines: list[Line]
    ) -> LinesView:
        view = LinesView(heads, ())
        view.widths(*widths)
        view.horizontalHeader().setStretchLastSection(True)
        view.setAccessibleName(name)
        view.setMinimumHeight(150)
        view.show_lines(lines)
        self.body.addWidget(view, 1)
        return view


def show_members(window: MainWindow, exchanger: Exchanger) -> None:
    """Ask the hub who exchanges with it, and show them.

    Who has a login at its server is told to who keeps the directory.
    """
    state = exchanger.standing.state
    if state is None or not state.hub_id:
        return
    may = window.info is not None and "directory" in window.info.rights
    job = partial(_members, state.address, logins=may and is_server(state.address))
    exchanger.ask(job, partial(_on_members, window), partial(_on_failed, window))


def _members(address: str, app: AppPort, *, logins: bool) -> TeamAtHub:
    return TeamAtHub(app.programs(address), address, app.logins(address) if logins else ())


def _on_members(window: MainWindow, team: TeamAtHub) -> None:
    """Look them up in the directory, and show them."""
    window.tasks.run(_people, partial(_on_people, window, team), kind="reader")


def _people(desk: DeskPort) -> tuple[PersonEntry, ...]:
    return desk.directory().people


def _on_people(window: MainWindow, team: TeamAtHub, people: tuple[PersonEntry, ...]) -> None:
    _show(window, replace(team, people=people, today=window.now().date()))


def _show(window: MainWindow, team: TeamAtHub) -> None:
    dialog = MembersDialog(team, window)
    dialog.exec()
    dialog.deleteLater()


def _on_failed(window: MainWindow, error: McDeskError) -> None:
    window.say(error_words(error))


def _login(login: MemberLogin, person: PersonEntry | None, today: date) -> Line:
    who = person.full_name if person is not None else _("nobody of the directory")
    held = person.offices if person is not None else ()
    roles = ", ".join(office_words(each) for each in held if holds_on(each, today))
    if not login.is_active:
        return Line(login.login, (login.login, who, _("revoked")), "muted")
    return Line(login.login, (login.login, who, roles or _("none today")))


def _left(name: str, team: TeamAtHub) -> str:
    """Return since when everybody of a name holds no office any more; "" where one does.

    Who never held one says nothing by that: lecturers work by being on a card's team.
    """
    offices = [person.offices for person in team.people if person.name == name]
    if not offices or not all(offices):
        return ""
    every = [each for held in offices for each in held]
    if any(not each.until or holds_on(each, team.today) for each in every):
        return ""
    last = max(each.until for each in every)
    return last if last <= team.today.isoformat() else ""


def _line(id_: str, member: MemberProgram, team: TeamAtHub, computer: int) -> Line:
    """Return a line; of somebody with several computers it says which of these it is."""
    program = member.version
    if member.is_old:
        program = _("{version}: older than the one here").format(version=member.version)
    who, left = member.who or _("nobody chosen yet"), _left(member.who, team)
    if computer:
        who = _("{who} · computer {n}").format(who=who, n=computer)
    if left:
        words = _("{who} · has left: no office since {day}")
        who = words.format(who=who, day=language.short_day(left))
    cells = (who, language.short_day(member.day), program)
    return Line(id_, cells, "muted" if left else "", keys=(who, member.day, program))
