"""A letter covers several cards (R1), and each card looks for its own lead and its own Head.

A decision over a letter counts for the card that it was given for, and for every other covered
card whose lead, or whose Head, the decider was on that day (decisions.md, 16).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.lines import signature_lines
from mcdesk.procedure.content import as_date
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import Assignment, Card, SignOff, TeamMember
from mcdesk.procedure.status import UNDER_WAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from mcdesk.application.journal import Effect
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import SignatureLine
    from mcdesk.procedure.form_state import FormState, Status
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.records import Form, StoredFile
    from mcdesk.procedure.situation import Situation

LETTER, CANCELLED = "letter", "cancelled"


def covered(knowledge: Knowledge, form: Form) -> tuple[Card, ...]:
    """Return the cards that a letter covers, by code."""
    ids = [entry.card_id for entry in knowledge.reader.select(Assignment, form_id=form.id)]
    cards = knowledge.reader.select(Card, id=ids) if ids else ()
    return tuple(sorted(cards, key=lambda card: card.code))


def under_way(knowledge: Knowledge, state: FormState) -> tuple[str, ...]:
    """Return the codes of the cards under way that a letter covers; none of another form."""
    cards = covered(knowledge, state.form) if state.definition.subject == LETTER else ()
    return tuple(card.code for card in cards if card.status in UNDER_WAY)


def concerns(reader: Reader, form: Form, card_id: str) -> bool:
    """Tell whether a form is a card's own, or a letter that covers it (`hub.concerns`)."""
    found = reader.find(Assignment, natural_id("assignment", form.id, card_id))
    return form.card_id == card_id or (found is not None and not found.deleted)


def is_evidence(reader: Reader, file: StoredFile, form: Form, card_id: str) -> bool:
    """Tell whether a file can show what was decided over a form for a card (`hub.is_evidence`).

    It is the card's, or another's that the same letter covers.
    """
    return file.card_id == card_id or concerns(reader, form, file.card_id)


def misplaced(
    reader: Reader, forms: Iterable[Form], signed: Mapping[str, Iterable[SignOff]]
) -> frozenset[str]:
    """Return the decisions over forms that name a card which is neither theirs nor ever covered.

    Who holds a role was asked for that card, so over this form it decides nothing.
    """
    return frozenset(
        entry.id
        for form in forms
        for entry in signed.get(form.id, ())
        if entry.card_id != form.card_id
        and reader.find(Assignment, natural_id("assignment", form.id, entry.card_id)) is None
    )


def holds(
    knowledge: Knowledge,
    card: Card,
    scope: str,
    person_id: str,
    role: str,
    day: date,
    *,
    last_day: bool = False,
) -> bool:
    """Tell whether a person decides over a letter for a card: its lead, or an office for it.

    With `last_day` also who handed over on that very day, and may have decided before.
    """
    if scope != "card":
        faculty = knowledge.faculty_of(card.programme_id)
        return knowledge.actor(person_id, day).holds(role, faculty, card.programme_id)
    team = knowledge.reader.select(TeamMember, card_id=card.id, role=role)
    held = tuple(_on(team, day, last_day=last_day))
    leads = [member for member in held if member.lead]
    return any(member.person_id == knowledge.same(person_id) for member in leads or held)


def _on(team: Iterable[TeamMember], day: date, *, last_day: bool) -> Iterator[TeamMember]:
    text = day.isoformat()
    for member in team:
        if member.is_on(text) or (last_day and member.until == text):
            yield member


def seen_by(
    knowledge: Knowledge, card: Card, procedure: ProcedureDefinition, state: FormState
) -> FormState:
    """Return a form as a card sees it: a letter with the decisions that count for this card."""
    if state.definition.subject != LETTER or not state.sign_offs:
        return state
    scopes = {role.id: role.scope for role in procedure.roles}

    def counts(entry: SignOff) -> bool:
        if entry.card_id == card.id:
            return True
        holder = entry.on_behalf_of or entry.person_id
        day = as_date(entry.decided_on) or knowledge.today
        scope = scopes.get(entry.role, "card")
        asked = (knowledge, card, scope, holder, entry.role, day)
        return holds(*asked) or holds(*asked, last_day=True)

    return replace(state, sign_offs=tuple(filter(counts, state.sign_offs)))


def each_card(
    knowledge: Knowledge, situation: Situation, form: Form
) -> Iterator[tuple[Situation, FormState]]:
    """Yield the covered cards with the letter as each sees it; the one given first.

    A cancelled card asks for nothing any more and is left out, unless all of them are cancelled.
    """
    cards = covered(knowledge, form)
    kept = tuple(card for card in cards if card.status != CANCELLED) or cards
    yield from _as_seen(knowledge, situation, form, kept)


def _as_seen(
    knowledge: Knowledge, situation: Situation, form: Form, cards: Iterable[Card]
) -> Iterator[tuple[Situation, FormState]]:
    for card in sorted(cards, key=lambda entry: entry.id != situation.card.id):
        own = situation if card.id == situation.card.id else knowledge.situation(card)
        state = own.forms.get(form.kind)
        if state is not None and state.form.id == form.id:
            yield own, state


def lines(
    knowledge: Knowledge, situation: Situation, state: FormState
) -> tuple[SignatureLine, ...]:
    """Return the signature block of a form; of a letter one line for each lead and each Head.

    Of a cancelled card only what was signed while it was under way is left.
    """
    if state.definition.subject != LETTER:
        return signature_lines(knowledge, situation, state)
    found: dict[tuple[int, str, str], SignatureLine] = {}
    cards = {own.card.id for own, _seen in each_card(knowledge, situation, state.form)}
    for own, seen in _as_seen(knowledge, situation, state.form, covered(knowledge, state.form)):
        as_printed = replace(seen, definition=state.definition, revision=state.revision,
                             load=state.load, signers=state.signers)  # fmt: skip
        for line in signature_lines(knowledge, own, as_printed):
            if own.card.id not in cards and not line.sign_off_id:
                continue
            key = (line.step, line.role, line.sign_off_id or line.person_id)
            codes = found[key].cards if key in found else ()
            found[key] = replace(line, cards=(*codes, own.card.code))
    if not cards:
        return signature_lines(knowledge, situation, state)
    named = {code for line in found.values() for code in line.cards}
    return tuple(
        replace(line, cards=()) if len(line.cards) == len(named) else line
        for _key, line in sorted(found.items(), key=lambda entry: entry[0][0])
    )


def status(knowledge: Knowledge, situation: Situation, state: FormState) -> Status:
    """Return where a form stands; a letter is signed when it is for every card under way."""
    is_counted = situation.card.status != CANCELLED
    if state.definition.subject != LETTER or (is_counted and state.status != "signed"):
        return state.status
    found = [seen.status for _own, seen in each_card(knowledge, situation, state.form)]
    return next(
        (entry for entry in found if entry != "signed"), "signed" if found else state.status
    )


def under_decisions(uow: Reader, effects: Iterable[Effect]) -> set[str]:
    """Return the cards of letters that people decided whose offices changed."""
    offices = [effect for effect in effects if effect.table == "office"]
    people = {str(data["person_id"]) for each in offices for data in (each.old, each.new) if data}
    decided = uow.select(SignOff, person_id=sorted(people))
    decided += uow.select(SignOff, on_behalf_of=sorted(people))
    forms = sorted({entry.form_id for entry in decided})
    return {entry.card_id for entry in uow.select(Assignment, form_id=forms)} if forms else set()
