"""A replica that is overwritten with its own older copy heals, and that is told to a person.

Fault 14 of reliability.md.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mcdesk import computer
from mcdesk.application import ahead_of, copied, healed, put_back
from mcdesk.application.views import AheadOf, Copied, PutBack
from tests.sync.conftest import Team
from tests.sync.meeting import meet, text_of, write
from tests.walk import Walker

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def two(team: Team):
    """Two people of the team; the proposal is filled by one, and both have it."""
    Walker(team.desks["r0"]).fill_proposal()
    meet(team)
    return team.desks["r0"], team.desks["r1"]


def kept(team, name: str) -> Path:
    """Return a copy of a closed replica, which is opened again."""
    path = team.desks[name].store.path
    team.app.close(team.desks[name])
    copy = Path(shutil.copy(path, team.folder / "yesterday"))
    team.desks[name] = team.app.open(path)
    return copy


def overwritten(team, name: str, copy: Path):
    """Overwrite a replica with what was kept of it, and open it."""
    path = team.desks[name].store.path
    team.app.close(team.desks[name])
    shutil.copy(copy, path)
    team.desks[name] = team.app.open(path)
    return team.desks[name]


def words(back) -> str:
    return " ".join(found.sentence() for found in put_back.told(back))


@FILE
def test_that_a_workspace_was_put_back_is_told_until_seen(team, two):
    one, _other = two
    copy = kept(team, "r0")
    one = team.desks["r0"]
    write(one, "One.")
    meet(team)
    assert one.replica().put_back is None
    one = overwritten(team, "r0", copy)
    back = one.replica().put_back
    assert (back.fewer, back.waited) == (1, 0)
    assert words(back).startswith("This workspace was put back to an earlier state: on 23 Nov 2026")
    assert "comes again with the next exchange" in words(back)
    assert "nothing waited for the hub then" in words(back)
    meet(team)
    assert text_of(one) == "One."
    assert one.replica().put_back == back
    one.note_put_backs_seen()
    assert one.replica().put_back is None
    assert one.put_backs() == (back,)
    team.app.close(one)
    team.desks["r0"] = team.app.open(one.store.path)
    assert team.desks["r0"].put_backs() == (back,)


@FILE
def test_what_waited_in_the_file_that_was_overwritten_is_counted(team, two):
    copy = kept(team, "r0")
    write(team.desks["r0"], "One.")
    write(team.desks["r0"], "Waits as well.", "p47")
    one = overwritten(team, "r0", copy)
    back = one.replica().put_back
    assert (back.fewer, back.waited) == (0, 2)
    assert "are not in it any more: 2. They may still be in the file that was" in words(back)


@FILE
def test_who_only_reads_is_told_that_too(team, two):
    copy = kept(team, "r0")
    write(team.desks["r0"], "One.")
    path = team.desks["r0"].store.path
    team.app.close(team.desks["r0"])
    shutil.copy(copy, path)
    for _time in range(2):
        reader = team.app.open(path, read_only=True)
        assert reader.replica().put_back.waited == 1
        assert [back.waited for back in reader.put_backs()] == [1]
        reader.note_put_backs_seen()
        team.app.close(reader)
    team.desks["r0"] = team.app.open(path)
    assert team.desks["r0"].replica().put_back.waited == 1


@FILE
def test_who_only_reads_looks_at_what_was_noticed_and_goes_on_being_told(team, two):
    one, _other = two
    path, then = one.store.path, "2026-01-02T00:00:00Z"
    one.store.set_fact(healed.HEALED, healed.noted("", then, 3, []))
    one.store.set_fact(ahead_of.AHEAD, ahead_of.noted({}, AheadOf(then, "GD-01", then)))
    one.store.set_fact(copied.COPIES, copied.noted("", Copied(then, "LAPTOP-2", "x", False)))
    one.store.set_fact(put_back.BACK, put_back.noted("", PutBack(then, then, 1, 0)))
    team.app.close(one)
    reader = team.app.open(path, read_only=True)
    for name in ("healings", "ahead", "copies", "put_backs"):
        getattr(reader, f"note_{name}_seen")()
    state = reader.replica()
    assert (state.healed.gone, state.ahead.name, state.put_back.fewer) == (3, "GD-01", 1)
    assert state.copied.computer == "LAPTOP-2"
    team.app.close(reader)
    one = team.desks["r0"] = team.app.open(path)
    for name in ("healings", "ahead", "copies", "put_backs"):
        getattr(one, f"note_{name}_seen")()
    state = one.replica()
    assert (state.healed, state.ahead, state.copied, state.put_back) == (None,) * 4


@FILE
def test_a_file_with_nothing_less_in_it_was_not_put_back(team, two):
    copy = kept(team, "r0")
    for _time in range(2):
        assert overwritten(team, "r0", copy).replica().put_back is None
    write(team.desks["r0"], "One.")
    meet(team)
    team.desks["r0"].undo()
    meet(team)
    assert team.desks["r0"].replica().put_back is None
    path = team.desks["r0"].store.path
    team.app.close(team.desks["r0"])
    team.desks["r0"] = team.app.open(path)
    assert team.desks["r0"].replica().put_back is None


@FILE
def test_a_copy_at_another_place_or_computer_was_not_put_back(team, two, monkeypatch):
    copy = kept(team, "r0")
    write(team.desks["r0"], "One.")
    meet(team)
    elsewhere = team.add_file("elsewhere", copy)
    assert elsewhere.replica().put_back is None
    path = team.desks["r0"].store.path
    team.app.close(team.desks["r0"])
    shutil.copy(copy, path)
    monkeypatch.setattr(computer, "name", lambda: "LAPTOP-2")
    monkeypatch.setattr(computer, "mark", lambda: "LAPTOP-2")
    team.desks["r0"] = team.app.open(path)
    assert team.desks["r0"].replica().put_back is None
    team.desks["elsewhere"] = elsewhere


@FILE
def test_a_workspace_restored_by_the_program_is_told_once(team, two):
    one, _other = two
    path = one.store.path
    backup = team.app.backup(path, team.folder / "backup.zip")
    write(one, "One.")
    meet(team)
    team.app.close(one)
    team.app.restore(backup, path)
    one = team.desks["r0"] = team.app.open(path)
    assert one.tell_put_back() is not None
    assert one.tell_put_back() is None
    meet(team)
    team.app.close(one)
    one = team.desks["r0"] = team.app.open(path)
    assert len(one.put_backs()) == 1
    assert one.tell_put_back() is None


@FILE
def test_a_hub_that_was_put_back_is_no_workspace_that_was(team, two):
    one, _other = two
    yesterday = shutil.copy(team.hub.path, team.folder / "hub-yesterday")
    write(one, "One.")
    meet(team)
    shutil.copy(yesterday, team.hub.path)
    meet(team)
    path = one.store.path
    team.app.close(one)
    team.desks["r0"] = team.app.open(path)
    assert team.desks["r0"].replica().put_back is None


@FILE
def test_what_is_remembered_and_cannot_be_read_says_nothing(team, two):
    from mcdesk import known

    copy = kept(team, "r0")
    write(team.desks["r0"], "One.")
    path = team.desks["r0"].store.path
    team.app.close(team.desks["r0"])
    hub_id = team.hub.identity()[0]
    for text in ("", "{", "[1]", '{"waiting": []}', '{"waiting": null}'):
        known.keep(hub_id, path, text)
        assert put_back.recall(hub_id, path) is None
    shutil.copy(copy, path)
    team.desks["r0"] = team.app.open(path)
    assert team.desks["r0"].replica().put_back is None
