"""Entries that no program writes, as anybody can put them into a hub's file."""

from __future__ import annotations

import pytest

from mcdesk.application.journal import Effect, Event, Line, chained
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import as_data, changed
from tests.sync.conftest import Prepared


@pytest.fixture
def team(tmp_path, prepared_file: Prepared):
    made = prepared_file.copied(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(team):
    return team.desks["r0"]


@pytest.fixture
def app(team):
    return team.app


def entry(desk, kind: str, *effects, text=str) -> Line:
    """Return the entry that a hub would have next, of the desk's person."""
    by = desk.person_id
    made = [Effect(new.table, new.id, as_data(old) if old else None,
                   as_data(changed(new, row_version=old.row_version + 1 if old else 1)))
            for old, new in effects]  # fmt: skip
    event = Event(id=new_id(), kind=kind, by=by, at="2026-11-23T12:00:00Z", today="2026-11-23",
                  group=new_id(), command={"do": "X"}, effects=tuple(made), note={})  # fmt: skip
    body = text(event.body())
    head = desk.replica().head
    return Line(event.id, kind, by, event.at, event.group, body, head.seq + 1,
                chained(head.hash, body))  # fmt: skip


def with_text(old: str, new: str, body: str) -> str:
    """Return the text of an entry with another one in a place."""
    return body.replace(old, new)


def find(desk, kind, /, **equal):
    """Return a record as the desk has it."""
    with desk.store.read() as reader:
        return reader.select(kind, **equal)[0]


def look(desk) -> None:
    """Open everything that tells of the card."""
    desk.board()
    desk.outline("MC-1")
    desk.history("MC-1")
    desk.register()
    assert "cannot be read" not in desk.outline("MC-1").tile.blocked("en")
