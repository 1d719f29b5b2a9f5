"""What somebody may do with a card and its forms: why not, or None.

Commands ask it when they are carried out, and what is shown asks it beforehand: one rule for both.
Rights are those of the day, whatever the card began under.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import dividing, letters, shelf
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.records import TeamMember
from mcdesk.procedure.secretary import SECRETARY, never_for_another
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED, WHY_IT_STAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.records import Card, Form, Person
    from mcdesk.procedure.situation import Actor, Situation


def procedure_of_today(knowledge: Knowledge) -> ProcedureDefinition:
    """Return the procedure whose rights hold today, which new cards begin under."""
    digest, _forms = shelf.published(knowledge.reader, knowledge.today)
    return shelf.procedure_of(knowledge.reader, digest)


def has_role(
    knowledge: Knowledge,
    procedure: ProcedureDefinition,
    actor: Actor,
    roles: Iterable[str],
    card: Card | None,
) -> bool:
    """Tell whether somebody holds one of `roles`, by office or on the card's team."""
    wanted = tuple(roles)
    if card is None:
        return any(role in actor.roles for role in wanted)
    by_team = {role.id for role in procedure.roles if role.scope == "card"}
    offices = [role for role in wanted if role not in by_team]
    faculty = knowledge.faculty_of(card.programme_id)
    if any(actor.holds(role, faculty, card.programme_id) for role in offices):
        return True
    return any(
        member.role in wanted and member.role in by_team
        for member in knowledge.reader.select(TeamMember, card_id=card.id)
        if member.person_id == actor.person_id and member.is_on(knowledge.today.isoformat())
    )


def why_no_right(
    knowledge: Knowledge,
    procedure: ProcedureDefinition,
    actor: Actor,
    right: str,
    card: Card | None = None,
) -> Finding | None:
    """Return why somebody lacks a right, which offices and roles on the card's team give."""
    roles = procedure.rights.get(right, ())
    if has_role(knowledge, procedure, actor, roles, card):
        return None
    names = _of_card(procedure, roles) if card else _listed(procedure, roles)
    team = _listed(procedure, _of_team(procedure, roles)) if card else Label("", "")
    given = {
        "person": actor.name or "–", "code": card.code if card else "", "roles": names, "team": team
    }  # fmt: skip
    if card is None:
        return Finding("no_right", N_("{person} may not do this; it takes: {roles}."), given)
    text = N_("{person} may not do this on {code}; it takes: {roles}.")
    return Finding("no_right", text, given)


HELD: Mapping[str, Label] = {
    "faculty": Label("{role} (of its faculty)", "{role} (fakultasnya)"),
    "programme": Label("{role} (of its programme)", "{role} (program studinya)"),
}
"""How an office of one faculty or programme is said: that of another does not count."""
TEAM = Label("on its team: {roles}", "di timnya: {roles}")


def _listed(procedure: ProcedureDefinition, roles: Iterable[str]) -> Label:
    labels = [procedure.role(role).label for role in roles]
    return Label(", ".join(each.en for each in labels), ", ".join(each.id for each in labels))


def _of_team(procedure: ProcedureDefinition, roles: Iterable[str]) -> list[str]:
    return [role for role in roles if procedure.role(role).scope == "card"]


def _of_card(procedure: ProcedureDefinition, roles: Iterable[str]) -> Label:
    """Return roles as they count for one card: offices of its faculty, and who is on its team."""
    found, team = [procedure.role(role) for role in roles], _of_team(procedure, roles)
    plain = Label("{role}", "{role}")
    said = [
        Label(way.en.format(role=role.label.en), way.id.format(role=role.label.id))
        for role in found if role.scope != "card"
        for way in (HELD.get(role.scope, plain),)
    ]  # fmt: skip
    if team:
        names = _listed(procedure, team)
        said.append(Label(TEAM.en.format(roles=names.en), TEAM.id.format(roles=names.id)))
    return Label("; ".join(each.en for each in said), "; ".join(each.id for each in said))


def why_unknown(knowledge: Knowledge, actor: Actor) -> Finding | None:
    """Return that nobody of the directory works now."""
    if actor.person_id in knowledge.persons:
        return None
    return Finding("unknown_person", N_("Say first who works now: nobody is chosen."))


def not_under_way(card: Card) -> Finding | None:
    """Return why nothing of a card can be changed any more; None while it is under way."""
    if card.status not in ENDED:
        return None
    return Finding(card.status, WHY_IT_STAYS[card.status], {"code": card.code})


