"""Many people at once, from rows of a spreadsheet: what each row becomes, and why one does not.

Every person is one `AddPerson`, every office for a programme or faculty one `AppointOffice`
(design.md, 2: an import goes through the commands and guards that a hand does). Who is in the
directory already is not entered again, but gets the roles that were not held yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mcdesk.application.holders import HELD_BY_ONE
from mcdesk.errors import Finding, that_block
from mcdesk.exchange.cells import folded, name_key, split_name
from mcdesk.exchange.people_apart import told_apart
from mcdesk.exchange.people_columns import (
    ADDRESS,
    has_headings,
    mapping_of,
    role_names,
    role_words,
)
from mcdesk.exchange.table import as_text
from mcdesk.i18n import N_
from mcdesk.procedure.commands import AddPerson, AppointOffice, Command
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.names import LONGEST_TITLE
from mcdesk.procedure.signs import NO_LOGIN, is_address, is_login

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from mcdesk.application.views import Directory, PersonEntry, WorkspaceInfo
    from mcdesk.exchange.table import Table
    from mcdesk.procedure.stage import Label

Becomes = Literal["new", "more", "known", "refused"]
OfficeKey = tuple[str, str, str]
"""A role with the programme or faculty that it is held for."""


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """What one row becomes: commands, or the reasons why nobody is entered for it.

    `roles` are the names of the roles that the person gets by it.
    """

    number: int
    name: str
    becomes: Becomes
    roles: tuple[str, ...] = ()
    commands: tuple[Command, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What a list of people becomes."""

    rows: tuple[PersonPlan, ...] = ()
    notes: tuple[Finding, ...] = ()
    left: str = ""
    """The rows that are refused, as they are pasted again once they are mended."""

    def count(self, becomes: Becomes) -> int:
        """Return how many rows become something."""
        return sum(row.becomes == becomes for row in self.rows)

    def commands(self) -> tuple[Command, ...]:
        """Return what is to be carried out, all of it or nothing, as one step."""
        return tuple(command for row in self.rows for command in row.commands)


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """What the workspace knows, so that rows can be checked against it."""

    directory: Directory
    info: WorkspaceInfo
    today: date


@dataclass(slots=True)
class _Somebody:
    """A person of the directory, or of a row above: what tells people apart, and the offices."""

    id: str
    name: str
    email: str
    login: str
    offices: set[OfficeKey] = field(default_factory=set)
    row: int = 0


def is_headed(table: Table, known: KnownPeople) -> bool:
    """Tell whether what stands over a table are headings; else it is read without any."""
    return has_headings(table.headers, table.rows, role_names(known.info.role_labels))


def plan_people(table: Table, known: KnownPeople) -> PeoplePlan:
    """Return what a list of people becomes.

    Columns are known by their headings; a list without any is read as it was asked for: name,
    e-mail, roles, login, programme.
    """
    planner = _Planner(known)
    headed = is_headed(table, known)
    mapping = mapping_of(table.headers, headed=headed, rows=table.rows)
    rows = tuple(
        planner.plan(number, dict(zip(mapping, cells, strict=True)))
        for number, cells in zip(table.numbers, table.rows, strict=True)
    )
    left = [
        cells
        for row, cells in zip(rows, table.rows, strict=True)
        if row.becomes == "refused"
    ]  # fmt: skip
    heads = [table.headers] if left and headed else []
    return PeoplePlan(rows, table.notes, as_text([*heads, *left]))


