"""Queries: from records to the read models that screens, scripts and prints show."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import allowed, letters, namesakes, periods, shelf
from mcdesk.application.absences import absence_lines, away_of
from mcdesk.application.current_forms import in_order
from mcdesk.application.decisions import decision_lines
from mcdesk.application.facts import ESSENTIALS, has_essentials
from mcdesk.application.footer import with_versions
from mcdesk.application.history import history
from mcdesk.application.lines import (
    debt_lines,
    file_lines,
    form_line,
    scan_lines,
    team_lines,
)
from mcdesk.application.owed_scans import owing
from mcdesk.application.revised_from import revised_by, revision_of
from mcdesk.application.tiles import tile_of_situation
from mcdesk.application.views import (
    AbsenceLine,
    CardOutline,
    CardPage,
    FormLine,
    PersonLine,
    ProgrammeLine,
    SentBack,
    Way,
)
from mcdesk.application.work import card_of_code, refuse
from mcdesk.errors import that_block
from mcdesk.i18n import N_
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.essentials import essentials_of
from mcdesk.procedure.moves import check_move, fallen, way_to, ways
from mcdesk.procedure.records import (
    Card,
    Person,
    StoredFile,
    TeamMember,
)
from mcdesk.procedure.stage import Label
from mcdesk.procedure.standing import nearest, standing
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.errors import Finding
    from mcdesk.procedure.definition import Choice
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation

LAST_CHANGES = 8


def find_card(knowledge: Knowledge, ref: str) -> Card:
    """Return the card with this id or code; raises Refused for one that is not there."""
    reader = knowledge.reader
    found = reader.find(Card, ref)
    if found is None or found.deleted:  # the id of a card taken back may be another's code
        found = card_of_code(reader, ref)
    if found is None:
        refuse("unknown_card", N_("There is no micro-credential “{ref}”."), ref=ref)
    return found


def outline(knowledge: Knowledge, card: Card, actor: Actor, situation: Situation | None = None,
            ) -> CardOutline:  # fmt: skip
    """Return where a card stands and what it needs."""
    now = situation or knowledge.situation(card)
    stage = now.procedure.stage(card.stage)
    states = in_order(now.forms.values(), now)
    checked = () if card.status in ENDED else ways(now, actor)
    onward = nearest(now, checked)
    return CardOutline(
        tile=tile_of_situation(knowledge, now, standing(now)),
        stage=stage,
        number_of_stages=len(now.procedure.stages),
        ways=tuple(
            Way(
                id=way.transition.id,
                target=way.transition.target,
                kind=way.transition.kind,
                title=way.transition.title,
                findings=way.findings,
                met=way.met,
            )
            for way in checked
        ),
        is_usual_end=now.planned_by_timeline() is None,
        onward=onward.transition.id if onward is not None else "",
        forms=tuple(
            _form_line(knowledge, now, state, actor)
            for state in states
            if not state.form.superseded
        ),
        debts=debt_lines(knowledge, now.debts),
        changes=history(knowledge, card=card.id, limit=LAST_CHANGES),
        today=knowledge.today,
        sent_back=_sent_back(knowledge, now),
        scans=scan_lines(knowledge, owing(knowledge, now)),
        resume_on=card.resume_on if card.status == "on_hold" else "",
        away=away_of(knowledge, now),
        carried_from=periods.carried_from(periods.way_of_card(knowledge.reader, card)),
    )


def _form_line(
    knowledge: Knowledge, situation: Situation, state: FormState, actor: Actor
) -> FormLine:
    """Return a form of a card in a list, with why whoever works now cannot sign it."""
    why = allowed.why_not_sign(knowledge, actor, situation, state)
    return replace(form_line(situation, state), no_sign=why)


def _sent_back(knowledge: Knowledge, situation: Situation) -> SentBack | None:
    """Return why a card was sent back, while that stands."""
    card = situation.card
    if not card.back_from:
        return None
    stage = situation.procedure.stage(card.back_from)
    label = stage.name
    return SentBack(knowledge.name(card.back_by), card.back_on, label, card.back_reason)


def page(knowledge: Knowledge, card: Card, actor: Actor) -> CardPage:
    """Return the page of one micro-credential."""
    situation = knowledge.situation(card)
    definitions = shelf.definitions_of(knowledge.reader, card)
    forms = (f for f in knowledge.forms_of(card) if f.basis_id or not is_part(f))
    states = knowledge.states(forms, definitions)
    seen = [letters.seen_by(knowledge, card, situation.procedure, state) for state in states]
    return CardPage(
        outline=outline(knowledge, card, actor, situation),
        stages=situation.procedure.stages,
        team=team_lines(knowledge, situation),
        files=with_versions(
            knowledge,
            file_lines(knowledge, knowledge.reader.select(StoredFile, card_id=card.id)),
            card.id,
        ),
        history=history(knowledge, card=card.id),
        all_forms=tuple(
            _form_line(knowledge, situation, state, actor) for state in in_order(seen, situation)
        ),
        essentials=essentials_of(card.essentials),
        has_essentials=has_essentials(card),
        essential_choices=_essential_choices(situation),
        decisions=decision_lines(knowledge, situation, actor, seen),
        revision_of=revision_of(knowledge, card),
        revised_by=revised_by(knowledge, card),
        denied=_denied(knowledge, actor, card),
    )


def _denied(knowledge: Knowledge, actor: Actor, card: Card) -> dict[str, Finding]:
    """Return why somebody lacks rights on a card, by right."""
    procedure = allowed.procedure_of_today(knowledge)
    found = ((right, allowed.why_no_right(knowledge, procedure, actor, right, card))
             for right in procedure.rights)  # fmt: skip
    return {right: why for right, why in found if why is not None}


def _essential_choices(situation: Situation) -> dict[str, tuple[Choice, ...]]:
    """Return what the essentials may say where the proposal has a choice, by their names."""
    proposal = situation.definitions.get("F2")
    fields = proposal.fields if proposal is not None else {}
    found = {key: fields[path] for key, path in ESSENTIALS.items() if path in fields}
    return {key: entry.choices for key, entry in found.items() if entry.choices}


def targets(
    knowledge: Knowledge, cards: Sequence[Card], actor: Actor
) -> Mapping[str, tuple[Finding, ...]]:
    """Return for each stage why these cards may not be moved there; empty where they may."""
    found: dict[str, tuple[Finding, ...]] = {}
    for card in cards:
        situation = knowledge.foreseen[card.id] = knowledge.situation(card)
        for stage in situation.procedure.stages:
            _way, findings = check_move(situation, actor, stage.id, asks=True)
            blocking = tuple(that_block(findings))
            found[stage.id] = found.get(stage.id, ()) + blocking
    return found


def fallen_lines(knowledge: Knowledge, card: Card, stage: str) -> tuple[FormLine, ...]:
    """Return the forms whose sign-offs would fall if a card were sent to a stage."""
    situation = knowledge.situation(card)
    way = way_to(situation, stage)
    if way is None:
        return ()
    return tuple(form_line(situation, state) for state in fallen(situation, way))


def person_lines(knowledge: Knowledge) -> tuple[PersonLine, ...]:
    """Return everybody in the directory by name, with the roles held by office today."""
    roles: dict[str, list[str]] = {}
    for office in knowledge.offices:
        roles.setdefault(office.person_id, []).append(office.role)
    alike = Counter(p.name.casefold() for p in knowledge.persons.values())
    entries: dict[str, list[str]] = {}
    for each in namesakes.second(knowledge.reader, Person):
        entries.setdefault(each.same_as, []).append(each.id)
    return tuple(
        PersonLine(
            p.id,
            p.name,
            p.full_name,
            tuple(dict.fromkeys(roles.get(p.id, ()))),
            p.position,
            knowledge.away.get(p.id, ""),
            tuple(entries.get(p.id, ())),
            details_of(knowledge, p) if alike[p.name.casefold()] > 1 else (),
            alike[p.name.casefold()] > 1,
        )
        for p in sorted(knowledge.persons.values(), key=lambda entry: entry.name.casefold())
    )


def details_of(knowledge: Knowledge, person: Person) -> tuple[str, ...]:
    """Return what may tell a person from others of the same name: the best first."""
    programmes, faculties = knowledge.programmes, knowledge.faculties
    held = [office for office in knowledge.offices if office.person_id == person.id]
    units = [programmes[o.programme_id].code for o in held if o.programme_id in programmes]
    units += [faculties[o.faculty_id].code for o in held if o.faculty_id in faculties]
    teams = knowledge.reader.select(TeamMember, person_id=person.id)
    cards = [knowledge.reader.find(Card, id_) for id_ in dict.fromkeys(m.card_id for m in teams)]
    number = f"{person.number_kind} {person.number}".strip() if person.number else ""
    own = (person.position, person.login, person.email, number, ", ".join(dict.fromkeys(units)))
    codes = sorted(card.code for card in cards if card is not None and not card.deleted)
    return tuple(filter(None, (*own, *codes[:1])))


def own_absences(knowledge: Knowledge, actor: Actor) -> tuple[AbsenceLine, ...]:
    """Return the absences of who works here that are not over, the next first."""
    return tuple(absence_lines(knowledge).get(actor.person_id, ()))


def programme_lines(knowledge: Knowledge) -> tuple[ProgrammeLine, ...]:
    """Return the study programmes by faculty and name."""
    found = []
    for programme in knowledge.programmes.values():
        faculty = knowledge.faculties.get(programme.faculty_id)
        found.append(
            ProgrammeLine(
                id=programme.id,
                code=programme.code,
                name=Label(programme.name_en, programme.name_id or programme.name_en),
                faculty_id=programme.faculty_id,
                faculty_code=faculty.code if faculty else "",
                faculty=Label(faculty.name_en, faculty.name_id or faculty.name_en)
                if faculty
                else Label("", ""),
            )
        )
    return tuple(sorted(found, key=lambda entry: (entry.faculty.en, entry.name.en)))