def why_out_of_reach(situation: Situation, form: Form) -> Finding | None:
    """Return why nothing is done with a form any more: another has taken its place."""
    if situation.of_form(form.id) is not None:
        return None
    if is_part(form) and situation.of_form(whole_id(form)) is not None:
        text = N_("{form} is signed as a whole now, not module by module.")
        return Finding("as_a_whole", text, {"form": form.kind})
    return Finding("old_sheet", N_("This sheet belongs to an earlier round and can only be read."))


def why_not_fill(
    knowledge: Knowledge,
    procedure: ProcedureDefinition,
    actor: Actor,
    situation: Situation,
    form: Form,
) -> Finding | None:
    """Return why somebody may neither freeze a form nor open it for changes."""
    card = situation.card
    return (
        why_out_of_reach(situation, form)
        or why_no_right(knowledge, procedure, actor, "fill", card)
        or not_under_way(card)
    )


def why_not_write(
    knowledge: Knowledge, procedure: ProcedureDefinition, actor: Actor, card: Card
) -> Finding | None:
    """Return why somebody may write nowhere in a card's forms, not even what stays open.

    What lives in the forms of a completed card can still be written (decisions.md, 17).
    """
    denied = why_no_right(knowledge, procedure, actor, "fill", card)
    return denied or (not_under_way(card) if card.status == "cancelled" else None)


def open_paths(
    knowledge: Knowledge,
    procedure: ProcedureDefinition,
    actor: Actor,
    card: Card,
    state: FormState,
) -> tuple[str, ...]:
    """Return the fields that somebody may still supply although the form is frozen (0002).

    None of them lives: once the card is complete they are shut with it.
    """
    if not_under_way(card) is not None:
        return ()
    return dividing.open_paths(
        state, lambda roles: has_role(knowledge, procedure, actor, roles, card)
    )


def why_not_sign(
    knowledge: Knowledge, actor: Actor, situation: Situation, state: FormState
) -> Finding | None:
    """Return why somebody can neither sign a form nor record anybody's decision over it.

    Whoever is in the directory can sign for another by a letter (decisions.md, 15). A letter over
    several cards is signed as long as one of them is under way.
    """
    reach = (
        why_out_of_reach(situation, state.form)
        or why_unknown(knowledge, actor)
        or _why_no_secretary(knowledge, actor, situation, state)
        or (state.wrong_figures if state.status == "wrong" else None)
    )
    if reach is not None:
        return reach
    ended = not_under_way(situation.card)
    if ended is not None and state.definition.subject == letters.LETTER:
        cards = letters.each_card(knowledge, situation, state.form)
        if any(not_under_way(each.card) is None for each, _state in cards):
            return None
    return ended


def _why_no_secretary(
    knowledge: Knowledge, actor: Actor, situation: Situation, state: FormState
) -> Finding | None:
    """Return why a Dean's secretary has nothing to sign or record here.

    She records her Dean's decisions, and decides what another role of hers decides; for somebody
    else she decides nothing, also not by a letter (docs/decisions/0022).
    """
    if SECRETARY not in actor.roles:
        return None
    procedure, asks = procedure_of_today(knowledge), {signer.role for signer in state.signers}
    is_letter = state.definition.subject == letters.LETTER
    cards = letters.each_card(knowledge, situation, state.form) if is_letter else ()
    for each in (situation, *(seen for seen, _state in cards)):
        if any(why_by_letter(knowledge, procedure, actor, each, role, of_letter=is_letter) is None
               for role in asks):  # fmt: skip
            return None
    return why_not_record(
        knowledge, procedure, actor, situation.card, "dean" if "dean" in asks else ""
    )


def why_never_for_another(knowledge: Knowledge, person: Person, day: date) -> Finding | None:
    """Return that a Dean's secretary decides for nobody (decisions.md, 14; docs/decisions/0022)."""
    is_hers = SECRETARY in knowledge.actor(person.id, day).roles
    return never_for_another(person.name) if is_hers else None


