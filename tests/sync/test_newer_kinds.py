"""What a newer program does that this one does not know (reliability.md, fault 23)."""

from __future__ import annotations

from functools import partial

import pytest

from mcdesk.application import attention
from mcdesk.application.journal import read_event
from mcdesk.application.knowledge import Knowledge
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card, changed
from tests.sync.odd_entries import app, desk, entry, find, look, team, with_text

__all__ = ["app", "desk", "team"]  # fixtures


@pytest.fixture
def at(team, desk) -> str:
    """The hub's address."""
    desk.follow(team.hub.identity()[0], str(team.hub.path))
    return str(team.hub.path)


def newer(desk, table: str):
    """Return an entry of a newer program, about a card, or about what this one has no table for."""
    card = find(desk, Card, code="MC-1")
    if table == Card.table:
        return entry(desk, "CardPolished", (card, changed(card, title_en="Polished")))
    text = partial(with_text, '"table":"card"', f'"table":"{table}"')
    return entry(desk, "CardPolished", (None, card), text=text)


@pytest.mark.parametrize("table", ["card", "polish"])
def test_a_kind_of_event_that_is_unknown_is_taken_in_told_and_handed_on(app, team, desk, at, table):
    line = newer(desk, table)
    assert desk.take_in([line]).events == 1
    look(desk)
    assert (desk.outline("MC-1").tile.title_en == "Polished") is (table == "card")
    told = desk.history("")[0]
    assert told.what.en == "Something that only a newer MC Desk can name (CardPolished)"
    assert not told.undoable
    desk.execute(do.ChangeCard(card="MC-1", title_id="Dipoles"))
    assert len(desk.waiting()) == 1, "work goes on"
    team.hub.path.unlink()
    app.rebuild_hub(desk, at)
    kept = team.hub.part_after(line.seq - 1, 1)
    assert [(each.id, each.kind, each.body) for each in kept] == [
        (line.id, "CardPolished", line.body)
    ]
    assert team.sync("r0").pushed == 1
    app.close(desk)
    assert app.check(desk.store.path) == ()
    team.desks["r0"] = app.open(desk.store.path)


def test_one_that_was_set_aside_says_so(desk):
    line = newer(desk, "card")
    kept = attention.aside(line.id, read_event(line.body), (), "2026-11-23T12:00:00Z")
    with desk.store.look() as unit:
        told = attention.line_of(Knowledge(unit, desk.today), kept)
    assert "CardPolished" in told.what.id
    assert "MC Desk yang lebih baru" in told.what.id
