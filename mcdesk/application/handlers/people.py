"""Commands about the directory, the settings and the logo."""

from __future__ import annotations

from typing import NoReturn

from mcdesk.application import shelf, time_zone
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.called import as_called, called
from mcdesk.application.logo import KEY as LOGO
from mcdesk.application.setting_bounds import LARGEST_NUMBER, OWN, are_holidays, expected, is_within
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import zone_names
from mcdesk.procedure.canonical import decimal, in_one_line, json_text
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import (
    Faculty,
    Office,
    Person,
    Programme,
    Setting,
    changed,
)
from mcdesk.procedure.rules_types import PLAIN
from mcdesk.procedure.stage import Label

LONGEST_SETTING = 2_000
"""So many letters a setting has at most: contacts and legal basis stand on every print."""
PROFILES, LEVELS = ("essential", "full"), ("block", "warn", "off")
SAID = ("name", "titles_before", "titles_after", "position", "number_kind", "number", "email",
        "login")  # fmt: skip
"""What is said of a person in words."""
CALLED = ("name", "university")
"""The settings that name something on every page."""


@handles(do.AddPerson)
def add_person(command: do.AddPerson, work: Work) -> None:
    """Enter a person, with the roles held everywhere."""
    if not in_one_line(command.name):
        refuse("no_name", N_("A person needs a name."))
    given = as_called({name: getattr(command, name) for name in SAID})
    free_login(work, given["login"])
    person = work.put(changed(Person(id=work.id_for(Person, command.id), name=""), **given))
    for role in command.roles:
        held_role = work.procedure.role(work.role(role, work.procedure))
        if held_role.scope in ("programme", "faculty"):
            text = N_("{role} is held for a programme or faculty: appoint the person to it.")
            refuse("scope", text, role=held_role.label)
        lead_only(work, role)
        held = natural_id("office", person.id, role)
        work.put(Office(id=held, person_id=person.id, role=role, since=""))


def free_login(work: Work, login: str, own: str = "") -> None:
    """Refuse a login that another person has."""
    if login and any(person.id != own for person in work.uow.select(Person, login=login)):
        refuse("login_taken", N_("The login {login} is taken."), login=login)


def lead_only(work: Work, role: str) -> None:
    """Refuse whoever is no CTL lead to make one, while there is any or will be.

    Once the last term is over, who keeps the directory appoints the next; so does the making.
    """
    if role == "ctl_lead" and not may_as_lead(work):
        refuse("lead_only", N_("Only a CTL lead appoints a CTL lead."))


def may_as_lead(work: Work) -> bool:
    """Tell whether whoever acts leads CTL, or nobody does or will."""
    leads = work.uow.select(Office, role="ctl_lead")
    is_held = any(not lead.until or lead.until > work.day for lead in leads)
    return work.actor.holds("ctl_lead") or not is_held


@handles(do.ChangePerson)
def change_person(command: do.ChangePerson, work: Work) -> None:
    """Change what was given."""
    person = work.person(command.person)
    said = {name: getattr(command, name) for name in SAID}
    given = {name: text for name, text in said.items() if text is not None}
    if not in_one_line(str(given.get("name", person.name))):
        refuse("no_name", N_("A person needs a name."))
    given = as_called(given, person)
    free_login(work, given.get("login", ""), person.id)
    work.put(changed(person, **given))


@handles(do.AppointOffice)
def appoint_office(command: do.AppointOffice, work: Work) -> None:
    """Appoint a person to a role for its scope and term."""
    role = work.procedure.role(work.role(command.role, work.procedure))
    programme = work.programme(command.programme).id if command.programme else ""
    faculty = work.faculty(command.faculty).id if command.faculty else ""
    if role.scope == "programme" and not programme:
        refuse("scope", N_("{role} is held for a study programme: name it."), role=role.label)
    if role.scope == "faculty" and not faculty:
        refuse("scope", N_("{role} is held for a faculty: name it."), role=role.label)
    lead_only(work, role.id)
    since = work.a_day(command.since, default="")
    until = work.a_day(command.until, default="")
    if since and until and until < since:
        refuse("term", N_("The term ends before it begins."))
    work.put(
        Office(
            id=work.id_for(Office, command.id),
            person_id=work.person(command.person).id,
            role=role.id,
            faculty_id=faculty,
            programme_id=programme,
            since=since,
            until=until,
        )
    )


@handles(do.EndOffice)
def end_office(command: do.EndOffice, work: Work) -> None:
    """End an office on a day."""
    office = work.get(Office, command.office, "office")
    until = work.a_day(command.until)
    ended = changed(office, until=until)
    if is_longer(office, ended):
        lead_only(work, office.role)
    else:
        not_the_last_lead(work, ended)
    work.put(ended)


