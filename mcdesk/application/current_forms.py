"""Which of a card's forms are its present ones, of the round and loop that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.procedure.by_module import is_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mcdesk.application.views.line import Earlier
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.procedure_definition import Definitions
    from mcdesk.procedure.records import Card, Form
    from mcdesk.procedure.situation import Situation


def current_forms(
    forms: Iterable[Form], definitions: Definitions, card: Card
) -> tuple[dict[str, Form], dict[str, Form]]:
    """Return the card's present form of each kind, and the sheet of an earlier loop."""
    now: dict[str, Form] = {}
    before: dict[str, Form] = {}
    for form in sorted((form for form in forms if not is_part(form)), key=age):
        definition = definitions.forms.get(form.kind)
        per = definition.per if definition else ()
        if "round" in per and form.round != card.round:
            continue
        if "loop" in per and form.loop != card.loop:
            before[form.kind] = form
            continue
        now[form.kind] = form
    return now, before


def earlier_of(form: Form, per: Collection[str], card: Card) -> Earlier:
    """Tell whether a form is of a round, or of a loop of the present round, that is over."""
    if "round" in per and form.round < card.round:
        return "round"
    return "loop" if "loop" in per and form.loop < card.loop else ""


def current_sheets(forms: Iterable[Form], definitions: Definitions, card: Card) -> tuple[Form, ...]:
    """Return the sheets of the present round of forms that each assessor has one of (F9)."""
    kinds = {kind for kind, form in definitions.forms.items() if "assessor" in form.per}
    found = (
        form
        for form in forms
        if form.kind in kinds and form.round == card.round and not form.superseded
    )
    return tuple(sorted(found, key=age))


def in_order(states: Iterable[FormState], situation: Situation) -> list[FormState]:
    """Return forms in the order of the procedure, sheets of one kind one after the other."""
    order = {stage.id: stage.number for stage in situation.procedure.stages}
    return sorted(
        states,
        key=lambda s: (order.get(s.definition.stage, 0), s.form.kind, s.form.round,
                       s.form.loop, len(s.form.scope), s.form.scope),
    )  # fmt: skip


def age(form: Form) -> tuple[bool, int, int, int, str]:
    """Return what forms of a kind are put in order by: the present one comes last."""
    return not form.superseded, form.round, form.loop, len(form.scope), form.scope
