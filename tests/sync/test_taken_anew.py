"""That something came in a packet makes nobody free to name any taker and day (fault 17)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.application.altered_hub import is_altered
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Comment
from tests.sync.conftest import clock, records
from tests.sync.entries import decided, line_of
from tests.sync.forged import forged_event
from tests.sync.lost_hub import rename
from tests.sync.meeting import meet

if TYPE_CHECKING:
    from pathlib import Path

FILE = pytest.mark.parametrize("team", ["file"], indirect=True)


def given(since: str, asked: str = "", **more: Any) -> Any:
    """Return an office that was given, by its author or by who took that in."""
    record = {"id": "o", "row_version": 1, "person_id": "d", "role": "dean", "since": since}
    effects = [{"table": "office", "id": "o", "old": None, "new": record}]
    return line_of(kind="OfficeGiven", effects=effects,
                   command={"do": "AppointOffice", "since": asked}, **more)  # fmt: skip


def taken(by: str, day: str, made: str = "2026-11-23T09:00:00Z") -> dict[str, Any]:
    return {"by": by, "at": f"{day}T09:00:00Z", "today": day,
            "note": {"made_by": "p", "made_at": made}}  # fmt: skip


def test_nothing_was_taken_in_before_it_was_made():
    own = given("2026-11-23")
    assert not is_altered(own, given("2026-12-24", **taken("q", "2026-12-24")))
    assert is_altered(own, given("2024-01-01", **taken("q", "2024-01-01")))
    late = taken("q", "2026-12-24") | {"today": "2024-01-01"}
    assert is_altered(own, given("2024-01-01", **late))


def test_the_clocks_of_author_and_taker_may_be_a_day_apart():
    own = given("2026-11-23")
    for minutes, wrong in ((0, False), (1, True)):
        at = datetime(2026, 11, 22, 9, tzinfo=UTC) - timedelta(minutes=minutes)
        said = taken("q", "2026-11-22") | {"at": at.isoformat()}
        assert is_altered(own, given("2026-11-22", **said)) is wrong


def test_a_day_that_its_author_gave_is_no_taker_s():
    own = given("2026-11-23", "2026-11-23")
    assert not is_altered(own, given("2026-11-23", "2026-11-23", **taken("q", "2026-12-24")))
    assert is_altered(own, given("2026-12-24", "2026-11-23", **taken("q", "2026-12-24")))


@pytest.mark.parametrize("kind", ["WriteComment", "RegisterKey", "ReserveNumbers"])
def test_what_only_its_author_brings_never_came_in_a_packet(kind):
    said = {"kind": "Any", "command": {"do": kind}}
    assert is_altered(line_of(**said), line_of(**said, **taken("q", "2026-12-24")))


def test_a_decision_in_the_program_keeps_its_moment():
    for medium in ("paper", "program"):
        own = decided("p", "2026-11-23", medium=medium)
        later = decided("q", "2026-12-24", whose="p", medium=medium)
        assert is_altered(own, later) is (medium == "program")


def test_an_entry_of_another_group_is_another():
    """What one step takes back is told by the group; who settles an entry makes it a new step."""
    assert is_altered(line_of(), line_of(group="another"))
    own = given("2026-11-23")
    assert not is_altered(own, given("2026-12-24", group="another", **taken("q", "2026-12-24")))


def packed(team, folder: Path) -> Path:
    """Let one send a row that also leaves as a packet, and put the hub back to before it."""
    one = team.desks["r0"]
    meet(team)
    old = team.hub.path.read_bytes()
    one.execute(do.AddRow(form="MC-1/F2", field="p35", cells={"no": "1", "title": "A row"}))
    path, _count = team.app.packet_out(one, folder / "one")
    team.sync("r0")
    team.hub.path.write_bytes(old)
    return path


def is_well(team) -> bool:
    """Let everybody exchange, and tell whether all have the same, with nothing to look at."""
    for name in ("r1", "r0", "r1", "r0"):
        team.sync(name)
    one, other = team.desks["r0"], team.desks["r1"]
    return records(one) == records(other) and not (one.attention() or other.attention())


@FILE
def test_what_a_computer_takes_in_whose_clock_is_behind_is_the_same(team, tmp_path):
    """No clock decides anything (design.md, section 6)."""
    path = packed(team, tmp_path)
    other = team.desks["r1"]
    team.app.close(other)
    behind = clock(8)
    other = team.desks["r1"] = behind.open(other.store.path)
    assert behind.packet_in(other, path).kept == 1
    assert is_well(team)


@FILE
def test_what_a_packet_brought_and_is_done_again_from_the_list_is_the_same(team, tmp_path):
    """It keeps its id, and is a step of who settles it: the group is another."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddPerson(name="READER"))
    one.execute(do.AppointOffice(person="READER", role="reader"))
    path = packed(team, tmp_path)
    with team.app.acting_as(other, "READER"):
        assert team.app.packet_in(other, path).collided == 1
    (line,) = other.attention()
    other.settle(line.n, "again")
    assert is_well(team)
    assert not any("written anew" in each for each in team.app.check_hub(str(team.hub.path), one))


@FILE
@pytest.mark.parametrize("taker", ["DEAN-LAW", "ID-02", "nobody"])
@pytest.mark.parametrize("adopted", [False, True], ids=["taken in", "adopted"])
def test_a_remark_is_given_to_nobody_else(team, adopted, taker):
    one, other = team.desks["r0"], team.desks["r1"]
    people = {each.name: each.id for each in other.directory().people}
    one.execute(do.WriteComment(form="MC-1/F2", path="p10", text="I do not agree.", id="said"))
    for name in ("r0", "r1"):
        team.sync(name)
    rename(other, "Later", "MC-2")
    for name in ("r1", "r0"):
        team.sync(name)
    whose = people.get(taker, taker)

    def change(event: dict[str, Any]) -> None:
        note = {"made_by": event["by"], "made_at": event["at"]}
        event["note"] = note | ({"adopted": "1"} if adopted else {})
        event |= {"by": whose, "at": "2026-12-24T09:00:00Z", "today": "2026-12-24"}
        event["effects"][0]["new"] |= {"author": whose, "at": event["at"]}

    forged_event(team.hub.path, "I do not agree", change)
    for name in ("r0", "r1"):
        with pytest.raises(Trouble) as told:
            team.sync(name)
        assert told.value.code == "altered"
    with other.store.read() as reader:
        remark = reader.find(Comment, "said")
    assert remark.author == people["CTL-01"]
