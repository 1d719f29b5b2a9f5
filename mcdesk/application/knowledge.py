"""What a unit of work knows: people, programmes, settings, and the situation of a card.

Everything is loaded through a `Reader` and kept for the life of one unit of work.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, cast

from typing_extensions import override

from mcdesk.application import shelf
from mcdesk.application.ports import Reader
from mcdesk.procedure.canonical import Json
from mcdesk.procedure.content import Content, Row, as_date
from mcdesk.procedure.definition import (
    Definitions,
    FieldType,
    FormDefinition,
    Label,
    Profile,
    Signer,
)
from mcdesk.procedure.identity import form_id, ranks, value_id
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Assignment,
    Card,
    Debt,
    External,
    Faculty,
    Form,
    FormRow,
    FormValue,
    Milestone,
    Office,
    Person,
    Programme,
    Record,
    Revision,
    Setting,
    SignOff,
    TeamMember,
    TypedRow,
)
from mcdesk.procedure.rows import content_of
from mcdesk.procedure.situation import Actor, FormState, Situation

MADE_FROM = {
    "person": ("persons",),
    "faculty": ("faculties",),
    "programme": ("programmes",),
    "office": ("offices",),
    "setting": ("stored_settings", "profile", "levels", "holidays", "holiday_names"),
}
MADE_BY_TEAM = ("sme", "id", "gd", "dcs", "rev")


@dataclass
class Knowledge:
    """Loads what commands and queries need, once per unit of work, as of one day."""

    reader: Reader
    today: date
    _contents: dict[str, Content] = field(default_factory=dict)

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.reader.select(Person)}

    @cached_property
    def faculties(self) -> Mapping[str, Faculty]:
        return {faculty.id: faculty for faculty in self.reader.select(Faculty)}

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        return {programme.id: programme for programme in self.reader.select(Programme)}

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices held today."""
        today = self.today.isoformat()
        return tuple(
            office
            for office in self.reader.select(Office)
            if (not office.since or office.since <= today)
            and (not office.until or office.until >= today)
        )

    @cached_property
    def stored_settings(self) -> Mapping[str, Any]:
        """The workspace's own settings that bind today; a later one replaces an earlier one."""
        today = self.today.isoformat()
        kept = [entry for entry in self.reader.select(Setting) if entry.since <= today]
        return {
            entry.key: json.loads(entry.value)
            for entry in sorted(kept, key=lambda entry: (entry.since, entry.row_version))
        }

    @cached_property
    def profile(self) -> Profile:
        return cast(Profile, self.stored_settings.get("profile", "essential"))

    @cached_property
    def levels(self) -> Mapping[str, str]:
        return {
            key.removeprefix("level:"): str(value)
            for key, value in self.stored_settings.items()
            if key.startswith("level:")
        }

    @cached_property
    def holiday_names(self) -> Mapping[str, str]:
        """The workspace's calendar: the name of each holiday by its date."""
        kept = self.stored_settings.get("holidays", {})
        return dict(kept) if isinstance(kept, dict) else dict.fromkeys(kept, "")

    @cached_property
    def holidays(self) -> frozenset[date]:
        return frozenset(day for day in map(as_date, self.holiday_names) if day is not None)

    def settings(self, definitions: Definitions) -> Mapping[str, Any]:
        """Return the settings that bind: the procedure's defaults under the workspace's own."""
        own = self.stored_settings
        return {s.key: own.get(s.key, s.value) for s in definitions.procedure.settings}

    def actor(self, person_id: str) -> Actor:
        """Return a person as one who acts, with the offices held today."""
        person = self.persons.get(person_id)
        held = tuple(
            (office.role, office.faculty_id, office.programme_id)
            for office in self.offices
            if office.person_id == person_id
        )
        return Actor(person_id, person.name if person else "", held)

    def name(self, person_id: str) -> str:
        """Return a person's name, or the text itself where it names no entry."""
        person = self.persons.get(person_id)
        return person.name if person else person_id

    def full_name(self, person_id: str) -> str:
        """Return a person's name with titles, or the text itself where it names no entry."""
        person = self.persons.get(person_id)
        return person.full_name if person else person_id

    def offices_for(self, card: Card) -> Iterator[Office]:
        """Yield the offices that stand for a card: its Head, its Dean, CTL; never makers."""
        faculty = self.faculty_of(card.programme_id)
        for office in self.offices:
            fits_programme = not office.programme_id or office.programme_id == card.programme_id
            fits_faculty = not office.faculty_id or office.faculty_id == faculty
            if fits_programme and fits_faculty and office.role not in MADE_BY_TEAM:
                yield office

    def faculty_of(self, programme_id: str) -> str:
        programme = self.programmes.get(programme_id)
        return programme.faculty_id if programme else ""

    # --- forms and situations ----------------------------------------------------------

    def forms_of(self, card: Card) -> tuple[Form, ...]:
        """Return every form of a card, also the letters that cover it and superseded ones."""
        own = self.reader.select(Form, card_id=card.id)
        letters = [entry.form_id for entry in self.reader.select(Assignment, card_id=card.id)]
        known = {form.id for form in own}
        more = [form_id for form_id in letters if form_id not in known]
        return own + (self.reader.select(Form, id=more) if more else ())

    def content(self, form: Form, definition: FormDefinition) -> Content:
        """Return the live content of a form; only the tables that it uses are asked."""
        if form.id not in self._contents:
            kinds: list[type[FormValue] | type[FormRow] | type[TypedRow]] = [FormValue]
            tables = {f.table for f in definition.fields.values() if f.type is FieldType.TABLE}
            kinds.extend(TYPED_ROWS[table] if table else FormRow for table in sorted(tables))
            kept: list[Record] = []
            for kind in kinds:
                kept.extend(self.reader.select(kind, form_id=form.id))
            self._contents[form.id] = content_of(kept)
        return self._contents[form.id]

    def forget(self, tables: Iterable[str], forms: Iterable[str]) -> None:
        """Forget what a command just changed: directory entries and settings, forms."""
        for form_id in forms:
            self._contents.pop(form_id, None)
        for table in tables:
            for name in MADE_FROM.get(table, ()):
                self.__dict__.pop(name, None)

    def states(self, forms: Iterable[Form], definitions: Definitions) -> tuple[FormState, ...]:
        """Return forms with their content, last revision and decisions."""
        forms = tuple(forms)
        ids = [form.id for form in forms]
        if not ids:
            return ()
        basis = [form.basis_id for form in forms if form.basis_id]
        revisions = {
            entry.id: entry for entry in (self.reader.select(Revision, id=basis) if basis else ())
        }
        signed: dict[str, list[SignOff]] = {}
        for entry in self.reader.select(SignOff, form_id=ids):
            signed.setdefault(entry.form_id, []).append(entry)
        outside = {entry.form_id: entry for entry in self.reader.select(External, form_id=ids)}
        return tuple(
            self._state(
                form,
                revisions.get(form.basis_id),
                tuple(signed.get(form.id, ())),
                outside.get(form.id),
                definitions,
            )
            for form in forms
        )

    def _state(
        self,
        form: Form,
        revision: Revision | None,
        sign_offs: tuple[SignOff, ...],
        external: External | None,
        definitions: Definitions,
    ) -> FormState:
        definition = self.definition(form, definitions)

        def load() -> Content:
            content = self.content(form, definition)
            if external is None or external.facts == "{}":
                return content
            return Content({**json.loads(external.facts), **content.values}, content.rows)

        return FormState(
            form=form,
            definition=definition,
            load=load,
            revision=revision,
            sign_offs=sign_offs,
            external=external,
            signers=(*definition.signers, *extra_signers(revision.signers if revision else "[]")),
        )

    def definition(self, form: Form, definitions: Definitions) -> FormDefinition:
        """Return the definition that a form is filled under."""
        known = definitions.forms.get(form.kind)
        if known is not None and (not form.definition_id or known.digest == form.definition_id):
            return known
        return shelf.form_definition(self.reader, form.definition_id)

    def situation(self, card: Card) -> Situation:
        """Return everything that decides what may happen to a card today."""
        definitions = shelf.definitions_of(self.reader, card)
        forms = self.forms_of(card)
        now, before = _current(forms, definitions, card)
        states = {
            state.form.id: state
            for state in self.states([*now.values(), *before.values()], definitions)
        }
        return Situation(
            card=card,
            procedure=definitions.procedure,
            today=self.today,
            forms={kind: states[form.id] for kind, form in now.items()},
            definitions=definitions.forms,
            debts=self.reader.select(Debt, card_id=card.id),
            team=self.reader.select(TeamMember, card_id=card.id),
            settings=self.settings(definitions),
            levels=self.levels,
            profile=self.profile,
            holidays=self.holidays,
            facts=Facts(self, card),
            others={"F2": essentials_content(card)} if card.essentials != "{}" else {},
            earlier={kind: states[form.id] for kind, form in before.items()},
            faculty_id=self.faculty_of(card.programme_id),
        )