def is_longer(present: Office, then: Office) -> bool:
    """Tell whether an office is given back, or for longer than it is held now."""
    if then.deleted or present.deleted:
        return present.deleted and not then.deleted
    return bool(present.until) and (not then.until or then.until > present.until)


def not_the_last_lead(work: Work, office: Office) -> None:
    """Refuse to end, or take away, an office after which nobody would be CTL lead."""
    after = max(as_date(office.until) or work.today, work.today)
    if office.deleted:
        after = work.today
    if office.role == "ctl_lead" and not any(
        entry.role == "ctl_lead" and entry.id != office.id
        for entry in work.knowledge.offices_on(after)
    ):
        refuse("last_lead", N_("This is the last CTL lead: appoint another one first."))


@handles(do.AddFaculty)
def add_faculty(command: do.AddFaculty, work: Work) -> None:
    """Enter a faculty with a code of its own."""
    code = faculty_code(work, command.code)
    id_ = work.id_for(Faculty, command.id, _free(work, Faculty, natural_id("faculty", code)))
    name_en, name_id = called(command.name_en, command.name_id)
    work.put(Faculty(id=id_, code=code, name_en=name_en, name_id=name_id))


@handles(do.AddProgramme)
def add_programme(command: do.AddProgramme, work: Work) -> None:
    """Enter a study programme with a code of its own within its faculty."""
    faculty = work.faculty(command.faculty)
    code = programme_code(work, command.code, faculty.id)
    natural = _free(work, Programme, natural_id("programme", faculty.code, code))
    name_en, name_id = called(command.name_en, command.name_id)
    work.put(
        Programme(
            id=work.id_for(Programme, command.id, natural),
            code=code,
            name_en=name_en,
            name_id=name_id,
            faculty_id=faculty.id,
        )
    )


@handles(do.ChangeFaculty)
def change_faculty(command: do.ChangeFaculty, work: Work) -> None:
    """Correct what was given."""
    faculty = work.faculty(command.faculty)
    given = _names(command, faculty)
    if command.code is not None:
        given["code"] = faculty_code(work, command.code, faculty.id)
    work.put(changed(faculty, **given))


@handles(do.ChangeProgramme)
def change_programme(command: do.ChangeProgramme, work: Work) -> None:
    """Correct what was given; in another faculty the code must be free, too."""
    entry = work.programme(command.programme)
    faculty = work.faculty(command.faculty or entry.faculty_id)
    code = entry.code if command.code is None else command.code
    given = _names(command, entry)
    given["code"] = programme_code(work, code, faculty.id, entry.id)
    work.put(changed(entry, faculty_id=faculty.id, **given))


def _names(
    command: do.ChangeFaculty | do.ChangeProgramme, entry: Faculty | Programme
) -> dict[str, str]:
    """Return the names that a command changes, refusing an empty English one."""
    if command.name_en is not None and not in_one_line(command.name_en):
        refuse("no_name", N_("The English name is missing."))
    said = {"name_en": command.name_en, "name_id": command.name_id}
    given = {key: text for key, text in said.items()
             if text is not None and text != getattr(entry, key)}  # fmt: skip
    return dict(zip(given, called(*given.values()), strict=True))


def _free(work: Work, kind: type[Faculty | Programme], natural: str) -> str:
    """Return the id made of a code, or "" where an entry has it whose code was changed since."""
    found = work.uow.find(kind, natural)
    return "" if found is not None and not found.deleted else natural


def faculty_code(work: Work, text: str, own: str = "") -> str:
    """Return a faculty's code as it is kept, refusing one that another faculty has."""
    code = _code(text)
    if any(entry.id != own for entry in work.uow.select(Faculty, code=code)):
        refuse("code_taken", N_("The code {code} is taken."), code=code)
    return code


def programme_code(work: Work, text: str, faculty: str, own: str = "") -> str:
    """Return a programme's code as it is kept, refusing one taken within its faculty."""
    code = _code(text)
    entries = work.uow.select(Programme, code=code, faculty_id=faculty)
    if any(entry.id != own for entry in entries):
        refuse("code_taken", N_("The code {code} is taken."), code=code)
    return code


def _code(text: str) -> str:
    code = text.strip().upper()
    if not code.isalnum() or len(code) > 6:
        refuse("bad_code", N_("A code is 1 to 6 letters or digits, not “{text}”."), text=text)
    return code


