"""What stands of what was done since a step, and the words that refuse to undo it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mcdesk.application.handlers.since_then import built_since, refuse_for
from mcdesk.application.journal import Effect, Event
from mcdesk.errors import Refused
from mcdesk.procedure.records import Card, Form

MADE = Effect("card", "c", None, {"deleted": False})
WROTE = Event("wrote", "ValueSet", "one", "2026-11-23T09:00:00Z", "2026-11-23", "g-wrote",
              {"do": "SetValue"}, (MADE,), {})  # fmt: skip
CARD = Card(id="c", code="MC-1", title_en="Law", stage="proposal", stage_since="2026-11-01",
            procedure_id="p")  # fmt: skip


def undo(of: str, by: str = "one") -> Event:
    command = {"do": "UndoEvent", "of": of}
    return replace(WROTE, id="undo", kind="EventUndone", by=by, group="g-undo", command=command)


def line_of(event: Event) -> dict[str, object]:
    return {"id": event.id, "group_id": event.group, "person_id": event.by, "kind": event.kind,
            "body": event.body()}  # fmt: skip


def work_of(*events: Event, records: tuple[object, ...] = ()) -> SimpleNamespace:
    """Return the work of the person "one" over events, the newest first."""

    def journal(*, limit: int = 0, **_about: str):
        return [line_of(each) for each in events][: limit or None]

    def find(kind, id_):
        return next((e for e in records if (type(e), e.id) == (kind, id_)), None)

    knowledge = SimpleNamespace(
        same=lambda id_: id_.removesuffix("-before"), name=lambda id_: f"Name of {id_}"
    )
    return SimpleNamespace(uow=SimpleNamespace(journal=journal, find=find), knowledge=knowledge,
                           actor=SimpleNamespace(person_id="one"))  # fmt: skip


FIRST = replace(WROTE, id="first", group="g-first")


@pytest.mark.parametrize(
    ("by", "of", "standing"),
    [
        ("one", "wrote", None),
        ("another", "wrote", None),
        ("one", "g-wrote", None),
        ("another", "g-wrote", "wrote"),
        ("one", "elsewhere", "wrote"),
    ],
)
def test_an_undo_takes_back_one_event_by_its_id_or_what_its_own_person_did_of_a_group(
    by, of, standing
):
    found = built_since(work_of(undo(of, by), WROTE, FIRST), MADE, "g-first")
    assert (found and found.id) == standing


def said(later: Event, about: str, *records: object) -> str:
    with pytest.raises(Refused) as refused:
        refuse_for(work_of(records=records), later, about)
    (finding,) = refused.value.findings
    return finding.sentence("en")


@pytest.mark.parametrize(
    ("by", "name"), [("one", "yourself"), ("one-before", "yourself"), ("two", "Name of two")]
)
def test_who_changed_it_since_is_named_and_oneself_is_told_so(by, name):
    """Also where one stood in the directory twice before."""
    told = said(replace(WROTE, by=by), "c", CARD)
    assert f"was changed since by {name} (" in told


def test_the_card_is_named_with_the_way_out_and_what_is_of_none_is_changed_by_hand():
    form = Form(id="f", kind="F2", subject_kind="card", subject_id="c", card_id="c")
    way = "in the history of MC-1, or change it by hand"
    assert way in said(WROTE, "c", CARD)
    assert way in said(WROTE, "f", CARD, form)
    told = said(WROTE, "elsewhere", CARD)
    assert told.startswith("This was changed since by ")
    assert told.endswith("Change it by hand instead.")


def test_a_later_undo_is_named_by_what_it_took_back():
    taken = replace(undo("x"), note={"undone": "ValueSet"})
    again = replace(undo("x"), note={"redone": "ValueSet"})
    assert ": Undone: " in said(taken, "c", CARD)
    assert ": Redone: " in said(again, "c", CARD)
    assert said(WROTE, "c", CARD).count("Undone") == 0