def open_paths_of(revision: Revision | None) -> tuple[str, ...]:
    """Return the fields that a revision left to be supplied later."""
    return tuple(json.loads(revision.open_paths)) if revision else ()


def extra_signers(text: str) -> tuple[Signer, ...]:
    """Return the signers added to one revision, as kept on it (decisions.md, 15)."""
    return tuple(
        Signer(
            role=entry["role"],
            step=int(entry.get("step", 1)),
            act=Label(
                entry.get("act") or "Also signed by", entry.get("act") or "Turut menandatangani"
            ),
            decisions=("approve", "return"),
            media=("program", "paper", "pdf", "letter", "minutes"),
        )
        for entry in json.loads(text)
    )


def _current(
    forms: Iterable[Form], definitions: Definitions, card: Card
) -> tuple[dict[str, Form], dict[str, Form]]:
    """Return the card's present form of each kind, and the sheet of an earlier loop."""
    now: dict[str, Form] = {}
    before: dict[str, Form] = {}
    for form in sorted(forms, key=_age):
        definition = definitions.forms.get(form.kind)
        per = definition.per if definition else ()
        if "round" in per and form.round != card.round:
            continue
        if "loop" in per and form.loop != card.loop:
            before[form.kind] = form
            continue
        now[form.kind] = form
    return now, before


