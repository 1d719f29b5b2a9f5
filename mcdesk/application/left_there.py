"""What a form that began with another's content left there: its wording has no place for it.

So begins a form of a new round, the next meeting's minutes, and a revision of what was completed;
each of them takes over what `opening.open_form` gives, in its own wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.adopting import aside
from mcdesk.application.current_forms import age
from mcdesk.application.earlier_round import has_version, rounds_before
from mcdesk.application.effect_words import Shown
from mcdesk.application.journal import read_event
from mcdesk.application.queries import find_card
from mcdesk.errors import Finding, Trouble
from mcdesk.i18n import N_
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.opening import people_and_topics
from mcdesk.procedure.placed import left_out, placed
from mcdesk.procedure.records import Card, Form
from mcdesk.procedure.stage import Label
from mcdesk.procedure.taking import begins_revised, revised

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import Field, FormDefinition
    from mcdesk.procedure.form_state import FormState

OF_ROUND = N_("The wording of this form has no place any more for what stood in round {where} "
              "under: {fields}. It was not taken over, and can be read in the form of that "
              "round.")  # fmt: skip
OF_MEETING = N_("The wording of this form has no place any more for what stood in sheet {where} "
                "under: {fields}. It was not taken over, and can be read in that "
                "sheet.")  # fmt: skip
OF_REVISED = N_("The wording of this form has no place any more for what stood in {where}, which "
                "is revised here, under: {fields}. It was not taken over, and can be read in the "
                "form there.")  # fmt: skip


def left_there(knowledge: Knowledge, card: Card, state: FormState) -> Finding | None:
    """Say what stood where a form comes from, and has no place in its wording.

    Said until the form has a version of its own: what changed since is told beside that. Nothing
    is said of what cannot be read here: that keeps no form from being opened.
    """
    if is_part(state.form) or has_version(knowledge, state):
        return None
    try:
        return _told(knowledge, card, state)
    except Trouble:
        return None


def _told(knowledge: Knowledge, card: Card, state: FormState) -> Finding | None:
    """Compare with the wording that the form began in: what it adopted since it keeps unseen.

    What that has a place for again is not told either.
    """
    found = (find(knowledge, card, state) for find in (_in_round, _in_meeting, _in_revised))
    there = next((each for each in found if each is not None), None)
    if there is None:
        return None
    reader = knowledge.reader
    began = _began_in(reader, state.form)
    if there.form.definition_id == began:
        return None
    definitions = shelf.definitions_of(reader, find_card(knowledge, there.form.card_id))
    (stood,) = knowledge.states((there.form,), definitions)
    old = stood.definition
    left = placed(old, there.begins(old, old, stood.content))
    for wording in (shelf.form_definition(reader, began), state.definition):
        left = left_out(left, placed(wording, there.begins(wording, old, stood.content)))
    lines = tuple(aside(Shown(knowledge), old, left))
    if not lines:
        return None
    labels = {(line.label.en, line.label.id): line.label for line in lines}.values()
    fields = Label("; ".join(each.en for each in labels), "; ".join(each.id for each in labels))
    params = {"where": there.where, "fields": fields}
    return Finding("left_there", there.words, params, level="warn")


def _began_in(reader: Reader, form: Form) -> str:
    """Return the digest of the wording that a form began in, as the journal tells."""
    for line in reader.journal(form=form.id, table=form.table):
        for effect in read_event(str(line["body"])).effects:
            if effect.id == form.id and (effect.old is None or effect.old.get("deleted")):
                return str(effect.new["definition_id"])
    return form.definition_id


@dataclass(frozen=True, slots=True)
class _There:
    """The form that another began with: how that is said, and what of it a wording goes on with.

    `begins` gives this for a wording, the one that the form there has, and the content there.
    """

    form: Form
    words: str
    where: str | int
    begins: Callable[[FormDefinition, FormDefinition, Content], Content]


def _in_round(knowledge: Knowledge, _card: Card, state: FormState) -> _There | None:
    """Return the form of the round before: a new one goes on with all of it."""
    earlier = next((form for form, _parts in rounds_before(knowledge, state)), None)
    if earlier is None:
        return None
    return _There(earlier, OF_ROUND, earlier.round, lambda _wording, _old, content: content)


def _in_meeting(knowledge: Knowledge, _card: Card, state: FormState) -> _There | None:
    """Return the sheet of the meeting before."""
    form = state.form
    if "meeting" not in state.definition.per:
        return None
    ours = knowledge.reader.select(Form, card_id=form.card_id, kind=form.kind)
    before = [each for each in ours if (each.round, each.loop) == (form.round, form.loop)
              and (len(each.scope), each.scope) < (len(form.scope), form.scope)]  # fmt: skip
    if not before:
        return None
    earlier = max(before, key=age)
    return _There(earlier, OF_MEETING, earlier.scope,
                  lambda wording, _old, content: people_and_topics(wording, content))  # fmt: skip


def _in_revised(knowledge: Knowledge, card: Card, state: FormState) -> _There | None:
    """Return the same form of the micro-credential that is revised, where that is here.

    It may have been left out where the revision was brought into this workspace.
    """
    form = state.form
    before = knowledge.reader.find(Card, card.revision_of) if card.revision_of else None
    if before is None or before.deleted or (form.round, form.loop) != (1, 1):
        return None
    earlier = knowledge.present_form(before, form.kind)
    procedure = shelf.procedure_of(knowledge.reader, card.procedure_id)
    here = procedure.stage(card.entered_at).number
    begun = {kind for stage in procedure.stages if stage.number <= here for kind in stage.forms}
    if earlier is None or form.kind not in begun or not begins_revised(state.definition):
        return None
    return _There(earlier, OF_REVISED, before.code, lambda wording, old, content: revised(
        wording, form.id, content, old, _no_keys))  # fmt: skip


def _no_keys(_entry: Field) -> Mapping[str, str]:
    """Name every row by itself: two wordings may begin a table with other rows."""
    return {}
