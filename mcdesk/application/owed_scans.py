"""The decisions of a card whose scan is still to come: of every form and sheet that counts.

The one place that tells of them, for the board, the card and the script (decisions.md, 15).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import letters, shelf
from mcdesk.application.current_forms import in_order
from mcdesk.procedure.by_module import is_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Form
    from mcdesk.procedure.situation import Situation


def owing(knowledge: Knowledge, situation: Situation) -> list[FormState]:
    """Return the forms that owe scans, in the order of the procedure.

    Present forms, every assessor's sheet, and the sheets of earlier meetings and loops: what was
    decided on them stands. With the next round the forms of the one before count no more.
    """
    sheets = (state for states in situation.sheets.values() for state in states)
    known = (*situation.earlier.values(), *sheets, *situation.forms.values())
    states = {state.form.id: state for state in known}
    rest = [form for form in knowledge.forms_of(situation.card)
            if form.id not in states and form.basis_id and not is_part(form)]  # fmt: skip
    states |= {state.form.id: state for state in _seen(knowledge, situation, rest)}
    found = (state for state in states.values() if state.scans_owed and _counts(situation, state))
    return in_order(found, situation)


def number_owed(knowledge: Knowledge, situation: Situation) -> int:
    """Return how many scans a card owes."""
    return sum(len(state.scans_owed) for state in owing(knowledge, situation))


def _seen(knowledge: Knowledge, situation: Situation, forms: list[Form]) -> Iterator[FormState]:
    """Yield forms that the situation of their card does not hold."""
    if forms:
        definitions = shelf.definitions_of(knowledge.reader, situation.card)
        for state in knowledge.states(forms, definitions):
            yield letters.seen_by(knowledge, situation.card, situation.procedure, state)


def _counts(situation: Situation, state: FormState) -> bool:
    """Tell whether a form belongs to the present round, where it has one for each."""
    return "round" not in state.definition.per or state.form.round == situation.card.round
