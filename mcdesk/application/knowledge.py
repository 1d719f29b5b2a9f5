"""What a unit of work knows: people, programmes, settings, and the situation of a card.

Everything is loaded through a `Reader` and kept for the life of one unit of work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from mcdesk.application import asking, dividing, letters, namesakes, said_then, shelf, shown_figures
from mcdesk.application.current_forms import current_forms, current_sheets
from mcdesk.application.facts import Facts, essentials_content, has_essentials
from mcdesk.application.kept_settings import said_by
from mcdesk.application.setting_bounds import holidays_in
from mcdesk.errors import Trouble
from mcdesk.procedure.canonical import read_object
from mcdesk.procedure.content import Content, as_date
from mcdesk.procedure.definition import FieldType, FormDefinition, Profile
from mcdesk.procedure.form_state import FormState
from mcdesk.procedure.late import TEAM
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Absence,
    Assignment,
    Card,
    Debt,
    External,
    Faculty,
    Form,
    FormRow,
    FormValue,
    Office,
    Person,
    Programme,
    Record,
    Revision,
    Setting,
    SigningKey,
    SignOff,
    TeamMember,
    TypedRow,
)
from mcdesk.procedure.rows import content_of
from mcdesk.procedure.situation import Actor, Situation
from mcdesk.procedure.statement import key_id, statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from mcdesk.application.foreseeing import Foretold
    from mcdesk.application.journal import Effect
    from mcdesk.application.keys import Verify
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.procedure_definition import Definitions

MADE_FROM = {
    "person": ("persons",),
    "faculty": ("faculties",),
    "programme": ("programmes",),
    "office": ("offices",),
    "absence": ("away",),
    "setting": ("stored_settings", "profile", "levels", "holidays", "holiday_names"),
    "definition": ("settings_of_today",),
}
CONTENT = frozenset({"form_value", "form_row", *TYPED_ROWS})


@dataclass
class Knowledge:
    """Loads what commands and queries need, once per unit of work, as of one day.

    `foreseen` are the situations that a look at cards made, by their ids, for the command that
    follows it: they hold until it puts something. `foretold` is what the move that is likely to
    follow changes, and how the card stands then.
    """

    reader: Reader
    today: date
    verify: Verify | None = None
    file_path: Callable[[str], Path] | None = None
    foreseen: dict[str, Situation] = field(default_factory=dict)
    foretold: Foretold | None = None
    _contents: dict[str, Content] = field(default_factory=dict)

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        return namesakes.living(self.reader.select(Person))

    @cached_property
    def faculties(self) -> Mapping[str, Faculty]:
        return namesakes.living(self.reader.select(Faculty))

    @cached_property
    def programmes(self) -> Mapping[str, Programme]:
        return namesakes.living(self.reader.select(Programme))

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices held today."""
        return self.offices_on(self.today)

    def offices_on(self, day: date) -> tuple[Office, ...]:
        """Return the offices held on a day."""
        text = day.isoformat()
        return tuple(office for office in self.reader.select(Office) if office.is_on(text))

    @cached_property
    def away(self) -> Mapping[str, str]:
        """Who is away today (decisions.md, 9): the last day, by person."""
        today, found = self.today.isoformat(), dict[str, str]()
        for absence in self.reader.select(Absence):
            if absence.is_on(today):
                who = self.same(absence.person_id)
                found[who] = max(found.get(who, ""), absence.until)
        return found

    @cached_property
    def stored_settings(self) -> Mapping[str, Any]:
        """The workspace's own settings that bind today; a later one replaces an earlier one."""
        today = self.today.isoformat()
        return said_by(entry for entry in self.reader.select(Setting) if entry.since <= today)

    @cached_property
    def workspace_mark(self) -> str:
        """Eight digits that name this workspace on paper: of the event that began its directory."""
        return self.workspace_marks[0]

    @cached_property
    def workspace_marks(self) -> tuple[str, ...]:
        """The mark of this workspace, and those of the ones whose history was brought in."""
        return namesakes.marks(self.reader.journal(kinds=("PersonAdded",)))

    @cached_property
    def profile(self) -> Profile:
        return cast("Profile", self.stored_settings.get("profile", "essential"))

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
        return holidays_in(self.stored_settings.get("holidays"))

    @cached_property
    def holidays(self) -> frozenset[date]:
        return frozenset(day for day in map(as_date, self.holiday_names) if day is not None)

    @cached_property
    def settings_of_today(self) -> Mapping[str, Any]:
        """The settings of the procedure published now; none of one this program cannot read."""
        try:
            digest, _forms = shelf.published(self.reader, self.today)
            procedure = shelf.procedure_of(self.reader, digest)
        except Trouble:
            return {}
        return {setting.key: setting.value for setting in procedure.settings}

    def settings(self, definitions: Definitions) -> Mapping[str, Any]:
        """Return the settings that bind: the procedure's defaults under the workspace's own.

        A setting that came after this procedure is as the one published now has it: what is
        adopted may ask for it (decisions.md, 19), and the guide shows it.
        """
        own, of_then = self.stored_settings, definitions.procedure.settings
        known = {**self.settings_of_today, **{setting.key: setting.value for setting in of_then}}
        return {key: own.get(key, value) for key, value in known.items()}

    def actor(self, person_id: str, day: date | None = None) -> Actor:
        """Return a person as one who acts, with the offices held on a day (else today).

        Whose entry was put away behind another one acts as that.
        """
        person, own = self.person(person_id), self.same(person_id)
        offices = self.offices if day in (None, self.today) else self.offices_on(day or self.today)
        held = tuple(
            (office.role, office.faculty_id, office.programme_id)
            for office in offices
            if office.person_id == own
        )
        return Actor(own, person.name if person else "", held)

    def name(self, person_id: str) -> str:
        """Return a person's name, or the text itself where it names no entry."""
        person = self.person(person_id)
        return person.name if person else person_id

    def full_name(self, person_id: str) -> str:
        """Return a person's name with titles, or the text itself where it names no entry."""
        person = self.person(person_id)
        return person.full_name if person else person_id

    def person(self, id_: str) -> Person | None:
        """Return a person; for a second entry in the directory whose it is."""
        return self.persons.get(id_) or namesakes.resolved(self.reader, Person, id_)

    def same(self, id_: str) -> str:
        """Return under which id the directory has a person now."""
        person = self.person(id_)
        return person.id if person is not None else id_

    def offices_for(self, card: Card, day: date | None = None) -> Iterator[Office]:
        """Yield the offices that stand for a card, today or on a day: its Head, its Dean, CTL.

        Never those of makers.
        """
        faculty = self.faculty_of(card.programme_id)
        for office in self.offices if day is None else self.offices_on(day):
            fits_programme = not office.programme_id or office.programme_id == card.programme_id
            fits_faculty = not office.faculty_id or office.faculty_id == faculty
            if fits_programme and fits_faculty and office.role not in TEAM:
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

    def present_form(self, card: Card, kind: str) -> Form | None:
        """Return the card's present form of a kind, without its content and decisions."""
        now, _before = current_forms(
            self.forms_of(card), shelf.definitions_of(self.reader, card), card
        )
        return now.get(kind)

    def content(self, form: Form, definition: FormDefinition, *, fresh: bool = False) -> Content:
        """Return the live content of a form; only the tables that it uses are asked.

        `fresh` reads it anew, with what was written since in the same unit of work.
        """
        if fresh or form.id not in self._contents:
            kinds: list[type[FormValue] | type[FormRow] | type[TypedRow]] = [FormValue]
            tables = {f.table for f in definition.fields.values() if f.type is FieldType.TABLE}
            kinds.extend(TYPED_ROWS[table] if table else FormRow for table in sorted(tables))
            kept: list[Record] = []
            for kind in kinds:
                kept.extend(self.reader.select(kind, form_id=form.id))
            self._contents[form.id] = content_of(kept)
        return self._contents[form.id]

    def forget(self, effects: Iterable[Effect]) -> None:
        """Forget what these effects change: directory, settings, contents of forms."""
        for effect in effects:
            for name in MADE_FROM.get(effect.table, ()):
                self.__dict__.pop(name, None)
            if effect.table in CONTENT:
                self._contents.pop(str(effect.new["form_id"]), None)

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
        refuted = self.refuted(entry for entries in signed.values() for entry in entries)
        refuted |= letters.misplaced(self.reader, forms, signed)
        outside = {entry.form_id: entry for entry in self.reader.select(External, form_id=ids)}
        made = (
            self._state(
                form,
                revisions.get(form.basis_id),
                tuple(signed.get(form.id, ())),
                outside.get(form.id),
                definitions,
                refuted,
            )
            for form in forms
        )
        return tuple(dividing.with_parts(self, state, definitions) for state in made)

    def refuted(self, decisions: Iterable[SignOff]) -> frozenset[str]:
        """Return the decisions whose signature is not that of the person's key over them.

        Whether the key had ended before is told by the journal alone (`mcdesk check`).
        """
        signed = [entry for entry in decisions if entry.signature]
        if self.verify is None or not signed:
            return frozenset()
        keys = {key.id: key for key in self.reader.select(SigningKey)}
        return frozenset(entry.id for entry in signed if not _holds(entry, keys, self.verify))

    def _state(
        self,
        form: Form,
        revision: Revision | None,
        sign_offs: tuple[SignOff, ...],
        external: External | None,
        definitions: Definitions,
        refuted: frozenset[str],
    ) -> FormState:
        definition = self.definition(form, definitions)
        definition, of_part = dividing.as_part(self, form, definition, revision)
        if revision is None:
            today = self.today.isoformat()
            definition = asking.asked_on(self.reader, definition, form.card_id, today)
        else:
            definition = asking.asked_by(self.reader, definition, revision)

        def load() -> Content:
            content = of_part if of_part is not None else self.content(form, definition)
            if external is None or external.facts == "{}":
                return content
            return Content({**read_object(external.facts), **content.values}, content.rows)

        return FormState(
            form=form,
            definition=definition,
            load=load,
            revision=revision,
            sign_offs=sign_offs,
            external=external,
            refuted=refuted,
            signers=(*definition.signers, *asking.extra_signers(revision)),
            removed=lambda path, words: said_then.removed(self.reader, form, path, words),
            figures=lambda: shown_figures.why_wrong(self.reader, revision),
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
        now, before = current_forms(forms, definitions, card)
        sheets = current_sheets(forms, definitions, card)
        wanted = {form.id: form for form in (*now.values(), *before.values(), *sheets)}
        states = {state.form.id: state for state in self.states(wanted.values(), definitions)}
        return Situation(
            card=card,
            procedure=definitions.procedure,
            today=self.today,
            forms={
                kind: letters.seen_by(self, card, definitions.procedure, states[form.id])
                for kind, form in now.items()
            },
            definitions=definitions.forms,
            debts=self.reader.select(Debt, card_id=card.id),
            team=self.reader.select(TeamMember, card_id=card.id),
            settings=self.settings(definitions),
            levels=self.levels,
            profile=self.profile,
            holidays=self.holidays,
            facts=Facts(self, card),
            others={"F2": essentials_content(card)} if has_essentials(card) else {},
            earlier={kind: states[form.id] for kind, form in before.items()},
            faculty_id=self.faculty_of(card.programme_id),
            known_forms=frozenset(form.id for form in forms),
            sheets={
                kind: tuple(states[form.id] for form in sheets if form.kind == kind)
                for kind in {form.kind for form in sheets}
            },
        )


def _holds(decision: SignOff, keys: Mapping[str, SigningKey], verify: Verify) -> bool:
    """Tell whether a decision bears a signature of its person's registered key."""
    key = keys.get(decision.key_id)
    if key is None or key.person_id != decision.person_id or key.id != key_id(key.public):
        return False
    return verify(key.public, statement(decision), decision.signature)
