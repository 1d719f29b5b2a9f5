"""Commands about micro-credentials and ideas: noting, creating, changing, revising."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mcdesk.application import numbers, shelf
from mcdesk.application.based import COLUMNS
from mcdesk.application.facts import has_essentials
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.called import called
from mcdesk.application.handlers.essentials import check_essentials
from mcdesk.application.handlers.over_base import over_base
from mcdesk.application.handlers.resting import given_reason, must_be
from mcdesk.application.handlers.writing import plain
from mcdesk.application.revised_from import beginning
from mcdesk.application.work import Work, must_be_meant, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text, in_one_line, json_text
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.opening import open_form
from mcdesk.procedure.records import (
    Card,
    Idea,
    Programme,
    Record,
    TeamMember,
    changed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.canonical import Json


TITLES = ("title_en", "title_id", "short_title")


@handles(do.NoteIdea)
def note_idea(command: do.NoteIdea, work: Work) -> None:
    """Note an idea before stage 1."""
    work.must_be_known()
    if not in_one_line(command.title):
        refuse("no_title", N_("An idea needs a title."))
    title, from_whom = called(command.title, command.from_whom)
    programme = work.programme(command.programme).id if command.programme else ""
    work.put(
        Idea(
            id=work.id_for(Idea, command.id),
            title=title,
            from_whom=from_whom,
            note=clean_text(command.note),
            received_on=work.day,
            programme_id=programme,
        )
    )


@handles(do.PutIdeaAway)
def put_idea_away(command: do.PutIdeaAway, work: Work) -> None:
    """Put an idea away."""
    idea = _open_idea(work, command.idea)
    note = command.note or idea.note
    work.put(changed(idea, state="away", note=note))


def _open_idea(work: Work, ref: str) -> Idea:
    """Return an idea, refusing one that has become a card or was put away."""
    idea = work.get(Idea, ref, "idea")
    if idea.state != "open":
        text = (
            N_("The idea “{title}” has become a micro-credential already.")
            if idea.state == "adopted"
            else N_("The idea “{title}” was put away.")
        )
        refuse("idea_closed", text, title=idea.title)
    return idea


def new_card(
    work: Work, command: do.CreateCard | do.TakeOverCard | do.StartRevision, programme: Programme
) -> Card:
    """Return a card at stage 1 under the definitions of today, with its code."""
    procedure_id, forms = shelf.published(work.uow, work.today)
    return Card(
        id=work.id_for(Card, command.id),
        code=_code_of(work, command.code, programme),
        title_en="",
        programme_id=programme.id,
        stage=work.procedure.stages[0].id,
        stage_since=work.day,
        procedure_id=procedure_id,
        definitions=json_text(dict(forms)),
        created_on=work.day,
    )


def _code_of(work: Work, typed: str, programme: Programme) -> str:
    """Return the code typed by hand, or the next of the programme and year (decisions.md, 21)."""
    if typed:
        code = typed.strip().upper()
        if not code or "/" in code or not code.isprintable() or " " in code or len(code) > 40:
            refuse("bad_code", N_("“{code}” cannot be a code: no spaces or slashes."), code=typed)
        if work.uow.select(Card, code=code):
            refuse("code_taken", N_("The code {code} is taken."), code=code)
        return code
    faculty = work.knowledge.faculties.get(programme.faculty_id)
    series = numbers.of_codes(faculty, programme, work.today)
    while True:
        code = f"{series}{numbers.draw(work, series):02d}"
        if not work.uow.select(Card, code=code):
            return code


def check_title(work: Work, title_en: str, *others: str) -> None:
    """Refuse an empty or endless title; one that exists is only named (decisions.md, 21)."""
    called(title_en, *others)
    if not in_one_line(title_en):
        refuse("no_title", N_("A micro-credential needs an English title."))
    for other in work.uow.select(Card, title_en=in_one_line(title_en)):
        work.note["same_title"] = other.code


def first_member(work: Work, card: Card, role: str, person: str, since: str) -> Iterator[Record]:
    """Yield the team's entry of a person named with a new card; the lecturer leads."""
    if person:
        member = work.person(person)
        yield TeamMember(
            id=natural_id("team", card.id, role, member.id, since),
            card_id=card.id,
            person_id=member.id,
            role=role,
            since=since,
            lead=role == "sme",
        )


