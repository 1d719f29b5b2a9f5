"""Who fills in what an assessor says: the assessor of the sheet, or CTL (domain.md, F9).

Whoever makes a micro-credential judges none of it, so that the right to fill forms is not enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.allowed import has_role, procedure_of_today, why_no_right
from mcdesk.application.namesakes import ids_of
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.sheets import ASSESSOR, RECORDERS, assessor_field, is_assessor_s

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.procedure_definition import ProcedureDefinition
    from mcdesk.procedure.records import Card
    from mcdesk.procedure.situation import Actor


def why_not_assess(
    knowledge: Knowledge, actor: Actor, card: Card, assessor: str, made_by: str = ""
) -> Finding | None:
    """Return why somebody does not fill in what the assessor of a sheet says; None for who does.

    `assessor` is whom the sheet names, "" where it names nobody yet: then it is any assessor of
    the team. What came by a packet (`made_by`) is its maker's, where who takes it in may record.
    """
    procedure = procedure_of_today(knowledge)
    if has_role(knowledge, procedure, actor, RECORDERS, card):
        return None
    who = [actor]
    if made_by and why_no_right(knowledge, procedure, actor, "record", card) is None:
        who.append(knowledge.actor(made_by))
    if any(_assesses(knowledge, procedure, each, card, assessor) for each in who):
        return None
    given = {"person": actor.name or "–", "code": card.code, "name": knowledge.name(assessor),
             "role": procedure.role(ASSESSOR).label}  # fmt: skip
    if not assessor:
        text = N_("{person} does not assess {code}: scores and judgement are filled in by an "
                  "assessor ({role}) of its team, or by CTL for one.")  # fmt: skip
        return Finding("assessor_s", text, given)
    text = N_("This sheet is {name}’s: scores and judgement are filled in by {name}, or by CTL "
              "from what {name} says. {person} can read them.")  # fmt: skip
    return Finding("assessor_s", text, given)


def _assesses(
    knowledge: Knowledge, procedure: ProcedureDefinition, actor: Actor, card: Card, assessor: str
) -> bool:
    """Tell whether somebody assesses here; also under an entry of the directory put away since."""
    is_named = not assessor or assessor in ids_of(knowledge.reader, actor.person_id)
    return is_named and has_role(knowledge, procedure, actor, (ASSESSOR,), card)


def kept_from(
    knowledge: Knowledge, actor: Actor, card: Card, state: FormState
) -> tuple[frozenset[str], Finding | None]:
    """Return which fields somebody may not write in since they are an assessor's, and why."""
    definition = state.definition
    path = assessor_field(definition)
    own = (e.id for e in definition.fields.values() if is_assessor_s(definition, e))
    found = frozenset(own) if path else frozenset()
    why = why_not_assess(knowledge, actor, card, state.content.text(path)) if found else None
    return (found, why) if why is not None else (frozenset(), None)
