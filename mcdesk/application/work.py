"""One unit of work: what a handler reads, refers to and writes, as of one moment and actor."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn, cast

from mcdesk.application import allowed, namesakes, sheet_names, shelf
from mcdesk.application.free_places import in_free_places
from mcdesk.application.keys import NO_KEYS, Keys
from mcdesk.application.things import refuse_missing
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import is_id, new_id
from mcdesk.procedure.names import LONGEST_ID
from mcdesk.procedure.records import (
    Assignment,
    Card,
    Faculty,
    Form,
    Person,
    Programme,
    R,
    Record,
    SignOff,
    changed,
    from_data,
)
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.application.replay import Replay
    from mcdesk.application.storage_ports import Reader, UnitOfWork
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.situation import Actor, Situation

LONGEST_ECHO = 120
EARLIEST, LATEST = "2000-01-01", "2100-12-31"


def must_be_meant(*days: str) -> None:
    """Refuse a date that exists and that nobody can mean: long past, or far off."""
    for day in filter(None, days):
        if not EARLIEST <= day <= LATEST:
            refuse("no_date", N_("The date {on} cannot be meant."), on=day)


def refuse(code: str, text: str, /, **params: object) -> NoReturn:
    """Raise Refused with one finding; long texts that were given are not repeated whole."""
    raise Refused(Finding(code, text, {key: shortened(value) for key, value in params.items()}))


def shortened(value: object) -> object:
    """Return a value as a sentence repeats it: a long text cut."""
    is_long = isinstance(value, str) and len(value) > LONGEST_ECHO
    return f"{value[:LONGEST_ECHO]}…" if isinstance(value, str) and is_long else value


def card_of_code(reader: Reader, code: str) -> Card | None:
    """Return the card that has a code; refuses one that two workspaces gave before they met."""
    found = reader.select(Card, code=code)
    if len(found) > 1:
        text = N_("{n} micro-credentials have the code {code}; use the id.")
        refuse("ambiguous_card", text, n=len(found), code=code)
    return found[0] if found else None


@dataclass
class Work:
    """What a handler gets. `today` is stamped on the command and reused ever after.

    `public` is the public half of the actor's key, where they are to sign with it: it is fetched
    before the transaction, and no handler asks for a key where the system could ask a person.
    `replay` is what the command did before, where it is carried out again. `holder` is under what
    this workspace reserves numbers, where it is a replica. `kind` is what the event is, where that
    is more than its command says. `made_by` is whose work it is, where it came in a packet or is
    adopted (`taken.py`). `named` is which id was meant by what the command calls a record
    (`naming.py`).
    """

    uow: UnitOfWork
    knowledge: Knowledge
    actor: Actor
    today: date
    now: str
    has_file: Callable[[str], bool] = lambda _digest: True
    keys: Keys = NO_KEYS
    public: str = ""
    replay: Replay | None = None
    holder: str = ""
    kind: str = ""
    note: dict[str, str] = field(default_factory=dict)
    opened: dict[str, tuple[Form, Card, FormDefinition]] = field(default_factory=dict)
    progress: Progress | None = None
    made_by: str = ""
    named: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def day(self) -> str:
        return self.today.isoformat()

    def step(self, done: int, of: int) -> None:
        """Tell how far a long command is; where that answers False, nothing of it is kept."""
        if self.progress is not None and not self.progress(done, of):
            refuse("stopped", N_("It was stopped; nothing was changed."))

    # --- writing -----------------------------------------------------------------------

    def put(self, record: R) -> R:
        """Keep the new value of a record."""
        self.knowledge.foreseen.clear()
        return self.uow.put(record)

    def put_all(self, records: Iterable[Record]) -> None:
        """Keep the new values of many records."""
        self.knowledge.foreseen.clear()
        self.uow.put_all(in_free_places(self.uow, records))

    def id_for(self, kind: type[Record], given: str, otherwise: str = "") -> str:
        """Return the id of a new record: the one given, which must be free, or one made."""
        if not given:
            return otherwise or self.draw_id(kind)
        is_line = given.isprintable() and given == given.strip()
        if len(given) > LONGEST_ID or not is_line or "/" in given:
            refuse("bad_id", N_("“{id}” cannot be an id."), id=given)
        if self.uow.find(kind, given) is not None:
            refuse("id_taken", N_("The id {id} is taken."), id=given)
        return given

    def draw_id(self, kind: type[Record]) -> str:
        """Return a random id for a new record; done again, the one of the first time."""
        drawn = self.replay.next_id(kind.table) if self.replay is not None else ""
        return drawn or new_id()

    def as_found(self, record: R | None, table: str, id_: str) -> R | None:
        """Return a record as the command first found it, where it is carried out again."""
        if self.replay is None or not self.replay.has(table, id_):
            return record
        old = self.replay.old(table, id_)
        return cast("R", from_data(table, dict(old))) if old is not None else None

    def was_there(self, record: Record) -> bool:
        """Tell whether a command that changes all that it finds found this, when it was given."""
        return self.has_changed(record.table, record.id)

    def has_changed(self, table: str, id_: str) -> bool:
        """Tell whether a command changed a record when it was given; the first time it may."""
        first = self.replay
        return first is None or first.anew or first.has(table, id_)

    def as_made(self, kind: type[R], id_: str) -> R | None:
        """Return the record that the command made the first time, where it is carried out again."""
        if self.replay is None or not self.replay.has(kind.table, id_):
            return None
        return cast("R", from_data(kind.table, dict(self.replay.new(kind.table, id_))))

    def once_made(self, kind: type[R]) -> R | None:
        """Return what the command made of a kind the first time, where it is carried out again."""
        made = self.replay.one(kind.table) if self.replay is not None else None
        return cast("R", from_data(kind.table, dict(made))) if made is not None else None

    def as_decided(self, decision: SignOff) -> SignOff | None:
        """Return the decision that was made the first time, signature and all, if it is this one.

        When it was recorded may have moved behind somebody else's; all else must be the same. One
        that came in a packet was recorded by whom it names, not by who takes it in; one from
        outside the program is recorded anew, by who takes it in, who may say that its scan is owed.
        """
        kept = self.replay.made(decision) if self.replay is not None else None
        if kept is None:
            return None
        before = cast("SignOff", from_data(decision.table, dict(kept)))
        if self.made_by and decision.medium != "program":
            before = changed(before, recorded_at=decision.recorded_at,
                             recorded_by=decision.recorded_by,
                             scan_owed=decision.scan_owed)  # fmt: skip
        again = changed(decision, recorded_at=before.recorded_at, key_id=before.key_id,
                        signature=before.signature, row_version=before.row_version)  # fmt: skip
        if self.made_by and decision.medium == "program":
            again = changed(again, recorded_by=before.recorded_by)
        return before if again == before else None

    def had_decided(self, decision: SignOff) -> str:
        """Return what a decision named as decided the first time; "" where it was not made yet."""
        kept = self.replay.made(decision) if self.replay is not None else None
        return str(kept.get("decided", "")) if kept is not None else ""

    # --- finding what a command names --------------------------------------------------

    def get(self, kind: type[R], id_: str, what: str) -> R:
        """Return a record that must be there; `what` names it in the refusal."""
        found = self.uow.find(kind, id_)
        if found is None or found.deleted:
            refuse_missing(what, id_)
        return found

    def card(self, ref: str) -> Card:
        """Return the card with this code or id."""
        found = self.uow.find(Card, ref)
        if found is None or found.deleted:  # the id of a card taken back may be another's code
            found = card_of_code(self.uow, ref)
        if found is None or found.deleted:
            text = N_("There is no micro-credential “{ref}”.")
            gone = N_("The micro-credential that this is about is not here.")
            refuse("unknown_card", gone if is_id(ref) else text, ref=ref)
        return self.meant("card", ref, found)

    def meant(self, kind: str, ref: str, found: R) -> R:
        """Remember which record a command calls so."""
        self.named[kind, ref] = found.id
        return found

    def person(self, ref: str) -> Person:
        """Return the person with this id, login or name."""
        people = self.knowledge.persons
        if ref in people:
            return people[ref]
        found = namesakes.called(people.values(), ref)
        if len(found) > 1:
            raise Refused(namesakes.ambiguous(ref, found))
        if not found:
            refuse(
                "unknown_person",
                N_("“{ref}” is not in the directory. Add the person first."),
                ref=ref,
            )
        return self.meant("person", ref, people[found[0]])

    def known_person(self, ref: str) -> str:
        """Return the id of the one person with this id, login or name, or ""."""
        people = self.knowledge.persons
        found = namesakes.called(people.values(), ref)
        return found[0] if len(found) == 1 else ""

    def known_programme(self, ref: str) -> str:
        """Return the id of the one programme with this id, code or name, or ""."""
        found = self._programmes(ref)
        return found[0].id if len(found) == 1 else ""

    def programme(self, ref: str) -> Programme:
        """Return the programme with this id, code (its faculty's before it, too) or name."""
        found = self._programmes(ref)
        if not found:
            refuse("unknown_programme", N_("There is no study programme “{ref}”."), ref=ref)
        if len(found) > 1:
            text = N_("“{ref}” names {n} study programmes: name one with its faculty: {codes}.")
            codes = (namesakes.names_of(p, self.knowledge.faculties)[1] for p in found)
            refuse("ambiguous_programme", text, ref=ref, n=len(found), codes=", ".join(codes))
        return self.meant("programme", ref, found[0])

    def _programmes(self, ref: str) -> list[Programme]:
        """Return the programmes that are called so: "MAN", or "ECO-MAN" as windows show it."""
        known, faculties = self.knowledge.programmes, self.knowledge.faculties
        if ref in known:
            return [known[ref]]
        return [each for each in known.values() if ref in namesakes.names_of(each, faculties)]

    def faculty(self, ref: str) -> Faculty:
        """Return the faculty with this id or code."""
        known = self.knowledge.faculties
        found = known.get(ref) or next(
            (f for f in known.values() if ref and ref in (f.code, f.name_en, f.name_id)), None
        )
        if found is None:
            refuse("unknown_faculty", N_("There is no faculty “{ref}”."), ref=ref)
        return found

    def form(self, ref: str) -> tuple[Form, Card]:
        """Return a form by its id, or by CODE/KIND the card's present one, with its card.

        CODE/KIND:SHEET names an earlier sheet (`sheet_names.py`).
        """
        code, slash, kind = ref.rpartition("/")
        if slash:
            card = self.card(code)
            kind, mark, sheet = kind.partition(":")
            if not kind:
                refuse("not_open", N_("Name the form, too: {code}/F2."), code=card.code)
            if mark:
                return self.meant("form", ref, self._sheet(card, kind, sheet)), card
            present = self.knowledge.present_form(card, kind)
            if present is None:
                refuse("not_open", N_("{code} has no form {kind} yet."), code=card.code, kind=kind)
            return self.meant("form", ref, present), card
        form = self.get(Form, ref, "form")
        return form, self._card_at_work(form)

    def _card_at_work(self, form: Form) -> Card:
        """Return a form's card; of a letter whose own card has ended, another that it covers."""
        own = self.card(form.card_id)
        if own.status not in ENDED:
            return own
        others = (self.card(e.card_id) for e in self.uow.select(Assignment, form_id=form.id))
        going_on = (card for card in others if card.status not in ENDED)
        return min(going_on, key=lambda card: card.code, default=own)

    def _sheet(self, card: Card, kind: str, sheet: str) -> Form:
        definition = self.situation(card).definitions.get(kind)
        kept = [form for form in self.knowledge.forms_of(card) if form.kind == kind]
        found = (
            sheet_names.find_sheet(kept, definition.per, sheet, card.round) if definition else None
        )
        if found is None:
            refuse("no_sheet", N_("{code} has no sheet {sheet} of {kind}."),
                   code=card.code, kind=kind, sheet=sheet)  # fmt: skip
        return found

    def stage_id(self, ref: str, procedure: ProcedureDefinition) -> str:
        """Return the id of the stage with this id or number."""
        for stage in procedure.stages:
            if ref in (stage.id, str(stage.number)):
                return stage.id
        refuse("unknown_stage", N_("There is no stage “{ref}”."), ref=ref)

    def role(self, ref: str, procedure: ProcedureDefinition) -> str:
        """Return a role's id, refusing one that the procedure does not know."""
        if all(ref != role.id for role in procedure.roles):
            known = ", ".join(role.id for role in procedure.roles)
            text = N_("There is no role “{ref}”. The roles are: {names}.")
            named = {"ref": shortened(ref), "names": known}  # all of them: one is looked for
            raise Refused(Finding("unknown_role", text, named))
        return ref

    def a_day(self, text: str, *, default: str | None = None) -> str:
        """Return a date as ISO text, refusing one that does not exist."""
        if not text and default is not None:
            return default
        if as_date(text) is None:
            refuse(
                "no_date",
                N_("“{text}” is not a date that exists. Write YYYY-MM-DD."),
                text=text,
            )
        return text

    def situation(self, card: Card) -> Situation:
        foreseen = self.knowledge.foreseen.pop(card.id, None)
        if foreseen is not None and foreseen.card is card:
            return foreseen
        return self.knowledge.situation(card)

    @cached_property
    def procedure(self) -> ProcedureDefinition:
        """The procedure that new cards begin under."""
        digest, _forms = shelf.published(self.uow, self.today)
        return shelf.procedure_of(self.uow, digest)

    # --- rights ------------------------------------------------------------------------

    def demand(self, right: str, card: Card | None = None) -> None:
        """Refuse unless the actor holds a role with `right`, by office or on the card's team."""
        self.must_not(allowed.why_no_right(self.knowledge, self.procedure, self.actor, right, card))

    @staticmethod
    def must_not(why: Finding | None) -> None:
        """Refuse what `allowed` has a reason against."""
        if why is not None:
            raise Refused(why)

    def must_be_known(self) -> None:
        """Refuse somebody who is not in the directory."""
        self.must_not(allowed.why_unknown(self.knowledge, self.actor))

    def must_be_under_way(self, card: Card) -> None:
        """Refuse to change a card that is cancelled or complete."""
        self.must_not(allowed.not_under_way(card))

    def has_role(self, roles: Iterable[str], card: Card | None = None) -> bool:
        """Tell whether the actor holds one of `roles`, by office or on the card's team."""
        return allowed.has_role(self.knowledge, self.procedure, self.actor, roles, card)