def _age(form: Form) -> tuple[int, int, int, str]:
    return form.round, form.loop, len(form.scope), form.scope


class Facts(Mapping[str, Any]):
    """What rules may look up by name: `card.title_en`, `team.sme`, `person:…`, `programme:…`."""

    def __init__(self, knowledge: Knowledge, card: Card) -> None:
        self._knowledge = knowledge
        self._card = card
        self._team: dict[str, str] | None = None

    @override
    def __getitem__(self, key: str) -> Json:
        head, mark, rest = key.partition(":")
        if head == "taken":
            return self._taken(*rest.split(":", 1))
        if head == "holiday":
            return self._knowledge.holiday_names.get(rest)
        if mark:
            return self._entry(head, rest)
        head, _, rest = key.partition(".")
        if head == "card":
            return self._card_fact(rest)
        if key == "timeline.end":
            return self._timeline_end()
        if head == "team":
            return self._members().get(rest)
        raise KeyError(key)

    @override
    def __iter__(self) -> Iterator[str]:
        return iter((*_CARD_FACTS, *(f"team.{role}" for role in self._members())))

    @override
    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _members(self) -> dict[str, str]:
        if self._team is None:
            today = self._knowledge.today.isoformat()
            self._team = {}
            rows = self._knowledge.reader.select(TeamMember, card_id=self._card.id)
            for member in sorted(rows, key=lambda m: (not m.lead, m.since)):
                if not member.until or member.until > today:
                    self._team.setdefault(member.role, member.person_id)
            for office in self._knowledge.offices_for(self._card):
                self._team.setdefault(office.role, office.person_id)
        return self._team

    def _timeline_end(self) -> Json:
        """Return when the timeline ends the card's present stage, or None."""
        form = form_id("card", self._card.id, "F3")
        kept = self._knowledge.reader.select(Milestone, form_id=form, stage=self._card.stage)
        ends = [row.planned_end for row in kept if row.planned_end and as_date(row.planned_end)]
        return max(ends, default=None)

    def _card_fact(self, name: str) -> Json:
        return {
            "title_en": self._card.title_en,
            "title_id": self._card.title_id,
            "short_title": self._card.short_title,
            "programme": self._card.programme_id,
            "code": self._card.code,
            "opening": self._card.opening_on or self._proposed_opening(),
        }.get(name)

    def _proposed_opening(self) -> str:
        form = form_id("card", self._card.id, "F2")
        kept = self._knowledge.reader.find(FormValue, value_id(form, "p48"))
        return str(json.loads(kept.value)) if kept is not None and not kept.deleted else ""

    def _taken(self, column: str, text: str) -> Json:
        """Return the code of another card that has this title, or None."""
        if column not in ("title_en", "title_id", "short_title") or not text.strip():
            return None
        same = self._knowledge.reader.select(Card, **{column: text.strip()})
        return next((card.code for card in same if card.id != self._card.id), None)

    def _entry(self, head: str, id_: str) -> Json:
        if head == "person":
            return self._knowledge.full_name(id_)
        programme = self._knowledge.programmes.get(id_)
        if programme is None:
            return None
        faculty = self._knowledge.faculties.get(programme.faculty_id)
        return {
            "code": programme.code,
            "en": programme.name_en,
            "id": programme.name_id or programme.name_en,
            "faculty_en": faculty.name_en if faculty else "",
            "faculty_id": (faculty.name_id or faculty.name_en) if faculty else "",
            "faculty_code": faculty.code if faculty else "",
        }


_CARD_FACTS = ("card.title_en", "card.title_id", "card.short_title", "card.programme",
               "card.code", "card.opening")  # fmt: skip


def essentials_content(card: Card) -> Content:
    """Return the page of essentials of a taken-over card as if it were its proposal."""
    data = json.loads(card.essentials)
    values: dict[str, Json] = {
        "p1": card.title_en, "p2": card.title_id, "p3": card.short_title,
        "p4": card.programme_id, "p48": card.opening_on, "p30": data.get("weeks"),
    }  # fmt: skip
    outcomes = [str(text) for text in data.get("outcomes", [])]
    modules = [str(text) for text in data.get("modules", [])]
    rows = {
        "p20": tuple(
            Row(f"lo{n}", rank, {"code": f"LO{n}", "statement": text})
            for n, (text, rank) in enumerate(
                zip(outcomes, ranks(len(outcomes)), strict=True), start=1
            )
        ),
        "p35": tuple(
            Row(f"m{n}", rank, {"no": str(n), "title": text})
            for n, (text, rank) in enumerate(
                zip(modules, ranks(len(modules)), strict=True), start=1
            )
        ),
    }
    if data.get("hours"):
        rows["p28"] = (Row("hours", "V", {"kind": "practice", "hours": str(data["hours"])}),)
    return Content({key: value for key, value in values.items() if value}, rows)
