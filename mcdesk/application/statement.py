"""A lecturer's confirmed contributions over a semester, from every micro-credential."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import namesakes, numbers, queries, sheets, shelf
from mcdesk.application.logo import house_of, logo_of
from mcdesk.application.revised_from import signed_before
from mcdesk.application.views import CatalogueCopy, Contribution, Statement
from mcdesk.application.work import refuse
from mcdesk.errors import Refused
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import json_text, text_digest
from mcdesk.procedure.period import semester_of
from mcdesk.procedure.records import Card, Form, Person
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState

CONFIRMATION, PROPOSAL, OPENING = "F8", "F2", "R13"


def statement(knowledge: Knowledge, ref: str, since: date, until: date) -> Statement:
    """Return what a person contributed by what was confirmed from one day to another.

    Raises:
        Refused: Nobody is called so.
    """
    person = _person(knowledge, ref)
    signer = ctl_signer(knowledge)
    semester = semester_of(since, until)
    lines = tuple(sorted(_lines(knowledge, person, since, until), key=lambda e: (
        e.confirmed_on, e.code, e.role)))  # fmt: skip
    digest = _digest(lines)
    days = since.isoformat(), until.isoformat()
    document, provisional = numbers.of_statement(knowledge.reader, person.id, *days, digest)
    return Statement(
        person_id=person.id,
        person=person.full_name,
        position=person.position,
        number=f"{person.number_kind} {person.number}".strip(),
        since=since,
        until=until,
        as_of=knowledge.today,
        workspace=house_of(knowledge),
        sample=bool(knowledge.stored_settings.get("sample")),
        signer=signer.full_name if signer else "",
        signer_position=signer.position if signer else "",
        signer_number=f"{signer.number_kind} {signer.number}".strip() if signer else "",
        lines=lines,
        semester=semester.name if semester is not None else None,
        logo=logo_of(knowledge),
        digest=digest,
        document=document,
        is_provisional=provisional,
    )


def _digest(lines: Sequence[Contribution]) -> str:
    """Return the digest of what is stated, so that the same statement has the same number."""
    told = [[line.code, line.title.en, line.title.id, line.role, line.parts,
             "" if line.hours is None else str(line.hours), line.confirmed_on, line.number]
            for line in lines]  # fmt: skip
    return text_digest(json_text(told))


def _person(knowledge: Knowledge, ref: str) -> Person:
    second = knowledge.person(ref)
    if second is not None:
        return second
    found = namesakes.called(knowledge.persons.values(), ref)
    if len(found) > 1:
        raise Refused(namesakes.ambiguous(ref, found))
    if found:
        return knowledge.persons[found[0]]
    refuse("unknown_person", N_("“{ref}” is not in the directory."), ref=ref)


def ctl_signer(knowledge: Knowledge) -> Person | None:
    """Return who signs for CTL: its lead, else a coordinator; None where that is not one alone."""
    for role in ("ctl_lead", "ctl"):
        held = {office.person_id for office in knowledge.offices if office.role == role}
        if len(held) == 1:
            return knowledge.persons.get(held.pop())
    return None


def _lines(
    knowledge: Knowledge, person: Person, since: date, until: date
) -> Iterator[Contribution]:
    confirmations = knowledge.reader.select(Form, kind=CONFIRMATION)
    for form in confirmations:
        if form.superseded or form.deleted or not form.basis_id:
            continue
        card = knowledge.reader.find(Card, form.card_id)
        if card is None or card.deleted:
            continue
        definitions = shelf.definitions_of(knowledge.reader, card)
        (state,) = knowledge.states((form,), definitions)
        if state.is_valid and since.isoformat() <= _confirmed_on(state) <= until.isoformat():
            yield from _of_card(knowledge, state, card, person)


def _confirmed_on(state: FormState) -> str:
    """Return the day on which the last of the makers confirmed."""
    return max((entry.decided_on for entry in state.decided.values()), default="")


def _of_card(
    knowledge: Knowledge, state: FormState, card: Card, person: Person
) -> Iterator[Contribution]:
    """Yield what a person confirmed, also what names a second entry of theirs (decisions.md, 25).

    What was signed names it for ever; which entry that stands for the directory tells.
    """
    assert state.revision is not None
    content = content_from_text(state.revision.content)
    for row in content.table("k8"):
        if knowledge.same(row.text("person")) == person.id:
            yield Contribution(
                code=card.code,
                title=Label(card.title_en, card.title_id or card.title_en),
                role=row.text("role"),
                parts=row.text("parts"),
                hours=row.number("hours"),
                confirmed_on=_confirmed_on(state),
                number=state.revision.number,
            )


def catalogue(knowledge: Knowledge, card: Card) -> CatalogueCopy:
    """Return what the catalogue says of a card; frozen where that is approved, else a draft.

    Where a revision left the proposal as it began, that of the micro-credential that it revises
    stands.

    Raises:
        Refused: The card has no proposal yet.
    """
    forms = knowledge.situation(card).forms
    proposal, opening = forms.get(PROPOSAL), forms.get(OPENING)
    if proposal is None or proposal.status in ("empty", "external", "before", "missing"):
        refuse("no_proposal", N_("{code} has no proposal in MC Desk yet; the catalogue sheet "
                                 "is made from it."), code=card.code)  # fmt: skip
    proposal = signed_before(knowledge, card, PROPOSAL) or proposal
    is_approved = proposal.status == "signed"
    kind: sheets.Kind = "frozen" if is_approved else "draft"
    sheet = sheets.sheet(knowledge, proposal.form.id, kind)
    return CatalogueCopy(
        proposal=replace(sheet, header=replace(sheet.header, code=card.code)),
        opening=sheets.sheet(knowledge, opening.form.id, "draft") if opening is not None else None,
        is_approved=is_approved,
        logo=logo_of(knowledge),
        house=house_of(knowledge),
    )


def catalogue_of(knowledge: Knowledge, ref: str) -> CatalogueCopy:
    """Return the catalogue copy of the card with this id or code."""
    return catalogue(knowledge, queries.find_card(knowledge, ref))
