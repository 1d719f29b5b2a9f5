"""An event that came from the hub is one's own that waits by all that it did, not by its id."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mcdesk.application.journal import Effect, Event
from mcdesk.application.rebase import has_arrived
from mcdesk.procedure.records import FormRow

ADDED = Effect("form_row", "new", None, {"deleted": False})
REMOVED = Effect("form_row", "old", {"deleted": False}, {"deleted": True})
OWN = Event(
    "e", "FormFilled", "p", "2026-11-23T09:00:00Z", "2026-11-23", "g",
    {"do": "FillForm", "form": "f"}, (ADDED, REMOVED), {},
)  # fmt: skip


def reader_of(*kept: SimpleNamespace) -> SimpleNamespace:
    """Return who reads these rows, and no other record."""
    rows = {(FormRow, each.id): each for each in kept}
    return SimpleNamespace(find=lambda kind, id_: rows.get((kind, id_)))


def row(id_: str, *, deleted: bool) -> SimpleNamespace:
    return SimpleNamespace(id=id_, deleted=deleted)


NOWHERE = reader_of()


def test_what_did_the_same_has_arrived_whatever_else_it_did_beside():
    more = replace(OWN, effects=(*OWN.effects, Effect("card", "c", {}, {"deleted": False})))
    assert has_arrived(OWN, OWN)
    assert has_arrived(OWN, more)
    assert not has_arrived(more, OWN, NOWHERE)


@pytest.mark.parametrize(
    "other", [{"kind": "CellSet"}, {"command": {"do": "FillForm", "form": "another"}}]
)
def test_what_was_another_deed_has_not_arrived_though_it_did_the_same(other):
    assert not has_arrived(OWN, replace(OWN, **other), NOWHERE)


@pytest.mark.parametrize(
    ("reader", "arrived"),
    [
        (None, False),
        (NOWHERE, True),
        (reader_of(row("old", deleted=True)), True),
        (reader_of(row("old", deleted=False)), False),
    ],
)
def test_what_took_less_away_has_arrived_where_the_rest_was_gone_already(reader, arrived):
    assert has_arrived(OWN, replace(OWN, effects=(ADDED,)), reader) is arrived


def test_what_was_to_be_added_and_is_not_there_has_not_arrived():
    less = replace(OWN, effects=(REMOVED,))
    assert not has_arrived(OWN, less, NOWHERE)
    assert not has_arrived(OWN, less, reader_of(row("new", deleted=True)))