class _Planner:
    """Plans row by row; who was planned above is known below."""

    def __init__(self, known: KnownPeople) -> None:
        self._known, self._today = known, known.today.isoformat()
        self._roles = role_names(known.info.role_labels)
        self._people = [self._somebody(entry) for entry in known.directory.people]

    def _somebody(self, entry: PersonEntry) -> _Somebody:
        held = {
            (office.role, office.programme_id, office.faculty_id)
            for office in entry.offices
            if not office.until or office.until > self._today
        }
        return _Somebody(entry.id, entry.name, entry.email, entry.login, held)

    def plan(self, number: int, cells: Mapping[str, str]) -> PersonPlan:
        """Return what one row becomes."""
        written = cells.get("name", "")
        before, name, after = split_name(written)
        offices, findings = self._offices(cells)
        findings += _unfit(cells)
        if not is_address(cells.get("email", "")):
            cells = {**cells, "email": ""}
        email, login = cells["email"], cells.get("login", "")
        if not name:
            findings.append(Finding("no_name", N_("A person needs a name."), path="name"))
        if any(len(text) > LONGEST_TITLE for text in cells.values()):
            text = N_("A cell has more than {n} letters; a name or a title has fewer.")
            findings.append(Finding("long", text, {"n": LONGEST_TITLE}))
        meant = self._find(name, email, login)
        found = meant[0] if len(meant) == 1 else None
        findings += self._doubts(found, name, email, login)
        findings += _several(meant, name, email)
        if that_block(findings):
            return PersonPlan(number, written, "refused", findings=tuple(findings))
        if found is None:
            made = self._add(number, cells, (before, name, after), offices)
        else:
            made = self._give(found, offices)
        findings += (*made.findings, *self._shared(made))
        label = self._label
        roles = tuple(label(office) for office in offices if office not in made.held)
        return PersonPlan(number, written, made.becomes, roles, made.commands, tuple(findings))

    # --- offices --------------------------------------------------------------------------

    def _offices(self, cells: Mapping[str, str]) -> tuple[list[OfficeKey], list[Finding]]:
        """Return the offices that a row names, each once, and what is the matter with them."""
        found: dict[OfficeKey, None] = {}
        findings: list[Finding] = []
        place, is_used = cells.get("programme", ""), False
        for words in role_words(cells.get("roles", ""), self._roles):
            role = self._roles.get(folded(words), "")
            if not role:
                text = N_("There is no role “{role}”. Roles are called such as {names}.")
                names = ", ".join(each.text() for each in self._examples())
                findings.append(
                    Finding("role", text, {"role": words, "names": names}, path="roles")
                )
                continue
            scope = self._known.info.role_scopes.get(role, "")
            if scope not in ("programme", "faculty"):
                found[role, "", ""] = None
                continue
            is_used = True
            id_, wrong = self._place(scope, place, role)
            findings += wrong
            if id_:
                found[(role, id_, "") if scope == "programme" else (role, "", id_)] = None
        if "ctl_lead" in (office[0] for office in found) and not self._may_as_lead():
            text = N_("Only a CTL lead appoints a CTL lead.")
            findings.append(Finding("lead_only", text, path="roles"))
        if place and not is_used:
            text = N_("The programme is kept for Heads, Deans and secretaries only.")
            findings.append(Finding("programme_unused", text, path="programme", level="warn"))
        return list(found), findings

    def _examples(self) -> Iterator[Label]:
        labels = self._known.info.role_labels
        yield from (labels[role] for role in ("sme", "id", "hsp") if role in labels)

    def _may_as_lead(self) -> bool:
        """Tell whether who works here leads CTL, or nobody does."""
        leads = any("ctl_lead" in (office[0] for office in each.offices) for each in self._people)
        return "ctl_lead" in self._known.info.roles or not leads

    def _place(self, scope: str, words: str, role: str) -> tuple[str, list[Finding]]:
        """Return the programme or faculty that is meant, or why it is not known."""
        label = self._known.info.role_labels[role]
        if not words:
            text = N_("{role} is held for a study programme: name it.")
            if scope == "faculty":
                text = N_("{role} is held for a faculty: name it, or one of its programmes.")
            return "", [Finding("scope", text, {"role": label}, path="programme")]
        directory, wanted = self._known.directory, folded(words)
        programmes = [
            each for each in directory.programmes
            if wanted in {folded(name) for name in
                          (each.id, each.code, f"{each.faculty_code}-{each.code}", each.name.en,
                           each.name.id)}
        ]  # fmt: skip
        found = {each.id for each in programmes}
        if scope == "faculty":
            found = {each.faculty_id for each in programmes} | {
                each.id for each in directory.faculties
                if wanted in {folded(name) for name in
                              (each.id, each.code, each.name.en, each.name.id)}
            }  # fmt: skip
        if len(found) == 1:
            return found.pop(), []
        text = N_("The directory has no “{name}”: add it first, or write its code.")
        if found:
            text = N_("“{name}” are several in the directory: write the code, such as FST-INF.")
        return "", [Finding("place", text, {"name": words}, path="programme")]

    def _label(self, office: OfficeKey) -> str:
        """Return an office in words: its role, and what it is held for."""
        role, programme, faculty = office
        directory = self._known.directory
        names = [each.name for each in directory.programmes if each.id == programme]
        names += [each.name for each in directory.faculties if each.id == faculty]
        label = self._known.info.role_labels[role].text()
        return " · ".join((label, *(name.text() for name in names)))

    # --- people ---------------------------------------------------------------------------

    def _find(self, name: str, email: str, login: str) -> list[_Somebody]:
        """Return who may be meant: by e-mail, else by login, else by name.

        Of several whom that fits, those whom the rest of the row fits, too.
        """
        wanted, key = email.casefold(), name_key(name)
        by_mail = [each for each in self._people if wanted and each.email.casefold() == wanted]
        by_login = [each for each in self._people if login and each.login == login]
        by_name = [each for each in self._people if key and name_key(each.name) == key]
        found = by_mail or by_login or by_name
        for others in (by_login, by_name):
            if len(found) > 1:
                found = [each for each in found if each in others] or found
        return found

    def _doubts(
        self, found: _Somebody | None, name: str, email: str, login: str
    ) -> Iterator[Finding]:
        """Yield what speaks against a row's e-mail, login and name."""
        if email and not ADDRESS.fullmatch(email):
            text = N_("“{text}” is no e-mail address; e-mail drafts will have no recipient.")
            yield Finding("address", text, {"text": email}, path="email", level="warn")
        if found is None or not name:
            return
        is_same = name_key(found.name) == name_key(name)
        is_mail = bool(email) and found.email.casefold() == email.casefold()
        for path, said, known in (("email", email, found.email), ("login", login, found.login)):
            if said and (is_same or is_mail):
                yield from told_apart(found.name, found.row, path, said, known)
        if is_mail and not is_same:
            text = N_("The directory knows this e-mail as that of {name}.")
            about = {"name": found.name}
            yield Finding("other_name", text, about, path="name", level="warn")
        holders = [each for each in self._people if login and each.login == login]
        for other in holders:
            if other is not found or not (is_same or is_mail):
                text = N_("The login {login} is taken by {name}.")
                about = {"login": login, "name": other.name}
                yield Finding("login_taken", text, about, path="login")

    def _add(
        self, number: int, cells: Mapping[str, str], name: tuple[str, str, str],
        offices: Sequence[OfficeKey],
    ) -> _Made:  # fmt: skip
        """Plan to enter somebody new."""
        before, called, after = name
        id_ = new_id()
        everywhere = [role for role, programme, faculty in offices if not programme + faculty]
        added = AddPerson(
            id=id_, name=called, titles_before=cells.get("titles_before", "") or before,
            titles_after=cells.get("titles_after", "") or after,
            position=cells.get("position", ""), email=cells.get("email", ""),
            login=cells.get("login", ""), roles=everywhere,
        )  # fmt: skip
        rest = [office for office in offices if office[1] + office[2]]
        self._people.append(_Somebody(id_, called, added.email, added.login, set(offices), number))
        return _Made("new", (added, *(self._appoint(id_, office) for office in rest)))

    def _give(self, found: _Somebody, offices: Sequence[OfficeKey]) -> _Made:
        """Plan to give somebody who is known the roles that are not held yet."""
        held = frozenset(found.offices)
        fresh = [office for office in offices if office not in held]
        found.offices.update(fresh)
        commands = tuple(self._appoint(found.id, office) for office in fresh)
        findings: tuple[Finding, ...] = ()
        if found.row:
            text = N_("The same person as in row {row}.")
            findings = (Finding("same_row", text, {"row": found.row}, level="warn"),)
        return _Made("more" if fresh else "known", commands, held, findings)

    def _shared(self, made: _Made) -> Iterator[Finding]:
        """Yield who holds an office already that a row gives."""
        text = N_("{name} is {role} already: from today on both hold the office, unless that "
                  "term is ended.")  # fmt: skip
        for given in made.commands:
            for person, office in _given(given):
                for other in self._people:
                    if other.id != person and office[0] in HELD_BY_ONE and office in other.offices:
                        about = {"name": other.name, "role": self._label(office)}
                        yield Finding("held_by_two", text, about, path="roles", level="warn")

    def _appoint(self, person: str, office: OfficeKey) -> AppointOffice:
        role, programme, faculty = office
        return AppointOffice(
            person=person, role=role, programme=programme, faculty=faculty, since=self._today
        )