@handles(do.CreateCard)
def create_card(command: do.CreateCard, work: Work) -> None:
    """Start a micro-credential at stage 1 and open its assignment."""
    check_title(work, command.title_en, command.title_id, command.short_title)
    card = changed(
        new_card(work, command, work.programme(command.programme)),
        title_en=in_one_line(command.title_en),
        title_id=in_one_line(command.title_id),
        short_title=in_one_line(command.short_title),
    )
    work.put(card)
    work.put_all(first_member(work, card, "sme", command.lead, work.day))
    work.put_all(first_member(work, card, "id", command.designer, work.day))
    if command.idea:
        idea = _open_idea(work, command.idea)
        work.put(changed(idea, state="adopted", card_id=card.id))
    open_stage(work, card)


def open_stage(work: Work, card: Card) -> None:
    """Open the forms of the stage that a card enters."""
    situation = work.situation(card)
    for kind in situation.procedure.stage(card.stage).forms:
        work.put_all(open_form(situation.definitions[kind], card, situation))


@handles(do.ChangeCard)
def change_card(command: do.ChangeCard, work: Work) -> None:
    """Change what was given; what others changed since it was on screen is merged, or refused."""
    card = work.card(command.card)
    work.must_be_under_way(card)
    called(*(text for name in TITLES if (text := getattr(command, name))))
    given: dict[str, Json] = {
        name: in_one_line(text) for name in TITLES if (text := getattr(command, name)) is not None
    }
    if command.programme is not None:
        given["programme"] = work.programme(command.programme).id
    if command.opening is not None:
        given["opening"] = opening = work.a_day(command.opening, default="")
        must_be_meant(opening)
    given |= _essentials_given(command, card, work)
    found = over_base(work, card, given, command.base)
    if command.title_en is not None:
        check_title(work, str(found["title_en"]))
    kept = {key: found.pop(key) for key in command.essentials}
    new: dict[str, object] = {COLUMNS.get(key, key): value for key, value in found.items()}
    if kept:
        known = {**json.loads(card.essentials), **kept}
        known = {key: value for key, value in known.items() if value is not None}
        new["essentials"] = json_text(known)
    work.put(changed(card, **new))


def _essentials_given(command: do.ChangeCard, card: Card, work: Work) -> dict[str, Json]:
    """Return the essentials that are given, refusing what has none or could not be proposed."""
    if not command.essentials:
        return {}
    if not has_essentials(card):
        text = N_("{code} was not taken over: what is known of it stands in its forms, and is "
                  "changed there.")  # fmt: skip
        refuse("not_taken_over", text, code=card.code)
    forms: dict[str, str] = json.loads(card.definitions)
    told = {key: new for key, new in command.essentials.items() if new is not None}
    check_essentials(work, forms, told)
    return {key: plain(value) for key, value in command.essentials.items()}


@handles(do.StartRevision)
def start_revision(command: do.StartRevision, work: Work) -> None:
    """Start a new card linked to a completed one, with its forms as a beginning."""
    old = work.card(command.card)
    must_be(old, *command.states)
    stage = work.stage_id(command.stage, work.procedure)
    programme = work.programme(old.programme_id)
    given_reason(command.reason)
    card = changed(
        new_card(work, command, programme),
        title_en=old.title_en,
        title_id=old.title_id,
        short_title=old.short_title,
        stage=stage,
        origin="revision",
        entered_at=stage,
        revision_of=old.id,
        essentials=old.essentials,
    )
    work.put(card)
    for member in work.situation(old).team:
        if not member.until:
            work.put(
                changed(
                    member,
                    id=natural_id("team", card.id, member.role, member.person_id, work.day),
                    card_id=card.id,
                    since=work.day,
                    row_version=0,
                )
            )
    _carry_forms(work, old, card)


def _carry_forms(work: Work, old: Card, card: Card) -> None:
    """Open the forms up to the stage with what a revision begins with.

    Nothing of its meetings, re-examinations and builds, and of what assessors said of it.
    """
    before, now = work.situation(old), work.situation(card)
    here = now.procedure.stage(card.stage)
    for stage in now.procedure.stages:
        if stage.number > here.number:
            break
        for kind in stage.forms:
            begun = beginning(kind, before, now)
            work.put_all(open_form(now.definitions[kind], card, now, revised=begun))
