"""What a guard knows: a card with its forms, revisions, sign-offs, debts and team, all frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.calendar import end_of
from mcdesk.procedure.content import Content, Surroundings, as_date
from mcdesk.procedure.sound import Reckoned
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.definition import FormDefinition, Profile
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.records import Card, Debt, TeamMember


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, the roles held by office, and for which faculty or programme.

    `offices` are `(role, faculty_id, programme_id)`; empty scopes mean everywhere.
    """

    person_id: str
    name: str = ""
    offices: tuple[tuple[str, str, str], ...] = ()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _faculty, _programme in self.offices)

    def holds(self, role: str, faculty_id: str = "", programme_id: str = "") -> bool:
        """Tell whether the actor holds `role` where it covers this faculty and programme."""
        return any(
            held == role
            and (not faculty or faculty == faculty_id)
            and (not programme or programme == programme_id)
            for held, faculty, programme in self.offices
        )


@dataclass(frozen=True)
class Situation:
    """Everything that decides what may happen to a card, at the day of the command.

    `found` keeps what its forms still lack and how its ways stand, worked out once.
    """

    card: Card
    procedure: ProcedureDefinition
    today: date
    forms: Mapping[str, FormState] = field(default_factory=dict)
    definitions: Mapping[str, FormDefinition] = field(default_factory=dict)
    debts: tuple[Debt, ...] = ()
    team: tuple[TeamMember, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    profile: Profile = "essential"
    holidays: frozenset[date] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, Content] = field(default_factory=dict)
    earlier: Mapping[str, FormState] = field(default_factory=dict)
    faculty_id: str = ""
    known_forms: frozenset[str] = frozenset()
    sheets: Mapping[str, tuple[FormState, ...]] = field(default_factory=dict)
    found: dict[tuple[object, ...], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def setting(self, key: str) -> Any:
        """Return the value of a setting that binds today."""
        return self.settings.get(key)

    def content(self, kind: str) -> Content:
        """Return the content of the form of `kind` that counts, empty where there is none.

        It is the card's current one, or the build of the loop before where a gate asks that one.
        What stands for a form of a card taken over (decisions.md, 4) fills in where the form holds
        nothing, or was done outside.
        """
        state, other = self.standing(kind), self.others.get(kind)
        if other is None:
            return state.content if state is not None else Content()
        if state is None or not state.content.values:
            return other
        own = state.content
        if state.external is None:
            return own
        return Content({**other.values, **own.values}, {**other.rows, **own.rows})

    def is_past(self, stage: str) -> bool:
        """Tell whether `stage` was left before the card was taken over.

        What a card was sent back to is gone through again, and its gates are met anew.
        """
        entered = self.card.entered_at
        known = any(entry.id == stage for entry in self.procedure.stages)
        passed = (entered, self.card.stage)
        return bool(entered) and known and all(self.procedure.is_before(stage, p) for p in passed)

    def members(self, role: str, day: date | None = None) -> tuple[TeamMember, ...]:
        """Return who holds `role` on the team on a day, else today."""
        text = (day or self.today).isoformat()
        return tuple(member for member in self.team if member.role == role and member.is_on(text))

    @cached_property
    def reckoned(self) -> Reckoned:
        """The forms of the card as another one may reckon with them."""
        return Reckoned(self)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What the rules of this card's forms may know."""
        return Surroundings(
            today=self.today,
            profile=self.profile,
            setting=self.setting,
            other=self.reckoned.other,
            look=self.look,
            holidays=self.holidays,
            stages={stage.id: stage.number for stage in self.procedure.stages},
            sheets=self.reckoned.sheets,
        )

    def look(self, name: str) -> Any:
        """Return a fact of the card by name.

        `status:F8` tells where its form of a kind stands (of several sheets the one that does not
        count yet), `past:F8` that it was left before the card was taken over, `must:F9` which of
        its items are critical, and `excepted:F9` on which day a stage that asks for it was last
        left by an exception. `essentials` is the form for which those of a take-over stand.
        """
        head, _mark, kind = name.partition(":")
        if head == "status":
            open_ = (state for state in self.sheets.get(kind, ()) if not state.is_valid)
            state = next(open_, None) or self.standing(kind)
            return state.status if state is not None else None
        if head == "past":
            return self._is_before(kind)
        if head == "must":
            return self._critical(kind)
        if head == "excepted":
            return self._excepted_on(kind)
        if name == "essentials":
            return next((each for each in self.others if not self._says_itself(each)), None)
        if name == "debts.open":
            return str(sum(not debt.paid_on for debt in self.debts))
        if name == "stage.end":
            end = self.stage_end()
            return end.isoformat() if end is not None else None
        return self.facts.get(name)

    def _says_itself(self, kind: str) -> bool:
        state = self.forms.get(kind)
        return state is not None and state.external is None and bool(state.content.values)

    def planned_by_timeline(self) -> date | None:
        """Return when the timeline ends the present stage; None where it says nothing of use."""
        planned = as_date(self.facts.get("timeline.end"))
        entered = as_date(self.card.stage_since)
        return planned if planned and entered and planned >= entered else None

    def stage_end(self) -> date | None:
        """Return the planned end of the present stage: the timeline's, else the default length.

        A taken-over or re-entered stage whose planned end lies before its entry counts from entry
        (decisions.md, 10). Days on hold shift it. None: its days are such as no calendar has.
        """
        try:
            begins = self._reckoned_from(date.fromisoformat(self.card.stage_since))
            planned = self.planned_by_timeline()
            if planned is None:
                days = self.procedure.stage(self.card.stage).days
                planned = end_of(begins, days, self.holidays)
            return planned + timedelta(days=self.card.held_days)
        except (OverflowError, ValueError):
            return None

    def _reckoned_from(self, entered: date) -> date:
        """Return the day from which the default length of the present stage counts.

        Before a take-over (decisions.md, 4) nobody had said by when the stage was due, so it counts
        from that day; the age in the stage still counts from the true date of entry.
        """
        taken = as_date(self.card.created_on) if self.card.entered_at else None
        return max(entered, taken) if taken is not None else entered

    def standing(self, kind: str) -> FormState | None:
        """Return the form that counts: a build also of the loop before (decisions.md, 5)."""
        state, before = self.forms.get(kind), self.earlier.get(kind)
        counts = before is not None and bool(before.definition.begins) and before.is_valid
        return before if counts and (state is None or not state.is_valid) else state

    def _is_before(self, kind: str) -> bool:
        """Tell whether a form's stage was left before the card was taken over, and without it."""
        state, definition = self.forms.get(kind), self.definitions.get(kind)
        is_open = state is None or state.status in ("before", "missing", "empty")
        return is_open and definition is not None and self.is_past(definition.stage)

    def _critical(self, kind: str) -> list[str]:
        """Return the places of the critical items of a kind of form (domain.md, F9 e3)."""
        definition = self.definitions.get(kind)
        fields = definition.fields.items() if definition is not None else ()
        return [f"{path}.{item.id}" for path, entry in fields for item in entry.items if item.must]

    def _excepted_on(self, kind: str) -> str | None:
        """Return when a stage was last left by exception whose gate asks for a kind of form."""
        days = (
            debt.raised_on
            for debt in self.debts
            for way in self.procedure.transitions_from(debt.stage)
            if any(use.params.get("form") == kind for use in way.guards)
        )
        return max(days, default=None)

    def of_form(self, form_id: str) -> FormState | None:
        """Return the state of a present form, of an earlier loop's, or of an assessor's sheet."""
        sheets = (state for states in self.sheets.values() for state in states)
        known = (*self.forms.values(), *self.earlier.values(), *sheets)
        known += tuple(part for state in known for part in state.parts)
        return next((state for state in known if state.form.id == form_id), None)

    def role_label(self, role: str) -> Label:
        """Return a role in words; an unknown one as its id."""
        try:
            return self.procedure.role(role).label
        except KeyError:
            return Label(role, role)

    def stage_name(self, stage: str) -> Label | None:
        """Return a stage's number and title; an unknown one as its id, none for ""."""
        try:
            return self.procedure.stage(stage).name if stage else None
        except KeyError:
            return Label(stage, stage)
