"""Queries over the whole workspace: the directory and the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.absences import absence_lines, notes_over, why_not_set
from mcdesk.application.queries import programme_lines
from mcdesk.application.setting_bounds import expected
from mcdesk.application.time_zone import zone_set
from mcdesk.application.views import (
    Directory,
    FacultyLine,
    LevelLine,
    OfficeLine,
    PersonEntry,
    SettingLine,
    SettingsView,
)
from mcdesk.i18n import _
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.guard_registry import DEMANDS
from mcdesk.procedure.procedure_definition import Definitions, ProcedureDefinition
from mcdesk.procedure.records import Office, Person, Setting
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.situation import Actor


def definitions_now(knowledge: Knowledge) -> Definitions:
    """Return the procedure and forms that new cards begin under."""
    procedure, forms = shelf.published(knowledge.reader, knowledge.today)
    return Definitions(
        shelf.procedure_of(knowledge.reader, procedure),
        {kind: shelf.form_definition(knowledge.reader, digest) for kind, digest in forms.items()},
    )


def directory(knowledge: Knowledge, actor: Actor) -> Directory:
    """Return people with offices and absences, faculties and programmes, for who works here."""
    away, over = absence_lines(knowledge), notes_over(knowledge, actor)
    offices: dict[str, list[OfficeLine]] = {}
    labels = {role.id: role.label for role in definitions_now(knowledge).procedure.roles}
    for office in knowledge.reader.select(Office):
        offices.setdefault(office.person_id, []).append(_office_line(knowledge, office, labels))
    return Directory(
        people=tuple(
            replace(
                _entry(person, tuple(offices.get(person.id, ()))),
                absences=tuple(away.get(person.id, ())),
                may_absent=why_not_set(knowledge, actor, person.id) is None,
                notes_over=tuple(over.get(person.id, ())),
            )
            for person in sorted(knowledge.persons.values(), key=lambda p: p.name.casefold())
        ),
        faculties=tuple(
            FacultyLine(f.id, f.code, Label(f.name_en, f.name_id or f.name_en))
            for f in sorted(knowledge.faculties.values(), key=lambda f: f.name_en)
        ),
        programmes=programme_lines(knowledge),
    )


def _entry(person: Person, offices: tuple[OfficeLine, ...]) -> PersonEntry:
    return PersonEntry(
        id=person.id,
        name=person.name,
        titles_before=person.titles_before,
        titles_after=person.titles_after,
        position=person.position,
        number_kind=person.number_kind,
        number=person.number,
        email=person.email,
        login=person.login,
        offices=offices,
    )


def _office_line(knowledge: Knowledge, office: Office, labels: dict[str, Label]) -> OfficeLine:
    scope = Label("", "")
    programme = knowledge.programmes.get(office.programme_id)
    faculty = knowledge.faculties.get(office.faculty_id)
    if programme is not None:
        scope = Label(programme.name_en, programme.name_id or programme.name_en)
    elif faculty is not None:
        scope = Label(faculty.name_en, faculty.name_id or faculty.name_en)
    label = labels.get(office.role, Label(office.role, office.role))
    return OfficeLine(
        office.id, office.role, label, scope, office.since, office.until,
        office.programme_id, office.faculty_id,
    )  # fmt: skip


def _planned(knowledge: Knowledge, key: str, now: Json) -> tuple[tuple[str, Json], ...]:
    """Return the coming days on which a setting changes; one that was taken back changes none."""
    today, found = knowledge.today.isoformat(), []
    for entry in sorted(knowledge.reader.select(Setting, key=key), key=lambda each: each.since):
        value = read_json(entry.value, now)
        if entry.since > today and value != now:
            found.append((entry.since, value))
            now = value
    return tuple(found)


def settings_view(knowledge: Knowledge) -> SettingsView:
    """Return the settings, each with where its value comes from."""
    definitions = definitions_now(knowledge)
    values = knowledge.settings(definitions)
    today = knowledge.today.isoformat()
    days = sorted((s.since, s.key) for s in knowledge.reader.select(Setting) if s.since <= today)
    since = {key: day for day, key in days}
    return SettingsView(
        profile=knowledge.profile,
        settings=tuple(
            SettingLine(
                s.key,
                s.label,
                values[s.key],
                s.unit,
                since.get(s.key, ""),
                _planned(knowledge, s.key, values[s.key]),
                expected(s.key, s.value),
            )
            for s in definitions.procedure.settings
        ),
        levels=(
            *_gate_levels(knowledge, definitions.procedure),
            *(
                line
                for kind in sorted(definitions.forms)
                for line in _levels(knowledge, definitions.forms[kind])
            ),
        ),
        holidays=knowledge.holiday_names,
        name=str(knowledge.stored_settings.get("name") or ""),
        contacts=str(values.get("contacts") or ""),
        logo=str((knowledge.stored_settings.get("logo") or {}).get("name", "")),
        files_held=bool(knowledge.stored_settings.get("files_held")),
        time_zone=zone_set(knowledge.reader),
    )


LEVELS = ("block", "warn", "off")


def _gate_levels(knowledge: Knowledge, procedure: ProcedureDefinition) -> Iterator[LevelLine]:
    """Yield what the gates demand beside their forms' fields: the hardest level of each guard."""
    hardest: dict[str, str] = {}
    for way in procedure.transitions:
        for use in way.guards:
            levels = (hardest.get(use.name, LEVELS[-1]), use.levels.of(knowledge.profile))
            hardest[use.name] = min(levels, key=LEVELS.index)
    for name, own in hardest.items():
        words = DEMANDS.get(name, name)
        yield _level(knowledge, "guard", name, Label(_(words, "en"), _(words, "id")), own)


def _levels(knowledge: Knowledge, form: FormDefinition) -> Iterator[LevelLine]:
    for path, entry in form.fields.items():
        if not entry.is_made:
            own = entry.required.of(knowledge.profile)
            yield _level(knowledge, form.id, path, entry.label, own)
    for rule in form.rules:
        yield _level(knowledge, form.id, rule.id, rule.message, rule.levels.of(knowledge.profile))


def _level(knowledge: Knowledge, form: str, key: str, label: Label, own: str) -> LevelLine:
    full = f"{form}.{key}"
    kept = knowledge.levels.get(full)
    return LevelLine(full, form, label, kept or own, kept is not None)
