"""A hub that is gone or damaged is rebuilt from any replica: nothing is lost, nothing doubled."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import make_url, text

from mcdesk.errors import Refused, Trouble
from mcdesk.models import server_hub
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Person
from tests.sync.conftest import journal, must_hold, records
from tests.sync.lost_hub import lose, put_back, rename
from tests.sync.meeting import FILE, text_of, write

SERVER = pytest.mark.parametrize("team", ["server"], indirect=True)


@pytest.mark.parametrize("how", ["gone", "spoilt"])
def test_a_hub_is_rebuilt_from_a_replica_that_is_behind(team, at, how):
    """The highest remembered head wins: what others have beyond it, they bring."""
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "One")
    team.sync("r0")
    team.sync("r1")
    rename(one, "Confirmed behind the rebuilt end")
    team.sync("r0")
    before = journal(team.hub)
    rename(other, "Waits meanwhile", "MC-2")
    lose(team, at, how)
    with pytest.raises(Trouble) as caught:
        team.sync("r1")
    assert caught.value.code in ("hub_gone", "hub_damaged", "not_a_hub", "no_hub_there")
    made = team.app.rebuild_hub(other, at)
    assert bool(made.aside) == (how == "spoilt")
    team.settle_all()
    assert [line.id for line in journal(team.hub)][: len(before)] != []
    assert {line.id for line in before} < {line.id for line in journal(team.hub)}
    assert not must_hold(team, {}, set())["asides"]
    assert other.outline("MC-1").tile.title_en == "Confirmed behind the rebuilt end"
    assert one.outline("MC-2").tile.title_en == "Waits meanwhile"


def test_a_hub_that_is_well_is_not_rebuilt(team, at):
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "One")
    team.sync("r0")
    for desk in (one, other):
        with pytest.raises(Refused) as caught:
            team.app.rebuild_hub(desk, at)
        assert caught.value.code == "hub_well"


def test_who_does_not_keep_the_directory_does_not_rebuild(team, at):
    other = team.desks["r1"]
    lose(team, at)
    with team.app.acting_as(other, "SME-03"), pytest.raises(Refused) as caught:
        team.app.rebuild_hub(other, at)
    assert caught.value.code == "no_right"


@FILE
def test_a_hub_of_another_team_is_not_rebuilt_over(team, at, template):
    from mcdesk.models import joining

    one = team.desks["r0"]
    team.hub.path.unlink()
    joining.make_hub(one.store, team.hub.path, "Another", None)
    with pytest.raises(Refused) as caught:
        team.app.rebuild_hub(one, at)
    assert caught.value.code == "other_hub"
    for desk in team.desks.values():
        desk.follow(team.hub.identity()[0], at)


@FILE
def test_what_is_no_hub_is_not_set_aside(team, at):
    letter = team.folder / "letter.txt"
    letter.write_text("A letter. " * 100)
    with pytest.raises(Trouble, match="not a hub"):
        team.app.rebuild_hub(team.desks["r0"], str(letter))
    assert letter.read_text().startswith("A letter.")


@FILE
def test_two_damaged_hubs_of_one_minute_are_both_kept(team, at):
    for spoilt in (b"\0" * 9000, b"\1" * 9000):
        team.hub.path.write_bytes(spoilt)
        assert team.app.rebuild_hub(team.desks["r0"], at).aside
    kept = [each.read_bytes()[:1] for each in team.folder.glob("* before *")]
    assert sorted(kept) == [b"\0", b"\1"]


@FILE
def test_what_a_damaged_hub_still_has_is_taken_over(team, at):
    """A row of a card is altered: the journal behind the replica's last entry can be read.

    Fault 19 of reliability.md.
    """
    one, other = team.desks["r0"], team.desks["r1"]
    rename(one, "Of somebody who is away")
    team.sync("r0")
    del team.desks["r0"]
    team.app.close(one)
    with closing(sqlite3.connect(team.hub.path)) as connection:
        connection.execute("update card set title_en = 'Forged' where code = 'MC-2'")
        connection.commit()
    assert any("differs" in line for line in team.app.check_hub(at))
    made = team.app.rebuild_hub(other, at)
    assert made.aside
    assert not team.app.check_hub(at)
    team.settle_all()
    assert other.outline("MC-1").tile.title_en == "Of somebody who is away"
    assert records(team.hub) == records(other)


def test_a_damaged_workspace_rebuilds_nothing(team, at):
    one = team.desks["r0"]
    lose(team, at)
    with one.store.write() as unit:
        unit.connection.execute(text("update card set title_en = 'Forged' where code = 'MC-2'"))
    with pytest.raises(Trouble, match="damaged itself"):
        team.app.rebuild_hub(one, at)
    assert team.app.rebuild_hub(team.desks["r1"], at)
    del team.desks["r0"]
    team.app.close(one)


def test_a_rebuilt_hub_gets_its_files_from_whoever_has_them(team, at):
    one, other = team.desks["r0"], team.desks["r1"]
    scan = team.folder / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    digest, size = one.store_file(scan)
    one.execute(do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size,
                              purpose="other"))  # fmt: skip
    team.sync("r0")
    team.sync("r1")
    other.file_path(digest).unlink()
    lose(team, at)
    if not isinstance(team.hub, ServerHub):
        team.hub.file_path(digest).unlink()
    team.app.rebuild_hub(other, at)
    assert team.hub.lacking([digest]) == [digest]
    team.app.exchange(one)
    assert team.hub.lacking([digest]) == []
    team.sync("r1")
    assert other.file_path(digest).read_bytes() == scan.read_bytes()


@SERVER
def test_a_member_does_not_rebuild_a_server(team, at):
    lose(team, at)
    with pytest.raises(Trouble, match="permission denied"):
        team.app.rebuild_hub(team.desks["r0"], team.hub.address)
    assert team.app.rebuild_hub(team.desks["r0"], at)


@SERVER
def test_what_a_server_lost_of_somebody_who_is_away_is_kept(team, at):
    """Only its author may push it; so nobody else's workspace lets go of it until it is back."""
    one, other, third = (team.desks[name] for name in ("r0", "r1", "r2"))
    with one.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    head = team.hub.identity()[2]
    write(one, "Of somebody who is away.")
    for name in team.desks:
        team.sync(name)
    put_back(at, head.seq)
    for desk in (other, third):
        desk.use_person(lecturer.id)
    for name in ("r1", "r2"):
        assert team.sync(name).restored
    assert [desk.replica().lost for desk in (other, third)] == [1, 1]
    assert not other.attention()
    team.sync("r0")
    team.sync("r1")
    assert other.replica().lost == 0
    assert text_of(other) == "Of somebody who is away."
    with pytest.raises(Refused):
        third.take_on_lost()
    third.use_person(one.person_id)
    assert third.take_on_lost() == 1
    assert [line.kind for line in third.attention()] == ["ValueSet"]


