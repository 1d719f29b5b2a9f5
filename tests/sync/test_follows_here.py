"""What comes from a hub goes on from what is here: else nothing of it is taken (fault 17)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from mcdesk.errors import Trouble
from tests.sync.conftest import records
from tests.sync.forged import forged_event
from tests.sync.lost_hub import rename
from tests.sync.meeting import write

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)
Body = dict[str, Any]


def found_another(event: Body) -> None:
    event["effects"][0]["old"]["value"] = '"Forged before"'


def twice(event: Body) -> None:
    event["effects"].insert(0, {**event["effects"][0]})


def lacks(name: str, event: Body) -> None:
    del event["effects"][0]["new"][name]


def is_said_otherwise(event: Body) -> None:
    event["kind"] = "CardChanged"


@pytest.mark.parametrize("change", [
    pytest.param(found_another, id="it found something else"),
    pytest.param(twice, id="a record twice"),
    pytest.param(partial(lacks, "path"), id="a column that every program writes is missing"),
    pytest.param(lambda event: event["effects"][0]["new"].update(id="x"), id="under another id"),
    pytest.param(is_said_otherwise, id="of another kind than its line says"),
])  # fmt: skip
def test_a_new_entry_that_does_not_go_on_from_what_is_here_is_not_taken(team, change):
    """Also where nothing here is replaced: the hub holds more than this workspace."""
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, "First words")
    for name in ("r0", "r1"):
        team.sync(name)
    write(one, "Second words")
    team.sync("r0")
    rename(other, "Waits", "MC-2")
    forged_event(team.hub.path, "Second words", change)
    before = records(other)
    with pytest.raises(Trouble) as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert records(other) == before
    assert other.replica().waiting == 1
    assert team.app.check(other.store.path) == ()
