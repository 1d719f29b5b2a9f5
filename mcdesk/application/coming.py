"""A form that a card has not begun: as it would begin, to be sent out and to come back filled in.

It goes out blank, or with what it would be pre-filled with on that day. Coming back it is opened,
and pre-filled then: what was sent is the base, so that only what its filler changed is proposed.

Its id follows from its place (`opening.new_form`), so what was sent out before names the very form
that is opened later, by whomever.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.form_queries import card_header
from mcdesk.application.letters import LETTER
from mcdesk.application.things import refuse_missing
from mcdesk.application.trial import trial_sheet, trial_view
from mcdesk.application.views import Covered
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.commands import OpenForm
from mcdesk.procedure.content import Content
from mcdesk.procedure.opening import new_form, open_form
from mcdesk.procedure.paper_code import DIGITS, PaperCode
from mcdesk.procedure.rows import content_of

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.outside import Sent
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FormView, Sheet
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Card

ELSEWHERE = N_("The form was sent out from another workspace. Nothing was taken in: open that "
               "workspace, and take it in there.")  # fmt: skip


def coming_sheet(knowledge: Knowledge, card: Card, kind: str) -> Sheet:
    """Return a form that a card has not begun, blank, in the wording that the card began under.

    Raises:
        Refused: The card's procedure has no such form.
    """
    definition = _definition(knowledge, card, kind)
    top = card_header(knowledge, card, knowledge.situation(card))
    blank = trial_sheet(knowledge, definition, Content())
    return replace(blank, header=replace(top, round=0, loop=0))


def coming_form(knowledge: Knowledge, card: Card, kind: str) -> FormView:
    """Return a form that a card has not begun as it would be seen, were it opened now.

    Raises:
        Refused: The card's procedure has no such form.
    """
    definition, situation = _definition(knowledge, card, kind), knowledge.situation(card)
    form = new_form(definition, card, knowledge.today.isoformat())
    begun = content_of(open_form(definition, card, situation))
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


@dataclass(frozen=True, slots=True)
class Destination:
    """The form that a file was sent out for; one that is not open yet as `begin` would open it."""

    view: FormView
    begin: OpenForm | None = None


def destination(desk: DeskPort, sent: Sent) -> Destination:
    """Return where a file that came back belongs, through whatever entrance it came.

    Raises:
        Refused: It was sent out from another workspace that was not brought into this one, for a
            round that is over, or for a form that is not there any more.
    """
    begin = to_begin(desk, sent)
    if begin is not None:
        return Destination(desk.coming_form(begin.card, begin.form)[0], begin)
    try:
        marks = desk.sheet(sent.form_id, "draft").marks
    except Refused:
        raise Refused(Finding("no_such_form", N_(
            "The form that the file was sent out for is not in this workspace: it was sent out "
            "from another one, or beginning the form was undone since."))) from None  # fmt: skip
    if sent.workspace not in ("", *marks):
        raise _of_elsewhere()
    return Destination(desk.form(sent.form_id))


def to_begin(desk: DeskPort, sent: Sent) -> OpenForm | None:
    """Return what opens the form that a file was sent out for; None where it was opened since.

    Raises:
        Refused: It was sent out from another workspace that was not brought into this one, or for
            a round that is over.
    """
    if not sent.card:
        return None
    try:
        desk.form(sent.form_id)
    except Refused:
        pass
    else:
        return None
    try:
        view, sheet = desk.coming_form(sent.card, sent.kind)
    except Refused:
        raise _of_elsewhere() from None
    if sent.workspace not in sheet.marks:
        raise _of_elsewhere()
    if view.form_id != sent.form_id:
        raise Refused(Finding(
            "other_round", N_("The file was sent out for {form} of another round of {code}, which "
                              "was never begun: take it into the form of the present round."),
            {"form": view.definition.short, "code": view.header.code}, sent.kind,
        ))  # fmt: skip
    return OpenForm(card=sent.card, form=sent.kind)


def _of_elsewhere() -> Refused:
    return Refused(Finding("other_workspace", ELSEWHERE))
