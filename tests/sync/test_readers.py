"""Who only reads a workspace sees what is so, whatever was taken off and put on meanwhile."""

from __future__ import annotations

from contextlib import suppress

import pytest

from mcdesk.models import schema
from mcdesk.procedure import commands as do
from mcdesk.sync.syncing import synchronise
from tests.sync.conftest import Cut, Team

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def reader(team: Team):
    """A desk that only reads the workspace of the first person."""
    desk = team.app.open(team.desks["r0"].store.path, read_only=True)
    yield desk
    team.app.close(desk)


@pytest.fixture
def waiting(team: Team):
    """The first person's change of what another changed at the hub, and one more thing behind it.

    Once the first is set aside, the other stands in its place in the journal, as the last line of
    before.
    """
    one, other = team.desks["r0"], team.desks["r1"]
    other.execute(do.ChangePerson(person="SME-03", position="Professor"))
    other.execute(do.ChangeCard(card="MC-1", title_en="Theirs"))
    team.sync("r1")
    one.execute_together(
        (
            do.ChangePerson(person="SME-03", position="Lecturer"),
            do.ChangeCard(card="MC-1", title_en="Mine"),
        )
    )
    one.execute(do.NoteIdea(title="Behind it"))
    return one


def position(desk) -> str:
    return next(p.position for p in desk.directory().people if p.name == "SME-03")


def title(desk) -> str:
    return desk.outline("MC-1").tile.title_en


def cut(team: Team, step: str) -> None:
    """Synchronise as far as a step, at which the line goes away."""
    with suppress(Cut):
        team.sync("r0", fault=step)


def test_a_small_table_is_read_anew_after_a_change_was_set_aside(team, reader, waiting):
    assert position(reader) == "Lecturer"
    cut(team, "before the push")
    assert waiting.attention()
    assert position(reader) == position(waiting) == "Professor"


def test_what_was_read_ahead_does_not_hold_after_a_change_was_set_aside(team, reader, waiting):
    reader.targets(["MC-1"])
    cut(team, "before the push")
    assert title(reader) == title(waiting) == "Theirs"


def test_whoever_is_told_of_a_change_reads_it(team, reader, waiting):
    position(reader)
    read = []

    def heard(changes) -> None:
        if "person" in changes.tables:
            read.append((position(reader), position(waiting)))

    synchronise(waiting, team.hub, schema=schema.HEAD, heard=heard)
    assert read == [("Professor", "Professor")]