@handles(do.SetLogo)
def set_logo(command: do.SetLogo, work: Work) -> None:
    """Keep which file is the logo."""
    if command.file and not work.has_file(command.file):
        refuse("no_file", N_("The image is not in the workspace's files."))
    value = {"digest": command.file, "name": command.name}
    id_ = natural_id("setting", LOGO, work.day)
    work.put(Setting(id=id_, key=LOGO, value=json_text(value), since=work.day))


@handles(do.SetSetting)
def set_setting(command: do.SetSetting, work: Work) -> None:
    """Set a setting from a day on."""
    _check_setting(work, command.key, command.value)
    value = called(str(command.value))[0] if command.key in CALLED else command.value
    since = work.a_day(command.since, default=work.day)
    if command.key == time_zone.SETTING:
        if since != work.day:
            refuse("since", N_("A time zone holds from now on, for every moment: name no day."))
        since = time_zone.EVER
    id_ = natural_id("setting", command.key, since)
    work.put(Setting(id=id_, key=command.key, value=json_text(value), since=since))


def _check_setting(work: Work, key: str, value: object) -> None:
    """Refuse a setting that does not exist, and a value that would break what reads it."""
    defaults: dict[str, object] = {s.key: s.value for s in work.procedure.settings}
    defaults |= OWN
    allowed = LEVELS if key.startswith("level:") else PROFILES if key == "profile" else ()
    if key.startswith("level:"):
        _check_level(work, key.removeprefix("level:"))
    if allowed:
        if value not in allowed:
            refuse("bad_setting", N_("“{key}” is one of: {values}."),
                   key=key, values=", ".join(allowed))  # fmt: skip
    elif key == "holidays":
        if not are_holidays(value):
            refuse("bad_setting", N_("Holidays are dates that exist, each with its name."))
    elif key == time_zone.SETTING:
        if value not in zone_names():
            refuse("unknown_zone", N_("“{name}” is no time zone that this computer knows. Zones "
                                      "are called such as Asia/Makassar or Asia/Singapore."),
                   name=value)  # fmt: skip
    elif key not in defaults:
        refuse("unknown_setting", N_("There is no setting “{key}”."), key=key)
    elif not _is_like(value, defaults[key]) or not is_within(key, value):
        _refuse_value(work, key, value, defaults[key])
    _must_be_short(work, key, value)


def _must_be_short(work: Work, key: str, value: object) -> None:
    if isinstance(value, str) and len(value) > LONGEST_SETTING:
        text = N_("“{setting}” takes at most {most} letters; these are {n}. It stands on every "
                  "print.")  # fmt: skip
        label = _label(work, key)
        refuse("bad_setting", text, setting=label, most=LONGEST_SETTING, n=len(value))


def _label(work: Work, key: str) -> Label:
    known = next((s.label for s in work.procedure.settings if s.key == key), None)
    return known or Label(key, key)


def _refuse_value(work: Work, key: str, value: object, default: object) -> NoReturn:
    """Refuse a value by the name of its setting, with what it takes."""
    label, takes = _label(work, key), expected(key, default)
    if takes is None:
        refuse("bad_setting", N_("“{value}” is no value for “{setting}”."),
               setting=label, value=value)  # fmt: skip
    refuse("bad_setting", N_("“{value}” is no value for “{setting}”: write {expected}."),
           setting=label, value=value, expected=takes)  # fmt: skip


def _check_level(work: Work, key: str) -> None:
    """Refuse a level of a field, rule or guard that there is not."""
    _digest, forms = shelf.published(work.uow, work.today)
    kind, _, path = key.partition(".")
    if kind == "guard":
        known = any(use.name == path for way in work.procedure.transitions for use in way.guards)
    else:
        form = shelf.form_definition(work.uow, forms[kind]) if kind in forms else None
        known = form is not None and (
            path in form.fields or any(rule.id == path for rule in form.rules)
        )
    if not known:
        refuse("unknown_setting", N_("There is no setting “{key}”."), key=f"level:{key}")


def _is_like(value: object, default: object) -> bool:
    """Tell whether a value is of the kind of the default: a number, a text, a tick.

    A number that comes as text is written as in a form: “1e2” is none (docs/decisions/0023), nor
    at a hub on a server.
    """
    if isinstance(default, bool):
        return isinstance(value, bool)
    if decimal(default) is None:
        return isinstance(value, str)
    if isinstance(value, str) and not PLAIN.fullmatch(value.strip(" ")):
        return False
    number = decimal(value) if isinstance(value, int | float | str) else None
    return number is not None and 0 <= number <= LARGEST_NUMBER
