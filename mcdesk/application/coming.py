"""A form that a card has not begun: as it would begin, to be sent out and to come back filled in.

It goes out blank, or with what it would be pre-filled with on that day. Coming back it is opened,
and pre-filled then: what was sent is the base, so that only what its filler changed is proposed.

Its id follows from its place (`opening.new_form`), so what was sent out before names the very form
that is opened later, by whomever.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.form_queries import card_header
from mcdesk.application.letters import LETTER
from mcdesk.application.things import refuse_missing
from mcdesk.application.trial import trial_sheet, trial_view
from mcdesk.application.views import Covered
from mcdesk.procedure import inspect
from mcdesk.procedure.content import Content
from mcdesk.procedure.opening import new_form, open_form
from mcdesk.procedure.paper_code import DIGITS, PaperCode
from mcdesk.procedure.rows import content_of

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views import FormView, Sheet
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Card


def coming_sheet(knowledge: Knowledge, card: Card, kind: str) -> Sheet:
    """Return a form that a card has not begun, blank, in the wording that the card began under.

    Raises:
        Refused: The card's procedure has no such form.
    """
    definition = _definition(knowledge, card, kind)
    top = card_header(knowledge, card, knowledge.situation(card))
    blank = trial_sheet(knowledge, definition, Content())
    return replace(blank, header=replace(top, round=0, loop=0))


def coming_form(
    knowledge: Knowledge, card: Card, kind: str, *, by: str, scope: str = ""
) -> FormView:
    """Return a form that a card has not begun as it would be seen, were it opened now.

    `by` is who would open it, `scope` which sheet it would be, where a form has several.

    Raises:
        Refused: The card's procedure has no such form.
    """
    definition, situation = _definition(knowledge, card, kind), knowledge.situation(card)
    form = new_form(definition, card, knowledge.today.isoformat(), scope)
    begun = content_of(open_form(definition, card, situation, scope=scope, by=by))
    top = card_header(knowledge, card, situation)
    return replace(
        trial_view(knowledge, definition), form_id=form.id, content=begun,
        header=replace(top, round=form.round, loop=form.loop, scope=form.scope),
        computed=inspect.computed_content(definition, begun, situation.surroundings),
        read_only=False,
    )  # fmt: skip


def sheet_of(knowledge: Knowledge, card: Card, view: FormView) -> Sheet:
    """Return the sheet of a coming form that is sent out: its code names the form to be opened."""
    definition = view.definition
    code = PaperCode(knowledge.workspace_mark, view.form_id, "blank", definition.id,
                     digest=definition.digest[:DIGITS])  # fmt: skip
    covered = Covered(card.code, card.title_en, title_id=card.title_id)
    return replace(
        trial_sheet(knowledge, definition, view.computed), kind="draft", header=view.header,
        content=view.content, code=code, marks=knowledge.workspace_marks, most_rows={},
        persons={line.id: line.full_name for line in view.persons},
        programmes={line.id: line.name for line in view.programmes},
        covers=(covered,) if definition.subject == LETTER else (),
    )  # fmt: skip


def _definition(knowledge: Knowledge, card: Card, kind: str) -> FormDefinition:
    found = shelf.definitions_of(knowledge.reader, card).forms.get(kind)
    if found is None:
        refuse_missing("form", kind)
    return found