def why_no_deputy(
    knowledge: Knowledge, procedure: ProcedureDefinition, person: Person, day: date
) -> Finding | None:
    """Return that somebody is not known by a role that lets them act for another by a letter.

    Who reads only could name any letter: an office of whatever faculty, or a place in whatever
    team, says that the university knows them as more (decisions.md, 14 and 15; 0022).
    """
    on, wanted = day.isoformat(), procedure.deputies
    held = set(knowledge.actor(person.id, day).roles)
    held |= {member.role for member in knowledge.reader.select(TeamMember, person_id=person.id)
             if member.is_on(on)}  # fmt: skip
    if held & set(wanted):
        return None
    text = N_("{name} holds no office and no place in a team by which somebody acts for another "
              "in the program: CTL appoints {name} in the directory first, or records the "
              "decision from paper. It takes one of: {roles}.")  # fmt: skip
    return Finding("no_deputy", text, {"name": person.name, "roles": _listed(procedure, wanted)})


def why_not_record(
    knowledge: Knowledge, procedure: ProcedureDefinition, actor: Actor, card: Card, role: str
) -> Finding | None:
    """Return why somebody may not record a decision; a secretary only records her Dean's."""
    denied = why_no_right(knowledge, procedure, actor, "record", card)
    if denied is not None:
        return denied
    others = [each for each in procedure.rights.get("record", ()) if each != SECRETARY]
    if role != "dean" and not has_role(knowledge, procedure, actor, others, card):
        return Finding("deans_only", N_("A secretary records the decisions of her Dean only."))
    return None


def scope_of(situation: Situation, role: str) -> str:
    """Return how a role is held; an unknown one counts as one of the team."""
    return next((r.scope for r in situation.procedure.roles if r.id == role), "card")


def holds_role(
    knowledge: Knowledge, situation: Situation, person_id: str, role: str, day: date
) -> bool:
    """Tell whether a person held a role for a card on a day, by office or on its team."""
    if scope_of(situation, role) != "card":
        actor = knowledge.actor(person_id, day)
        return actor.holds(role, situation.faculty_id, situation.card.programme_id)
    return any(member.person_id == person_id for member in situation.members(role, day))


def why_not_in_role(
    knowledge: Knowledge, situation: Situation, person: Person, role: str, day: date
) -> Finding | None:
    """Return that a person did not hold a role for a card on a day."""
    if holds_role(knowledge, situation, person.id, role, day):
        return None
    is_now, is_team = day == knowledge.today, scope_of(situation, role) == "card"
    if is_team:
        text = (
            N_("{name} does not hold the role {role} for {code}: put {name} on its team first "
               "(tab Team of its page).")
            if is_now
            else N_("{name} did not hold the role {role} for {code} on {on}: on its team (tab Team "
                    "of its page) the duty is to begin by that day.")
        )  # fmt: skip
    else:
        text = (
            N_("{name} does not hold the role {role} for {code}: appoint {name} to the office "
               "first (Directory).")
            if is_now
            else N_("{name} did not hold the role {role} for {code} on {on}: the office "
                    "(Directory) is to begin by that day.")
        )  # fmt: skip
    given = {"name": person.name, "role": situation.role_label(role), "code": situation.card.code,
             "on": day.isoformat()}  # fmt: skip
    return Finding("not_in_role", text, given)


def why_not_lead(
    knowledge: Knowledge, situation: Situation, person: Person, role: str, day: date
) -> Finding | None:
    """Return that a member of a team does not accept a letter in the place of its lead (0007)."""
    card, scope = situation.card, scope_of(situation, role)
    if not holds_role(knowledge, situation, person.id, role, day):
        return None
    if letters.holds(knowledge, card, scope, person.id, role, day):
        return None
    text = N_("{name} does not lead {code}: the lead accepts the assignment.")
    return Finding("not_lead", text, {"name": person.name, "code": card.code})


def why_by_letter(
    knowledge: Knowledge,
    procedure: ProcedureDefinition,
    actor: Actor,
    situation: Situation,
    role: str,
    *,
    of_letter: bool = False,
) -> Finding | None:
    """Return why somebody can decide in a role only for another, by a letter.

    They do not hold it, and may not record the decision of whoever does; or it is over a letter of
    assignment (`of_letter`), and they do not lead. A Dean's secretary does not decide by a letter
    either, and is told so.
    """
    person = knowledge.persons.get(actor.person_id)
    if person is None or not why_not_record(knowledge, procedure, actor, situation.card, role):
        return None
    found = why_not_in_role(knowledge, situation, person, role, knowledge.today)
    if of_letter:
        found = found or why_not_lead(knowledge, situation, person, role, knowledge.today)
    return found and (why_never_for_another(knowledge, person, knowledge.today) or found)