def _given(command: Command) -> Iterator[tuple[str, OfficeKey]]:
    """Yield whom a command gives which offices; a new person gets those held everywhere at once."""
    if isinstance(command, AppointOffice):
        yield command.person, (command.role, command.programme, command.faculty)
    elif isinstance(command, AddPerson):
        yield from ((command.id, (role, "", "")) for role in command.roles)


def _unfit(cells: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what cannot be a login or an e-mail address (`procedure/signs.py`)."""
    login, email = cells.get("login", ""), cells.get("email", "")
    if not is_login(login):
        yield Finding("bad_login", NO_LOGIN, {"text": login}, path="login")
    if email and not is_address(email):
        text = N_("“{text}” is no e-mail address, and is left out.")
        yield Finding("address", text, {"text": email}, path="email", level="warn")


def _several(meant: Sequence[_Somebody], name: str, email: str) -> Iterator[Finding]:
    """Yield that a row fits several people: an office goes to none of them by chance."""
    if len(meant) < 2:
        return
    shared = {each.email.casefold() for each in meant}
    text = N_("Several people are called {name}: write the e-mail or the login that the directory "
              "has of the one who is meant.")  # fmt: skip
    if email and shared == {email.casefold()}:
        text = N_("Several people have the e-mail {email}: write the name or the login that the "
                  "directory has of the one who is meant.")  # fmt: skip
    yield Finding("several", text, {"name": name, "email": email}, path="name")


@dataclass(frozen=True, slots=True)
class _Made:
    """What a row that nothing speaks against comes to."""

    becomes: Becomes
    commands: tuple[Command, ...]
    held: frozenset[OfficeKey] = frozenset()
    findings: tuple[Finding, ...] = ()
