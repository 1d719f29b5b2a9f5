"""A computer whose clock is wrong: its work is taken in, and whoever takes it in is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from mcdesk import teaming
from mcdesk.application import ahead_of
from mcdesk.errors import Refused
from mcdesk.models import clocks
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Person
from tests.sync.conftest import Team
from tests.sync.lost_hub import rename
from tests.sync.meeting import form_of, meet, text_of, write
from tests.walk import Walker

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled by one, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    one, other = team.desks["r0"], team.desks["r1"]
    with other.store.read() as reader:
        others = [person for person in reader.select(Person) if person.id != one.person_id]
    other.person_id = others[0].id
    return one, other


@FILE
@pytest.mark.parametrize(("by", "is_told"), [(365 * 24 * 60, True), (5, False)])
def test_a_clock_that_goes_ahead_is_told_to_who_takes_its_work_in(team, two, by, is_told):
    one, other = two
    now = one._now
    one._now = lambda: now() + timedelta(minutes=by)
    write(one, "One.")
    meet(team)
    assert text_of(other) == "One."
    ahead = other.replica().ahead
    assert (ahead is not None) == is_told
    assert one.replica().ahead is None
    if not is_told:
        return
    words = [found.sentence() for found in ahead_of.told(ahead)]
    assert words[0] == ("A change of CTL-01 came that bears 23 Nov 2027, 17:00: later than it is "
                        "on this computer.")  # fmt: skip
    assert other.tell_ahead() == ahead
    assert other.tell_ahead() is None
    other.note_ahead_seen()
    assert other.replica().ahead is None
    write(one, "One. More.", "p16")
    meet(team)
    assert other.replica().ahead is None, "once a day for each"
    assert other.ahead() == ahead
    assert form_of(one).header.number == form_of(other).header.number


@pytest.mark.parametrize(("by", "is_told"), [(3 * 60, True), (-3 * 60, True), (9, False)])
def test_a_clock_that_differs_from_the_hub_s_is_told_where_it_stands(
    team, monkeypatch, by, is_told
):
    """Nobody else need have sent anything for that."""
    one = team.desks["r0"]
    now = clocks.clock_of(team.hub)
    assert now is not None
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)
    one._now = lambda: now + timedelta(minutes=by)
    monkeypatch.setattr(teaming, "hub_at", lambda _address: team.hub)
    monkeypatch.setattr(team.hub, "close", lambda: None)
    team.app.exchange(one)
    told = one.replica().ahead
    assert (told is not None) == is_told
    if told is not None:
        words = [found.sentence() for found in ahead_of.told(told)]
        assert words[0].startswith(
            "The clock of this computer and that of the team’s hub are apart"
        )
        assert one.tell_ahead() == told
        one.note_ahead_seen()
    one._looked = None
    team.app.exchange(one)
    assert one.replica().ahead is None, "once a day"
    where = getattr(team.hub, "path", None)
    assert where is None or not list(where.parent.glob(".*.now"))


def test_a_clock_that_was_set_right_is_compared_again_on_the_same_day(team, monkeypatch):
    """Whoever is told so exchanges, and then does again what the hub refused."""
    one = team.desks["r0"]
    now = clocks.clock_of(team.hub)
    assert now is not None
    monkeypatch.setattr(teaming, "hub_at", lambda _address: team.hub)
    monkeypatch.setattr(team.hub, "close", lambda: None)
    one._now = lambda: now + timedelta(hours=1)
    team.app.exchange(one)
    assert not one.clock_is_right()
    one._now = lambda: now
    team.app.exchange(one)
    assert one.clock_is_right()
    compared: list[object] = []
    monkeypatch.setattr(teaming, "clock_of", compared.append)
    team.app.exchange(one)
    assert compared == [], "once a day, where it is right"


@pytest.mark.parametrize("by", [0, 60])
def test_a_clock_that_is_not_told_or_stays_apart_is_not_looked_at_with_every_exchange(
    team, monkeypatch, by
):
    """To look leaves a mark in a shared folder for a moment, or is a question more to a server."""
    one = team.desks["r0"]
    now = clocks.clock_of(team.hub)
    assert now is not None
    here, compared = [now + timedelta(minutes=by)], []

    def told(_hub):
        compared.append(here[0])
        return now if by else None

    monkeypatch.setattr(teaming, "hub_at", lambda _address: team.hub)
    monkeypatch.setattr(teaming, "clock_of", told)
    monkeypatch.setattr(team.hub, "close", lambda: None)
    one._now = lambda: here[0]
    for _again in range(3):
        team.app.exchange(one)
        here[0] += timedelta(seconds=20)
    assert len(compared) == 1
    here[0] += ahead_of.LOOKED
    team.app.exchange(one)
    assert len(compared) == 2, "by and by it may have been set right at the hub"
    here[0] -= ahead_of.APART
    team.app.exchange(one)
    assert len(compared) == 3, "a clock that was set otherwise is compared at once"
    team.app.exchange(one)
    assert len(compared) == 3


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_what_a_server_refuses_for_a_wrong_clock_is_done_again_at_once(team):
    """A clock of days ago puts all work over what is newer in the list: it is one mistake."""
    desk = team.desks["r0"]
    team.sync("r0")
    day, now = desk._day, desk._now
    desk._day, desk._now = lambda: day() - timedelta(days=5), lambda: now() - timedelta(days=5)
    rename(desk, "One")
    rename(desk, "Two", "MC-2")
    desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Of a day ago"))
    team.sync("r0")
    lines = desk.attention()
    assert [line.by_clock for line in lines] == [True] * 3
    with pytest.raises(Refused, match="The clock of this computer still says"):
        desk.settle_by_clock()
    assert len(desk.attention()) == 3
    desk._day, desk._now = day, now
    assert desk.settle_by_clock() == (3, 0)
    team.sync("r0")
    assert desk.attention() == ()
    assert not desk.waiting()
    assert desk.outline("MC-2").tile.title_en == "Two"


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_day_that_a_wrong_clock_said_comes_in_its_time(team):
    """By then the clock is right, as the hub's says: what bears that day goes in."""
    desk = team.desks["r0"]
    team.sync("r0")
    day, now = desk._day, desk._now
    later = timedelta(days=5)
    desk._day, desk._now = lambda: day() + later, lambda: now() + later
    rename(desk, "One")
    rename(desk, "Two", "MC-2")
    team.sync("r0")
    desk.note_clock(now())
    assert [line.by_clock for line in desk.attention()] == [True] * 2
    with pytest.raises(Refused, match="The clock of this computer still says"):
        desk.settle_by_clock()
    desk.note_clock(desk._now())
    assert desk.settle_by_clock() == (2, 0)
    assert desk.attention() == ()
    desk.note_clock(now())
    assert not desk.clock_is_right()
    desk.note_clock(desk._now())
    assert desk.clock_is_right()
    desk._day = lambda: day() + later + timedelta(days=1)
    assert not desk.clock_is_right(), "another day may be said by a clock that was set wrong"
    desk.note_clock(None)
    assert not desk.clock_is_right()
