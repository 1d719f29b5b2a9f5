"""Where a form that was filled in outside the program belongs: which form, and what begins it.

It says itself what it was sent out for. Of a form that each assessor has a sheet of (F9), sent out
before it was begun, it says the form that whoever began first has: there it is the sheet of the
assessor whom the file names (`whose_sheet.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from mcdesk.application import shelf
from mcdesk.application.coming import coming_form
from mcdesk.application.form_queries import form_view
from mcdesk.application.names import ViewNames
from mcdesk.application.namesakes import called, ids_of
from mcdesk.application.whose_sheet import named_in
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.commands import OpenForm, SetValue
from mcdesk.procedure.records import Card, Form, Person
from mcdesk.procedure.sheets import assessor_field, assessor_of, next_sheet, without_sheet

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.outside import Filled, Sent
    from mcdesk.application.views import FormView
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.situation import Actor

NO_RECORD = N_("The file does not say which form it is: begin the form, then take the file in "
               "there.")  # fmt: skip
ELSEWHERE = N_("The form was sent out from another workspace. Nothing was taken in: open that "
               "workspace, and take it in there.")  # fmt: skip
NO_FORM = N_("The form that the file was sent out for is not here: beginning it was undone, or "
             "has not reached this copy of the workspace yet. Nothing was taken in: exchange with "
             "the team, or begin the form and take the file in there.")  # fmt: skip
NO_CARD = N_("The micro-credential that the file was sent out for is not here: creating it was "
             "undone, or has not reached this copy of the workspace yet. Nothing was taken in: do "
             "again what was undone, or exchange with the team.")  # fmt: skip
NO_KIND = N_("{code} has no form {kind} any more, for which the file was sent out: its rules are "
             "others now. Nothing was taken in.")  # fmt: skip
OTHER_ROUND = N_("The file was sent out for {form} of another round of {code}, and has no place "
                 "there: take it into the form of the present round.")  # fmt: skip
UNSAID = N_("The file does not say whose sheet of {form} it is, and each assessor of {code} has "
            "one. Nothing was taken in: begin or open the sheet that it is meant for, and take "
            "the file in there.")  # fmt: skip
NO_ASSESSOR = N_("The file is {name}’s, who is no assessor of {code}. Nothing was taken in: name "
                 "{name} in the team, then take it in again; or open the sheet that it is meant "
                 "for, and take it in there.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Destination:
    """The form that a file belongs to; one that is not open yet as `begin` would open it.

    `whose` is the assessor whose sheet it is, by name, where each has one.
    """

    view: FormView
    begin: tuple[Command, ...] = ()

    @property
    def whose(self) -> str:
        path = assessor_field(self.view.definition)
        person = self.view.content.text(path) if path else ""
        return ViewNames.of(self.view).person(person) if person else ""


def sent_of(filled: Filled) -> Sent:
    """Return what a file says that it was sent out for; raises Refused where it says nothing."""
    if filled.sent is None:
        refuse("no_record", NO_RECORD)
    return filled.sent


def destination(knowledge: Knowledge, actor: Actor, filled: Filled) -> Destination:
    """Return where a file that came back belongs.

    Raises:
        Refused: It was sent out from another workspace that was not brought into this one, for a
            round that is over, for what is not there any more, or is the sheet of nobody here.
    """
    sent = sent_of(filled)
    if sent.workspace not in ("", *knowledge.workspace_marks):
        refuse("other_workspace", ELSEWHERE)
    kept = knowledge.reader.find(Form, sent.form_id)
    if kept is not None and not kept.deleted:
        found = Destination(form_view(knowledge, kept.id, actor))
    elif sent.card:
        found = _coming(knowledge, actor, sent)
    else:
        refuse("no_such_form", NO_FORM)
    path = assessor_field(found.view.definition)
    return _own(knowledge, actor, filled, found, path) if path else found


def _coming(knowledge: Knowledge, actor: Actor, sent: Sent) -> Destination:
    """Return a form that is not begun, as it would begin."""
    card = knowledge.reader.find(Card, sent.card)
    if card is None or card.deleted:
        refuse("no_such_card", NO_CARD)
    if sent.kind not in shelf.definitions_of(knowledge.reader, card).forms:
        refuse("no_kind", NO_KIND, code=card.code, kind=sent.kind)
    view = coming_form(knowledge, card, sent.kind, by=actor.person_id)
    if view.form_id != sent.form_id:
        _refuse_round(view)
    begin = OpenForm(card=card.id, form=sent.kind, scope=view.header.scope)
    return Destination(view, (begin,))


def _own(
    knowledge: Knowledge, actor: Actor, filled: Filled, found: Destination, path: str
) -> Destination:
    """Return the sheet of the assessor whom a file names, begun or not; that found where it is.

    A file that names nobody is of the sheet that it was sent out for once that was begun.
    """
    view, said = found.view, named_in(found.view, filled)
    stands = view.content.text(path)
    if not said:
        if stands and sent_of(filled).card:
            refuse("whose_sheet", UNSAID, form=view.definition.short, code=view.header.code)
        return found
    known = called(knowledge.reader.select(Person), said)
    ids = {said, *ids_of(knowledge.reader, known[0] if len(known) == 1 else said)}
    if stands in ids:
        return found
    card = knowledge.reader.find(Card, view.header.card_id)
    assert card is not None
    situation, kind = knowledge.situation(card), view.definition.id
    if view.header.round != card.round:
        _refuse_round(view)
    for state in situation.sheets.get(kind, ()):
        if assessor_of(state) in ids:
            return Destination(form_view(knowledge, state.form.id, actor))
    if not stands and not found.begin:
        return found  # it is nobody's yet, and the file says whose it becomes
    who = next((person for person in without_sheet(situation, kind) if person in ids), "")
    if not who:
        name = ViewNames.of(view).person(said)
        refuse("no_assessor", NO_ASSESSOR, name=name, code=card.code)
    return _to_begin(knowledge, actor, card, kind, who)


def _to_begin(knowledge: Knowledge, actor: Actor, card: Card, kind: str, who: str) -> Destination:
    """Return the next sheet as it begins for an assessor, whoever opens it."""
    kept = knowledge.reader.select(Form, card_id=card.id, kind=kind, round=card.round)
    scope = str(next_sheet(form.scope for form in kept))
    view = coming_form(knowledge, card, kind, by=who, scope=scope)
    path = assessor_field(view.definition)
    begin: list[Command] = [OpenForm(card=card.id, form=kind, scope=scope)]
    opens = coming_form(knowledge, card, kind, by=actor.person_id, scope=scope)
    if opens.content.text(path) != who:
        begin.append(SetValue(form=view.form_id, path=path, new=who))
    return Destination(view, tuple(begin))


def _refuse_round(view: FormView) -> NoReturn:
    refuse("other_round", OTHER_ROUND, form=view.definition.short, code=view.header.code)
