"""A removal for ever that comes in a packet, where work waits in its place."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, records
from tests.sync.meeting import form_of, meet, write
from tests.sync.secret import SECRET, leaked, whole


@pytest.mark.parametrize("place", ["the same", "another"])
def test_what_waits_goes_first_and_the_removal_then(team: Team, place):
    one, other = team.desks["r0"], team.desks["r1"]
    form = form_of(one).form_id
    write(one, f"{SECRET}. Besides.")
    meet(team)
    write(one, "Written anew.", "p10" if place == "the same" else "p16")
    one.undo()
    other.execute(do.RemoveContent(form=form, path="p10", reason="asked for"))
    path, _count = team.app.packet_out(other, team.folder / "carried")
    taken = team.app.packet_in(one, path)
    assert (taken.kept, taken.collided) == ((0, 1) if place == "the same" else (1, 0))
    for name in ("r0", "r1", "r0", "r2"):
        team.sync(name)
    assert not one.attention(), "it came by its author's exchange"
    assert not leaked(team.hub)
    for desk in team.desks.values():
        assert records(desk) == records(team.hub)
        assert whole(desk) == ()
        assert not desk.waiting()


def test_it_can_be_done_again_once_what_waited_has_gone(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    form = form_of(one).form_id
    write(one, f"{SECRET}. Besides.")
    meet(team)
    write(one, f"{SECRET}. Besides. And more.")
    one.undo()
    other.execute(do.RemoveContent(form=form, path="p10", reason="asked for"))
    path, _count = team.app.packet_out(other, team.folder / "carried")
    team.app.packet_in(one, path)
    (entry,) = one.attention()
    assert entry.reasons[0].en == "Changes wait for the team’s hub: exchange first, then remove."
    team.sync("r0")
    one.settle(entry.n, "again")
    for name in ("r0", "r1", "r0", "r2"):
        team.sync(name)
    assert not leaked(team.hub)
    for desk in team.desks.values():
        assert records(desk) == records(team.hub)
        assert whole(desk) == ()
