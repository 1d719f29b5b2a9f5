"""What a history of a form is about, and which cards are told as taken back."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mcdesk.application import brought
from mcdesk.application.effect_words import Shown
from mcdesk.application.history import line_of, taken_back
from mcdesk.application.journal import Effect, Event, effect_of
from mcdesk.procedure.by_module import part_form
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import Card, Form, changed
from tests.unit.kept import reader_of

CARD = Card(id="c", code="MC-1", title_en="Law", stage="design", stage_since="2026-11-01",
            procedure_id="p")  # fmt: skip
WHOLE = Form(id=form_id("card", "c", "F7"), kind="F7", subject_kind="card", subject_id="c",
             card_id="c")  # fmt: skip
FIRST, SECOND = part_form(WHOLE, "M1"), part_form(WHOLE, "M2")
OTHER = Form(id="of another", kind="F2", subject_kind="card", subject_id="c", card_id="c")


def event_of(*effects: Effect, kind: str = "CardTakenOver", note=None) -> Event:
    return Event("e", kind, "p", "2026-11-23T09:00:00Z", "2026-11-23", "g",
                 {"do": "TakeOverCard"}, effects, note or {})  # fmt: skip


def knowledge_of(*records, lines=()) -> SimpleNamespace:
    reader = reader_of(*records)
    reader.journal = lambda **_about: lines
    return SimpleNamespace(reader=reader, name=lambda id_: id_, same=lambda id_: id_)


def written(form: Form) -> Effect:
    return Effect("form_value", f"v-{form.id}", None, {"form_id": form.id, "path": "d3"})


def told(form: Form, *effects: Effect) -> list[str]:
    """Return the effects (ids) of an event that the history of a form tells."""
    knowledge = knowledge_of(CARD, WHOLE, FIRST, SECOND, OTHER)
    seen: list[str] = []

    class Noting(Shown):
        def changes(self, effect):
            seen.append(effect.id)
            return iter(())

    line_of(knowledge, event_of(*effects), shown=Noting(knowledge), form=form)
    return seen


def test_a_form_tells_of_its_card_and_of_nothing_else_that_belongs_to_the_card():
    team = Effect("team", "t", None, {"card_id": "c"})
    debt = Effect("debt", "d", None, {"card_id": "c"})
    idea = Effect("idea", "i", None, {})
    card = effect_of(None, CARD)
    elsewhere = effect_of(None, changed(CARD, id="another", code="MC-2"))
    assert told(WHOLE, team, card, debt, idea, elsewhere, written(WHOLE)) == [
        "c", f"v-{WHOLE.id}"
    ]  # fmt: skip


@pytest.mark.parametrize("form", [WHOLE, FIRST, SECOND])
def test_a_form_and_its_parts_have_one_history_and_other_forms_their_own(form):
    every = [written(each) for each in (WHOLE, FIRST, SECOND, OTHER)]
    assert told(form, *every) == [effect.id for effect in every[:3]]
    assert told(OTHER, *every) == [every[3].id]


@pytest.mark.parametrize(
    ("note", "count"), [({}, 1), ({brought.BY: "q", brought.AT: "2026-11-24T09:00:00Z"}, 0)]
)
def test_what_came_from_elsewhere_is_not_offered_to_be_brought_back(note, count):
    gone = changed(CARD, deleted=True)
    event = event_of(effect_of(CARD, gone), kind="EventUndone", note=note)
    lines = [{"id": event.id, "body": event.body()}]
    assert len(taken_back(knowledge_of(gone, lines=lines))) == count