@SERVER
def test_a_server_that_was_put_back_is_given_the_rest_by_its_owner(team, at):
    one, other = team.desks["r0"], team.desks["r1"]
    head = team.hub.identity()[2]
    rename(one, "One")
    team.sync("r0")
    team.sync("r1")
    there = records(team.hub)
    put_back(at, head.seq)
    assert team.hub.identity()[2] == head
    team.app.rebuild_hub(other, at)
    team.settle_all()
    assert records(team.hub) == there == records(one) == records(other)


@SERVER
def test_the_owner_of_the_database_has_a_way_back_in(team, at):
    """The office has left: a login of the owner's choice stands in for it, and appoints anew."""
    one = team.desks["r0"]
    assert one.office() == ("CTL-01",)
    owner, stands_in = ServerHub(at), f"stand_in_{make_url(at).database}"
    with owner.engine.begin() as connection:
        connection.execute(text("update hub.member set active = false"))
    owner.close()
    rename(one, "Not taken")
    with pytest.raises(Trouble, match="not a member"):
        team.sync("r0")
    team.app.add_member(one, at, stands_in, "CTL-01")  # no other login of hers is left
    team.hub.close()
    team.hub = ServerHub(server_hub.address_for(at, stands_in))
    one.execute(do.AppointOffice(person="ID-02", role="ctl_lead", since="2026-01-01"))
    assert team.sync("r0").pushed == 2
    assert one.office() == ("CTL-01", "ID-02")
    with owner.engine.begin() as connection:
        seen = "select login::text from hub.received order by seq desc limit 1"
        assert connection.execute(text(seen)).scalar() == stands_in
    owner.close()
